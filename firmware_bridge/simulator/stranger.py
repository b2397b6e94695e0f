"""Somebody with two wires at the bus, which has no authentication: valid, foreign, broken and
replayed frames, heard by boards and host alike. Pure; time is counted, not waited for.

    Stranger(FamilySettings(), rng).harass(frames=100_000)

A real session watches eight doors behind the true bytes of a virtual board. What is counted: the
unlocks that the session sent (it was asked for none), the doors that the stranger opened, and how
long it took until each was told.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.families import FamilySettings
from firmware_bridge.family import Family
from firmware_bridge.frames import Frame
from firmware_bridge.line import Line
from firmware_bridge.messages import (
    DoorClosed,
    DoorSeen,
    LinkEvent,
    LockAddress,
    ReadBoard,
    ReadLock,
    RequestCopy,
    UnexpectedOpening,
    Unlock,
)
from firmware_bridge.session import Session
from firmware_bridge.simulator.door import Door, DoorHabits
from firmware_bridge.simulator.lock_board import LockBoardTwin
from firmware_bridge.simulator.twins import wire_of
from firmware_bridge.simulator.wire import Wire

TURN_S = 0.01
"""One turn of the host's loop."""
FRAME_EVERY_S = 0.1
"""Ten foreign frames a second: a fifth of the line at 9600 baud is the stranger's."""
DOORS = 8
BOARD = 1
OPEN_FOR_S = 1.5
"""Somebody pushes an opened door shut after so long."""


class StrangersWords(StrEnum):
    """What a frame is."""

    UNLOCK = "valid unlock of one of our doors"
    READ = "valid reading of our board"
    ANSWER = "an answer that our board might give"
    FOREIGN = "valid unlock of a board that is not here"
    BROKEN = "an unlock with a wrong check value"
    REPLAYED = "what was heard on the line before"


class StrangersRng(Protocol):
    """The part of random.Random that is used here."""

    def random(self) -> float: ...
    def randrange(self, stop: int, /) -> int: ...


@dataclass
class StrangersReport:
    """What came of it. `openings`: doors that went open. Each must be told: as an alarm while it
    stands open, or as one of before that was not withdrawn by "closed" since."""

    frames: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    unlocks_sent: int = 0
    openings: int = 0
    openings_untold: int = 0
    slowest_told_s: float = 0.0


class Stranger:
    """One bus with one board of the family."""

    def __init__(self, settings: FamilySettings, rng: StrangersRng) -> None:
        self._family: Family = settings.make()
        self._rng = rng
        self._addresses = [LockAddress(BOARD, lock) for lock in range(1, DOORS + 1)]
        self._doors = {address: Door(DoorHabits(latch_s=0.1)) for address in self._addresses}
        twin = LockBoardTwin(
            wire_of(settings), BOARD, {a.lock: door for a, door in self._doors.items()}
        )
        self._wire = Wire([twin], rng)
        plan = BusPlan(self._family, tuple(self._addresses))
        self._session = Session(plan)
        self._line = Line(plan)
        self._now = 1000.0
        self._heard: list[bytes] = [self._family.encode(ReadLock(self._addresses[0]))]
        self._open_since: dict[LockAddress, float] = {}
        self._alarmed: set[LockAddress] = set()
        self._told: set[LockAddress] = set()
        self.report = StrangersReport()

    def harass(
        self, frames: int, progress: Callable[[int], None] = lambda _frames: None
    ) -> StrangersReport:
        """Inject so many frames, and wait until everything is told."""
        self._let_pass(2.0)
        for number in range(1, frames + 1):
            kind, data = self._frame()
            self.report.frames, self.report.by_kind[kind] = number, self.report.by_kind[kind] + 1
            self._wire.inject(data, self._now)
            self._let_pass(FRAME_EVERY_S)
            progress(number)
        self._let_pass(3 * OPEN_FOR_S)
        return self.report

    # --- the stranger -------------------------------------------------------------------------

    def _frame(self) -> tuple[StrangersWords, bytes]:
        kind = list(StrangersWords)[self._rng.randrange(len(StrangersWords))]
        address = self._addresses[self._rng.randrange(DOORS)]
        match kind:
            case StrangersWords.UNLOCK:
                # Not every time: the line would be full of openings, and none could be told apart.
                valid = self._rng.random() < 0.3 and not self._open_since
                return kind, self._family.encode(Unlock(address) if valid else ReadLock(address))
            case StrangersWords.READ:
                return kind, self._family.encode(ReadBoard(BOARD))
            case StrangersWords.ANSWER | StrangersWords.REPLAYED:
                return kind, self._heard[self._rng.randrange(len(self._heard))]
            case StrangersWords.FOREIGN:
                return kind, self._family.encode(Unlock(LockAddress(BOARD + 1, address.lock)))
            case StrangersWords.BROKEN:
                return kind, self._broken(self._family.encode(Unlock(address)))

    def _broken(self, frame: bytes) -> bytes:
        """The last byte is the check value, or the end mark where there is none."""
        return frame[:-1] + bytes((frame[-1] ^ 1 << self._rng.randrange(8),))

    # --- the bus ------------------------------------------------------------------------------

    def _let_pass(self, seconds: float) -> None:
        for _ in range(round(seconds / TURN_S)):
            self._now += TURN_S
            self._turn()

    def _turn(self) -> None:
        now = self._now
        self._note(self._session.advance(now))
        if self._session.wants_flush or self._session.wants_reopen(now):
            self._session.line_was_flushed(now)
        request = self._session.next_bytes(now)
        if request is not None:
            self._count(request)
            self._wire.receive(request, now)
        self._wire.advance(now)
        data = self._wire.due(now)
        if data:
            self._heard = [*self._heard, data][-50:]
        self._note(self._session.receive(data, now))
        self._look_at_doors()

    def _count(self, request: bytes) -> None:
        taken = self._family.take(request, ended=True)
        if isinstance(taken, Frame) and isinstance(taken.message, RequestCopy):
            self.report.unlocks_sent += isinstance(taken.message.request, Unlock)

    def _note(self, events: list[LinkEvent]) -> None:
        """Which doors are told to stand open against orders, as whoever hears the events knows."""
        for event in events:
            if isinstance(event, UnexpectedOpening):
                self._alarmed.add(event.address)
            elif isinstance(event, DoorClosed) or (
                isinstance(event, DoorSeen) and event.is_open is False
            ):
                self._alarmed.discard(event.address)

    def _look_at_doors(self) -> None:
        for address, door in self._doors.items():
            since = self._open_since.get(address)
            if since is None and door.is_open(self._now):
                self._open_since[address] = since = self._now
                self.report.openings += 1
            if since is None:
                continue
            if address in self._alarmed and address not in self._told:
                self._told.add(address)
                self.report.slowest_told_s = max(self.report.slowest_told_s, self._now - since)
            if self._now >= since + OPEN_FOR_S:
                self.report.openings_untold += address not in self._told
                door.push_shut(self._now)
                del self._open_since[address]
                self._told.discard(address)
