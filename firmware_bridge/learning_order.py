"""In which order a cabinet is learnt: every lock, then every scale, then every good. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from firmware_bridge.findings import BoardFound, Finding, ScaleFound
from firmware_bridge.learning_steps import (
    AnyDone,
    AskOpen,
    AskShelf,
    Effect,
    Finished,
    State,
    WeighScales,
    WorkingOnGood,
)
from firmware_bridge.learnt import (
    GoodChecked,
    GoodWanted,
    LockTried,
    Progress,
    ShelfLearnt,
    Skipped,
    SkippedGood,
    SkippedLock,
    SkippedScale,
)

UNCOUNTED_LOCKS = 8
"""Of a board that does not tell how many it has."""

Next = tuple[State, list[Effect]]


def onward(progress: Progress, wanted: Sequence[GoodWanted]) -> Next:
    """The first that is neither done nor left out."""
    lock = None if progress.locks_over else _lock_left(progress)
    if lock is not None:
        return State(AskOpen(*lock), progress), []
    scale = None if progress.scales_over else _scale_left(progress)
    if scale is not None:
        return State(AskShelf(scale), progress), []
    good = None if progress.goods_over else _good_left(progress, wanted)
    if good is not None:
        return weigh_before(progress, good)
    return State(Finished(), progress), []


def weigh_before(progress: Progress, good: GoodWanted) -> Next:
    """All scales at once: so it is seen as well where a good was put by mistake."""
    state = State(WorkingOnGood("before", good), progress)
    return state, [WeighScales(scales_of(progress))]


def scales_of(progress: Progress) -> tuple[tuple[ScaleFound, str], ...]:
    return tuple((shelf.scale, shelf.profile) for shelf in progress.shelves)


def locks_of(board: BoardFound) -> range:
    return range(1, (board.locks or UNCOUNTED_LOCKS) + 1)


def _lock_left(progress: Progress) -> tuple[BoardFound, int] | None:
    done = {(trial.board, trial.lock) for trial in progress.tried}
    done |= {(one.board, one.lock) for one in progress.skipped if isinstance(one, SkippedLock)}
    locks = ((board, lock) for board in progress.boards for lock in locks_of(board))
    return next((one for one in locks if one not in done), None)


def _scale_left(progress: Progress) -> ScaleFound | None:
    done = {shelf.scale for shelf in progress.shelves}
    done |= {one.scale for one in progress.skipped if isinstance(one, SkippedScale)}
    return next((scale for scale in progress.scales if scale not in done), None)


def _good_left(progress: Progress, wanted: Sequence[GoodWanted]) -> GoodWanted | None:
    """Only goods whose shelf has a scale that is known."""
    known = {shelf.shelf for shelf in progress.shelves}
    done = {checked.wanted for checked in progress.goods}
    done |= {one.good for one in progress.skipped if isinstance(one, SkippedGood)}
    return next((good for good in wanted if good.shelf in known and good not in done), None)


def redone(progress: Progress, what: AnyDone) -> Next:
    """One of them once more, whatever is done; nothing was learnt from it yet."""
    match what:
        case LockTried(board, lock) | SkippedLock(board, lock):
            return State(AskOpen(board, lock), _without(progress, what)), []
        case ShelfLearnt(scale) | SkippedScale(scale):
            return State(AskShelf(scale), _without(progress, what)), []
        case GoodChecked(good) | SkippedGood(good):
            return weigh_before(_without(progress, what), good)


def _without(progress: Progress, what: object) -> Progress:
    return replace(
        progress,
        tried=tuple(one for one in progress.tried if one != what),
        shelves=tuple(one for one in progress.shelves if one != what),
        goods=tuple(one for one in progress.goods if one != what),
        skipped=tuple(one for one in progress.skipped if one != what),
    )


def found_again(progress: Progress, findings: tuple[Finding, ...]) -> Progress:
    """What was learnt of devices that are still there; the others are forgotten."""
    there = set(findings)
    return Progress(
        findings,
        tuple(trial for trial in progress.tried if trial.board in there),
        tuple(shelf for shelf in progress.shelves if shelf.scale in there),
        progress.goods,
        tuple(one for one in progress.skipped if _is_of(one, there)),
    )


def _is_of(skipped: Skipped, there: set[Finding]) -> bool:
    match skipped:
        case SkippedLock(board):
            return board in there
        case SkippedScale(scale):
            return scale in there
        case SkippedGood():
            return True
