"""How much proof a face needs: every row of the policy, and that the strongest wins."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.money import Money, yuan
from kiosk.domain.risk import (
    Decision,
    Deed,
    Evidence,
    History,
    Liveness,
    Reason,
    RiskPolicy,
    Step,
    decide,
    proves,
)
from models.results import MatchPolicy

POLICY = RiskPolicy()
REGULAR = History(visits=5, has_pin=True, spent=yuan("20"), payments=1)
COFFEE = yuan("26")


def thresholds(members: int = 100) -> MatchPolicy:
    return MatchPolicy(0.50, 0.55, 0.05, 2, members)


SURE = Evidence("zhang", 0.70, 0.20, thresholds(), at_s=0.0)


def asked(
    seen: Evidence = SURE,
    known: History = REGULAR,
    amount: Money = COFFEE,
    policy: RiskPolicy = POLICY,
    deed: Deed = Deed.PAY,
) -> Decision:
    return decide(policy, seen, known, amount, deed)


def test_a_regular_with_a_small_amount_only_taps() -> None:
    assert asked() == Decision(Step.TAP, (Reason.REGULAR,))


@pytest.mark.parametrize(
    ("decision", "step", "reason"),
    [
        (asked(amount=yuan("50")), Step.TAP, Reason.REGULAR),
        (asked(amount=yuan("50.01")), Step.DIGITS, Reason.AMOUNT),
        (asked(amount=yuan("200")), Step.DIGITS, Reason.AMOUNT),
        (asked(amount=yuan("200.01")), Step.NUMBER, Reason.AMOUNT),
        (asked(replace(SURE, thresholds=thresholds(200))), Step.TAP, Reason.REGULAR),
        (asked(replace(SURE, thresholds=thresholds(201))), Step.DIGITS, Reason.MANY_MEMBERS),
        (asked(replace(SURE, thresholds=thresholds(5000))), Step.DIGITS, Reason.MANY_MEMBERS),
        (asked(replace(SURE, thresholds=thresholds(5001))), Step.NUMBER, Reason.MANY_MEMBERS),
        (asked(replace(SURE, score=0.55)), Step.TAP, Reason.REGULAR),
        (asked(replace(SURE, score=0.549)), Step.DIGITS, Reason.NOT_SURE),
        (asked(replace(SURE, score=0.50)), Step.DIGITS, Reason.NOT_SURE),
        (asked(replace(SURE, score=0.499)), Step.OTHER_WAY, Reason.UNKNOWN),
        (asked(replace(SURE, runner_up=0.66)), Step.NUMBER, Reason.TWO_ALIKE),
        (asked(known=replace(REGULAR, visits=4)), Step.DIGITS, Reason.FEW_VISITS),
        (asked(known=replace(REGULAR, visits=0)), Step.NUMBER, Reason.FIRST_TIME),
        (asked(known=replace(REGULAR, is_look_alike=True)), Step.DIGITS, Reason.LOOK_ALIKE),
        (asked(known=replace(REGULAR, spent=yuan("974"))), Step.TAP, Reason.REGULAR),
        (asked(known=replace(REGULAR, spent=yuan("975"))), Step.OTHER_WAY, Reason.DAY_AMOUNT),
        (asked(known=replace(REGULAR, payments=9)), Step.TAP, Reason.REGULAR),
        (asked(known=replace(REGULAR, payments=10)), Step.OTHER_WAY, Reason.DAY_PAYMENTS),
        (asked(known=replace(REGULAR, person_fails=2)), Step.TAP, Reason.REGULAR),
        (asked(known=replace(REGULAR, person_fails=3)), Step.FACE_OFF, Reason.FAILURES),
        (asked(known=replace(REGULAR, device_fails=3)), Step.FACE_OFF, Reason.FAILURES),
        (asked(replace(SURE, liveness=Liveness.FAILED)), Step.OTHER_WAY, Reason.NOT_ALIVE),
        (asked(replace(SURE, liveness=Liveness.PASSED)), Step.TAP, Reason.REGULAR),
        (asked(replace(SURE, score=nan)), Step.OTHER_WAY, Reason.UNKNOWN),
        (asked(replace(SURE, runner_up=nan)), Step.NUMBER, Reason.TWO_ALIKE),
    ],
)
def test_each_row_of_the_policy_at_its_limit(
    decision: Decision, step: Step, reason: Reason
) -> None:
    assert (decision.step, decision.reasons[0]) == (step, reason)


def test_all_reasons_for_the_step_are_told_and_no_others() -> None:
    new_and_dear = asked(known=replace(REGULAR, visits=0, is_look_alike=True), amount=yuan("300"))
    assert new_and_dear == Decision(Step.NUMBER, (Reason.AMOUNT, Reason.FIRST_TIME))


def held(amount: str, known: History = REGULAR) -> Decision:
    return asked(known=known, amount=yuan(amount), deed=Deed.HOLD)


@pytest.mark.parametrize(
    ("decision", "step", "reason"),
    [
        (held("80"), Step.TAP, Reason.REGULAR),
        (held("100"), Step.TAP, Reason.REGULAR),
        (held("100.01"), Step.DIGITS, Reason.AMOUNT),
        (held("300"), Step.DIGITS, Reason.AMOUNT),
        (held("300.01"), Step.NUMBER, Reason.AMOUNT),
        (held("80", replace(REGULAR, visits=0)), Step.NUMBER, Reason.FIRST_TIME),
        (held("80", replace(REGULAR, spent=yuan("921"))), Step.OTHER_WAY, Reason.DAY_AMOUNT),
    ],
)
def test_money_set_aside_has_limits_of_its_own(
    decision: Decision, step: Step, reason: Reason
) -> None:
    assert (decision.step, decision.reasons[0]) == (step, reason)


def looking(seen: Evidence = SURE, known: History = REGULAR) -> Decision:
    return asked(seen, known, Money(0), deed=Deed.LOOK)


@pytest.mark.parametrize(
    ("decision", "step", "reason"),
    [
        (looking(known=History()), Step.TAP, Reason.REGULAR),
        (looking(known=replace(REGULAR, spent=yuan("5000"))), Step.TAP, Reason.REGULAR),
        (looking(replace(SURE, score=0.549)), Step.NUMBER, Reason.NOT_SURE),
        (looking(replace(SURE, score=nan)), Step.OTHER_WAY, Reason.UNKNOWN),
        (looking(replace(SURE, runner_up=0.66)), Step.NUMBER, Reason.TWO_ALIKE),
        (looking(known=replace(REGULAR, is_look_alike=True)), Step.NUMBER, Reason.LOOK_ALIKE),
        (looking(replace(SURE, thresholds=thresholds(201))), Step.NUMBER, Reason.MANY_MEMBERS),
        (looking(replace(SURE, liveness=Liveness.FAILED)), Step.OTHER_WAY, Reason.NOT_ALIVE),
        (looking(known=replace(REGULAR, device_fails=3)), Step.FACE_OFF, Reason.FAILURES),
    ],
)
def test_a_face_sees_what_is_kept_as_it_would_pay_and_in_doubt_types_the_whole_number(
    decision: Decision, step: Step, reason: Reason
) -> None:
    assert (decision.step, decision.reasons[0]) == (step, reason)


def test_nothing_is_changed_by_a_face_alone_however_sure_it_is() -> None:
    no_pin = replace(REGULAR, has_pin=False)
    certain = replace(SURE, score=1.0, runner_up=-1.0)
    pin = asked(certain, amount=Money(0), deed=Deed.CHANGE)
    number = asked(certain, no_pin, Money(0), deed=Deed.CHANGE)
    assert pin == Decision(Step.PIN, (Reason.CHANGE,))
    assert number == Decision(Step.NUMBER, (Reason.CHANGE,))
    off = asked(SURE, replace(REGULAR, device_fails=3), Money(0), deed=Deed.CHANGE)
    assert off.step is Step.FACE_OFF


def test_a_shop_that_prefers_pins_asks_for_them_where_there_are_any() -> None:
    policy = replace(POLICY, prefers_pin=True)
    first, no_pin = replace(REGULAR, visits=0), replace(REGULAR, visits=0, has_pin=False)
    assert asked(known=first, policy=policy).step is Step.PIN
    assert asked(known=no_pin, policy=policy).step is Step.NUMBER


@pytest.mark.parametrize(
    ("step", "digits", "is_right"),
    [
        (Step.DIGITS, "5678", True),
        (Step.DIGITS, "5679", False),
        (Step.DIGITS, "", False),
        (Step.DIGITS, "8", False),
        (Step.DIGITS, "13812345678", False),
        (Step.NUMBER, "13812345678", True),
        (Step.NUMBER, "5678", False),
        (Step.TAP, "", False),
        (Step.OTHER_WAY, "13812345678", False),
    ],
)
def test_only_the_whole_of_what_was_asked_proves(
    step: Step, digits: str, *, is_right: bool
) -> None:
    assert proves(step, "13812345678", digits) is is_right


ANY_SCORE = st.floats(min_value=-1, max_value=1)
ANY_HISTORY = st.builds(
    History,
    visits=st.integers(0, 9),
    has_pin=st.booleans(),
    is_look_alike=st.booleans(),
    spent=st.integers(0, 200_000).map(Money),
    payments=st.integers(0, 12),
    person_fails=st.integers(0, 4),
    device_fails=st.integers(0, 4),
)


@given(ANY_SCORE, ANY_SCORE, ANY_HISTORY, st.integers(1, 100_000), st.integers(1, 20_000))
def test_more_money_or_more_members_never_ask_for_less(
    score: float, runner_up: float, known: History, minor: int, members: int
) -> None:
    seen = replace(SURE, score=score, runner_up=runner_up, thresholds=thresholds(members))
    dearer = [decide(POLICY, seen, known, Money(minor * more)).step for more in (1, 2, 10)]
    assert all(one <= other for one, other in pairwise(dearer))
    more = replace(seen, thresholds=thresholds(members * 2))
    amount = Money(minor)
    assert decide(POLICY, seen, known, amount).step <= decide(POLICY, more, known, amount).step


@given(ANY_SCORE, ANY_SCORE, ANY_HISTORY, st.integers(1, 100_000))
def test_nothing_but_a_sure_face_of_a_regular_with_a_small_amount_only_taps(
    score: float, runner_up: float, known: History, minor: int
) -> None:
    seen = replace(SURE, score=score, runner_up=runner_up)
    if decide(POLICY, seen, known, Money(minor)).step is Step.TAP:
        assert score >= 0.55
        assert score - runner_up >= 0.05
        assert (known.visits >= 5, minor <= 5000, known.is_look_alike) == (True, True, False)
