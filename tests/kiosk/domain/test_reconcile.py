"""Books against bill: a bill of our books has no differences, and each planted one is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.bill import SERVICE_ZONE, Bill, BillKind, BillRow
from kiosk.domain.bill_reader import parse_bill
from kiosk.domain.language import Language
from kiosk.domain.money import Money
from kiosk.domain.payment import PaymentState, Rail
from kiosk.domain.reconcile import (
    BookedPayment,
    BookedRefund,
    Books,
    Difference,
    LearntFee,
    bill_day,
    differences,
    fees_of,
)
from kiosk.domain.reconcile import DifferenceKind as Kind
from kiosk.domain.reconcile_words import advice_for, name_of
from kiosk.domain.refund import RefundState
from tests.support.bills import alipay_bill, wechat_bill

DAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12, tzinfo=SERVICE_ZONE)
LATE = datetime(2026, 11, 21, 23, 59, 30, tzinfo=SERVICE_ZONE)
OPEN = [state for state in PaymentState if not state.is_final]
TILL = "kiosk-1"


def a_payment(
    id_: str = "p-1", fen: int = 2650, state: PaymentState = PaymentState.PAID, at: datetime = NOON
) -> BookedPayment:
    return BookedPayment(id_, f"o-{id_}", Money(fen), state, at)


def a_refund(
    id_: str = "r-1",
    of: str = "p-1",
    fen: int = 650,
    state: RefundState = RefundState.REFUNDED,
    at: datetime = NOON,
) -> BookedRefund:
    return BookedRefund(id_, of, Money(fen), state, at)


def a_row(payment: BookedPayment, line: int = 2) -> BillRow:
    at, fee = payment.at.astimezone(SERVICE_ZONE), Money(payment.amount.minor * 6 // 1000)
    number = f"s-{payment.id}"
    return BillRow(
        line, BillKind.PAYMENT, payment.id, "", number, payment.amount, fee, at, "SUCCESS", TILL
    )


def a_refund_row(refund: BookedRefund, line: int = 3) -> BillRow:
    fee, number = Money(-refund.amount.minor * 6 // 1000), f"s-{refund.payment_id}"
    return BillRow(
        line,
        BillKind.REFUND,
        refund.payment_id,
        refund.id,
        number,
        refund.amount,
        fee,
        refund.at.astimezone(SERVICE_ZONE),
        "REFUND SUCCESS",
        TILL,
    )


def found(rows: list[BillRow], *booked: BookedPayment | BookedRefund) -> list[Kind]:
    payments = tuple(one for one in booked if isinstance(one, BookedPayment))
    refunds = tuple(one for one in booked if isinstance(one, BookedRefund))
    told = differences(Bill(Rail.WECHAT, tuple(rows)), Books(DAY, payments, refunds), TILL)
    return [one.kind for one in told]


# --- a day whose books and bill agree, and one thing planted in it --------------------------------


@st.composite
def a_day(draw: st.DrawFn) -> tuple[Books, list[BillRow]]:
    """Any day: paid ones with refunds, closed ones, and cancelled ones that the service undid."""
    payments: list[BookedPayment] = []
    refunds: list[BookedRefund] = []
    rows: list[BillRow] = []
    for number in range(draw(st.integers(1, 8))):
        state = draw(
            st.sampled_from([PaymentState.PAID] * 4 + [PaymentState.CLOSED, PaymentState.REFUNDED])
        )
        at = NOON + timedelta(minutes=draw(st.integers(-600, 600)))
        payment = a_payment(f"p-{number}", draw(st.integers(1, 100_000)), state, at)
        payments.append(payment)
        if state is PaymentState.CLOSED:
            continue
        rows.append(a_row(payment, len(rows) + 2))
        parts = draw(
            st.one_of(st.lists(st.integers(1, 5), max_size=2), st.just([payment.amount.minor]))
        )
        if state is PaymentState.REFUNDED:
            late = a_refund(f"{payment.id}-LATE", payment.id, payment.amount.minor, at=at)
            refunds.append(late)
            row = a_refund_row(late, len(rows) + 2)
            how = draw(st.sampled_from(["we asked for it", "the service undid it", "no rows"]))
            if how == "no rows":
                rows.pop()
            else:
                number_ = late.id if how == "we asked for it" else draw(st.sampled_from(["", "x"]))
                rows.append(replace(row, refund_number=number_))
        elif sum(parts) <= payment.amount.minor:
            if sum(parts) == payment.amount.minor:  # all of it was given back, by staff
                payments[-1] = replace(payment, state=PaymentState.REFUNDED)
            for place, part in enumerate(parts):
                refund = a_refund(f"r-{number}-{place}", payment.id, part, at=at)
                refunds.append(refund)
                rows.append(a_refund_row(refund, len(rows) + 2))
    return Books(DAY, tuple(payments), tuple(refunds)), rows


@given(a_day())
def test_a_bill_of_our_own_books_has_no_differences(day: tuple[Books, list[BillRow]]) -> None:
    books, rows = day
    for make in (alipay_bill, wechat_bill):  # through the very bytes of a service
        assert differences(parse_bill(make(rows)), books, TILL) == ()


Planted = tuple[Books, list[BillRow], Kind]
Plant = Callable[[Books, list[BillRow]], Planted]


def lost_row(books: Books, rows: list[BillRow]) -> Planted:
    books = replace(books, payments=(*books.payments, a_payment("p-x")))
    return books, rows, Kind.MISSING_IN_BILL


def strange_row(books: Books, rows: list[BillRow]) -> Planted:
    return books, [*rows, a_row(a_payment("p-x"), 99)], Kind.MISSING_IN_BOOKS


def other_amount(books: Books, rows: list[BillRow]) -> Planted:
    books = replace(books, payments=(*books.payments, a_payment("p-x")))
    return books, [*rows, a_row(a_payment("p-x", 2651), 99)], Kind.AMOUNT_DIFFERS


def charged_though_closed(books: Books, rows: list[BillRow]) -> Planted:
    closed = a_payment("p-x", state=PaymentState.CLOSED)
    books = replace(books, payments=(*books.payments, closed))
    return books, [*rows, a_row(closed, 99)], Kind.CHARGED_THOUGH_CLOSED


def paid_but_open(books: Books, rows: list[BillRow]) -> Planted:
    unknown = a_payment("p-x", state=PaymentState.UNKNOWN)
    books = replace(books, payments=(*books.payments, unknown))
    return books, [*rows, a_row(unknown, 99)], Kind.PAID_BUT_OPEN


def still_open(books: Books, rows: list[BillRow]) -> Planted:
    unknown = a_payment("p-x", state=PaymentState.UNKNOWN)
    return replace(books, payments=(*books.payments, unknown)), rows, Kind.STILL_OPEN


def charged_twice(books: Books, rows: list[BillRow]) -> Planted:
    payment = a_payment("p-x")
    books = replace(books, payments=(*books.payments, payment))
    twice = [a_row(payment, 98), replace(a_row(payment, 99), service_number="s-2")]
    return books, [*rows, *twice], Kind.CHARGED_TWICE


def lost_refund(books: Books, rows: list[BillRow]) -> Planted:
    books, rows = with_paid(books, rows)
    books = replace(books, refunds=(*books.refunds, a_refund("r-x", "p-x")))
    return books, rows, Kind.REFUND_MISSING_IN_BILL


def strange_refund(books: Books, rows: list[BillRow]) -> Planted:
    books, rows = with_paid(books, rows)
    row = a_refund_row(a_refund("r-x", "p-x"), 99)
    return books, [*rows, row], Kind.REFUND_MISSING_IN_BOOKS


def other_refund(books: Books, rows: list[BillRow]) -> Planted:
    books, rows = with_paid(books, rows)
    books = replace(books, refunds=(*books.refunds, a_refund("r-x", "p-x")))
    row = a_refund_row(a_refund("r-x", "p-x", 651), 99)
    return books, [*rows, row], Kind.REFUND_AMOUNT_DIFFERS


def refund_not_booked(books: Books, rows: list[BillRow]) -> Planted:
    books, rows = with_paid(books, rows)
    unknown = a_refund("r-x", "p-x", state=RefundState.UNKNOWN)
    books = replace(books, refunds=(*books.refunds, unknown))
    return books, [*rows, a_refund_row(unknown, 99)], Kind.REFUND_NOT_BOOKED


def refund_still_open(books: Books, rows: list[BillRow]) -> Planted:
    books, rows = with_paid(books, rows)
    unknown = a_refund("r-x", "p-x", state=RefundState.UNKNOWN)
    return replace(books, refunds=(*books.refunds, unknown)), rows, Kind.REFUND_STILL_OPEN


def refunded_twice(books: Books, rows: list[BillRow]) -> Planted:
    books, rows = with_paid(books, rows)
    refund = a_refund("r-x", "p-x")
    books = replace(books, refunds=(*books.refunds, refund))
    twice = [a_refund_row(refund, 98), a_refund_row(refund, 99)]
    return books, [*rows, *twice], Kind.REFUNDED_TWICE


def with_paid(books: Books, rows: list[BillRow]) -> tuple[Books, list[BillRow]]:
    payment = a_payment("p-x")
    return replace(books, payments=(*books.payments, payment)), [*rows, a_row(payment, 90)]


@given(
    a_day(),
    st.sampled_from([
        lost_row, strange_row, other_amount, charged_though_closed, paid_but_open, still_open,
        charged_twice, lost_refund, strange_refund, other_refund, refund_not_booked,
        refund_still_open, refunded_twice,
    ]),
)  # fmt: skip
def test_each_planted_difference_is_found_and_nothing_else(
    day: tuple[Books, list[BillRow]], plant: Plant
) -> None:
    books, rows, kind = plant(*day)
    told = differences(Bill(Rail.ALIPAY, tuple(rows)), books, TILL)
    assert [(one.kind, one.payment_id) for one in told] == [(kind, "p-x")]


# --- single cases ---------------------------------------------------------------------------------


def test_a_difference_says_both_amounts_and_where_it_stands() -> None:
    row = replace(a_row(a_payment(), 7), amount=Money(2560))
    told = differences(Bill(Rail.ALIPAY, (row,)), Books(DAY, (a_payment(),), ()))
    assert told == (
        Difference(Kind.AMOUNT_DIFFERS, "p-1", "", Money(2650), Money(2560), 7, "s-p-1"),
    )


def test_what_was_paid_near_midnight_may_stand_in_the_next_bill() -> None:
    assert found([], a_payment(at=LATE)) == [Kind.NEAR_MIDNIGHT]
    paid = a_payment()
    late = a_refund(at=LATE)
    assert found([a_row(paid)], paid, late) == [Kind.REFUND_NEAR_MIDNIGHT]


def test_what_was_paid_on_another_day_is_not_missing() -> None:
    assert found([], a_payment(at=NOON - timedelta(days=1))) == []


def test_rows_of_the_shop_s_other_tills_are_left_alone() -> None:
    other = replace(a_row(a_payment("p-9")), terminal="kiosk-2")
    assert found([other]) == []
    assert found([replace(other, terminal="")]) == [Kind.MISSING_IN_BOOKS]


@pytest.mark.parametrize("state", [PaymentState.CLOSED, PaymentState.FAILED, *OPEN])
def test_what_the_service_took_and_gave_back_by_itself_is_no_charge(state: PaymentState) -> None:
    payment = a_payment(state=state)
    undone = replace(a_refund_row(a_refund(fen=2650)), refund_number="")
    expected = [] if state.is_final else [Kind.STILL_OPEN]
    assert found([a_row(payment), undone], payment) == expected


def test_a_part_given_back_by_itself_still_leaves_a_charge() -> None:
    payment = a_payment(state=PaymentState.CLOSED)
    part = replace(a_refund_row(a_refund(fen=2649)), refund_number="")
    assert found([a_row(payment), part], payment) == [Kind.CHARGED_THOUGH_CLOSED]


def test_a_refund_that_the_service_refused_may_be_missing_in_the_bill() -> None:
    paid = a_payment()
    assert found([a_row(paid)], paid, a_refund(state=RefundState.FAILED)) == []


def test_a_refund_of_a_payment_that_nobody_knows_is_named() -> None:
    assert found([a_refund_row(a_refund("r-9", "p-9"))]) == [Kind.REFUND_MISSING_IN_BOOKS]


def test_a_late_refund_that_never_reached_the_service_is_named() -> None:
    payment = a_payment(state=PaymentState.REFUNDING)
    late = a_refund("p-1-LATE", fen=2650, state=RefundState.UNKNOWN)
    assert found([a_row(payment)], payment, late) == [Kind.REFUND_STILL_OPEN]
    refused = replace(late, state=RefundState.FAILED)
    assert found([a_row(payment)], payment, refused) == [Kind.PAID_BUT_OPEN]
    done = replace(late, state=RefundState.REFUNDED)
    assert found([a_row(payment)], payment, done) == [Kind.REFUND_MISSING_IN_BILL]


def test_what_staff_gave_back_wholly_must_have_been_charged() -> None:
    payment = a_payment(state=PaymentState.REFUNDED)
    refund = a_refund(fen=2650)
    assert found([a_refund_row(refund)], payment, refund) == [Kind.MISSING_IN_BILL]


# --- fees -----------------------------------------------------------------------------------------


def test_fees_are_learnt_once_for_each_row_of_ours() -> None:
    paid, refund = a_payment(), a_refund()
    rows = (a_row(paid), a_row(paid), a_refund_row(refund), a_row(a_payment("p-9")))
    books = Books(DAY, (paid,), (refund,))
    assert fees_of(Bill(Rail.WECHAT, rows), books) == (
        LearntFee("fee-wechat-payment-p-1", Rail.WECHAT, Money(15)),
        LearntFee("fee-wechat-refund-r-1", Rail.WECHAT, Money(-4)),
    )


def test_a_bill_is_of_the_day_that_most_of_its_rows_are_of() -> None:
    rows = (a_row(a_payment()), a_row(a_payment("p-2")), a_row(a_payment("p-3", at=LATE)))
    after = replace(a_row(a_payment("p-4")), at=NOON + timedelta(days=1))
    assert bill_day(Bill(Rail.WECHAT, (*rows, after))) == DAY
    assert bill_day(Bill(Rail.WECHAT, ())) is None


def test_every_kind_of_difference_has_a_name_and_something_to_do() -> None:
    for kind in Kind:
        for language in Language:
            assert name_of(kind).text(language)
            assert advice_for(kind).text(language)
