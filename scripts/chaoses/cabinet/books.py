"""The kiosk's database, read as the values that the verdict judges. By SQL of its own."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from kiosk.storage.ledger_reader import audit_file
from scripts.chaoses.cabinet.verdict import Books, Ordered, SessionRow

MACHINE = {"weights", "door"}
_SESSIONS = """
    SELECT s.id, s.state, s.lines, s.owed_lines, s.evidence, s.reason,
        EXISTS (SELECT 1 FROM cabinet_log l WHERE l.session_id = s.id
            AND l.what = 'door' AND l.detail LIKE '%"is_open":true%'),
        (SELECT group_concat(json_extract(l.detail, '$.by')) FROM cabinet_log l
            WHERE l.session_id = s.id AND l.what = 'verdict'),
        (SELECT coalesce(sum(r.amount_minor), 0) FROM payments r
            WHERE r.id = s.hold_id AND r.state = 'paid'),
        (SELECT coalesce(-sum(p.minor), 0) FROM ledger_entries e JOIN ledger_postings p
            ON p.entry = e.number WHERE e.id = s.hold_id || '-END'
            AND p.account GLOB 'takings:*'),
        (SELECT count(*) FROM ledger_entries e
            WHERE e.kind = 'capture' AND e.id GLOB s.hold_id || '*')
    FROM cabinet_sessions s ORDER BY s.rowid
"""
_ORDERED = """
    SELECT l.session_id, s.cabinet || '/' || s.door, l.at FROM cabinet_log l
    JOIN cabinet_sessions s ON s.id = l.session_id WHERE l.what = 'unlock.sent'
"""
_TAKINGS = "SELECT coalesce(-sum(minor), 0) FROM ledger_postings WHERE account GLOB 'takings:*'"
_COUNTS = """
    SELECT count(*), coalesce(sum(state IN
        ('opening', 'unlocking', 'shopping', 'settling', 'charging')), 0)
        + (SELECT count(*) FROM holds WHERE state NOT IN ('held', 'captured', 'released', 'failed'))
    FROM cabinet_sessions
"""


def progress(database: Path) -> tuple[int, int]:
    """How many sessions there are, and how much is still open. (0, 0) before the first start."""
    if not database.exists():
        return 0, 0
    with _reading(database) as connection:
        try:
            begun, still_open = connection.execute(_COUNTS).fetchone()
        except sqlite3.OperationalError:  # its tables are being made
            return 0, 0
    return int(begun), int(still_open)


def losses(database: Path) -> tuple[str, ...]:
    """The doors, as "cabinet/door", that it knows were opened without it, and what was missing."""
    with _reading(database) as connection:
        rows = connection.execute(
            "SELECT cabinet || '/' || door FROM cabinet_losses WHERE state <> 'open'"
        )
        return tuple(door for (door,) in rows)


def of_kiosk(name: str, database: Path, doors: Mapping[str, int]) -> Books:
    """`doors`: the number of each "cabinet/door"."""
    with _reading(database) as connection:
        sessions = tuple(_session(*row) for row in connection.execute(_SESSIONS))
        ordered = tuple(
            Ordered(session_id, doors[door], datetime.fromisoformat(at).timestamp())
            for session_id, door, at in connection.execute(_ORDERED)
        )
        (takings,) = connection.execute(_TAKINGS).fetchone()
    known = tuple(doors[door] for door in losses(database))
    broken = tuple(broken.what for broken in audit_file(database).broken)
    other = takings - sum(session.taken for session in sessions)
    return Books(name, sessions, ordered, broken, other, known)


def _session(  # noqa: PLR0913, PLR0917 - one row
    session_id: str, state: str, lines: str, owed: str, evidence: str | None, reason: str,
    saw_open: int, by: str | None, paid: int, taken: int, times: int,
) -> SessionRow:  # fmt: skip
    charged: Counter[str] = Counter()
    for line in (*json.loads(lines), *json.loads(owed)):
        charged[line["sku"]] += line["quantity"]
    seen = json.loads(evidence)["shelves"] if evidence else []
    has_weights = any(shelf["after"]["quality"] == "stable" for shelf in seen)
    by_person = any(one not in MACHINE for one in (by or "weights").split(","))
    return SessionRow(
        session_id, state, charged, bool(saw_open), has_weights, by_person,
        paid, taken, times, reason,
    )  # fmt: skip


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5)) as database:
        yield database
