"""The steps of a visit: what each is begun with, and how far along it is.

Knows policies, faults and the cabinets; visit.py decides which step is on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.domain.cabinet import Cabinet
from kiosk.domain.cart import Cart
from kiosk.domain.language import Language
from kiosk.domain.offline import OfflineLimits
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.risk import Deed, Evidence, RiskPolicy
from kiosk.domain.ways import Offer
from kiosk.flows.alive import AlivePolicy
from kiosk.flows.cabinet import CabinetSession
from kiosk.flows.cabinet_desk import CabinetDesk
from kiosk.flows.cabinet_place import CabinetPolicy
from kiosk.flows.checkout import Checkout, Payer
from kiosk.flows.confirm_number import CodePolicy
from kiosk.flows.face_capture import CapturePolicy
from kiosk.flows.faults import Faults
from kiosk.flows.identify import Identify
from kiosk.flows.my_agreements import Agreements
from kiosk.flows.my_data import MyDataFlow
from kiosk.flows.purchase import Purchase, PurchasePolicy
from kiosk.flows.screens import StaffPage, StaffQuestion
from kiosk.flows.sign_up import SignUp
from kiosk.flows.staff import Staff, StaffPolicy

Step = Identify | Purchase | SignUp | MyDataFlow | Staff | CabinetSession


@dataclass(frozen=True, slots=True)
class VisitPolicy:
    """How long people may stand still, and the policies of every step.

    `needs_pin`: who joins with a face chooses a PIN as well, because faces may not last.
    `codes`: None where no messages to phones are set up."""

    language: Language
    idle_s: float
    still_there_s: float
    result_s: float
    search_s: float
    purchase: PurchasePolicy
    capture: CapturePolicy
    staff: StaffPolicy
    offer: Offer = field(default_factory=Offer)
    risk: RiskPolicy = field(default_factory=RiskPolicy)
    alive: AlivePolicy | None = None
    needs_pin: bool = False
    codes: CodePolicy | None = None
    cabinets: tuple[Cabinet, ...] = ()
    cabinet: CabinetPolicy = field(default_factory=CabinetPolicy)


class Steps:
    """Begins each step with what is known at that moment."""

    def __init__(
        self,
        policy: VisitPolicy,
        checkout: Checkout,
        cabinets: CabinetDesk,
        faults: Faults,
        new_id: Callable[[], str],
    ) -> None:
        self._policy = policy
        self._checkout = checkout
        self._cabinets = cabinets
        self._faults = faults
        self._new_id = new_id

    @property
    def why_no_new_face(self) -> Problem | None:
        return self._faults.why_no_face or self._faults.why_no_new_face

    def identify(self, cart: Cart, seen: Evidence | None = None) -> Identify:
        """`seen`: a face that was judged for something else a moment ago."""
        return Identify(
            cart,
            self._policy.search_s,
            self._faults.why_no_face,
            () if self._cabinets.wanted else self._checkout.ways,
            new_id=self._new_id,
            risk=self._policy.risk,
            alive=self._policy.alive,
            takes_members=self._checkout.takes_members and Fault.VAULT not in self._faults,
            offline=self.offline_limits,
            deed=Deed.HOLD if self._cabinets.wanted else Deed.PAY,
            seen=seen,
        )

    @property
    def offline_limits(self) -> OfflineLimits | None:
        """Of wallets, while the back office is out of reach."""
        is_offline = Fault.CLOUD in self._faults and self._policy.offer.wallet
        return self._policy.purchase.offline if is_offline else None

    def pay(self, payer: Payer, cart: Cart) -> Purchase | None:
        """None for a way that stopped working between the screen and the touch."""
        is_offline = Fault.CLOUD in self._faults
        return self._checkout.purchase(payer, cart, is_offline=is_offline)

    def sign_up(self) -> SignUp:
        return SignUp(
            self._policy.capture,
            self._new_id,
            self.why_no_new_face,
            alive=self._policy.alive,
            can_agree=bool(self._checkout.can_sign),
            needs_pin=self._policy.needs_pin,
            codes=self._policy.codes,
        )

    def my_data(self, joined: str = "") -> MyDataFlow:
        """`joined`: who has just become a member here."""
        checkout = self._checkout
        down = tuple(one.rail for one in checkout.down)
        return MyDataFlow(
            self._policy.search_s,
            self._faults.why_no_face,
            self._policy.alive,
            agreements=Agreements(checkout.agreements, checkout.can_sign, down),
            new_id=self._new_id,
            joined=joined,
            typing_s=self._policy.risk.typing_s,
            capture=self._policy.capture,
            takes_faces=Fault.FACE_LIMIT not in self._faults,
        )

    @property
    def _doubt_of_clock(self) -> StaffQuestion | None:
        if Fault.CLOCK in self._faults:
            return StaffQuestion.CLOCK
        return StaffQuestion.CLOCK_AHEAD if Fault.CLOCK_AHEAD in self._faults else None

    def staff(self, first_page: StaffPage, *, has_pin: bool) -> Staff:
        return Staff(
            self._policy.staff,
            self._new_id,
            has_pin=has_pin,
            can_check_pin=Fault.DATABASE not in self._faults,
            doubt=self._doubt_of_clock,
            first_page=first_page,
            cabinets=self._cabinets,
        )


def is_in_flight(step: Step | None) -> bool:
    """Money or a door is on its way: no clock may end this step."""
    match step:
        case CabinetSession() | Staff():
            return step.is_busy
        case Purchase():
            return step.is_in_flight
        case _:
            return False


def is_confirmed(step: Step | None) -> bool:
    """The shopper said yes: what breaks now must not throw them out."""
    match step:
        case CabinetSession():
            return True
        case Purchase():
            return step.is_confirmed
        case MyDataFlow():
            return step.is_forgotten
        case _:
            return False


def is_done(step: Step | None) -> bool:
    """Only the receipt is left to look at."""
    return isinstance(step, CabinetSession | Purchase) and step.is_done
