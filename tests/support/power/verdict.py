"""Whether a shop may go on after a power cut: what is wrong with its database and its money.

    charged ⇔ paid ⇔ one receipt number ⇔ one entry in the books ⇔ one message in the outbox

Read with Python's own SQLite, before anything is repaired and again when the kiosk has finished
what was open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.domain.payment import Rail
from kiosk.storage import recovery
from kiosk.storage.database import StorageError, open_database
from kiosk.storage.ledger_reader import audit_books
from tests.support.fake_shop import ADDRESS
from tests.support.power import day
from tests.support.power.disk import Told
from tests.support.power.service import CHARGED, REFUNDED, Service


def complaints(database: Path, told: Sequence[Told]) -> list[str]:
    """What is wrong; nothing in a sound shop. Finishes what was open, as a restart does."""
    service = Service(lambda _what, _ref: None, told)
    try:
        shop = day.Shop(lambda: open_database(database), service, lambda _what, _ref: None)
    except StorageError as error:
        return [f"it cannot be opened: {error}"]
    try:
        found = [*_damage(shop.database), *_unknown_acts(shop.database), *_lost(shop, told)]
        recovery.recover(shop.database, shop.rail, ADDRESS, shop.clock.now())
        shop.push_what_is_open()
        return [*found, *unsound(shop.database, service)]
    except (StorageError, sqlite3.Error) as error:
        return [f"it cannot go on: {error}"]
    finally:
        shop.close()


def unsound(db: sqlite3.Connection, service: Service) -> list[str]:
    """What does not fit together where nothing is under way."""
    return [
        *_damage(db),
        *(str(broken) for broken in audit_books(db).broken),
        *_open(db),
        *_payments(db, service),
        *_orders(db),
        *_refunds(db, service),
        *_deposits(db),
    ]


def _damage(db: sqlite3.Connection) -> Iterator[str]:
    for (said,) in db.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield f"the file is damaged: {said}"
    for row in db.execute("PRAGMA foreign_key_check"):
        yield f"a row points nowhere: {row[0]}"


def _unknown_acts(db: sqlite3.Connection) -> Iterator[str]:
    """Nothing may have been charged that is not on disk as submitted: in the wallet's books."""
    rows = db.execute(
        "SELECT id FROM ledger_entries WHERE kind = 'charge' AND id NOT IN"
        " (SELECT id FROM payments WHERE state <> 'created')"
    )
    for (payment_id,) in rows:
        yield f"{payment_id} was charged, and the kiosk does not know that it asked for it"


def _lost(shop: day.Shop, told: Sequence[Told]) -> Iterator[str]:
    """What somebody outside has heard is still so."""
    db = shop.database
    queries = {
        CHARGED: "SELECT 1 FROM payments WHERE id = ? AND state <> 'created'",
        REFUNDED: "SELECT 1 FROM refunds WHERE id = ? AND state <> 'created'",
        day.PLACED: "SELECT 1 FROM payments WHERE id = ?",
        day.WALLET_PAID: "SELECT 1 FROM ledger_entries WHERE id = ? AND kind = 'charge'",
        day.TOPPED_UP: "SELECT 1 FROM ledger_entries WHERE id = ?",
        day.COMPLETED: "SELECT 1 FROM orders WHERE state = 'paid' AND ? = id || ' ' ||"
        " replace(receipt_date, '-', '') || '-' || format('%04d', receipt_number)",
    }
    for fact in told:
        if fact.what in queries and not db.execute(queries[fact.what], (fact.ref,)).fetchone():
            yield f"{fact.ref} was {fact.what}, and the kiosk does not know it any more"


def _open(db: sqlite3.Connection) -> Iterator[str]:
    rows = db.execute(
        "SELECT id, state FROM payments WHERE state NOT IN ('paid', 'failed', 'closed', 'refunded')"
        " UNION ALL SELECT id, state FROM refunds WHERE state NOT IN ('refunded', 'failed')"
        " UNION ALL SELECT id, state FROM holds"
        " WHERE state NOT IN ('failed', 'captured', 'released', 'held')"
    )
    for found, state in rows:
        yield f"{found} is {state} for ever"


def _payments(db: sqlite3.Connection, service: Service) -> Iterator[str]:
    booked = _ids(db, "SELECT id FROM ledger_entries WHERE kind = 'charge'")
    paid = _ids(db, "SELECT id FROM payments WHERE state IN ('paid', 'refunded')")
    yield from _differences("paid", paid, "in the books", booked)
    ours = _ids(
        db,
        "SELECT id FROM payments WHERE state IN ('paid', 'refunded') AND rail = ?",
        Rail.ALIPAY,
    )
    yield from _differences("paid", ours, "charged by the service", service.refs(CHARGED))


def _orders(db: sqlite3.Connection) -> Iterator[str]:
    paid = _ids(db, "SELECT id FROM orders WHERE state = 'paid'")
    numbered = _ids(db, "SELECT id FROM orders WHERE receipt_number IS NOT NULL")
    yield from _differences("paid", paid, "numbered", numbered)
    kept = _ids(
        db,
        "SELECT order_id FROM payments p WHERE state IN ('paid', 'refunded')"
        " AND NOT EXISTS (SELECT 1 FROM refunds WHERE id = p.id || '-LATE')",
    )
    yield from _differences("paid", paid, "paid for", kept)
    keys = [row[0] for row in db.execute("SELECT key FROM outbox WHERE topic LIKE '%/orders'")]
    for order_id in paid | {key.rpartition("/")[2].rpartition(":")[2] for key in keys}:
        count = sum(order_id in key for key in keys)
        if count != (order_id in paid):
            yield f"{order_id} is reported {count} times"
    refunded = _ids(db, "SELECT id FROM refunds WHERE state = 'refunded'")
    told = _ids(db, "SELECT key FROM outbox WHERE topic LIKE '%/refunds'")
    for refund_id in refunded:
        if sum(key.endswith(refund_id) for key in told) != 1:
            yield f"refund {refund_id} is not reported once"
    if len(told) != len(refunded):
        yield f"{len(told)} refunds are reported, {len(refunded)} were done"
    days: dict[str, list[int]] = {}
    for date, number in db.execute(
        "SELECT receipt_date, receipt_number FROM orders WHERE receipt_date IS NOT NULL"
    ):
        days.setdefault(date, []).append(number)
    for date, numbers in days.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"the receipts of {date} have the numbers {sorted(numbers)}"


def _refunds(db: sqlite3.Connection, service: Service) -> Iterator[str]:
    ours = _ids(
        db,
        "SELECT r.id FROM refunds r JOIN payments p ON p.id = r.payment_id"
        " WHERE r.state = 'refunded' AND p.rail = ?",
        Rail.ALIPAY,
    )
    yield from _differences("refunded", ours, "refunded by the service", service.refs(REFUNDED))
    booked = _ids(db, "SELECT id FROM ledger_entries WHERE kind = 'refund'")
    every = _ids(db, "SELECT id FROM refunds WHERE state = 'refunded'")
    yield from _differences("refunded", every, "in the books", booked)


def _deposits(db: sqlite3.Connection) -> Iterator[str]:
    (booked,) = db.execute(
        "SELECT coalesce(-sum(minor), 0) FROM ledger_postings WHERE account = 'deposits'"
    ).fetchone()
    (held,) = db.execute(
        "SELECT coalesce(sum(amount_minor), 0) FROM holds WHERE state = 'held'"
    ).fetchone()
    if booked != held:
        yield f"{booked} are held in the books, and {held} are known to be held"


def _ids(db: sqlite3.Connection, query: str, *values: str) -> set[str]:
    return {row[0] for row in db.execute(query, values)}


def _differences(here: str, ours: set[str], there: str, theirs: set[str]) -> Iterator[str]:
    for one in sorted(ours - theirs):
        yield f"{one} is {here} and not {there}"
    for one in sorted(theirs - ours):
        yield f"{one} is {there} and not {here}"
