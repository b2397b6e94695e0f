"""Sends messages where the service's key is: at the gateway, or on a kiosk in mode direct.

Written down before the service is asked, with a keyed hash in place of the number. An id is sent
once: asked again it is told what became of it, and an answer that nobody wrote down (a power cut)
stays unknown for ever, because the service could not tell a second message from the first.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from kiosk.domain.text_message import CodeMessage, Fate, MessageLimits
from kiosk.messages.errors import OtherNumberError
from kiosk.rails.signing_key import Signer
from kiosk.storage import message_book
from kiosk.storage.database import transaction

log = logging.getLogger(__name__)

KEY_OF_NUMBERS = b"kaimen: phone numbers in the book of messages, v1"


class MessageService(Protocol):
    """One vendor's side: a second one is a file beside aliyun.py, and a line in accounts.py."""

    def send(self, message: CodeMessage) -> Fate:
        """Ask once. Never raises: whatever is no answer is `unknown`."""


class MessageDesk:
    """`connection` gives the calling thread its own. `number_key`: 32 bytes, kept elsewhere."""

    def __init__(
        self,
        connection: Callable[[], sqlite3.Connection],
        service: MessageService,
        number_key: bytes,
        limits: MessageLimits,
        now: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._service = service
        self._number_key = number_key
        self._limits = limits
        self._now = now

    def send(self, device: str, message: CodeMessage) -> Fate:
        """Raises StorageError (nothing was sent, or its answer is not kept) or OtherNumberError."""
        known = self._written_down(device, message)
        if known is not None:
            return known
        log.info("message %s for %s", message.id, device)
        fate = self._service.send(message)
        with transaction(self._connection()) as db:
            message_book.keep(db, message.id, fate)
        return fate

    def _written_down(self, device: str, message: CodeMessage) -> Fate | None:
        """None: it is new, and may be sent. What is over a limit is kept as well."""
        number, now = self._hash(message.phone), self._now()
        with transaction(self._connection()) as db:
            known = message_book.find(db, message.id)
            if known is not None:
                if known.number != number:
                    raise OtherNumberError("This id was used for another number before.")
                return known.fate
            limit = message_book.is_too_many(db, device, number, self._limits, now)
            message_book.add(db, message.id, device, number, now)
            if limit:
                message_book.keep(db, message.id, Fate.LIMITED)
        if limit:
            log.warning("message %s for %s is over the limit %s", message.id, device, limit)
            return Fate.LIMITED
        return None

    def _hash(self, phone: str) -> bytes:
        return hashlib.blake2b(phone.encode(), key=self._number_key, digest_size=16).digest()


def number_key(signer: Signer) -> bytes:
    """From the private key, which is not in the database: Ed25519 signs the same text the same
    (RFC 8032), and this text is signed for nobody to see. Raises FileProblem."""
    return hashlib.sha256(signer.sign(KEY_OF_NUMBERS)).digest()
