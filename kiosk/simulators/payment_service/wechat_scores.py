"""/v3/payscore/serviceorder: create, query, cancel, complete, modify.

Paths and parameters: [V] wechatpayv3's source; states and rules: [V] payments.md 2.4; the exact
shape of `collection.details`: [K].
"""

from __future__ import annotations

import json

from kiosk.simulators.payment_service import agreements, buyers, scores
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.fields import Fields
from kiosk.simulators.payment_service.scores import ScoreOrder
from kiosk.simulators.payment_service.settings import Merchant
from kiosk.simulators.payment_service.till import Till
from kiosk.simulators.payment_service.wechat_request import WeChatError
from kiosk.simulators.payment_service.wechat_words import NUMBER, Node, rfc3339

MOST_FEN = 10_000_000_00  # [K]


def create(till: Till, body: Fields) -> Node:
    _check_service(till, body)
    body.text("service_introduction", 20)
    body.inner("time_range").text("start_time", 32)
    body.rows("post_payments", 0, 100)
    risk = body.inner("risk_fund")
    risk.text("name", 64)
    openid = ""
    if not body.truth("need_user_confirm", default=True):
        openid = body.text("openid", 128)
    order = scores.create(
        till.books,
        body.text("out_order_no", 32, NUMBER),
        body.echo(),
        risk.whole("amount", 1, MOST_FEN),
        openid,
        body.text("notify_url", 255, "https?://.+"),
    )
    return order_node(till.books, till.merchant, order)


def query(till: Till, query_fields: Fields) -> Node:
    _check_service(till, query_fields)
    number = query_fields.text("out_order_no", 32, NUMBER)
    return order_node(till.books, till.merchant, scores.known(till.books, number))


def permission(till: Till, openid: str, query_fields: Fields) -> Node:
    """[S] payscore/permissions/openid/{openid}: AVAILABLE, UNAVAILABLE."""
    _check_service(till, query_fields)
    found = agreements.numbered(till.books, openid)
    return {
        "appid": till.merchant.wechat_appid,
        "mchid": till.merchant.mchid,
        "service_id": till.merchant.service_id,
        "openid": openid,
        "authorization_state": "AVAILABLE" if found.stands else "UNAVAILABLE",
    }


def end_permission(till: Till, openid: str, body: Fields) -> None:
    _check_service(till, body)
    body.text("reason", 30)
    agreements.end(till.books, agreements.standing(till.books, openid))


def cancel(till: Till, number: str, body: Fields) -> Node:
    _check_service(till, body)
    order = scores.cancel(till.books, number, body.text("reason", 30))
    return {
        "appid": till.merchant.wechat_appid,
        "mchid": till.merchant.mchid,
        "out_order_no": order.number,
        "service_id": till.merchant.service_id,
        "order_id": order.serial,
    }


def complete(till: Till, number: str, body: Fields) -> Node:
    _check_service(till, body)
    order = scores.complete(till.books, number, _total(body), body.echo())
    return order_node(till.books, till.merchant, order)


def modify(till: Till, number: str, body: Fields) -> Node:
    _check_service(till, body)
    body.text("reason", 50)
    order = scores.modify(till.books, number, _total(body))
    return order_node(till.books, till.merchant, order)


def order_node(books: Books, merchant: Merchant, order: ScoreOrder) -> Node:
    asked = json.loads(order.asked)
    node: Node = {
        "appid": merchant.wechat_appid,
        "mchid": merchant.mchid,
        "out_order_no": order.number,
        "service_id": merchant.service_id,
        "service_introduction": asked.get("service_introduction"),
        "state": order.state,
        "risk_fund": asked.get("risk_fund"),
        "time_range": asked.get("time_range"),
        "order_id": order.serial,
        "need_collection": bool(order.total_fen),
    }
    if order.buyer is not None:
        node["openid"] = buyers.named(books, order.buyer).openid
    if order.state == scores.DOING:
        is_completed = order.total_fen is not None
        node["state_description"] = "MCH_COMPLETE" if is_completed else "USER_CONFIRM"
    if order.total_fen is not None:
        node["total_amount"] = order.total_fen
        node["post_payments"] = json.loads(order.completed).get("post_payments")
    if order.total_fen:
        node["collection"] = _collection(order)
    return node


def _collection(order: ScoreOrder) -> Node:
    total = order.total_fen or 0
    paid = 0 if order.trade is None else order.trade.amount_fen
    node: Node = {
        "state": "USER_PAID" if order.trade else "USER_PAYING",
        "total_amount": total,
        "paying_amount": total - paid,
        "paid_amount": paid,
    }
    if order.trade is not None:
        node["details"] = [
            {
                "seq": 1,
                "amount": paid,
                "paid_type": "NEWTON",
                "paid_time": rfc3339(order.trade.paid_ms or 0),
                "transaction_id": order.trade.serial,
            }
        ]
    return node


def _total(body: Fields) -> int:
    """[V] the payments less the discounts, each line 1 to 100 pieces; 1 to 100 lines."""
    total = body.whole("total_amount", 0, MOST_FEN)
    lines = 0
    for line in body.rows("post_payments", 1, 100):
        line.text("name", 20)
        lines += line.whole("amount", 0, MOST_FEN)  # of the whole line
        line.whole("count", 1, 100, default=1)
    discounts = sum(
        line.whole("amount", 0, MOST_FEN) for line in body.rows("post_discounts", 0, 30)
    )
    if lines - discounts != total:
        raise WeChatError(400, "PARAM_ERROR", "总金额与付费项目不一致", "total_amount")
    return total


def _check_service(till: Till, fields: Fields) -> None:
    if fields.text("appid", 32) != till.merchant.wechat_appid:
        raise WeChatError(400, "APPID_MCHID_NOT_MATCH", "商户号与AppID不匹配")
    if fields.text("service_id", 32) != till.merchant.service_id:
        raise WeChatError(403, "NO_AUTH", "商户无此服务ID的权限")
