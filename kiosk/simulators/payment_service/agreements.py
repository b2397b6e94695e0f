"""Agreements of buyers with the merchant: signed in the app, ended by either side.

Each test buyer has one standing agreement (Alipay) and one permission (WeChat, by openid) from the
start; `agreements` tells of those that were signed here, and of any that was ended.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from kiosk.simulators.payment_service import buyers
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.buyers import Buyer
from kiosk.simulators.payment_service.errors import ControlError, Reason, RefusedError


@dataclass(frozen=True, slots=True)
class Terms:
    """What the merchant asked a buyer to sign. `external`: the merchant's own number of it."""

    external: str
    product: str
    scene: str
    shown_name: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    number: str = field(repr=False)
    external: str
    buyer: str
    stands: bool
    product: str
    scene: str
    signed_ms: int


def sign(books: Books, terms: Terms, buyer: Buyer) -> Agreement:
    """The buyer says yes in the app. Raises ControlError for one that was signed already."""
    with books.changing() as db:
        (count,) = db.execute("SELECT count(*) FROM agreements").fetchone()
        number = f"2026{count + 1:06d}{books.now_ms() % 10**10:010d}"
        row = (number, terms.external, buyer.name, "NORMAL", terms.product, terms.scene,
               terms.shown_name, books.now_ms())  # fmt: skip
        try:
            db.execute("INSERT INTO agreements VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        except sqlite3.IntegrityError as error:
            raise ControlError("This agreement was signed already.") from error
    return numbered(books, number)


def numbered(books: Books, number: str) -> Agreement:
    """Raises RefusedError for one that nobody knows."""
    with books.changing() as db:
        row = db.execute("SELECT * FROM agreements WHERE number = ?", (number,)).fetchone()
    if row is not None:
        return _agreement(row)
    buyer = buyers.with_number(books, number)
    return Agreement(number, "", buyer.name, stands=True, product="", scene="", signed_ms=0)


def of_merchant(books: Books, terms: Terms) -> Agreement:
    """By the merchant's own number, product and scene. Raises RefusedError."""
    with books.changing() as db:
        row = db.execute(
            "SELECT * FROM agreements WHERE external = ? AND product = ? AND scene = ?",
            (terms.external, terms.product, terms.scene),
        ).fetchone()
    if row is None:
        raise RefusedError(Reason.NO_AGREEMENT)
    return _agreement(row)


def standing(books: Books, number: str) -> Agreement:
    """Raises RefusedError for one that does not stand (any more)."""
    found = numbered(books, number)
    if not found.stands:
        raise RefusedError(Reason.NO_AGREEMENT)
    return found


def end(books: Books, agreement: Agreement) -> None:
    with books.changing() as db:
        row = (agreement.number, agreement.external or agreement.number, agreement.buyer, "STOP",
               agreement.product, agreement.scene, "", books.now_ms())  # fmt: skip
        db.execute(
            "INSERT INTO agreements VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (number) DO UPDATE SET status = 'STOP'",
            row,
        )


def all_agreements(books: Books) -> tuple[Agreement, ...]:
    with books.changing() as db:
        rows = db.execute("SELECT * FROM agreements ORDER BY signed_ms, number").fetchall()
    return tuple(_agreement(row) for row in rows)


def _agreement(row: sqlite3.Row) -> Agreement:
    return Agreement(
        row["number"],
        row["external"],
        row["buyer"],
        row["status"] == "NORMAL",
        row["product"],
        row["scene"],
        row["signed_ms"],
    )
