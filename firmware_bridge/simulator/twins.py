"""The wire of a virtual board for a family's settings, options and all."""

from firmware_bridge.families import FamilySettings
from firmware_bridge.simulator.board_wire import BoardWire
from firmware_bridge.simulator.kerong_wires import KerongCu16Wire, KerongCu48Wire
from firmware_bridge.simulator.shuoming_wire import ShuomingWire
from firmware_bridge.simulator.winnsen_wire import WinnsenWire
from firmware_bridge.simulator.wkly_wire import WklyWire
from firmware_bridge.wiring import ByteOrder, Polarity


def wire_of(settings: FamilySettings) -> BoardWire:
    """A board wired as these settings say."""
    closing = settings.polarity or Polarity.CLOSING_FEEDBACK
    match settings.family:
        case "shuoming":
            return ShuomingWire(
                closing,
                settings.read_all or ByteOrder.LAST_BYTE_FIRST,
                report_head=0x81 if settings.report_head.value == "81" else 0x82,
                is_fifty=settings.fifty_channels_of is not None,
            )
        case "kerong-cu16":
            return KerongCu16Wire(closing)
        case "kerong-cu48":
            return KerongCu48Wire(closing, settings.reply_has_etx)
        case "wkly":
            return WklyWire(closing, settings.answers_unlock)
        case "winnsen":
            polarity = settings.polarity or Polarity.OPENING_FEEDBACK
            return WinnsenWire(polarity, settings.status_function, settings.answer_offset)
