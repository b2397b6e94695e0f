"""What this kiosk knows of its members' agreements, and which it still has to end.

What was learnt is kept with its age, for the next time when nobody can be asked. What is to end is
written down before anybody is told so, and stays until the service has said so (perform_money.py).
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from kiosk.domain.agreement import Ending, Known, Standing
from kiosk.domain.member import Member
from kiosk.storage import journal
from kiosk.storage.database import transaction


def known(connection: sqlite3.Connection, member_id: str) -> tuple[Known, ...]:
    rows = connection.execute(
        "SELECT rail, standing, learnt_at FROM known_agreements WHERE member_id = ? ORDER BY rail",
        (member_id,),
    )
    return tuple(
        Known(rail, Standing(standing), datetime.fromisoformat(at)) for rail, standing, at in rows
    )


def with_known(connection: sqlite3.Connection, member: Member, now: datetime) -> Member:
    """The member with what is known of their agreements, as far as that is worth something now."""
    standings = [(one.rail, one.at(now)) for one in known(connection, member.id)]
    return replace(
        member,
        agreements=tuple(rail for rail, standing in standings if standing is Standing.AGREED),
        no_agreements=tuple(rail for rail, standing in standings if standing is Standing.NONE),
    )


def note(
    connection: sqlite3.Connection, member_id: str, rail: str, standing: Standing, at: datetime
) -> None:
    """`unknown` is no news. Of a member who is forgotten, or an ending that waits, nothing is kept.

    The same again is written once an hour: a look at each recognition costs no disk.
    """
    if standing is Standing.UNKNOWN or is_ending(connection, member_id, rail):
        return
    stamp = at.isoformat(timespec="seconds")
    before = connection.execute(
        "SELECT standing, substr(learnt_at, 1, 13) FROM known_agreements"
        " WHERE member_id = ? AND rail = ?",
        (member_id, rail),
    ).fetchone()
    if before == (standing.value, stamp[:13]):
        return
    with transaction(connection):
        connection.execute(
            "INSERT INTO known_agreements SELECT id, ?, ?, ? FROM members WHERE id = ?"
            " ON CONFLICT DO UPDATE"
            " SET standing = excluded.standing, learnt_at = excluded.learnt_at",
            (rail, standing, stamp, member_id),
        )


def intend_end(connection: sqlite3.Connection, ending: Ending, at: datetime) -> None:
    """On disk when it returns. From now on this kiosk charges it no more."""
    stamp = at.isoformat(timespec="seconds")
    with transaction(connection):
        connection.execute(
            "INSERT INTO agreement_endings VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (ending.member_id, ending.rail, ending.wish_id, stamp),
        )
        if not ending.rail:
            connection.execute(  # of services that the settings may not name any more
                "INSERT INTO agreement_endings SELECT member_id, rail, '', ?"
                " FROM known_agreements WHERE member_id = ? AND standing = 'agreed'"
                " ON CONFLICT DO NOTHING",
                (stamp, ending.member_id),
            )
        if not ending.wish_id:
            connection.execute(
                "UPDATE known_agreements SET standing = 'none', learnt_at = ?"
                " WHERE member_id = ? AND (? = '' OR rail = ?)",
                (stamp, ending.member_id, ending.rail, ending.rail),
            )
        journal.write(connection, at, "agreement.ending", ending.member_id, ending.rail)


def endings(connection: sqlite3.Connection) -> tuple[Ending, ...]:
    """Those that no service has confirmed yet, the oldest first."""
    rows = connection.execute("SELECT member_id, rail, wish_id FROM agreement_endings ORDER BY at")
    return tuple(Ending(*row) for row in rows)


def spread(connection: sqlite3.Connection, ending: Ending, rails: tuple[str, ...]) -> None:
    """One at every service becomes one at each of `rails`."""
    with transaction(connection):
        connection.executemany(
            "INSERT INTO agreement_endings SELECT member_id, ?, wish_id, at"
            " FROM agreement_endings WHERE member_id = ? AND rail = '' ON CONFLICT DO NOTHING",
            [(rail, ending.member_id) for rail in rails],
        )
        ended(connection, ending)


def ended(connection: sqlite3.Connection, ending: Ending) -> None:
    with transaction(connection):
        connection.execute(
            "DELETE FROM agreement_endings WHERE member_id = ? AND rail = ? AND wish_id = ?",
            (ending.member_id, ending.rail, ending.wish_id),
        )


def is_ending(connection: sqlite3.Connection, member_id: str, rail: str) -> bool:
    """The gateway may still tell of an agreement whose end is on its way."""
    row = connection.execute(
        "SELECT 1 FROM agreement_endings WHERE member_id = ? AND rail IN (?, '') AND wish_id = ''",
        (member_id, rail),
    ).fetchone()
    return row is not None
