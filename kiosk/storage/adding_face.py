"""The first face of a member who has none: templates, the yes to them and look-alikes come in one
transaction, or nothing does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime

from kiosk.domain.consent import FACE, GivenConsent
from kiosk.domain.retaking import Witness, may_retake
from kiosk.storage import consents, journal, leaving, look_alikes
from kiosk.storage.database import transaction
from kiosk.storage.members import write_templates
from kiosk.storage.vault import Vault
from models.results import Template


def add(  # one row of each
    connection: sqlite3.Connection,
    vault: Vault,
    member_id: str,
    new: tuple[tuple[Template, ...], tuple[str, ...]],
    agreed: tuple[GivenConsent, Collection[Witness]],
    at: datetime,
) -> bool:
    """`new`: templates, and the members whom they nearly pass for. `agreed`: the yes, and who says
    that it is theirs. False: nothing has changed, because there is no such member, or they have a
    face, wish to be forgotten, or have not proved enough.

    Raises SealBrokenError and KeyLostError; then nothing has changed either.
    """
    (templates, alike), (given, proofs) = new, agreed
    with transaction(connection):
        wrapped = _key_without_face(connection, member_id)
        is_leaving = leaving.wished(connection, member_id)
        if not templates or wrapped is None or is_leaving or not may_retake(proofs):
            return False
        write_templates(connection, vault.key_of(member_id, wrapped), member_id, templates)
        consents.write(connection, member_id, given, at, (FACE.version,))
        look_alikes.flag(connection, member_id, alike)
        told = " ".join((FACE.version, *sorted(proofs)))
        journal.write(connection, at, "member.face_added", member_id, told)
    return True


def _key_without_face(connection: sqlite3.Connection, member_id: str) -> bytes | None:
    """The wrapped key of a member who has no face."""
    row = connection.execute(
        "SELECT wrapped FROM member_keys k WHERE member_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM templates t WHERE t.member_id = k.member_id)",
        (member_id,),
    ).fetchone()
    return row[0] if row else None
