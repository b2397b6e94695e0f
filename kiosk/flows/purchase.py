"""From a cart to a receipt: the yes, one payment, and what the shopper takes away.

    asking ─ yes ─▶ settling ┬ taken ─▶ handing over ─▶ finished
       ▲                     ├ not taken ─▶ trouble ─▶ another way, or leaves
       ╰── a fresh code ─────╯

Ids are made before the yes and never change with it: a second tap cannot become a second order.
A new try after a refusal is a new order with a new payment: the old numbers are dead.
How the yes is said: consent.py. How a payment ends: settling.py. What follows: handover.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.offline import OfflineLimits
from kiosk.domain.order import Order, order_of
from kiosk.domain.payment import Payment
from kiosk.domain.ways import ChosenWay, OfferedWay, WayKind, way_chosen
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows.consent import CannotPay, CodeConsent, Consent, MemberConsent, No, Yes
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.handover import Handover, HandoverPolicy
from kiosk.flows.settling import CodeUsedUp, NotTaken, Settling, State, Took, WaitingPolicy


@dataclass(frozen=True, slots=True)
class PurchasePolicy:
    """`confirm_s`: how long a recognition may be tapped; `present_s`: how long a code is waited
    for; `query_s` to `counter_s`: waiting for the rail. `subject`: what the payer's bill says.
    `face_confirm_s`: less than a face's proof is good for, so that a slow disk costs nobody a tap.
    `offline`: limits of wallets while the back office is out of reach, where there are any."""

    confirm_s: float
    query_s: float
    deadline_s: float
    opens_door: bool
    prints_receipt: bool
    present_s: float = 60.0
    screen_s: float = 120.0
    app_s: float = 60.0
    counter_s: float = 300.0
    subject: str = ""
    face_confirm_s: float = 25.0
    offline: OfflineLimits | None = None

    @property
    def waiting(self) -> WaitingPolicy:
        return WaitingPolicy(
            self.query_s, self.deadline_s, self.screen_s, self.app_s, self.counter_s
        )

    @property
    def handover(self) -> HandoverPolicy:
        return HandoverPolicy(self.opens_door, self.prints_receipt)


class Ending(Enum):
    NOT_ME = auto()
    OTHER_WAY = auto()
    LEFT = auto()
    FINISHED = auto()


_ENDINGS = {No.NOT_ME: Ending.NOT_ME, No.OTHER_WAY: Ending.OTHER_WAY, No.LEFT: Ending.LEFT}


class Purchase:
    """`outcome` is set once it is over: an ending, or the way that all of it is paid by instead.

    `ways`: what else could be paid by; kept up to date from outside while that changes.
    """

    def __init__(
        self,
        consent: Consent,
        cart: Cart,
        catalogue: Catalogue,
        policy: PurchasePolicy,
        new_id: Callable[[], str],
        ways: tuple[OfferedWay, ...] = (),
    ) -> None:
        self._consent = consent
        self._cart = cart
        self._catalogue = catalogue
        self._policy = policy
        self._new_id = new_id
        self.ways = ways
        self._settling: Settling | None = None
        self._handover: Handover | None = None
        self._trouble: money_show.PaymentProblem | None = None
        self.outcome: Ending | ChosenWay | None = None
        self._make_ids()

    def _make_ids(self) -> None:
        self._order: Order = order_of(self._cart, self._catalogue, self._new_id())
        self._payment_id = self._new_id()
        self._door_command_id = self._new_id()

    # --- what the visit asks ------------------------------------------------------------------

    @property
    def is_in_flight(self) -> bool:
        """Whether money may be moving: nothing may reset the kiosk now."""
        is_handing = self._handover is not None and not self._handover.is_done
        return self._settling is not None or (is_handing and not self._trouble)

    @property
    def is_confirmed(self) -> bool:
        """From the yes on: whatever breaks, the shopper must be able to read how it ended."""
        return bool(self._settling or self._handover or self._trouble)

    @property
    def is_done(self) -> bool:
        return self._handover is not None and self._handover.is_done

    @property
    def is_at_counter(self) -> bool:
        """Staff may come and confirm it here."""
        return self._settling is not None and self._settling.state is State.AT_COUNTER

    @property
    def in_hand(self) -> str | None:
        """The payment that the guard must leave alone: it is this flow's to end."""
        if self._settling and self._settling.is_given_up:
            return None
        return self._payment_id if self.is_in_flight else None

    def owns(self, payment_id: str) -> bool:
        return self._payment_id == payment_id

    # --- the steps ----------------------------------------------------------------------------

    def start(self) -> list[Effect]:
        return [*self._consent.start(), *self._after_consent()]

    def handle(self, event: Event) -> list[Effect]:
        if self._trouble:
            return self._in_trouble(event, self._trouble)
        if self._handover:
            return self._handing_over(event, self._handover)
        if self._settling:
            return [*self._settling.handle(event), *self._after_settling(self._settling)]
        return [*self._consent.handle(event), *self._after_consent()]

    def show_again(self) -> list[Effect]:
        """After staff had the screen, while the order waits at the counter."""
        return self._settling.show_again() if self._settling else []

    def _after_consent(self) -> list[Effect]:
        match self._consent.answer:
            case Yes() as yes:
                return self._settle(yes)
            case No() as no:
                self.outcome = _ENDINGS[no]
                return []
            case CannotPay(trouble, left):
                return self._get_into(NotTaken(trouble, left))
            case None:
                return []

    def _settle(self, yes: Yes) -> list[Effect]:
        payment = Payment(
            self._payment_id,
            self._order.id,
            yes.identity.member_id,
            self._order.total,
            yes.rail,
            self._policy.subject,
        )
        self._settling = Settling(self._order, payment, yes, self._policy.waiting)
        return self._settling.start()

    def _after_settling(self, settling: Settling) -> list[Effect]:
        match settling.outcome:
            case Took(balance):
                self._settling = None
                self._handover = Handover(
                    self._payment_id,
                    self._order.id,
                    self._door_command_id,
                    balance,
                    self._policy.handover,
                )
                return self._handover.start()
            case NotTaken() as not_taken:
                return self._get_into(not_taken)
            case CodeUsedUp() if isinstance(self._consent, CodeConsent):
                self._settling = None
                self._make_ids()
                return self._consent.start_again()
            case _:
                return []

    def _handing_over(self, event: Event, handover: Handover) -> list[Effect]:
        effects = handover.handle(event)
        if handover.is_lost:
            return [*effects, *self._get_into(NotTaken(money_show.PaymentTrouble.UNKNOWN))]
        if handover.is_over:
            self.outcome = Ending.FINISHED
        return effects

    # --- not paid -----------------------------------------------------------------------------

    def _get_into(self, not_taken: NotTaken) -> list[Effect]:
        self._settling = None
        trouble, balance = not_taken.trouble, not_taken.balance
        offers_ways = trouble in _OFFERS_WAYS
        self._trouble = money_show.PaymentProblem(
            trouble,
            self._order.total,
            self._order.id,
            balance,
            self.ways if offers_ways else (),
            self._agreements() if offers_ways else (),
        )
        return [do.Show(self._trouble)]

    def _agreements(self) -> tuple[str, ...]:
        """What else this member could pay from, after the wallet said no."""
        if not isinstance(self._consent, MemberConsent) or not self._consent.answer:
            return ()
        used = self._consent.answer.rail if isinstance(self._consent.answer, Yes) else ""
        return tuple(rail for rail in self._consent.rails if rail != used)

    def _in_trouble(self, event: Event, problem: money_show.PaymentProblem) -> list[Effect]:
        may_pay_again = problem.trouble is not money_show.PaymentTrouble.UNKNOWN
        match event:
            case on.RetryPressed() | on.BackPressed() if may_pay_again:
                self.outcome = Ending.OTHER_WAY
            case on.CancelPressed() | on.DonePressed():
                self.outcome = Ending.LEFT
            case money_on.PayFromPressed(rail) if rail in problem.rails:
                return self._pay_from(rail)
            case (
                money_on.PayByCodePressed()
                | money_on.PayByScreenPressed()
                | money_on.PayAtCounterPressed()
            ):
                chosen = chosen_by(event)
                if may_pay_again and way_chosen(problem.ways, chosen):
                    self.outcome = chosen
            case _:  # late answers: the visit writes them down and completes a late payment
                pass
        return []

    def _pay_from(self, rail: str) -> list[Effect]:
        """The amount stands on this screen: the tap is the yes to a new payment."""
        assert isinstance(self._consent, MemberConsent)  # noqa: S101  # only members get rails
        yes = self._consent.yes_from(rail)
        self._consent.answer = yes
        self._trouble = None
        self._make_ids()
        return self._settle(yes)


_OFFERS_WAYS = {
    money_show.PaymentTrouble.NOT_ENOUGH,
    money_show.PaymentTrouble.NO_RAIL,
    money_show.PaymentTrouble.NO_AGREEMENT,
    money_show.PaymentTrouble.AGREEMENT_UNKNOWN,
    money_show.PaymentTrouble.OFFLINE_MEMBER,
    money_show.PaymentTrouble.OFFLINE_KIOSK,
    money_show.PaymentTrouble.OFFLINE_HOURS,
}
"""Nothing is wrong with the shopper's money: the same cart is paid another way at once."""


def chosen_by(
    event: money_on.PayByCodePressed | money_on.PayByScreenPressed | money_on.PayAtCounterPressed,
) -> ChosenWay:
    match event:
        case money_on.PayByCodePressed():
            return ChosenWay(WayKind.CODE)
        case money_on.PayByScreenPressed(rail):
            return ChosenWay(WayKind.SCREEN, rail)
        case money_on.PayAtCounterPressed():
            return ChosenWay(WayKind.COUNTER)
