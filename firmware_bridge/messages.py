"""What kiosk and lock board say to each other, as frozen values. No bytes, no ports, no clocks."""

from dataclasses import dataclass

from firmware_bridge.errors import AddressError

BOARDS = range(1, 33)
"""DIP switch addresses."""

LOCKS = range(1, 51)
"""Channels of the largest board. 0 is left out on purpose: on the wire it opens every door."""


@dataclass(frozen=True, order=True)
class LockAddress:
    """One lock on the bus.

    Raises AddressError outside board 1-32 or lock 1-50, and for anything but plain integers.
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


Request = Unlock | ReadLock


# --- board messages: what a board says to us --------------------------------------------------


@dataclass(frozen=True)
class LockReport:
    """The answer to ReadLock. `raw_status` is as sent; its meaning depends on the wiring."""

    address: LockAddress
    raw_status: int


@dataclass(frozen=True)
class UnlockReply:
    """An answer to Unlock whose bytes differ from the request, so it is surely the board's."""

    address: LockAddress
    raw_status: int


@dataclass(frozen=True)
class RequestCopy:
    """Bytes equal to a request of ours.

    Either the adapter's echo, or a board's answer that happens to look the same. Nobody can
    tell the two apart, so it proves nothing about the door.
    """

    request: Request


@dataclass(frozen=True)
class ActiveReport:
    """A board spoke unasked: something moved at this lock. A hint to look, never a proof."""

    address: LockAddress
    raw_status: int


Answer = LockReport | UnlockReply
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
    """A door that we had opened was seen closed again."""

    address: LockAddress


@dataclass(frozen=True)
class DoorSeen:
    """The answer to a wish to look at a door. `is_open` is None if the board did not tell."""

    address: LockAddress
    is_open: bool | None


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
LinkEvent = UnlockResult | DoorClosed | DoorSeen | LinkLost | LinkRestored
