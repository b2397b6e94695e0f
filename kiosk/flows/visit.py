"""The kiosk as a whole: one visit after another.

    attract ─▶ shopping ─▶ identify ─▶ purchase ─▶ attract
       │          │           ╰─ an app, or the counter ─▶ purchase
       │          ╰──────────┴─▶ sign-up ─▶ back to where it was asked for
       ╰─ hidden gesture ─▶ staff ─▶ attract; or back to the order that waits at the counter

Owns what outlives a step: cart, language, faults, the idle clock, and news that no step waits for.
An idle kiosk forgets cart and face; it never forgets a payment in flight.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.door import DoorState
from kiosk.domain.identity import Proof
from kiosk.domain.payment import Paid, Unknown, Waiting
from kiosk.domain.problems import STOPS_FACES, STOPS_SALES, Fault, Problem
from kiosk.domain.receipt import Receipt
from kiosk.domain.ways import ChosenWay, DownRail
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.flows.agreement_effects import LookAtAgreements, RecordAgreement
from kiosk.flows.agreement_events import (
    AgreementBegun,
    AgreementEnded,
    AgreementLooked,
    AgreementNews,
)
from kiosk.flows.cabinet import CabinetSession, Left, PaysDebt
from kiosk.flows.cabinet_desk import REVIEWS, CabinetDesk
from kiosk.flows.checkout import Checkout, Identified, Payer, ScannedCode
from kiosk.flows.effects import Effect
from kiosk.flows.events import FROM_A_PERSON, Event
from kiosk.flows.faults import Faults
from kiosk.flows.identify import Identify, Leaving
from kiosk.flows.my_data import MyDataFlow
from kiosk.flows.purchase import Ending, Purchase
from kiosk.flows.screens import StaffPage
from kiosk.flows.shopping import Shopping
from kiosk.flows.sign_up import SignUp
from kiosk.flows.staff import Staff
from kiosk.flows.steps import Step, Steps, VisitPolicy, is_confirmed, is_done, is_in_flight

IDLE, STILL_THERE, GUARD, FACES_OFF = "idle", "still_there", "guard", "faces_off"
SWEEP, SWEEP_FIRST_S, SWEEP_S = "sweep", 600.0, 6 * 3600.0
"""Members whom nobody has seen for long are looked for some times a day."""
SETTLED, SETTLED_S = "settled", 60.0
"""Those who wished to be forgotten go soon after the last of their money is settled."""
GUARD_FIRST_S, GUARD_S = 5.0, 2.0
"""How often to look for what is open; how often each is pushed: domain/back_off.py."""


News = (
    on.Faulted | on.Mended | money_on.RailsChanged | money_on.PaymentAnswered
    | money_on.RefundAnswered
    | money_on.HoldAnswered | on.DoorOpened | on.DoorFailed | on.DoorUnknown | face_on.FacesOff
    | AgreementNews
)  # fmt: skip
"""Told by devices and workers, whoever stands there."""


class Visit:
    """Routes every event to the step that is on; ends steps and begins the next."""

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
        self._policy = policy
        self._has_staff_pin = has_staff_pin
        self._faults = Faults(faults)
        self._recovered = recovered
        self._shopping = Shopping(catalogue)
        self._checkout = Checkout(catalogue, policy.offer, policy.purchase, new_id)
        self._cabinets = CabinetDesk(policy.cabinets, catalogue, policy.cabinet, new_id)
        self._steps = Steps(policy, self._checkout, self._cabinets, self._faults, new_id)
        self._owed: Cart | None = None
        self._step: Step | None = None
        self._at_counter: Purchase | None = None
        """An order that waits for money while staff have the screen."""

    def start(self) -> list[Effect]:
        first: list[Effect] = [
            do.StartTimer(GUARD, GUARD_FIRST_S),
            do.StartTimer(SWEEP, SWEEP_FIRST_S),
            do.StartTimer(SETTLED, SETTLED_S),
            face_do.ReadFacesOff(),
            self._faults.badges,
        ]
        cabinets: list[Effect] = [cabinet_do.FindSessions()] if self._cabinets.is_on else []
        return [*first, *self._reset(), *cabinets]

    def handle(self, event: Event) -> list[Effect]:
        """One event in, the effects it causes out."""
        woken = self._wake() if isinstance(event, FROM_A_PERSON) else []
        return [*woken, *self._route(event), *self._after_step()]

    def _route(self, event: Event) -> list[Effect]:
        match event:
            case (
                on.Faulted() | on.Mended() | money_on.RailsChanged() | money_on.PaymentAnswered()
                | money_on.RefundAnswered() | money_on.HoldAnswered()
                | on.DoorOpened() | on.DoorFailed() | on.DoorUnknown() | face_on.FacesOff()
                | AgreementLooked() | AgreementBegun() | AgreementEnded()
            ):  # fmt: skip
                return self._told(event)
            case cabinet_on.SessionsFound() | cabinet_on.ReviewsLetGo() | money_on.HoldRecorded():
                return self._from_books(event)
            case _ if isinstance(event, cabinet_on.FROM_CABINET):
                return self._from_cabinet(event)
            case on.StaffPinAccepted():
                self._has_staff_pin = True
                return self._to_step(event)
            case on.LanguageChosen(language):
                return [do.Speak(language)]
            case on.TimedOut(timer) if timer == FACES_OFF:
                return [face_do.ReadFacesOff()]
            case on.TimedOut(timer) if timer in {SWEEP, SETTLED}:
                return self._let_go() if timer == SETTLED else self._sweep()
            case member_on.UnusedForgotten() | on.CommandWaits():
                return self._clean_up(event)
            case on.TimedOut(timer) if timer in {IDLE, STILL_THERE, GUARD, REVIEWS}:
                return self._timed_out(timer)
            case on.StaffDoorKnocked() if self._waits_at_counter:
                return self._let_staff_take_money()
            case _ if self._step is not None:
                return self._to_step(event)
            case _:
                return self._without_step(event)

    # --- the idle clock -----------------------------------------------------------------------

    @property
    def _purchase(self) -> Purchase | None:
        return self._step if isinstance(self._step, Purchase) else self._at_counter

    @property
    def _is_in_flight(self) -> bool:
        return is_in_flight(self._step) or is_in_flight(self._at_counter)

    @property
    def _in_hand(self) -> tuple[str, ...]:
        """The shopper's own payment: the guard would close it under their hands."""
        mine = self._step if isinstance(self._step, CabinetSession) else self._purchase
        payment_id = mine.in_hand if mine else None
        return (payment_id,) if payment_id else ()

    @property
    def _is_done(self) -> bool:
        return is_done(self._step) or is_done(self._at_counter)

    @property
    def _is_home(self) -> bool:
        return self._step is None and not self._shopping.is_on

    def _wake(self) -> list[Effect]:
        self._recovered = None
        return self._somebody_is_there()

    def _somebody_is_there(self) -> list[Effect]:
        return [do.AskStillThere(None), do.StopTimer(STILL_THERE), self._wind_idle()]

    def _wind_idle(self) -> Effect:
        return do.StartTimer(IDLE, self._policy.result_s if self._is_done else self._policy.idle_s)

    def _timed_out(self, timer: str) -> list[Effect]:
        if timer == GUARD:
            return [money_do.ResolvePayments(self._in_hand), do.StartTimer(GUARD, GUARD_S)]
        if timer == REVIEWS:
            return self._cabinets.let_reviews_go()
        if self._at_counter:  # staff went away and left their screen open
            return [self._wind_idle(), *self._back_to_counter(), *self._show_counter()]
        if self._is_in_flight or self._is_setting_up:
            return [self._wind_idle()]
        if timer == IDLE and not self._is_home and not self._is_done:
            seconds = self._policy.still_there_s
            return [do.AskStillThere(round(seconds)), do.StartTimer(STILL_THERE, seconds)]
        return self._reset()

    def _sweep(self) -> list[Effect]:
        """Not under the hands of whoever stands there, nor by a clock that may be wrong."""
        again = do.StartTimer(SWEEP, SWEEP_S)
        if not self._is_home:
            return [do.StartTimer(SWEEP, SWEEP_FIRST_S)]
        if Fault.CLOCK in self._faults:
            return [again]
        return [again, member_do.ForgetUnused(), face_do.TidyPacks()]

    def _clean_up(self, event: member_on.UnusedForgotten | on.CommandWaits) -> list[Effect]:
        """Under nobody's hands: what the back office wants waits until they have left."""
        if isinstance(event, on.CommandWaits):
            return [do.ObeyFleet()] if self._is_home else []
        if event.more:
            return [do.StartTimer(SWEEP, 1.0)]
        return [member_do.WipeDeleted()] if self._is_home else []

    def _let_go(self) -> list[Effect]:
        """As above; by no clock: they wished it."""
        again = do.StartTimer(SETTLED, SETTLED_S)
        return [again, do.ObeyFleet(), member_do.ForgetSettled()] if self._is_home else [again]

    @property
    def _is_setting_up(self) -> bool:
        has_database = Fault.DATABASE not in self._faults
        return isinstance(self._step, Staff) and has_database and not self._has_staff_pin

    def _reset(self) -> list[Effect]:
        """Everything about the last person is forgotten; the next one finds a fresh kiosk."""
        ended = self._step.handle(on.CancelPressed()) if self._step else []
        self._step = None
        self._shopping.leave()
        self._owed = None
        return [
            *ended,
            do.StopWatching(),
            do.AskStillThere(None),
            do.StopTimer(STILL_THERE),
            do.StopTimer(IDLE),
            do.Speak(self._policy.language),
            *self._fresh(),
        ]

    def _fresh(self) -> list[Effect]:
        """The first screen. A new kiosk asks for a staff PIN before anything is sold."""
        resumed = self._cabinets.next_resumed()
        if resumed is not None:  # a door may stand open since before a power cut
            return self._begin(resumed)
        if self._has_staff_pin or self._faults.why_closed:
            return [self._home()]
        return self._staff()

    def _home(self) -> Effect:
        closed = self._faults.why_closed
        if closed:
            return do.Show(show.OutOfOrder(closed))
        faces_work = self._faults.why_no_face is None
        if self._cabinets.is_on:
            return do.Show(self._cabinets.home(faces_work=faces_work))
        can_join = Fault.VAULT not in self._faults
        return do.Show(show.Attract(faces_work, self._recovered, can_join=can_join))

    # --- faults -------------------------------------------------------------------------------

    def _faulted(self, problem: Problem) -> list[Effect]:
        if not self._faults.add(problem):
            return []
        news = [self._faults.badges, *self._faults_changed(problem.fault)]
        return [*news, do.NoteContact(is_there=False)] if problem.fault is Fault.CLOUD else news

    def _mended(self, fault: Fault) -> list[Effect]:
        contact = [do.NoteContact(is_there=True)] if fault is Fault.CLOUD else []
        if not self._faults.remove(fault):
            return [*contact]
        return [*contact, self._faults.badges, *self._faults_changed(fault)]

    def _faces_off(self, for_s: int) -> list[Effect]:
        """After too many wrong proofs; a restart does not end it, only time does."""
        if not for_s:
            return self._mended(Fault.FACES_OFF)
        return [
            do.StartTimer(FACES_OFF, for_s),
            *self._faulted(
                Problem(Fault.FACES_OFF, "Too many faces that did not prove whose they are.")
            ),
        ]

    def _rails_changed(self, down: tuple[DownRail, ...]) -> list[Effect]:
        if not self._checkout.rails_changed(down):
            return []
        if self._purchase:
            self._purchase.ways = self._checkout.ways
        if isinstance(self._step, Identify):
            return self._step.ways_changed(self._checkout.ways)
        return (
            self._to_step(money_on.RailsChanged(down)) if isinstance(self._step, Purchase) else []
        )

    def _faults_changed(self, fault: Fault) -> list[Effect]:
        has_said_yes = is_confirmed(self._step) or is_confirmed(self._at_counter)
        if fault in STOPS_SALES and not has_said_yes and not isinstance(self._step, Staff):
            return self._reset()
        if fault in STOPS_FACES and isinstance(self._step, Identify | SignUp | MyDataFlow):
            may_join = isinstance(self._step, SignUp)
            why = self._steps.why_no_new_face if may_join else self._faults.why_no_face
            return self._step.faces_changed(why)
        if fault is Fault.CLOUD and isinstance(self._step, Identify):
            return self._step.contact_changed(self._steps.offline_limits)
        return [self._home()] if self._is_home else []

    # --- news that may come when nobody waits for it ------------------------------------------

    def _told(self, event: News) -> list[Effect]:
        match event:
            case on.Faulted(problem):
                return self._faulted(problem)
            case on.Mended(fault):
                return self._mended(fault)
            case face_on.FacesOff(for_s):
                return self._faces_off(for_s)
            case money_on.RailsChanged(down):
                return self._rails_changed(down)
            case money_on.PaymentAnswered():
                return self._payment_answered(event)
            case money_on.RefundAnswered(refund_id, outcome):
                return [money_do.RecordRefund(refund_id, outcome)]
            case money_on.HoldAnswered(hold_id, held):
                return [money_do.RecordHold(hold_id, held)]
            case on.DoorOpened() | on.DoorFailed() | on.DoorUnknown():
                return [self._door_record(event), *self._to_step(event)]
            case AgreementLooked() | AgreementBegun() | AgreementEnded():
                waits = isinstance(self._step, Purchase | MyDataFlow)
                return [RecordAgreement(event), *(self._to_step(event) if waits else [])]

    def _payment_answered(self, event: money_on.PaymentAnswered) -> list[Effect]:
        """Written down first. A late "paid" still becomes an order with a number; no door opens."""
        record = money_do.RecordOutcome(event.payment_id, event.outcome)
        mine = self._purchase
        if mine and mine.owns(event.payment_id) and mine.is_in_flight:
            answered = (
                self._at_counter_answered(event) if self._at_counter else self._to_step(event)
            )
            return [record, *answered]
        is_paid = isinstance(event.outcome, Paid)
        late = [money_do.CompleteOrder(event.payment_id, None)] if is_paid else []
        return [record, *late]

    def _door_record(self, event: on.DoorOpened | on.DoorFailed | on.DoorUnknown) -> Effect:
        match event:
            case on.DoorOpened(command_id):
                return do.RecordDoor(command_id, DoorState.OPENED)
            case on.DoorFailed(command_id, reason):
                return do.RecordDoor(command_id, DoorState.FAILED, reason)
            case on.DoorUnknown(command_id, reason):
                return do.RecordDoor(command_id, DoorState.UNKNOWN, reason)

    # --- cabinets -----------------------------------------------------------------------------

    def _from_books(
        self, event: cabinet_on.SessionsFound | cabinet_on.ReviewsLetGo | money_on.HoldRecorded
    ) -> list[Effect]:
        if isinstance(event, cabinet_on.ReviewsLetGo):
            return self._cabinets.reviews_let_go(event)
        if isinstance(event, money_on.HoldRecorded):
            over = self._cabinets.hold_recorded(event.hold_id, event.state)
            return [*self._to_step(event), *over]
        effects = self._cabinets.found(event)
        return [*effects, *(self._fresh() if self._step is None else [])]

    def _from_cabinet(self, event: cabinet_on.FromCabinet) -> list[Effect]:
        moved = self._cabinets.told(event)
        alarm = self._cabinets.alarm(event, moved)
        if isinstance(self._step, CabinetSession | Staff):
            return [*alarm, *self._step.told(moved), *self._to_step(event)]
        return [*alarm, *([self._home()] if self._is_home else [])]

    def _at_cabinets(self, event: Event) -> list[Effect]:
        match event:
            case cabinet_on.OpenCabinetPressed():
                return self._identify() if self._cabinets.wants(event) else []
            case cabinet_on.Disputed():
                return self._begin(self._cabinets.disputed(event))
            case on.BarcodeScanned(code):
                return self._cabinets.scanned(code)
            case _:
                return []

    def _after_cabinet(self, session: CabinetSession) -> list[Effect]:
        match session.outcome:
            case Left():
                return self._leave_step()
            case PaysDebt(payer, cart):
                self._owed = cart
                if payer.identity.proof is Proof.FACE:
                    return self._begin(self._steps.identify(cart, payer.seen))
                return self._pay(payer)
            case None:
                return []

    def _back_from_identify(self) -> list[Effect]:
        if self._cabinets.wanted or self._owed:
            return self._leave_step()
        self._step = None
        return self._shopping.show()

    @property
    def _cart(self) -> Cart:
        """What is to be paid, or set aside."""
        if self._cabinets.wanted:
            return self._cabinets.cart()
        return self._owed or self._shopping.cart

    # --- steps --------------------------------------------------------------------------------

    def _identify(self) -> list[Effect]:
        return self._begin(self._steps.identify(self._cart))

    def _pay(self, payer: Payer) -> list[Effect]:
        return self._begin(self._steps.pay(payer, self._cart))

    def _staff(self, first_page: StaffPage = StaffPage.MENU) -> list[Effect]:
        return self._begin(self._steps.staff(first_page, has_pin=self._has_staff_pin))

    def _begin(self, step: Step | None) -> list[Effect]:
        """Whoever got here is there: nobody asks any more whether they are."""
        step = step or self._steps.identify(self._cart)
        self._step = step
        return [*self._somebody_is_there(), *step.start()]

    def _to_step(self, event: Event) -> list[Effect]:
        if self._step is None:
            return []
        was_done = self._is_done
        effects = self._step.handle(event)
        became_done = self._is_done and not was_done
        return [*effects, self._wind_idle()] if became_done else effects

    def _after_step(self) -> list[Effect]:  # noqa: PLR0912 - a table
        """When a step is over, go on with what follows from how it ended."""
        match self._step:
            case CabinetSession():
                return self._after_cabinet(self._step)
            case Identify(outcome=Identified() as payer) if self._cabinets.wanted:
                rails = self._checkout.holding_rails_of(payer.member)
                session = self._begin(self._cabinets.session(payer, rails))
                look = LookAtAgreements(payer.member.id, self._checkout.can_hold)  # for next time
                return [*session, look]
            case Identify(outcome=(Identified() | ChosenWay() | ScannedCode()) as payer):
                return self._pay(payer)
            case Identify(outcome=Leaving.JOIN):
                return self._begin(self._steps.sign_up())
            case Identify(outcome=Leaving.BACK):
                return self._back_from_identify()
            case Purchase(outcome=Ending.NOT_ME | Ending.OTHER_WAY) if not self._is_closed:
                return self._identify()
            case Purchase(outcome=ChosenWay() as payer) if not self._is_closed:
                return self._pay(payer)
            case Identify(outcome=Leaving.CANCELLED) | Purchase(outcome=Ending() | ChosenWay()):
                return self._leave_step()
            case SignUp(is_over=True, wants_my_data=True):
                return self._begin(self._steps.my_data(self._step.joined))
            case SignUp(is_over=True) | MyDataFlow(is_over=True):
                return self._after_sign_up()
            case Staff(is_over=True) if self._at_counter:
                return [*self._back_to_counter(), *self._show_counter()]
            case Staff(is_over=True):
                return self._leave_step()
            case _:
                return []

    @property
    def _is_closed(self) -> bool:
        return self._faults.why_closed is not None

    def _leave_step(self) -> list[Effect]:
        self._step = None
        return self._reset()

    def _after_sign_up(self) -> list[Effect]:
        self._step = None
        if not self._shopping.is_on:
            return self._reset()
        empty = self._shopping.cart.is_empty
        return self._shopping.show() if empty else self._identify()

    # --- an order that waits at the counter ---------------------------------------------------

    @property
    def _waits_at_counter(self) -> bool:
        return isinstance(self._step, Purchase) and self._step.is_at_counter

    def _let_staff_take_money(self) -> list[Effect]:
        """Its time begins anew when they are out again: nobody is to hurry with money."""
        self._at_counter = self._purchase
        return self._staff(StaffPage.COUNTER)

    def _at_counter_answered(self, event: money_on.PaymentAnswered) -> list[Effect]:
        """Staff took the money, or it is off: either way the shopper's screen tells it at once."""
        waits_still = isinstance(event.outcome, Waiting | Unknown)
        return [] if waits_still else [*self._back_to_counter(), *self._to_step(event)]

    def _back_to_counter(self) -> list[Effect]:
        """Staff are done, or what they did has been answered: the shopper's screen again."""
        ended = self._step.handle(on.CancelPressed()) if self._step else []
        self._step, self._at_counter = self._at_counter, None
        return ended

    def _show_counter(self) -> list[Effect]:
        return self._step.show_again() if isinstance(self._step, Purchase) else []

    # --- attract and shop ---------------------------------------------------------------------

    def _without_step(self, event: Event) -> list[Effect]:
        match event:
            case on.StaffDoorKnocked():
                return self._staff()
            case _ if self._is_closed:
                return []
            case member_on.JoinPressed() if Fault.VAULT not in self._faults:
                return self._begin(self._steps.sign_up())
            case _ if self._cabinets.is_on:  # nothing else is sold here
                return self._at_cabinets(event)
            case on.BarcodeScanned(code):
                return self._scanned(code)
            case on.ShopPressed():
                return self._shopping.show()
            case on.CheckoutPressed() if not self._shopping.cart.is_empty:
                return self._identify()
            case on.BackPressed() | on.CancelPressed() if self._shopping.is_on:
                return self._reset()
            case _ if self._shopping.is_on:
                return self._shopping.handle(event)
            case _:  # a touch on the attract screen outside of its buttons
                return []

    def _scanned(self, code: str) -> list[Effect]:
        if not self._checkout.is_payment_code(code):
            return self._shopping.scanned(code)
        if self._shopping.cart.is_empty:
            return self._shopping.show(show.BrowseNotice.NOTHING_TO_PAY)
        return self._pay(ScannedCode(code))
