"""What happened on the pages about money: touches of staff, and answers for them."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.day_end import DayEnd
from kiosk.domain.language import Label
from kiosk.domain.payment import Rail
from kiosk.domain.receipt import Receipt
from kiosk.domain.reconcile import Comparison
from kiosk.domain.refund import RefundReason
from kiosk.flows.staff_records import BillFile, CounterRow, Refundable

# --- a person ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RefundPressed:
    """On an order's page: give money back."""


@dataclass(frozen=True, slots=True)
class RefundQuantityChanged:
    """One more or one less of a line goes back; `by` is +1 or -1."""

    place: int
    by: int


@dataclass(frozen=True, slots=True)
class RefundAllPressed:
    """All that is left."""


@dataclass(frozen=True, slots=True)
class RefundAmountPressed:
    """An amount by hand instead of lines."""


@dataclass(frozen=True, slots=True)
class RefundReasonChosen:
    reason: RefundReason


@dataclass(frozen=True, slots=True)
class PrintRefundPressed:
    """The receipt of one refund, again."""

    refund_id: str


@dataclass(frozen=True, slots=True)
class CounterOrderChosen:
    payment_id: str


@dataclass(frozen=True, slots=True)
class ReceivedPressed:
    """The money is in hand, or on the card terminal."""

    rail: Rail


@dataclass(frozen=True, slots=True)
class DayChosen:
    """A Z report by its number; 0 for the running day."""

    number: int


@dataclass(frozen=True, slots=True)
class CloseDayPressed:
    pass


@dataclass(frozen=True, slots=True)
class BillsPressed:
    """Choose a bill to compare with."""


@dataclass(frozen=True, slots=True)
class BillChosen:
    path: str


@dataclass(frozen=True, slots=True)
class ExportPressed:
    pass


@dataclass(frozen=True, slots=True)
class AskAgainPressed:
    """Ask the services about everything that is open."""


FROM_STAFF = (
    RefundPressed, RefundQuantityChanged, RefundAllPressed, RefundAmountPressed,
    RefundReasonChosen, CounterOrderChosen, ReceivedPressed, DayChosen, CloseDayPressed,
    BillsPressed, BillChosen, ExportPressed, AskAgainPressed, PrintRefundPressed,
)  # fmt: skip

# --- answers ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RefundableLoaded:
    """None where the order was never paid."""

    order_id: str
    refundable: Refundable | None


@dataclass(frozen=True, slots=True)
class RefundReceiptLoaded:
    receipt: Receipt | None


@dataclass(frozen=True, slots=True)
class CounterLoaded:
    rows: tuple[CounterRow, ...]


@dataclass(frozen=True, slots=True)
class CounterGone:
    """The order does not wait any more: cancelled, or paid before. No money is to be taken."""

    payment_id: str


@dataclass(frozen=True, slots=True)
class DayEndLoaded:
    """`last_number`: of the newest Z report; 0 before the first."""

    day: DayEnd
    last_number: int


@dataclass(frozen=True, slots=True)
class BillsLoaded:
    files: tuple[BillFile, ...]
    folder: str


@dataclass(frozen=True, slots=True)
class BillCompared:
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class BillRefused:
    """`line` counts from 1; 0 for the file as a whole."""

    file: str
    line: int
    reason: Label


@dataclass(frozen=True, slots=True)
class DayExported:
    """Where the files lie now. `left_out`: why a stick has none."""

    folders: tuple[str, ...]
    left_out: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class DayNotExported:
    reason: Label


StaffEvent = (
    RefundPressed | RefundQuantityChanged | RefundAllPressed | RefundAmountPressed
    | RefundReasonChosen | CounterOrderChosen | ReceivedPressed | DayChosen | CloseDayPressed
    | BillsPressed | BillChosen | ExportPressed | AskAgainPressed | PrintRefundPressed
    | RefundableLoaded | RefundReceiptLoaded | CounterLoaded | CounterGone | DayEndLoaded
    | BillsLoaded | BillCompared | BillRefused | DayExported | DayNotExported
)  # fmt: skip
