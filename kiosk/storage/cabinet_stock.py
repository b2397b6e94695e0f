"""What stands on the shelves and in the lockers: units by shelf and SKU, as sessions left them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from kiosk.domain.cabinet import Cabinet
from kiosk.domain.settlement.explanation import Change
from kiosk.storage.database import transaction


def of(connection: sqlite3.Connection, cabinet: Cabinet) -> Cabinet:
    """The cabinet with the stock on disk; what was never counted has the planogram's."""
    rows = connection.execute(
        "SELECT shelf, sku, stock FROM cabinet_stock WHERE cabinet = ?", (cabinet.id,)
    )
    return cabinet.with_stock({(shelf, sku): stock for shelf, sku, stock in rows})


def set_to(
    connection: sqlite3.Connection, cabinet_id: str, rows: Mapping[tuple[str, str], int]
) -> None:
    """Somebody counted."""
    with transaction(connection):
        connection.executemany(
            "INSERT INTO cabinet_stock VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET stock = excluded.stock",
            [(cabinet_id, shelf, sku, stock) for (shelf, sku), stock in rows.items()],
        )


def change(connection: sqlite3.Connection, cabinet: Cabinet, changes: Iterable[Change]) -> None:
    """What a session moved; more than stood there leaves none: the next count will tell."""
    now = {(shelf, sku): stock for shelf, sku, stock in of(connection, cabinet).stock_rows()}
    for one in changes:
        place = (one.shelf, one.sku)
        now[place] = max(0, now.get(place, 0) - one.left)
    set_to(connection, cabinet.id, now)
