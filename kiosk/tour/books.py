"""What lies behind the screen: the tour looks whether the books agree with what was shown."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from kiosk.compose.records import database_path, wallet_rail
from kiosk.config import Settings
from kiosk.devices.device_secret import device_secret
from kiosk.domain.cart import Cart
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.domain.order import order_of
from kiosk.domain.payment import ByMember, Payment
from kiosk.storage import members, orders, payments, wallet
from kiosk.storage.catalogue_file import load_catalogue
from kiosk.storage.database import open_database
from kiosk.storage.ledger_reader import audit_file
from kiosk.storage.sealing import open_vault
from kiosk.storage.vault import Vault
from kiosk.tour.hand import Hand, TourError
from kiosk.tour.traces import Secret, sealed, template, words

PHONE, SURNAME, MEMBER_PIN = "13800138000", "欧阳", "394817"
"""The member of the tour. A surname of two signs: one of one sign is on any page."""
OTHER_PHONE = "13900139000"
"""Typed by somebody who does not become a member."""


class Books:
    """The tour's kiosk, seen from its database and from the back office.

    `reported` grows as the back office hears of orders; `paid` are those checked here.
    """

    def __init__(
        self, settings: Settings, now: Callable[[], datetime], reported: list[str]
    ) -> None:
        self._settings = settings
        self._now = now
        self._reported = reported
        self.paid: list[str] = []

    def member_id(self) -> str:
        return self._member().id

    def secrets(self) -> list[Secret]:
        """What must not be found on the disk or on the wire: number, name, PIN, all templates."""
        with closing(open_database(database_path(self._settings))) as database:
            kept = list(members.all_templates(database, self._vault(database)))
        faces = [template(f"template {place}", one) for place, (_, one) in enumerate(kept)]
        if not faces:
            raise TourError("there is no template to look for")
        return [
            words("the number", PHONE),
            words("the number of somebody who did not join", OTHER_PHONE),
            words("the name", SURNAME),
            words("the PIN", f'"{MEMBER_PIN}"'),
            *faces,
        ]

    def sealed_faces(self) -> list[Secret]:
        """The encrypted templates that are there now."""
        with closing(open_database(database_path(self._settings))) as database:
            rows = database.execute("SELECT sealed FROM templates").fetchall()
        return [sealed(f"sealed template {place}", raw) for place, (raw,) in enumerate(rows)]

    def _member(self) -> Member:
        with closing(open_database(database_path(self._settings))) as database:
            found = members.search(database, self._vault(database), PHONE)
        if not found:
            raise TourError(f"nobody with the number {PHONE} has joined")
        return found[0].member

    def _vault(self, database: sqlite3.Connection) -> Vault:
        """By way of the kiosk's own device secret: nothing in the database tells a number."""
        folder = self._settings.paths.data_dir
        secret = device_secret(self._settings.members.device_secret, folder)
        return open_vault(database, secret, os.urandom).vault

    def check_balance(self, expected: Money) -> None:
        with closing(open_database(database_path(self._settings))) as database:
            held = wallet.balance(database, self.member_id())
        if held != expected:
            raise TourError(f"the wallet holds {held}, not {expected}")

    def check_paid(self, hand: Hand, expected: Money) -> None:
        """Charged once, numbered, door open, and reported exactly once."""
        order_id = self.newest_order()
        self.check_charged(order_id, expected)
        door = "SELECT state FROM door_commands WHERE order_id = ?"
        hand.wait("the door to be open", lambda: self.ask(door, order_id) == "opened")
        self._wait_reported(hand, order_id)
        self.paid.append(order_id)

    def check_charged(self, order_id: str, expected: Money) -> None:
        charged = self.ask(
            "SELECT sum(l.minor) FROM ledger_postings l JOIN ledger_entries e ON e.number = l.entry"
            " JOIN payments p ON p.id = e.id JOIN orders o ON o.id = p.order_id"
            " WHERE l.minor > 0 AND o.id = ? AND o.state = 'paid'",
            order_id,
        )
        if charged != expected.minor:
            raise TourError(f"charged {charged} fen, not {expected.minor}")
        if self.ask("SELECT count(*) FROM tickets WHERE order_id = ?", order_id) != 1:
            raise TourError("there is not one queue number")
        broken = audit_file(database_path(self._settings)).broken
        if broken:
            raise TourError(f"the ledger is broken: {broken[0].what}")

    def newest_order(self) -> str:
        return str(self.ask("SELECT id FROM orders ORDER BY rowid DESC LIMIT 1"))

    def newest_payment(self) -> str:
        return str(self.ask("SELECT id FROM payments ORDER BY rowid DESC LIMIT 1"))

    def newest_paid_by(self, rail: str) -> str:
        paid = "SELECT order_id FROM payments WHERE rail = ? AND state = 'paid' ORDER BY rowid DESC"
        return str(self.ask(paid, rail))

    def _wait_reported(self, hand: Hand, order_id: str) -> None:
        hand.wait("the back office to hear of it", lambda: order_id in self._reported)
        if self._reported.count(order_id) != 1:
            raise TourError(f"the back office heard of it {self._reported.count(order_id)} times")

    @contextmanager
    def busy_disk(self) -> Iterator[None]:
        """Another program holds the database for as long as this lasts."""
        with closing(open_database(database_path(self._settings))) as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                database.execute("ROLLBACK")

    def charge_without_completing(self) -> str:
        """An egg tart, placed and charged, as a power cut at that moment leaves it on disk."""
        now = self._now()
        catalogue = load_catalogue(self._settings.paths.catalogue)
        product = catalogue.with_sku("egg-tart")
        if product is None:
            raise TourError("the sample shop sells no egg tarts any more")
        order = order_of(Cart().with_one(product), catalogue, "power-cut-order")
        payment = Payment("power-cut-payment", order.id, self.member_id(), order.total)
        with closing(open_database(database_path(self._settings))) as database:
            orders.place(database, order, payment, "王*", now)
            payments.submitting(database, payment.id, now)
        wallet_rail(self._settings, self._now).charge(payment, ByMember())
        return order.id

    def ask(self, query: str, *values: object) -> object:
        """The first value of the first row; None without one."""
        with closing(open_database(database_path(self._settings))) as database:
            row = database.execute(query, values).fetchone()
        return row[0] if row else None
