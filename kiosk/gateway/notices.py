"""Notifications of payment services: each is handled once, and answered only once it is on disk.

Whether one is genuine is judged by the rail that knows the service; this desk compares it with
the payment in the books.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from kiosk.domain.payment import Outcome, Payment, Unknown
from kiosk.gateway import payment_book
from kiosk.gateway.database import Database
from kiosk.gateway.errors import ConflictError, NotKnownError
from kiosk.gateway.payments import Now, record
from kiosk.storage.database import transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Notice:
    """A genuine notification. `outcome_for`: what it says of a payment, Unknown if it does not
    fit the payment's number or amount. None: it is about something else (a refund)."""

    id: str
    payment_id: str
    outcome_for: Callable[[Payment], Outcome] | None


class NoticeReader(Protocol):
    """Knows one service's form and signature."""

    def __call__(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """`headers` have lower-case names. Raises RailError for what is not genuine."""


class NoticeDesk:
    """Any thread may ask."""

    def __init__(self, database: Database, now: Now) -> None:
        self._database = database
        self._now = now

    def take(self, service: str, notice: Notice) -> None:
        """On disk when it returns. Raises NotKnownError, ConflictError or StorageError: then the
        service sends it again later."""
        with transaction(self._database()) as db:
            if not self._is_first(db, service, notice):
                log.info("notice %s of %s came again", notice.id, service)
                return
            if notice.outcome_for is not None:
                self._compare(db, service, notice, notice.outcome_for)

    def _compare(
        self,
        db: sqlite3.Connection,
        service: str,
        notice: Notice,
        outcome_for: Callable[[Payment], Outcome],
    ) -> None:
        entry = payment_book.find(db, notice.payment_id)
        if entry is None or entry.payment.rail != service:
            raise NotKnownError(f"{service} tells of {notice.payment_id}, which is not ours.")
        outcome = outcome_for(entry.payment)
        if isinstance(outcome, Unknown):
            raise ConflictError(f"{service}'s notice does not fit {notice.payment_id}.")
        stands = record(db, notice.payment_id, outcome, self._now())
        log.info("notice: payment %s is %s", notice.payment_id, type(stands).__name__.lower())

    def _is_first(self, db: sqlite3.Connection, service: str, notice: Notice) -> bool:
        added = db.execute(
            "INSERT OR IGNORE INTO notices (service, notify_id, payment_id, at)"
            " VALUES (?, ?, ?, ?)",
            (service, notice.id, notice.payment_id, self._now().isoformat()),
        )
        return added.rowcount == 1
