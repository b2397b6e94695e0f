"""Keeps members' agreements where the merchant's keys are: at the gateway, or on the kiosk.

Written down before a code is shown, and before anything is ended. What is called for twice is done
once. An agreement whose number is known is not asked for again: the charge itself tells if it has
ended, and a member at the screen waits for nobody.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from kiosk.domain.agreement import MAY_BE_SIGNED_FOR, Ending, Standing, ToSign, Wish
from kiosk.storage import agreement_book
from kiosk.storage.agreement_book import Entry, Stage

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Signed:
    """`number`: the service's own, by which it charges."""

    number: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Missing:
    """The service says that there is none: not yet, or not any more."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """No trustworthy answer, or one that is not final. Ask again."""

    reason: str


Found = Signed | Missing | Unclear


class AgreementService(Protocol):
    """One service's side. `number` empty: by our own number of it."""

    def code_url(self, wish: Wish) -> str | None:
        """What the app scans to sign; None where it cannot be signed on a screen of ours."""

    def find(self, wish_id: str, number: str) -> Found: ...

    def end(self, wish_id: str, number: str) -> Missing | Unclear: ...


class AgreementKeeper:
    """An `Agreements` (ports.py), of one rail. Raises StorageError.

    `connection` gives the calling thread its own. `service` None: numbers entered by hand count,
    and are forgotten here only.
    """

    def __init__(
        self,
        rail: str,
        connection: Callable[[], sqlite3.Connection],
        service: AgreementService | None,
        now: Callable[[], datetime],
    ) -> None:
        self._rail = rail
        self._connection = connection
        self._service = service
        self._now = now

    def number_of(self, member_id: str) -> str | None:
        """What the service charges this member by."""
        return agreement_book.number_of(self._connection(), self._rail, member_id)

    def has_ended(self, member_id: str) -> None:
        """The service refused to charge by it."""
        agreement_book.remove_agreed(self._connection(), self._rail, member_id)

    def look(self, member_id: str) -> Standing:
        """Asks the service only for one that was shown here and may be signed by now."""
        entries = agreement_book.of_member(self._connection(), self._rail, member_id)
        if any(entry.stage is Stage.AGREED for entry in entries):
            return Standing.AGREED
        found = [self._signed_by_now(one) for one in entries if one.stage is Stage.SIGNING]
        if Standing.AGREED in found:
            return Standing.AGREED
        return Standing.UNKNOWN if Standing.UNKNOWN in found else Standing.NONE

    def begin(self, wish: Wish) -> ToSign | Standing:
        """`none`: cannot be signed on a screen here."""
        if self.number_of(wish.member_id):
            return Standing.AGREED
        if self._service is None or (url := self._service.code_url(wish)) is None:
            return Standing.NONE
        agreement_book.begin(self._connection(), wish, self._now())
        return ToSign(url)

    def end(self, ending: Ending) -> Standing:
        """`none`: it is gone for good; else ask again later."""
        db = self._connection()
        agreement_book.end(db, self._rail, ending.member_id, ending.wish_id)
        left = [
            entry
            for entry in agreement_book.of_member(db, self._rail, ending.member_id)
            if entry.stage is Stage.ENDING and ending.wish_id in {"", entry.id}
        ]
        gone = [self._ended(entry) for entry in left]
        return Standing.NONE if all(gone) else Standing.UNKNOWN

    def _signed_by_now(self, entry: Entry) -> Standing:
        found = self._service.find(entry.id, "") if self._service else Missing()
        match found:
            case Signed(number):
                agreement_book.signed(self._connection(), entry.id, number)
                log.info("agreement %s is signed", entry.id)
                return Standing.AGREED
            case Missing():
                if self._is_too_old_to_be_signed(entry):
                    agreement_book.remove(self._connection(), entry.id)
                return Standing.NONE
            case Unclear(reason):
                log.warning("agreement %s: %s", entry.id, reason)
                return Standing.UNKNOWN

    def _ended(self, entry: Entry) -> bool:
        """One that was shown may be signed late: until it is too old, it is looked for again."""
        service, number = self._service, entry.number
        if service is not None and not number:
            match service.find(entry.id, ""):
                case Signed(late):
                    agreement_book.signed(self._connection(), entry.id, late)
                    number = late
                case Missing() if not self._is_too_old_to_be_signed(entry):
                    return False
                case Unclear(reason):
                    log.warning("agreement %s: %s", entry.id, reason)
                    return False
                case _:
                    pass
        if service is not None and number:
            answer = service.end(entry.id, number)
            if isinstance(answer, Unclear):
                log.warning("agreement %s cannot be ended yet: %s", entry.id, answer.reason)
                return False
        agreement_book.remove(self._connection(), entry.id)
        log.info("agreement %s has ended", entry.id)
        return True

    def _is_too_old_to_be_signed(self, entry: Entry) -> bool:
        return self._now() - entry.at > MAY_BE_SIGNED_FOR
