"""How old a payment is, by its own id: version 7 ids carry the time they were made at.

Needs no memory and no database, so it holds after a restart as well.
"""

from __future__ import annotations

from datetime import UTC, datetime

_HEX = frozenset("0123456789abcdef")


def made_at(payment_id: str) -> datetime | None:
    """None where the id is not one of ours (domain/ids.py, RFC 9562 section 5.7)."""
    if len(payment_id) != 32 or not set(payment_id) <= _HEX or payment_id[12] != "7":
        return None
    try:
        return datetime.fromtimestamp(int(payment_id[:12], 16) / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def is_older(payment_id: str, seconds: float, now: datetime) -> bool:
    """False where the age is not known: then nothing may be concluded from it."""
    made = made_at(payment_id)
    return made is not None and (now - made).total_seconds() > seconds
