"""One good after the other: put one on its shelf, and see where weight came, and how much. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from firmware_bridge.learning_order import Next, onward, scales_of, weigh_before
from firmware_bridge.learning_shelves import NOTICED_MG
from firmware_bridge.learning_steps import (
    AskGood,
    Event,
    Finish,
    Skip,
    State,
    ToldGood,
    Weighed,
    WeighScales,
    WorkingOnGood,
    Yes,
)
from firmware_bridge.learnt import (
    GoodChecked,
    GoodWanted,
    Progress,
    ShelfLearnt,
    SkippedGood,
    is_near,
)

Weights = Mapping[tuple[str, int], int | None]


def ask_of_good(
    step: AskGood | ToldGood, state: State, event: Event, wanted: Sequence[GoodWanted]
) -> Next:
    match step, event:
        case AskGood(good, ()), Yes():  # the weights before were not told: once more
            return weigh_before(state.progress, good)
        case AskGood(good, before), Yes():
            working = State(WorkingOnGood("after", good, before), state.progress)
            return working, [WeighScales(scales_of(state.progress))]
        case ToldGood(checked), Yes():
            return _done(state.progress, checked, wanted)
        case AskGood(good) | ToldGood(GoodChecked(good)), Skip(reason):
            skipped = (*state.progress.skipped, SkippedGood(good, reason))
            return onward(replace(state.progress, skipped=skipped), wanted)
        case _, Finish():
            return onward(replace(state.progress, goods_over=True), wanted)
        case _:
            return state, []


def work_on_good(
    step: WorkingOnGood, state: State, event: Event, wanted: Sequence[GoodWanted]
) -> Next:
    if not isinstance(event, Weighed):
        return state, []
    if step.at == "before":
        before = tuple(sorted(event.mg.items()))
        return State(AskGood(step.good, before), state.progress), []
    checked = _checked(step, event.mg, state.progress.shelves, wanted)
    if checked.doubt is not None:
        return State(ToldGood(checked), state.progress), []
    return _done(state.progress, checked, wanted)


def _done(progress: Progress, checked: GoodChecked, wanted: Sequence[GoodWanted]) -> Next:
    return onward(replace(progress, goods=(*progress.goods, checked)), wanted)


def _checked(
    step: WorkingOnGood,
    after: Weights,
    shelves: Sequence[ShelfLearnt],
    wanted: Sequence[GoodWanted],
) -> GoodChecked:
    """The shelf that became heaviest is where it was put."""
    good, before = step.good, dict(step.before)
    gains = {
        shelf.shelf: _gain_mg(shelf, before.get(shelf.scale.place), after.get(shelf.scale.place))
        for shelf in shelves
    }
    place = max(gains, key=lambda name: gains[name])
    gain = gains[place]
    if gain < min(NOTICED_MG, good.mg // 2):
        return GoodChecked(good, None, 0)
    others = {one.sku for one in wanted if one.sku != good.sku and is_near(gain, one.mg)}
    is_other = not is_near(gain, good.mg)
    return GoodChecked(good, place, gain, tuple(sorted(others)) if is_other else ())


def _gain_mg(shelf: ShelfLearnt, before: int | None, after: int | None) -> int:
    if before is None or after is None:
        return 0
    return round((after - before) * shelf.span)
