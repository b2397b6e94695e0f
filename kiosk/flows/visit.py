"""The kiosk as a whole, one visit after another: what comes, whoever stands there.

Faults and news are taken first, and written down; clocks are asked whether anybody is there still;
everything else goes to the journey (journey.py), which knows what step follows which. An idle kiosk
forgets cart and face; it never forgets a payment in flight.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.catalogue import Catalogue
from kiosk.domain.payment import Paid, Unknown, Waiting
from kiosk.domain.problems import STOPS_FACES, STOPS_SALES, Fault, Problem
from kiosk.domain.receipt import Receipt
from kiosk.domain.ways import DownRail
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import housekeeping, idle, news
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows.agreement_events import (
    AgreementBegun,
    AgreementEnded,
    AgreementLooked,
)
from kiosk.flows.cabinet import CabinetSession
from kiosk.flows.cabinet_desk import REVIEWS
from kiosk.flows.effects import Effect
from kiosk.flows.events import FROM_A_PERSON, Event
from kiosk.flows.faults import Faults
from kiosk.flows.housekeeping import GUARD, SETTLED, SWEEP
from kiosk.flows.identify import Identify
from kiosk.flows.idle import IDLE, STILL_THERE
from kiosk.flows.journey import Journey
from kiosk.flows.my_data import MyDataFlow
from kiosk.flows.news import News
from kiosk.flows.purchase import Purchase
from kiosk.flows.sign_up import SignUp
from kiosk.flows.staff import Staff
from kiosk.flows.steps import VisitPolicy

FACES_OFF = "faces_off"
Trouble = on.Faulted | on.Mended | face_on.FacesOff | money_on.RailsChanged
"""Told by devices and workers as often as they look."""
FromBooks = cabinet_on.SessionsFound | cabinet_on.ReviewsLetGo | money_on.HoldRecorded
TIMERS = {IDLE, STILL_THERE, GUARD, SWEEP, SETTLED, FACES_OFF, REVIEWS}


class Visit:
    """Routes every event."""

    def __init__(
        self,
        catalogue: Catalogue,
        policy: VisitPolicy,
        new_id: Callable[[], str],
        *,
        has_staff_pin: bool,
        faults: tuple[Problem, ...] = (),
        recovered: Receipt | None = None,
    ) -> None:
        self._still_there_s = policy.still_there_s
        self._faults = Faults(faults)
        self._journey = Journey(
            catalogue,
            policy,
            new_id,
            self._faults,
            has_staff_pin=has_staff_pin,
            recovered=recovered,
        )
        self._stage, self._cabinets = self._journey.stage, self._journey.cabinets

    def start(self) -> list[Effect]:
        first = [*housekeeping.begin(), face_do.ReadFacesOff(), self._faults.badges]
        cabinets: list[Effect] = [cabinet_do.FindSessions()] if self._cabinets.is_on else []
        return [*first, *self._journey.reset(), *cabinets]

    def handle(self, event: Event) -> list[Effect]:
        """One event in, the effects it causes out."""
        woken = self._wake() if isinstance(event, FROM_A_PERSON) else []
        return [*woken, *self._route(event), *self._journey.after_step()]

    def _wake(self) -> list[Effect]:
        self._journey.recovered = None
        return self._stage.somebody_is_there()

    def _route(self, event: Event) -> list[Effect]:
        match event:
            case _ if isinstance(event, Trouble):
                return self._trouble(event)
            case _ if isinstance(event, News):
                return [news.record(event), *self._told(event)]
            case _ if isinstance(event, FromBooks):
                return self._from_books(event)
            case _ if isinstance(event, cabinet_on.FROM_CABINET):
                return self._from_cabinet(event)
            case on.TimedOut(timer) if timer in TIMERS:
                return self._timed_out(timer)
            case face_on.FacesCompared(compared):
                return [face_do.NoteLookAlikes(compared)]
            case member_on.UnusedForgotten() | on.CommandWaits():
                return housekeeping.clean_up(event, is_home=self._journey.is_home)
            case on.LanguageChosen(language):
                return [do.Speak(language)]
            case on.StaffPinAccepted():
                self._journey.has_staff_pin = True
                return self._stage.handle(event)
            case _:
                return self._journey.handle(event)

    # --- clocks -------------------------------------------------------------------------------

    def _timed_out(self, timer: str) -> list[Effect]:
        is_home = self._journey.is_home
        match timer:
            case _ if timer == FACES_OFF:
                return [face_do.ReadFacesOff()]
            case _ if timer == REVIEWS:
                return self._cabinets.let_reviews_go()
            case housekeeping.GUARD:
                return housekeeping.push_what_is_open(self._stage.in_hand)
            case housekeeping.SWEEP:
                doubts_clock = Fault.CLOCK in self._faults
                return housekeeping.sweep(is_home=is_home, doubts_clock=doubts_clock)
            case housekeeping.SETTLED:
                return housekeeping.let_go(is_home=is_home)
            case _:
                return self._nobody_touched(timer)

    def _nobody_touched(self, timer: str) -> list[Effect]:
        wound = self._stage.wind()
        if self._stage.at_counter:  # staff went away and left their screen open
            return [wound, *self._stage.back_to_counter(), *self._stage.show_counter()]
        if self._stage.is_in_flight or self._journey.is_setting_up:
            return [wound]
        if timer == IDLE and not self._journey.is_home and not self._stage.is_done:
            return idle.ask(self._still_there_s)
        return self._journey.reset()

    # --- what is broken -----------------------------------------------------------------------

    def _trouble(self, event: Trouble) -> list[Effect]:
        match event:
            case on.Faulted(problem):
                return self._faulted(problem)
            case on.Mended(fault):
                return self._mended(fault)
            case face_on.FacesOff(for_s):
                return self._faces_off(for_s)
            case money_on.RailsChanged(down):
                return self._rails_changed(down)

    def _faulted(self, problem: Problem) -> list[Effect]:
        if not self._faults.add(problem):
            return []
        contact = [do.NoteContact(is_there=False)] if problem.fault is Fault.CLOUD else []
        return [self._faults.badges, *self._faults_changed(problem.fault), *contact]

    def _mended(self, fault: Fault) -> list[Effect]:
        contact = [do.NoteContact(is_there=True)] if fault is Fault.CLOUD else []
        if not self._faults.remove(fault):
            return [*contact]
        waited = [member_do.ForgetSettled()] if fault is Fault.DISK_FULL else []
        return [*contact, self._faults.badges, *self._faults_changed(fault), *waited]

    def _faces_off(self, for_s: int) -> list[Effect]:
        """After too many wrong proofs; a restart does not end it, only time does."""
        if not for_s:
            return self._mended(Fault.FACES_OFF)
        why = "Too many faces that did not prove whose they are."
        return [do.StartTimer(FACES_OFF, for_s), *self._faulted(Problem(Fault.FACES_OFF, why))]

    def _rails_changed(self, down: tuple[DownRail, ...]) -> list[Effect]:
        checkout, stage = self._journey.checkout, self._stage
        if not checkout.rails_changed(down):
            return []
        if stage.purchase:
            stage.purchase.ways = checkout.ways
        if isinstance(stage.step, Identify):
            return stage.step.ways_changed(checkout.ways)
        waits = isinstance(stage.step, Purchase)
        return stage.handle(money_on.RailsChanged(down)) if waits else []

    def _faults_changed(self, fault: Fault) -> list[Effect]:
        step, steps = self._stage.step, self._journey.steps
        if fault in STOPS_SALES and not self._stage.is_confirmed and not isinstance(step, Staff):
            return self._journey.reset()
        if fault in STOPS_FACES and isinstance(step, Identify | SignUp | MyDataFlow):
            may_join = isinstance(step, SignUp)
            return step.faces_changed(
                steps.why_no_new_face if may_join else self._faults.why_no_face
            )
        if fault is Fault.CLOUD and isinstance(step, Identify):
            return step.contact_changed(steps.offline_limits)
        return [self._journey.home()] if self._journey.is_home else []

    # --- news that may come when nobody waits for it ------------------------------------------

    def _told(self, event: News) -> list[Effect]:
        match event:
            case money_on.PaymentAnswered():
                return self._payment_answered(event)
            case on.DoorOpened() | on.DoorFailed() | on.DoorUnknown():
                return self._stage.handle(event)
            case AgreementLooked() | AgreementBegun() | AgreementEnded():
                waits = isinstance(self._stage.step, Purchase | MyDataFlow)
                return self._stage.handle(event) if waits else []
            case _:
                return []

    def _payment_answered(self, event: money_on.PaymentAnswered) -> list[Effect]:
        """A late "paid" still becomes an order with a number; no door opens."""
        mine = self._stage.purchase
        if mine and mine.owns(event.payment_id) and mine.is_in_flight:
            at_counter = self._stage.at_counter is not None
            return self._at_counter_answered(event) if at_counter else self._stage.handle(event)
        is_paid = isinstance(event.outcome, Paid)
        return [money_do.CompleteOrder(event.payment_id, None)] if is_paid else []

    def _at_counter_answered(self, event: money_on.PaymentAnswered) -> list[Effect]:
        """Staff took the money, or it is off: either way the shopper's screen tells it at once."""
        waits_still = isinstance(event.outcome, Waiting | Unknown)
        return [] if waits_still else [*self._stage.back_to_counter(), *self._stage.handle(event)]

    # --- cabinets -----------------------------------------------------------------------------

    def _from_books(self, event: FromBooks) -> list[Effect]:
        if isinstance(event, cabinet_on.ReviewsLetGo):
            return self._cabinets.reviews_let_go(event)
        if isinstance(event, money_on.HoldRecorded):
            over = self._cabinets.hold_recorded(event.hold_id, event.state)
            return [*self._stage.handle(event), *over]
        effects = self._cabinets.found(event)
        return [*effects, *(self._journey.fresh() if self._stage.step is None else [])]

    def _from_cabinet(self, event: cabinet_on.FromCabinet) -> list[Effect]:
        moved = self._cabinets.told(event)
        alarm = self._cabinets.alarm(event, moved)
        if isinstance(self._stage.step, CabinetSession | Staff):
            return [*alarm, *self._stage.step.told(moved), *self._stage.handle(event)]
        return [*alarm, *([self._journey.home()] if self._journey.is_home else [])]
