"""What the cabinet chaos holds against a kiosk: each kind of wrong, from a small true story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from scripts.chaoses.cabinet import verdict
from scripts.chaoses.cabinet.truth import Fact, What
from scripts.chaoses.cabinet.verdict import Books, Ordered, SessionRow, Wrong

TAKEN = (
    Fact(What.PULSED, 100.1, 1),
    Fact(What.TOOK, 102.0, 1, "latte", 2),
    Fact(What.PUT_BACK, 103.0, 1, "latte", 1),
    Fact(What.CLOSED, 104.0, 1),
)
CHARGED = SessionRow(
    "s1", "charged", {"latte": 1}, saw_door_open=True, has_weights=True, by_person=False,
    paid=2200, taken=2200, times=1,
)  # fmt: skip
BOOKS = Books("stand0", (CHARGED,), (Ordered("s1", 1, 100.0),))


def wrong(books: Books, truth: Sequence[Fact] = TAKEN) -> set[str]:
    return {name for name, n in verdict.counts(verdict.complaints(books, truth)).items() if n}


def with_session(**changes: object) -> Books:
    return replace(BOOKS, sessions=(replace(CHARGED, **changes),))  # type: ignore[arg-type]


def test_a_session_that_is_charged_what_was_taken_is_right() -> None:
    assert wrong(BOOKS) == set()


@pytest.mark.parametrize(
    ("books", "found"),
    [
        (replace(BOOKS, ordered=()), {Wrong.UNLOCKS_WITHOUT_SESSION, Wrong.OVERCHARGED}),
        (
            replace(BOOKS, ordered=(Ordered("s1", 1, 90.0),)),
            {Wrong.UNLOCKS_WITHOUT_SESSION, Wrong.OVERCHARGED},
        ),
        (replace(BOOKS, ordered=(Ordered("s1", 2, 100.0),)), {Wrong.WRONG_DOORS}),
        (with_session(saw_door_open=False), {Wrong.CHARGES_WITHOUT_EVIDENCE}),
        (with_session(has_weights=False), {Wrong.CHARGES_WITHOUT_EVIDENCE}),
        (with_session(charged={"latte": 2}), {Wrong.OVERCHARGED}),
        (with_session(charged={"toast": 1}), {Wrong.OVERCHARGED, Wrong.UNDERCHARGED}),
        (with_session(state="cancelled", charged={}, paid=0, taken=0), {Wrong.NEVER_CHARGED}),
        (with_session(times=2), {Wrong.CHARGED_TWICE}),
        (with_session(taken=4400), {Wrong.BOOKS_BROKEN}),
        (replace(BOOKS, other_takings=100), {Wrong.CHARGED_TWICE}),
        (with_session(state="review", charged={}, paid=0, taken=0, times=0), set()),
        (with_session(has_weights=False, by_person=True), set()),
    ],
)  # fmt: skip
def test_what_is_wrong_has_a_name(books: Books, found: set[str]) -> None:
    assert wrong(books) == found


def test_an_order_is_good_for_one_pulse() -> None:
    again = (*TAKEN, Fact(What.PULSED, 105.0, 1), Fact(What.CLOSED, 106.0, 1))
    assert wrong(BOOKS, again) == {Wrong.UNLOCKS_WITHOUT_SESSION}


def test_what_left_through_a_forced_door_is_nobodys() -> None:
    theft = (Fact(What.FORCED, 200.0, 1), Fact(What.TOOK, 201.0, 1, "latte", 3))
    assert wrong(BOOKS, (*TAKEN, *theft)) == set()
    assert verdict.thefts(BOOKS, theft) == (1, 0)
    assert verdict.thefts(replace(BOOKS, losses=(1,)), theft) == (1, 1)


def test_a_review_or_a_persons_decision_did_not_end_by_itself() -> None:
    sessions = [CHARGED, replace(CHARGED, state="review"), replace(CHARGED, by_person=True)]
    assert verdict.self_ended(sessions) == 1
