"""From the settings: the secret is read from its file, and the desk made of it.

The gateway uses it, and a kiosk in mode direct.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.config_messages import MessageAccount
from kiosk.messages.aliyun import AliyunAccount, AliyunMessages
from kiosk.messages.desk import MessageDesk, number_key
from kiosk.rails.http import HttpClient
from kiosk.rails.signing_key import Signer
from kiosk.secret_file import secret_text
from kiosk.typed_file import FileProblem


@dataclass(frozen=True, slots=True)
class Keys:
    """`signer`: the own key of the gateway, or of the kiosk. `new_nonce`: never the same twice."""

    signer: Signer
    new_nonce: Callable[[], str]


def desk(
    account: MessageAccount,
    connection: Callable[[], sqlite3.Connection],
    http: HttpClient,
    now: Callable[[], datetime],
    keys: Keys,
) -> MessageDesk:
    """Of an account that misses nothing. Raises FileProblem."""
    service = AliyunMessages(aliyun_account(account), http, now, keys.new_nonce)
    return MessageDesk(connection, service, number_key(keys.signer), account.limits, now)


def aliyun_account(account: MessageAccount) -> AliyunAccount:
    """Raises FileProblem."""
    path = account.access_key_secret_file
    if path is None:
        raise FileProblem(Path("the settings"), ["Set [messages] access_key_secret_file."])
    secret = secret_text(path).strip()
    if not secret.isascii() or not secret.isprintable() or not secret:
        raise FileProblem(path, ["The file should hold the access key's secret, in one line."])
    return AliyunAccount(
        account.access_key_id or "",
        secret,
        account.sign_name or "",
        account.template_code or "",
        account.url,
    )
