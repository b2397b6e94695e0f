"""What we and lock boards say to each other, as frozen values. No bytes, no ports, no clocks.

Scales have theirs in weights.py.
"""

from dataclasses import dataclass

from firmware_bridge.errors import AddressError
from firmware_bridge.weights import ScaleEvent

BOARDS = range(256)
"""What fits one byte; each family allows fewer."""

LOCKS = range(1, 65)
"""Locks are counted from 1 in every family, whatever its wire does. There is no lock 0: on some
wires it opens every door."""


@dataclass(frozen=True, order=True)
class LockAddress:
    """One lock on the bus.

    Raises AddressError outside board 0-255 or lock 1-64, and for anything but plain integers.
    A family that has fewer says so when it is asked to encode.
    """

    board: int
    lock: int

    def __post_init__(self) -> None:
        _check("board", self.board, BOARDS)
        _check("lock", self.lock, LOCKS)

    def __str__(self) -> str:
        return f"board {self.board} lock {self.lock}"


def _check(name: str, number: int, allowed: range) -> None:
    if type(number) is not int or number not in allowed:
        raise AddressError(
            f"{name} {number!r} does not exist: say {allowed.start} to {allowed.stop - 1}."
        )


# --- requests: what we say to a board ---------------------------------------------------------


@dataclass(frozen=True)
class Unlock:
    """Pulse one lock. Sent at most once for each command id."""

    address: LockAddress


@dataclass(frozen=True)
class ReadLock:
    """Ask for one lock's switch. Harmless, so it may be repeated."""

    address: LockAddress


@dataclass(frozen=True)
class ReadBoard:
    """Ask for all locks of one board at once. Harmless, so it may be repeated."""

    board: int


Request = Unlock | ReadLock | ReadBoard


# --- board messages: what a board says to us --------------------------------------------------


@dataclass(frozen=True)
class LockReport:
    """The answer to ReadLock."""

    address: LockAddress
    is_open: bool

    def state_of(self, address: LockAddress) -> bool | None:
        return self.is_open if address == self.address else None


@dataclass(frozen=True)
class BoardReport:
    """The answer to ReadBoard. `is_open[0]` is lock 1; what is not told is not in it."""

    board: int
    is_open: tuple[bool, ...]

    def state_of(self, address: LockAddress) -> bool | None:
        if address.board != self.board or address.lock > len(self.is_open):
            return None
        return self.is_open[address.lock - 1]


@dataclass(frozen=True)
class UnlockReply:
    """The board's answer to Unlock. `is_open` is None where it tells nothing about the door."""

    address: LockAddress
    is_open: bool | None

    def state_of(self, address: LockAddress) -> bool | None:
        return self.is_open if address == self.address else None


@dataclass(frozen=True)
class RequestCopy:
    """Bytes equal to a request.

    The adapter's echo of ours, an answer that happens to look the same, or a stranger on the
    line. Nobody can tell these apart, so it proves nothing about the door.
    """

    request: Request


@dataclass(frozen=True)
class ActiveReport:
    """A board spoke unasked: something moved at this lock. A hint to look, never a proof."""

    address: LockAddress
    is_open: bool


Answer = LockReport | BoardReport | UnlockReply
BoardMessage = Answer | RequestCopy | ActiveReport


# --- events: what the owner of a link is told -------------------------------------------------


@dataclass(frozen=True)
class DoorOpened:
    """The board says that the door is open after this command."""

    command_id: str
    address: LockAddress


@dataclass(frozen=True)
class UnlockFailed:
    """Certain: the door did not open. The board said so afterwards, or not one byte was sent."""

    command_id: str
    address: LockAddress
    reason: str


@dataclass(frozen=True)
class UnlockUnknown:
    """The request may have reached the board and no trustworthy answer came.

    It never means "did not open": the door may stand open.
    """

    command_id: str
    address: LockAddress
    reason: str


@dataclass(frozen=True)
class DoorClosed:
    """A door that was open was seen closed."""

    address: LockAddress


@dataclass(frozen=True)
class DoorSeen:
    """The answer to a wish to look at a door. `is_open` is None if the board did not tell.

    Also said of each watched door when it is seen for the first time, and again after
    DoorUnknown: those two tell what *is*, not what happened.
    """

    address: LockAddress
    is_open: bool | None


@dataclass(frozen=True)
class UnexpectedOpening:
    """A door is open, and no order of ours explains it. Alarm.

    `was_reported`: only the board's own unasked word says so; a reading follows, and if it says
    closed, DoorClosed is told. `at`: seconds of the bus's clock.
    """

    address: LockAddress
    was_reported: bool
    at: float


@dataclass(frozen=True)
class DoorUnknown:
    """A watched door has not been read for a while. It may stand open."""

    address: LockAddress


@dataclass(frozen=True)
class LinkLost:
    """The port cannot be used. Said once for each loss; the link goes on trying."""

    port: str
    reason: str


@dataclass(frozen=True)
class LinkRestored:
    """The port that was lost is open again."""

    port: str


UnlockResult = DoorOpened | UnlockFailed | UnlockUnknown
DoorEvent = UnlockResult | DoorClosed | DoorSeen | UnexpectedOpening | DoorUnknown
LinkEvent = DoorEvent | ScaleEvent | LinkLost | LinkRestored
