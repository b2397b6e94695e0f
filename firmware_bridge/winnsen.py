"""Winnsen lock boards (V202104): bytes to messages and back. All bytes of the family are here.

RS-485, 9600 8N1, 16 locks a board.

    90 LEN FUNC STATION DATA.. 03         LEN = all bytes of the frame. No check value.

    -> 90 06 05 01 01 03      unlock station 1 lock 1   <- 90 07 85 01 01 RR 03   01 opened, 00 not
    -> 90 07 02 01 FF FF 03   read locks 1-16           <- 90 07 82 01 LL HH 03   bit of 1 is open

Without a check value a flipped bit is a lie, so the answer to an unlock is never believed, and a
fact needs two equal readings. All 16 locks are always read: whether the bits that were not asked
for are told truly is not verified. Variants of which users tell are options: answers with A0
added instead of 80 (A5, A2), and 12 and 92 for the status. Not verified: the range of stations.
"""

from dataclasses import dataclass

from firmware_bridge.bits import lock_bits
from firmware_bridge.errors import AddressError
from firmware_bridge.frames import Frame, Taken, Wait
from firmware_bridge.messages import (
    BoardMessage,
    BoardReport,
    LockAddress,
    ReadBoard,
    ReadLock,
    Request,
    RequestCopy,
    Unlock,
    UnlockReply,
)
from firmware_bridge.wiring import Polarity

HEAD, END = 0x90, 0x03
UNLOCK = 0x05
ALL_LOCKS = b"\xff\xff"


@dataclass(frozen=True)
class Winnsen:
    """A `Family`."""

    polarity: Polarity = Polarity.OPENING_FEEDBACK
    status_function: int = 0x02
    """02, or 12 on another firmware."""
    answer_offset: int = 0x80
    """80, or A0 on some boards."""

    name = "winnsen"
    baud = 9600
    boards = range(1, 256)
    locks = range(1, 17)
    answers_unlock = True
    readings_needed = 2

    def encode(self, request: Request) -> bytes:
        match request:
            case Unlock(address):
                self._check(address.board, address.lock)
                return _frame(UNLOCK, address.board, bytes((address.lock,)))
            case ReadLock(address):
                self._check(address.board, address.lock)
                mask = (1 << address.lock - 1).to_bytes(2, "little")
                return _frame(self.status_function, address.board, mask)
            case ReadBoard(board):
                self._check(board, 1)
                return _frame(self.status_function, board, ALL_LOCKS)

    def reading(self, address: LockAddress) -> ReadBoard:
        return ReadBoard(address.board)

    def board_reading(self, board: int) -> ReadBoard:
        return ReadBoard(board)

    def take(self, data: bytes, *, ended: bool) -> Taken[BoardMessage]:
        if data[0] != HEAD or (len(data) > 1 and data[1] not in {6, 7}):
            return None
        if len(data) < 2 or len(data) < data[1]:
            return None if ended else Wait.WAIT
        frame = data[: data[1]]
        if frame[-1] != END or frame[3] not in self.boards:
            return None
        message = self._message(frame[2], frame[3], frame[4:-1])
        return None if message is None else Frame(message, len(frame))

    def _message(self, function: int, station: int, body: bytes) -> BoardMessage | None:
        if len(body) == 1:
            is_unlock = function == UNLOCK and body[0] in self.locks
            return RequestCopy(Unlock(LockAddress(station, body[0]))) if is_unlock else None
        if function == self.status_function:
            return RequestCopy(ReadBoard(station)) if body == ALL_LOCKS else None
        if function == self.status_function + self.answer_offset & 0xFF:
            bits = lock_bits(body)
            return BoardReport(station, tuple(self.polarity.is_open(is_set=bit) for bit in bits))
        if function == UNLOCK + self.answer_offset and body[0] in self.locks and body[1] <= 1:
            return UnlockReply(LockAddress(station, body[0]), is_open=None)
        return None

    def _check(self, board: int, lock: int) -> None:
        if board not in self.boards or lock not in self.locks:
            raise AddressError(
                f"a {self.name} board has station 1 to 255 and lock 1 to 16, "
                f"not {board} and {lock}."
            )


def _frame(function: int, station: int, data: bytes) -> bytes:
    return bytes((HEAD, 5 + len(data), function, station)) + data + bytes((END,))
