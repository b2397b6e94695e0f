"""One trade's life in the books: opened, waited for, charged, closed. Money moves here only.

    open → waiting ┬→ paid (→ refunded by refunds.py)
                   ├→ closed      nobody can pay it any more
                   ╰→ refused     the buyer said no or had too little
    paid → reversed               a cancel gave it back

Every number is used once: a closed, refused or reversed one stays dead.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from kiosk.simulators.payment_service import buyers
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.errors import Reason, RefusedError

BEIJING = timezone(timedelta(hours=8))  # [V] both vendors stamp in Beijing time


class State(StrEnum):
    WAITING = "waiting"
    PAID = "paid"
    CLOSED = "closed"
    REFUSED = "refused"
    REVERSED = "reversed"


class Kind(StrEnum):
    CODE = "code"
    FACE = "face"
    QR = "qr"
    AGREEMENT = "agreement"
    HOLD = "hold"
    SCORE = "score"
    UNKNOWN = "unknown"  # cancelled before anything else was heard of it


@dataclass(frozen=True, slots=True)
class Order:
    """What the merchant asks for. `expires_ms` 0: the vendor's own time."""

    service: str
    number: str
    amount_fen: int
    subject: str
    kind: Kind
    notify_url: str = ""
    attach: str = ""
    expires_ms: int = 0
    terminal: str = ""


@dataclass(frozen=True, slots=True)
class Trade:
    """`serial` is the vendor's number: `trade_no`, `transaction_id`."""

    id: int
    service: str
    number: str
    serial: str
    kind: Kind
    amount_fen: int
    subject: str
    attach: str
    notify_url: str
    code_url: str = field(repr=False)
    buyer: str | None
    state: State
    created_ms: int
    paid_ms: int | None
    closed_ms: int | None
    pay_on_query: int | None
    queries: int
    refunded_fen: int
    fee_fen: int
    terminal: str

    @property
    def is_fully_refunded(self) -> bool:
        return self.state is State.PAID and self.refunded_fen == self.amount_fen


def open_trade(books: Books, order: Order, *, code_url: str = "") -> Trade:
    """A waiting trade. The number must be new."""
    now = books.now_ms()
    with books.changing() as db:
        made = db.execute(
            "INSERT INTO trades (service, number, serial, kind, amount_fen, subject, attach,"
            " notify_url, code_url, state, created_ms, expires_ms, terminal)"
            " VALUES (?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                order.service,
                order.number,
                order.kind,
                order.amount_fen,
                order.subject,
                order.attach,
                order.notify_url,
                code_url,
                State.WAITING,
                now,
                order.expires_ms or None,
                order.terminal,
            ),
        )
        serial = _serial(order.service, made.lastrowid or 0, now)
        db.execute("UPDATE trades SET serial = ? WHERE id = ?", (serial, made.lastrowid))
    return known(books, order.service, order.number)


def bury(books: Books, service: str, number: str) -> None:
    """A number of which nothing was heard is dead from now on."""
    order = Order(service, number, 0, "", Kind.UNKNOWN)
    end(books, open_trade(books, order), State.CLOSED)


def find(books: Books, service: str, number: str) -> Trade | None:
    return _one(books, "service = ? AND number = ?", service, number)


def known(books: Books, service: str, number: str) -> Trade:
    """Raises RefusedError."""
    trade = find(books, service, number)
    if trade is None:
        raise RefusedError(Reason.NO_TRADE)
    return trade


def with_serial(books: Books, service: str, serial: str) -> Trade:
    """Raises RefusedError."""
    trade = _one(books, "service = ? AND serial = ?", service, serial)
    if trade is None:
        raise RefusedError(Reason.NO_TRADE)
    return trade


def with_code_url(books: Books, code_url: str) -> Trade | None:
    return _one(books, "code_url = ? AND code_url <> ?", code_url, "")


def all_trades(books: Books) -> tuple[Trade, ...]:
    with books.changing() as db:
        return tuple(_trade(row) for row in db.execute("SELECT * FROM trades ORDER BY id"))


def wait_for(
    books: Books, trade: Trade, buyer: str, *, after_s: float | None = None, queries: int = 0
) -> Trade:
    """The buyer has to say yes first; or the vendor is late by seconds or by queries."""
    pay_at = None if after_s is None else books.now_ms() + int(after_s * 1000)
    with books.changing() as db:
        db.execute(
            "UPDATE trades SET buyer = ?, pay_at_ms = ?, pay_on_query = ? WHERE id = ?",
            (buyer, pay_at, queries or None, trade.id),
        )
    return known(books, trade.service, trade.number)


def charge(books: Books, trade: Trade, buyer: str) -> Trade:
    """Move the money, once. Raises RefusedError, and then nothing moved."""
    if trade.state is not State.WAITING:
        raise RefusedError(Reason.WRONG_STATE)
    with books.changing():
        buyers.take(books, buyer, trade.amount_fen)
        return mark_paid(books, trade, buyer)


def mark_paid(books: Books, trade: Trade, buyer: str) -> Trade:
    """The money is out of the buyer's hands: taken just now, or held before."""
    with books.changing() as db:
        db.execute(
            "UPDATE trades SET state = ?, buyer = ?, paid_ms = ?, fee_fen = ?,"
            " charges = charges + 1 WHERE id = ?",
            (
                State.PAID,
                buyer,
                books.now_ms(),
                fee_fen(books, trade.service, trade.amount_fen),
                trade.id,
            ),
        )
    return known(books, trade.service, trade.number)


def end(books: Books, trade: Trade, state: State) -> Trade:
    """Closed, refused or reversed: the number is dead from now on."""
    with books.changing() as db:
        db.execute(
            "UPDATE trades SET state = ?, closed_ms = ? WHERE id = ?",
            (state, books.now_ms(), trade.id),
        )
    return known(books, trade.service, trade.number)


def count_query(books: Books, trade: Trade) -> Trade:
    with books.changing() as db:
        db.execute("UPDATE trades SET queries = queries + 1 WHERE id = ?", (trade.id,))
    return known(books, trade.service, trade.number)


def due(books: Books) -> tuple[Trade, ...]:
    """Waiting trades whose time has come: to be paid late, or to expire."""
    now = books.now_ms()
    with books.changing() as db:
        rows = db.execute(
            "SELECT * FROM trades WHERE state = 'waiting' AND (pay_at_ms <= ? OR expires_ms <= ?)"
            " ORDER BY id",
            (now, now),
        )
        return tuple(_trade(row) for row in rows)


def is_to_be_paid_now(books: Books, trade: Trade) -> bool:
    """True: paid late and due; False: it expired first."""
    with books.changing() as db:
        row = db.execute("SELECT pay_at_ms FROM trades WHERE id = ?", (trade.id,)).fetchone()
    return row[0] is not None and row[0] <= books.now_ms()


def fee_fen(books: Books, service: str, amount_fen: int) -> int:
    """What the vendor keeps of it. Rounding half up is [K]."""
    habits = books.habits
    rate = habits.alipay_rate if service == "alipay" else habits.wechat_rate
    return int((Decimal(amount_fen) * rate).quantize(Decimal(1), ROUND_HALF_UP))


def beijing(ms: int) -> datetime:
    return datetime.fromtimestamp(ms // 1000, UTC).astimezone(BEIJING)


def _serial(service: str, row_id: int, now_ms: int) -> str:
    """28 digits, as both vendors have them."""
    day = f"{beijing(now_ms):%Y%m%d}"
    if service == "alipay":
        return f"{day}2200142{row_id:013d}"
    return f"4200000042{day}{row_id:010d}"


def _one(books: Books, where: str, *values: str) -> Trade | None:
    with books.changing() as db:
        row = db.execute(f"SELECT * FROM trades WHERE {where}", values).fetchone()  # noqa: S608 - our own conditions
    return None if row is None else _trade(row)


def _trade(row: sqlite3.Row) -> Trade:
    return Trade(
        id=row["id"],
        service=row["service"],
        number=row["number"],
        serial=row["serial"],
        kind=Kind(row["kind"]),
        amount_fen=row["amount_fen"],
        subject=row["subject"],
        attach=row["attach"],
        notify_url=row["notify_url"],
        code_url=row["code_url"],
        buyer=row["buyer"],
        state=State(row["state"]),
        created_ms=row["created_ms"],
        paid_ms=row["paid_ms"],
        closed_ms=row["closed_ms"],
        pay_on_query=row["pay_on_query"],
        queries=row["queries"],
        refunded_fen=row["refunded_fen"],
        fee_fen=row["fee_fen"],
        terminal=row["terminal"],
    )
