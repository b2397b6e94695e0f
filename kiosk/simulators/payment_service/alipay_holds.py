"""alipay.fund.auth.*: freeze by the buyer's code, unfreeze, cancel, query; and pay out of a hold.

Fields of freeze, unfreeze and detail query: [V] global.alipay.com solution_api and apifox copies.
`alipay.fund.auth.operation.cancel` and `auth_confirm_mode`: [K].
"""

from __future__ import annotations

from kiosk.domain.money import Money, decimal_text
from kiosk.simulators.payment_service import buyers, holds, notifies, trades
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.errors import Reason, RefusedError
from kiosk.simulators.payment_service.fields import Fields
from kiosk.simulators.payment_service.holds import Hold, Step
from kiosk.simulators.payment_service.trades import Order

Node = dict[str, object]
NUMBER = "[0-9A-Za-z_]+"


def freeze(books: Books, biz: Fields) -> Node:
    biz.text("product_code", 32, "PRE_AUTH|PRE_AUTH_ONLINE|PREAUTH_PAY")
    biz.text("auth_code_type", 32, "bar_code|security_code", default="bar_code")
    step = _step(biz, "FREEZE")
    hold, done = holds.freeze(
        books,
        biz.text("out_order_no", 64, NUMBER),
        biz.text("order_title", 100),
        step,
        biz.text("auth_code", 512, "[0-9A-Za-z]{10,512}"),
    )
    return {**_step_fields(hold, done), "payer_user_id": _payer(books, hold)}


def unfreeze(books: Books, biz: Fields) -> Node:
    step = _step(biz, "UNFREEZE")
    biz.text("remark", 100)
    hold, done = holds.unfreeze(books, holds.with_serial(books, biz.text("auth_no", 64)), step)
    return _step_fields(hold, done)


def cancel(books: Books, biz: Fields) -> Node:
    """[K] `action` unfreeze if money was held, close if not. An unknown number dies too."""
    number = biz.text("out_order_no", 64, NUMBER)
    request = biz.text("out_request_no", 64, NUMBER)
    biz.text("remark", 100)
    hold = holds.find(books, number)
    if hold is None:
        if books.habits.cancel_kills_unknown:
            holds.bury(books, number)
        raise RefusedError(Reason.NO_HOLD)
    if hold.paid_fen:
        raise RefusedError(Reason.WRONG_STATE)
    hold = holds.cancel(books, hold)
    return {
        "auth_no": hold.serial,
        "out_order_no": hold.number,
        "out_request_no": request,
        "action": "unfreeze" if hold.total_fen else "close",
    }


def query(books: Books, biz: Fields) -> Node:
    """auth_no takes precedence over out_order_no [V]."""
    if biz.has("auth_no"):
        hold = holds.with_serial(books, biz.text("auth_no", 64))
    else:
        hold = holds.known(books, biz.text("out_order_no", 64, NUMBER))
    step = holds.step_of(books, hold, biz.text("out_request_no", 64, NUMBER))
    if step is None:
        raise RefusedError(Reason.NO_HOLD)
    return {
        **_step_fields(hold, step),
        "order_title": hold.title,
        "order_status": hold.state,
        "operation_type": step.kind,
        "total_freeze_amount": _text(hold.total_fen),
        "rest_amount": _text(hold.rest_fen),
        "total_pay_amount": _text(hold.paid_fen),
        "payer_user_id": _payer(books, hold),
        "remark": step.remark,
        "gmt_create": _stamp(step.created_ms),
    }


def pay(books: Books, order: Order, biz: Fields) -> Node:
    """`auth_confirm_mode` COMPLETE lets the rest go with it [K]."""
    hold = holds.with_serial(books, biz.text("auth_no", 64))
    biz.text("product_code", 32, "PRE_AUTH|PRE_AUTH_ONLINE|PREAUTH_PAY")
    mode = biz.text("auth_confirm_mode", 32, "COMPLETE|NOT_COMPLETE", default="NOT_COMPLETE")
    trade = holds.pay(books, hold, order, lets_rest_go=mode == "COMPLETE")
    notifies.paid(books, trade)
    return {
        "trade_no": trade.serial,
        "out_trade_no": trade.number,
        "buyer_user_id": _payer(books, hold),
        "total_amount": _text(trade.amount_fen),
        "receipt_amount": _text(trade.amount_fen),
        "gmt_payment": _stamp(trade.paid_ms or 0),
    }


def _step(biz: Fields, kind: str) -> Step:
    request = biz.text("out_request_no", 64, NUMBER)
    remark = biz.text("remark", 100, default="")
    return Step(0, request, kind, biz.price("amount"), "SUCCESS", remark, 0)


def _step_fields(hold: Hold, step: Step) -> Node:
    return {
        "auth_no": hold.serial,
        "out_order_no": hold.number,
        "operation_id": f"{hold.serial[:8]}{step.id:012d}",
        "out_request_no": step.request,
        "amount": _text(step.amount_fen),
        "status": step.state,
        "gmt_trans": _stamp(step.created_ms),
    }


def _payer(books: Books, hold: Hold) -> str:
    return buyers.named(books, hold.buyer).alipay_id if hold.buyer else ""


def _text(fen: int) -> str:
    return decimal_text(Money(fen))


def _stamp(ms: int) -> str:
    return f"{trades.beijing(ms):%Y-%m-%d %H:%M:%S}"
