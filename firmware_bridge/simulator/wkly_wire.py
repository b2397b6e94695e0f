"""A WKLY board's wire. See firmware_bridge/wkly.py for the frames."""

from collections.abc import Sequence
from dataclasses import dataclass

from firmware_bridge.frames import Frame, Taken, Wait
from firmware_bridge.messages import LockAddress, ReadBoard, ReadLock, Unlock
from firmware_bridge.simulator.board_wire import Heard, UnlockAll
from firmware_bridge.wiring import Polarity

START = bytes.fromhex("574b4c59")


@dataclass(frozen=True)
class WklyWire:
    """A `BoardWire`."""

    polarity: Polarity = Polarity.CLOSING_FEEDBACK
    answers_unlock: bool = True

    baud = 9600
    most_locks = 48

    def take(self, data: bytes, *, ended: bool) -> Taken[Heard]:
        if not START.startswith(data[:4]):
            return None
        if len(data) < 8 or len(data) < data[4]:
            return None if ended else Wait.WAIT
        length, board, command = data[4], data[5], data[6]
        check = 0
        for byte in data[:length]:
            check ^= byte
        if length < 8 or check:
            return None
        match command, length:
            case 0x82, 9 if 1 <= data[7] <= self.most_locks:
                return Frame(Unlock(LockAddress(board, data[7])), length)
            case 0x83, 9 if 1 <= data[7] <= self.most_locks:
                return Frame(ReadLock(LockAddress(board, data[7])), length)
            case 0x84, 8:
                return Frame(ReadBoard(board), length)
            case 0x86, 8:
                return Frame(UnlockAll(board), length)
            case _:
                return None

    def answer(self, heard: Heard, doors: Sequence[bool]) -> bytes:
        match heard:
            case Unlock(address) if not self.answers_unlock:
                return b""
            case Unlock(address) | ReadLock(address):
                command = 0x82 if isinstance(heard, Unlock) else 0x83
                state = self._state(doors[address.lock - 1])
                return _frame(address.board, command, bytes((0x00, address.lock, state)))
            case ReadBoard(board):
                states = bytes(self._state(is_open) for is_open in doors)
                return _frame(board, 0x84, bytes((0x00, len(states))) + states)
            case UnlockAll(board):
                return _frame(board, 0x86, b"\x00")

    def report(self, address: LockAddress, *, is_open: bool) -> bytes:
        return _frame(address.board, 0x85, bytes((address.lock, self._state(is_open))))

    def _state(self, is_open: bool) -> int:  # noqa: FBT001
        return int(is_open is (self.polarity is Polarity.OPENING_FEEDBACK))


def _frame(board: int, command: int, data: bytes) -> bytes:
    body = START + bytes((8 + len(data), board, command)) + data
    check = 0
    for byte in body:
        check ^= byte
    return body + bytes((check,))
