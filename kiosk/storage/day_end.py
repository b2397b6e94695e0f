"""Day-ends out of the ledger and the tables: X at any time, Z once, each period after the last.

A period is a range of ledger entries, so that no entry is in two Z reports and none in no report,
whatever clocks and midnights do.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from kiosk.domain.day_end import (
    GENESIS,
    AccountSum,
    DayEnd,
    OpenPayment,
    Period,
    ReceiptRange,
    cash_of,
    day_end_of,
    rails_of,
    seal,
    snapshot,
    top_ups_of,
)
from kiosk.domain.ledger import EntryKind
from kiosk.domain.money import Money
from kiosk.storage import journal, ledger
from kiosk.storage.database import DatabaseDamagedError, transaction

_SUMS = """
    SELECT e.kind, CASE WHEN p.account GLOB 'wallet:*' THEN 'wallet'
        WHEN p.account GLOB 'debts:*' THEN 'debts' ELSE p.account END AS plain,
        count(*), sum(p.minor)
    FROM ledger_postings p JOIN ledger_entries e ON e.number = p.entry
    WHERE p.entry BETWEEN ? AND ? GROUP BY e.kind, plain ORDER BY e.kind, plain
"""
_RECEIPTS = """
    SELECT o.receipt_date, min(o.receipt_number), max(o.receipt_number), count(*)
    FROM ledger_entries e JOIN payments p
        ON p.id = iif(e.kind = 'capture', substr(e.id, 1, length(e.id) - 4), e.id)
        JOIN orders o ON o.id = p.order_id
    WHERE e.number BETWEEN ? AND ? AND e.kind IN ('charge', 'capture')
        AND o.receipt_number IS NOT NULL
    GROUP BY o.receipt_date ORDER BY o.receipt_date
"""
_OPEN = """
    SELECT id, order_id, 'payment', rail, amount_minor, currency, state, updated_at FROM payments
    WHERE state IN ('created', 'submitting', 'paying', 'unknown', 'cancelling')
    UNION ALL
    SELECT r.id, p.order_id, 'refund', p.rail, r.amount_minor, r.currency, r.state, r.updated_at
    FROM refunds r JOIN payments p ON p.id = r.payment_id
    WHERE r.state IN ('created', 'submitting', 'unknown')
        OR r.state = 'failed' AND r.reason = 'late' AND p.state = 'refunding' ORDER BY 8
"""
"""And what came too late and was refused when it should go back: we owe it to somebody."""


def so_far(connection: sqlite3.Connection, now: datetime) -> DayEnd:
    """The X report: everything since the last Z."""
    with transaction(connection):  # one moment for all of it
        return _day_end(connection, now)


def close_day(connection: sqlite3.Connection, close_id: str, now: datetime) -> DayEnd:
    """The Z report of everything since the last one. The same id closes once."""
    with transaction(connection):
        known = connection.execute(
            "SELECT snapshot FROM day_ends WHERE id = ?", (close_id,)
        ).fetchone()
        if known:
            return day_end_of(known[0])
        number, previous = _last(connection)
        day = replace(_day_end(connection, now), number=number + 1)
        text = snapshot(day)
        when, span = (day.business_date, now.isoformat()), (day.period.first, day.period.last)
        connection.execute(
            "INSERT INTO day_ends VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (day.number, close_id, *when, *span, text, seal(previous, text)),
        )
        journal.write(connection, now, "day.closed", close_id, str(day.number))
        return day


def closed(connection: sqlite3.Connection, number: int) -> DayEnd | None:
    """The Z report of that number, as it was closed. Raises DatabaseDamagedError if it changed."""
    row = connection.execute(
        "SELECT z.snapshot, z.hash, (SELECT b.hash FROM day_ends b WHERE b.number = z.number - 1)"
        " FROM day_ends z WHERE z.number = ?",
        (number,),
    ).fetchone()
    if row is None:
        return None
    text, hash_, previous = row
    if seal(previous or GENESIS, text) != hash_:
        raise DatabaseDamagedError(f"The day-end {number} was altered. Keep the file, and call.")
    return day_end_of(text)


def last_number(connection: sqlite3.Connection) -> int:
    """Of the newest Z report; 0 before the first."""
    return _last(connection)[0]


def _last(connection: sqlite3.Connection) -> tuple[int, str]:
    row: tuple[int, str] | None = connection.execute(
        "SELECT number, hash FROM day_ends ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return row or (0, GENESIS)


def _day_end(connection: sqlite3.Connection, now: datetime) -> DayEnd:
    period = _period(connection, now)
    span = (period.first, period.last)
    sums = [
        AccountSum(EntryKind(kind), account, count, minor)
        for kind, account, count, minor in connection.execute(_SUMS, span)
    ]
    receipts = tuple(ReceiptRange(*row) for row in connection.execute(_RECEIPTS, span))
    top_ups, topped_up = top_ups_of(sums)
    return DayEnd(
        number=None,
        business_date=now.date().isoformat(),
        period=period,
        rails=rails_of(sums),
        orders=sum(one.count for one in receipts),
        top_ups=top_ups,
        topped_up=topped_up,
        cash=cash_of(sums),
        receipts=receipts,
        open_payments=open_payments(connection),
    )


def _period(connection: sqlite3.Connection, now: datetime) -> Period:
    last, head = ledger.head(connection)
    row = connection.execute(
        "SELECT last_entry, closed_at FROM day_ends ORDER BY number DESC LIMIT 1"
    ).fetchone()
    before, since = row or (0, "")
    return Period(before + 1, last, head, since, now.isoformat(timespec="seconds"))


def open_payments(connection: sqlite3.Connection) -> tuple[OpenPayment, ...]:
    """Payments and refunds without a final answer, of whatever day; the oldest change first.

    Also refunds of late money that the service refuses, until the money has gone back. A payment
    that goes back is listed as its refund.
    """
    return tuple(
        OpenPayment(id_, order_id, what, rail, Money(minor, currency), state, at)
        for id_, order_id, what, rail, minor, currency, state, at in connection.execute(_OPEN)
    )


def last_closed(connection: sqlite3.Connection) -> str:
    """When the newest Z report was made, or the first entry of the books before any; else empty."""
    (at,) = connection.execute(
        "SELECT coalesce((SELECT closed_at FROM day_ends ORDER BY number DESC LIMIT 1),"
        " (SELECT at FROM ledger_entries ORDER BY number LIMIT 1), '')"
    ).fetchone()
    return str(at)
