"""One lock after the other: read, pulse once, which door?, read, push it shut, read. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from firmware_bridge.learning_order import Next, onward
from firmware_bridge.learning_steps import (
    AskClose,
    AskOpen,
    AskWhichDoor,
    DoorNamed,
    DoorsRead,
    Event,
    Finish,
    LockPulsed,
    OpeningDoor,
    PulseLock,
    Question,
    ReadDoors,
    Skip,
    State,
    Trouble,
    WorkingOnLock,
    Yes,
)
from firmware_bridge.learnt import (
    NOTHING_READ,
    GoodWanted,
    LockTried,
    Progress,
    Readings,
    SkippedLock,
)

Wanted = Sequence[GoodWanted]


def ask_of_lock(
    step: AskOpen | AskWhichDoor | AskClose, state: State, event: Event, wanted: Wanted
) -> Next:
    match step, event:
        case AskOpen(board, lock), Yes():
            trial = LockTried(board, lock, None, NOTHING_READ, NOTHING_READ, NOTHING_READ)
            return _work(state, "before", trial)
        case AskOpen(), Finish():
            return onward(replace(state.progress, locks_over=True), wanted)
        case AskOpen(board, lock), Skip(reason):
            return _skipped(state.progress, SkippedLock(board, lock, reason), wanted)
        case ((AskWhichDoor(trial) | AskClose(trial)), Skip(reason)):
            return _skipped(state.progress, SkippedLock(trial.board, trial.lock, reason), wanted)
        case AskWhichDoor(trial, sees_open), DoorsRead(readings):
            sees = sees_open or _has_moved(trial.before, readings)
            return replace(state, step=AskWhichDoor(trial, sees)), []
        case AskWhichDoor(trial), DoorNamed(door):
            if door is not None and any(door == other.door for other in state.progress.tried):
                return replace(state, trouble=Trouble.DOOR_NAMED_TWICE), []
            return _work(state, "opened", replace(trial, door=door))
        case AskClose(trial), Yes():
            return _work(state, "closed", trial)
        case AskClose(trial), DoorsRead(readings) if _is_back(trial, readings):
            return _done(state.progress, replace(trial, closed=readings), wanted)
        case _:
            return state, []


def work_on_lock(step: WorkingOnLock, state: State, event: Event, wanted: Wanted) -> Next:
    trial = step.trial
    match step.at, event:
        case "before", DoorsRead(readings):
            tried = replace(trial, before=readings)
            working = State(WorkingOnLock("pulse", tried), state.progress)
            return working, [PulseLock(trial.board, trial.lock)]
        case "pulse", LockPulsed():
            return State(AskWhichDoor(trial), state.progress), []
        case "opened", DoorsRead(readings):
            tried = replace(trial, opened=readings)
            if trial.door is None:
                return _done(state.progress, tried, wanted)
            return State(AskClose(tried), state.progress), []
        case "closed", DoorsRead(readings):
            return _done(state.progress, replace(trial, closed=readings), wanted)
        case _:
            return state, []


def open_learnt(state: State, back: Question, door: int) -> Next:
    """To reach a shelf; nothing happens for a door that was not learnt."""
    for trial in state.progress.tried:
        if trial.door == door:
            step = OpeningDoor(trial.board, trial.lock, back)
            return State(step, state.progress), [ReadDoors(trial.board, trial.lock)]
    return state, []


def work_on_opening(step: OpeningDoor, state: State, event: Event) -> Next:
    match event:
        case DoorsRead():
            return state, [PulseLock(step.board, step.lock)]
        case LockPulsed():
            return State(step.back, state.progress), []
        case _:
            return state, []


def _work(state: State, at: str, trial: LockTried) -> Next:
    working = State(WorkingOnLock(at, trial), state.progress)
    return working, [ReadDoors(trial.board, trial.lock)]


def _has_moved(before: Readings, now: Readings) -> bool:
    """Silence is no movement."""
    whole = None not in {before.whole, now.whole} and before.whole != now.whole
    return whole or (None not in {before.lock, now.lock} and before.lock != now.lock)


def _is_back(trial: LockTried, readings: Readings) -> bool:
    """Something moved with the door, and all of it moved back."""
    return readings == trial.before != trial.opened


def _done(progress: Progress, trial: LockTried, wanted: Wanted) -> Next:
    return onward(replace(progress, tried=(*progress.tried, trial)), wanted)


def _skipped(progress: Progress, skipped: SkippedLock, wanted: Wanted) -> Next:
    return onward(replace(progress, skipped=(*progress.skipped, skipped)), wanted)
