"""Our side of a bill out of real tables, and fees booked once."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

from kiosk.domain.accounts import Account, AccountKind, funds_of
from kiosk.domain.bill import SERVICE_ZONE, Bill, BillKind, BillRow
from kiosk.domain.money import Money
from kiosk.domain.payment import Rail
from kiosk.domain.reconcile import DifferenceKind, differences, fees_of
from kiosk.storage import bill_books, ledger
from tests.support.fake_clock import AT, SHANGHAI
from tests.support.sales import buy, give_back

DAY = AT.date()


def a_row(number: int, kind: BillKind = BillKind.PAYMENT) -> BillRow:
    refund = f"r-p-{number}" if kind is BillKind.REFUND else ""
    amount = Money(600 if refund else 2600)
    fee = Money(-4 if refund else 16)
    at = AT.astimezone(SERVICE_ZONE)
    return BillRow(number, kind, f"p-{number}", refund, f"s-{number}", amount, fee, at, "")


def test_books_and_bill_of_one_day_agree(db: sqlite3.Connection) -> None:
    give_back(db, buy(db, 1, Rail.ALIPAY), "6")
    buy(db, 2, Rail.ALIPAY)
    buy(db, 3, Rail.CASH)
    bill = Bill(Rail.ALIPAY, (a_row(1), a_row(1, BillKind.REFUND), a_row(2)))
    books = bill_books.books_for(db, bill, DAY, SHANGHAI)
    assert [payment.id for payment in books.payments] == ["p-1", "p-2"]
    assert [refund.id for refund in books.refunds] == ["r-p-1"]
    assert differences(bill, books) == ()


def test_what_the_bill_names_is_found_on_whatever_day_it_was_paid(db: sqlite3.Connection) -> None:
    buy(db, 1, Rail.ALIPAY)
    tomorrow = DAY + timedelta(days=1)
    row = replace(a_row(1), at=AT.astimezone(SERVICE_ZONE) + timedelta(days=1))
    bill = Bill(Rail.ALIPAY, (row,))
    assert differences(bill, bill_books.books_for(db, bill, tomorrow, SHANGHAI)) == ()


def test_what_the_bill_lacks_is_missed(db: sqlite3.Connection) -> None:
    buy(db, 1, Rail.WECHAT)
    bill = Bill(Rail.WECHAT, ())
    found = differences(bill, bill_books.books_for(db, bill, DAY, SHANGHAI))
    assert [one.kind for one in found] == [DifferenceKind.MISSING_IN_BILL]


def test_fees_are_booked_once_however_often_the_bill_is_read(db: sqlite3.Connection) -> None:
    give_back(db, buy(db, 1, Rail.ALIPAY), "6")
    bill = Bill(Rail.ALIPAY, (a_row(1), a_row(1, BillKind.REFUND)))
    fees = fees_of(bill, bill_books.books_for(db, bill, DAY, SHANGHAI))
    assert bill_books.learn(db, fees, AT) == Money(12)
    assert bill_books.learn(db, fees, AT) == Money(0)
    assert ledger.balance(db, Account(AccountKind.FEES)) == Money(12)
    assert ledger.balance(db, funds_of(Rail.ALIPAY)) == Money(2600 - 600 - 12)
