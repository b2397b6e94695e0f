"""Shuoming "8A/80" lock boards: bytes to messages and back. All bytes of the family are here.

RS-485, 9600 8N1, DIP address 1-32, 2 to 50 channels. One frame each way, five bytes:

    CMD BOARD LOCK FUNC BCC          BCC = XOR of the four bytes before it

    -> 8A 01 01 11 9B   unlock             <- 8A 01 01 SS BCC   SS is the switch, 00 or 11
    -> 80 01 01 33 B3   read one lock      <- 80 01 01 SS BCC
                                           <- 82 or 81 ...      unasked, on some products

Source: Shuoming "485 lock board protocol" 2021 and 2024A1, as quoted by public drivers; not all
firmware agrees, so what differs is an option here. Not spoken on purpose: lock 0 (opens every
door at once), bitmaps (90), held power (9A, 9B), and read-all, whose byte order no two drivers
agree on.

**The answer that looks like the request.** `8A 01 01 11 9B` is our own request, and on
an opening-feedback lock it is also the answer "opened"; on a closing-feedback lock it is also
"still closed"; and on an adapter that hears itself it is only an echo. No timing tells these
apart. So it decodes to RequestCopy, which proves nothing, and the session reads the lock: the
answer to a read (SS) can never equal the read itself (33).
"""

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import xor

from firmware_bridge.errors import AddressError
from firmware_bridge.messages import (
    ActiveReport,
    BoardMessage,
    LockAddress,
    LockReport,
    ReadLock,
    Request,
    RequestCopy,
    Unlock,
    UnlockReply,
)

BAUD = 9600
FRAME_BYTES = 5

STATUS_LOW, STATUS_HIGH = 0x00, 0x11


class Polarity(Enum):
    """Which state of the door closes the lock's switch (status 11)."""

    CLOSING_FEEDBACK = "closing-feedback"
    OPENING_FEEDBACK = "opening-feedback"


@dataclass(frozen=True)
class ShuomingOptions:
    """What differs between boards of this family. Found out with `firmware_bridge status`."""

    polarity: Polarity = Polarity.CLOSING_FEEDBACK

    def is_open(self, raw_status: int) -> bool:
        """The door's state for a status of 00 or 11."""
        return (raw_status == STATUS_HIGH) == (self.polarity is Polarity.OPENING_FEEDBACK)

    def raw_status(self, *, is_open: bool) -> int:
        """The status that a board with this wiring sends; the inverse of `is_open`."""
        is_high = is_open == (self.polarity is Polarity.OPENING_FEEDBACK)
        return STATUS_HIGH if is_high else STATUS_LOW


def encode(request: Request) -> bytes:
    match request:
        case Unlock(address):
            return _frame(0x8A, address, 0x11)
        case ReadLock(address):
            return _frame(0x80, address, 0x33)


def encode_message(message: BoardMessage) -> bytes:
    """What a board puts on the wire; for simulators and round-trip tests."""
    match message:
        case LockReport(address, raw_status):
            return _frame(0x80, address, raw_status)
        case UnlockReply(address, raw_status):
            return _frame(0x8A, address, raw_status)
        case ActiveReport(address, raw_status):
            return _frame(0x82, address, raw_status)
        case RequestCopy(request):
            return encode(request)


def decode(frame: bytes) -> BoardMessage | None:
    """The message in exactly five bytes, or None if any of them is not as it must be."""
    if len(frame) != FRAME_BYTES or bcc(frame[:-1]) != frame[-1]:
        return None
    command, board, lock, status, _ = frame
    try:
        address = LockAddress(board, lock)
    except AddressError:
        return None
    return _message(command, address, status)


def decode_request(frame: bytes) -> Request | None:
    """The board's side: the request in exactly five bytes, or None."""
    message = decode(frame)
    return message.request if isinstance(message, RequestCopy) else None


def bcc(data: bytes) -> int:
    """Block check character: XOR of all bytes."""
    return reduce(xor, data, 0)


def _frame(command: int, address: LockAddress, last: int) -> bytes:
    body = bytes((command, address.board, address.lock, last))
    return body + bytes((bcc(body),))


def _message(command: int, address: LockAddress, status: int) -> BoardMessage | None:
    match command, status:
        case 0x8A, 0x11:
            return RequestCopy(Unlock(address))
        case 0x80, 0x33:
            return RequestCopy(ReadLock(address))
        case 0x8A, 0x00:
            return UnlockReply(address, status)
        case 0x80, 0x00 | 0x11:
            return LockReport(address, status)
        case 0x81 | 0x82, 0x00 | 0x11:
            return ActiveReport(address, status)
        case _:
            return None
