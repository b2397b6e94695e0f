"""Members who wish to be forgotten while money of theirs is open: what holds back the rest.

The wish is accepted at once: face and name go, agreements end, and nobody is recognised any more.
Number and PIN stay sealed for as long as the money needs them, to find its owner by: a debt has to
be paid by somebody, a balance handed out to somebody. Then they go by themselves (PIPL art. 47:
to be deleted once the purpose is reached; art. 13 (2): until then for the contract alone).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Waits(StrEnum):
    """Money that is open, in the order in which it is told."""

    BALANCE = "balance"
    """In the wallet: paid out at the counter, or spent."""
    DEBT = "debt"
    """Goods of a cabinet that nobody paid for yet."""
    SESSION = "session"
    """A visit to a cabinet that is not settled, or that the member disputes."""
    HOLD = "hold"
    """An amount that is set aside, or was and may still be."""
    PAYMENT = "payment"
    """A payment, or a refund of one, that is not final."""


@dataclass(frozen=True, slots=True)
class Left:
    """`receipt`: JWS (domain/forgetting.py). `waits` empty: nothing of the member is kept."""

    receipt: str
    waits: tuple[Waits, ...] = ()
