"""A bad line and a bad board, on request. Pure; the dice are given.

Each fault has a chance between 0 and 1 and is thrown for each request or answer by itself:

    drop    a request or an answer is lost          echo    the adapter hears our own request
    flip    one bit of it turns over                silent  the board says nothing for 2 s
    delay   the answer comes up to 3 s late         jam     this pulse does not move the latch
    merge   the answer waits up to 3 s and          reset   the board restarts: answers are lost
            comes glued to the next one                     and four bytes of junk come
"""

from collections import deque
from dataclasses import dataclass, fields
from typing import Protocol

from firmware_bridge.errors import FaultSettingError
from firmware_bridge.frames import Frame
from firmware_bridge.messages import Unlock
from firmware_bridge.simulator.board import VirtualBoard
from firmware_bridge.simulator.shuoming_wire import ShuomingWire

LONGEST_DELAY_S = 3.0
SILENT_S = 2.0
BOOT_JUNK = bytes.fromhex("fafd9999")
"""Seen before frames on a real board."""


class Rng(Protocol):
    """The part of random.Random that faults use."""

    def random(self) -> float: ...
    def randrange(self, stop: int, /) -> int: ...


@dataclass(frozen=True)
class Faults:
    """Chances, each 0 to 1."""

    drop: float = 0.0
    flip: float = 0.0
    delay: float = 0.0
    merge: float = 0.0
    echo: float = 0.0
    silent: float = 0.0
    jam: float = 0.0
    reset: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            chance = getattr(self, field.name)
            if not 0.0 <= chance <= 1.0:
                raise FaultSettingError(f"fault {field.name}={chance}: say a chance from 0 to 1.")


FAULT_NAMES = tuple(field.name for field in fields(Faults))


def parse_faults(settings: list[str]) -> Faults:
    """`["drop=0.05", "echo=1"]` to Faults; FaultSettingError says what is wrong."""
    chances: dict[str, float] = {}
    for setting in settings:
        name, _, chance = setting.partition("=")
        if name not in FAULT_NAMES:
            raise FaultSettingError(
                f"fault {setting!r} is not known: say NAME=CHANCE, NAME one of "
                f"{', '.join(FAULT_NAMES)}."
            )
        try:
            chances[name] = float(chance)
        except ValueError as error:
            raise FaultSettingError(
                f"fault {setting!r}: write a number after the =, such as {name}=0.05."
            ) from error
    return Faults(**chances)


class FaultyLine:
    """A board behind a line that misbehaves. Answers come out of `due` when their time has come."""

    def __init__(self, board: VirtualBoard, faults: Faults, rng: Rng) -> None:
        self.board = board
        self._faults = faults
        self._rng = rng
        self._pending: deque[tuple[float, bytes]] = deque()
        self._held = b""
        self._held_until = 0.0
        self._silent_until = float("-inf")

    def receive(self, data: bytes, now: float) -> None:
        """Bytes from the host; one call carries one request, as pyserial writes it."""
        if self._hits(self._faults.echo):
            self._put(data, now)
        if self._hits(self._faults.reset):
            self._reset(now)
        if self._hits(self._faults.silent):
            self._silent_until = now + SILENT_S
        if now < self._silent_until or self._hits(self._faults.drop):
            return
        for answer in self._ask_board(self._flipped(data), now):
            self._answer(answer, now)

    def say(self, frames: list[bytes], now: float) -> None:
        """What the board says unasked travels the same line."""
        for frame in frames:
            self._answer(frame, now)

    def due(self, now: float) -> bytes:
        """The bytes that reach the host by `now`, in the order in which the board said them."""
        if self._held and now >= self._held_until:
            self._put(self._held, now)
            self._held = b""
        data = b""
        while self._pending and self._pending[0][0] <= now:
            data += self._pending.popleft()[1]
        return data

    @property
    def next_due_at(self) -> float | None:
        times = [at for at, _ in self._pending] + ([self._held_until] if self._held else [])
        return min(times, default=None)

    def _ask_board(self, data: bytes, now: float) -> list[bytes]:
        if _is_unlock(data) and self._hits(self._faults.jam):
            self.board.jam_next_pulse()
        return self.board.receive(data, now)

    def _answer(self, answer: bytes, now: float) -> None:
        if self._hits(self._faults.drop):
            return
        late = self._rng.random() * LONGEST_DELAY_S if self._hits(self._faults.delay) else 0.0
        answer, self._held = self._held + self._flipped(answer), b""
        if self._hits(self._faults.merge):
            self._held, self._held_until = answer, now + LONGEST_DELAY_S
        else:
            self._put(answer, now + late)

    def _put(self, data: bytes, at: float) -> None:
        """A line keeps its order: nothing overtakes."""
        if self._pending:
            at = max(at, self._pending[-1][0])
        self._pending.append((at, data))

    def _reset(self, now: float) -> None:
        self.board.reset()
        self._pending.clear()
        self._held = b""
        self._put(BOOT_JUNK, now)

    def _flipped(self, data: bytes) -> bytes:
        if not data or not self._hits(self._faults.flip):
            return data
        bit = self._rng.randrange(len(data) * 8)
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        return bytes(flipped)

    def _hits(self, chance: float) -> bool:
        return chance > 0 and self._rng.random() < chance


def _is_unlock(data: bytes) -> bool:
    taken = ShuomingWire().take(data, ended=True) if data else None
    return isinstance(taken, Frame) and isinstance(taken.message, Unlock)
