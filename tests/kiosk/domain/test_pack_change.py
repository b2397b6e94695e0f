"""Who may be moved to a new pack: a sure face with a yes, or the member's PIN; never a match."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.pack_change import SeenAgain, may_move
from kiosk.domain.risk import Evidence, Liveness, Step
from tests.support.builders import MATCHING, a_template

SURE = Evidence("zhang", 0.9, 0.1, MATCHING, 1.0, Liveness.PASSED, "old")
UNSURE = replace(SURE, score=MATCHING.pay_accept - 0.01)
NO_LEAD = replace(SURE, runner_up=0.89)


@pytest.mark.parametrize("step", [Step.TAP, Step.DIGITS, Step.NUMBER, Step.PIN])
def test_a_sure_face_with_its_proof_is_moved(step: Step) -> None:
    assert may_move(SURE, step, is_look_alike=False)


@pytest.mark.parametrize("seen", [UNSURE, NO_LEAD], ids=["unsure", "no lead"])
def test_digits_that_a_family_knows_do_not_make_up_for_the_face(seen: Evidence) -> None:
    steps = [Step.TAP, Step.DIGITS, Step.NUMBER, Step.PIN]
    assert [may_move(seen, step, is_look_alike=False) for step in steps] == [False] * 3 + [True]


def test_a_look_alike_needs_the_pin() -> None:
    steps = [Step.DIGITS, Step.NUMBER, Step.PIN]
    assert [may_move(SURE, step, is_look_alike=True) for step in steps] == [False, False, True]


@pytest.mark.parametrize("liveness", [Liveness.FAILED, Liveness.NOT_CHECKED])
def test_who_did_not_move_their_head_is_not_moved(liveness: Liveness) -> None:
    assert not may_move(replace(SURE, liveness=liveness), Step.PIN, is_look_alike=False)


@pytest.mark.parametrize("step", [Step.OTHER_WAY, Step.FACE_OFF])
def test_a_face_that_may_not_pay_is_not_moved(step: Step) -> None:
    assert not may_move(SURE, step, is_look_alike=False)


def test_scores_that_are_no_numbers_move_nobody() -> None:
    odd = replace(SURE, score=float("nan"))
    assert not may_move(odd, Step.NUMBER, is_look_alike=False)


def test_templates_stay_out_of_reprs() -> None:
    assert "vector" not in repr(SeenAgain(SURE, (a_template(),)))
