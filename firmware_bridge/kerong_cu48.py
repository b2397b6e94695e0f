"""KERONG CU48-type lock boards: bytes to messages and back. All bytes are here.

RS-485, 48 locks a board.

    02 ADDR LOCK CMD 03 SUM          SUM = low byte of the sum of all bytes before it
                                     LOCK is counted from 0 on the wire

    -> 02 00 00 61 03 66   unlock board 0 lock 1    <- not known; no answer is waited for
    -> 02 00 00 60 03 65   status of board 0        <- 02 00 00 75 06 S1..S6 SUM

Verified in drivers: the first two requests. From one description only: the answer, in which a
bit of 1 is a closed lock and which has no 03 before its sum. If a board turns out to send one,
`reply_has_etx` is the option. Not verified: the factory's baud (19200 is taken over from the
CU16; a bus may be set otherwise) and the range of addresses.
"""

from dataclasses import dataclass

from firmware_bridge.bits import lock_bits
from firmware_bridge.check_values import sum8
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
)
from firmware_bridge.wiring import Polarity

STX, ETX = 0x02, 0x03
STATUS, UNLOCK, REPORT = 0x60, 0x61, 0x75
REQUEST_BYTES, STATUS_BYTES = 6, 6


@dataclass(frozen=True)
class KerongCu48:
    """A `Family`."""

    polarity: Polarity = Polarity.CLOSING_FEEDBACK
    reply_has_etx: bool = False

    name = "kerong-cu48"
    baud = 19200
    boards = range(32)
    locks = range(1, 49)
    answers_unlock = False
    readings_needed = 1

    def encode(self, request: Request) -> bytes:
        match request:
            case Unlock(address):
                return self._frame(address.board, address.lock, UNLOCK)
            case ReadLock(LockAddress(board=board)) | ReadBoard(board):
                return self._frame(board, 1, STATUS)

    def reading(self, address: LockAddress) -> ReadBoard:
        return ReadBoard(address.board)

    def board_reading(self, board: int) -> ReadBoard:
        return ReadBoard(board)

    def take(self, data: bytes, *, ended: bool) -> Taken[BoardMessage]:
        if data[0] != STX:
            return None
        if len(data) < REQUEST_BYTES:
            return None if ended else Wait.WAIT
        return self._take_report(data) if data[3] == REPORT else self._take_request(data)

    def _take_request(self, data: bytes) -> Taken[BoardMessage]:
        frame = data[:REQUEST_BYTES]
        _, board, lock, command, etx, total = frame
        if etx != ETX or sum8(frame[:-1]) != total or not self._has(board, lock + 1):
            return None
        match command:
            case 0x61:
                return Frame(RequestCopy(Unlock(LockAddress(board, lock + 1))), REQUEST_BYTES)
            case 0x60:
                return Frame(RequestCopy(ReadBoard(board)), REQUEST_BYTES)
            case _:
                return None

    def _take_report(self, data: bytes) -> Taken[BoardMessage]:
        board, length = data[1], 5 + STATUS_BYTES + self.reply_has_etx + 1
        if data[2] != 0 or data[4] != STATUS_BYTES or board not in self.boards:
            return None
        if len(data) < length:
            return Wait.WAIT
        frame = data[:length]
        if sum8(frame[:-1]) != frame[-1] or (self.reply_has_etx and frame[-2] != ETX):
            return None
        bits = lock_bits(frame[5 : 5 + STATUS_BYTES])
        is_open = tuple(self.polarity.is_open(is_set=bit) for bit in bits)
        return Frame(BoardReport(board, is_open), length)

    def _frame(self, board: int, lock: int, command: int) -> bytes:
        if not self._has(board, lock):
            raise AddressError(
                f"a {self.name} board has address 0 to 31 and lock 1 to 48, not {board} and {lock}."
            )
        body = bytes((STX, board, lock - 1, command, ETX))
        return body + bytes((sum8(body),))

    def _has(self, board: int, lock: int) -> bool:
        return board in self.boards and lock in self.locks
