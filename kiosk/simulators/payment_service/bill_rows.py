"""What happened on one day in Beijing, in the order in which it happened: payments and refunds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.simulators.payment_service import refunds, trades
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.refunds import Refund
from kiosk.simulators.payment_service.trades import BEIJING, Trade


@dataclass(frozen=True, slots=True)
class BillRow:
    """A payment, or a refund of it."""

    at_ms: int
    trade: Trade
    refund: Refund | None = None


def rows_of(books: Books, service: str, day: date) -> tuple[BillRow, ...]:
    start = datetime(day.year, day.month, day.day, tzinfo=BEIJING)
    first = int(start.timestamp() * 1000)
    last = int((start + timedelta(days=1)).timestamp() * 1000) - 1
    with books.changing() as db:
        paid = db.execute(
            "SELECT number FROM trades WHERE service = ? AND paid_ms BETWEEN ? AND ?",
            (service, first, last),
        ).fetchall()
        given = db.execute(
            "SELECT id FROM refunds WHERE service = ? AND done_ms BETWEEN ? AND ?",
            (service, first, last),
        ).fetchall()
        rows = [_payment(trades.known(books, service, row[0])) for row in paid]
        rows += [_refund(books, refunds.find_id(books, row[0])) for row in given]
    return tuple(sorted(rows, key=lambda row: (row.at_ms, row.refund is not None)))


def _payment(trade: Trade) -> BillRow:
    return BillRow(trade.paid_ms or 0, trade)


def _refund(books: Books, given: Refund) -> BillRow:
    return BillRow(given.done_ms, refunds.trade_of(books, given), given)
