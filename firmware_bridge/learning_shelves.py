"""One scale after the other: its shelf?, empty it, calibrate, lay a known weight, calibrate. Pure.

Before a weight is taken for the known one, the scale is asked what it shows: what is far off is
asked back (AskSure), because a calibration with the wrong weight looks right afterwards.
"""

from collections.abc import Sequence
from dataclasses import replace

from firmware_bridge.learning_order import Next, onward
from firmware_bridge.learning_steps import (
    AskEmpty,
    AskKnownWeight,
    AskShelf,
    AskSure,
    Event,
    Finish,
    KnownWeight,
    OrderScale,
    ScaleOrdered,
    ShelfNamed,
    Skip,
    State,
    Trouble,
    Weighed,
    WeighScales,
    WorkingOnShelf,
    Yes,
)
from firmware_bridge.learnt import GoodWanted, Progress, ShelfLearnt, SkippedScale
from firmware_bridge.weights import CalibrateEmpty, CalibrateWith, ScaleOrder

SURE_SHARE, SURE_MG = 0.1, 20_000
"""The known weight may look so far off before it is asked back: 10 % or 20 g."""
NOTICED_MG = 5_000
"""A shelf became heavier if by at least so much."""

Wanted = Sequence[GoodWanted]
ShelfQuestion = AskShelf | AskEmpty | AskKnownWeight | AskSure


def ask_of_shelf(
    step: ShelfQuestion, state: State, event: Event, wanted: Wanted, known_mg: int
) -> Next:
    match step, event:
        case _, Finish():
            return onward(replace(state.progress, scales_over=True), wanted)
        case _, Skip(reason):
            scale = step.scale if isinstance(step, AskShelf) else step.shelf.scale
            skipped = (*state.progress.skipped, SkippedScale(scale, reason))
            return onward(replace(state.progress, skipped=skipped), wanted)
        case AskShelf(scale), ShelfNamed(name):
            if any(name == shelf.shelf for shelf in state.progress.shelves):
                return replace(state, trouble=Trouble.SHELF_NAMED_TWICE), []
            shelf = ShelfLearnt(scale, scale.profiles[0], name, known_mg, None)
            return State(AskEmpty(shelf), state.progress), []
        case AskEmpty(shelf), Yes():
            return _order(state, "empty", shelf, CalibrateEmpty())
        case AskKnownWeight(shelf), Yes():
            return _weigh(state, "known", shelf)
        case AskKnownWeight(shelf), KnownWeight(mg) if mg > 0:
            return _weigh(state, "known", replace(shelf, known_mg=mg))
        case AskSure(shelf, shown_mg), Yes():
            return _take_weight(state, shelf, shown_mg, wanted)
        case _:
            return state, []


def work_on_shelf(step: WorkingOnShelf, state: State, event: Event, wanted: Wanted) -> Next:
    shelf = step.shelf
    match step.at, event:
        case "empty", ScaleOrdered(None):
            return State(AskKnownWeight(shelf), state.progress), []
        case "empty", ScaleOrdered(is_able=False):
            return _weigh(state, "empty by hand", replace(shelf, by_wire=False))
        case "empty", ScaleOrdered(Trouble() as trouble):
            return State(AskEmpty(shelf), state.progress, trouble), []
        case "empty by hand", Weighed(mg):
            shown = mg.get(shelf.scale.place)
            if shown is None:
                return State(AskEmpty(shelf), state.progress, Trouble.NO_WEIGHT), []
            zeroed = replace(shelf, zero_mg=shown)
            return State(AskKnownWeight(zeroed), state.progress, Trouble.BY_HAND), []
        case "known", Weighed(mg):
            return _judge(state, shelf, mg.get(shelf.scale.place), wanted)
        case "calibrate", ScaleOrdered(None):
            return _weigh(state, "check", shelf)
        case "calibrate", ScaleOrdered(Trouble() as trouble):
            return State(AskKnownWeight(shelf), state.progress, trouble), []
        case "check", Weighed(mg):
            checked = replace(shelf, shown_mg=mg.get(shelf.scale.place))
            return _done(state.progress, checked, wanted)
        case _:
            return state, []


def _judge(state: State, shelf: ShelfLearnt, shown: int | None, wanted: Wanted) -> Next:
    """Is that what a person says lies there?"""
    if shown is None:
        return State(AskKnownWeight(shelf), state.progress, Trouble.NO_WEIGHT), []
    lies_there = shown - shelf.zero_mg
    if lies_there < min(NOTICED_MG, shelf.known_mg // 2):
        return State(AskKnownWeight(shelf), state.progress, Trouble.NOTHING_ON_IT), []
    if abs(lies_there - shelf.known_mg) > max(SURE_MG, round(shelf.known_mg * SURE_SHARE)):
        return State(AskSure(shelf, lies_there), state.progress), []
    return _take_weight(state, shelf, lies_there, wanted)


def _take_weight(state: State, shelf: ShelfLearnt, lies_there: int, wanted: Wanted) -> Next:
    if shelf.by_wire:
        return _order(state, "calibrate", shelf, CalibrateWith(shelf.known_mg))
    spanned = replace(shelf, span=shelf.known_mg / lies_there, shown_mg=shelf.known_mg)
    return _done(state.progress, spanned, wanted)


def _order(state: State, at: str, shelf: ShelfLearnt, order: ScaleOrder) -> Next:
    working = State(WorkingOnShelf(at, shelf), state.progress)
    return working, [OrderScale(shelf.scale, shelf.profile, order)]


def _weigh(state: State, at: str, shelf: ShelfLearnt) -> Next:
    working = State(WorkingOnShelf(at, shelf), state.progress)
    return working, [WeighScales(((shelf.scale, shelf.profile),))]


def _done(progress: Progress, shelf: ShelfLearnt, wanted: Wanted) -> Next:
    return onward(replace(progress, shelves=(*progress.shelves, shelf)), wanted)
