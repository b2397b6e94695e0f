"""A member's agreement with a payment service, which then charges them without a code (免密支付).

The service's number of it lies where the merchant's keys are: at the gateway, or on a kiosk with
keys of its own. What the screens of a kiosk know of it is a `Standing`, with its age.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

NO_IS_GOOD_FOR = timedelta(days=1)
"""An agreement may be made elsewhere: an older "none" is no news. An older "agreed" is: at worst
the service refuses the charge, and that is told in words."""

MAY_BE_SIGNED_FOR = timedelta(hours=24)
"""How long a code that was shown may still be signed. Alipay's pages name no end of it [K]."""


class Standing(StrEnum):
    AGREED = "agreed"
    NONE = "none"
    UNKNOWN = "unknown"  # nobody could be asked; never taken for "none"


@dataclass(frozen=True, slots=True)
class Wish:
    """An agreement that a member is about to make in the app. `id`: 32 digits of [0-9a-f], ours
    (`external_agreement_no`). `shown_name`: masked, so that whoever scans sees for whom it is."""

    id: str
    member_id: str
    rail: str
    shown_name: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ToSign:
    """What our screen shows as a QR code, for the app to scan."""

    code_url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ending:
    """An agreement that is to end. `wish_id` empty: all that this member has with the service;
    else only the one that was shown under this id, and may be signed late.
    `rail` empty: at every service."""

    member_id: str
    rail: str = ""
    wish_id: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What this kiosk learnt of a member, and when (aware)."""

    rail: str
    standing: Standing
    learnt_at: datetime

    def at(self, now: datetime) -> Standing:
        """What it is worth now."""
        is_old = self.standing is Standing.NONE and now - self.learnt_at > NO_IS_GOOD_FOR
        return Standing.UNKNOWN if is_old else self.standing
