"""Opening the vault at start, and sealing what an older version kept in the clear.

Which device secret members and the staff PIN are under is written down (as an id that tells nothing
about it): a secret that is missing or another one is told, never replaced in silence.
"""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.consent import FIRST_FACE, FIRST_MEMBERSHIP, ConsentText, text_of
from kiosk.ports import DeviceSecret
from kiosk.storage import cleaning, consents, journal, staff_pin
from kiosk.storage.database import in_our_words, transaction
from kiosk.storage.vault import (
    NAME,
    PHONE,
    SECRET_BYTES,
    RandomBytes,
    Vault,
    key_id_of,
    template_place,
)
from kiosk.typed_file import FileProblem

log = logging.getLogger(__name__)

_KEY_ID, _CLEANING = "vault.key_id", "vault.cleaning"


@dataclass(frozen=True, slots=True)
class OpenedVault:
    """`problem`: why nothing of the members can be read; `vault` is locked then."""

    vault: Vault
    problem: str = ""


def open_vault(
    connection: sqlite3.Connection, secret: DeviceSecret, random_bytes: RandomBytes
) -> OpenedVault:
    """With the secret that is there; a new one where nothing was ever sealed.

    Raises StorageError.
    """
    with in_our_words():
        try:
            there = secret.read()  # once: a TPM takes its time
            if there is None and not _has_sealed(connection):
                secret.keep(random_bytes(SECRET_BYTES))
                there = secret.read()  # whoever cannot open it again must not seal with it
        except FileProblem as problem:
            return _locked(random_bytes, str(problem))
        wrong = _wrong_with(connection, there, secret.place)
        if wrong or there is None:
            return _locked(random_bytes, wrong)
        vault = Vault(there, random_bytes)
        if _fact(connection, _KEY_ID) != vault.key_id:
            _keep_fact(connection, _KEY_ID, vault.key_id)
        return OpenedVault(vault)


def what_is_wrong(connection: sqlite3.Connection, secret: DeviceSecret) -> str:
    """With the secret, in words for people; "" when members can be read. Raises FileProblem."""
    return _wrong_with(connection, secret.read(), secret.place) if _has_sealed(connection) else ""


def _wrong_with(connection: sqlite3.Connection, secret: bytes | None, place: str) -> str:
    if not _has_sealed(connection):
        return ""
    if secret is None:
        return f"The device secret is gone from {place}. {_ADVICE}"
    if key_id_of(secret) != _fact(connection, _KEY_ID):
        what = (
            f"The device secret in {place} is not the one that members and the staff PIN are under."
        )
        return f"{what} {_ADVICE}"
    return ""


_ADVICE = (
    "Put it back from its backup. If there is none, members must sign up again and staff choose "
    "a new PIN: python -m kiosk members reset"
)


def seal_plain_members(connection: sqlite3.Connection, vault: Vault, at: datetime) -> int:
    """How many were sealed; all in one transaction. Nothing of them is left in the clear.

    A power cut after it and before the cleaning is made up for by the next call. Raises
    StorageError.
    """
    sealed = 0
    if not vault.is_locked:
        with transaction(connection):
            sealed = _seal_all(connection, vault, at)
            if sealed:
                _keep_fact(connection, _CLEANING, at.isoformat())
                journal.write(connection, at, "members.sealed", vault.key_id, str(sealed))
    if _fact(connection, _CLEANING):
        _clean(connection, at)
        log.warning("members are kept encrypted from now on: %d were in the clear", sealed)
    return sealed


def _seal_all(connection: sqlite3.Connection, vault: Vault, at: datetime) -> int:
    rows = connection.execute(
        "SELECT id, phone, name, pin_hash, wrong_pins, locked_until_s, consent_version, joined_at"
        " FROM members_plain"
    ).fetchall()
    for row in rows:
        _seal_one(connection, vault, row, at)
    connection.execute("DELETE FROM templates_plain")
    connection.execute("DELETE FROM members_plain")
    return len(rows)


def _seal_one(
    connection: sqlite3.Connection,
    vault: Vault,
    row: tuple[str, str, str, bytes | None, int, float, str, str],
    at: datetime,
) -> None:
    member_id, phone, name, pin, wrong, locked_until_s, consent, joined_at = row
    key, wrapped = vault.new_key(member_id)
    connection.execute(
        "INSERT INTO members (id, phone_hash, phone, name, pin_hash, wrong_pins, locked_until_s,"
        " joined_at, used_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            member_id,
            vault.phone_hash(phone),
            key.seal(PHONE, phone.encode()),
            key.seal(NAME, name.encode()),
            pin,
            wrong,
            locked_until_s,
            joined_at,
            at.date().isoformat(),  # nobody wrote down when they were here last: it begins today
        ),
    )
    connection.execute("INSERT INTO member_keys VALUES (?, ?)", (member_id, wrapped))
    plain = connection.execute(
        "SELECT pack, vector FROM templates_plain WHERE member_id = ? ORDER BY id", (member_id,)
    ).fetchall()
    sealed = [(member_id, pack, key.seal(template_place(pack), vector)) for pack, vector in plain]
    connection.executemany(
        "INSERT INTO templates (member_id, pack, sealed) VALUES (?, ?, ?)", sealed
    )
    text = _text_agreed(consent, has_face=bool(plain))
    consents.keep_text(connection, text)
    connection.execute(
        "INSERT INTO consents (member_id, version, language, given_at) VALUES (?, ?, '', ?)",
        (member_id, text.version, joined_at),
    )


def _text_agreed(version: str, *, has_face: bool) -> ConsentText:
    """Before, one text was shown to all; whoever said no to the face agreed to membership only."""
    return (text_of(version) or FIRST_FACE) if has_face else FIRST_MEMBERSHIP


def _clean(connection: sqlite3.Connection, at: datetime) -> None:
    """Deleted rows are overwritten already (secure_delete); this also gives every page back."""
    with in_our_words():
        connection.execute("VACUUM")
    with transaction(connection):
        connection.execute("DELETE FROM facts WHERE key = ?", (_CLEANING,))
        cleaning.owe(connection, at)
    cleaning.settle(connection)


def _locked(random_bytes: RandomBytes, problem: str) -> OpenedVault:
    log.warning("members cannot be read: %s", problem)
    return OpenedVault(Vault(random_bytes(SECRET_BYTES), random_bytes, is_locked=True), problem)


def _has_sealed(connection: sqlite3.Connection) -> bool:
    has_members = connection.execute("SELECT 1 FROM member_keys LIMIT 1").fetchone() is not None
    return has_members or staff_pin.is_under_secret(connection)


def _fact(connection: sqlite3.Connection, key: str) -> str:
    row = connection.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def _keep_fact(connection: sqlite3.Connection, key: str, value: str) -> None:
    with transaction(connection):
        connection.execute(
            "INSERT INTO facts (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
