"""Members who wish to be forgotten: at once, or as far as their open money allows.

wish ─ no money open ─▶ forgotten (forgetting.py)
     ╰ money open ─▶ one transaction: a new key, under which only the number goes on; templates,
                     name and masked names on orders are gone; agreements are to be ended; the
                     wish and its receipt are kept ─▶ settled ─▶ forgotten, by itself
"""

from __future__ import annotations

import logging
import sqlite3
from datetime import datetime

from kiosk.domain.agreement import Ending
from kiosk.domain.forgetting import Scope, Why
from kiosk.domain.leaving import Left
from kiosk.ports import ReceiptSigner
from kiosk.storage import agreements, cleaning, consents, forgetting, journal, open_money
from kiosk.storage.database import transaction
from kiosk.storage.forgetting import Wish
from kiosk.storage.vault import SealBrokenError, Vault

log = logging.getLogger(__name__)


def leave(connection: sqlite3.Connection, vault: Vault, wish: Wish, signer: ReceiptSigner) -> Left:
    """All of the member, or all that open money can do without. The same wish again is as good.

    Raises KeyLostError where money is open and the device secret is lost: the number, by which
    its owner would be found, cannot be put under a new key.
    """
    waits = open_money.of_member(connection, wish.member_id)
    if not waits:
        return Left(forgetting.forget(connection, wish, signer))
    accepted = wished(connection, wish.member_id)
    if accepted is not None:
        return Left(accepted[1], waits)
    vault.require_unlocked()
    try:
        receipt = _accept(connection, vault, wish, signer)
    except SealBrokenError:  # nobody can be found by that number any more
        return Left(forgetting.forget(connection, wish, signer))
    cleaning.settle(connection)
    return Left(receipt, waits)


def wished(connection: sqlite3.Connection, member_id: str) -> tuple[datetime, str] | None:
    """Since when the member wishes to be forgotten, and the receipt of that wish."""
    row = connection.execute(
        "SELECT at, receipt FROM leaving WHERE member_id = ?", (member_id,)
    ).fetchone()
    return (datetime.fromisoformat(row[0]), row[1]) if row else None


def go_if_settled(
    connection: sqlite3.Connection, signer: ReceiptSigner, at: datetime, limit: int = 20
) -> int:
    """Those whose money is settled by now are forgotten; at most `limit` at once. How many."""
    rows = connection.execute("SELECT member_id, why FROM leaving ORDER BY at").fetchall()
    settled = [row for row in rows if not open_money.of_member(connection, row[0])][:limit]
    for member_id, why in settled:
        forgetting.forget(connection, Wish(member_id, Why(why), at), signer)
        log.info("member %s is settled, and forgotten as they wished", member_id)
    return len(settled)


def _accept(connection: sqlite3.Connection, vault: Vault, wish: Wish, signer: ReceiptSigner) -> str:
    with transaction(connection):
        forgetting.renew_key(connection, vault, wish.member_id, wish.at, keeps_name=False)
        consents.withdraw_face(connection, wish.member_id, wish.at)
        forgetting.unname_payers(connection, wish.member_id)
        agreements.intend_end(connection, Ending(wish.member_id), wish.at)
        receipt = forgetting.keep_receipt(connection, wish, Scope.ACCEPTED, signer)
        connection.execute(
            "INSERT INTO leaving VALUES (?, ?, ?, ?)",
            (wish.member_id, wish.why, wish.at.isoformat(), receipt),
        )
        journal.write(connection, wish.at, "member.leaving", wish.member_id, wish.why)
    return receipt
