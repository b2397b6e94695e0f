"""What the back office may tell a kiosk to do, signed with the fleet's key: forget a member.

A JWS (jws.py) with the claims id, device ("site.device"), what, member_id and at. It has no end of
validity: a kiosk may be without a network for weeks, an id of a member is never used again, and a
command that comes again is answered as before and done once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain import jws
from kiosk.domain.jws import JwsError

TYPE = "kaimen-command"
FORGET = "forget"
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class CommandError(ValueError):
    """Not a command of our fleet to this kiosk. Nothing is done, and nobody is answered."""


@dataclass(frozen=True, slots=True)
class ForgetCommand:
    """`id`: the idempotency key. `device`: site and device with a dot between. `at`: ISO 8601."""

    id: str
    device: str
    member_id: str
    at: str

    def jws(self, key_id: str, sign: Callable[[bytes], bytes]) -> str:
        claims = {
            "id": self.id,
            "device": self.device,
            "what": FORGET,
            "member_id": self.member_id,
            "at": self.at,
        }
        return jws.signed(TYPE, claims, key_id, sign)


def command_in(
    raw: bytes, device: str, has_signed: Callable[[bytes, bytes], bool]
) -> ForgetCommand:
    """Once it is certain that the fleet wrote it for this device. Raises CommandError."""
    try:
        claims = jws.claims_in(raw.decode("ascii"), TYPE, has_signed)
    except (UnicodeDecodeError, JwsError) as error:
        raise CommandError(f"A command was not obeyed. {error}") from error
    if claims.get("what") != FORGET or claims.get("device") != device:
        raise CommandError("A command was not obeyed: it is for another device, or not known here.")
    ids = claims.get("id", ""), claims.get("member_id", "")
    if not all(_ID.fullmatch(one) for one in ids):
        raise CommandError("A command was not obeyed: its ids cannot be ids of ours.")
    return ForgetCommand(ids[0], device, ids[1], claims.get("at", ""))
