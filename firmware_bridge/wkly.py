"""WKLY lock boards: bytes to messages and back. All bytes of the family are here.

RS-485, 9600 8N1, up to 24 or 48 channels. Named after their first four bytes, which spell it:

    57 4B 4C 59 LEN BOARD CMD DATA.. XOR      LEN = all bytes of the frame
                                              XOR = over all bytes before it, the header too

The header's own XOR is 09, which cancels a LEN of 09: "XOR of the payload only", as one public
document has it, is right for frames of nine bytes and wrong for every other.

    -> 82 CH      unlock        <- 82 RR CH SS      RR: 00 done, FF failed; SS: the lock
    -> 83 CH      read one      <- 83 RR CH SS
    -> 84         read all      <- 84 RR N S1..SN
                                <- 85 CH SS         unasked

SS of 01 is closed in two code bases, and open in a third: polarity is an option. Some boards
give no answer to 82: `answers_unlock` is an option too.
Not sent on purpose: 80 and 87 (several locks), 86 (all locks), 81 (LED), 88 and 89 (power).
Not verified: the range of addresses; examples have 0 and 10.
"""

from dataclasses import dataclass

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
from firmware_bridge.wiring import Polarity

HEADER = b"WKLY"
OVERHEAD = len(HEADER) + 4
"""Header, LEN, BOARD, CMD and XOR."""
MOST = 48
LENGTHS = range(OVERHEAD, OVERHEAD + 2 + MOST + 1)


@dataclass(frozen=True)
class Wkly:
    """A `Family`."""

    polarity: Polarity = Polarity.CLOSING_FEEDBACK
    answers_unlock: bool = True

    name = "wkly"
    baud = 9600
    boards = range(256)
    locks = range(1, MOST + 1)
    readings_needed = 1

    def encode(self, request: Request) -> bytes:
        match request:
            case Unlock(address):
                return self._frame(address.board, 0x82, self._channel(address))
            case ReadLock(address):
                return self._frame(address.board, 0x83, self._channel(address))
            case ReadBoard(board):
                return self._frame(board, 0x84, b"")

    def reading(self, address: LockAddress) -> ReadLock:
        return ReadLock(address)

    def board_reading(self, board: int) -> ReadBoard:
        return ReadBoard(board)

    def take(self, data: bytes, *, ended: bool) -> Taken[BoardMessage]:
        if data[: len(HEADER)] != HEADER[: len(data)]:
            return None
        length = data[4] if len(data) > 4 else OVERHEAD
        if length not in LENGTHS:
            return None
        if len(data) < length:
            return None if ended else Wait.WAIT
        frame = data[:length]
        if bcc(frame) != 0:
            return None
        return Frame(self._message(frame[5], frame[6], frame[7:-1]), length)

    def _message(self, board: int, command: int, body: bytes) -> BoardMessage | None:
        match command, len(body):
            case 0x82 | 0x83 | 0x84, 0 | 1:
                return self._request(board, command, body)
            case 0x82 | 0x83, 3:
                return self._lock_answer(board, command, body)
            case 0x84, count if count >= 2:
                is_whole = body[0] == 0 and body[1] == count - 2 and max(body[2:], default=0) <= 1
                states = tuple(self._is_open(state) for state in body[2:])
                return BoardReport(board, states) if is_whole else None
            case 0x85, 2 if body[0] in self.locks and body[1] <= 1:
                return ActiveReport(LockAddress(board, body[0]), self._is_open(body[1]))
            case _:
                return None

    def _request(self, board: int, command: int, body: bytes) -> RequestCopy | None:
        if command == 0x84:
            return None if body else RequestCopy(ReadBoard(board))
        if not body or body[0] not in self.locks:
            return None
        address = LockAddress(board, body[0])
        return RequestCopy(Unlock(address) if command == 0x82 else ReadLock(address))

    def _lock_answer(
        self, board: int, command: int, body: bytes
    ) -> UnlockReply | LockReport | None:
        result, channel, state = body
        if channel not in self.locks or state > 1:
            return None
        address, is_open = LockAddress(board, channel), self._is_open(state)
        if command == 0x82:
            return UnlockReply(address, is_open if result == 0 else None)
        return LockReport(address, is_open) if result == 0 else None

    def _is_open(self, state: int) -> bool:
        return self.polarity.is_open(is_set=state == 1)

    def _channel(self, address: LockAddress) -> bytes:
        if address.lock not in self.locks:
            raise AddressError(f"a {self.name} board has lock 1 to {MOST}, not {address.lock}.")
        return bytes((address.lock,))

    def _frame(self, board: int, command: int, data: bytes) -> bytes:
        if board not in self.boards:
            raise AddressError(f"a {self.name} board has address 0 to 255, not {board}.")
        body = HEADER + bytes((OVERHEAD + len(data), board, command)) + data
        return body + bytes((bcc(body),))
