"""Whether the database takes what is written, tried with one page that changes nothing; and what it
says of the clock."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from kiosk.domain.problems import Fault, Problem
from kiosk.domain.steady_clock import Reading
from kiosk.storage import clock_watch, journal
from kiosk.storage.database import (
    DatabaseBusyError,
    DiskFullError,
    StorageError,
    transaction,
)

log = logging.getLogger(__name__)

NOT_AHEAD = timedelta(0)


Felt = tuple[datetime | None, Problem | None, timedelta]


def feel(connect: Callable[[], sqlite3.Connection], reading: Reading) -> Felt:
    """The time of the last act, what keeps the database from being used, if anything does, and how
    far the clock is ahead.

    `connect` gives the connection of the thread that asks.
    """
    try:
        connection = connect()
        with transaction(connection):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute(f"PRAGMA user_version={int(version)}")  # written, synced, the same
            acted = journal.last_time(connection)
        return acted, None, clock_watch.look(connection, reading).ahead
    except DatabaseBusyError:  # somebody else is writing: so it can be written
        log.info("the database is busy")
        return None, None, NOT_AHEAD
    except DiskFullError as error:
        return None, Problem(Fault.DISK_FULL, str(error)), NOT_AHEAD
    except StorageError as error:
        return None, Problem(Fault.DATABASE, str(error), error.until_restart), NOT_AHEAD
