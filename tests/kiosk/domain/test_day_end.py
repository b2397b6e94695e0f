"""Day-ends folded out of sums of the ledger, and kept as text that gives them back."""

from __future__ import annotations

import pytest

from kiosk.domain.day_end import (
    GENESIS,
    AccountSum,
    DayEnd,
    OpenPayment,
    Period,
    RailDay,
    ReceiptRange,
    cash_of,
    day_end_of,
    rails_of,
    seal,
    snapshot,
    top_ups_of,
)
from kiosk.domain.ledger import EntryKind as Kind
from kiosk.domain.money import Money

SUMS = (
    AccountSum(Kind.CHARGE, "takings:wallet", 2, -5200),
    AccountSum(Kind.CHARGE, "wallet", 2, 5200),
    AccountSum(Kind.CHARGE, "takings:alipay", 3, -7800),
    AccountSum(Kind.CHARGE, "clearing:alipay", 3, 7800),
    AccountSum(Kind.CHARGE, "takings:cash", 1, -2600),
    AccountSum(Kind.CHARGE, "cash", 1, 2600),
    AccountSum(Kind.REFUND, "refunds", 3, 1500),
    AccountSum(Kind.REFUND, "clearing:alipay", 1, -700),
    AccountSum(Kind.REFUND, "wallet", 1, -200),
    AccountSum(Kind.REFUND, "cash", 1, -600),
    AccountSum(Kind.FEE, "fees", 3, 47),
    AccountSum(Kind.FEE, "clearing:alipay", 3, -47),
    AccountSum(Kind.TOP_UP, "cash", 2, 15000),
    AccountSum(Kind.TOP_UP, "wallet", 2, -15000),
    AccountSum(Kind.HOLD, "deposits", 1, -5000),
    AccountSum(Kind.CAPTURE, "takings:wallet", 1, -800),
)
DAY = DayEnd(
    number=7,
    business_date="2026-11-21",
    period=Period(1, 30, "ab" * 32, "2026-11-20T22:01:00+08:00", "2026-11-21T22:00:00+08:00"),
    rails=rails_of(SUMS),
    orders=6,
    top_ups=2,
    topped_up=Money(15000),
    cash=cash_of(SUMS),
    receipts=(ReceiptRange("2026-11-21", 1, 6, 6),),
    open_payments=(
        OpenPayment("p-9", "o-9", "payment", "alipay", Money(350), "unknown", "2026-11-21T21:00"),
    ),
)


def test_each_rail_tells_what_it_took_gave_back_and_cost() -> None:
    assert rails_of(SUMS) == (
        RailDay("wallet", 3, Money(6000), 1, Money(200), Money(0)),
        RailDay("alipay", 3, Money(7800), 1, Money(700), Money(47)),
        RailDay("cash", 1, Money(2600), 1, Money(600), Money(0)),
    )
    assert rails_of(SUMS)[1].net == Money(7053)
    assert rails_of(()) == ()


def test_the_drawer_gained_top_ups_and_sales_less_refunds() -> None:
    assert cash_of(SUMS) == Money(2600 - 600 + 15000)
    assert top_ups_of(SUMS) == (2, Money(15000))


def test_totals_are_those_of_all_rails() -> None:
    assert (DAY.taken, DAY.refunded, DAY.fees) == (Money(16400), Money(1500), Money(47))
    assert DAY.net == Money(14853)


@pytest.mark.parametrize(("count", "missing"), [(6, 0), (5, 1)])
def test_a_gap_in_the_receipt_numbers_is_counted(count: int, missing: int) -> None:
    assert ReceiptRange("2026-11-21", 3, 8, count).missing == missing


def test_a_snapshot_gives_the_report_back() -> None:
    assert day_end_of(snapshot(DAY)) == DAY
    assert snapshot(DAY) == snapshot(day_end_of(snapshot(DAY)))


def test_the_seal_changes_with_the_text_and_with_what_stood_before() -> None:
    text = snapshot(DAY)
    assert len({seal(GENESIS, text), seal(GENESIS, text + " "), seal("0" * 64, text)}) == 3
