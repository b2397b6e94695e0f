"""What a difference is called, and what staff do about it: on the screen and on paper."""

from __future__ import annotations

from kiosk.domain.language import Label
from kiosk.domain.reconcile import DifferenceKind as Kind

_WORDS = {
    Kind.MISSING_IN_BILL: (
        Label("账单里没有这笔收款", "Paid in our books, not in the bill"),
        Label(
            "拿商户单号问支付平台；款未到账时联系顾客重新付款。",
            "Ask the payment service with this number. If no money came, ask the shopper to pay.",
        ),
    ),
    Kind.NEAR_MIDNIGHT: (
        Label("临近零点的收款，账单里没有", "Paid near midnight, not in this bill"),
        Label("核对前一天或后一天的账单。", "Look in the bill of the day before or after."),
    ),
    Kind.MISSING_IN_BOOKS: (
        Label("账单里有，我们没有", "In the bill, not in our books"),
        Label(
            "先查是不是其他收银机的单；都不是就在支付平台退款。",
            "Look whether another till took it. If none did, refund it at the payment service.",
        ),
    ),
    Kind.AMOUNT_DIFFERS: (
        Label("金额不一致", "The amounts differ"),
        Label(
            "以平台为准与顾客核对；多收的退款，并联系服务商。",
            "Refund what was taken too much, and call your service provider.",
        ),
    ),
    Kind.CHARGED_THOUGH_CLOSED: (
        Label("我们已关闭，平台却收了款", "Closed here, yet the service took the money"),
        Label(
            "顾客已被告知未扣款：在支付平台全额退款。",
            "The shopper was told that nothing was charged: refund all of it at the service.",
        ),
    ),
    Kind.PAID_BUT_OPEN: (
        Label("平台已收款，我们还不知道", "Paid at the service, still open here"),
        Label(
            "点“再查一次”：机器会补单或自动退款。",
            'Tap "Ask again": the kiosk completes the order or gives the money back.',
        ),
    ),
    Kind.STILL_OPEN: (
        Label("结果不明，账单里也没有", "Still open here, and not in the bill"),
        Label(
            "点“再查一次”；第二天仍在就核对下一天账单。",
            'Tap "Ask again". If it stays open, look in the next bill.',
        ),
    ),
    Kind.CHARGED_TWICE: (
        Label("同一单号收了两次", "Charged twice under one number"),
        Label(
            "在支付平台退掉第二笔，并联系服务商。",
            "Refund the second at the payment service, and call your service provider.",
        ),
    ),
    Kind.REFUND_MISSING_IN_BILL: (
        Label("账单里没有这笔退款", "Refunded in our books, not in the bill"),
        Label(
            "拿退款单号问支付平台；未退的补退给顾客。",
            "Ask the service with the refund number. If the money did not go back, give it back.",
        ),
    ),
    Kind.REFUND_NEAR_MIDNIGHT: (
        Label("临近零点的退款，账单里没有", "Refunded near midnight, not in this bill"),
        Label("核对前一天或后一天的账单。", "Look in the bill of the day before or after."),
    ),
    Kind.REFUND_MISSING_IN_BOOKS: (
        Label("账单里有退款，我们没有", "A refund in the bill, not in our books"),
        Label(
            "多半是在支付平台手工退的：确认是谁退的，并记下来。",
            "Most likely made by hand at the service: find out by whom, and note it.",
        ),
    ),
    Kind.REFUND_AMOUNT_DIFFERS: (
        Label("退款金额不一致", "The refunds differ"),
        Label(
            "以平台为准与顾客核对；少退的补退。",
            "Check with the shopper, and give back what is missing.",
        ),
    ),
    Kind.REFUND_NOT_BOOKED: (
        Label("平台已退款，我们还不知道", "Refunded at the service, not known here"),
        Label(
            "不要再退：机器会继续查询。仍未更新就联系服务商。",
            "Do not refund again: the kiosk goes on asking. If it stays so, call your provider.",
        ),
    ),
    Kind.REFUND_STILL_OPEN: (
        Label("退款结果不明", "The refund is still open"),
        Label(
            "不要再退：机器会用同一退款单号继续办理。",
            "Do not refund again: the kiosk goes on under the same refund number.",
        ),
    ),
    Kind.REFUNDED_TWICE: (
        Label("同一退款单号退了两次", "Refunded twice under one number"),
        Label(
            "联系支付平台追回，并联系服务商。",
            "Call the payment service, and your service provider.",
        ),
    ),
}


def name_of(kind: Kind) -> Label:
    return _WORDS[kind][0]


def advice_for(kind: Kind) -> Label:
    """What staff do about it."""
    return _WORDS[kind][1]
