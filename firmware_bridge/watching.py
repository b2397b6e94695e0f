"""The watch on the doors of one bus: what is read when, and what a reading means for whom. Pure.

Joins the readings (looking.py) and the book of doors (doors.py). Knows for each lock whether its
status was read since its last unlock.
"""

from collections.abc import Iterable

from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.doors import Doors
from firmware_bridge.errors import AddressError
from firmware_bridge.family import Family
from firmware_bridge.looking import Reading, Watch
from firmware_bridge.messages import (
    ActiveReport,
    Answer,
    BoardReport,
    DoorClosed,
    DoorEvent,
    DoorOpened,
    DoorSeen,
    LockAddress,
    LockReport,
    ReadBoard,
    Unlock,
    UnlockResult,
)
from firmware_bridge.timing import Timing


class Watching:
    """`now` is seconds of the session's clock everywhere."""

    def __init__(self, plan: BusPlan, timing: Timing) -> None:
        self._family = plan.family
        self._planned = frozenset(plan.doors)
        self._timing = timing
        self._doors = Doors(timing)
        self._watches = {
            reading: Watch(reading, timing) for reading in _readings(plan.family, plan.doors)
        }
        self._brief: dict[LockAddress, Watch] = {}
        """Doors that the plan does not name, while they stand open."""
        self._read_back: set[LockAddress] = set()
        self._unlocked_at: dict[LockAddress, float] = {}
        self._last: dict[LockAddress | int, LockReport | BoardReport] = {}

    def watches(self) -> list[Watch]:
        return [*self._watches.values(), *self._brief.values()]

    def reading(self, address: LockAddress) -> Reading:
        """The request whose answer tells about this lock."""
        if self._family is None:
            raise AddressError("there is no lock board on this line: set its family.")
        return self._family.reading(address)

    # --- unlocks ------------------------------------------------------------------------------

    def is_read_back(self, address: LockAddress) -> bool:
        """Whether its status was read since its last unlock."""
        return address in self._read_back

    def unlock_sent(self, address: LockAddress, now: float) -> None:
        self._read_back.discard(address)
        self._unlocked_at[address] = now
        self._doors.unlock_sent(address, now)

    def unlock_ended(self, result: UnlockResult, now: float) -> None:
        """A door that opened is watched until it is closed, whatever the plan says."""
        if not isinstance(result, DoorOpened):
            return
        address = result.address
        self._doors.watch(address, now)
        self._doors.opened_by_order(address, now)
        if address not in self._planned and address not in self._brief:
            due_at = now + self._timing.watch_s
            self._brief[address] = Watch(self.reading(address), self._timing, due_at)

    # --- what is heard ------------------------------------------------------------------------

    def is_confirmed(self, answer: LockReport | BoardReport) -> bool:
        """Whether it is to be believed: at once, or if the one before said the same."""
        key = answer.address if isinstance(answer, LockReport) else answer.board
        needed = 1 if self._family is None else self._family.readings_needed
        before = self._last.get(key)
        self._last[key] = answer
        return needed == 1 or before == answer

    def read(
        self,
        answer: LockReport | BoardReport,
        told_by_orders: set[LockAddress],
        as_of: float,
        now: float,
    ) -> list[DoorEvent]:
        """The news in a reading; DoorSeen is kept back where an order tells it."""
        events: list[DoorEvent] = []
        for address, is_open in _states(answer):
            if as_of >= self._unlocked_at.get(address, float("-inf")):
                self._read_back.add(address)
            events += self._doors.read(address, is_open=is_open, as_of=as_of, now=now)
        for event in events:
            if isinstance(event, DoorClosed) and event.address in self._brief:
                del self._brief[event.address]
                self._doors.forget(event.address)
        return [
            event
            for event in events
            if not (isinstance(event, DoorSeen) and event.address in told_by_orders)
        ]

    def reported(self, report: ActiveReport, now: float) -> list[DoorEvent]:
        """A board spoke unasked: look at once; an opening nobody ordered is told before that."""
        self.hint(report)
        return self._doors.reported(report.address, is_open=report.is_open, now=now)

    def hint(self, about: Answer | ActiveReport | Unlock) -> None:
        """Something is said that nobody asked for: read those doors as soon as possible."""
        for watch in self.watches():
            if _touches(about, watch.reading):
                watch.hint()

    def advance(self, now: float) -> list[DoorEvent]:
        for address in self._planned:
            self._doors.watch(address, now)
        return self._doors.advance(now)


def _readings(family: Family | None, doors: Iterable[LockAddress]) -> list[Reading]:
    """Board by board where the family can, else lock by lock; each once, in order."""
    if family is None:
        return []
    wanted = [family.board_reading(door.board) or family.reading(door) for door in doors]
    return list(dict.fromkeys(wanted))


def _states(answer: LockReport | BoardReport) -> list[tuple[LockAddress, bool]]:
    if isinstance(answer, LockReport):
        return [(answer.address, answer.is_open)]
    return [
        (LockAddress(answer.board, lock), is_open)
        for lock, is_open in enumerate(answer.is_open, start=1)
    ]


def _board(about: Answer | ActiveReport | Unlock | Reading) -> int:
    return about.board if isinstance(about, BoardReport | ReadBoard) else about.address.board


def _touches(about: Answer | ActiveReport | Unlock, reading: Reading) -> bool:
    if _board(about) != _board(reading):
        return False
    if isinstance(about, BoardReport) or isinstance(reading, ReadBoard):
        return True
    return about.address == reading.address
