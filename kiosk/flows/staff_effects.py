"""What to do for the pages about money: day-ends, bills, counter and order pages of staff."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.day_end import DayEnd
from kiosk.domain.payment import Rail
from kiosk.domain.reconcile import Comparison


@dataclass(frozen=True, slots=True)
class LoadRefundable:
    """What can still be given back of an order. Answered by RefundableLoaded."""

    order_id: str


@dataclass(frozen=True, slots=True)
class LoadRefundReceipt:
    """The receipt of a refund that is done. Answered by RefundReceiptLoaded."""

    refund_id: str


@dataclass(frozen=True, slots=True)
class LoadCounter:
    """Orders that wait for their money at the counter. Answered by CounterLoaded."""


@dataclass(frozen=True, slots=True)
class ReceiveAtCounter:
    """Staff saw the money: `rail` is cash or card. Answered by PaymentAnswered, or CounterGone."""

    payment_id: str
    rail: Rail
    staff: str


@dataclass(frozen=True, slots=True)
class LoadDayEnd:
    """The Z report of that number; None: an X report of everything since the last one.

    Answered by DayEndLoaded.
    """

    number: int | None = None


@dataclass(frozen=True, slots=True)
class CloseDay:
    """Make a Z report. The same id makes one. Answered by DayEndLoaded."""

    close_id: str


@dataclass(frozen=True, slots=True)
class LoadBills:
    """Answered later by BillsLoaded."""


@dataclass(frozen=True, slots=True)
class CompareBill:
    """Against our books, fees booked. Answered later by BillCompared or BillRefused."""

    path: str


@dataclass(frozen=True, slots=True)
class ExportDay:
    """As CSV, PDF and PNG. Answered by DayExported or DayNotExported."""

    day: DayEnd
    comparison: Comparison | None


StaffEffect = (
    LoadRefundable | LoadRefundReceipt | LoadCounter | ReceiveAtCounter | LoadDayEnd | CloseDay
    | LoadBills | CompareBill | ExportDay
)  # fmt: skip
