"""Whether the database takes what is written, tried with one page that changes nothing."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime

from kiosk.domain.problems import Fault, Problem
from kiosk.storage import journal
from kiosk.storage.database import (
    DatabaseBusyError,
    DiskFullError,
    StorageError,
    transaction,
)

log = logging.getLogger(__name__)


def feel(connect: Callable[[], sqlite3.Connection]) -> tuple[datetime | None, Problem | None]:
    """The time of the last act, and what keeps the database from being used, if anything does.

    `connect` gives the connection of the thread that asks.
    """
    try:
        connection = connect()
        with transaction(connection):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            connection.execute(f"PRAGMA user_version={int(version)}")  # written, synced, the same
            return journal.last_time(connection), None
    except DatabaseBusyError:  # somebody else is writing: so it can be written
        log.info("the database is busy")
        return None, None
    except DiskFullError as error:
        return None, Problem(Fault.DISK_FULL, str(error))
    except StorageError as error:
        return None, Problem(Fault.DATABASE, str(error), error.until_restart)
