"""What a byte-level twin is to the virtual cabinet, and what it finds behind itself.

A twin speaks the bytes of one device. The physical world is not its own: a lock board's twin is
given the doors at its locks, a scale's twin is given its scale.

    ShuomingTwin(plan..., doors: Mapping[int, Door])
    ModbusScaleTwin(profile..., scale: Scale)
"""

from typing import Protocol

from firmware_bridge.simulator.scale import WeighedNow


class Twin(Protocol):
    """One device on a port. It answers nothing to what is not for it."""

    def receive(self, data: bytes, now: float) -> list[bytes]:
        """The frames that it says to the bytes that it hears, in order."""

    def unasked(self, now: float) -> list[bytes]:
        """What it says by itself at `now`: a door moved."""

    def restart(self, now: float) -> None:
        """Its power went and came: half a request is forgotten."""


class LockOfTwin(Protocol):
    """The door at one lock of a board (see door.py)."""

    def pulse(self, now: float) -> str:
        """Current in the coil; what becomes of it, in words."""

    def switch_open(self, now: float) -> bool:
        """What the switch at the hook tells."""


class ScaleOfTwin(Protocol):
    """The load cell and its arithmetic (see scale.py)."""

    def weigh(self, now: float) -> WeighedNow: ...
    def tare(self, now: float) -> None: ...
    def calibrate_empty(self, now: float) -> None: ...
    def calibrate_with(self, mg: int, now: float) -> bool: ...
    def restart(self) -> None: ...
