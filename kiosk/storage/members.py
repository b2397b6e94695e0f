"""Members: who joined, how they prove it, and how they are found. How they go: forgetting.py.

Number, name and templates are sealed (vault.py). A number is found by its keyed hash; a part of
a number only by opening one after the other, which staff's search does and nothing else
(workers/lookups.py).
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.consent import GivenConsent
from kiosk.domain.member import Member, is_mobile
from kiosk.domain.pin import Tries
from kiosk.flows.records import MemberRow
from kiosk.storage import consents, journal, wallet
from kiosk.storage.database import in_our_words, transaction
from kiosk.storage.pin_hash import (
    NOBODYS_PIN,
    SALT_BYTES,
    fits,
    is_peppered,
    peppered_hash,
)
from kiosk.storage.stranger_tries import StrangerTries
from kiosk.storage.vault import NAME, PHONE, DataKey, SealBrokenError, Vault, template_place
from models.results import Template

log = logging.getLogger(__name__)

_MEMBER = """
    SELECT m.id, k.wrapped, m.phone, m.name, m.pin_hash IS NOT NULL, m.joined_at,
           (SELECT count(*) FROM templates t WHERE t.member_id = m.id),
           coalesce((SELECT substr(l.at, 1, 10) FROM leaving l WHERE l.member_id = m.id), '')
    FROM members m JOIN member_keys k ON k.member_id = m.id
"""
_Row = tuple[str, bytes, bytes, bytes, int, str, int, str]


@dataclass(frozen=True, slots=True)
class NewMember:
    """`consent` None: as `templates` say, by the member, in Chinese."""

    id: str
    phone: str = field(repr=False)
    name: str = field(repr=False)
    pin_hash: bytes | None = field(repr=False)
    templates: tuple[Template, ...] = field(repr=False)
    consent: GivenConsent | None = None


@dataclass(frozen=True, slots=True)
class WrongPin:
    tries: Tries


def register(
    connection: sqlite3.Connection, vault: Vault, new: NewMember, at: datetime
) -> Member | None:
    """The member, once all of it is on disk. None when the phone number has joined already.

    The same id again changes nothing. Raises KeyLostError.
    """
    vault.require_unlocked()
    with transaction(connection):
        if not _is_stored(connection, new.id) and is_phone_free(connection, vault, new.phone):
            _write(connection, vault, new, at)
            given = new.consent or GivenConsent(with_face=bool(new.templates))
            consents.write(connection, new.id, given, at)
            journal.write(connection, at, "member.joined", new.id, " ".join(given.versions))
    member = find(connection, vault, new.id)
    return member if member and member.phone == new.phone else None


def _is_stored(connection: sqlite3.Connection, member_id: str) -> bool:
    query = "SELECT 1 FROM members WHERE id = ?"
    return connection.execute(query, (member_id,)).fetchone() is not None


def _write(connection: sqlite3.Connection, vault: Vault, new: NewMember, at: datetime) -> None:
    key, wrapped = vault.new_key(new.id)
    connection.execute(
        "INSERT INTO members (id, phone_hash, phone, name, pin_hash, joined_at, used_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            new.id,
            vault.phone_hash(new.phone),
            key.seal(PHONE, new.phone.encode()),
            key.seal(NAME, new.name.encode()),
            new.pin_hash,
            at.isoformat(),
            at.date().isoformat(),
        ),
    )
    connection.execute("INSERT INTO member_keys VALUES (?, ?)", (new.id, wrapped))
    write_templates(connection, key, new.id, new.templates)


def write_templates(
    connection: sqlite3.Connection, key: DataKey, member_id: str, templates: tuple[Template, ...]
) -> None:
    """In the caller's transaction, beside those that are there."""
    sealed = [
        (member_id, one.pack, key.seal(template_place(one.pack), one.vector)) for one in templates
    ]
    connection.executemany(
        "INSERT INTO templates (member_id, pack, sealed) VALUES (?, ?, ?)", sealed
    )


def find(connection: sqlite3.Connection, vault: Vault, member_id: str) -> Member | None:
    row = find_row(connection, vault, member_id)
    return row.member if row else None


def is_phone_free(connection: sqlite3.Connection, vault: Vault, phone: str) -> bool:
    query = "SELECT 1 FROM members WHERE phone_hash = ?"
    return connection.execute(query, (vault.phone_hash(phone),)).fetchone() is None


def used(connection: sqlite3.Connection, member_id: str, at: datetime) -> None:
    """The member was here. Written once a day: retention counts in days."""
    today = at.date().isoformat()
    query = "SELECT 1 FROM members WHERE id = ? AND used_on < ?"
    if connection.execute(query, (member_id, today)).fetchone() is None:
        return
    with transaction(connection):
        connection.execute("UPDATE members SET used_on = ? WHERE id = ?", (today, member_id))


def choose_pin(
    connection: sqlite3.Connection, member_id: str, pin_hash: bytes, at: datetime
) -> None:
    """A first one: of a member who has one nothing changes."""
    with transaction(connection):
        chosen = connection.execute(
            "UPDATE members SET pin_hash = ? WHERE id = ? AND pin_hash IS NULL",
            (pin_hash, member_id),
        )
        if chosen.rowcount:
            journal.write(connection, at, "member.pin_chosen", member_id)


def check_pin(  # whose number, which PIN, and when
    connection: sqlite3.Connection,
    vault: Vault,
    strangers: StrangerTries,
    phone: str,
    pin: str,
    now_s: float,
) -> Member | WrongPin:
    """The member whose number and PIN these are.

    A number that is unknown, or has no PIN, answers like a wrong PIN, as late and as locked.
    """
    row = connection.execute(
        "SELECT id, pin_hash, wrong_pins, locked_until_s FROM members WHERE phone_hash = ?",
        (vault.phone_hash(phone),),
    ).fetchone()
    if row is None or row[1] is None:
        return _strangers_pin(vault, strangers, phone, pin, now_s)
    member_id, stored, wrong, locked_until_s = row
    tries = Tries(wrong, locked_until_s)
    if tries.locked_for_s(now_s):
        return WrongPin(tries)
    is_right = fits(vault, pin, stored)
    after = Tries() if is_right else tries.after_wrong(now_s)
    if is_right and not is_peppered(stored):
        stored = peppered_hash(vault, pin, stored[:SALT_BYTES])
    with transaction(connection):
        connection.execute(
            "UPDATE members SET wrong_pins = ?, locked_until_s = ?, pin_hash = ? WHERE id = ?",
            (after.wrong, after.locked_until_s, stored, member_id),
        )
    member = find(connection, vault, member_id)
    return member if is_right and member else WrongPin(after)


def _strangers_pin(
    vault: Vault, strangers: StrangerTries, phone: str, pin: str, now_s: float
) -> WrongPin:
    tries = strangers.of(phone)
    if tries.locked_for_s(now_s):
        return WrongPin(tries)
    # never right, but it takes the time that a real one takes
    fits(vault, pin, b"\x01" + NOBODYS_PIN)
    after = tries.after_wrong(now_s)
    strangers.keep(phone, after)
    return WrongPin(after)


def find_row(connection: sqlite3.Connection, vault: Vault, member_id: str) -> MemberRow | None:
    row: _Row | None = connection.execute(f"{_MEMBER} WHERE m.id = ?", (member_id,)).fetchone()
    return _row(connection, vault, row) if row else None


def search(
    connection: sqlite3.Connection,
    vault: Vault,
    digits: str,
    limit: int = 100,
    is_wanted: Callable[[], bool] = lambda: True,
) -> tuple[MemberRow, ...]:
    """Members whose phone number contains `digits`, the newest first.

    A part of a number takes 10 us of processor time for each member: `is_wanted` is asked now and
    then whether to go on. No read is open meanwhile, so that forgetting can empty the log.
    """
    ids = _with_number(connection, vault, digits) if is_mobile(digits) else []
    ids = ids or _with_digits(connection, vault, digits, limit, is_wanted)
    found = (find_row(connection, vault, member_id) for member_id in ids)
    return tuple(row for row in found if row is not None)


def _with_number(connection: sqlite3.Connection, vault: Vault, phone: str) -> list[str]:
    query = "SELECT id FROM members WHERE phone_hash = ?"
    return [member_id for (member_id,) in connection.execute(query, (vault.phone_hash(phone),))]


def _with_digits(
    connection: sqlite3.Connection,
    vault: Vault,
    digits: str,
    limit: int,
    is_wanted: Callable[[], bool],
) -> list[str]:
    found: list[str] = []
    before = _LAST
    while len(found) < limit and is_wanted() and (page := _page(connection, before)):
        for member_id, wrapped, sealed, _ in page:
            phone = _phone(vault, member_id, wrapped, sealed)
            if phone is not None and digits in phone:
                found.append(member_id)
        before = (page[-1][3], page[-1][0])
    return found[:limit]


_PAGE = 1000
_LAST = ("~", "~")
"""After every time and id."""


def _page(
    connection: sqlite3.Connection, before: tuple[str, str]
) -> list[tuple[str, bytes, bytes, str]]:
    """(id, wrapped key, sealed number, joined at) of the next members, from the newest on."""
    return connection.execute(
        "SELECT m.id, k.wrapped, m.phone, m.joined_at"
        " FROM members m JOIN member_keys k ON k.member_id = m.id"
        " WHERE (m.joined_at, m.id) < (?, ?) ORDER BY m.joined_at DESC, m.id DESC LIMIT ?",
        (*before, _PAGE),
    ).fetchall()


def all_templates(
    connection: sqlite3.Connection,
    vault: Vault,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Iterator[tuple[str, Template]]:
    """(member id, template), a member's templates side by side, opened as they are asked for.

    What does not open is left out. `tell` hears now and then how many of how many are opened.
    """
    (count,) = connection.execute("SELECT count(*) FROM templates").fetchone()
    rows = connection.execute(
        "SELECT t.member_id, k.wrapped, t.pack, t.sealed"
        " FROM templates t JOIN member_keys k ON k.member_id = t.member_id"
        " ORDER BY t.member_id, t.id"
    )
    with in_our_words():
        yield from _opened(vault, rows, lambda done: tell(done, count))


def templates_of(
    connection: sqlite3.Connection, vault: Vault, member_id: str
) -> tuple[Template, ...]:
    """Of one member; none if there is no such member any more."""
    rows = connection.execute(
        "SELECT t.member_id, k.wrapped, t.pack, t.sealed"
        " FROM templates t JOIN member_keys k ON k.member_id = t.member_id"
        " WHERE t.member_id = ? ORDER BY t.id",
        (member_id,),
    )
    return tuple(template for _, template in _opened(vault, rows, lambda _done: None))


_TELL_EVERY = 5000


def _opened(
    vault: Vault, rows: sqlite3.Cursor, tell: Callable[[int], None]
) -> Iterator[tuple[str, Template]]:
    owner, key, broken = "", None, 0
    for done, (member_id, wrapped, pack, sealed) in enumerate(rows, start=1):
        if done % _TELL_EVERY == 0:
            tell(done)
        try:
            if member_id != owner:
                owner, key = member_id, None
                key = vault.key_of(member_id, wrapped)
            if key is not None:
                yield member_id, Template(pack, key.open(template_place(pack), sealed))
        except SealBrokenError:
            broken += 1
    if broken:
        log.warning("%d templates do not open, and are left out", broken)


def _phone(vault: Vault, member_id: str, wrapped: bytes, sealed: bytes) -> str | None:
    try:
        return vault.key_of(member_id, wrapped).open(PHONE, sealed).decode()
    except SealBrokenError:
        return None


def _row(connection: sqlite3.Connection, vault: Vault, row: _Row) -> MemberRow | None:
    """None for a member whose record does not open: to be left alone, and told by the doctor."""
    member_id, wrapped, phone, name, has_pin, joined_at, templates, leaves_since = row
    try:
        key = vault.key_of(member_id, wrapped)
        plain = key.open(PHONE, phone).decode(), key.open(NAME, name).decode()
    except SealBrokenError:
        log.warning("what is kept of member %s does not open", member_id)
        return None
    member = Member(member_id, *plain, has_face=templates > 0, has_pin=bool(has_pin))
    balance = wallet.balance(connection, member_id)
    return MemberRow(member, balance, joined_at[:10], templates, leaves_since=leaves_since)
