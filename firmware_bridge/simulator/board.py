"""A virtual Shuoming board: request bytes in, answer bytes out, doors that remember. Pure.

    board = VirtualBoard(doors=8)
    board.receive(bytes.fromhex("8a0101119b"), now=0.0)   # [b"\\x8a\\x01\\x01\\x00\\x8a"]
    board.is_open(1, now=0.0)                             # True

Like the real one it answers nothing to bytes that it does not understand, to other addresses
and to locks that it does not have.
"""

from collections.abc import Callable
from dataclasses import dataclass

from firmware_bridge.errors import AddressError
from firmware_bridge.frames import FrameReader, quiet_s
from firmware_bridge.messages import LockAddress, ReadLock, Request, Unlock
from firmware_bridge.simulator.board_wire import Heard, UnlockAll, board_of
from firmware_bridge.simulator.shuoming_wire import ShuomingWire
from firmware_bridge.wiring import Polarity


@dataclass(frozen=True)
class BoardEvent:
    """Something that happened at a door or on the line, for a person who watches."""

    what: str
    address: LockAddress | None = None

    def __str__(self) -> str:
        return self.what if self.address is None else f"{self.address}: {self.what}"


@dataclass
class _Door:
    opens_at: float | None = None
    is_jammed: bool = False


@dataclass(frozen=True)
class BoardPlan:
    """What the board is: its DIP address, its channels, its wiring, the speed of its latches."""

    board: int = 1
    doors: int = 8
    polarity: Polarity = Polarity.CLOSING_FEEDBACK
    latch_s: float = 0.0
    reports_closing: bool = False
    """Say 82 ... unasked when a person closes a door."""


class VirtualBoard:
    """Doors are numbered from 1 and begin closed."""

    def __init__(
        self, plan: BoardPlan | None = None, on_event: Callable[[BoardEvent], None] | None = None
    ) -> None:
        self.plan = plan or BoardPlan()
        self._wire = ShuomingWire(self.plan.polarity)
        if not 1 <= self.plan.board <= 32 or not 1 <= self.plan.doors <= self._wire.most_locks:
            raise AddressError(
                f"board {self.plan.board} with {self.plan.doors} doors is made by nobody: "
                f"say board 1 to 32, and 1 to {self._wire.most_locks} doors."
            )
        self.requests: list[Request] = []
        """Every request that was understood and was for this board, in order."""
        self._reader = FrameReader[Heard](
            lambda data, ended: self._wire.take(data, ended=ended), quiet_s(self._wire.baud)
        )
        self._doors = {lock: _Door() for lock in range(1, self.plan.doors + 1)}
        self._next_pulse_jams = False
        self._on_event = on_event or (lambda _event: None)

    # --- the wire -----------------------------------------------------------------------------

    def receive(self, data: bytes, now: float) -> list[bytes]:
        """The answers to the requests that `data` completes."""
        answers = (self._answer(heard, now) for heard in self._reader.feed(data, now))
        return [answer for answer in answers if answer]

    def reset(self) -> None:
        """A power dip: half a request is forgotten; the doors stay as they are."""
        self._reader.clear()
        self._say("reset")

    def _answer(self, heard: Heard, now: float) -> bytes:
        if board_of(heard) != self.plan.board or isinstance(heard, UnlockAll):
            return b""
        if isinstance(heard, Unlock | ReadLock) and heard.address.lock not in self._doors:
            return b""
        self.requests.append(heard)
        if isinstance(heard, Unlock):
            self._pulse(heard.address, now)
        return self._wire.answer(heard, [self.is_open(lock, now) for lock in self._doors])

    def _pulse(self, address: LockAddress, now: float) -> None:
        door = self._doors[address.lock]
        jams, self._next_pulse_jams = door.is_jammed or self._next_pulse_jams, False
        if jams:
            self._say("was pulsed but is jammed", address)
        elif self.is_open(address.lock, now):
            self._say("was pulsed and is open already", address)
        else:
            door.opens_at = now + self.plan.latch_s
            self._say("opens", address)

    # --- the doors ----------------------------------------------------------------------------

    def is_open(self, lock: int, now: float) -> bool:
        opens_at = self._doors[lock].opens_at
        return opens_at is not None and now >= opens_at

    def close_door(self, lock: int) -> list[bytes]:
        """A person pushes the door shut. The bytes that the board says about it, unasked."""
        address = self._address(lock)
        self._doors[lock].opens_at = None
        self._say("was closed", address)
        if not self.plan.reports_closing:
            return []
        return [self._wire.report(address, is_open=False)]

    def jam(self, lock: int) -> None:
        """From now on a pulse does not move the latch."""
        self._doors[self._address(lock).lock].is_jammed = True
        self._say("is jammed", self._address(lock))

    def jam_next_pulse(self) -> None:
        """The next pulse, of whichever lock, does not move its latch."""
        self._next_pulse_jams = True

    def free(self, lock: int) -> None:
        """Undo `jam`."""
        self._doors[self._address(lock).lock].is_jammed = False
        self._say("moves again", self._address(lock))

    def describe(self, now: float) -> list[str]:
        """One line for each door."""
        return [
            f"door {lock:2}: {'open' if self.is_open(lock, now) else 'closed'}"
            f"{', jammed' if door.is_jammed else ''}"
            for lock, door in self._doors.items()
        ]

    def _address(self, lock: int) -> LockAddress:
        if lock not in self._doors:
            raise AddressError(
                f"door {lock} does not exist: this board has 1 to {self.plan.doors}."
            )
        return LockAddress(self.plan.board, lock)

    def _say(self, what: str, address: LockAddress | None = None) -> None:
        self._on_event(BoardEvent(what, address))
