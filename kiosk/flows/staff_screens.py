"""What staff see of money: refunds, counter, day-end. Meaning only; ui/ gives words and looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.day_end import DayEnd
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.payment import Rail
from kiosk.domain.reconcile import Comparison
from kiosk.domain.refund import RefundReason, RefundState
from kiosk.flows.records import OrderRow
from kiosk.flows.staff_records import BillFile, CounterRow, Refundable

STAFF_REASONS = tuple(reason for reason in RefundReason if reason is not RefundReason.LATE)
"""Those that people choose from; late refunds are the kiosk's own."""


@dataclass(frozen=True, slots=True)
class StaffRefund:
    """Which lines or how much goes back, and why. `by_hand`: an amount instead of lines."""

    row: OrderRow
    refundable: Refundable
    quantities: tuple[tuple[int, int], ...] = ()
    by_hand: Money | None = None
    reason: RefundReason | None = None

    @property
    def amount(self) -> Money:
        if self.by_hand is not None:
            return self.by_hand
        prices = {line.place: line.unit_price for line in self.refundable.lines}
        chosen = (prices[place].times(quantity) for place, quantity in self.quantities)
        return sum(chosen, start=Money(0, self.refundable.left.currency))

    @property
    def is_ready(self) -> bool:
        zero = Money(0, self.refundable.left.currency)
        return self.reason is not None and zero < self.amount <= self.refundable.left


@dataclass(frozen=True, slots=True)
class StaffRefundAmount:
    """An amount by hand, typed to the fen. `left` is the most."""

    left: Money
    is_out_of_range: bool = False


@dataclass(frozen=True, slots=True)
class StaffRefundConfirm:
    """The second tap; the amount is on the button."""

    amount: Money
    reason: RefundReason
    rail: str
    short_of: Money
    """What is left afterwards."""


class RefundNotice(StrEnum):
    """How a refund stands, for people."""

    ASKING = "asking"
    DONE = "done"
    REFUSED = "refused"
    NOT_KNOWN_YET = "not_known_yet"
    NOT_ALLOWED = "not_allowed"
    NOT_WRITTEN = "not_written"


@dataclass(frozen=True, slots=True)
class StaffRefundResult:
    """`detail`: what the service said. `left`: what may still be given back, if it was too much."""

    order_id: str
    amount: Money
    rail: str
    notice: RefundNotice
    detail: str = ""
    left: Money | None = None


def refund_notice(state: RefundState) -> RefundNotice:
    match state:
        case RefundState.CREATED | RefundState.SUBMITTING:
            return RefundNotice.ASKING
        case RefundState.UNKNOWN:
            return RefundNotice.NOT_KNOWN_YET
        case RefundState.REFUNDED:
            return RefundNotice.DONE
        case RefundState.FAILED:
            return RefundNotice.REFUSED


@dataclass(frozen=True, slots=True)
class StaffCounter:
    """`gone`: an order that staff chose does not wait any more."""

    rows: tuple[CounterRow, ...]
    gone: bool = False


@dataclass(frozen=True, slots=True)
class StaffCounterOrder:
    """`takes`: cash, card or both, as the settings say."""

    row: CounterRow
    takes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StaffCounterConfirm:
    """The second tap; the amount is on the button."""

    row: CounterRow
    rail: Rail


@dataclass(frozen=True, slots=True)
class StaffCounterBusy:
    """Staff have confirmed it; it is being written down."""

    row: CounterRow


class ExportNotice(StrEnum):
    NONE = "none"
    BUSY = "busy"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Export:
    """`folders`: where the files lie; `reason`: why there are none; `left_out`: why a stick has
    none."""

    notice: ExportNotice = ExportNotice.NONE
    folders: tuple[str, ...] = ()
    reason: Label | None = None
    left_out: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffDayEnd:
    """`last_number`: of the newest Z. `is_asking`: the services are being asked about open ones."""

    day: DayEnd
    last_number: int
    export: Export = Export()
    is_asking: bool = False


@dataclass(frozen=True, slots=True)
class StaffCloseDay:
    """The second tap before a Z report."""

    day: DayEnd
    next_number: int


@dataclass(frozen=True, slots=True)
class StaffBills:
    """`refused`: the bill that was chosen cannot be used: file, line and reason."""

    files: tuple[BillFile, ...]
    folder: str
    reading: str = ""
    refused: tuple[str, int, Label] | None = None


@dataclass(frozen=True, slots=True)
class StaffComparison:
    comparison: Comparison
    export: Export = Export()
    is_asking: bool = False


StaffScreen = (
    StaffRefund | StaffRefundAmount | StaffRefundConfirm | StaffRefundResult
    | StaffCounter | StaffCounterOrder | StaffCounterConfirm | StaffCounterBusy
    | StaffDayEnd | StaffCloseDay | StaffBills | StaffComparison
)  # fmt: skip
