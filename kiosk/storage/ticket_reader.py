"""The call screen's look into the kiosk's database: read only, from another process."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk.domain.queue_number import Ticket
from kiosk.storage import tickets


def todays_tickets(database: Path, business_date: str) -> tuple[Ticket, ...]:
    """All numbers of a day, the one that changed last at the end; none before the first start.

    Opened anew each time, so that a kiosk that was replaced or restored is followed.
    Raises sqlite3.Error while the file cannot be read.
    """
    if not database.exists():
        return ()
    uri = f"{database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        return tickets.of_day(connection, business_date)
