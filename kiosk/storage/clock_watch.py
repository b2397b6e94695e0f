"""The last look at the wall clock, kept on disk: by it a leap is found, also over a restart.

Whoever is about to delete something for its age looks first (`is_ahead`), on its own thread: the
health worker's look is up to 20 s old. What decides is domain/steady_clock.py.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from datetime import datetime, timedelta

from kiosk.domain import steady_clock
from kiosk.domain.steady_clock import Reading, Watched
from kiosk.storage import journal
from kiosk.storage.database import StorageError, in_our_words, transaction

log = logging.getLogger(__name__)

_FACT = "clock.watched"
WRITTEN_EVERY_S = 600.0
"""As long as nothing is in doubt and nothing changes; spares the disk."""


def look(connection: sqlite3.Connection, reading: Reading) -> Watched:
    """What is to be thought of the clock now. A disk that takes nothing changes no answer.

    Raises StorageError where nothing can be read.
    """
    with in_our_words():
        kept = last(connection)
    before = kept or _by_the_journal(connection, reading)
    now = steady_clock.look(before, reading)
    if _is_news(kept, now):
        try:
            with transaction(connection):
                _keep(connection, now)
        except StorageError:
            log.warning("what the clock shows could not be written down")
    if now.ahead and not (kept and kept.ahead):
        log.warning("the clock is %d days ahead: nothing is deleted for its age", now.ahead.days)
    return now


def is_ahead(connection: sqlite3.Connection, reading: Reading) -> bool:
    """Then whatever goes by its age stays for now."""
    return look(connection, reading).ahead > timedelta(0)


def last(connection: sqlite3.Connection) -> Watched | None:
    """What the kiosk saw last; None before its first look."""
    row = connection.execute("SELECT value FROM facts WHERE key = ?", (_FACT,)).fetchone()
    if row is None:
        return None
    try:
        shown, believed, up_s, boot, steady_s = json.loads(row[0])
        times = datetime.fromisoformat(shown), datetime.fromisoformat(believed)
        return Watched(*times, float(up_s), str(boot), float(steady_s))
    except (ValueError, TypeError):
        log.warning("what the clock showed at the last look cannot be read")
        return None


def confirm(connection: sqlite3.Connection, reading: Reading) -> None:
    """Staff say that the clock is right. Members who were here "later" than now were here today:
    else a clock that was ahead once would keep them for longer than they were told."""
    today = reading.now.date().isoformat()
    with transaction(connection):
        journal.confirm_clock(connection, reading.now)
        _keep(connection, steady_clock.believe(reading))
        connection.execute("UPDATE members SET used_on = ? WHERE used_on > ?", (today, today))


def _by_the_journal(connection: sqlite3.Connection, reading: Reading) -> Watched:
    """Before the first look: the time of the last act, by whatever version of this program."""
    acted = journal.last_time(connection)
    return Watched(acted, acted, 0.0, "") if acted else steady_clock.believe(reading)


def _is_news(kept: Watched | None, now: Watched) -> bool:
    if kept is None or kept.boot != now.boot or bool(kept.ahead) is not bool(now.ahead):
        return True
    is_steady = now.steady_s >= kept.steady_s
    return not is_steady or abs(now.shown - kept.shown).total_seconds() >= WRITTEN_EVERY_S


def _keep(connection: sqlite3.Connection, now: Watched) -> None:
    stamps = now.shown.isoformat(), now.believed.isoformat()
    value = json.dumps([*stamps, now.up_s, now.boot, now.steady_s])
    connection.execute(
        "INSERT INTO facts (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_FACT, value),
    )
