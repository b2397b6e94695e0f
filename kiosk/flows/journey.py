"""Which step follows which: one visitor's way from the first screen to the first screen.

    attract ─▶ shopping ─▶ identify ─▶ purchase ─▶ attract
       │          │           ╰─ an app, or the counter ─▶ purchase
       │          ╰──────────┴─▶ sign-up ─▶ back to where it was asked for
       ╰─ hidden gesture ─▶ staff ─▶ attract; or back to the order that waits at the counter

Owns what outlives a step: the cart, and what is owed. What comes whoever stands there, and idle
people, are visit.py's.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.identity import Proof
from kiosk.domain.problems import Fault
from kiosk.domain.receipt import Receipt
from kiosk.domain.ways import ChosenWay
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import idle
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.flows.agreement_effects import LookAtAgreements
from kiosk.flows.cabinet import CabinetSession, Left, PaysDebt
from kiosk.flows.cabinet_desk import CabinetDesk
from kiosk.flows.checkout import Checkout, Identified, Payer, ScannedCode
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.faults import Faults
from kiosk.flows.identify import Identify, Leaving
from kiosk.flows.my_data import MyDataFlow
from kiosk.flows.purchase import Ending, Purchase
from kiosk.flows.screens import StaffPage
from kiosk.flows.shopping import Shopping
from kiosk.flows.sign_up import SignUp
from kiosk.flows.staff import Staff
from kiosk.flows.stage import Stage
from kiosk.flows.steps import Step, Steps, VisitPolicy


class Journey:
    """`has_staff_pin`: without one nothing is sold. `recovered`: of an order that a restart
    finished, until somebody comes."""

    def __init__(
        self,
        catalogue: Catalogue,
        policy: VisitPolicy,
        new_id: Callable[[], str],
        faults: Faults,
        *,
        has_staff_pin: bool,
        recovered: Receipt | None,
    ) -> None:
        self._language = policy.language
        self._faults = faults
        self.has_staff_pin = has_staff_pin
        self.recovered = recovered
        self._shopping = Shopping(catalogue)
        self.checkout = Checkout(catalogue, policy.offer, policy.purchase, new_id)
        self.cabinets = CabinetDesk(policy.cabinets, catalogue, policy.cabinet, new_id)
        self.steps = Steps(policy, self.checkout, self.cabinets, faults, new_id)
        self.stage = Stage(policy.idle_s, policy.result_s)
        self._owed: Cart | None = None

    @property
    def is_home(self) -> bool:
        return self.stage.step is None and not self._shopping.is_on

    @property
    def is_setting_up(self) -> bool:
        has_database = Fault.DATABASE not in self._faults
        return isinstance(self.stage.step, Staff) and has_database and not self.has_staff_pin

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case on.StaffDoorKnocked() if self.stage.waits_at_counter:
                return self._let_staff_take_money()
            case _ if self.stage.step is not None:
                return self.stage.handle(event)
            case _:
                return self._without_step(event)

    # --- the first screen ---------------------------------------------------------------------

    def reset(self) -> list[Effect]:
        """Everything about the last person is forgotten; the next one finds a fresh kiosk."""
        ended = self.stage.leave()
        self._shopping.leave()
        self._owed = None
        return [
            *ended,
            do.StopWatching(),
            *idle.nobody_is_there(),
            do.Speak(self._language),
            *self.fresh(),
        ]

    def fresh(self) -> list[Effect]:
        """The first screen. A new kiosk asks for a staff PIN before anything is sold."""
        resumed = self.cabinets.next_resumed()
        if resumed is not None:  # a door may stand open since before a power cut
            return self._begin(resumed)
        if self.has_staff_pin or self._faults.why_closed:
            return [self.home()]
        return self._staff()

    def home(self) -> Effect:
        closed = self._faults.why_closed
        if closed:
            return do.Show(show.OutOfOrder(closed))
        faces_work = self._faults.why_no_face is None
        if self.cabinets.is_on:
            return do.Show(self.cabinets.home(faces_work=faces_work))
        can_join = Fault.VAULT not in self._faults
        return do.Show(show.Attract(faces_work, self.recovered, can_join=can_join))

    # --- no step is on ------------------------------------------------------------------------

    def _without_step(self, event: Event) -> list[Effect]:
        match event:
            case on.StaffDoorKnocked():
                return self._staff()
            case _ if self._is_closed:
                return []
            case member_on.JoinPressed() if Fault.VAULT not in self._faults:
                return self._begin(self.steps.sign_up())
            case _ if self.cabinets.is_on:  # nothing else is sold here
                return self._at_cabinets(event)
            case on.BarcodeScanned(code):
                return self._scanned(code)
            case on.ShopPressed():
                return self._shopping.show()
            case on.CheckoutPressed() if not self._shopping.cart.is_empty:
                return self._identify()
            case on.BackPressed() | on.CancelPressed() if self._shopping.is_on:
                return self.reset()
            case _ if self._shopping.is_on:
                return self._shopping.handle(event)
            case _:  # a touch on the attract screen outside of its buttons
                return []

    def _scanned(self, code: str) -> list[Effect]:
        if not self.checkout.is_payment_code(code):
            return self._shopping.scanned(code)
        if self._shopping.cart.is_empty:
            return self._shopping.show(show.BrowseNotice.NOTHING_TO_PAY)
        return self._pay(ScannedCode(code))

    def _at_cabinets(self, event: Event) -> list[Effect]:
        match event:
            case cabinet_on.OpenCabinetPressed():
                return self._identify() if self.cabinets.wants(event) else []
            case cabinet_on.Disputed():
                return self._begin(self.cabinets.disputed(event))
            case on.BarcodeScanned(code):
                return self.cabinets.scanned(code)
            case _:
                return []

    # --- steps --------------------------------------------------------------------------------

    def _identify(self) -> list[Effect]:
        return self._begin(self.steps.identify(self._cart))

    def _pay(self, payer: Payer) -> list[Effect]:
        return self._begin(self.steps.pay(payer, self._cart))

    def _staff(self, first_page: StaffPage = StaffPage.MENU) -> list[Effect]:
        return self._begin(self.steps.staff(first_page, has_pin=self.has_staff_pin))

    def _begin(self, step: Step | None) -> list[Effect]:
        """None: a way that stopped working between the screen and the touch."""
        return self.stage.begin(step or self.steps.identify(self._cart))

    def _let_staff_take_money(self) -> list[Effect]:
        """Its time begins anew when they are out again: nobody is to hurry with money."""
        self.stage.let_staff_take_money()
        return self._staff(StaffPage.COUNTER)

    # --- after a step -------------------------------------------------------------------------

    def after_step(self) -> list[Effect]:  # noqa: PLR0912 - a table
        """When a step is over, go on with what follows from how it ended."""
        match self.stage.step:
            case CabinetSession():
                return self._after_cabinet(self.stage.step)
            case Identify(outcome=Identified() as payer) if self.cabinets.wanted:
                rails = self.checkout.holding_rails_of(payer.member)
                session = self._begin(self.cabinets.session(payer, rails))
                look = LookAtAgreements(payer.member.id, self.checkout.can_hold)  # for next time
                return [*session, look]
            case Identify(outcome=(Identified() | ChosenWay() | ScannedCode()) as payer):
                return self._pay(payer)
            case Identify(outcome=Leaving.JOIN):
                return self._begin(self.steps.sign_up())
            case Identify(outcome=Leaving.BACK):
                return self._back_from_identify()
            case Purchase(outcome=Ending.NOT_ME | Ending.OTHER_WAY) if not self._is_closed:
                return self._identify()
            case Purchase(outcome=ChosenWay() as payer) if not self._is_closed:
                return self._pay(payer)
            case Identify(outcome=Leaving.CANCELLED) | Purchase(outcome=Ending() | ChosenWay()):
                return self._leave_step()
            case SignUp(is_over=True, wants_my_data=True):
                return self._begin(self.steps.my_data(self.stage.step.joined))
            case SignUp(is_over=True) | MyDataFlow(is_over=True):
                return self._after_sign_up()
            case Staff(is_over=True) if self.stage.at_counter:
                return [*self.stage.back_to_counter(), *self.stage.show_counter()]
            case Staff(is_over=True):
                return self._leave_step()
            case _:
                return []

    @property
    def _is_closed(self) -> bool:
        return self._faults.why_closed is not None

    def _leave_step(self) -> list[Effect]:
        self.stage.step = None
        return self.reset()

    def _after_sign_up(self) -> list[Effect]:
        self.stage.step = None
        if self._is_closed or not self._shopping.is_on:
            return self.reset()
        empty = self._shopping.cart.is_empty
        return self._shopping.show() if empty else self._identify()

    def _after_cabinet(self, session: CabinetSession) -> list[Effect]:
        match session.outcome:
            case Left():
                return self._leave_step()
            case PaysDebt(payer, cart):
                self._owed = cart
                if payer.identity.proof is Proof.FACE:
                    return self._begin(self.steps.identify(cart, payer.seen))
                return self._pay(payer)
            case None:
                return []

    def _back_from_identify(self) -> list[Effect]:
        if self.cabinets.wanted or self._owed:
            return self._leave_step()
        self.stage.step = None
        return self._shopping.show()

    @property
    def _cart(self) -> Cart:
        """What is to be paid, or set aside."""
        if self.cabinets.wanted:
            return self.cabinets.cart()
        return self._owed or self._shopping.cart
