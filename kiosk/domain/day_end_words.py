"""Words of the day-end, on the screen and on paper alike."""

from __future__ import annotations

from kiosk.domain.language import Label, Language

_RAILS = {
    "wallet": Label("会员余额", "Member balance"),
    "alipay": Label("支付宝", "Alipay"),
    "wechat": Label("微信支付", "WeChat Pay"),
    "cash": Label("现金", "Cash"),
    "card": Label("刷卡", "Card"),
}
_WORDS = {
    "x": Label("日结预览（X）", "Day so far (X)"),
    "z": Label("日结 Z{number}", "Day-end Z{number}"),
    "shop": Label("店铺", "Shop"),
    "kiosk": Label("机器", "Kiosk"),
    "date": Label("营业日", "Business day"),
    "since": Label("从", "From"),
    "since.first": Label("开机以来", "the beginning"),
    "until": Label("到", "To"),
    "orders": Label("订单数", "Orders"),
    "receipts": Label("小票号", "Receipts"),
    "receipts.none": Label("无", "none"),
    "receipts.missing": Label("缺 {count} 张！请联系服务商", "{count} missing! Call your provider"),
    "top_ups": Label("会员充值", "Top-ups"),
    "cash": Label("钱箱应有（本期增加）", "Cash in the drawer (gained)"),
    "ledger": Label("账本", "Ledger"),
    "rails": Label("各支付方式", "By way to pay"),
    "rail": Label("支付方式", "Way to pay"),
    "payments": Label("笔数", "Payments"),
    "taken": Label("收款", "Taken"),
    "refunds": Label("退款笔数", "Refunds"),
    "refunded": Label("退款", "Refunded"),
    "fees": Label("手续费", "Fees"),
    "net": Label("净额", "Net"),
    "sum": Label("合计", "Total"),
    "open": Label("结果不明和未完成", "Open and unknown"),
    "what": Label("类型", "Kind"),
    "what.payment": Label("收款", "Payment"),
    "what.refund": Label("退款", "Refund"),
    "order": Label("订单号", "Order"),
    "number": Label("商户单号", "Merchant number"),
    "amount": Label("金额", "Amount"),
    "state": Label("状态", "State"),
    "at": Label("时间", "Time"),
    "bill": Label("对账：{rail} {day}（{file}）", "Bill of {rail}, {day} ({file})"),
    "bill.same": Label("账单与账本一致", "The bill and our books agree"),
    "difference": Label("差异", "Difference"),
    "ours": Label("我们", "Ours"),
    "theirs": Label("账单", "Bill"),
    "line": Label("账单行", "Bill line"),
    "service_number": Label("平台单号", "Service number"),
    "todo": Label("怎么办", "What to do"),
    "state.created": Label("未发出", "Not sent yet"),
    "state.submitting": Label("办理中", "On its way"),
    "state.paying": Label("等待顾客", "Waiting for the payer"),
    "state.unknown": Label("结果不明", "Unknown"),
    "state.cancelling": Label("关闭中", "Being closed"),
    "state.refunding": Label("退款中", "Going back"),
    "state.failed": Label("服务拒绝退款，请人工退还", "Refused: give it back by hand"),
}


def word(key: str, language: Language, **values: object) -> str:
    return _WORDS[key].text(language).format(**values)


def rail_name(rail: str, language: Language) -> str:
    """In words; a rail without words of its own by its id."""
    label = _RAILS.get(rail)
    return label.text(language) if label else rail


def state_name(state: str, language: Language) -> str:
    """Of an open payment or refund."""
    return _WORDS[f"state.{state}"].text(language)
