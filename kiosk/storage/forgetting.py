"""How members go: key first, then rows, and a signed receipt stays. Not before: leaving.py.

    wish ─▶ 1. the key is gone, the number is free; the log emptied: nothing opens any more
         ─▶ 2. rows and masked payers go; the receipt is written, and queued for the back
               office, on whoever's wish it was; the log emptied
A log that somebody still reads is emptied later (cleaning.py): the receipt does not wait for it.
A power cut or a full disk between the two is made up for by `finish`, at each start and every
minute, with the same receipt: what it says is on disk since step 1. The books keep the bare id.
Agreements with payment services are queued to be ended, and no receipt waits for that: the guard
goes on trying.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cloud_sync import outbox
from kiosk.domain.agreement import Ending
from kiosk.domain.forgetting import ForgottenReceipt, Scope, Why, member_digest
from kiosk.ports import ReceiptSigner
from kiosk.storage import agreements, cleaning, consents, journal, open_money, staff_pin
from kiosk.storage.database import StorageError, transaction
from kiosk.storage.forgotten_message import forgotten_message
from kiosk.storage.vault import NAME, PHONE, DataKey, SealBrokenError, Vault

log = logging.getLogger(__name__)


JUDGEMENTS = ("face_checks", "face_failures")
"""What was thought of a face; no foreign key takes these along."""

BOOKS = frozenset(
    {
        "journal", "ledger_postings", "payments", "holds", "wallet_denials", "debts",
        "cabinet_sessions",
        "outbox",  # of paid orders, until they are sent
        "agreement_endings", "agreement_book",  # until the service has ended it
    }
)  # fmt: skip
"""The tables that keep the bare id, for money's sake; no other may (test_forgotten_tables.py)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to forget, on whose wish, when."""

    member_id: str
    why: Why
    at: datetime


def forget(connection: sqlite3.Connection, wish: Wish, signer: ReceiptSigner) -> str:
    """The receipt (JWS). The same wish again, or one about nobody, is done again: it harms nothing.

    Whatever money is open: whoever calls this has looked (leaving.py), or nobody can be found by
    their number any more.
    """
    with transaction(connection):
        _destroy_key(connection, wish)
    (wish,) = _unfinished(connection, wish.member_id)
    _finished(connection, wish, signer)
    return _receipt_of(wish, Scope.ALL, signer)


def _destroy_key(connection: sqlite3.Connection, wish: Wish) -> None:
    """In the caller's transaction. By the number nobody is found any more, and it may join anew."""
    connection.execute("DELETE FROM member_keys WHERE member_id = ?", (wish.member_id,))
    nobodys = f"forgotten:{wish.member_id}".encode()
    connection.execute("UPDATE members SET phone_hash = ? WHERE id = ?", (nobodys, wish.member_id))
    connection.execute(
        "INSERT INTO forgettings (member_id, scope, why, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (wish.member_id, Scope.ALL, wish.why, wish.at.isoformat()),
    )
    cleaning.owe(connection, wish.at)


def is_unfinished(connection: sqlite3.Connection, member_id: str) -> bool:
    """The key is gone, and the disk was too full for the rest: it goes by itself."""
    query = "SELECT 1 FROM forgettings WHERE member_id = ?"
    return connection.execute(query, (member_id,)).fetchone() is not None


def forget_face(
    connection: sqlite3.Connection, vault: Vault, wish: Wish, signer: ReceiptSigner
) -> str:
    """The receipt; the member stays, with number, name and PIN under a new key.

    The old key is destroyed with the templates, in one transaction. Raises SealBrokenError where
    nothing of this member opens, and KeyLostError.
    """
    with transaction(connection):
        renew_key(connection, vault, wish.member_id, wish.at)
        consents.withdraw_face(connection, wish.member_id, wish.at)
        journal.write(connection, wish.at, "member.face_forgotten", wish.member_id, wish.why)
        receipt = keep_receipt(connection, wish, Scope.FACE, signer)
    cleaning.settle(connection)
    return receipt


def renew_key(
    connection: sqlite3.Connection,
    vault: Vault,
    member_id: str,
    at: datetime,
    *,
    keeps_name: bool = True,
) -> DataKey:
    """In the caller's transaction, with `cleaning.settle` to follow: templates are gone, the number
    goes on under a new key, and the name if it may.

    Raises SealBrokenError where nothing of this member opens, and KeyLostError.
    """
    row = connection.execute(
        "SELECT k.wrapped, m.phone, m.name FROM members m"
        " JOIN member_keys k ON k.member_id = m.id WHERE m.id = ?",
        (member_id,),
    ).fetchone()
    if row is None:
        raise SealBrokenError("There is no such member any more.")
    old = vault.key_of(member_id, row[0])
    new, wrapped = vault.new_key(member_id)
    name = old.open(NAME, row[2]) if keeps_name else b""
    connection.execute(
        "UPDATE members SET phone = ?, name = ? WHERE id = ?",
        (new.seal(PHONE, old.open(PHONE, row[1])), new.seal(NAME, name), member_id),
    )
    connection.execute(
        "UPDATE member_keys SET wrapped = ? WHERE member_id = ?", (wrapped, member_id)
    )
    connection.execute("DELETE FROM templates WHERE member_id = ?", (member_id,))
    cleaning.owe(connection, at)
    return new


def unname_payers(connection: sqlite3.Connection, member_id: str) -> None:
    """In the caller's transaction. 张* tells the whole of a name that is 张; the service's masked
    number is 138****5678."""
    connection.execute(
        "UPDATE orders SET payer = ''"
        " WHERE id IN (SELECT order_id FROM payments WHERE member_id = ?)",
        (member_id,),
    )
    connection.execute("UPDATE payments SET payer = '' WHERE member_id = ?", (member_id,))


def finish(connection: sqlite3.Connection, signer: ReceiptSigner) -> int:
    """What a power cut or a full disk interrupted. How many were finished."""
    done = sum(_finished(connection, wish, signer) for wish in _unfinished(connection))
    if done:
        log.warning("%d members who were being forgotten are gone now", done)
    return done


def forget_unused(
    connection: sqlite3.Connection,
    vault: Vault,
    signer: ReceiptSigner,
    at: datetime,
    days: int,
    limit: int = 20,
) -> Iterator[str]:
    """Ids of those who were not here for `days`, as they are forgotten; at most `limit` at once.

    Whose money is open keeps number and PIN, by which its owner is still found: of them the face
    alone goes, for nobody wished them gone. Call it again while it answers `limit` of them.
    """
    before = (at.date() - timedelta(days=days)).isoformat()
    rows = connection.execute(
        "SELECT id, EXISTS (SELECT 1 FROM templates t WHERE t.member_id = m.id) FROM members m"
        " WHERE used_on < ? AND id NOT IN (SELECT member_id FROM forgettings) ORDER BY used_on",
        (before,),
    ).fetchall()
    gone = 0
    for member_id, has_face in rows:
        wish = Wish(member_id, Why.UNUSED, at)
        has_money = bool(open_money.of_member(connection, member_id))
        if has_money and (vault.is_locked or not has_face):
            continue
        if not (has_money and _lost_face(connection, vault, wish, signer)):
            forget(connection, wish, signer)
        yield member_id
        gone += 1
        if gone == limit:
            return


def _lost_face(
    connection: sqlite3.Connection, vault: Vault, wish: Wish, signer: ReceiptSigner
) -> bool:
    """False where nothing of the member opens any more: then all of it may as well go."""
    try:
        forget_face(connection, vault, wish, signer)
    except SealBrokenError:
        return False
    return True


def forget_unreadable(connection: sqlite3.Connection, signer: ReceiptSigner, at: datetime) -> int:
    """Everybody: their device secret is lost. They sign up again. How many they were.

    The staff PIN goes as well, where it is under that secret.
    """
    rows = connection.execute("SELECT id FROM members").fetchall()
    for (member_id,) in rows:
        forget(connection, Wish(member_id, Why.KEY_LOST, at), signer)
    with transaction(connection):
        connection.execute("DELETE FROM facts WHERE key = 'vault.key_id'")
        if staff_pin.is_under_secret(connection):
            staff_pin.remove(connection, at)
    return len(rows)


def receipts(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """(number, JWS), oldest first."""
    rows = connection.execute("SELECT number, receipt FROM forgotten ORDER BY number")
    return rows.fetchall()


def _unfinished(connection: sqlite3.Connection, member_id: str = "") -> list[Wish]:
    """Of this member, or of all: as they were wished first."""
    rows = connection.execute(
        "SELECT member_id, why, at FROM forgettings WHERE ?1 IN ('', member_id)", (member_id,)
    )
    return [Wish(one, Why(why), datetime.fromisoformat(at)) for one, why, at in rows]


def _finished(connection: sqlite3.Connection, wish: Wish, signer: ReceiptSigner) -> bool:
    """False: the disk does not take it now, and it is tried again. The key is gone by then: nobody
    may be told that nothing was done."""
    try:
        cleaning.settle(connection)
        _finish_one(connection, wish, signer)
        cleaning.settle(connection)
    except StorageError as error:
        log.warning("member %s is not forgotten wholly yet: %s", wish.member_id, error)
        return False
    return True


def _finish_one(connection: sqlite3.Connection, wish: Wish, signer: ReceiptSigner) -> str:
    with transaction(connection):
        unname_payers(connection, wish.member_id)
        agreements.intend_end(connection, Ending(wish.member_id), wish.at)
        connection.execute("DELETE FROM members WHERE id = ?", (wish.member_id,))
        for table in JUDGEMENTS:
            query = f"DELETE FROM {table} WHERE member_id = ?"  # noqa: S608 - named above
            connection.execute(query, (wish.member_id,))
        connection.execute("DELETE FROM forgettings WHERE member_id = ?", (wish.member_id,))
        journal.write(connection, wish.at, "member.forgotten", wish.member_id, wish.why)
        cleaning.owe(connection, wish.at)
        receipt = keep_receipt(connection, wish, Scope.ALL, signer)
        outbox.put(connection, forgotten_message(signer, receipt, wish.at))
        return receipt


def keep_receipt(
    connection: sqlite3.Connection, wish: Wish, scope: Scope, signer: ReceiptSigner
) -> str:
    """In the caller's transaction."""
    jws = _receipt_of(wish, scope, signer)
    at = wish.at.isoformat(timespec="seconds")
    connection.execute("INSERT INTO forgotten (at, receipt) VALUES (?, ?)", (at, jws))
    return jws


def _receipt_of(wish: Wish, scope: Scope, signer: ReceiptSigner) -> str:
    """The same wish, the same receipt: Ed25519 draws nothing (RFC 8032)."""
    at = wish.at.isoformat(timespec="seconds")
    receipt = ForgottenReceipt(signer.device, at, scope, wish.why, member_digest(wish.member_id))
    return receipt.jws(signer.key_id, signer.sign)
