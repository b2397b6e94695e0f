"""Members: who joined, how they prove it, and how they are forgotten."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.member import Member
from kiosk.domain.pin import Tries
from kiosk.flows.records import MemberRow
from kiosk.storage import journal, wallet
from kiosk.storage.database import empty_log, transaction
from kiosk.storage.pin_hash import NOBODYS_PIN, is_pin_of
from kiosk.storage.stranger_tries import StrangerTries
from models.results import Template

CONSENT_VERSION = "2026-11"
"""The version of the consent text in ui/wording.py that new members agree to."""

_MEMBER = """
    SELECT m.id, m.phone, m.name, m.pin_hash IS NOT NULL, m.joined_at,
           (SELECT count(*) FROM templates t WHERE t.member_id = m.id)
    FROM members m
"""


@dataclass(frozen=True, slots=True)
class NewMember:
    id: str
    phone: str = field(repr=False)
    name: str = field(repr=False)
    pin_hash: bytes | None = field(repr=False)
    templates: tuple[Template, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class WrongPin:
    tries: Tries


def register(connection: sqlite3.Connection, new: NewMember, at: datetime) -> Member | None:
    """The member, once all of it is on disk. None when the phone number has joined already."""
    with transaction(connection):
        row = (new.id, new.phone, new.name, new.pin_hash, CONSENT_VERSION, at.isoformat())
        added = connection.execute(
            "INSERT INTO members (id, phone, name, pin_hash, consent_version, joined_at)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            row,
        ).rowcount
        if added:
            vectors = [(new.id, template.pack, template.vector) for template in new.templates]
            connection.executemany(
                "INSERT INTO templates (member_id, pack, vector) VALUES (?, ?, ?)", vectors
            )
            journal.write(connection, at, "member.joined", new.id, CONSENT_VERSION)
    member = find(connection, new.id)
    return member if member and member.phone == new.phone else None


def find(connection: sqlite3.Connection, member_id: str) -> Member | None:
    row = find_row(connection, member_id)
    return row.member if row else None


def is_phone_free(connection: sqlite3.Connection, phone: str) -> bool:
    query = "SELECT 1 FROM members WHERE phone = ?"
    return connection.execute(query, (phone,)).fetchone() is None


def check_pin(
    connection: sqlite3.Connection, strangers: StrangerTries, phone: str, pin: str, now_s: float
) -> Member | WrongPin:
    """The member whose number and PIN these are.

    A number that is unknown, or has no PIN, answers like a wrong PIN, as late and as locked.
    """
    row = connection.execute(
        "SELECT id, pin_hash, wrong_pins, locked_until_s FROM members WHERE phone = ?", (phone,)
    ).fetchone()
    if row is None or row[1] is None:
        return _strangers_pin(strangers, phone, pin, now_s)
    member_id, stored, wrong, locked_until_s = row
    tries = Tries(wrong, locked_until_s)
    if tries.locked_for_s(now_s):
        return WrongPin(tries)
    is_right = is_pin_of(pin, stored)
    after = Tries() if is_right else tries.after_wrong(now_s)
    with transaction(connection):
        connection.execute(
            "UPDATE members SET wrong_pins = ?, locked_until_s = ? WHERE id = ?",
            (after.wrong, after.locked_until_s, member_id),
        )
    member = find(connection, member_id)
    return member if is_right and member else WrongPin(after)


def _strangers_pin(strangers: StrangerTries, phone: str, pin: str, now_s: float) -> WrongPin:
    tries = strangers.of(phone)
    if tries.locked_for_s(now_s):
        return WrongPin(tries)
    is_pin_of(pin, NOBODYS_PIN)  # never right, but it takes the time that a real one takes
    after = tries.after_wrong(now_s)
    strangers.keep(phone, after)
    return WrongPin(after)


def find_row(connection: sqlite3.Connection, member_id: str) -> MemberRow | None:
    row = connection.execute(f"{_MEMBER} WHERE m.id = ?", (member_id,)).fetchone()
    return _row(connection, row) if row else None


def search(connection: sqlite3.Connection, digits: str, limit: int = 100) -> tuple[MemberRow, ...]:
    """Members whose phone number contains `digits`, the newest first."""
    rows = connection.execute(
        f"{_MEMBER} WHERE instr(m.phone, ?) ORDER BY m.joined_at DESC, m.id DESC LIMIT ?",
        (digits, limit),
    ).fetchall()
    return tuple(_row(connection, row) for row in rows)


def forget(connection: sqlite3.Connection, member_id: str, at: datetime) -> None:
    """Name, number, PIN and templates are overwritten on disk; the books keep the bare id."""
    with transaction(connection):
        connection.execute(
            "UPDATE orders SET payer = ''"  # 张* tells the whole of a name that is 张
            " WHERE id IN (SELECT order_id FROM payments WHERE member_id = ?)",
            (member_id,),
        )
        connection.execute("DELETE FROM members WHERE id = ?", (member_id,))
        journal.write(connection, at, "member.forgotten", member_id)
    empty_log(connection)


def all_templates(connection: sqlite3.Connection) -> list[tuple[str, Template]]:
    """(member id, template), a member's templates side by side."""
    rows = connection.execute(
        "SELECT member_id, pack, vector FROM templates ORDER BY member_id, id"
    )
    return [(member_id, Template(pack, vector)) for member_id, pack, vector in rows]


def _row(connection: sqlite3.Connection, row: tuple[str, str, str, int, str, int]) -> MemberRow:
    member_id, phone, name, has_pin, joined_at, templates = row
    member = Member(member_id, phone, name, has_face=templates > 0, has_pin=bool(has_pin))
    return MemberRow(member, wallet.balance(connection, member_id), joined_at[:10], templates)
