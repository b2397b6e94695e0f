"""A Winnsen board's wire. See firmware_bridge/winnsen.py for the frames."""

from collections.abc import Sequence
from dataclasses import dataclass

from firmware_bridge.frames import Frame, Taken, Wait
from firmware_bridge.messages import LockAddress, ReadBoard, Unlock
from firmware_bridge.simulator.board_wire import Heard
from firmware_bridge.wiring import Polarity


@dataclass(frozen=True)
class WinnsenWire:
    """A `BoardWire`. It tells all 16 locks whatever the mask of a reading says."""

    polarity: Polarity = Polarity.OPENING_FEEDBACK
    status_function: int = 0x02
    answer_offset: int = 0x80

    baud = 9600
    most_locks = 16

    def take(self, data: bytes, *, ended: bool) -> Taken[Heard]:
        if data[0] != 0x90:
            return None
        if len(data) < 6 or len(data) < min(data[1], 7):
            return None if ended else Wait.WAIT
        length, function, station = data[1:4]
        if length == 6 and function == 0x05 and data[5] == 0x03 and 1 <= data[4] <= 16:
            return Frame(Unlock(LockAddress(station, data[4])), 6)
        if length == 7 and function == self.status_function and data[6] == 0x03:
            return Frame(ReadBoard(station), 7)
        return None

    def answer(self, heard: Heard, doors: Sequence[bool]) -> bytes:
        match heard:
            case Unlock(address):
                function, result = 0x05 + self.answer_offset, int(doors[address.lock - 1])
                return bytes((0x90, 7, function, address.board, address.lock, result, 0x03))
            case ReadBoard(board):
                return self._status(board, doors)
            case _:
                return b""

    def report(self, address: LockAddress, *, is_open: bool) -> bytes:
        return b""

    def _status(self, board: int, doors: Sequence[bool]) -> bytes:
        is_opening = self.polarity is Polarity.OPENING_FEEDBACK
        bits = 0
        for place in range(16):
            is_open = doors[place] if place < len(doors) else False
            bits |= (is_open is is_opening) << place
        function = self.status_function + self.answer_offset & 0xFF
        return bytes((0x90, 7, function, board, bits & 0xFF, bits >> 8, 0x03))
