"""How a buyer says yes: by code, by agreement, by scanning our QR code; at once, late, or not.

What both vendors have in common; their words for it are in `alipay_*.py` and `wechat_*.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.simulators.payment_service import buyers, notifies, trades
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.buyers import Buyer, Habit
from kiosk.simulators.payment_service.errors import Reason, RefusedError
from kiosk.simulators.payment_service.trades import Kind, Order, State, Trade


@dataclass(frozen=True, slots=True)
class Late:
    """A fault: the buyer says yes only after so many seconds, or so many queries."""

    after_s: float | None = None
    queries: int = 0


def pay_by_code(books: Books, order: Order, code: str, late: Late | None = None) -> Trade:
    """Paid or waiting. Raises RefusedError; a refused number is dead."""
    with books.changing():
        before = trades.find(books, order.service, order.number)
        if before is not None:
            return _again(before, order, buyers.owner(books, code))
        buyer = buyers.redeem(books, order.service, code)
        return _pay(books, order, buyer, late)


def pay_by_agreement(books: Books, order: Order, buyer: Buyer, late: Late | None = None) -> Trade:
    """Likewise, with the yes that was given once for all."""
    with books.changing():
        before = trades.find(books, order.service, order.number)
        if before is not None:
            return _again(before, order, buyer.name)
        return _pay(books, order, buyer, late)


def show_qr(books: Books, order: Order, code_url: str) -> Trade:
    """The order waits for anybody who scans it. The same order again is the same QR code."""
    with books.changing():
        before = trades.find(books, order.service, order.number)
        if before is not None:
            return _again(before, order, before.buyer)
        trade = trades.open_trade(books, order, code_url=code_url)
        if books.habits.auto_pay_s is not None:
            payer = books.habits.auto_payer
            trades.wait_for(books, trade, payer, after_s=books.habits.auto_pay_s)
        return trade


def confirm(books: Books, trade: Trade, buyer: str) -> Trade:
    """The buyer says yes to a waiting trade. Raises RefusedError."""
    with books.changing():
        paid = trades.charge(books, trade, buyer)
        notifies.paid(books, paid)
        return paid


def asked_about(books: Books, trade: Trade) -> Trade:
    """A query: counted, and paid now if this is the one that it waited for."""
    if trade.state is not State.WAITING:
        return trade
    with books.changing():
        trade = trades.count_query(books, trade)
        if trade.pay_on_query is None or trade.queries < trade.pay_on_query:
            return trade
        return _confirm_or_refuse(books, trade)


def settle_due(books: Books) -> None:
    """Pay what is paid late, close what nobody paid in time."""
    with books.changing():
        for trade in trades.due(books):
            if trades.is_to_be_paid_now(books, trade):
                _confirm_or_refuse(books, trade)
            else:
                trades.end(books, trade, State.CLOSED)


def _pay(books: Books, order: Order, buyer: Buyer, late: Late | None) -> Trade:
    trade = trades.open_trade(books, order)
    if late is not None:
        return trades.wait_for(books, trade, buyer.name, after_s=late.after_s, queries=late.queries)
    if _needs_password(books, order, buyer):
        return trades.wait_for(books, trade, buyer.name)
    try:
        paid = trades.charge(books, trade, buyer.name)
    except RefusedError:
        trades.end(books, trade, State.REFUSED)
        raise
    notifies.paid(books, paid)
    return paid


def _needs_password(books: Books, order: Order, buyer: Buyer) -> bool:
    if order.kind in {Kind.AGREEMENT, Kind.SCORE}:
        return False
    return buyer.habit is Habit.PASSWORD or order.amount_fen > books.habits.password_above_fen


def _again(before: Trade, order: Order, buyer: str | None) -> Trade:
    """The number was heard before: the same waiting trade, or a refusal that says what it is."""
    if before.state is State.PAID:
        raise RefusedError(Reason.ALREADY_PAID)
    if before.state is not State.WAITING:
        raise RefusedError(Reason.ALREADY_CLOSED)
    if (before.amount_fen, before.kind) != (order.amount_fen, order.kind):
        raise RefusedError(Reason.OTHER_CONTENTS)
    if before.buyer != buyer:
        raise RefusedError(Reason.OTHER_BUYER)
    return before


def _confirm_or_refuse(books: Books, trade: Trade) -> Trade:
    try:
        return confirm(books, trade, trade.buyer or "")
    except RefusedError:
        return trades.end(books, trade, State.REFUSED)
