"""The kiosk as a whole: one visit after another.

    attract ─▶ shopping ─▶ identify ─▶ purchase ─▶ attract
       │          ╰──────────┴─▶ sign-up ─▶ back to where it was asked for
       ╰─ hidden gesture ─▶ staff ─▶ attract

Owns what outlives a step: cart, language, faults, the idle clock, and news that no step waits for.
An idle kiosk forgets cart and face; it never forgets a payment in flight.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.barcode import is_gtin
from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue, Product
from kiosk.domain.door import DoorState
from kiosk.domain.language import Language
from kiosk.domain.payment import Paid
from kiosk.domain.problems import STOPS_FACES, STOPS_SALES, Fault, Problem
from kiosk.domain.receipt import Receipt
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import purchase
from kiosk.flows import screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import FROM_A_PERSON, Event
from kiosk.flows.face_capture import CapturePolicy
from kiosk.flows.identify import Identified, Identify, Leaving
from kiosk.flows.purchase import Ending, Purchase, PurchasePolicy
from kiosk.flows.sign_up import SignUp
from kiosk.flows.staff import Staff, StaffPolicy

IDLE, STILL_THERE, GUARD = "idle", "still_there", "guard"
GUARD_FIRST_S, GUARD_S = 5.0, 2.0
"""How often to look for what is open; how often each is pushed: domain/back_off.py."""


@dataclass(frozen=True, slots=True)
class VisitPolicy:
    """How long people may stand still, and the policies of every step."""

    language: Language
    idle_s: float
    still_there_s: float
    result_s: float
    search_s: float
    purchase: PurchasePolicy
    capture: CapturePolicy
    staff: StaffPolicy


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
        self._catalogue = catalogue
        self._policy = policy
        self._new_id = new_id
        self._has_staff_pin = has_staff_pin
        self._faults = {problem.fault: problem for problem in faults}
        self._recovered = recovered
        self._cart = Cart()
        self._is_shopping = False
        self._step: Identify | Purchase | SignUp | Staff | None = None

    def start(self) -> list[Effect]:
        return [do.StartTimer(GUARD, GUARD_FIRST_S), self._badges(), *self._reset()]

    def handle(self, event: Event) -> list[Effect]:
        """One event in, the effects it causes out."""
        woken = self._wake() if isinstance(event, FROM_A_PERSON) else []
        return [*woken, *self._route(event), *self._after_step()]

    def _route(self, event: Event) -> list[Effect]:
        match event:
            case on.PaymentAnswered():
                return self._payment_answered(event)
            case on.RefundAnswered(refund_id, outcome):
                return [do.RecordRefund(refund_id, outcome)]
            case on.HoldAnswered(hold_id, held):
                return [do.RecordHold(hold_id, held)]
            case on.DoorOpened() | on.DoorFailed() | on.DoorUnknown():
                return [self._door_record(event), *self._to_step(event)]
            case on.Faulted(problem):
                return self._faulted(problem)
            case on.Mended(fault):
                return self._mended(fault)
            case on.StaffPinAccepted():
                self._has_staff_pin = True
                return self._to_step(event)
            case on.LanguageChosen(language):
                return [do.Speak(language)]
            case on.TimedOut(timer) if timer in {IDLE, STILL_THERE, GUARD}:
                return self._timed_out(timer)
            case _ if self._step is not None:
                return self._to_step(event)
            case _:
                return self._without_step(event)

    # --- the idle clock -----------------------------------------------------------------------

    @property
    def _is_in_flight(self) -> bool:
        return isinstance(self._step, Purchase) and self._step.is_in_flight

    @property
    def _in_hand(self) -> tuple[str, ...]:
        """The shopper's own payment: the guard would close it under their hands."""
        step = self._step
        return (step.payment_id,) if isinstance(step, Purchase) and step.is_in_flight else ()

    @property
    def _is_confirmed(self) -> bool:
        return isinstance(self._step, Purchase) and self._step.is_confirmed

    @property
    def _is_done(self) -> bool:
        return isinstance(self._step, Purchase) and self._step.state is purchase.State.DONE

    @property
    def _is_home(self) -> bool:
        return self._step is None and not self._is_shopping

    def _wake(self) -> list[Effect]:
        self._recovered = None
        return self._somebody_is_there()

    def _somebody_is_there(self) -> list[Effect]:
        return [do.AskStillThere(None), do.StopTimer(STILL_THERE), self._wind_idle()]

    def _wind_idle(self) -> Effect:
        return do.StartTimer(IDLE, self._policy.result_s if self._is_done else self._policy.idle_s)

    def _timed_out(self, timer: str) -> list[Effect]:
        if timer == GUARD:
            return [do.ResolvePayments(self._in_hand), do.StartTimer(GUARD, GUARD_S)]
        if self._is_in_flight or self._is_setting_up:
            return [self._wind_idle()]
        if timer == IDLE and not self._is_home and not self._is_done:
            seconds = self._policy.still_there_s
            return [do.AskStillThere(round(seconds)), do.StartTimer(STILL_THERE, seconds)]
        return self._reset()

    @property
    def _is_setting_up(self) -> bool:
        has_database = Fault.DATABASE not in self._faults
        return isinstance(self._step, Staff) and has_database and not self._has_staff_pin

    def _reset(self) -> list[Effect]:
        """Everything about the last person is forgotten; the next one finds a fresh kiosk."""
        ended = self._step.handle(on.CancelPressed()) if self._step else []
        self._step = None
        self._cart = Cart()
        self._is_shopping = False
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
        if self._has_staff_pin or self._why_closed():
            return [self._home()]
        return self._begin(self._staff())

    def _home(self) -> Effect:
        closed = self._why_closed()
        if closed:
            return do.Show(show.OutOfOrder(closed))
        return do.Show(show.Attract(self._why_no_face() is None, self._recovered))

    # --- faults -------------------------------------------------------------------------------

    def _why_closed(self) -> Problem | None:
        return next((p for f, p in self._faults.items() if f in STOPS_SALES), None)

    def _why_no_face(self) -> Problem | None:
        return next((p for f, p in self._faults.items() if f in STOPS_FACES), None)

    def _badges(self) -> Effect:
        return do.ShowFaults(tuple(sorted(self._faults)))

    def _faulted(self, problem: Problem) -> list[Effect]:
        """What is known already changes nothing: some faults are told again and again."""
        if self._faults.get(problem.fault) == problem:
            return []
        self._faults[problem.fault] = problem
        return [self._badges(), *self._faults_changed(problem.fault)]

    def _mended(self, fault: Fault) -> list[Effect]:
        if self._faults.pop(fault, None) is None:
            return []
        return [self._badges(), *self._faults_changed(fault)]

    def _faults_changed(self, fault: Fault) -> list[Effect]:
        if fault in STOPS_SALES and not self._is_confirmed and not isinstance(self._step, Staff):
            return self._reset()
        if fault in STOPS_FACES and isinstance(self._step, Identify | SignUp):
            return self._step.faces_changed(self._why_no_face())
        return [self._home()] if self._is_home else []

    # --- news that may come when nobody waits for it ------------------------------------------

    def _payment_answered(self, event: on.PaymentAnswered) -> list[Effect]:
        """Written down first. A late "paid" still becomes an order with a number; no door opens."""
        record = do.RecordOutcome(event.payment_id, event.outcome)
        awaits = isinstance(self._step, Purchase) and self._step.owns(event.payment_id)
        if awaits and self._is_in_flight:
            return [record, *self._to_step(event)]
        is_paid = isinstance(event.outcome, Paid)
        late = [do.CompleteOrder(event.payment_id, None)] if is_paid else []
        return [record, *late]

    def _door_record(self, event: on.DoorOpened | on.DoorFailed | on.DoorUnknown) -> Effect:
        match event:
            case on.DoorOpened(command_id):
                return do.RecordDoor(command_id, DoorState.OPENED)
            case on.DoorFailed(command_id, reason):
                return do.RecordDoor(command_id, DoorState.FAILED, reason)
            case on.DoorUnknown(command_id, reason):
                return do.RecordDoor(command_id, DoorState.UNKNOWN, reason)

    # --- steps --------------------------------------------------------------------------------

    def _begin(self, step: Identify | Purchase | SignUp | Staff) -> list[Effect]:
        """Whoever got here is there: nobody asks any more whether they are."""
        self._step = step
        return [*self._somebody_is_there(), *step.start()]

    def _to_step(self, event: Event) -> list[Effect]:
        if self._step is None:
            return []
        was_done = self._is_done
        effects = self._step.handle(event)
        became_done = self._is_done and not was_done
        return [*effects, self._wind_idle()] if became_done else effects

    def _after_step(self) -> list[Effect]:
        """When a step is over, go on with what follows from how it ended."""
        match self._step:
            case Identify(outcome=Identified() as who):
                return self._begin(self._purchase(who))
            case Identify(outcome=Leaving.JOIN):
                return self._begin(self._sign_up())
            case Identify(outcome=Leaving.BACK):
                return self._shop()
            case Purchase(outcome=Ending.NOT_ME | Ending.OTHER_WAY) if not self._why_closed():
                return self._begin(self._identify())
            case Identify(outcome=Leaving.CANCELLED) | Purchase(outcome=Ending()):
                return self._leave_step()
            case SignUp(is_over=True):
                return self._after_sign_up()
            case Staff(is_over=True):
                return self._leave_step()
            case _:
                return []

    def _leave_step(self) -> list[Effect]:
        self._step = None
        return self._reset()

    def _after_sign_up(self) -> list[Effect]:
        self._step = None
        if not self._is_shopping:
            return self._reset()
        return self._shop() if self._cart.is_empty else self._begin(self._identify())

    def _identify(self) -> Identify:
        return Identify(self._cart, self._policy.search_s, self._why_no_face())

    def _purchase(self, who: Identified) -> Purchase:
        return Purchase(who, self._cart, self._catalogue, self._policy.purchase, self._new_id)

    def _sign_up(self) -> SignUp:
        return SignUp(self._policy.capture, self._new_id, self._why_no_face())

    def _staff(self) -> Staff:
        return Staff(
            self._policy.staff,
            self._new_id,
            has_pin=self._has_staff_pin,
            can_check_pin=Fault.DATABASE not in self._faults,
            doubts_clock=Fault.CLOCK in self._faults,
        )

    # --- attract and shop ---------------------------------------------------------------------

    def _without_step(self, event: Event) -> list[Effect]:
        match event:
            case on.StaffDoorKnocked():
                return self._begin(self._staff())
            case _ if self._why_closed():
                return []
            case on.JoinPressed():
                return self._begin(self._sign_up())
            case on.BarcodeScanned(code):
                return self._scanned(code)
            case on.ShopPressed():
                return self._shop()
            case _ if self._is_shopping:
                return self._shopping(event)
            case _:  # a touch on the attract screen outside of its buttons
                return []

    def _shop(self, notice: show.BrowseNotice | None = None) -> list[Effect]:
        self._step = None
        self._is_shopping = True
        return [do.Show(show.Browse(self._catalogue, self._cart, notice))]

    def _shopping(self, event: Event) -> list[Effect]:
        match event:
            case on.ProductAdded(sku):
                product = self._catalogue.with_sku(sku)
                return self._add(product) if product else []
            case on.ProductRemoved(sku):
                self._cart = self._cart.without_one(sku)
                return self._shop()
            case on.CartCleared():
                self._cart = Cart()
                return self._shop()
            case on.CheckoutPressed() if not self._cart.is_empty:
                return self._begin(self._identify())
            case on.BackPressed() | on.CancelPressed():
                return self._reset()
            case _:  # touches of an earlier screen
                return []

    def _scanned(self, code: str) -> list[Effect]:
        product = self._catalogue.with_barcode(code) if is_gtin(code) else None
        return self._add(product) if product else self._shop(show.BrowseNotice.UNKNOWN_BARCODE)

    def _add(self, product: Product) -> list[Effect]:
        if product.is_sold_out:
            return self._shop(show.BrowseNotice.SOLD_OUT)
        if not self._cart.has_room_for(product):
            return self._shop(show.BrowseNotice.CART_FULL)
        self._cart = self._cart.with_one(product)
        return self._shop()
