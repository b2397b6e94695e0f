"""The families by name, as settings say them: `FamilySettings(...).make()`."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from firmware_bridge.family import FAMILY_NAMES, Family, FamilyName
from firmware_bridge.kerong_cu16 import KerongCu16
from firmware_bridge.kerong_cu48 import KerongCu48
from firmware_bridge.shuoming import ReportHead, Shuoming, ShuomingOptions
from firmware_bridge.winnsen import Winnsen
from firmware_bridge.wiring import ByteOrder, Polarity
from firmware_bridge.wkly import Wkly

__all__ = ["FAMILY_NAMES", "FamilyName", "FamilySettings"]


class FamilySettings(BaseModel):
    """One family and what differs between its boards.

    pydantic names a wrong value and what is allowed. An option of another family is harmless.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    family: FamilyName = "shuoming"
    polarity: Polarity | None = Field(
        default=None, description="Which state of a door sets its bit; empty: as most boards do."
    )
    read_all: ByteOrder | None = Field(
        default=None, description="shuoming: where channels 1-8 are; empty: read lock by lock."
    )
    report_head: ReportHead = Field(
        default=ReportHead.EITHER, description="shuoming: first byte of unasked reports."
    )
    fifty_channels_of: Annotated[int, Field(ge=1, le=32)] | None = Field(
        default=None, description="shuoming: the board with 50 channels that answers 80 AA."
    )
    answers_unlock: bool = Field(default=True, description="wkly: answers command 82.")
    reply_has_etx: bool = Field(default=False, description="kerong-cu48: 03 before the sum.")
    status_function: Literal[0x02, 0x12] = Field(default=0x02, description="winnsen: 2 or 18.")
    answer_offset: Literal[0x80, 0xA0] = Field(default=0x80, description="winnsen: 128 or 160.")

    def make(self) -> Family:
        closing = self.polarity or Polarity.CLOSING_FEEDBACK
        match self.family:
            case "shuoming":
                options = ShuomingOptions(
                    closing, self.read_all, self.report_head, self.fifty_channels_of
                )
                return Shuoming(options)
            case "kerong-cu16":
                return KerongCu16(closing)
            case "kerong-cu48":
                return KerongCu48(closing, self.reply_has_etx)
            case "wkly":
                return Wkly(closing, self.answers_unlock)
            case "winnsen":
                polarity = self.polarity or Polarity.OPENING_FEEDBACK
                return Winnsen(polarity, self.status_function, self.answer_offset)
