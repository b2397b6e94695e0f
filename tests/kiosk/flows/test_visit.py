"""How a kiosk starts: with the first screen, with an order from before, or without a staff PIN."""

from __future__ import annotations

import pytest

from kiosk.domain.language import Language
from kiosk.domain.problems import Fault
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.flows.events import Event
from kiosk.flows.housekeeping import GUARD, GUARD_FIRST_S, SETTLED, SETTLED_S, SWEEP, SWEEP_FIRST_S
from kiosk.flows.idle import IDLE, STILL_THERE
from kiosk.flows.screens import PinStep
from tests.kiosk.flows.a_kiosk import WIND_IDLE, WOKEN, a_visit, browse, reset
from tests.kiosk.flows.play import last, play
from tests.support.builders import GOOD_PIN, a_problem, a_receipt


def test_a_kiosk_starts_with_the_attract_screen() -> None:
    timers = ((GUARD, GUARD_FIRST_S), (SWEEP, SWEEP_FIRST_S), (SETTLED, SETTLED_S))
    started = [do.StartTimer(timer, seconds) for timer, seconds in timers]
    first = [*started, face_do.ReadFacesOff(), do.ShowFaults(())]
    assert a_visit().start() == [*first, *reset()]


def test_the_receipt_of_a_recovered_order_is_shown_until_somebody_touches() -> None:
    visit = a_visit(recovered=a_receipt())
    recovered = do.Show(show.Attract(faces_work=True, recovered=a_receipt()))
    assert visit.start()[-1] == recovered
    offline = on.Faulted(a_problem(Fault.CLOUD))
    note = do.NoteContact(is_there=False)
    assert last(visit, offline) == [do.ShowFaults((Fault.CLOUD,)), recovered, note]
    assert play(visit, on.Touched(), on.TimedOut(IDLE)) == [WOKEN, reset()]


# --- a new kiosk ------------------------------------------------------------------------------


CHOOSE_PIN = do.Show(show.EnterPin(PinStep.CHOOSE, for_staff=True))


def test_a_new_kiosk_asks_for_a_staff_pin_before_anything_is_sold() -> None:
    visit = a_visit(has_staff_pin=False)
    assert visit.start()[-5:] == [do.Speak(Language.ZH), *WOKEN, CHOOSE_PIN]
    assert play(visit, on.ShopPressed(), on.CancelPressed(), member_on.JoinPressed()) == [WOKEN] * 3


@pytest.mark.parametrize("timer", [IDLE, STILL_THERE])
def test_the_set_up_of_a_new_kiosk_is_never_given_up(timer: str) -> None:
    visit = a_visit(on.DigitsEntered(GOOD_PIN), has_staff_pin=False)
    assert last(visit, on.TimedOut(timer)) == [WIND_IDLE]
    assert last(visit, on.DigitsEntered(GOOD_PIN)) == [*WOKEN, do.SetStaffPin(GOOD_PIN)]


def test_a_new_kiosk_sells_once_it_has_a_pin() -> None:
    chosen: list[Event] = [
        on.DigitsEntered(GOOD_PIN),
        on.DigitsEntered(GOOD_PIN),
        on.StaffPinAccepted(),
    ]
    visit = a_visit(*chosen, on.CancelPressed(), has_staff_pin=False)
    assert last(visit, on.ShopPressed()) == [*WOKEN, browse()]
    entered = do.Show(show.EnterPin(PinStep.ENTER, for_staff=True))
    assert last(visit, on.CancelPressed(), on.StaffDoorKnocked())[-1] == entered


def test_a_new_kiosk_that_was_broken_asks_for_a_pin_once_it_is_mended() -> None:
    broken = a_problem(Fault.CATALOGUE, "no such file")
    visit = a_visit(has_staff_pin=False, faults=(broken,))
    assert visit.start()[-1] == do.Show(show.OutOfOrder(broken))
    assert last(visit, on.Mended(Fault.CATALOGUE))[-1] == CHOOSE_PIN
