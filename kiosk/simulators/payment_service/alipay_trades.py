"""alipay.trade.*: pay, precreate, query, cancel, close, refund, refund query.

Fields: [V] the vendor's SDK models and pages (w3cschool copy of alipay.trade.pay, global.alipay.com
trade-refund, kancloud copies of true answers). Sub-codes: [V] open.alitrip.com doc 104632 for pay,
[S]/[K] for the others as marked.
"""

from __future__ import annotations

from kiosk.domain.money import Money, decimal_text
from kiosk.simulators.payment_service import (
    agreements,
    alipay_holds,
    buyers,
    paying,
    refunds,
    trades,
)
from kiosk.simulators.payment_service.alipay_request import Call
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.errors import Reason, RefusedError
from kiosk.simulators.payment_service.expiry import beijing_ms, express_ms
from kiosk.simulators.payment_service.fields import Fields
from kiosk.simulators.payment_service.refunds import Refund, Wish
from kiosk.simulators.payment_service.till import Till
from kiosk.simulators.payment_service.trades import Kind, Order, State, Trade

NUMBER = "[0-9A-Za-z_]+"  # [V] letters, digits, underscore
ALIPAY = "alipay"
Node = dict[str, object]


def pay(till: Till, call: Call) -> Node:
    """Code, face token, agreement or hold. 10003 while the buyer has to say yes [V]."""
    biz = call.biz
    if biz.has("auth_no"):
        return alipay_holds.pay(till.books, _order(till, call, Kind.HOLD), biz)
    if biz.has("agreement_params"):
        number = biz.inner("agreement_params").text("agreement_no", 64)
        buyer = buyers.named(till.books, agreements.standing(till.books, number).buyer)
        order = _order(till, call, Kind.AGREEMENT)
        return paid_node(till.books, paying.pay_by_agreement(till.books, order, buyer, till.late))
    scene = biz.text("scene", 32, "bar_code|security_code")
    form = "[0-9]{16,24}" if scene == "bar_code" else "[0-9A-Za-z]{10,512}"
    code = biz.text("auth_code", 512, form)
    order = _order(till, call, Kind.CODE if scene == "bar_code" else Kind.FACE)
    return paid_node(till.books, paying.pay_by_code(till.books, order, code, till.late))


def precreate(till: Till, call: Call) -> Node:
    order = _order(till, call, Kind.QR)
    url = f"https://qr.alipay.com/{till.new_token()}"
    trade = paying.show_qr(till.books, order, url)
    return {"out_trade_no": trade.number, "qr_code": trade.code_url}


def query(till: Till, call: Call) -> Node:
    trade = paying.asked_about(till.books, _heard_of(till.books, _named(till.books, call.biz)))
    return {
        **_buyer_fields(till.books, trade),
        "out_trade_no": trade.number,
        "trade_no": trade.serial,
        "trade_status": status(trade),
        "total_amount": text(trade.amount_fen),
        "receipt_amount": text(trade.amount_fen),
        **({"send_pay_date": stamp(trade.paid_ms)} if trade.paid_ms else {}),
    }


def cancel(till: Till, call: Call) -> Node:
    """`action` only if the trade exists [V: the SDK's words]: close, or refund if it was paid."""
    books, biz = till.books, call.biz
    number = _number(biz)
    trade = trades.find(books, ALIPAY, number) if number else _named(books, biz)
    answer: Node = {"out_trade_no": number or (trade.number if trade else ""), "retry_flag": "N"}
    if trade is None:
        if books.habits.cancel_kills_unknown:
            trades.bury(books, ALIPAY, number)
        return answer
    if trade.state is State.PAID and not trade.is_fully_refunded:
        reversed_trade = refunds.reverse(books, trade)
        return {**answer, "trade_no": reversed_trade.serial, "action": "refund"}
    if trade.state is State.REVERSED:  # the cancel's answer was lost: it says the same again [K]
        return {**answer, "trade_no": trade.serial, "action": "refund"}
    was_heard_of = is_heard_of(trade)
    if trade.state is State.WAITING:
        trade = trades.end(books, trade, State.CLOSED)
    if not was_heard_of:  # shown as a QR code, scanned by nobody: no trade exists yet [K]
        return answer
    return {**answer, "trade_no": trade.serial, "action": "close"}


def close(till: Till, call: Call) -> Node:
    trade = _heard_of(till.books, _named(till.books, call.biz))
    if trade.state in {State.PAID, State.REVERSED}:
        raise RefusedError(Reason.WRONG_STATE)
    if trade.state is State.WAITING:
        trade = trades.end(till.books, trade, State.CLOSED)
    return {"out_trade_no": trade.number, "trade_no": trade.serial}


def refund(till: Till, call: Call) -> Node:
    """`refund_fee` is the sum of all refunds of the trade so far [K]; again: fund_change N."""
    trade = _heard_of(till.books, _named(till.books, call.biz))
    wish = Wish(
        number=call.biz.text("out_request_no", 64, default=trade.number),  # [K] whole refund
        amount_fen=call.biz.price("refund_amount"),
        reason=call.biz.text("refund_reason", 256, default=""),
    )
    given = refunds.refund(till.books, trade, wish)
    after = trades.known(till.books, ALIPAY, trade.number)
    return {
        **_buyer_fields(till.books, after),
        "out_trade_no": after.number,
        "trade_no": after.serial,
        "fund_change": "Y" if given.is_new else "N",
        "refund_fee": text(after.refunded_fen),
        "send_back_fee": text(given.amount_fen if given.is_new else 0),  # [K]
        "gmt_refund_pay": stamp(given.created_ms),
    }


def refund_query(till: Till, call: Call) -> Node:
    """10000 says only that the query ran; the refund is done if it says REFUND_SUCCESS [V]."""
    trade = _heard_of(till.books, _named(till.books, call.biz))
    given = refunds.in_trade(till.books, trade, call.biz.text("out_request_no", 64))
    return {} if given is None else _refund_fields(trade, given)


def paid_node(books: Books, trade: Trade) -> Node:
    """The answer of a pay that is through, or that waits for the buyer (code 10003)."""
    node: Node = {
        "trade_no": trade.serial,
        "out_trade_no": trade.number,
        **_buyer_fields(books, trade),
        "total_amount": text(trade.amount_fen),
    }
    if trade.state is State.WAITING:
        return {"code": "10003", "msg": "order success pay inprocess", **node}
    return {
        **node,
        "receipt_amount": text(trade.amount_fen),
        "buyer_pay_amount": text(trade.amount_fen),
        "gmt_payment": stamp(trade.paid_ms or 0),
    }


def status(trade: Trade) -> str:
    """[V] TRADE_CLOSED: not paid in time, or wholly refunded."""
    if trade.state is State.WAITING:
        return "WAIT_BUYER_PAY"
    if trade.state is State.PAID and not trade.is_fully_refunded:
        return "TRADE_SUCCESS"
    return "TRADE_CLOSED"


def is_heard_of(trade: Trade) -> bool:
    """A QR code that nobody scanned, and a number cancelled early, are no trade to Alipay [K]."""
    if trade.kind is Kind.UNKNOWN:
        return False
    return trade.kind is not Kind.QR or trade.buyer is not None


def text(fen: int) -> str:
    return decimal_text(Money(fen))


def stamp(ms: int) -> str:
    return f"{trades.beijing(ms):%Y-%m-%d %H:%M:%S}"


def _order(till: Till, call: Call, kind: Kind) -> Order:
    biz = call.biz
    express = biz.text("timeout_express", 6, default="")
    if kind is Kind.QR:
        express = biz.text("qr_code_timeout_express", 6, default=express)
    moment = biz.text("time_expire", 32, default="")
    now = till.books.now_ms()
    default = int(till.books.habits.qr_life_s * 1000) + now if kind is Kind.QR else 0
    relative = express_ms(express, now) if express else default
    return Order(
        service=ALIPAY,
        number=biz.text("out_trade_no", 64, NUMBER),
        amount_fen=biz.price("total_amount"),
        subject=biz.text("subject", 256),
        kind=kind,
        notify_url=call.notify_url,
        expires_ms=beijing_ms(moment, now) if moment else relative,  # [K] which one wins
        terminal=biz.text("terminal_id", 32, default=""),
    )


def _number(biz: Fields) -> str:
    if biz.has("out_trade_no"):
        return biz.text("out_trade_no", 64, NUMBER)
    if biz.has("trade_no"):
        return ""
    raise biz.error("out_trade_no", missing=True)


def _named(books: Books, biz: Fields) -> Trade:
    """By trade_no if both are there [K]. Raises RefusedError."""
    if biz.has("trade_no"):
        return trades.with_serial(books, ALIPAY, biz.text("trade_no", 64))
    return trades.known(books, ALIPAY, _number(biz))


def _heard_of(books: Books, trade: Trade) -> Trade:
    if not is_heard_of(trade):
        raise RefusedError(Reason.NO_TRADE)
    return trade


def _buyer_fields(books: Books, trade: Trade) -> Node:
    if trade.buyer is None:
        return {}
    buyer = buyers.named(books, trade.buyer)
    return {"buyer_logon_id": buyer.logon_id, "buyer_user_id": buyer.alipay_id}


def _refund_fields(trade: Trade, given: Refund) -> Node:
    return {
        "out_trade_no": trade.number,
        "trade_no": trade.serial,
        "out_request_no": given.number,
        "total_amount": text(trade.amount_fen),
        "refund_amount": text(given.amount_fen),
        "refund_status": "REFUND_SUCCESS",
        "gmt_refund_pay": stamp(given.done_ms),
    }
