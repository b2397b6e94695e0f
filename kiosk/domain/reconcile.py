"""Our books of a business day against the service's bill of that day: every difference.

Numbers are looked up whatever the day; only what should be *in* this bill is asked by its day.
Nothing is decided here: each difference has words of what to do (`reconcile_words.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from kiosk.domain.bill import SERVICE_ZONE, Bill, BillKind, BillRow
from kiosk.domain.money import Money
from kiosk.domain.payment import PaymentState, Rail
from kiosk.domain.refund import RefundState, late_refund_id

EDGE = timedelta(minutes=15)
"""So near to midnight, a payment may stand in the bill of the day before or after."""


@dataclass(frozen=True, slots=True)
class BookedPayment:
    """A payment as we have it. `at`: when it was paid, or else when its state last changed."""

    id: str
    order_id: str
    amount: Money
    state: PaymentState
    at: datetime


@dataclass(frozen=True, slots=True)
class BookedRefund:
    id: str
    payment_id: str
    amount: Money
    state: RefundState
    at: datetime


@dataclass(frozen=True, slots=True)
class Books:
    """What we have of one rail: all of the day, and whatever the bill names besides."""

    day: date
    payments: tuple[BookedPayment, ...]
    refunds: tuple[BookedRefund, ...]


class DifferenceKind(StrEnum):
    MISSING_IN_BILL = "missing_in_bill"
    NEAR_MIDNIGHT = "near_midnight"
    MISSING_IN_BOOKS = "missing_in_books"
    AMOUNT_DIFFERS = "amount_differs"
    CHARGED_THOUGH_CLOSED = "charged_though_closed"
    PAID_BUT_OPEN = "paid_but_open"
    STILL_OPEN = "still_open"
    CHARGED_TWICE = "charged_twice"
    REFUND_MISSING_IN_BILL = "refund_missing_in_bill"
    REFUND_NEAR_MIDNIGHT = "refund_near_midnight"
    REFUND_MISSING_IN_BOOKS = "refund_missing_in_books"
    REFUND_AMOUNT_DIFFERS = "refund_amount_differs"
    REFUND_NOT_BOOKED = "refund_not_booked"
    REFUND_STILL_OPEN = "refund_still_open"
    REFUNDED_TWICE = "refunded_twice"


@dataclass(frozen=True, slots=True)
class Difference:
    """`ours`, `theirs`: the amounts, None where one side has nothing. `line`: of the bill."""

    kind: DifferenceKind
    payment_id: str
    refund_id: str = ""
    ours: Money | None = None
    theirs: Money | None = None
    line: int | None = None
    service_number: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A bill against our books. `fees`: of the bill; `learnt`: of these, booked just now."""

    file: str
    rail: str
    day: str
    rows: int
    differences: tuple[Difference, ...]
    fees: Money
    learnt: Money


def differences(bill: Bill, books: Books, terminal: str = "") -> tuple[Difference, ...]:
    """Every difference, payments first. Rows that name another till than `terminal` are not ours.

    A shop's tills share one merchant account, so that a bill holds the rows of all of them.
    """
    sheet = _sheet(bill, books, terminal)
    found: list[Difference] = []
    for payment in books.payments:
        found += _of_payment(payment, sheet, books.day)
    for row in sheet.strangers:
        is_payment = row.kind is BillKind.PAYMENT
        kinds = DifferenceKind
        found.append(
            _theirs(kinds.MISSING_IN_BOOKS if is_payment else kinds.REFUND_MISSING_IN_BOOKS, row)
        )
    for refund in books.refunds:
        found += _of_refund(refund, sheet, books.day)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The bill's rows beside what they belong to.

    `loose`: refunds of a payment of ours that we did not ask for, by payment. `strangers`: rows of
    payments that we do not know. `booked`: our refunds, by payment.
    """

    paid: defaultdict[str, list[BillRow]]
    refunded: defaultdict[str, list[BillRow]]
    loose: defaultdict[str, list[BillRow]]
    strangers: list[BillRow]
    booked: defaultdict[str, list[BookedRefund]]


def _sheet(bill: Bill, books: Books, terminal: str) -> _Sheet:
    known = {payment.id for payment in books.payments}
    refunds = {refund.id for refund in books.refunds}
    sheet = _Sheet(defaultdict(list), defaultdict(list), defaultdict(list), [], defaultdict(list))
    for refund in books.refunds:
        sheet.booked[refund.payment_id].append(refund)
    for row in bill.rows:
        late = late_refund_id(row.merchant_number)
        if row.merchant_number not in known:
            if not (row.terminal and terminal != row.terminal):
                sheet.strangers.append(row)
        elif row.kind is BillKind.PAYMENT:
            sheet.paid[row.merchant_number].append(row)
        elif row.refund_number in refunds:
            sheet.refunded[row.refund_number].append(row)
        elif late in refunds:  # what the service undid by itself, we booked as a late refund
            sheet.refunded[late].append(row)
        else:
            sheet.loose[row.merchant_number].append(row)
    return sheet


def _of_payment(payment: BookedPayment, sheet: _Sheet, day: date) -> Iterator[Difference]:
    rows, loose = sheet.paid[payment.id], sheet.loose[payment.id]
    booked = sheet.booked[payment.id]
    yield from (_both(DifferenceKind.CHARGED_TWICE, payment, row) for row in rows[1:])
    given_back = sum((row.amount for row in loose), start=Money(0))
    if payment.state is PaymentState.PAID or any(not is_late(refund) for refund in booked):
        yield from _of_paid(payment, rows, day)
        yield from (_theirs(DifferenceKind.REFUND_MISSING_IN_BOOKS, row) for row in loose)
    elif any(refund.state is not RefundState.FAILED for refund in booked):
        return  # it came too late and goes back: its refund tells the rest
    elif rows and given_back < rows[0].amount:
        kinds = DifferenceKind
        is_final = payment.state.is_final
        yield _both(
            kinds.CHARGED_THOUGH_CLOSED if is_final else kinds.PAID_BUT_OPEN, payment, rows[0]
        )
    elif not payment.state.is_final and _is_on(day, payment.at):
        yield _ours(DifferenceKind.STILL_OPEN, payment)


def is_late(refund: BookedRefund) -> bool:
    """The kiosk's own: the money came after the shopper had been told that it would not."""
    return refund.id == late_refund_id(refund.payment_id)


def _of_paid(payment: BookedPayment, rows: list[BillRow], day: date) -> Iterator[Difference]:
    if rows and rows[0].amount != payment.amount:
        yield _both(DifferenceKind.AMOUNT_DIFFERS, payment, rows[0])
    if not rows and _is_on(day, payment.at):
        at_edge = _is_near_midnight(payment.at)
        yield _ours(
            DifferenceKind.NEAR_MIDNIGHT if at_edge else DifferenceKind.MISSING_IN_BILL, payment
        )


def _of_refund(refund: BookedRefund, sheet: _Sheet, day: date) -> Iterator[Difference]:
    kinds, rows = DifferenceKind, sheet.refunded[refund.id]
    yield from (_refunded(kinds.REFUNDED_TWICE, refund, row) for row in rows[1:])
    if rows and rows[0].amount != refund.amount:
        yield _refunded(kinds.REFUND_AMOUNT_DIFFERS, refund, rows[0])
    is_done = refund.state is RefundState.REFUNDED
    if rows and not is_done:
        yield _refunded(kinds.REFUND_NOT_BOOKED, refund, rows[0])
    elif not rows and _is_on(day, refund.at):
        if not refund.state.is_final:
            yield _refunded(kinds.REFUND_STILL_OPEN, refund)
        elif is_done and not (is_late(refund) and not sheet.paid[refund.payment_id]):
            near = _is_near_midnight(refund.at)
            yield _refunded(
                kinds.REFUND_NEAR_MIDNIGHT if near else kinds.REFUND_MISSING_IN_BILL, refund
            )


def _is_on(day: date, at: datetime) -> bool:
    return at.astimezone(SERVICE_ZONE).date() == day


def _is_near_midnight(at: datetime) -> bool:
    local = at.astimezone(SERVICE_ZONE)
    midnight = datetime.combine(local.date(), time(), SERVICE_ZONE)
    return local - midnight < EDGE or midnight + timedelta(days=1) - local < EDGE


def _ours(kind: DifferenceKind, payment: BookedPayment) -> Difference:
    return Difference(kind, payment.id, ours=payment.amount)


def _theirs(kind: DifferenceKind, row: BillRow) -> Difference:
    return Difference(
        kind, row.merchant_number, row.refund_number, None, row.amount, row.line, row.service_number
    )


def _both(kind: DifferenceKind, payment: BookedPayment, row: BillRow) -> Difference:
    return Difference(
        kind, payment.id, "", payment.amount, row.amount, row.line, row.service_number
    )


def _refunded(kind: DifferenceKind, refund: BookedRefund, row: BillRow | None = None) -> Difference:
    if row is None:
        return Difference(kind, refund.payment_id, refund.id, refund.amount)
    numbers = (refund.payment_id, refund.id)
    return Difference(kind, *numbers, refund.amount, row.amount, row.line, row.service_number)


# --- fees ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LearntFee:
    """What the service kept (negative: gave back). `entry_id` follows from the row: posted once."""

    entry_id: str
    rail: Rail
    amount: Money


def fees_of(bill: Bill, books: Books) -> tuple[LearntFee, ...]:
    """The fees of payments and refunds that are ours, each once. Zero is nothing to learn."""
    known = {payment.id for payment in books.payments}
    found = {
        (fee := _fee(bill.rail, row)).entry_id: fee
        for row in reversed(bill.rows)  # the first of two rows under one number stays
        if row.merchant_number in known and row.fee.minor
    }
    return tuple(reversed(found.values()))


def _fee(rail: Rail, row: BillRow) -> LearntFee:
    number = row.refund_number or row.merchant_number
    entry_id = f"fee-{rail}-{row.kind}-{number}"
    return LearntFee(entry_id, rail, row.fee)


def bill_day(bill: Bill) -> date | None:
    """The day that most rows are of; None for an empty bill."""
    days = [row.at.date() for row in bill.rows]
    return max(set(days), key=lambda day: (days.count(day), day)) if days else None
