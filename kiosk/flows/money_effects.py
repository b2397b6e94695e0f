"""What to do about money, each with an id made by the flow (perform_money.py)."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.hold import Hold, HoldOutcome
from kiosk.domain.identity import Approval
from kiosk.domain.money import Money
from kiosk.domain.order import Order
from kiosk.domain.payment import BY_MEMBER, ByMember, Means, Outcome, Payment
from kiosk.domain.refund import RefundOutcome, RefundReason


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Write order and payment down. Answered by OrderPlaced."""

    order: Order
    payment: Payment


@dataclass(frozen=True, slots=True)
class Charge:
    """Submit a payment that is on disk. Answered by PaymentAnswered."""

    payment: Payment
    approval: Approval
    means: Means = field(default_factory=ByMember)


@dataclass(frozen=True, slots=True)
class QueryPayment:
    """What became of it? Answered by PaymentAnswered."""

    payment_id: str


@dataclass(frozen=True, slots=True)
class ClosePayment:
    """Make sure that no money moves any more. Answered by PaymentAnswered: Closed or Paid."""

    payment_id: str


@dataclass(frozen=True, slots=True)
class GiveUpPayment:
    """From here on no charge will stand: what was paid, or still will be, is given back.

    Durable, and the order cancelled, before it is answered by PaymentGivenUp: only then may the
    shopper be told. The guard goes on until the rail has said how it ended.
    """

    payment_id: str


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """Write down what the rail answered. An order whose payment is over is cancelled with it."""

    payment_id: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ResolvePayments:
    """Push everything that is open until it is final: payments, refunds, holds, unmade orders.

    Answered by PaymentAnswered, RefundAnswered and HoldAnswered, one each. `in_hand`: payments and
    holds of the shopper in front, which are theirs to end.
    """

    in_hand: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompleteOrder:
    """Paid: give numbers, queue for the cloud, intend the door. Answered by OrderCompleted.

    Nothing happens for a payment that was given up before: its money goes back.

    No `door_command_id`: nobody stands there any more, so no door is to open.
    """

    payment_id: str
    door_command_id: str | None


@dataclass(frozen=True, slots=True)
class IntendRefund:
    """Give `amount` of a paid payment back. The same id gives it once.

    `by`: who decided it. `lines`: which lines of the order, by place and quantity; none for an
    amount by hand. Answered by RefundRecorded, once when it is written down and again when the rail
    has answered; or by RefundNotAllowed.
    """

    refund_id: str
    payment_id: str
    amount: Money
    reason: RefundReason
    by: str
    lines: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordRefund:
    """Write down what the rail answered. Answered by RefundRecorded."""

    refund_id: str
    outcome: RefundOutcome


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Write the hold down, then have the amount set aside. Answered by HoldRecorded, or by
    HoldNotAllowed where the yes does not count any more. `approval`: of this amount, for the order
    that the session will make."""

    hold: Hold
    approval: Approval
    means: Means = BY_MEMBER


@dataclass(frozen=True, slots=True)
class CaptureHold:
    """Take `amount` of what is held, and let the rest go. Answered by HoldRecorded."""

    hold_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """Let all of it go. Answered by HoldRecorded."""

    hold_id: str


@dataclass(frozen=True, slots=True)
class RecordHold:
    """Write down what the rail answered. Answered by HoldRecorded."""

    hold_id: str
    outcome: HoldOutcome


@dataclass(frozen=True, slots=True)
class TopUp:
    """Add cash to a wallet. The same id adds it once. Answered by ToppedUp."""

    top_up_id: str
    member_id: str
    amount: Money


PaymentEffect = (
    PlaceOrder | Charge | QueryPayment | ClosePayment | GiveUpPayment | RecordOutcome
    | CompleteOrder
)  # fmt: skip
RefundEffect = IntendRefund | RecordRefund
HoldEffect = PlaceHold | CaptureHold | ReleaseHold | RecordHold
MoneyEffect = PaymentEffect | RefundEffect | HoldEffect | ResolvePayments | TopUp
