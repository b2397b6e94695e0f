"""Shuoming "8A/80" lock boards: bytes to messages and back. All bytes of the family are here.

RS-485, 9600 8N1, DIP address 1-32, 2 to 50 channels. Frames of five bytes, one excepted:

    CMD BOARD LOCK FUNC BCC          BCC = XOR of all bytes before it

    -> 8A 01 01 11 9B   unlock             <- 8A 01 01 SS BCC   SS is the switch, 00 or 11
    -> 80 01 01 33 B3   read one lock      <- 80 01 01 SS BCC
    -> 80 01 00 33 B2   read all           <- 80 01 00 S.. 33 BCC    3 status bytes or more
                                           <- 80 AA S1..S7 33 BCC    50 channels, no address
                                           <- 82 or 81 ...      unasked, on some products

Source: Shuoming "485 lock board protocol" 2021 and 2024A1, as quoted by public drivers; not all
firmware agrees, so what differs is an option here. Not sent on purpose: lock 0 (opens every door
at once), bitmaps (90) and, outside `hold_frame` and `pulse_frame`, power and settings.

**The answer that looks like the request.** `8A 01 01 11 9B` is our own request, and on
an opening-feedback lock it is also the answer "opened"; on a closing-feedback lock it is also
"still closed"; and on an adapter that hears itself it is only an echo. No timing tells these
apart. So it is RequestCopy, which proves nothing, and the session reads the lock: the answer to
a read (SS) can never equal the read itself (33).
"""

from dataclasses import dataclass, field
from enum import Enum

from firmware_bridge.bits import lock_bits
from firmware_bridge.check_values import bcc
from firmware_bridge.errors import AddressError
from firmware_bridge.frames import Frame, Taken, Wait
from firmware_bridge.messages import (
    ActiveReport,
    BoardMessage,
    BoardReport,
    LockAddress,
    LockReport,
    ReadBoard,
    ReadLock,
    Request,
    RequestCopy,
    Unlock,
    UnlockReply,
)
from firmware_bridge.wiring import ByteOrder, Polarity

STATUS_LOW, STATUS_HIGH = 0x00, 0x11
SHORT = 5
READ_ALL_BYTES = range(6, 12)
"""Of an answer to read-all: 1 to 6 status bytes with an address. Never taken from the number of
channels: an 8-channel board was seen to answer 3 status bytes."""
FIFTY_BYTES = 11
FIFTY_MARK = 0xAA
"""In the place of the address in a 50-channel board's answer: it does not say which board."""


class ReportHead(Enum):
    """The first byte of what a board says unasked."""

    EITHER = "either"
    H81 = "81"
    H82 = "82"


@dataclass(frozen=True)
class ShuomingOptions:
    """What differs between boards of this family. Found out by `firmware_bridge learn`."""

    polarity: Polarity = Polarity.CLOSING_FEEDBACK
    read_all: ByteOrder | None = None
    """None: every lock is read by itself, because no two public drivers agree on the order."""
    report_head: ReportHead = ReportHead.EITHER
    fifty_channels_of: int | None = None
    """The one board on this bus that answers read-all as `80 AA`."""


@dataclass(frozen=True)
class Shuoming:
    """A `Family`."""

    options: ShuomingOptions = field(default_factory=ShuomingOptions)

    name = "shuoming"
    baud = 9600
    boards = range(1, 33)
    locks = range(1, 51)
    answers_unlock = True
    readings_needed = 1

    def encode(self, request: Request) -> bytes:
        match request:
            case Unlock(address):
                return self._frame(0x8A, address, 0x11)
            case ReadLock(address):
                return self._frame(0x80, address, 0x33)
            case ReadBoard(board):
                self._check(board)
                return _with_bcc(bytes((0x80, board, 0x00, 0x33)))

    def reading(self, address: LockAddress) -> ReadLock:
        return ReadLock(address)

    def board_reading(self, board: int) -> ReadBoard | None:
        return None if self.options.read_all is None else ReadBoard(board)

    def take(self, data: bytes, *, ended: bool) -> Taken[BoardMessage]:
        match data[0]:
            case 0x80 if len(data) > 1 and self._is_fifty(data[1]):
                return self._take_fifty(data)
            case 0x80 if len(data) > 2 and data[2] == 0x00:
                return self._take_board(data, ended=ended)
            case 0x80 | 0x81 | 0x82 | 0x8A:
                return self._take_short(data)
            case _:
                return None

    # --- settings and held power: bytes only, nothing here sends them --------------------------

    def hold_frame(self, address: LockAddress, *, is_on: bool, func: int = 0x11) -> bytes:
        """Hold a magnet lock's power (9A) or let it go (9B). `func` is 10 on some firmware [S].

        Answers have no fixed length: do not wait for one.
        """
        return self._frame(0x9A if is_on else 0x9B, address, func)

    @staticmethod
    def pulse_frame(seconds: int) -> bytes:
        """Set the pulse of every unlock, 1 to 9 s (the factory's is 300 ms).

        Raises AddressError outside: nobody wants a lock's coil to burn.
        """
        if seconds not in range(1, 10):
            raise AddressError(f"a pulse of {seconds!r} s does not exist: say 1 to 9.")
        return _with_bcc(bytes((0x8A, 0xAA, 0xCC, 0x11, seconds)))

    # --- inside -------------------------------------------------------------------------------

    def _frame(self, command: int, address: LockAddress, last: int) -> bytes:
        self._check(address.board, address.lock)
        return _with_bcc(bytes((command, address.board, address.lock, last)))

    def _check(self, board: int, lock: int = 1) -> None:
        if board not in self.boards or lock not in self.locks:
            raise AddressError(
                f"a {self.name} board has address 1 to 32 and lock 1 to 50, not {board} and {lock}."
            )

    def _is_fifty(self, mark: int) -> bool:
        return mark == FIFTY_MARK and self.options.fifty_channels_of is not None

    def _take_short(self, data: bytes) -> Taken[BoardMessage]:
        if len(data) < SHORT:
            return Wait.WAIT
        frame = data[:SHORT]
        command, board, lock, status, _ = frame
        if bcc(frame) != 0 or board not in self.boards or lock not in self.locks:
            return None
        message = self._message(command, LockAddress(board, lock), status)
        return None if message is None else Frame(message, SHORT)

    def _message(self, command: int, address: LockAddress, status: int) -> BoardMessage | None:
        if (command, status) == (0x8A, 0x11):
            return RequestCopy(Unlock(address))
        if (command, status) == (0x80, 0x33):
            return RequestCopy(ReadLock(address))
        if status not in {STATUS_LOW, STATUS_HIGH}:
            return None
        is_open = self.options.polarity.is_open(is_set=status == STATUS_HIGH)
        match command:
            case 0x8A:
                return UnlockReply(address, is_open)
            case 0x80:
                return LockReport(address, is_open)
            case _:
                return ActiveReport(address, is_open) if self._is_report(command) else None

    def _is_report(self, head: int) -> bool:
        match self.options.report_head:
            case ReportHead.EITHER:
                return True
            case ReportHead.H81:
                return head == 0x81
            case ReportHead.H82:
                return head == 0x82

    def _take_board(self, data: bytes, *, ended: bool) -> Taken[BoardMessage]:
        """`80 BB 00 ..`: its length is known only when the line is quiet."""
        if data[1] not in self.boards:
            return None
        if not ended:
            return Wait.WAIT
        if data[:SHORT] == self.encode(ReadBoard(data[1])):
            return Frame(RequestCopy(ReadBoard(data[1])), SHORT)
        for length in sorted(READ_ALL_BYTES, key=lambda length: (length != len(data), -length)):
            frame = data[:length]
            if len(frame) == length and frame[-2] == 0x33 and bcc(frame) == 0:
                return Frame(self._board_report(data[1], frame[3:-2]), length)
        return None

    def _take_fifty(self, data: bytes) -> Taken[BoardMessage]:
        if len(data) < FIFTY_BYTES:
            return Wait.WAIT
        frame = data[:FIFTY_BYTES]
        board = self.options.fifty_channels_of
        if board is None or frame[-2] != 0x33 or bcc(frame) != 0:
            return None
        report = self._board_report(board, frame[2:-2])
        return Frame(report and BoardReport(board, report.is_open[:50]), FIFTY_BYTES)

    def _board_report(self, board: int, status: bytes) -> BoardReport | None:
        """None if nobody has said in which order the bytes are: then they tell nothing."""
        if self.options.read_all is None:
            return None
        bits = lock_bits(status, self.options.read_all)
        is_open = self.options.polarity.is_open
        return BoardReport(board, tuple(is_open(is_set=bit) for bit in bits))


def _with_bcc(body: bytes) -> bytes:
    return body + bytes((bcc(body),))
