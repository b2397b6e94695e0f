"""Everybody's files, read as the values that the verdict judges."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kiosk.storage.ledger_reader import audit_file
from scripts.chaoses.money import diary
from scripts.chaoses.money.diary import What
from scripts.chaoses.money.verdict import Charge, KioskBooks, OrderRow, PaymentRow, ServiceBooks

_OPEN = """
    SELECT (SELECT count(*) FROM payments WHERE state NOT IN
            ('paid', 'failed', 'closed', 'refunded'))
        + (SELECT count(*) FROM refunds WHERE state IN ('created', 'submitting', 'unknown'))
        + (SELECT count(*) FROM orders WHERE state = 'open')
"""
_PAYMENTS = """
    SELECT id, order_id, rail, amount_minor, state, (SELECT coalesce(sum(r.amount_minor), 0)
        FROM refunds r WHERE r.payment_id = payments.id AND r.state = 'refunded')
    FROM payments
"""
_TRADES = """
    SELECT t.service, t.number, t.amount_fen, t.charges, t.paid_ms IS NOT NULL,
        (SELECT coalesce(sum(r.amount_fen), 0) FROM refunds r WHERE r.trade = t.id),
        coalesce(t.buyer, ''), t.state = 'waiting' AND t.buyer IS NOT NULL
    FROM trades t
"""
_CLEARING = """
    SELECT substr(account, 10), sum(minor) FROM ledger_postings
    WHERE account GLOB 'clearing:*' GROUP BY account
"""
_WALLET = """
    SELECT e.id, p.minor, coalesce((SELECT sum(w.minor) FROM wallet_refunds w
        WHERE w.payment_id = e.id), 0)
    FROM ledger_entries e JOIN ledger_postings p ON p.entry = e.number
    WHERE e.kind = 'charge' AND p.account GLOB 'wallet:*'
"""


def is_at_rest(folder: Path, quota: int) -> bool:
    """Nothing is open, and the last shopper has gone. `folder`: of one kiosk."""
    pages = diary.read(folder / "diary.jsonl")
    if not pages or pages[-1].checkout < quota or pages[-1].what is not What.ENDED:
        return False
    with _reading(folder / "data" / "kiosk.sqlite3") as database:
        ((still_open,),) = database.execute(_OPEN).fetchall()
    return bool(still_open == 0)


def of_kiosk(folder: Path) -> KioskBooks:
    path = folder / "data" / "kiosk.sqlite3"
    with _reading(path) as database:
        orders = database.execute(
            "SELECT id, state, placed_at, receipt_date, receipt_number FROM orders"
        )
        payments = database.execute(_PAYMENTS)
        refunds = database.execute(
            "SELECT id FROM refunds WHERE state IN ('created', 'submitting', 'unknown')"
        )
        return KioskBooks(
            folder.name,
            tuple(_order(*row) for row in orders),
            tuple(PaymentRow(*row) for row in payments),
            tuple(refund_id for (refund_id,) in refunds),
            tuple(
                Charge("wallet", number, minor, 1, refunded)
                for number, minor, refunded in database.execute(_WALLET)
            ),
            dict(database.execute(_CLEARING).fetchall()),
            tuple(broken.what for broken in audit_file(path).broken),
            diary.read(folder / "diary.jsonl"),
        )


def of_service(folder: Path) -> ServiceBooks:
    """Read by words of our own: the service's code is not asked whether it is right."""
    with _reading(folder / "books.sqlite3") as database:
        charges = tuple(_charge(row) for row in database.execute(_TRADES))
        ((spent,),) = database.execute("SELECT sum(opened_fen - balance_fen) FROM buyers")
    return ServiceBooks(charges, sum(charge.stands for charge in charges) == spent)


def _order(
    order_id: str, state: str, placed_at: str, day: str | None, number: int | None
) -> OrderRow:
    return OrderRow(order_id, state, placed_at, (day, number) if day and number else None)


def _charge(row: tuple[str, str, int, int, int, int, str, int]) -> Charge:
    service, number, amount, charges, is_paid, refunded, buyer, is_waiting = row
    times = max(charges, 1) if is_paid else charges
    return Charge(service, number, amount, times, refunded, buyer, bool(is_waiting))


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5)) as database:
        yield database
