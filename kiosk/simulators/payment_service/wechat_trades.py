"""WeChat Pay v3: code payment and its reverse, native QR, query, close, refund.

Paths and fields: [V] wechatpayv3's source and pay.weixin.qq.com 4012382150 (codepay), 4013070356
(query), get-trade-bill. Error codes: [K], V3's common list, except where marked. In `scene_info`
code payment has `device_ip`, and `store_info.out_id` for the shop's own number [S].
"""

from __future__ import annotations

from datetime import date
from gzip import compress
from hashlib import sha1

from kiosk.simulators.payment_service import paying, refunds, trades
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.errors import Reason, RefusedError
from kiosk.simulators.payment_service.expiry import rfc3339_ms
from kiosk.simulators.payment_service.fields import Fields
from kiosk.simulators.payment_service.refunds import Refund, Wish
from kiosk.simulators.payment_service.till import Till
from kiosk.simulators.payment_service.trades import Kind, Order, State, Trade
from kiosk.simulators.payment_service.wechat_bill import bill_file
from kiosk.simulators.payment_service.wechat_request import WeChatError
from kiosk.simulators.payment_service.wechat_words import (
    NUMBER,
    Node,
    rfc3339,
    transaction,
)

WECHAT = "wechat"
MOST_FEN = 10_000_000_00  # [K]


def codepay(till: Till, body: Fields) -> Node:
    """Paid at once, or USERPAYING until the buyer gave the password."""
    code = body.inner("payer").text("auth_code", 32, "1[0-5][0-9]{16}")
    scene = body.inner("scene_info")  # [V] required; that device_ip is, is [K]
    scene.text("device_ip", 45, "[0-9a-fA-F.:]{3,45}")
    order = _order(till, body, Kind.CODE)
    trade = paying.pay_by_code(till.books, order, code, till.late)
    if trade.state is State.WAITING and till.books.habits.userpaying_as_error:
        raise WeChatError(202, "USERPAYING", "用户支付中，需要输入密码")
    return transaction(till.books, till.merchant, trade)


def native(till: Till, body: Fields) -> Node:
    order = _order(till, body, Kind.QR)
    url = f"weixin://wxpay/bizpayurl?pr={till.new_token()[:9]}"
    return {"code_url": paying.show_qr(till.books, order, url).code_url}


def query(till: Till, number: str) -> Node:
    trade = paying.asked_about(till.books, _known(till.books, number))
    return transaction(till.books, till.merchant, trade)


def query_serial(till: Till, serial: str) -> Node:
    """A transaction that is not paid cannot be asked for by its own number [V]."""
    trade = trades.with_serial(till.books, WECHAT, serial)
    if trade.paid_ms is None:
        raise RefusedError(Reason.NO_TRADE)
    return transaction(till.books, till.merchant, trade)


def close(till: Till, number: str, body: Fields) -> None:
    """204. Not for code payments: those are reversed."""
    _check_mchid(till, body)
    trade = _known(till.books, number)
    if trade.state in {State.PAID, State.REVERSED}:
        raise RefusedError(Reason.ALREADY_PAID)
    if trade.kind is Kind.CODE and trade.state is State.WAITING:
        raise RefusedError(Reason.STILL_PAYING)
    if trade.state in {State.WAITING, State.REFUSED}:
        trades.end(till.books, trade, State.CLOSED)


def reverse(till: Till, number: str, body: Fields) -> Node:
    """Gives back what was paid, closes what was not. Again: the same answer [K]."""
    _check_mchid(till, body)
    _check_appid(till, body)
    trade = trades.find(till.books, WECHAT, number)
    if trade is None:
        if till.books.habits.reverse_kills_unknown:
            trades.bury(till.books, WECHAT, number)
        raise RefusedError(Reason.NO_TRADE)
    if trade.kind is Kind.UNKNOWN:
        raise RefusedError(Reason.NO_TRADE)
    if trade.kind is not Kind.CODE:
        raise WeChatError(400, "INVALID_REQUEST", "仅支持付款码支付订单撤销")
    if trade.state is State.PAID:
        refunds.reverse(till.books, trade)
    elif trade.state in {State.WAITING, State.REFUSED}:
        trades.end(till.books, trade, State.CLOSED)
    # Fields of the answer: [K]; what the merchant may rely on is the 200.
    return {
        "appid": till.merchant.wechat_appid,
        "mchid": till.merchant.mchid,
        "out_trade_no": number,
    }


def refund(till: Till, body: Fields) -> Node:
    books = till.books
    amount = body.inner("amount")
    amount.text("currency", 16, "CNY")
    wish = Wish(
        number=body.text("out_refund_no", 64, NUMBER.replace("32", "64")),
        amount_fen=amount.whole("refund", 1, MOST_FEN),
        reason=body.text("reason", 80, default=""),
        notify_url=body.text("notify_url", 256, "https?://.+", default=""),
        delay_s=books.habits.wechat_refund_s,
    )
    if body.has("transaction_id"):
        trade = trades.with_serial(books, WECHAT, body.text("transaction_id", 32))
    else:
        trade = _known(books, body.text("out_trade_no", 32, NUMBER))
    if amount.whole("total", 1, MOST_FEN) != trade.amount_fen:
        raise WeChatError(400, "INVALID_REQUEST", "订单金额或退款金额与之前请求不一致")
    _refuse_number_of_other_trade(books, trade, wish.number)
    given = refunds.refund(books, trade, wish)
    return refund_node(books, given)


def refund_query(till: Till, number: str) -> Node:
    return refund_node(till.books, refunds.find(till.books, WECHAT, number))


def refund_node(books: Books, given: Refund) -> Node:
    """PROCESSING until the vendor's own time has passed [V: the states]."""
    trade = refunds.trade_of(books, given)
    is_done = given.done_ms <= books.now_ms()
    return {
        "refund_id": given.serial,
        "out_refund_no": given.number,
        "transaction_id": trade.serial,
        "out_trade_no": trade.number,
        "channel": "ORIGINAL",
        "user_received_account": "支付用户零钱",
        "create_time": rfc3339(given.created_ms),
        "status": "SUCCESS" if is_done else "PROCESSING",
        "funds_account": "AVAILABLE",
        "amount": {
            "total": trade.amount_fen,
            "refund": given.amount_fen,
            "payer_total": trade.amount_fen,
            "payer_refund": given.amount_fen,
            "settlement_refund": given.amount_fen,
            "settlement_total": trade.amount_fen,
            "discount_refund": 0,
            "currency": "CNY",
        },
        **({"success_time": rfc3339(given.done_ms)} if is_done else {}),
    }


def trade_bill(till: Till, query: Fields) -> Node:
    """An address and the SHA1 of the file before compression [S]."""
    text = query.text("bill_date", 10, "[0-9]{4}-[0-9]{2}-[0-9]{2}")
    kind = query.text("bill_type", 16, "ALL|SUCCESS|REFUND", default="ALL")
    packing = query.text("tar_type", 8, "GZIP", default="")
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise query.error("bill_date") from error
    plain = bill_file(till.books, till.merchant, day, kind)
    token = till.new_token()
    till.shelf.put(token, compress(plain, mtime=0) if packing else plain)
    return {
        "hash_type": "SHA1",
        "hash_value": sha1(plain, usedforsecurity=False).hexdigest(),
        "download_url": f"{till.shelf.address}/v3/billdownload/file?token={token}",
    }


def _order(till: Till, body: Fields, kind: Kind) -> Order:
    _check_appid(till, body)
    _check_mchid(till, body)
    amount = body.inner("amount")
    amount.text("currency", 16, "CNY", default="CNY")
    now = till.books.now_ms()
    default = now + int(till.books.habits.qr_life_s * 1000) if kind is Kind.QR else 0
    expires = body.text("time_expire", 64, default="")
    is_qr = kind is Kind.QR
    url = body.text("notify_url", 256, "https?://.+", default=None if is_qr else "")
    return Order(
        service=WECHAT,
        number=body.text("out_trade_no", 32, NUMBER),
        amount_fen=amount.whole("total", 1, MOST_FEN),
        subject=body.text("description", 127),
        kind=kind,
        notify_url=url,
        attach=body.text("attach", 128, default=""),
        expires_ms=rfc3339_ms(expires) if expires else default,
    )


def _check_appid(till: Till, body: Fields) -> None:
    if body.text("appid", 32) != till.merchant.wechat_appid:
        raise WeChatError(400, "APPID_MCHID_NOT_MATCH", "商户号与AppID不匹配")


def _check_mchid(till: Till, body: Fields) -> None:
    if body.text("mchid", 32) != till.merchant.mchid:
        raise WeChatError(400, "PARAM_ERROR", "商户号与签名商户号不一致", "mchid")


def _known(books: Books, number: str) -> Trade:
    trade = trades.known(books, WECHAT, number)
    if trade.kind is Kind.UNKNOWN:
        raise RefusedError(Reason.NO_TRADE)
    return trade


def _refuse_number_of_other_trade(books: Books, trade: Trade, number: str) -> None:
    """Refund numbers are the merchant's, across all trades."""
    try:
        other = refunds.trade_of(books, refunds.find(books, WECHAT, number))
    except RefusedError:
        return
    if other.id != trade.id:
        raise RefusedError(Reason.OTHER_CONTENTS)
