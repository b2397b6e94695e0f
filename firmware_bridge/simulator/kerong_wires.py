"""KERONG boards' wires, CU16 and CU48. See firmware_bridge/kerong_*.py for the frames."""

from collections.abc import Sequence
from dataclasses import dataclass

from firmware_bridge.frames import Frame, Taken, Wait
from firmware_bridge.messages import LockAddress, ReadBoard, Unlock
from firmware_bridge.simulator.board_wire import Heard, UnlockAll
from firmware_bridge.wiring import Polarity


@dataclass(frozen=True)
class KerongCu16Wire:
    """A `BoardWire`. Nobody has shown what these answer to an unlock: this one is silent."""

    polarity: Polarity = Polarity.CLOSING_FEEDBACK

    baud = 19200
    most_locks = 16

    def take(self, data: bytes, *, ended: bool) -> Taken[Heard]:
        if data[0] != 0x02:
            return None
        if len(data) < 5:
            return None if ended else Wait.WAIT
        if data[3] != 0x03 or sum(data[:4]) % 256 != data[4]:
            return None
        board, lock = divmod(data[1], 16)
        match data[2]:
            case 0x30:
                return Frame(ReadBoard(board), 5)
            case 0x31:
                return Frame(Unlock(LockAddress(board, lock + 1)), 5)
            case 0x33:
                return Frame(UnlockAll(board), 5)
            case _:
                return None

    def answer(self, heard: Heard, doors: Sequence[bool]) -> bytes:
        if not isinstance(heard, ReadBoard):
            return b""
        hooks = _packed(doors, 2, self.polarity)
        body = bytes((0x02, heard.board * 16, 0x35)) + hooks + b"\x00\x00\x03"
        return body + bytes((sum(body) % 256,))

    def report(self, address: LockAddress, *, is_open: bool) -> bytes:
        return b""


@dataclass(frozen=True)
class KerongCu48Wire:
    """A `BoardWire`; silent to an unlock, as its sibling."""

    polarity: Polarity = Polarity.CLOSING_FEEDBACK
    reply_has_etx: bool = False

    baud = 19200
    most_locks = 48

    def take(self, data: bytes, *, ended: bool) -> Taken[Heard]:
        if data[0] != 0x02:
            return None
        if len(data) < 6:
            return None if ended else Wait.WAIT
        _, board, lock, command, end, check = data[:6]
        if end != 0x03 or sum(data[:5]) % 256 != check or lock > 47:
            return None
        match command:
            case 0x60:
                return Frame(ReadBoard(board), 6)
            case 0x61:
                return Frame(Unlock(LockAddress(board, lock + 1)), 6)
            case _:
                return None

    def answer(self, heard: Heard, doors: Sequence[bool]) -> bytes:
        if not isinstance(heard, ReadBoard):
            return b""
        body = bytes((0x02, heard.board, 0x00, 0x75, 0x06)) + _packed(doors, 6, self.polarity)
        body += b"\x03" if self.reply_has_etx else b""
        return body + bytes((sum(body) % 256,))

    def report(self, address: LockAddress, *, is_open: bool) -> bytes:
        return b""


def _packed(doors: Sequence[bool], count: int, polarity: Polarity) -> bytes:
    """Channels that the board does not have read as closed."""
    status = bytearray(count)
    for place in range(8 * count):
        is_open = doors[place] if place < len(doors) else False
        is_set = is_open if polarity is Polarity.OPENING_FEEDBACK else not is_open
        status[place // 8] |= is_set << place % 8
    return bytes(status)
