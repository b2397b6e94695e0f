"""The words of smart cabinets in both languages: for shoppers, for staff, and to be said aloud.

Part of wording.py, which tells how keys are named.
"""

from __future__ import annotations

from kiosk.domain.language import Label

CABINET: dict[str, Label] = {
    "staff.page.reviews": Label("货柜复核", "Cabinet review"),
    "staff.page.reviews.hint": Label("拿不准的和有异议的", "Unclear and disputed"),
    "staff.page.restock": Label("货柜补货", "Restock"),
    "staff.page.restock.hint": Label("开门、清点、改库存", "Open, count, correct"),
    # --- the first screen -----------------------------------------------------------------
    "cabinet.hello": Label("开门就拿，\n关门就走", "Open, take,\nclose, done"),
    "cabinet.tagline": Label(
        "先确认是您，再开门。拿多少算多少。", "Say who you are, open, and pay for what you take."
    ),
    "cabinet.open": Label("开{name}", "Open {name}"),
    "cabinet.why.door_open": Label("门没关好，请关上", "The door is open, please close it"),
    "cabinet.why.door_unknown": Label("正在检查柜门", "Checking the door"),
    "cabinet.why.scale_unknown": Label("正在称重，请稍等", "Scales are settling, one moment"),
    "cabinet.why.empty": Label("已售空", "Sold out"),
    # --- waiting --------------------------------------------------------------------------
    "cabinet.busy.holding": Label("正在准备开门", "Getting ready"),
    "cabinet.busy.holding.body": Label(
        "暂时冻结 {hold}，只按实际取走的结算，其余马上退回。",
        "{hold} is set aside. You pay for what you take; the rest goes back.",
    ),
    "cabinet.busy.unlocking": Label("正在开门", "Unlocking"),
    "cabinet.busy.unlocking.body": Label(
        "听到响声后，请拉开门。", "When it clicks, pull the door."
    ),
    "cabinet.busy.checking_door": Label("正在确认门的状态", "Checking the door"),
    "cabinet.busy.checking_door.body": Label(
        "如果门开了，请关好。没拿东西不会扣款。",
        "If it opened, please close it. Nothing taken, nothing charged.",
    ),
    "cabinet.busy.weighing": Label("正在结算", "Settling"),
    "cabinet.busy.weighing.body": Label("货架正在称重，约两秒。", "The shelves are being weighed."),
    "cabinet.busy.charging": Label("正在扣款", "Charging"),
    "cabinet.busy.charging.body": Label("马上就好。", "Almost done."),
    "cabinet.busy.after_power_cut": Label("刚才断电了", "The power was off"),
    "cabinet.busy.after_power_cut.body": Label(
        "请关好柜门，我们按称重继续结算，不会多扣。",
        "Please close the door. We go on by the weights, and charge nothing twice.",
    ),
    # --- the door is open -----------------------------------------------------------------
    "cabinet.shopping": Label("门开了，请随意取", "The door is open: take what you like"),
    "cabinet.shopping.hint": Label("不要的放回原处。关上门就结算。",
        "Put back what you don't want. Closing the door settles."),
    "cabinet.shopping.locker": Label("取好后请关门", "Take it, then close the door"),
    "cabinet.shopping.staff": Label("门开了，请补货", "The door is open: fill the shelves"),
    "cabinet.shopping.staff.hint": Label("补完关门，再清点。", "Close it when done, then count."),
    "cabinet.cart.empty": Label("还没有拿东西", "Nothing taken yet"),
    "cabinet.cart.unsure": Label(
        "还在称，以关门后的结算为准", "Still weighing; what counts is settled at the end"
    ),
    "cabinet.remind.close": Label("拿好了请关门", "All done? Please close the door"),
    "cabinet.remind.alarm": Label("请马上关门！", "Close the door now!"),
    # --- how it ended ---------------------------------------------------------------------
    "cabinet.end.nothing": Label("没有取走商品", "Nothing taken"),
    "cabinet.end.nothing.body": Label(
        "没有扣款，冻结的钱已经退回。", "Nothing is charged; what was set aside is back."
    ),
    "cabinet.end.charged": Label("已支付 {amount}", "Paid {amount}"),
    "cabinet.end.charged.body": Label("谢谢，欢迎再来。", "Thank you, come again."),
    "cabinet.end.owed": Label("还欠 {owed}", "{owed} is still owed"),
    "cabinet.end.owed.body": Label(
        "这次没有全部扣成。下次开门前请先付清。",
        "Not all of it could be charged. Please pay it before the next opening.",
    ),
    "cabinet.end.review": Label("需要店员看一下", "Our staff will have a look"),
    "cabinet.end.review.body": Label(
        "称重拿不准，现在没有扣款。冻结的 {hold} 会在 24 小时内按核对结果结清。",
        "The weights leave a doubt, so nothing is charged now. {hold} stays set aside until a "
        "person has looked, within 24 hours.",
    ),
    "cabinet.end.slow": Label("正在结算，稍后完成", "It will be settled shortly"),
    "cabinet.end.slow.body": Label(
        "支付平台还没答复。您可以离开，只会按取走的扣一次。",
        "The payment service has not answered yet. You may go; it is charged once.",
    ),
    "cabinet.end.not_opened": Label("门没有打开", "The door did not open"),
    "cabinet.end.not_opened.body": Label(
        "没有扣款，冻结的钱已经退回。请再试一次，或叫店员。",
        "Nothing is charged and nothing set aside. Try again, or ask our staff.",
    ),
    "cabinet.end.not_enough": Label("余额不足以开门", "Not enough to open the door"),
    "cabinet.end.not_enough.body": Label(
        "开门要先冻结 {hold}。请充值后再来。",
        "{hold} must be set aside first. Top up, then come back.",
    ),
    "cabinet.end.no_answer": Label("支付平台没有答复", "The payment service does not answer"),
    "cabinet.end.no_answer.body": Label(
        "门没有开，没有扣款。请稍后再试。", "The door stayed shut, nothing is charged. Try later."
    ),
    "cabinet.end.look_again": Label("请再看一次镜头", "Please look at the camera once more"),
    "cabinet.end.look_again.body": Label(
        "上一次刷脸已经过了 30 秒。门没有开，没有扣款。",
        "Your face was seen more than 30 seconds ago. The door stayed shut, nothing is charged.",
    ),
    "cabinet.end.not_ready": Label("现在不能开门", "It cannot be opened now"),
    "cabinet.end.not_ready.body": Label(
        "柜门或货架还没准备好，没有扣款。请稍后再试。",
        "Door or shelves are not ready; nothing is charged. Try again in a moment.",
    ),
    "cabinet.end.not_written": Label("暂时不能开门", "It cannot be opened for now"),
    "cabinet.end.not_written.body": Label(
        "记录写不下来，所以没有开门，也没有扣款。请叫店员。",
        "It could not be written down, so nothing was opened or charged. Ask our staff.",
    ),
    "cabinet.end.looked_at": Label("已转店员核对", "Our staff will check"),
    "cabinet.end.looked_at.body": Label(
        "这张小票已登记异议，多扣的会退给您。",
        "Your receipt is noted as not right; what was too much goes back.",
    ),
    "cabinet.end.not_found": Label("没有可核对的小票", "Nothing to check"),
    "cabinet.end.not_found.body": Label(
        "不是本柜的小票，或已经在核对。", "Not a receipt of this cabinet, or it is checked already."
    ),
    "cabinet.dispute": Label("金额不对？", "Not right?"),
    "cabinet.disputed": Label(
        "已转店员核对，多扣的会退给您。", "Our staff will check; what was too much goes back."
    ),
    "cabinet.debt": Label("还有 {amount} 没付", "{amount} is still to be paid"),
    "cabinet.debt.body": Label(
        "这是之前取走的商品。付清后就能开门。",
        "For goods taken before. The door opens once it is paid.",
    ),
    "cabinet.debt.pay": Label("现在支付 {amount}", "Pay {amount} now"),
    # --- staff: review --------------------------------------------------------------------
    "review.title": Label("货柜复核", "Cabinet review"),
    "review.none": Label("没有要复核的", "Nothing to review"),
    "review.reason.scale_unreadable": Label("秤读不出来", "A scale could not be read"),
    "review.reason.more_left_than_stood": Label("少的比库存多", "More left than stood there"),
    "review.reason.foreign_object": Label("放进了别的东西", "Something else was put in"),
    "review.reason.unexplained": Label("重量对不上商品", "No good explains the weight"),
    "review.reason.ambiguous": Label("有几种可能", "Several explanations"),
    "review.reason.door_not_seen": Label("没看到门打开", "The door was not seen open"),
    "review.reason.door_not_closed": Label("门一直没关", "The door was never closed"),
    "review.reason.no_price": Label("商品表里没有价格", "No price in the catalogue"),
    "review.reason.disputed": Label("顾客有异议", "Disputed by the shopper"),
    "review.reason.no_session": Label("门被强行打开", "Opened by force"),
    "review.reason.not_decided": Label(
        "超时未复核，已退回冻结", "Not decided in time, the hold was let go"
    ),
    "review.nothing_gone": Label("没有少东西", "Nothing is missing"),
    "review.loss": Label("没有顾客，不收任何人的款", "No shopper: nobody is charged"),
    "review.accept": Label("按这个数改库存", "Set the stock so"),
    "review.accept.sure": Label("再点一次：改库存", "Tap again: set the stock"),
    "review.charged": Label("已收 {amount}", "{amount} charged"),
    "review.held": Label("冻结 {amount}", "{amount} set aside"),
    "review.chart": Label("各层重量变化", "Weight of each shelf"),
    "review.broken": Label("记录被改动过，请联系总部", "The log was altered: call head office"),
    "review.candidate": Label("{goods} · {share}%", "{goods} · {share}%"),
    "review.good": Label("{name} ×{units}", "{name} ×{units}"),
    "review.goods_none": Label("什么都没拿", "Nothing taken"),
    "review.nothing": Label("不收款", "Charge nothing"),
    "review.edit": Label("或者改数量", "Or set the counts"),
    "review.charge": Label("收 {amount}", "Charge {amount}"),
    "review.charge.sure": Label("再点一次：收 {amount}", "Tap again: charge {amount}"),
    "review.free": Label("不收款，退回冻结", "Charge nothing, let go"),
    "review.free.sure": Label("再点一次：不收款", "Tap again: charge nothing"),
    "review.keep": Label("应收 {amount}，多的退回", "{amount} stays, the rest goes back"),
    "review.keep.sure": Label("再点一次：只留 {amount}", "Tap again: keep {amount}"),
    "review.less": Label("少一件{name}", "One {name} less"),
    "review.more": Label("多一件{name}", "One {name} more"),
    # --- staff: restock -------------------------------------------------------------------
    "restock.title": Label("补货", "Restock"),
    "restock.choose": Label("选一扇门", "Choose a door"),
    "restock.trouble": Label("门没有打开，请检查柜门和锁。",
        "The door did not open. Check door and lock."),
    "stock.title": Label("现在有多少？", "How many are there now?"),
    "stock.was": Label("之前 {units} 件 · {shelf}", "{units} before · {shelf}"),
    "stock.agrees": Label("重量相符", "Weight agrees"),
    "stock.differs": Label("重量不符，请再数", "Weight differs, count again"),
    "stock.by_eye": Label("没有秤，请数", "No scale, please count"),
    "stock.save": Label("保存库存", "Save the stock"),
    # --- said aloud -----------------------------------------------------------------------
    "cue.open": Label("门已打开，请取商品。", "The door is open. Take what you like."),
    "cue.close_door": Label("取好后请关门。", "Please close the door."),
    "cue.alarm": Label("请马上关门。", "Close the door now, please."),
    "cue.not_opened": Label("门没有打开，没有扣款。", "The door did not open. Nothing is charged."),
    "cue.thanks": Label("谢谢光临。", "Thank you."),
    "cue.forced": Label("柜门被打开，请关门。", "The door was opened. Please close it."),
}  # fmt: skip
