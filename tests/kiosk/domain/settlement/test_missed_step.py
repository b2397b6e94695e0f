"""A time line is complete, or lacks one step that can be inferred, or is no witness."""

from __future__ import annotations

from kiosk.domain.settlement.missed_step import complete_lines
from kiosk.domain.settlement.policy import USUAL
from kiosk.domain.settlement.readings import Step
from tests.kiosk.domain.settlement.a_cabinet import a_planogram, steps

CABINET = a_planogram()
LINE = steps(("A", -345.0), ("B", -562.0))


def lines(lost: dict[str, int]) -> list[list[Step]]:
    return complete_lines(CABINET, {"A": 0, "B": 0, "C": 0, **lost}, LINE, USUAL)


def test_a_line_that_accounts_for_all_stays_as_it_is() -> None:
    assert lines({"A": 345_600, "B": 561_500, "C": -700}) == [LINE]


def test_one_missing_step_is_tried_at_every_place() -> None:
    first, last = Step(5_000, "C", -15_000, is_inferred=True), LINE[-1].at_ms
    inferred = Step(last, "C", -15_000, is_inferred=True)
    assert lines({"A": 345_000, "B": 562_000, "C": 15_000}) == [
        [first, *LINE],
        [LINE[0], inferred, LINE[1]],
        [*LINE, inferred],
    ]


def test_with_two_missing_it_is_no_witness() -> None:
    assert lines({"A": 690_000, "B": 562_000, "C": 15_000}) == []


def test_a_session_without_any_step_and_without_change_is_complete() -> None:
    assert complete_lines(CABINET, {"A": 100, "B": -90, "C": 0}, [], USUAL) == [[]]


def test_steps_of_a_shelf_that_cannot_be_read_now_are_kept() -> None:
    assert complete_lines(CABINET, {"A": 345_000, "C": 0}, LINE, USUAL) == [LINE]
