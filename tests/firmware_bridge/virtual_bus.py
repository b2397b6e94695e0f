"""A real session against virtual boards and scales in hand-wound time, at the line's true speed.

Bytes take ten bits of the baud rate each, both ways; the adapter hands them over in turns of
5 ms. Nothing here waits for a real clock.
"""

import random  # noqa: TID251 - seeded dice
from collections.abc import Sequence

from firmware_bridge.bus_plan import BusPlan, ScaleOnBus
from firmware_bridge.families import FamilySettings
from firmware_bridge.line import Line, LineRequest
from firmware_bridge.messages import LinkEvent, LockAddress
from firmware_bridge.scale_profile import load_profile
from firmware_bridge.session import Session
from firmware_bridge.simulator.door import Door, DoorHabits
from firmware_bridge.simulator.lock_board import LockBoardTwin
from firmware_bridge.simulator.modbus_scale import ModbusScaleTwin
from firmware_bridge.simulator.port import WiredLock
from firmware_bridge.simulator.scale import Scale, ScaleHabits
from firmware_bridge.simulator.twin import Twin
from firmware_bridge.simulator.twins import wire_of
from firmware_bridge.simulator.wire import Wire
from firmware_bridge.timing import Timing
from firmware_bridge.weights import ScaleAddress

TURN_S = 0.005


class VirtualBus:
    """`boards` boards with `locks` doors each, all of one family, and scales 101, 102 ..."""

    def __init__(
        self,
        settings: FamilySettings,
        *,
        boards: Sequence[int] = (1,),
        locks: int = 4,
        scales: int = 0,
        reports: bool = False,
        seed: int = 1,
    ) -> None:
        rng = random.Random(seed)  # noqa: S311
        family = settings.make()
        self.addresses = [LockAddress(b, lock) for b in boards for lock in range(1, locks + 1)]
        self.doors = {address: Door(DoorHabits(latch_s=0.1)) for address in self.addresses}
        profile = load_profile("rs485-transmitter")
        self.units = [ScaleAddress(101 + place) for place in range(scales)]
        habits = ScaleHabits(noise_mg=0.0, division_mg=100)
        self.scales = {unit: Scale(habits, rng, 0.0) for unit in self.units}
        on_bus = tuple(ScaleOnBus(unit, profile) for unit in self.units)
        plan = BusPlan(family, tuple(self.addresses), on_bus, baud=family.baud)
        twins: list[Twin] = []  # filled below: a lock throws the wire's dice
        self.wire = Wire(twins, rng)
        self.boards = [
            LockBoardTwin(
                wire_of(settings),
                board,
                {lock: self._wired(LockAddress(board, lock)) for lock in range(1, locks + 1)},
                reports=reports,
            )
            for board in boards
        ]
        twins += self.boards
        twins += [ModbusScaleTwin(profile, unit.unit, self.scales[unit]) for unit in self.units]
        self.session = Session(plan, Timing())
        self.now = 1000.0
        self.events: list[LinkEvent] = []
        self.sent: list[LineRequest | None] = []
        self.is_deaf = False
        """No answer reaches the host any more; the boards hear and obey."""
        self._names = Line(plan)
        self._byte_s = 10 / family.baud
        self._under_way: list[tuple[float, bytes]] = []
        self._coming: list[tuple[float, bytes]] = []

    def run(self, seconds: float) -> list[LinkEvent]:
        """Let so much time pass; the events that it brought."""
        before = len(self.events)
        for _ in range(round(seconds / TURN_S)):
            self.turn()
        return self.events[before:]

    def until(self, *wanted: type[LinkEvent], within_s: float = 15.0) -> LinkEvent:
        """Let time pass until such an event is told."""
        for _ in range(round(within_s / TURN_S)):
            before = len(self.events)
            self.turn()
            for event in self.events[before:]:
                if isinstance(event, wanted):
                    return event
        raise AssertionError(f"none of {wanted} within {within_s} s; told: {self.events[-5:]}")

    def turn(self) -> None:
        """What the bus's thread and the line do in 5 ms."""
        self.now += TURN_S
        self.events += self.session.advance(self.now)
        if self.session.wants_reopen(self.now) or self.session.wants_flush:
            self._coming.clear()
            self.session.line_was_flushed(self.now)
        request = self.session.next_bytes(self.now)
        if request is not None:
            self._names.overhear(request)
            self.sent.append(self._names.request)
            self._under_way.append((self.now + len(request) * self._byte_s, request))
        self._carry()
        data = b""
        while self._coming and self._coming[0][0] <= self.now:
            data += self._coming.pop(0)[1]
        self.events += self.session.receive(data, self.now)

    def inject(self, data: bytes) -> None:
        """A stranger's bytes reach the host, and nobody else."""
        self.events += self.session.receive(data, self.now)

    def _wired(self, address: LockAddress) -> WiredLock:
        return WiredLock(address.lock, self.doors[address], self.wire, lambda *_pulse: None)

    def _carry(self) -> None:
        while self._under_way and self._under_way[0][0] <= self.now:
            self.wire.receive(self._under_way.pop(0)[1], self.now)
        self.wire.advance(self.now)
        data = b"" if self.is_deaf else self.wire.due(self.now)
        at = max(self.now, self._coming[-1][0] if self._coming else 0.0)
        for byte in data:
            at += self._byte_s
            self._coming.append((at, bytes((byte,))))
