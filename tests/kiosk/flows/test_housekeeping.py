"""What a kiosk does for itself: open money is pushed, and unseen members are forgotten."""

from __future__ import annotations

import pytest

from kiosk.domain.problems import Fault, Problem
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import money_effects as money_do
from kiosk.flows.events import Event
from kiosk.flows.housekeeping import (
    GUARD,
    GUARD_S,
    SETTLED,
    SETTLED_S,
    SWEEP,
    SWEEP_FIRST_S,
    SWEEP_S,
)
from tests.kiosk.flows.a_kiosk import (
    TO_CART,
    TO_COMPLETING,
    TO_CONFIRM,
    TO_DONE,
    TO_PAYING,
    TO_PLACING,
    a_visit,
)
from tests.kiosk.flows.play import last
from tests.support.builders import a_problem


@pytest.mark.parametrize("before", [[], TO_CART, TO_CONFIRM, TO_DONE])
def test_the_guard_finishes_what_was_left_open(before: list[Event]) -> None:
    assert last(a_visit(*before), on.TimedOut(GUARD)) == [
        money_do.ResolvePayments(),
        do.StartTimer(GUARD, GUARD_S),
    ]


@pytest.mark.parametrize("before", [TO_PLACING, TO_PAYING, TO_COMPLETING])
def test_the_guard_leaves_the_payment_alone_that_is_in_the_shoppers_hands(
    before: list[Event],
) -> None:
    assert last(a_visit(*before), on.TimedOut(GUARD)) == [
        money_do.ResolvePayments(in_hand=("id-2",)),
        do.StartTimer(GUARD, GUARD_S),
    ]


# --- members whom nobody has seen for long ----------------------------------------------------


def test_members_who_stay_away_are_looked_for_while_nobody_is_here() -> None:
    visit = a_visit()
    visit.start()
    assert visit.handle(on.TimedOut(SWEEP)) == [
        do.StartTimer(SWEEP, SWEEP_S),
        member_do.ForgetUnused(),
        face_do.TidyPacks(),
    ]
    assert visit.handle(member_on.UnusedForgotten(20, more=True)) == [do.StartTimer(SWEEP, 1.0)]
    assert visit.handle(member_on.UnusedForgotten(3)) == [member_do.WipeDeleted()]
    assert visit.handle(on.CommandWaits()) == [do.ObeyFleet()]
    visit.handle(on.ShopPressed())
    assert visit.handle(member_on.UnusedForgotten(3)) == []  # somebody has come meanwhile
    assert visit.handle(on.CommandWaits()) == []
    assert visit.handle(on.TimedOut(SWEEP)) == [do.StartTimer(SWEEP, SWEEP_FIRST_S)]


def test_whose_money_is_settled_goes_while_nobody_is_here() -> None:
    visit = a_visit(faults=(a_problem(Fault.CLOCK),))
    visit.start()
    again = do.StartTimer(SETTLED, SETTLED_S)
    assert visit.handle(on.TimedOut(SETTLED)) == [again, do.ObeyFleet(), member_do.ForgetSettled()]
    visit.handle(on.StaffDoorKnocked())
    assert visit.handle(on.TimedOut(SETTLED)) == [again]


def test_by_a_clock_that_may_be_wrong_nobody_is_forgotten() -> None:
    visit = a_visit()
    visit.handle(on.Faulted(Problem(Fault.CLOCK)))
    assert visit.handle(on.TimedOut(SWEEP)) == [do.StartTimer(SWEEP, SWEEP_S)]
