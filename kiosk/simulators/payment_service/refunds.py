"""Giving money back: once per refund number, never more than was paid."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kiosk.simulators.payment_service import buyers, trades
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.errors import Reason, RefusedError
from kiosk.simulators.payment_service.trades import State, Trade


@dataclass(frozen=True, slots=True)
class Wish:
    """What the merchant asks for. `delay_s`: how long the vendor takes."""

    number: str
    amount_fen: int
    reason: str = ""
    notify_url: str = ""
    delay_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Refund:
    id: int
    number: str
    serial: str
    amount_fen: int
    fee_fen: int
    reason: str
    notify_url: str
    created_ms: int
    done_ms: int
    is_new: bool = True


def refund(books: Books, trade: Trade, wish: Wish) -> Refund:
    """The same number and amount again gives the same refund. Raises RefusedError."""
    with books.changing():
        before = _find_in_trade(books, trade, wish.number)
        if before is not None:
            if before.amount_fen != wish.amount_fen:
                raise RefusedError(Reason.OTHER_CONTENTS)
            return before
        if trade.state is not State.PAID:
            raise RefusedError(Reason.NOT_PAID)
        if trade.refunded_fen + wish.amount_fen > trade.amount_fen:
            raise RefusedError(Reason.TOO_MUCH)
        return _give_back(books, trade, wish)


def reverse(books: Books, trade: Trade) -> Trade:
    """A cancel or a reverse: what is left of a paid trade goes back, and the number is dead."""
    with books.changing():
        if trade.state is not State.PAID:
            raise RefusedError(Reason.WRONG_STATE)
        left = trade.amount_fen - trade.refunded_fen
        if left:
            _give_back(books, trade, Wish(trade.number, left, "cancel"))
        return trades.end(books, trade, State.REVERSED)


def find(books: Books, service: str, number: str) -> Refund:
    """By the merchant's refund number. Raises RefusedError."""
    with books.changing() as db:
        row = db.execute(
            "SELECT * FROM refunds WHERE service = ? AND number = ?", (service, number)
        ).fetchone()
    if row is None:
        raise RefusedError(Reason.NO_REFUND)
    return _refund(row)


def in_trade(books: Books, trade: Trade, number: str) -> Refund | None:
    """Alipay's refund numbers are unique within a trade only."""
    return _find_in_trade(books, trade, number)


def trade_of(books: Books, given: Refund) -> Trade:
    with books.changing() as db:
        row = db.execute(
            "SELECT t.service, t.number FROM refunds r JOIN trades t ON t.id = r.trade"
            " WHERE r.id = ?",
            (given.id,),
        ).fetchone()
    return trades.known(books, row[0], row[1])


def to_announce(books: Books) -> tuple[Refund, ...]:
    """Done, with a notify_url, and not announced yet."""
    with books.changing() as db:
        rows = db.execute(
            "SELECT * FROM refunds WHERE announced = 0 AND done_ms <= ? ORDER BY id",
            (books.now_ms(),),
        )
        return tuple(_refund(row) for row in rows)


def announced(books: Books, given: Refund) -> None:
    with books.changing() as db:
        db.execute("UPDATE refunds SET announced = 1 WHERE id = ?", (given.id,))


def _give_back(books: Books, trade: Trade, wish: Wish) -> Refund:
    """The buyer has it at once in our books; `done_ms` is when the vendor says so."""
    now = books.now_ms()
    with books.changing() as db:
        made = db.execute(
            "INSERT INTO refunds (service, trade, number, serial, amount_fen, fee_fen, reason,"
            " notify_url, created_ms, done_ms, announced) VALUES (?,?,?,'',?,?,?,?,?,?,?)",
            (
                trade.service,
                trade.id,
                wish.number,
                wish.amount_fen,
                _fee_back(books, trade, wish.amount_fen),
                wish.reason,
                wish.notify_url,
                now,
                now + int(wish.delay_s * 1000),
                not wish.notify_url,
            ),
        )
        serial = f"5030{trades.beijing(now):%Y%m%d}{made.lastrowid:017d}"
        db.execute("UPDATE refunds SET serial = ? WHERE id = ?", (serial, made.lastrowid))
        db.execute(
            "UPDATE trades SET refunded_fen = refunded_fen + ? WHERE id = ?",
            (wish.amount_fen, trade.id),
        )
        buyers.give(books, trade.buyer or "", wish.amount_fen)
    return find_id(books, made.lastrowid or 0)


def find_id(books: Books, refund_id: int) -> Refund:
    with books.changing() as db:
        return _refund(db.execute("SELECT * FROM refunds WHERE id = ?", (refund_id,)).fetchone())


def _fee_back(books: Books, trade: Trade, amount_fen: int) -> int:
    """In proportion, so that all parts together give back exactly the fee [K]."""
    if not books.habits.refund_returns_fee:
        return 0
    with books.changing() as db:
        (back,) = db.execute(
            "SELECT coalesce(sum(fee_fen), 0) FROM refunds WHERE trade = ?", (trade.id,)
        ).fetchone()
    if trade.refunded_fen + amount_fen == trade.amount_fen:
        return trade.fee_fen - int(back)
    share = Decimal(trade.fee_fen) * amount_fen / trade.amount_fen
    return min(int(share.quantize(Decimal(1), ROUND_HALF_UP)), trade.fee_fen - int(back))


def _find_in_trade(books: Books, trade: Trade, number: str) -> Refund | None:
    with books.changing() as db:
        row = db.execute(
            "SELECT * FROM refunds WHERE trade = ? AND number = ?", (trade.id, number)
        ).fetchone()
    return None if row is None else _refund(row, is_new=False)


def _refund(row: sqlite3.Row, *, is_new: bool = True) -> Refund:
    return Refund(
        id=row["id"],
        number=row["number"],
        serial=row["serial"],
        amount_fen=row["amount_fen"],
        fee_fen=row["fee_fen"],
        reason=row["reason"],
        notify_url=row["notify_url"],
        created_ms=row["created_ms"],
        done_ms=row["done_ms"],
        is_new=is_new,
    )
