"""Payscore orders: first the goods, then the money.

CREATED → DOING (USER_CONFIRM) → DOING (MCH_COMPLETE) → DONE         [V] merchant 4012647419
       ╰───────┴→ REVOKED
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kiosk.simulators.payment_service import agreements, buyers, notifies, trades
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.errors import Reason, RefusedError
from kiosk.simulators.payment_service.trades import Kind, Order, Trade

CREATED, DOING, DONE, REVOKED = "CREATED", "DOING", "DONE", "REVOKED"


@dataclass(frozen=True, slots=True)
class ScoreOrder:
    """`asked` and `completed` are the merchant's own words, as canonical JSON."""

    id: int
    number: str
    serial: str
    asked: str
    buyer: str | None
    risk_fen: int
    state: str
    total_fen: int | None
    completed: str
    reason: str
    notify_url: str
    trade: Trade | None

    @property
    def is_being_charged(self) -> bool:
        return self.state == DOING and self.total_fen is not None


def create(
    books: Books, number: str, asked: str, risk_fen: int, openid: str, url: str
) -> ScoreOrder:
    """With an openid it is DOING at once, else the buyer has to confirm. Again: the same order."""
    with books.changing() as db:
        before = find(books, number)
        if before is not None:
            if before.asked != asked:
                raise RefusedError(Reason.OTHER_CONTENTS)
            return before
        buyer = agreements.standing(books, openid).buyer if openid else None
        made = db.execute(
            "INSERT INTO score_orders (number, serial, asked, buyer, risk_fen, state, notify_url)"
            " VALUES (?, '', ?, ?, ?, ?, ?)",
            (number, asked, buyer, risk_fen, DOING if buyer else CREATED, url),
        )
        serial = f"1500{trades.beijing(books.now_ms()):%Y%m%d}{made.lastrowid:016d}"
        db.execute("UPDATE score_orders SET serial = ? WHERE id = ?", (serial, made.lastrowid))
        return known(books, number)


def confirm(books: Books, number: str, buyer: str) -> ScoreOrder:
    """The buyer agrees in the app. Raises RefusedError."""
    with books.changing() as db:
        order = known(books, number)
        if order.state != CREATED:
            raise RefusedError(Reason.WRONG_STATE)
        db.execute(
            "UPDATE score_orders SET state = ?, buyer = ? WHERE id = ?", (DOING, buyer, order.id)
        )
        return known(books, number)


def complete(books: Books, number: str, total_fen: int, completed: str) -> ScoreOrder:
    """From now on the buyer is charged until it works. Raises RefusedError."""
    with books.changing() as db:
        order = known(books, number)
        if order.total_fen is not None:
            if order.completed != completed:
                raise RefusedError(Reason.WRONG_STATE)
            return order
        if order.state != DOING:
            raise RefusedError(Reason.WRONG_STATE)
        if total_fen > order.risk_fen:  # [K]
            raise RefusedError(Reason.TOO_MUCH)
        at = books.now_ms() + int(books.habits.score_charge_s * 1000)
        db.execute(
            "UPDATE score_orders SET total_fen = ?, completed = ?, state = ?, charge_at_ms = ?"
            " WHERE id = ?",
            (
                total_fen,
                completed,
                DOING if total_fen else DONE,
                at if total_fen else None,
                order.id,
            ),
        )
        return known(books, number)


def modify(books: Books, number: str, total_fen: int) -> ScoreOrder:
    """Only lower, and only while it is being charged [V]. Raises RefusedError."""
    with books.changing() as db:
        order = known(books, number)
        if not order.is_being_charged or order.total_fen is None:
            raise RefusedError(Reason.WRONG_STATE)
        if total_fen > order.total_fen:
            raise RefusedError(Reason.TOO_MUCH)
        db.execute("UPDATE score_orders SET total_fen = ? WHERE id = ?", (total_fen, order.id))
        return known(books, number)


def cancel(books: Books, number: str, reason: str) -> ScoreOrder:
    """Again with the same reason: the same answer [V]. Raises RefusedError."""
    with books.changing() as db:
        order = known(books, number)
        if order.state == REVOKED and order.reason == reason:
            return order
        if order.state not in {CREATED, DOING} or order.total_fen is not None:
            raise RefusedError(Reason.WRONG_STATE)
        db.execute(
            "UPDATE score_orders SET state = ?, reason = ? WHERE id = ?",
            (REVOKED, reason, order.id),
        )
        return known(books, number)


def charge_due(books: Books) -> None:
    """Try those whose time has come; who has too little is tried again the next time."""
    with books.changing() as db:
        rows = db.execute(
            "SELECT number FROM score_orders WHERE state = ? AND charge_at_ms <= ?",
            (DOING, books.now_ms()),
        ).fetchall()
        for row in rows:
            _charge(books, known(books, row[0]))


def find(books: Books, number: str) -> ScoreOrder | None:
    with books.changing() as db:
        row = db.execute("SELECT * FROM score_orders WHERE number = ?", (number,)).fetchone()
        return None if row is None else _order(books, row)


def known(books: Books, number: str) -> ScoreOrder:
    """Raises RefusedError."""
    order = find(books, number)
    if order is None:
        raise RefusedError(Reason.NO_TRADE)
    return order


def _charge(books: Books, order: ScoreOrder) -> None:
    total_fen, buyer = order.total_fen or 0, order.buyer or ""
    if buyers.named(books, buyer).balance_fen < total_fen:
        return
    # The trade's merchant number is the order's serial: out_order_no is no out_trade_no [V].
    asked = Order("wechat", order.serial, total_fen, "支付分订单", Kind.SCORE)
    paid = trades.charge(books, trades.open_trade(books, asked), buyer)
    with books.changing() as db:
        db.execute(
            "UPDATE score_orders SET state = ?, trade = ?, charge_at_ms = NULL WHERE id = ?",
            (DONE, paid.id, order.id),
        )
    if order.notify_url:
        notifies.put(books, "wechat", order.number, "PAYSCORE.USER_PAID", order.notify_url)


def _order(books: Books, row: sqlite3.Row) -> ScoreOrder:
    trade = None if row["trade"] is None else trades.find(books, "wechat", row["serial"])
    return ScoreOrder(
        id=row["id"],
        number=row["number"],
        serial=row["serial"],
        asked=row["asked"],
        buyer=row["buyer"],
        risk_fen=row["risk_fen"],
        state=row["state"],
        total_fen=row["total_fen"],
        completed=row["completed"],
        reason=row["reason"],
        notify_url=row["notify_url"],
        trade=trade,
    )
