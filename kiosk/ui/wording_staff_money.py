"""The words of the staff pages about money, in both languages: refunds, counter and day-end.

Part of wording.py, which tells how keys are named. What stands on paper as well is worded in
domain/day_end_words.py and domain/reconcile_words.py.
"""

from __future__ import annotations

from kiosk.domain.language import Label

STAFF_MONEY: dict[str, Label] = {
    "staff.page.counter": Label("柜台收款", "Counter"),
    "staff.page.counter.hint": Label("确认现金和刷卡", "Confirm cash and cards"),
    "staff.page.day_end": Label("日结对账", "Day-end"),
    "staff.page.day_end.hint": Label("收款、退款、对账、导出", "Takings, bills, export"),
    "payment.state.paying": Label("等待顾客付款", "Waiting for the payer"),
    "payment.state.cancelling": Label("正在关闭", "Being closed"),
    "payment.state.refunding": Label("正在退款", "Going back"),
    "payment.state.refunded": Label("已全部退款", "All given back"),
    # --- what was given back, on an order's page ------------------------------------------
    "order.refund": Label("退款", "Give money back"),
    "order.refunds": Label("退款记录", "Given back"),
    "order.print_refund": Label("打印退款小票", "Print refund receipt"),
    "refund.state.created": Label("未发出", "Not sent yet"),
    "refund.state.submitting": Label("办理中", "On its way"),
    "refund.state.unknown": Label("结果不明，继续查询中", "Not known yet, being asked"),
    "refund.state.refunded": Label("已退", "Given back"),
    "refund.state.failed": Label("被拒绝，未退", "Refused, not given back"),
    "reason.wrong_item": Label("点错了", "Wrong item"),
    "reason.quality": Label("商品有问题", "Something wrong with it"),
    "reason.not_delivered": Label("没拿到", "Not received"),
    "reason.charged_wrong": Label("多收了", "Charged too much"),
    "reason.other": Label("其他原因", "Another reason"),
    "reason.late": Label("超时自动退款", "Paid too late"),
    # --- giving money back ----------------------------------------------------------------
    "refund.title": Label("退款", "Give money back"),
    "refund.left": Label("最多可退 {amount}", "{amount} at most"),
    "refund.all": Label("全部退款 {amount}", "All of it: {amount}"),
    "refund.by_hand": Label("输入金额", "Type an amount"),
    "refund.by_hand.chosen": Label("输入的金额：{amount}", "Typed: {amount}"),
    "refund.given_back": Label("已退 {count} 件", "{count} went back"),
    "refund.why": Label("为什么退？", "Why?"),
    "refund.choose": Label("选商品或金额，再选原因", "Choose items or an amount, then why"),
    "refund.choose.reason": Label("再选一个原因", "Now choose why"),
    "refund.choose.items": Label("再选商品或金额", "Now choose items or an amount"),
    "refund.next": Label("退款 {amount}", "Give {amount} back"),
    "refund.too_much": Label("超过可退金额", "More than can be given back"),
    "refund.less": Label("少退一件{name}", "One less: {name}"),
    "refund.more": Label("多退一件{name}", "One more: {name}"),
    "refund.amount.title": Label("退多少？", "How much?"),
    "refund.amount.body": Label(
        "输入到分，650 是 ¥6.50。最多可退 {amount}。",
        "To the cent: 650 is ¥6.50. {amount} at most.",
    ),
    "refund.amount.out_of_range": Label(
        "请输入大于 0、不超过 {amount} 的金额。", "Type more than 0 and no more than {amount}."
    ),
    "refund.confirm": Label("退 {amount}？", "Give {amount} back?"),
    "refund.confirm.body": Label(
        "{back}。原因：{reason}。之后还可退 {left}。点一下就退，不能撤回。",
        "{back}. Reason: {reason}. {left} could still follow. It cannot be undone.",
    ),
    "refund.confirm.yes": Label("确认退款 {amount}", "Give {amount} back"),
    "back.wallet": Label("退回会员余额", "To the member balance"),
    "back.alipay": Label("退回支付宝", "To Alipay"),
    "back.wechat": Label("退回微信", "To WeChat Pay"),
    "back.cash": Label("请从钱箱退现金", "Hand out cash from the drawer"),
    "back.card": Label("请在刷卡机上退款", "Refund it on the card terminal"),
    "refund.asking": Label("正在退款 {amount}", "Giving {amount} back"),
    "refund.asking.body": Label(
        "请稍等，正在等支付平台答复。", "Waiting for the service's answer."
    ),
    "refund.done": Label("已退 {amount}", "{amount} given back"),
    "refund.done.body": Label(
        "{back}。退款记录和小票在订单页。", "{back}. The order's page has the receipt."
    ),
    "refund.refused": Label("没有退成", "Not given back"),
    "refund.refused.body": Label(
        "支付平台拒绝：{detail}。没有退钱，可以换个方式再退。",
        "The service said no: {detail}. No money went back; try another way.",
    ),
    "refund.not_known_yet": Label("还不知道退没退成", "Not known yet"),
    "refund.not_known_yet.body": Label(
        "支付平台没有答复。机器会用同一单号一直查到有结果，请不要再退一次。",
        "No answer from the service. The kiosk goes on under the same number. Do not refund again.",
    ),
    "refund.not_allowed": Label("不能退这么多", "Not that much"),
    "refund.not_allowed.body": Label(
        "这一单现在最多可退 {left}。没有退钱。",
        "Of this order {left} can go back. Nothing was given.",
    ),
    "refund.not_written": Label("没有记下来", "Not written down"),
    "refund.not_written.body": Label(
        "存储写不进去，没有退钱。请看设备状态。",
        "The disk did not take it, so nothing was given back. See the status page.",
    ),
    "refund.to_order": Label("回到订单", "To the order"),
    # --- the counter ----------------------------------------------------------------------
    "counter.waiting": Label("等待柜台收款", "Waiting at the counter"),
    "counter.none": Label("没有等待收款的订单", "No order waits for money"),
    "counter.gone": Label(
        "那一单已经不在等待：请不要收钱。", "That order does not wait any more: take no money."
    ),
    "counter.order": Label("收 {amount}", "Take {amount}"),
    "counter.order.body": Label(
        "订单 {number}，{time}。收到钱后再点。",
        "Order {number}, {time}. Tap once you have the money.",
    ),
    "counter.cash": Label("收到现金", "Cash received"),
    "counter.card": Label("刷卡成功", "Card accepted"),
    "counter.confirm.cash": Label("收到现金 {amount}？", "{amount} in cash?"),
    "counter.confirm.card": Label("刷卡收了 {amount}？", "{amount} by card?"),
    "counter.confirm.body": Label(
        "订单 {number} 会变成已支付，并出取餐号。",
        "Order {number} becomes paid and gets its number.",
    ),
    "counter.confirm.yes": Label("确认收到 {amount}", "Yes, {amount} received"),
    "counter.busy": Label("正在记账", "Writing it down"),
    "counter.busy.body": Label("订单 {number}，{amount}", "Order {number}, {amount}"),
    # --- the day-end ----------------------------------------------------------------------
    "day_end.running": Label("今天到现在（X）", "So far (X)"),
    "day_end.closed": Label("Z{number}，{date}", "Z{number}, {date}"),
    "day_end.from": Label("从 {since} 起", "Since {since}"),
    "day_end.earlier": Label("上一份", "Earlier"),
    "day_end.later": Label("下一份", "Later"),
    "day_end.total": Label("净收款", "Net takings"),
    "day_end.count": Label("{count} 笔", "Payments: {count}"),
    "day_end.nothing": Label("还没有收款", "Nothing was taken yet"),
    "day_end.ask": Label("再查一次", "Ask again"),
    "day_end.asking": Label("正在查询…", "Asking…"),
    "day_end.bills": Label("核对账单", "Compare a bill"),
    "day_end.export": Label("导出", "Export"),
    "day_end.close": Label("日结", "Close the day"),
    "day_end.exporting": Label("正在导出…", "Writing files…"),
    "day_end.exported": Label("已导出到 {folders}", "Written to {folders}"),
    "day_end.left_out": Label("已导出到 {folders}；{why}", "Written to {folders}; but {why}"),
    "day_end.not_exported": Label("没有导出：{reason}", "Not written: {reason}"),
    "close_day": Label("做日结 Z{number}？", "Close the day as Z{number}?"),
    "close_day.body": Label(
        "净收款 {net}，钱箱应增加 {cash}。日结后不能修改，之后的收款算下一份。",
        "Net {net}; the drawer should have gained {cash}. It cannot be changed later. "
        "What comes after it belongs to the next.",
    ),
    "close_day.open": Label("还有 {count} 笔没有结果。", "{count} still have no result. "),
    "close_day.yes": Label("确认日结", "Close the day"),
    "bills.title": Label("选择账单文件", "Choose a bill"),
    "bills.none": Label(
        "没有账单文件。把支付宝或微信的账单放进\n{folder}\n或插上 U 盘。",
        "No bill files. Put a bill of Alipay or WeChat Pay into\n{folder}\nor plug in a USB stick.",
    ),
    "bills.stick": Label("U 盘", "USB stick"),
    "bills.folder": Label("本机", "This kiosk"),
    "bills.size": Label("{size} KB", "{size} KB"),
    "bills.reading": Label("正在读 {file}…", "Reading {file}…"),
    "bills.refused": Label("{file} 不能用：{reason}", "{file} cannot be used: {reason}"),
    "bills.refused.line": Label(
        "{file} 第 {line} 行：{reason}。整份账单没有采用。",
        "{file}, line {line}: {reason}. Nothing of the bill was used.",
    ),
    "comparison.title": Label("{rail} {day}", "{rail}, {day}"),
    "comparison.same": Label("账单 {rows} 行，全部一致", "{rows} rows, all as in our books"),
    "comparison.count": Label(
        "账单 {rows} 行，{count} 处差异", "{rows} rows, differences: {count}"
    ),
    "comparison.fees": Label(
        "手续费 {fees}，其中 {learnt} 刚记账", "Fees {fees}, of which {learnt} booked just now"
    ),
    "comparison.ours": Label("我们 {amount}", "Ours {amount}"),
    "comparison.theirs": Label("账单 {amount}", "Bill {amount}"),
    "comparison.nothing": Label("无", "none"),
    "comparison.where": Label("第 {line} 行 · {number}", "Line {line} · {number}"),
}
