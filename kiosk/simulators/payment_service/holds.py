"""Money set aside: frozen, unfrozen, paid from. Each step has a request number of its own."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from kiosk.simulators.payment_service import buyers, trades
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.errors import Reason, RefusedError
from kiosk.simulators.payment_service.trades import Order, Trade


@dataclass(frozen=True, slots=True)
class Hold:
    """`number` is the merchant's, `serial` Alipay's `auth_no`. `state` as Alipay names it."""

    id: int
    number: str
    serial: str
    title: str
    buyer: str | None
    total_fen: int
    rest_fen: int
    paid_fen: int
    state: str  # INIT, AUTHORIZED, FINISH, CLOSED


@dataclass(frozen=True, slots=True)
class Step:
    id: int
    request: str
    kind: str  # FREEZE, UNFREEZE, PAY
    amount_fen: int
    state: str  # SUCCESS, CLOSED
    remark: str
    created_ms: int


def freeze(books: Books, number: str, title: str, step: Step, code: str) -> tuple[Hold, Step]:
    """The same numbers again give the same hold. Raises RefusedError."""
    with books.changing():
        before = find(books, number)
        if before is not None:
            return before, _same_step(books, before, step)
        buyer = buyers.redeem(books, "alipay", code)
        buyers.take(books, buyer.name, step.amount_fen)
        hold = _opened(books, number, title, buyer.name, step.amount_fen)
        return hold, _write(books, hold, step)


def unfreeze(books: Books, hold: Hold, step: Step) -> tuple[Hold, Step]:
    """Raises RefusedError."""
    with books.changing():
        before = step_of(books, hold, step.request)
        if before is not None:
            return hold, _same_step(books, hold, step)
        if hold.state != "AUTHORIZED":
            raise RefusedError(Reason.WRONG_STATE)
        if step.amount_fen > hold.rest_fen:
            raise RefusedError(Reason.TOO_MUCH)
        buyers.give(books, hold.buyer or "", step.amount_fen)
        hold = _reduced(books, hold, step.amount_fen, paid_fen=0)
        return hold, _write(books, hold, step)


def pay(books: Books, hold: Hold, order: Order, *, lets_rest_go: bool) -> Trade:
    """A trade out of the hold. Raises RefusedError, and then nothing moved."""
    with books.changing():
        if trades.find(books, order.service, order.number) is not None:
            raise RefusedError(Reason.ALREADY_PAID)
        if hold.state != "AUTHORIZED":
            raise RefusedError(Reason.WRONG_STATE)
        if order.amount_fen > hold.rest_fen:
            raise RefusedError(Reason.TOO_MUCH)
        paid = trades.mark_paid(books, trades.open_trade(books, order), hold.buyer or "")
        hold = _reduced(books, hold, order.amount_fen, paid_fen=order.amount_fen)
        # A hyphen: no request number of the merchant's has one, so none can be the same.
        _write(
            books, hold, Step(0, order.number + "-PAY", "PAY", order.amount_fen, "SUCCESS", "", 0)
        )
        if lets_rest_go and hold.rest_fen:
            rest = Step(0, order.number + "-REST", "UNFREEZE", hold.rest_fen, "SUCCESS", "", 0)
            unfreeze(books, hold, rest)
        return paid


def cancel(books: Books, hold: Hold) -> Hold:
    """All that is left goes back, and the hold is closed. Again: nothing happens."""
    with books.changing() as db:
        if hold.state == "AUTHORIZED" and hold.rest_fen:
            buyers.give(books, hold.buyer or "", hold.rest_fen)
            db.execute("UPDATE holds SET rest_fen = 0 WHERE id = ?", (hold.id,))
        db.execute("UPDATE holds SET state = 'CLOSED' WHERE id = ?", (hold.id,))
        return known(books, hold.number)


def bury(books: Books, number: str) -> None:
    """A number that was cancelled before its freeze came is dead."""
    with books.changing():
        cancel(books, _opened(books, number, "", None, 0))


def find(books: Books, number: str) -> Hold | None:
    return _one(books, "number", number)


def known(books: Books, number: str) -> Hold:
    """Raises RefusedError."""
    hold = find(books, number)
    if hold is None:
        raise RefusedError(Reason.NO_HOLD)
    return hold


def with_serial(books: Books, serial: str) -> Hold:
    """Raises RefusedError."""
    hold = _one(books, "serial", serial)
    if hold is None:
        raise RefusedError(Reason.NO_HOLD)
    return hold


def step_of(books: Books, hold: Hold, request: str) -> Step | None:
    with books.changing() as db:
        row = db.execute(
            "SELECT * FROM hold_steps WHERE hold = ? AND request = ?", (hold.id, request)
        ).fetchone()
    return None if row is None else _step(row)


def total(books: Books, hold: Hold, kind: str) -> int:
    with books.changing() as db:
        (fen,) = db.execute(
            "SELECT coalesce(sum(amount_fen), 0) FROM hold_steps WHERE hold = ? AND kind = ?",
            (hold.id, kind),
        ).fetchone()
    return int(fen)


def _opened(books: Books, number: str, title: str, buyer: str | None, fen: int) -> Hold:
    with books.changing() as db:
        made = db.execute(
            "INSERT INTO holds (number, serial, title, buyer, total_fen, rest_fen, state)"
            " VALUES (?, '', ?, ?, ?, ?, 'AUTHORIZED')",
            (number, title, buyer, fen, fen),
        )
        serial = f"{trades.beijing(books.now_ms()):%Y%m%d}1000200{made.lastrowid:013d}"
        db.execute("UPDATE holds SET serial = ? WHERE id = ?", (serial, made.lastrowid))
    return known(books, number)


def _reduced(books: Books, hold: Hold, fen: int, *, paid_fen: int) -> Hold:
    """Nothing left: FINISH if any of it was paid, CLOSED if all was let go [V: the SDK]."""
    rest, paid = hold.rest_fen - fen, hold.paid_fen + paid_fen
    state = "AUTHORIZED" if rest else "FINISH" if paid else "CLOSED"
    with books.changing() as db:
        db.execute(
            "UPDATE holds SET rest_fen = ?, paid_fen = paid_fen + ?, state = ? WHERE id = ?",
            (rest, paid_fen, state, hold.id),
        )
    return known(books, hold.number)


def _write(books: Books, hold: Hold, step: Step) -> Step:
    with books.changing() as db:
        db.execute(
            "INSERT INTO hold_steps (hold, request, kind, amount_fen, state, remark, created_ms)"
            " VALUES (?, ?, ?, ?, 'SUCCESS', ?, ?)",
            (hold.id, step.request, step.kind, step.amount_fen, step.remark, books.now_ms()),
        )
    written = step_of(books, hold, step.request)
    if written is None:  # pragma: no cover - it was written a line above
        raise RefusedError(Reason.NO_HOLD)
    return written


def _same_step(books: Books, hold: Hold, step: Step) -> Step:
    before = step_of(books, hold, step.request)
    if before is None:
        closed = hold.state != "AUTHORIZED"
        raise RefusedError(Reason.ALREADY_CLOSED if closed else Reason.OTHER_CONTENTS)
    if (before.kind, before.amount_fen) != (step.kind, step.amount_fen):
        raise RefusedError(Reason.OTHER_CONTENTS)
    return before


def _one(books: Books, column: str, value: str) -> Hold | None:
    with books.changing() as db:
        row = db.execute(f"SELECT * FROM holds WHERE {column} = ?", (value,)).fetchone()  # noqa: S608 - our own column names
    if row is None:
        return None
    return Hold(
        row["id"],
        row["number"],
        row["serial"],
        row["title"],
        row["buyer"],
        row["total_fen"],
        row["rest_fen"],
        row["paid_fen"],
        row["state"],
    )


def _step(row: sqlite3.Row) -> Step:
    return Step(
        row["id"],
        row["request"],
        row["kind"],
        row["amount_fen"],
        row["state"],
        row["remark"],
        row["created_ms"],
    )
