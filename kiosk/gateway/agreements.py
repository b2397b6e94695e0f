"""What a payment service knows a member by: Alipay's agreement number, the openid at WeChat.

Entered at the gateway by hand, because who has it and the merchant's key can charge the member.
Those that members sign on a kiosk come to the same book by themselves.
"""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime

from kiosk.storage import agreement_book

_NUMBER = re.compile(r"[0-9A-Za-z_-]{1,128}")


class AgreementError(Exception):
    """The command cannot be done; the message says why."""


def set_number(
    connection: sqlite3.Connection, rail: str, member_id: str, number: str, at: datetime
) -> None:
    """Takes the place of an earlier one. Raises AgreementError."""
    if not _NUMBER.fullmatch(number) or not _NUMBER.fullmatch(member_id):
        raise AgreementError("Member and number are 1 to 128 of A-Z a-z 0-9 _ - each.")
    agreement_book.set_number(connection, rail, member_id, number, at)


def forget(connection: sqlite3.Connection, rail: str, member_id: str) -> None:
    """Here only: the service is not told. Raises AgreementError."""
    if not agreement_book.remove_agreed(connection, rail, member_id):
        raise AgreementError(f"Member {member_id} has no agreement with {rail} here.")
