"""The desk for pre-authorisations. A hold is captured once, with one amount, or released."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from kiosk.domain.hold import Hold, HoldOutcome
from kiosk.domain.money import Money
from kiosk.domain.payment import Means, Unknown
from kiosk.gateway import hold_book
from kiosk.gateway.database import Database
from kiosk.gateway.devices import Device
from kiosk.gateway.errors import ConflictError, NoServiceError, NotKnownError, RequestError
from kiosk.gateway.hold_book import HoldEntry
from kiosk.gateway.payments import Now
from kiosk.gateway.turns import Turns
from kiosk.ports import HoldingRail
from kiosk.storage.database import in_our_words, transaction

log = logging.getLogger(__name__)


class HoldDesk:
    """As PaymentDesk."""

    def __init__(
        self, database: Database, rails: Mapping[str, HoldingRail], turns: Turns, now: Now
    ) -> None:
        self._database = database
        self._rails = dict(rails)
        self._turns = turns
        self._now = now

    def hold(self, device: Device, hold: Hold, means: Means) -> HoldOutcome:
        rail = self._rail(hold)
        with self._turns.of(hold.id):
            with transaction(self._database()) as db:
                entry = hold_book.find_own(db, hold, device)
                entry = entry or hold_book.add(db, hold, device, self._now())
            if entry.is_final and entry.outcome is not None:
                return entry.outcome
            if entry.releasing or entry.captured is not None:
                return Unknown("The hold is being captured or released.")
            log.info("hold %s of %s by %s", hold.id, hold.amount.minor, device.name)
            return self._record(device, hold, rail.hold(hold, means))

    def capture(self, device: Device, hold: Hold, amount: Money) -> HoldOutcome:
        rail = self._rail(hold)
        if amount.currency != hold.amount.currency or amount > hold.amount:
            raise RequestError("amount: must be at most what is held, in its currency")
        with self._turns.of(hold.id):
            with transaction(self._database()) as db:
                entry = self._known(hold_book.find_own(db, hold, device), hold)
                if entry.captured not in {None, amount}:
                    raise ConflictError(f"Hold {hold.id} is captured with another amount.")
                if entry.releasing:
                    raise ConflictError(f"Hold {hold.id} is being released.")
                if not entry.is_final:
                    hold_book.mark_capture(db, hold, amount)
            if entry.is_final and entry.outcome is not None:
                return entry.outcome
            log.info("capture %s of hold %s by %s", amount.minor, hold.id, device.name)
            return self._record(device, hold, rail.capture(hold, amount))

    def release(self, device: Device, hold: Hold) -> HoldOutcome:
        """A hold that never came here is released too: it may still be on its way."""
        rail = self._rail(hold)
        with self._turns.of(hold.id):
            with transaction(self._database()) as db:
                entry = hold_book.find_own(db, hold, device)
                entry = entry or hold_book.add(db, hold, device, self._now())
                if entry.captured is None:
                    hold_book.mark_releasing(db, hold)
            if entry.is_final and entry.outcome is not None:
                return entry.outcome
            if entry.captured is not None:
                return self._record(device, hold, rail.query_hold(hold))
            log.info("release %s by %s", hold.id, device.name)
            return self._record(device, hold, rail.release(hold))

    def query(self, device: Device, hold: Hold) -> HoldOutcome:
        rail = self._rail(hold)
        with in_our_words():
            entry = self._known(hold_book.find_own(self._database(), hold, device), hold)
        if entry.is_final and entry.outcome is not None:
            return entry.outcome
        return self._record(device, hold, rail.query_hold(hold))

    def _record(self, device: Device, hold: Hold, outcome: HoldOutcome) -> HoldOutcome:
        with transaction(self._database()) as db:
            stands = hold_book.keep(db, hold, device, outcome)
        log.info("hold %s is %s", hold.id, type(stands).__name__.lower())
        return stands

    def _known(self, entry: HoldEntry | None, hold: Hold) -> HoldEntry:
        if entry is None:
            raise NotKnownError(f"Hold {hold.id} was never asked for here. Release it.")
        return entry

    def _rail(self, hold: Hold) -> HoldingRail:
        rail = self._rails.get(hold.rail)
        if rail is None:
            raise NoServiceError(f"This gateway cannot hold amounts at {hold.rail!r}.")
        return rail
