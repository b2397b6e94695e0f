"""A Shuoming 8A/80 board's wire. See firmware_bridge/shuoming.py for the frames."""

from collections.abc import Sequence
from dataclasses import dataclass

from firmware_bridge.frames import Frame, Taken, Wait
from firmware_bridge.messages import LockAddress, ReadBoard, ReadLock, Unlock
from firmware_bridge.simulator.board_wire import Heard, UnlockAll
from firmware_bridge.wiring import ByteOrder, Polarity


@dataclass(frozen=True)
class ShuomingWire:
    """A `BoardWire`. `status_bytes`: of its answer to read-all."""

    polarity: Polarity = Polarity.CLOSING_FEEDBACK
    byte_order: ByteOrder = ByteOrder.LAST_BYTE_FIRST
    report_head: int = 0x82
    status_bytes: int = 3
    is_fifty: bool = False

    baud = 9600
    most_locks = 50

    def take(self, data: bytes, *, ended: bool) -> Taken[Heard]:
        if len(data) < 5:
            return None if ended else Wait.WAIT
        command, board, lock, function, check = data[:5]
        if command ^ board ^ lock ^ function != check or not 1 <= board <= 32 or lock > 50:
            return None
        match command, function:
            case 0x8A, 0x11:
                heard: Heard = Unlock(LockAddress(board, lock)) if lock else UnlockAll(board)
            case 0x80, 0x33:
                heard = ReadLock(LockAddress(board, lock)) if lock else ReadBoard(board)
            case _:
                return None
        return Frame(heard, 5)

    def answer(self, heard: Heard, doors: Sequence[bool]) -> bytes:
        match heard:
            case Unlock(address):
                return self._short(0x8A, address, doors[address.lock - 1])
            case ReadLock(address):
                return self._short(0x80, address, doors[address.lock - 1])
            case ReadBoard(board):
                return self._whole(board, doors)
            case UnlockAll():
                return b""

    def report(self, address: LockAddress, *, is_open: bool) -> bytes:
        return self._short(self.report_head, address, is_open)

    def _short(self, command: int, address: LockAddress, is_open: bool) -> bytes:  # noqa: FBT001
        status = 0x11 if self._is_high(is_open) else 0x00
        check = command ^ address.board ^ address.lock ^ status
        return bytes((command, address.board, address.lock, status, check))

    def _whole(self, board: int, doors: Sequence[bool]) -> bytes:
        """Channels that the board does not have are 0."""
        count = 7 if self.is_fifty else self.status_bytes
        status = bytearray(count)
        for place, is_open in enumerate(doors[: 8 * count]):
            byte = place // 8
            if self.byte_order is ByteOrder.LAST_BYTE_FIRST:
                byte = count - 1 - byte
            status[byte] |= self._is_high(is_open) << place % 8
        head = bytes((0x80, 0xAA)) if self.is_fifty else bytes((0x80, board, 0x00))
        check = 0
        for byte in (body := head + bytes(status) + b"\x33"):
            check ^= byte
        return body + bytes((check,))

    def _is_high(self, is_open: bool) -> bool:  # noqa: FBT001
        return is_open if self.polarity is Polarity.OPENING_FEEDBACK else not is_open
