"""KERONG KR-CU16 and CU12 lock boards: bytes to messages and back. All bytes are here.

RS-485, 19200 8N1 from the factory (9600, 57600 and 115200 can be chosen), 16 locks a board.

    02 ADDR CMD [DATA] 03 SUM        SUM = low byte of the sum of all bytes before it
                                     ADDR = board in the high nibble, lock - 1 in the low one

    -> 02 00 31 03 36   unlock board 0 lock 1       <- not verified: see below
    -> 02 00 30 03 35   status of board 0           <- 02 00 35 H1 H2 I1 I2 03 SUM
                        status of the whole bus     <- 02 00 36 H1 H2 I1 I2 03 SUM, one a board

H1 and H2 are the hooks of locks 1-8 and 9-16, lowest bit first; a bit of 1 is a closed hook in
three public drivers, and an open one in a fourth, so polarity is an option. I1 and I2 are the
infrared sensors for goods; they are passed over.

Not verified: what a board answers to 31 (one driver reads 9 bytes, another reads nothing), so no
answer is waited for and the status is read. One driver tells of boards that say "busy" after an
unlock until they are sent command 38; that is not sent here.
Board 15 cannot be addressed: F0 means the whole bus.
Not sent on purpose: 33 (unlock all), 39 (delayed unlock).
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
STATUS, UNLOCK, REPORT, BUS_REPORT = 0x30, 0x31, 0x35, 0x36
LENGTHS = dict.fromkeys((STATUS, UNLOCK, 0x32, 0x33), 5) | {REPORT: 9, BUS_REPORT: 9}
"""Of the frames whose layout was read in a driver. Others are noise."""


@dataclass(frozen=True)
class KerongCu16:
    """A `Family`."""

    polarity: Polarity = Polarity.CLOSING_FEEDBACK

    name = "kerong-cu16"
    baud = 19200
    boards = range(15)
    locks = range(1, 17)
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
        length = LENGTHS.get(data[2]) if len(data) > 2 else 3
        if length is None:
            return None
        if len(data) < max(length, 5):
            return None if ended else Wait.WAIT
        frame = data[:length]
        if frame[-2] != ETX or sum8(frame[:-1]) != frame[-1]:
            return None
        return Frame(self._message(frame), length)

    def _message(self, frame: bytes) -> BoardMessage | None:
        board, lock = frame[1] >> 4, (frame[1] & 0x0F) + 1
        if board not in self.boards:
            return None
        match frame[2]:
            case command if command == UNLOCK:
                return RequestCopy(Unlock(LockAddress(board, lock)))
            case command if command == STATUS:
                return RequestCopy(ReadBoard(board))
            case command if command in {REPORT, BUS_REPORT}:
                bits = lock_bits(frame[3:5])
                return BoardReport(board, tuple(self.polarity.is_open(is_set=bit) for bit in bits))
            case _:
                return None

    def _frame(self, board: int, lock: int, command: int) -> bytes:
        if board not in self.boards or lock not in self.locks:
            raise AddressError(
                f"a {self.name} board has address 0 to 14 and lock 1 to 16, not {board} and {lock}."
            )
        body = bytes((STX, board << 4 | lock - 1, command, ETX))
        return body + bytes((sum8(body),))
