"""Orders: written down with their payment before money moves, completed once when it has.

`complete` is one transaction: paid, receipt number, queue numbers, message for the cloud, intended
door. Either all of it happened or none, and doing it again changes nothing.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

import cloud_sync.outbox
from kiosk.domain.door import DoorState
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.order import Order, OrderLine
from kiosk.domain.payment import Payment, PaymentState
from kiosk.domain.receipt import Receipt
from kiosk.storage import debts, journal, payment_rows, tickets
from kiosk.storage.database import transaction
from kiosk.storage.order_message import OrderAddress, order_paid_message

ASKING = "asking"
"""The note of an order that a restart could not end: it becomes `finished` or `undone`."""


@dataclass(frozen=True, slots=True)
class Completed:
    """`is_new`: this call completed it. `door_command_id`: the command now intended, if any."""

    receipt: Receipt
    door_command_id: str | None
    is_new: bool


def place(
    connection: sqlite3.Connection, order: Order, payment: Payment, payer: str, at: datetime
) -> None:
    """Order and payment, durable, before anything is submitted. The same order again: no change.

    `payer` is masked already.
    """
    with transaction(connection):
        placed = (order.id, order.total.minor, order.total.currency, at.isoformat(), payer)
        added = connection.execute(
            "INSERT INTO orders (id, state, total_minor, currency, placed_at, payer)"
            " VALUES (?, 'open', ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            placed,
        ).rowcount
        if not added:
            return
        connection.executemany(
            "INSERT INTO order_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _line_rows(order)
        )
        debts.paying(connection, order.id, order.debts)
        payment_rows.add(connection, payment, at)
        journal.write(connection, at, "order.placed", order.id, payment.id)


def complete(
    connection: sqlite3.Connection,
    payment_id: str,
    door_command_id: str | None,
    address: OrderAddress,
    at: datetime,
) -> Completed:
    """Make a paid order real. Raises ValueError for a payment that is not paid."""
    with transaction(connection):
        order_id = payment_rows.get(connection, payment_id).order_id
        payment_state = payment_rows.state_of(connection, payment_id)
        if payment_state is not PaymentState.PAID:
            raise ValueError(f"payment {payment_id} is {payment_state}, not paid")
        is_new = _mark_paid(connection, order_id, at)
        if is_new:
            _keep_tax(connection, order_id, address.tax_basis_points)
            tickets.issue(connection, order_id, at)
            debts.paid(connection, order_id, at)
            message = order_paid_message(connection, order_id, payment_id, address, at)
            cloud_sync.outbox.put(connection, message)
            if door_command_id:
                intend_door(connection, door_command_id, order_id, at)
        receipt = receipt_of(connection, order_id, address.shop)
        assert receipt is not None  # noqa: S101  # it was marked paid above
        return Completed(receipt, door_command_id if is_new else None, is_new)


def intend_door(
    connection: sqlite3.Connection, command_id: str, order_id: str, at: datetime
) -> None:
    with transaction(connection):
        connection.execute(
            "INSERT INTO door_commands (id, order_id, state, changed_at) VALUES (?, ?, ?, ?)",
            (command_id, order_id, DoorState.INTENDED, at.isoformat()),
        )
        journal.write(connection, at, "door.intended", command_id, order_id)


def sending_door(connection: sqlite3.Connection, command_id: str, at: datetime) -> bool:
    """From here on the board may have heard of it. False: it is not waiting to be sent."""
    with transaction(connection):
        moved = connection.execute(
            "UPDATE door_commands SET state = 'sent', changed_at = ?"
            " WHERE id = ? AND state = 'intended'",
            (at.isoformat(), command_id),
        ).rowcount
        if moved:
            journal.write(connection, at, "door.sent", command_id)
        return moved == 1


def move_door(
    connection: sqlite3.Connection,
    command_id: str,
    state: DoorState,
    at: datetime,
    detail: str = "",
) -> bool:
    """Write down what became of a door command; False when it was in that state already."""
    with transaction(connection):
        moved = connection.execute(
            "UPDATE door_commands SET state = ?, detail = ?, changed_at = ?"
            " WHERE id = ? AND state <> ?",
            (state, detail, at.isoformat(), command_id, state),
        ).rowcount
        if moved:
            journal.write(connection, at, f"door.{state}", command_id, detail)
        return moved == 1


def annotate(connection: sqlite3.Connection, order_id: str, note: str) -> None:
    """What a restart did with it, for staff."""
    with transaction(connection):
        connection.execute("UPDATE orders SET note = ? WHERE id = ?", (note, order_id))


def receipt_of(connection: sqlite3.Connection, order_id: str, shop: Label) -> Receipt | None:
    """The receipt of a paid order, the same every time; None while it is not paid."""
    row = connection.execute(
        "SELECT o.receipt_date, o.receipt_number, o.total_minor, o.currency, o.payer, o.paid_at,"
        " p.rail, p.payer, p.service_number, o.tax_basis_points"
        " FROM orders o JOIN payments p ON p.order_id = o.id"
        " AND p.state IN ('paid', 'refunded') WHERE o.id = ? AND o.state = 'paid'",
        (order_id,),
    ).fetchone()
    if row is None:
        return None
    date, number, minor, currency, payer, paid_at, rail, account, service_number, tax = row
    return Receipt(
        number=f"{date.replace('-', '')}-{number:04d}",
        shop=shop,
        order_id=order_id,
        lines=lines_of(connection, order_id),
        total=Money(minor, currency),
        payer=payer or account,
        rail=rail,
        paid_at=paid_at,
        tickets=tickets.of_order(connection, order_id),
        service_number=service_number,
        tax_basis_points=tax,
    )


def lines_of(connection: sqlite3.Connection, order_id: str) -> tuple[OrderLine, ...]:
    rows = connection.execute(
        "SELECT l.sku, l.name_zh, l.name_en, l.quantity, l.unit_minor, o.currency, l.service"
        " FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.id = ? ORDER BY l.place",
        (order_id,),
    )
    return tuple(
        OrderLine(sku, Label(zh, en), quantity, Money(minor, currency), service)
        for sku, zh, en, quantity, minor, currency, service in rows
    )


def _line_rows(order: Order) -> list[tuple[str | int, ...]]:
    prefixes = {service.id: service.prefix for service in order.services}
    return [
        (
            order.id,
            place,
            line.sku,
            line.name.zh,
            line.name.en,
            line.quantity,
            line.unit_price.minor,
            line.service,
            prefixes[line.service],
        )
        for place, line in enumerate(order.lines)
    ]


def _keep_tax(connection: sqlite3.Connection, order_id: str, basis_points: int | None) -> None:
    """The rate of the day of the sale: a receipt that is printed again shows no later one."""
    connection.execute(
        "UPDATE orders SET tax_basis_points = ? WHERE id = ?", (basis_points, order_id)
    )


def _mark_paid(connection: sqlite3.Connection, order_id: str, at: datetime) -> bool:
    """Give the next receipt number of the day: no gaps, because it is given only here."""
    day = at.date().isoformat()
    paid = connection.execute(
        "UPDATE orders SET state = 'paid', note = CASE note WHEN 'asking' THEN 'finished'"
        " ELSE note END, paid_at = ?, receipt_date = ?, receipt_number ="
        " (SELECT coalesce(max(receipt_number), 0) + 1 FROM orders WHERE receipt_date = ?)"
        " WHERE id = ? AND state <> 'paid'",
        (at.isoformat(timespec="seconds"), day, day, order_id),
    ).rowcount
    if paid:
        journal.write(connection, at, "order.paid", order_id)
    return paid == 1
