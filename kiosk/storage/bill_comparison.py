"""A bill read, compared with our books, and its fees booked: slow, so not on the core thread.

A USB stick that was pulled out may hang a read for minutes. The caller brings a connection of the
thread that waits.
"""

from __future__ import annotations

import logging
import sqlite3
from datetime import datetime
from pathlib import Path

from kiosk.domain.bill import SERVICE_ZONE, Bill, BillError
from kiosk.domain.bill_reader import parse_bill
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.reconcile import Comparison, bill_day, differences, fees_of
from kiosk.flows.staff_events import BillCompared, BillRefused
from kiosk.storage import bill_books, journal
from kiosk.storage.bill_files import read_bill
from kiosk.storage.database import StorageError, in_our_words, transaction

log = logging.getLogger(__name__)


def compare(
    connection: sqlite3.Connection, path: Path, device_id: str, at: datetime
) -> BillCompared | BillRefused:
    """Nothing is written down for a bill that cannot be used."""
    try:
        bill = parse_bill(read_bill(path))
        with in_our_words():
            return BillCompared(_compared(connection, bill, path.name, device_id, at))
    except BillError as error:
        log.warning("the bill %s cannot be used: %s", path.name, error)
        return BillRefused(path.name, error.line, error.reason)
    except StorageError as error:
        log.exception("the bill %s was not compared", path.name)
        why = Label(f"数据库出错，请稍后再试：{error}", f"try again later: {error}")
        return BillRefused(path.name, 0, why)


def _compared(
    connection: sqlite3.Connection, bill: Bill, name: str, device_id: str, at: datetime
) -> Comparison:
    day = bill_day(bill) or at.date()
    books = bill_books.books_for(connection, bill, day, at.tzinfo or SERVICE_ZONE)
    found = differences(bill, books, device_id)
    fees = fees_of(bill, books)
    with transaction(connection):
        learnt = bill_books.learn(connection, fees, at)
        journal.write(connection, at, "bill.compared", f"{bill.rail} {day}", str(len(found)))
    total = sum((fee.amount for fee in fees), start=Money(0))
    return Comparison(name, bill.rail, day.isoformat(), len(bill.rows), found, total, learnt)
