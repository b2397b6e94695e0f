"""What a family hears in bytes, through the same reader that the bus uses."""

from firmware_bridge.family import Family
from firmware_bridge.frames import FrameReader, quiet_s
from firmware_bridge.messages import BoardMessage


def heard(family: Family, *pieces: bytes | str) -> list[BoardMessage]:
    """The messages in bytes that come piece by piece without a pause, and then quiet."""
    quiet = quiet_s(family.baud)
    reader = FrameReader[BoardMessage](lambda data, ended: family.take(data, ended=ended), quiet)
    messages: list[BoardMessage] = []
    for piece in pieces:
        messages += reader.feed(bytes.fromhex(piece) if isinstance(piece, str) else piece, 0.0)
    return messages + reader.advance(2 * quiet)
