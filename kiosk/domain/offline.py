"""How much may be bought from wallets while the back office cannot be reached.

A balance kept here may be spent elsewhere as well: without contact nobody would notice. So three
limits hold while contact is lost: what one member spends at this kiosk, what all of them spend,
and how long it lasts. Pure: what was spent is read by the storage, the time is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain.money import Money

NEAR_PERCENT = 80
"""From this part of a limit on, people are told how much is left."""


@dataclass(frozen=True, slots=True)
class OfflineLimits:
    """Both amounts count from the moment when contact was lost. `hours` of it at most."""

    per_member: Money
    per_kiosk: Money
    hours: float


@dataclass(frozen=True, slots=True)
class OfflineUse:
    """What wallets paid here since contact was lost, at `since` (aware)."""

    member_spent: Money
    kiosk_spent: Money
    since: datetime


class OfflineReason(StrEnum):
    """Which limit says no."""

    MEMBER = "member"
    KIOSK = "kiosk"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class OfflineAllowed:
    """`left`: what this member may still spend, this purchase included. `is_near`: say so."""

    left: Money
    left_s: int
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class OfflineRefused:
    """`left`: what could still be bought; nothing once the hours are over."""

    reason: OfflineReason
    left: Money


OfflineAnswer = OfflineAllowed | OfflineRefused


def wallet_while_offline(
    limits: OfflineLimits, use: OfflineUse, amount: Money, now: datetime
) -> OfflineAnswer:
    """Whether a wallet may pay `amount` now. Time is judged first, then kiosk, then member.

    A clock that stands before `since` counts as no time passed: a wrong clock is a fault of its
    own (domain/problems.py) and stops sales altogether.
    """
    nothing = Money(0, amount.currency)
    passed = max(now - use.since, timedelta(0))
    allowed = timedelta(hours=limits.hours)
    if passed >= allowed:
        return OfflineRefused(OfflineReason.HOURS, nothing)
    of_kiosk = max(limits.per_kiosk - use.kiosk_spent, nothing)
    of_member = max(limits.per_member - use.member_spent, nothing)
    left = min(of_kiosk, of_member)
    if amount > left:
        is_kiosk = of_kiosk < of_member
        return OfflineRefused(OfflineReason.KIOSK if is_kiosk else OfflineReason.MEMBER, left)
    is_near = (
        _is_near(use.member_spent + amount, limits.per_member)
        or _is_near(use.kiosk_spent + amount, limits.per_kiosk)
        or passed * 100 >= allowed * NEAR_PERCENT
    )
    return OfflineAllowed(left, int((allowed - passed).total_seconds()), is_near)


def limit_to_tell(
    limits: OfflineLimits, use: OfflineUse, now: datetime
) -> OfflineAllowed | OfflineRefused | None:
    """What shoppers are told before anybody knows who they are: None while no limit is near."""
    said = wallet_while_offline(limits, use, Money(1, limits.per_kiosk.currency), now)
    return said if isinstance(said, OfflineRefused) or said.is_near else None


def _is_near(spent: Money, limit: Money) -> bool:
    return spent.minor * 100 >= limit.minor * NEAR_PERCENT
