"""Commissioning, as a state machine: events in, effects out. Knows no port, no clock, no screen.

    find devices
      for each lock:   ask -> read -> pulse -> which door? -> read -> push it shut -> read
      for each scale:  which shelf? -> empty it -> calibrate -> lay the known weight -> calibrate
      for each good:   weigh -> put one on its shelf -> weigh
    finished

A person answers every question before anything moves; no lock is pulsed without a Yes of its own,
and none twice without its board being read between. `Back` undoes the last answer and what was
learnt from it, `Again` the whole trial of this lock, scale or good, `Skip` leaves it out, `Finish`
goes on to the next part, `OpenDoor` opens a door that was learnt, to reach its shelves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from firmware_bridge.learning_steps import (
    Again,
    AskClose,
    AskEmpty,
    AskGood,
    AskKnownWeight,
    AskOpen,
    AskShelf,
    AskWhichDoor,
    Back,
    Begin,
    DevicesFound,
    DoorNamed,
    DoorsRead,
    Effect,
    Event,
    FindDevices,
    Finish,
    Finished,
    LockPulsed,
    NotBegun,
    NothingFound,
    OpenDoor,
    OpeningDoor,
    OrderScale,
    PulseLock,
    Question,
    ReadDoors,
    ScaleOrdered,
    Searching,
    ShelfNamed,
    Skip,
    State,
    Weighed,
    WeighScales,
    WorkingOnGood,
    WorkingOnLock,
    WorkingOnShelf,
    Yes,
)
from firmware_bridge.learnt import (
    BoardLearnt,
    GoodChecked,
    GoodWanted,
    Learnt,
    LockTried,
    Readings,
    ShelfLearnt,
    board_learnt,
)
from firmware_bridge.scanning import BoardFound, ScaleFound
from firmware_bridge.weights import CalibrateEmpty, CalibrateWith

NOTICED_MG = 5_000
"""A shelf became heavier if by at least so much."""

NOTHING_READ = Readings(None, None)

Next = tuple[State, list[Effect]]


class Learning:
    """`port` is only written into the settings. `goods`: what to check on which shelf."""

    def __init__(
        self, port: str, known_mg: int = 500_000, goods: Sequence[GoodWanted] = ()
    ) -> None:
        self.state = State()
        self._port = port
        self._known_mg = known_mg
        self._goods = tuple(goods)
        self._past: list[State] = []

    @property
    def learnt(self) -> Learnt:
        """What is known so far."""
        state = self.state
        boards: list[BoardLearnt] = [
            board_learnt(board, state.tried)
            for board in state.boards
            if any(trial.board == board for trial in state.tried)
        ]
        return Learnt(self._port, tuple(boards), state.shelves, state.goods)

    def handle(self, event: Event) -> list[Effect]:
        """Late or senseless events change nothing."""
        before = self.state
        if isinstance(before.step, Question | Finished) and isinstance(event, Back | Again):
            self._undo(whole_trial=isinstance(event, Again))
            return []
        self.state, effects = self._next(before, event)
        is_answered = self.state.step != before.step and not isinstance(event, OpenDoor)
        if isinstance(before.step, Question) and is_answered:
            self._past.append(before)
        return effects

    def _undo(self, *, whole_trial: bool) -> None:
        """To the question before, or to the first one of the trial that it belongs to."""
        while self._past:
            self.state = self._past.pop()
            if not whole_trial or isinstance(self.state.step, AskOpen | AskShelf | AskGood):
                return

    def _next(self, state: State, event: Event) -> Next:
        match state.step, event:
            case NotBegun() | NothingFound(), Begin() | Again():
                return replace(state, step=Searching()), [FindDevices()]
            case Searching(), DevicesFound(findings):
                found = replace(state, findings=findings, goods_left=self._goods)
                if not findings:
                    return replace(found, step=NothingFound()), []
                return self._to_lock(found, None)
            case (AskShelf() | AskEmpty() | AskKnownWeight() | AskGood()) as back, OpenDoor(door):
                return self._open_door(state, back, door)
            case ((AskOpen() | AskWhichDoor() | AskClose()), _):
                return self._try_lock(state, event)
            case ((AskShelf() | AskEmpty() | AskKnownWeight()), _):
                return self._set_up_shelf(state, event)
            case AskGood(), _:
                return self._check_good(state, event)
            case _:
                return self._hear_work(state, event)

    def _hear_work(self, state: State, event: Event) -> Next:
        match state.step:
            case OpeningDoor() as step:
                return self._hear_opening(state, step, event)
            case WorkingOnLock(at, trial):
                return self._hear_lock(state, at, trial, event)
            case WorkingOnShelf() as step:
                return self._hear_scale(state, step, event)
            case WorkingOnGood() as step:
                return self._hear_weights(state, step, event)
            case _:
                return state, []

    # --- locks --------------------------------------------------------------------------------

    def _to_lock(self, state: State, after: tuple[BoardFound, int] | None) -> Next:
        """The lock after this one; after the last, the scales."""
        locks = [
            (board, lock) for board in state.boards for lock in range(1, (board.locks or 8) + 1)
        ]
        place = 0 if after is None else locks.index(after) + 1
        if place < len(locks):
            return replace(state, step=AskOpen(*locks[place])), []
        return self._to_scale(state, None)

    def _try_lock(self, state: State, event: Event) -> Next:
        match state.step, event:
            case AskOpen(board, lock), Yes():
                trial = LockTried(board, lock, None, NOTHING_READ, NOTHING_READ, NOTHING_READ)
                return replace(state, step=WorkingOnLock("before", trial)), [ReadDoors(board, lock)]
            case AskOpen(board, lock), Skip():
                return self._to_lock(state, (board, lock))
            case AskOpen(), Finish():
                return self._to_scale(state, None)
            case AskWhichDoor(trial), DoorNamed(door):
                if door is not None and any(door == other.door for other in state.tried):
                    note = f"door {door} was opened by another lock before."
                    return replace(state, step=AskWhichDoor(trial, note)), []
                return replace(state, step=WorkingOnLock("opened", replace(trial, door=door))), [
                    ReadDoors(trial.board, trial.lock)
                ]
            case AskClose(trial), Yes():
                return replace(state, step=WorkingOnLock("closed", trial)), [
                    ReadDoors(trial.board, trial.lock)
                ]
            case _:
                return state, []

    def _hear_lock(self, state: State, at: str, trial: LockTried, event: Event) -> Next:
        match at, event:
            case "before", DoorsRead(readings):
                tried = replace(trial, before=readings)
                return replace(state, step=WorkingOnLock("pulse", tried)), [
                    PulseLock(trial.board, trial.lock)
                ]
            case "pulse", LockPulsed():
                return replace(state, step=AskWhichDoor(trial)), []
            case "opened", DoorsRead(readings):
                tried = replace(trial, opened=readings)
                if trial.door is None:
                    return self._lock_done(state, tried)
                return replace(state, step=AskClose(tried)), []
            case "closed", DoorsRead(readings):
                return self._lock_done(state, replace(trial, closed=readings))
            case _:
                return state, []

    def _lock_done(self, state: State, trial: LockTried) -> Next:
        return self._to_lock(replace(state, tried=(*state.tried, trial)), (trial.board, trial.lock))

    def _open_door(self, state: State, back: Question, door: int) -> Next:
        """Nothing happens for a door that was not learnt."""
        for trial in state.tried:
            if trial.door == door:
                step = OpeningDoor(trial.board, trial.lock, back)
                return replace(state, step=step), [ReadDoors(trial.board, trial.lock)]
        return state, []

    def _hear_opening(self, state: State, step: OpeningDoor, event: Event) -> Next:
        match event:
            case DoorsRead():
                return state, [PulseLock(step.board, step.lock)]
            case LockPulsed():
                return replace(state, step=step.back), []
            case _:
                return state, []

    # --- scales -------------------------------------------------------------------------------

    def _to_scale(self, state: State, after: ScaleFound | None) -> Next:
        place = 0 if after is None else state.scales.index(after) + 1
        if place < len(state.scales):
            return replace(state, step=AskShelf(state.scales[place])), []
        return self._to_good(state)

    def _set_up_shelf(self, state: State, event: Event) -> Next:
        match state.step, event:
            case AskShelf(scale), ShelfNamed(name):
                if any(name == shelf.shelf for shelf in state.shelves):
                    note = f"shelf {name} has another scale already."
                    return replace(state, step=AskShelf(scale, note)), []
                shelf = ShelfLearnt(scale, scale.profiles[0], name, self._known_mg, None)
                return replace(state, step=AskEmpty(shelf)), []
            case ((AskShelf(scale=scale) | AskEmpty(ShelfLearnt(scale=scale))), Skip()):
                return self._to_scale(state, scale)
            case AskKnownWeight(ShelfLearnt(scale=scale)), Skip():
                return self._to_scale(state, scale)
            case ((AskShelf() | AskEmpty() | AskKnownWeight()), Finish()):
                return self._to_good(state)
            case AskEmpty(shelf), Yes():
                working = replace(state, step=WorkingOnShelf("empty", shelf))
                return working, [OrderScale(shelf.scale, shelf.profile, CalibrateEmpty())]
            case AskKnownWeight(shelf), Yes():
                if not shelf.by_wire:
                    working = replace(state, step=WorkingOnShelf("known by hand", shelf))
                    return working, [WeighScales(((shelf.scale, shelf.profile),))]
                working = replace(state, step=WorkingOnShelf("known", shelf))
                order = CalibrateWith(shelf.known_mg)
                return working, [OrderScale(shelf.scale, shelf.profile, order)]
            case _:
                return state, []

    def _hear_scale(self, state: State, step: WorkingOnShelf, event: Event) -> Next:
        shelf = step.shelf
        weigh: list[Effect] = [WeighScales(((shelf.scale, shelf.profile),))]
        match step.at, event:
            case "empty", ScaleOrdered(None):
                return replace(state, step=AskKnownWeight(shelf)), []
            case "empty", ScaleOrdered(str(failure)):
                by_hand = replace(shelf, by_wire=False)
                return replace(state, step=WorkingOnShelf("empty by hand", by_hand, failure)), weigh
            case "empty by hand", Weighed(mg):
                zeroed = replace(shelf, zero_mg=mg.get(shelf.scale.unit) or 0)
                return replace(state, step=AskKnownWeight(zeroed, step.note)), []
            case "known", ScaleOrdered(None):
                return replace(state, step=WorkingOnShelf("check", shelf)), weigh
            case "known", ScaleOrdered(str(failure)):
                return replace(state, step=AskKnownWeight(shelf, failure)), []
            case "known by hand", Weighed(mg):
                return self._shelf_done(state, _spanned(shelf, mg.get(shelf.scale.unit)))
            case "check", Weighed(mg):
                shown = mg.get(shelf.scale.unit)
                return self._shelf_done(state, replace(shelf, shown_mg=shown))
            case _:
                return state, []

    def _shelf_done(self, state: State, shelf: ShelfLearnt) -> Next:
        return self._to_scale(replace(state, shelves=(*state.shelves, shelf)), shelf.scale)

    # --- goods --------------------------------------------------------------------------------

    def _to_good(self, state: State) -> Next:
        """The next good whose shelf is known; the scales are weighed before it comes."""
        known = {shelf.shelf for shelf in state.shelves}
        left = tuple(good for good in state.goods_left if good.shelf in known)
        if not left:
            return replace(state, step=Finished(), goods_left=()), []
        scales = tuple((shelf.scale, shelf.profile) for shelf in state.shelves)
        step = WorkingOnGood("before", left[0])
        return replace(state, step=step, goods_left=left[1:]), [WeighScales(scales)]

    def _hear_weights(self, state: State, step: WorkingOnGood, event: Event) -> Next:
        if not isinstance(event, Weighed):
            return state, []
        if step.at == "before":
            before = tuple(sorted(event.mg.items()))
            return replace(state, step=AskGood(step.good, before)), []
        checked = _checked(step.good, dict(step.before), event.mg, state.shelves)
        return self._to_good(replace(state, goods=(*state.goods, checked)))

    def _check_good(self, state: State, event: Event) -> Next:
        match state.step, event:
            case AskGood(good, before), Yes():
                scales = tuple((shelf.scale, shelf.profile) for shelf in state.shelves)
                step = WorkingOnGood("after", good, before)
                return replace(state, step=step), [WeighScales(scales)]
            case AskGood(), Skip():
                return self._to_good(state)
            case AskGood(), Finish():
                return replace(state, step=Finished(), goods_left=()), []
            case _:
                return state, []


def _spanned(shelf: ShelfLearnt, shown: int | None) -> ShelfLearnt:
    """What turns the scale's numbers into milligrams, in software."""
    if shown is None or shown <= shelf.zero_mg:
        return shelf
    span = shelf.known_mg / (shown - shelf.zero_mg)
    return replace(shelf, span=span, shown_mg=shelf.known_mg)


def _checked(
    good: GoodWanted,
    before: Mapping[int, int | None],
    after: Mapping[int, int | None],
    shelves: Sequence[ShelfLearnt],
) -> GoodChecked:
    """The shelf that became heaviest is where it was put."""
    gains = {
        shelf.shelf: _gain_mg(shelf, before.get(shelf.scale.unit), after.get(shelf.scale.unit))
        for shelf in shelves
    }
    place = max(gains, key=lambda name: gains[name])
    if gains[place] < NOTICED_MG:
        return GoodChecked(good, None, 0)
    return GoodChecked(good, place, gains[place])


def _gain_mg(shelf: ShelfLearnt, before: int | None, after: int | None) -> int:
    if before is None or after is None:
        return 0
    return round((after - before) * shelf.span)
