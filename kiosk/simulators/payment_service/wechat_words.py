"""WeChat Pay's words for what stands in the books: trade states, trade types, times."""

from __future__ import annotations

from kiosk.simulators.payment_service import trades
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.buyers import named
from kiosk.simulators.payment_service.settings import Merchant
from kiosk.simulators.payment_service.trades import Kind, State, Trade

Node = dict[str, object]
NUMBER = r"[0-9A-Za-z_\-|*]{1,32}"  # [V] payments.md
STATE_WORDS = {
    "SUCCESS": "支付成功",
    "REFUND": "转入退款",
    "NOTPAY": "订单未支付",
    "CLOSED": "订单已关闭",
    "REVOKED": "已撤销",
    "USERPAYING": "需要用户输入支付密码",
    "PAYERROR": "支付失败",
}


def trade_state(trade: Trade) -> str:
    """[V] the names; which one a wholly refunded or reversed code payment has is [K]."""
    match trade.state:
        case State.WAITING:
            return "NOTPAY" if trade.kind is Kind.QR else "USERPAYING"
        case State.PAID:
            return "REFUND" if trade.refunded_fen else "SUCCESS"
        case State.REFUSED:
            return "NOTPAY" if trade.kind is Kind.QR else "PAYERROR"
        case State.REVERSED:
            return "REVOKED"
        case State.CLOSED:
            return "REVOKED" if trade.kind is Kind.CODE else "CLOSED"


def trade_type(trade: Trade) -> str:
    if trade.kind is Kind.QR:
        return "NATIVE"
    return "MICROPAY" if trade.kind is Kind.CODE else "AUTH"  # [K] AUTH for Payscore


def transaction(books: Books, merchant: Merchant, trade: Trade) -> Node:
    """A query's answer, and what a notify hides. Payer and numbers only once it was paid [K]."""
    state = trade_state(trade)
    node: Node = {
        "appid": merchant.wechat_appid,
        "mchid": merchant.mchid,
        "out_trade_no": trade.number,
        "trade_state": state,
        "trade_state_desc": STATE_WORDS[state],
        "amount": {"total": trade.amount_fen, "currency": "CNY"},
    }
    if trade.attach:
        node["attach"] = trade.attach
    if trade.paid_ms is not None:
        node |= {
            "transaction_id": trade.serial,
            "trade_type": trade_type(trade),
            "bank_type": "OTHERS",
            "success_time": rfc3339(trade.paid_ms),
            "payer": {"openid": named(books, trade.buyer or "").openid},
            "amount": {
                "total": trade.amount_fen,
                "payer_total": trade.amount_fen,
                "currency": "CNY",
                "payer_currency": "CNY",
            },
        }
    return node


def rfc3339(ms: int) -> str:
    return trades.beijing(ms).isoformat()
