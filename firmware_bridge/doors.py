"""What is known of each watched door, and what is news about it. Pure.

    never seen --first reading--> DoorSeen
    closed --reads open--> UnexpectedOpening, unless an unlock of ours explains it
    open --reads closed for closed_for_s--> DoorClosed
    not read for stale_s --> DoorUnknown --read again--> DoorSeen, or the news it missed

An unlock explains openings from its sending until the lock is read closed after the time in
which a latch opens: so neither a slow latch nor a bouncing hook is an alarm.
"""

from dataclasses import dataclass

from firmware_bridge.messages import (
    DoorClosed,
    DoorEvent,
    DoorSeen,
    DoorUnknown,
    LockAddress,
    UnexpectedOpening,
)
from firmware_bridge.timing import Timing


@dataclass
class _Door:
    read_at: float
    was_open: bool | None = None
    """As last read; kept while the door is unknown."""
    is_unknown: bool = False
    opened_at: float = float("-inf")
    """When an order of ours was told to have opened it."""
    closed_since: float | None = None
    """Reads closed since, but not long enough to believe it."""


class Doors:
    """`now` is seconds of the session's clock everywhere."""

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._doors: dict[LockAddress, _Door] = {}
        self._unlocked_at: dict[LockAddress, float] = {}

    def watch(self, address: LockAddress, now: float, *, was_open: bool | None = None) -> None:
        """Keep book of this door; harmless if it is kept already."""
        self._doors.setdefault(address, _Door(read_at=now, was_open=was_open))

    def forget(self, address: LockAddress) -> None:
        self._doors.pop(address, None)

    def watched(self) -> list[LockAddress]:
        return list(self._doors)

    def unlock_sent(self, address: LockAddress, now: float) -> None:
        self._unlocked_at[address] = now

    def opened_by_order(self, address: LockAddress, now: float) -> None:
        """DoorOpened was told; the readings need not tell it again."""
        if address in self._doors:
            self._doors[address] = _Door(read_at=now, was_open=True, opened_at=now)

    def read(
        self, address: LockAddress, *, is_open: bool, as_of: float, now: float
    ) -> list[DoorEvent]:
        """The news in a reading that describes the door at `as_of` or later.

        An opening that an order explains is told as DoorSeen; while that order is still being
        decided the session keeps this back, because the order's own event says it.
        """
        door = self._doors.get(address)
        if door is not None:
            door.read_at = now
        if is_open:
            return [] if door is None else self._read_open(address, door, now)
        self._use_up_order(address, as_of)
        return [] if door is None else self._read_closed(address, door, as_of)

    def reported(self, address: LockAddress, *, is_open: bool, now: float) -> list[DoorEvent]:
        """The news in a board's unasked word, which a reading is still to prove."""
        door = self._doors.get(address)
        if door is None or not is_open or door.was_open or address in self._unlocked_at:
            return []
        door.was_open = True
        return [UnexpectedOpening(address, was_reported=True, at=now)]

    def advance(self, now: float) -> list[DoorEvent]:
        """Doors from which no news came for too long."""
        events: list[DoorEvent] = []
        for address, door in self._doors.items():
            if not door.is_unknown and now - door.read_at >= self._timing.stale_s:
                door.is_unknown, door.closed_since = True, None
                events.append(DoorUnknown(address))
        return events

    # --- inside -------------------------------------------------------------------------------

    def _read_open(self, address: LockAddress, door: _Door, now: float) -> list[DoorEvent]:
        was_open, was_unknown = door.was_open, door.is_unknown
        door.was_open, door.is_unknown, door.closed_since = True, False, None
        if was_open is False and address not in self._unlocked_at:
            return [UnexpectedOpening(address, was_reported=False, at=now)]
        return [DoorSeen(address, is_open=True)] if was_unknown or not was_open else []

    def _read_closed(self, address: LockAddress, door: _Door, as_of: float) -> list[DoorEvent]:
        if not door.was_open:
            is_news = door.was_open is None or door.is_unknown
            door.was_open, door.is_unknown = False, False
            return [DoorSeen(address, is_open=False)] if is_news else []
        if as_of <= door.opened_at:
            return []
        if door.closed_since is None:
            door.closed_since = as_of
        if as_of < door.closed_since + self._timing.closed_for_s:
            return []
        door.was_open, door.is_unknown, door.closed_since = False, False, None
        return [DoorClosed(address)]

    def _use_up_order(self, address: LockAddress, as_of: float) -> None:
        sent_at = self._unlocked_at.get(address)
        if sent_at is not None and as_of >= sent_at + self._timing.open_within_s:
            del self._unlocked_at[address]
