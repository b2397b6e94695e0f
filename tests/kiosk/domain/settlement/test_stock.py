"""Stock follows what a session did, guests on strange shelves included."""

from __future__ import annotations

import pytest

from kiosk.domain.settlement.decision import Charge, Nothing
from kiosk.domain.settlement.explanation import Change
from kiosk.domain.settlement.planogram import Facing
from kiosk.domain.settlement.settle import settle
from kiosk.domain.settlement.stock import after_changes
from tests.kiosk.domain.settlement.a_cabinet import COLA, a_planogram, changed, full

CABINET = a_planogram()


def test_the_next_shopper_pays_for_the_cola_that_the_last_one_misplaced() -> None:
    before = full(CABINET)
    moved = changed(before, {"A": -346.0, "B": 346.1})
    first = settle(CABINET, before, moved)
    assert isinstance(first, Nothing)
    now = after_changes(CABINET, first.explanation.changes)
    assert now.shelf("A").facings == (Facing(COLA, 5),)
    assert Facing(COLA, 1) in now.shelf("B").facings
    second = settle(now, moved, before | {"A": moved["A"]})
    assert isinstance(second, Charge)
    assert second.explanation.changes == (Change("B", "cola", 1),)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (Change("A", "cola", 7), ValueError, "The stock of cola is -1"),
        (Change("Z", "cola", 1), KeyError, "no shelf Z"),
        (Change("A", "whisky", 1), KeyError, "no whisky"),
    ],
)
def test_what_cannot_be_is_refused(change: Change, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        after_changes(CABINET, [change])
