"""What staff may read of one member afterwards: consents, what a face was asked for, and why.

Reads only. No name, no number, no score: ids, dates, and the words of the books.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kiosk.domain.risk import Reason, Step


@dataclass(frozen=True, slots=True)
class GivenText:
    """One yes. `withdrawn_at` is "" as long as it stands; times are ISO 8601."""

    version: str
    language: str
    by_guardian: bool
    given_at: str
    withdrawn_at: str


@dataclass(frozen=True, slots=True)
class FaceCheck:
    """`state`: asked (and left), proved or refused. `deed`: pay, hold, look or change."""

    at: str
    deed: str
    minor: int
    currency: str
    step: Step
    reasons: tuple[Reason, ...]
    state: str
    order_id: str


@dataclass(frozen=True, slots=True)
class MemberHistory:
    """The newest first. `acts`: (at, what, detail) of the journal. `alike`: ids of members whose
    faces nearly pass for this one."""

    consents: tuple[GivenText, ...]
    checks: tuple[FaceCheck, ...]
    alike: tuple[str, ...]
    acts: tuple[tuple[str, str, str], ...]


def history_of(connection: sqlite3.Connection, member_id: str, limit: int = 50) -> MemberHistory:
    consents = connection.execute(
        "SELECT version, language, by_guardian, given_at, coalesce(withdrawn_at, '')"
        " FROM consents WHERE member_id = ? ORDER BY given_at DESC, version",
        (member_id,),
    )
    checks = connection.execute(
        "SELECT at, deed, amount_minor, currency, step, reasons, state, coalesce(order_id, '')"
        " FROM face_checks WHERE member_id = ? ORDER BY at DESC, rowid DESC LIMIT ?",
        (member_id, limit),
    )
    alike = connection.execute(
        "SELECT other_id FROM look_alikes WHERE member_id = :id"
        " UNION SELECT member_id FROM look_alikes WHERE other_id = :id ORDER BY 1",
        {"id": member_id},
    )
    acts = connection.execute(
        "SELECT at, what, detail FROM journal WHERE ref = ? ORDER BY seq DESC LIMIT ?",
        (member_id, limit),
    )
    return MemberHistory(
        tuple(GivenText(v, lang, bool(by), at, gone) for v, lang, by, at, gone in consents),
        tuple(_check(row) for row in checks),
        tuple(other for (other,) in alike),
        tuple(acts.fetchall()),
    )


def _check(row: tuple[str, str, int, str, str, str, str, str]) -> FaceCheck:
    at, deed, minor, currency, step, reasons, state, order_id = row
    why = tuple(Reason(one) for one in reasons.split())
    return FaceCheck(at, deed, minor, currency, Step[step.upper()], why, state, order_id)
