"""What happened to money: ways to pay that were touched, and what rails and books answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.hold import HoldOutcome, HoldState
from kiosk.domain.money import Money
from kiosk.domain.offline import OfflineUse
from kiosk.domain.payment import Outcome, PaymentState
from kiosk.domain.receipt import Receipt
from kiosk.domain.refund import RefundOutcome, RefundState
from kiosk.domain.ways import DownRail
from kiosk.flows.records import MemberRow


@dataclass(frozen=True, slots=True)
class PayByFacePressed:
    pass


@dataclass(frozen=True, slots=True)
class PayByPhonePressed:
    pass


@dataclass(frozen=True, slots=True)
class PayByCodePressed:
    """With the payment code that the shopper's app shows."""


@dataclass(frozen=True, slots=True)
class PayByScreenPressed:
    """With a QR code of this service on our screen."""

    rail: str


@dataclass(frozen=True, slots=True)
class PayAtCounterPressed:
    pass


@dataclass(frozen=True, slots=True)
class PayFromPressed:
    """A recognised member's yes to the amount, out of one of the rails that are offered."""

    rail: str


@dataclass(frozen=True, slots=True)
class NotMePressed:
    pass


@dataclass(frozen=True, slots=True)
class RailsChanged:
    """The rails that cannot be used now, all of them. May be told as often as anybody looks."""

    down: tuple[DownRail, ...]


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    """Order and payment are on disk; from here on the payment may be submitted."""

    order_id: str
    payment_id: str


@dataclass(frozen=True, slots=True)
class PaymentAnswered:
    payment_id: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class OfflineUseRead:
    """`use` is None while there is contact. `now`: the moment that the limits are judged at."""

    use: OfflineUse | None
    now: datetime


@dataclass(frozen=True, slots=True)
class PaymentGivenUp:
    """`state`: cancelling; or how it had ended before, which may be paid."""

    payment_id: str
    state: PaymentState


@dataclass(frozen=True, slots=True)
class RefundAnswered:
    refund_id: str
    outcome: RefundOutcome


@dataclass(frozen=True, slots=True)
class RefundRecorded:
    """How a refund stands on disk. `detail`: what the rail said to it, for staff."""

    refund_id: str
    payment_id: str
    amount: Money
    state: RefundState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RefundNotAllowed:
    """More than `left`, which is what may still be given back of that payment."""

    refund_id: str
    left: Money


@dataclass(frozen=True, slots=True)
class HoldNotAllowed:
    """The face that said yes was judged too long ago, or for something else. Nothing is held."""

    hold_id: str


@dataclass(frozen=True, slots=True)
class HoldAnswered:
    hold_id: str
    outcome: HoldOutcome


@dataclass(frozen=True, slots=True)
class HoldRecorded:
    """How a hold stands on disk. `captured`: what is or will be taken of it."""

    hold_id: str
    state: HoldState
    captured: Money | None = None


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    """Paid, numbered, queued for the cloud: all in one transaction."""

    receipt: Receipt
    door_command_id: str | None


@dataclass(frozen=True, slots=True)
class ToppedUp:
    """The wallet after staff took cash. `amount` was added just now, or before under this id."""

    amount: Money
    row: MemberRow


FROM_PAYING = (
    PayByFacePressed, PayByPhonePressed, PayByCodePressed, PayByScreenPressed, PayAtCounterPressed,
    PayFromPressed, NotMePressed,
)  # fmt: skip
MoneyEvent = (
    PayByFacePressed | PayByPhonePressed | PayByCodePressed | PayByScreenPressed
    | PayAtCounterPressed | PayFromPressed | NotMePressed | RailsChanged | OrderPlaced
    | PaymentAnswered | OfflineUseRead | PaymentGivenUp | RefundAnswered | RefundRecorded
    | RefundNotAllowed | HoldNotAllowed | HoldAnswered | HoldRecorded | OrderCompleted | ToppedUp
)  # fmt: skip
