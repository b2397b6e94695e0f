"""One serial port of a virtual cabinet: a pty, the wire behind it, and the twins on that."""

from collections.abc import Callable, Iterator
from pathlib import Path

from firmware_bridge.scale_profile import load_profile
from firmware_bridge.simulator.cabinet import Cabinet
from firmware_bridge.simulator.door import Door
from firmware_bridge.simulator.lock_board import LockBoardTwin
from firmware_bridge.simulator.modbus_scale import ModbusScaleTwin
from firmware_bridge.simulator.plan import CabinetPlan, PortPlan
from firmware_bridge.simulator.pty_end import PtyEnd
from firmware_bridge.simulator.twin import Twin
from firmware_bridge.simulator.twins import wire_of
from firmware_bridge.simulator.wire import Wire, WireRng

NotePulse = Callable[[int, str, float], None]
"""A lock's coil was driven: door, what came of it, when."""


class Port:
    """`end` is None while it is unplugged."""

    def __init__(self, plan: PortPlan, twins: list[Twin], rng: WireRng, link: Path | None) -> None:
        self.name = plan.name
        self.wire = Wire(twins, rng)
        self.end: PtyEnd | None = None
        self.boards: list[LockBoardTwin] = []
        self.baud = plan.baud
        self._link = link

    @property
    def path(self) -> Path:
        """What to give to the host."""
        if self._link is not None:
            return self._link
        if self.end is None:
            raise RuntimeError(f"port {self.name} has no device: start or plug it first.")
        return self.end.device

    def plug(self) -> None:
        """A new device, the same link path; harmless if it is there."""
        if self.end is None:
            self.end = PtyEnd(self._link)

    def unplug(self) -> None:
        """The device vanishes; what is behind it stays as it is."""
        end, self.end = self.end, None
        if end is not None:
            end.close()

    def receive(self, now: float) -> None:
        """Take what the host wrote. At another speed than the twins' it is garbage to them."""
        if self.end is None:
            return
        data = self.end.read()
        self.wire.receive(data if self._is_in_tune() else _garbled(data), now)

    def advance(self, now: float) -> None:
        """Hand over what is due."""
        self.wire.advance(now)
        data = self.wire.due(now)
        if data and self.end is not None:
            self.end.write(data if self._is_in_tune() else _garbled(data))

    def _is_in_tune(self) -> bool:
        return self.end is not None and self.end.host_baud == self.baud


def ports_of(
    plan: CabinetPlan, world: Cabinet, rng: WireRng, folder: Path | None, note_pulse: NotePulse
) -> dict[str, Port]:
    """Every port of the plan with its boards and scales."""
    ports = {}
    for port_plan in plan.ports:
        twins: list[Twin] = []  # filled below: a lock on the port throws the port's dice
        link = None if folder is None else folder / port_plan.name
        port = ports[port_plan.name] = Port(port_plan, twins, rng, link)
        port.boards += _boards_on(port, plan, world, note_pulse)
        twins += port.boards
        twins += _scales_on(port, plan, world)
    return ports


def _boards_on(
    port: Port, plan: CabinetPlan, world: Cabinet, note_pulse: NotePulse
) -> Iterator[LockBoardTwin]:
    for number, board in enumerate(plan.boards, start=1):
        if board.port == port.name:
            doors = [door for door in plan.doors if door.board == number]
            locks = {
                door.lock: WiredLock(door.number, world.doors[door.number], port.wire, note_pulse)
                for door in doors
            }
            wire = wire_of(board.settings)
            yield LockBoardTwin(
                wire, board.address, locks, locks=board.locks, reports=board.reports
            )


def _scales_on(port: Port, plan: CabinetPlan, world: Cabinet) -> Iterator[Twin]:
    for shelf in plan.shelves:
        if shelf.scale is not None and shelf.scale.port == port.name:
            profile = load_profile(shelf.scale.profile)
            yield ModbusScaleTwin(profile, shelf.scale.unit, world.scales[shelf.name])


class WiredLock:
    """A door as its board finds it: the fault `jam` is thrown here, and pulses are noted."""

    def __init__(self, number: int, door: Door, wire: Wire, note_pulse: NotePulse) -> None:
        self._number, self._door, self._wire, self._note_pulse = number, door, wire, note_pulse

    def pulse(self, now: float) -> str:
        jams = self._wire.hits("jam")
        what = "was pulsed but did not move" if jams else self._door.pulse(now)
        self._note_pulse(self._number, what, now)
        return what

    def switch_open(self, now: float) -> bool:
        return self._door.switch_open(now)


def _garbled(data: bytes) -> bytes:
    """What bytes look like at the wrong speed: not one of them is right, and some are missing."""
    return bytes(byte ^ (0xA5 + place & 0xFF) for place, byte in enumerate(data) if place % 3 != 2)
