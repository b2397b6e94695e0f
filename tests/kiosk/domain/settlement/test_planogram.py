"""A planogram that cannot be settled by is refused with words that say what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.domain.settlement.planogram import Facing, Good, Planogram, Sensor
from tests.kiosk.domain.settlement.a_cabinet import COLA, GUM, a_planogram, a_shelf

REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "a good without weight": (lambda: Good("air", 0, 0), "Weigh ten units"),
    "units too unlike": (lambda: Good("fish", 300_000, 70_000), "cannot be sold by weight"),
    "less than none": (lambda: Facing(COLA, -1), "count the shelf"),
    "a scale without noise": (lambda: Sensor(noise_mg=0), "A scale has noise"),
    "a good twice on a shelf": (lambda: a_shelf("A", COLA, COLA), "make it one facing"),
    "two shelves of one name": (lambda: Planogram((a_shelf("A"), a_shelf("A"))), "name them apart"),
    "two weights of one good": (
        lambda: a_planogram(a_shelf("A", COLA), a_shelf("B", Good("cola", 1_000, 1))),
        "decide on one",
    ),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_mistake_is_refused(mistake: str) -> None:
    make, advice = REFUSED[mistake]
    with pytest.raises(ValueError, match=advice):
        make()


def test_a_good_may_stand_on_two_shelves() -> None:
    planogram = a_planogram(a_shelf("A", COLA, GUM), a_shelf("B", COLA))
    assert planogram.goods == {"cola": COLA, "gum": GUM}
    assert planogram.shelf("B") == a_shelf("B", COLA)
