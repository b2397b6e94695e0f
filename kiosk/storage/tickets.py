"""Queue numbers on disk. A number is given in the transaction that makes its order paid, so none
is lost and none is given twice.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.queue_number import Ticket, TicketAction, TicketState, state_after
from kiosk.storage import journal
from kiosk.storage.database import transaction

_TICKET = "SELECT business_date, service, prefix, number, order_id, state FROM tickets"


def issue(connection: sqlite3.Connection, order_id: str, at: datetime) -> None:
    """The day's next number from every service that makes part of the order; goods have none."""
    day = at.date().isoformat()
    services = connection.execute(
        "SELECT service, prefix FROM order_lines WHERE order_id = ? AND service <> ''"
        " GROUP BY service ORDER BY min(place)",
        (order_id,),
    ).fetchall()
    for service, prefix in services:
        connection.execute(
            "INSERT INTO tickets (business_date, service, number, prefix, order_id, state,"
            " changed_at) SELECT ?, ?, coalesce(max(number), 0) + 1, ?, ?, 'making', ?"
            " FROM tickets WHERE business_date = ? AND service = ?",
            (day, service, prefix, order_id, at.isoformat(), day, service),
        )


def of_order(connection: sqlite3.Connection, order_id: str) -> tuple[Ticket, ...]:
    rows = connection.execute(f"{_TICKET} WHERE order_id = ? ORDER BY rowid", (order_id,))
    return tuple(_ticket(row) for row in rows)


def of_day(connection: sqlite3.Connection, business_date: str) -> tuple[Ticket, ...]:
    """All numbers of a day; those that changed last come last."""
    query = f"{_TICKET} WHERE business_date = ? ORDER BY changed_at, service, number"
    return tuple(_ticket(row) for row in connection.execute(query, (business_date,)))


def move(
    connection: sqlite3.Connection,
    business_date: str,
    service: str,
    number: int,
    action: TicketAction,
    at: datetime,
) -> Ticket | None:
    """The ticket after staff called, skipped, recalled or handed it out.

    None when there is no such number; an action that makes no sense changes nothing.
    """
    key = (business_date, service, number)
    where = "business_date = ? AND service = ? AND number = ?"
    with transaction(connection):
        row = connection.execute(f"{_TICKET} WHERE {where}", key).fetchone()
        if row is None:
            return None
        after = state_after(_ticket(row).state, action)
        if after is not None:
            connection.execute(
                f"UPDATE tickets SET state = ?, changed_at = ? WHERE {where}",  # noqa: S608
                (after, at.isoformat(), *key),
            )
            journal.write(connection, at, f"ticket.{action}", f"{business_date}/{_text(row)}")
        return _ticket(connection.execute(f"{_TICKET} WHERE {where}", key).fetchone())


def _ticket(row: tuple[str, str, str, int, str, str]) -> Ticket:
    business_date, service, prefix, number, order_id, state = row
    return Ticket(business_date, service, prefix, number, order_id, TicketState(state))


def _text(row: tuple[str, str, str, int, str, str]) -> str:
    return _ticket(row).text
