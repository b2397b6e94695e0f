"""A serial line with devices on it, that misbehaves on request. Pure; the dice are given.

Each fault has a chance from 0 to 1. For each byte, in both directions:

    drop_byte  it is lost                       flip_byte  one bit of it turns over

For each request or answer:

    drop    it is lost                          echo    the adapter hears its own request
    flip    one bit of it turns over            silent  the devices say nothing for 2 s
    delay   the answer comes up to 3 s late     reset   they restart: answers are lost,
    merge   the answer waits up to 3 s and              and four bytes of junk come
            comes glued to the next one         jam     a pulse does not move its latch
"""

from collections import deque
from collections.abc import Sequence
from typing import Protocol

from firmware_bridge.simulator.twin import Twin

FAULT_NAMES = (
    "drop_byte", "flip_byte", "drop", "flip", "delay", "merge", "echo", "silent", "reset", "jam",
)  # fmt: skip

LONGEST_DELAY_S = 3.0
SILENT_S = 2.0
BOOT_JUNK = bytes.fromhex("fafd9999")
"""Seen before frames on a real board."""


class WireRng(Protocol):
    """The part of random.Random that a wire uses."""

    def random(self) -> float: ...
    def randrange(self, stop: int, /) -> int: ...


class Wire:
    """What the host writes goes to every twin; what they say comes out of `due` in its time."""

    def __init__(self, twins: Sequence[Twin], rng: WireRng) -> None:
        self.has_power = True
        self._twins = twins
        self._rng = rng
        self._chances = dict.fromkeys(FAULT_NAMES, 0.0)
        self._pending: deque[tuple[float, bytes]] = deque()
        self._held, self._held_until = b"", 0.0
        self._silent_until = float("-inf")

    def set_fault(self, name: str, chance: float) -> None:
        self._chances[name] = chance

    def hits(self, name: str) -> bool:
        """Throw the dice for one fault."""
        chance = self._chances[name]
        return chance > 0 and self._rng.random() < chance

    # --- bytes --------------------------------------------------------------------------------

    def receive(self, data: bytes, now: float) -> None:
        """Bytes from the host; one call carries one request, as pyserial writes it."""
        if self.hits("echo"):
            self._put(data, now)
        if self.hits("reset"):
            self.reset(now)
        if self.hits("silent"):
            self._silent_until = now + SILENT_S
        if now >= self._silent_until and not self.hits("drop"):
            self._tell_twins(self._worn(data), now)

    def inject(self, data: bytes, now: float) -> None:
        """A stranger on the bus: host and devices hear the same bytes."""
        self._put(data, now)
        self._tell_twins(data, now)

    def advance(self, now: float) -> None:
        """Let devices say what they say unasked; it travels the same line."""
        if not self.has_power or now < self._silent_until:
            return
        for twin in self._twins:
            for frame in twin.unasked(now):
                self._answer(frame, now)

    def due(self, now: float) -> bytes:
        """The bytes that reach the host by `now`, in the order in which they were said."""
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

    # --- power --------------------------------------------------------------------------------

    def reset(self, now: float) -> None:
        """A power dip: answers under way are lost, every device begins anew."""
        self._restart(now)
        self._put(BOOT_JUNK, now)

    def power(self, *, on: bool, now: float) -> None:
        self.has_power = on
        self._restart(now)

    def _restart(self, now: float) -> None:
        self._pending.clear()
        self._held = b""
        for twin in self._twins:
            twin.restart(now)

    # --- inside -------------------------------------------------------------------------------

    def _tell_twins(self, data: bytes, now: float) -> None:
        if not self.has_power:
            return
        for twin in self._twins:
            for answer in twin.receive(data, now):
                self._answer(answer, now)

    def _answer(self, answer: bytes, now: float) -> None:
        if self.hits("drop"):
            return
        late = self._rng.random() * LONGEST_DELAY_S if self.hits("delay") else 0.0
        answer, self._held = self._held + self._worn(answer), b""
        if self.hits("merge"):
            self._held, self._held_until = answer, now + LONGEST_DELAY_S
        else:
            self._put(answer, now + late)

    def _put(self, data: bytes, at: float) -> None:
        """A line keeps its order: nothing overtakes."""
        if self._pending:
            at = max(at, self._pending[-1][0])
        self._pending.append((at, data))

    def _worn(self, data: bytes) -> bytes:
        """The bytes as they arrive."""
        if data and self.hits("flip"):
            data = self._with_bit_flipped(data, self._rng.randrange(len(data)))
        kept = bytes(byte for byte in data if not self.hits("drop_byte"))
        for place in range(len(kept)):
            if self.hits("flip_byte"):
                kept = self._with_bit_flipped(kept, place)
        return kept

    def _with_bit_flipped(self, data: bytes, place: int) -> bytes:
        flipped = data[place] ^ 1 << self._rng.randrange(8)
        return data[:place] + bytes((flipped,)) + data[place + 1 :]
