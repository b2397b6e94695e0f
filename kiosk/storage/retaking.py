"""A member's face taken anew: the old templates go and the new ones come in one transaction.

The member gets a new key, so that what was sealed before opens nowhere any more. Templates of the
model pack before go as well: they are of the face that was given up.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

from kiosk.domain.retaking import Witness
from kiosk.storage import cleaning, forgetting, journal, leaving, look_alikes
from kiosk.storage.database import transaction
from kiosk.storage.members import write_templates
from kiosk.storage.vault import Vault
from models.results import Template


def retake(
    connection: sqlite3.Connection,
    vault: Vault,
    member_id: str,
    new: tuple[tuple[Template, ...], tuple[str, ...]],
    proofs: Collection[Witness],
    at: datetime,
) -> bool:
    """`new`: templates, and the members whom they nearly pass for. False: nothing has changed,
    because this member has no face, or wishes to be forgotten.

    Raises SealBrokenError and KeyLostError; then nothing has changed either.
    """
    templates, alike = new
    with transaction(connection):
        has_face = connection.execute(
            "SELECT 1 FROM templates WHERE member_id = ? LIMIT 1", (member_id,)
        ).fetchone()
        if not templates or has_face is None or leaving.wished(connection, member_id):
            return False
        key = forgetting.renew_key(connection, vault, member_id, at)
        write_templates(connection, key, member_id, templates)
        connection.execute(
            "DELETE FROM look_alikes WHERE member_id = ?1 OR other_id = ?1", (member_id,)
        )
        look_alikes.flag(connection, member_id, alike)
        journal.write(connection, at, "member.face_retaken", member_id, " ".join(sorted(proofs)))
    cleaning.settle(connection)
    return True
