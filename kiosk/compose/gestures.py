"""Gestures as the device key has them drawn: unforeseen, and a restart draws no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kiosk.flows.draws import Draws
from kiosk.storage.vault import Vault

KEPT_S = 600.0
"""So long the same are asked of somebody who leaves. In longer, a film of them could be made."""


def draws_by(vault: Vault, now: Callable[[], datetime]) -> Draws:
    """By a keyed hash of who it is and the time of day in steps of KEPT_S."""

    def chance(said: str, below: int) -> int:
        step = int(now().timestamp() // KEPT_S)
        return vault.chance(f"{step}/{said}") % below

    return Draws(chance)
