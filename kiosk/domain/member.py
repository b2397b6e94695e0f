"""A member, and how much of a member a screen may show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MOBILE = re.compile(r"1[3-9][0-9]{9}")
"""Mainland Chinese mobile numbers: 11 digits, the second from 3 to 9."""


@dataclass(frozen=True, slots=True)
class Member:
    """Name and phone are kept out of reprs, and so out of logs.

    `agreements`: rails that this member allowed to charge them without a code, as far as is known
    here; `no_agreements`: those that said lately that there is none. In neither: nobody knows.
    """

    id: str
    phone: str = field(repr=False)
    name: str = field(repr=False)
    has_face: bool = False
    has_pin: bool = False
    agreements: tuple[str, ...] = ()
    no_agreements: tuple[str, ...] = ()

    @property
    def masked(self) -> str:
        """What a screen may show in public: 张*, or 138******** when no name is known."""
        return masked_name(self.name) if self.name else masked_phone(self.phone)


def is_mobile(digits: str) -> bool:
    return MOBILE.fullmatch(digits) is not None


def masked_name(name: str) -> str:
    """张三 and 张 → 张*; a Latin name keeps its first letter: Anna → A*."""
    return f"{name[:1]}*"


def masked_phone(phone: str) -> str:
    """138********: the last four digits are what a face is asked for, so they are shown nowhere."""
    return phone[:3] + "*" * (len(phone) - 3)


def masked_account(told: str) -> str:
    """What a service tells of a payer, who may be a member with the same number: 159****5620 keeps
    what stands before its stars; an e-mail address is left as it is."""
    return re.sub(r"\*+[0-9]+$", "********", told)
