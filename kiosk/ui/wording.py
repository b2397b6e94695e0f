"""Every word on every screen, in both languages, and money as people read it.

No file but this one and wording_paying.py holds text for people. Keys are dotted; where a key
ends in a member of an enum (`hint.too_dark`, `trouble.declined`), the enum names the keys that
must exist.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.language import Label, Language
from kiosk.domain.money import Money, decimal_text
from kiosk.domain.receipt import Receipt
from kiosk.ui.wording_agreements import AGREEMENTS
from kiosk.ui.wording_cabinet import CABINET
from kiosk.ui.wording_commissioning import COMMISSIONING
from kiosk.ui.wording_members import MEMBERS
from kiosk.ui.wording_paying import PAYING
from kiosk.ui.wording_risk import RISK
from kiosk.ui.wording_staff import STAFF

SYMBOLS = {"CNY": "¥"}


def price(money: Money) -> str:
    """`Money(2650)` as ¥26.50; a currency without a symbol here is named by its ISO code."""
    amount = decimal_text(money)
    sign, digits = ("-", amount[1:]) if amount.startswith("-") else ("", amount)
    symbol = SYMBOLS.get(money.currency, f"{money.currency} ")
    return f"{sign}{symbol}{digits}"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language. `receipt_text` is what the e-receipt QR says; "" for no QR."""

    language: Language
    receipt_text: Callable[[Receipt], str] = lambda _receipt: ""

    def __call__(self, key: str, **values: object) -> str:
        """The text of `key`, its {places} filled. Raises KeyError for a key nobody wrote."""
        return TEXTS[key].text(self.language).format(**values)

    def of(self, label: Label) -> str:
        """A shop's own words; the other language where this one was left empty."""
        return label.text(self.language) or label.zh or label.en


TEXTS: dict[str, Label] = {
    **AGREEMENTS,
    **MEMBERS,
    **PAYING,
    **RISK,
    **STAFF,
    **CABINET,
    **COMMISSIONING,
    # --- everywhere -----------------------------------------------------------------------
    "back": Label("返回", "Back"),
    "cancel": Label("取消", "Cancel"),
    "ok": Label("确定", "OK"),
    "erase": Label("删除", "Delete"),
    "done": Label("完成", "Done"),
    "retry": Label("再试一次", "Try again"),
    "quit": Label("结束购物", "Leave"),
    "total": Label("合计", "Total"),
    "items": Label("共 {count} 件", "{count} items"),
    "items.one": Label("共 1 件", "1 item"),
    "name.zh_CN": Label("中文", "中文"),
    "name.en": Label("English", "English"),
    "language": Label("语言", "Language"),
    "large_text": Label("大字", "Larger text"),
    "large_text.sign": Label("字", "A"),
    "still.title": Label("您还在吗？", "Are you still there?"),
    "still.body": Label(
        "倒计时结束后会清空购物车，回到首页。",
        "When the countdown ends, your cart is cleared and we start over.",
    ),
    "still.here": Label("我还在", "I'm still here"),
    # --- the first screen -----------------------------------------------------------------
    "attract.hello": Label("您好，\n今天想来点什么？", "Hello.\nWhat would you like?"),
    "attract.tagline": Label("选好，看一眼，就能带走。", "Pick it, look here, take it away."),
    "attract.tagline.no_face": Label(
        "选好，输入手机号，就能带走。", "Pick it, enter your number, take it away."
    ),
    "attract.shop": Label("开始购物", "Start shopping"),
    "attract.step.pick": Label("选商品", "Pick"),
    "attract.step.face": Label("看一眼", "Look"),
    "attract.step.phone": Label("输手机号", "Number"),
    "attract.step.collect": Label("取餐", "Collect"),
    "attract.no_face": Label(
        "刷脸暂时用不了，手机号加密码照常支付。",
        "Face pay is taking a break. Phone number and PIN work as always.",
    ),
    "recovered.title": Label("停电前的订单已完成", "Your order went through"),
    "recovered.body": Label(
        "没有重复扣款，请凭号取餐。",
        "You were charged only once. Collect it by this number.",
    ),
    "recovered.paid": Label("已支付 {amount} · {payer}", "Paid {amount} · {payer}"),
    # --- shopping -------------------------------------------------------------------------
    "browse.all": Label("全部", "All"),
    "browse.add_name": Label("加入 {name}", "Add {name}"),
    "browse.less_name": Label("减少一件 {name}", "One {name} less"),
    "browse.more_name": Label("再来一件 {name}", "One more {name}"),
    "browse.sold_out": Label("已售罄", "Sold out"),
    "browse.cart": Label("购物车", "Your cart"),
    "browse.clear": Label("清空", "Clear"),
    "browse.checkout": Label("去结算", "Check out"),
    "browse.empty": Label("购物车还是空的", "Your cart is empty"),
    "browse.empty_hint": Label("点商品，或扫商品条码", "Tap a product, or scan its barcode"),
    "browse.nothing": Label("这一类暂时没有商品", "Nothing here at the moment"),
    "notice.unknown_barcode": Label(
        "没有找到这个条码的商品，请在屏幕上选择。",
        "We don't know this barcode. Please pick the product on the screen.",
    ),
    "notice.nothing_to_pay": Label(
        "这是付款码。请先选好商品，再来支付。",
        "That is a pay code. Pick something first, then show it again.",
    ),
    "notice.sold_out": Label(
        "这件商品刚刚售罄，换一件试试吧。", "That one has just sold out. Try another?"
    ),
    "notice.cart_full": Label(
        "这已是一次能买的最多数量，请先结算。",
        "That is the most for one purchase. Please check out first.",
    ),
    # --- the camera -----------------------------------------------------------------------
    "look.title.pay": Label("请看镜头", "Look at the camera"),
    "look.title.join": Label("录入您的脸", "Let's learn your face"),
    "look.private.pay": Label("只做比对，不保存照片", "We only compare. No picture is kept."),
    "look.private.join": Label(
        "只保存一组数字特征，不保存照片",
        "We keep a set of numbers on this kiosk, never a picture.",
    ),
    "look.other.pay": Label("改用手机号 + 密码", "Use phone + PIN"),
    "look.other.join": Label("不用刷脸，只用密码", "Join with a PIN instead"),
    "hint.look_here": Label("请看这里", "Look here"),
    "hint.one_at_a_time": Label("一次一位，请其他人退后一步", "One person at a time, please"),
    "hint.come_closer": Label("再靠近一点", "A little closer"),
    "hint.step_back": Label("再退后一点", "A little further back"),
    "hint.too_dark": Label("有点暗，请面向亮处", "It's a bit dark. Face the light"),
    "hint.too_bright": Label("光线太强，请避开直射光", "Too bright. Turn away from the light"),
    "hint.hold_still": Label("请保持不动", "Hold still"),
    "hint.face_the_camera": Label("请正对镜头", "Face the camera"),
    "hint.good": Label("很好，马上就好", "Good, nearly there"),
    "hint.turn_a_little": Label("请轻轻转头", "Turn your head a little"),
    "alive.title": Label("请跟着箭头动一动", "Please follow the arrow"),
    "alive.straight": Label("请正对镜头，别动", "Look straight, hold still"),
    "alive.left": Label("慢慢向左转头", "Turn your head left"),
    "alive.right": Label("慢慢向右转头", "Turn your head right"),
    "alive.up": Label("慢慢抬头", "Look up slowly"),
    "alive.down": Label("慢慢低头", "Look down slowly"),
    "alive.why": Label(
        "这样，别人拿照片就付不了您的钱。", "So nobody can pay with a photograph of you."
    ),
    "alive.trouble.wrong_way": Label(
        "方向不对，再来一次，请看箭头。", "That was another way. Once more: follow the arrow."
    ),
    "alive.trouble.too_slow": Label(
        "时间到了，再来一次，动作大一点。", "Time was up. Once more: turn a bit further."
    ),
    "alive.trouble.other_face": Label(
        "请一直留在画面里，再来一次。", "Please stay in the picture. Once more."
    ),
    "alive.trouble.missed": Label(
        "动作太快，没看全，再来一次，请慢慢做。", "That was too fast for us. Once more, slowly."
    ),
    "alive.trouble.unsure": Label(
        "没看清楚，再来一次，动作慢一点。", "We couldn't see it well. Once more, slowly."
    ),
    "not_alive.title": Label("这次刷脸不行", "Your face won't do this time"),
    "not_alive.body": Label(
        "没有看清您的动作，没有扣款。请换一种方式支付。",
        "We didn't see the moves. Nothing was charged. Please pay another way.",
    ),
    "not_alive.tip": Label(
        "小提示：光线均匀、站近一点，下次更容易成功。",
        "Tip: even light, and standing closer, help next time.",
    ),
    "not_alive.other": Label("其他支付方式", "Other ways to pay"),
    "not_recognised.title": Label("没有认出您", "We didn't recognise you"),
    "not_recognised.body": Label(
        "没有扣款。可以再试一次；还没有录入人脸的话，请用手机号和密码。",
        "Nothing was charged. Try again, or use your phone number and PIN.",
    ),
    "not_recognised.tip": Label(
        "小提示：摘下口罩和墨镜，正对镜头。", "Tip: take off mask and sunglasses, face the camera."
    ),
    # --- typing ---------------------------------------------------------------------------
    "phone.title.pay": Label("请输入会员手机号", "Your phone number"),
    "phone.title.join": Label("请输入手机号", "Your phone number"),
    "phone.body.pay": Label("用来找到您的会员余额", "So that we find your member balance"),
    "phone.body.join": Label(
        "这是您的会员号。我们不会给您打推销电话。",
        "It becomes your member number. We never call to sell anything.",
    ),
    "phone.not_a_number": Label(
        "手机号应为 11 位，以 1 开头，请检查一下", "That needs 11 digits, starting with 1"
    ),
    "phone.taken": Label(
        "这个手机号已经是会员了，可直接支付", "This number is a member already: just pay with it"
    ),
    "pin.title.enter": Label("请输入 6 位密码", "Enter your 6-digit PIN"),
    "pin.title.choose": Label("设置 6 位支付密码", "Choose a 6-digit PIN"),
    "pin.title.repeat": Label("再输入一次", "Type it once more"),
    "pin.body.enter": Label("会员 {phone}", "Member {phone}"),
    "pin.body.enter.plain": Label("付款前确认是您本人", "To make sure that it is you"),
    "pin.body.choose": Label(
        "刷脸用不了时，用它支付。请不要用生日或连号。",
        "You pay with it whenever your face won't do. No birthdays, no 123456.",
    ),
    "pin.body.repeat": Label("确认两次输入一样", "So that we both have it right"),
    "pin.body.choose.face_goes": Label(
        "删除人脸后，用手机号和密码支付。请不要用生日或连号。",
        "Without your face you pay by number and PIN. No birthdays, no 123456.",
    ),
    "pin.skip.face_goes": Label("不设密码，直接删除人脸", "Delete my face, without a PIN"),
    "pin.skip": Label("暂不设置，只用刷脸", "Skip, use my face only"),
    "pin.staff.title.enter": Label("店员密码", "Staff PIN"),
    "pin.staff.title.choose": Label(
        "第一次开机：请设置店员密码", "First start: choose a staff PIN"
    ),
    "pin.staff.title.repeat": Label("再输入一次店员密码", "Type the staff PIN once more"),
    "pin.staff.title.out_of_reach": Label("设备密钥丢失", "The device secret is lost"),
    "pin.staff.body.out_of_reach": Label(
        "所以无法核对店员密码，不是密码错了。",
        "No staff PIN can be checked until it is back.",
    ),
    "pin.staff.body.enter": Label("仅限本店店员", "For the people who work here"),
    "pin.staff.body.choose": Label(
        "这台机器没有默认密码，设好就能营业。",
        "There is no default PIN. Once you have chosen one, the kiosk can open.",
    ),
    "pin.staff.point.share": Label("6 位数字，只告诉店员", "6 digits that only your staff know"),
    "pin.staff.point.enter": Label(
        "以后在首页连点 5 下左上角店名，凭它进入店员菜单",
        "Tap the shop name at the top left five times, and it opens the staff menu",
    ),
    "pin.staff.point.lost": Label(
        "请记牢，忘了要由安装人员重设", "Keep it safe. If it is lost, your installer sets a new one"
    ),
    "pin.staff.point.restore": Label(
        "请安装人员从备份恢复设备密钥并重启，原密码照常可用",
        "Your installer puts the secret back from its backup. After a restart your PIN works again",
    ),
    "pin.staff.point.reset": Label(
        "没有备份：在本机终端运行 python -m kiosk staff-pin reset，重启后设新密码",
        "No backup? In a terminal: python -m kiosk staff-pin reset. The next start asks for a new "
        "PIN",
    ),
    "pin.staff.body.repeat": Label(
        "确认无误后，机器就可以开始营业。", "Then the kiosk is ready to sell."
    ),
    "pin.wrong": Label(
        "手机号或密码不对，还可以试 {left} 次", "Wrong number or PIN. Tries left: {left}"
    ),
    "pin.staff.wrong": Label("密码不对，还可以试 {left} 次", "Wrong PIN. Tries left: {left}"),
    "pin.locked": Label(
        "错得太多次了，请等 {seconds} 秒再试", "Too many wrong tries. Wait {seconds} seconds"
    ),
    "pin.easy": Label(
        "这个密码太容易猜到，请换一个", "That is too easy to guess. Please choose another"
    ),
    "pin.different": Label("两次不一样，请重新设置", "The two differ. Please choose again"),
    "pin.not_six_digits": Label("密码要 6 位数字", "A PIN has 6 digits"),
    # --- joining --------------------------------------------------------------------------
    "consent.title": Label("要用刷脸支付吗？", "Pay with your face?"),
    "consent.body": Label(
        "由您决定，不用刷脸一样能支付。",
        "It is up to you. A PIN alone is just as good.",
    ),
    "consent.no_face": Label(
        "刷脸暂时用不了，可以先用密码加入", "Face pay is off now. You can join with a PIN"
    ),
    "consent.no": Label("不用刷脸，只用密码", "No, a PIN is enough"),
    "name.title": Label("怎么称呼您？", "What shall we call you?"),
    "name.body": Label(
        "点选姓氏。屏幕上只会显示“张*”这样的称呼。",
        "Tap your surname or type it. Only the first letter is ever shown.",
    ),
    "name.typed": Label("打拼音首字母来找", "Type to search"),
    "name.as_typed": Label("就用 {letters}", "Use {letters}"),
    "name.skip": Label("不想填", "I'd rather not say"),
    "name.no_match": Label("没有找到这个姓，可以直接用字母", "No such surname. Use the letters"),
    "welcome.title": Label("欢迎您，{masked}", "Welcome, {masked}"),
    "welcome.face": Label(
        "已是会员，下次看一眼就能支付。", "You are a member. Next time, just look here to pay."
    ),
    "welcome.pin": Label(
        "已是会员，用手机号和密码就能支付。",
        "You are a member. Pay with your phone number and PIN.",
    ),
    "welcome.top_up": Label(
        "请到柜台充值，就可以开始用了", "Top up at the counter, and off you go"
    ),
    "welcome.shop": Label("完成", "Done"),
    "already.title": Label("这张脸已经登记过", "This face has joined before"),
    "already.body": Label(
        "不用再加入一次，直接购物就可以。不是您登记的？请选“只用密码”加入，或叫店员。",
        "No need to join again: go shopping right away. It was not you? Join with a PIN alone, "
        "or ask our staff.",
    ),
    "join_failed.title": Label("没有拍清楚", "We couldn't see you clearly"),
    "join_failed.body": Label(
        "什么都没有保存。可以再试一次，也可以只用密码加入。",
        "Nothing was kept. Try again, or join with a PIN alone.",
    ),
    "join_failed.no_face.title": Label("刷脸暂时用不了", "Face pay is off now"),
    "join_failed.no_face.body": Label(
        "什么都没有保存。可以先用密码加入，也可以稍后再来。",
        "Nothing was kept. Join with a PIN alone, or come back later.",
    ),
    "join_failed.without": Label("先不用刷脸", "Join without my face"),
    # --- staff ----------------------------------------------------------------------------
    "staff": Label("店员", "Staff"),
    "staff.menu": Label("店员菜单", "Staff menu"),
    "staff.kiosk": Label("机器 {kiosk}", "Kiosk {kiosk}"),
    "staff.leave": Label("退出店员菜单", "Leave the staff menu"),
    "staff.exit": Label("退出", "Exit"),
    "staff.page.menu": Label("菜单", "Menu"),
    "staff.page.menu.hint": Label("", ""),
    "staff.page.status": Label("设备状态", "Status"),
    "staff.page.status.hint": Label("逐项检查，告诉您怎么办", "What works, and what to do"),
    "staff.page.members": Label("会员", "Members"),
    "staff.page.members.hint": Label("查找、充值、删除", "Find, top up, forget"),
    "staff.page.orders": Label("订单", "Orders"),
    "staff.page.orders.hint": Label("查看、开门、补打小票", "Look up, open door, print"),
    "staff.page.queue": Label("叫号", "Queue"),
    "staff.page.queue.hint": Label("叫号、过号、取走", "Call, skip, hand out"),
    "staff.page.restart": Label("重启程序", "Restart"),
    "staff.page.restart.hint": Label("订单和余额不受影响", "Orders and balances stay"),
    "status.title": Label("设备状态", "Status"),
    "status.checking": Label("正在检查…", "Checking …"),
    "status.all_good": Label("一切正常", "All is well"),
    "status.count": Label("{count} 项需要处理", "{count} to look at"),
    "grade.good": Label("正常", "Good"),
    "grade.warning": Label("注意", "Check"),
    "grade.bad": Label("故障", "Broken"),
    "topic.camera": Label("摄像头", "Camera"),
    "topic.models": Label("人脸模型", "Face models"),
    "topic.liveness": Label("活体检测", "Liveness"),
    "topic.fonts": Label("字体", "Fonts"),
    "topic.ports": Label("串口", "Serial ports"),
    "topic.refunds": Label("退款", "Refunds"),
    "topic.day_end": Label("日结", "Day-end"),
    "topic.disk": Label("存储空间", "Disk"),
    "topic.clock": Label("时钟", "Clock"),
    "topic.database": Label("数据库", "Database"),
    "topic.catalogue": Label("商品表", "Catalogue"),
    "topic.printer": Label("打印机", "Printer"),
    "topic.locks": Label("柜门锁", "Door locks"),
    "topic.cloud": Label("后台连接", "Back office"),
    "topic.payments": Label("支付方式", "Ways to pay"),
    "topic.alipay": Label("支付宝", "Alipay"),
    "topic.wechat": Label("微信支付", "WeChat Pay"),
    "topic.gateway": Label("支付网关", "Payment gateway"),
    "topic.memory": Label("内存", "Memory"),
    "topic.recovery": Label("断电恢复", "Recovery"),
    "members.title": Label("会员", "Members"),
    "members.search": Label("手机号中的数字", "Digits of the number"),
    "members.find": Label("查找", "Find"),
    "members.none": Label("没有符合的会员", "No such member"),
    "members.searching": Label("正在查找…", "Searching…"),
    "members.failed": Label("没有查成，请再查一次", "The search failed. Please try once more"),
    "members.start": Label("输入手机号的任意几位来查找", "Type any digits of the phone number"),
    "members.face": Label("刷脸", "Face"),
    "members.pin": Label("密码", "PIN"),
    "member.balance": Label("余额", "Balance"),
    "member.joined": Label("加入日期", "Joined"),
    "member.templates": Label("人脸特征", "Face templates"),
    "member.templates.count": Label("{count} 组", "{count}"),
    "member.has_pin": Label("支付密码", "PIN"),
    "member.yes": Label("已设置", "Set"),
    "member.no": Label("未设置", "Not set"),
    "member.top_up": Label("现金充值", "Top up with cash"),
    "member.forget": Label("删除会员资料", "Delete this member"),
    "member.topped_up": Label("已充值 {amount}", "{amount} added"),
    "amount.title": Label("收了多少现金？", "How much cash was taken?"),
    "amount.body": Label("为 {masked} 充值，单位：元", "Top up for {masked}, in whole yuan"),
    "amount.out_of_range": Label("金额不在允许范围内，请重新输入", "That amount is not allowed"),
    "question.top_up": Label("充值 {amount}？", "Add {amount}?"),
    "question.top_up.body": Label(
        "请先收好现金。{masked} 的余额会增加 {amount}。",
        "Take the cash first. The balance of {masked} grows by {amount}.",
    ),
    "question.top_up.yes": Label("确认充值 {amount}", "Add {amount}"),
    "question.forget": Label("删除 {masked}？", "Delete {masked}?"),
    "question.forget.yes": Label("永久删除", "Delete for good"),
    "question.open_door": Label("打开柜门？", "Open the door?"),
    "question.open_door.body": Label(
        "请站在柜门旁再点。这次开门会记入日志。",
        "Stand at the door before you tap. This opening is written down.",
    ),
    "question.open_door.yes": Label("打开柜门", "Open the door"),
    "question.restart": Label("重启程序？", "Restart the program?"),
    "question.restart.body": Label(
        "大约 10 秒。订单、余额、取餐号都会保留。",
        "This takes about 10 seconds. Orders, balances and numbers stay.",
    ),
    "question.restart.yes": Label("现在重启", "Restart now"),
    "question.clock": Label("现在是 {clock} 吗？", "Is it {clock} now?"),
    "question.clock.body": Label(
        "时钟比账本上最后一笔还早，所以暂停了营业。日期和时间都对，请确认；不对，请先校时。",
        "The clock is behind the last entry in the books, so sales have stopped. "
        "If date and time are right, say so. If not, set the clock first.",
    ),
    "question.clock.yes": Label("时间正确，恢复营业", "Yes, go on selling"),
    "orders.title": Label("今日订单", "Orders"),
    "orders.none": Label("还没有订单", "No orders yet"),
    "order.title": Label("订单", "Order"),
    "order.state.open": Label("未完成", "Open"),
    "order.state.paid": Label("已支付", "Paid"),
    "order.state.cancelled": Label("已取消", "Cancelled"),
    "payment.state.created": Label("待支付", "Not sent yet"),
    "payment.state.submitting": Label("支付中", "Being paid"),
    "payment.state.unknown": Label("结果不明", "Unknown"),
    "payment.state.paid": Label("已扣款", "Charged"),
    "payment.state.failed": Label("被拒绝，未扣款", "Refused, not charged"),
    "payment.state.closed": Label("已关闭，未扣款", "Closed, not charged"),
    "order.number": Label("订单号", "Order"),
    "order.placed": Label("下单时间", "Placed"),
    "order.state": Label("订单", "Order is"),
    "order.payment": Label("支付", "Payment"),
    "order.payer": Label("付款人", "Payer"),
    "order.tickets": Label("取餐号", "Numbers"),
    "order.door": Label("柜门", "Door"),
    "order.note": Label("备注", "Note"),
    "order.receipt": Label("小票号", "Receipt"),
    "order.open_door": Label("打开柜门", "Open the door"),
    "order.print": Label("打印小票", "Print receipt"),
    "order.no_receipt": Label("没有小票：订单未支付", "No receipt: not paid"),
    "door.state.intended": Label("准备开门", "About to open"),
    "door.state.sent": Label("正在打开", "Opening"),
    "door.state.opened": Label("已打开", "Opened"),
    "door.state.failed": Label("没有打开", "Did not open"),
    "door.state.unknown": Label("不确定是否打开", "Unknown: please look"),
    "door.state.dropped": Label("断电后没有再打开", "Not opened after a restart"),
    "queue.title": Label("叫号", "Queue"),
    "queue.none": Label("现在没有等待的号", "Nobody is waiting"),
    "ticket.making": Label("制作中", "Making"),
    "ticket.ready": Label("请取餐", "Ready"),
    "ticket.skipped": Label("已过号", "Skipped"),
    "ticket.collected": Label("已取走", "Taken"),
    "action.call": Label("叫号", "Call"),
    "action.skip": Label("过号", "Skip"),
    "action.recall": Label("重新叫号", "Recall"),
    "action.collect": Label("已取走", "Taken"),
    "restarting.title": Label("正在重启", "Restarting"),
    "restarting.body": Label("马上回来，请稍等。", "Back in a moment."),
    # --- trouble --------------------------------------------------------------------------
    "out.title": Label("暂停服务", "Taking a short break"),
    "out.body": Label(
        "抱歉！请到柜台点单，店员很乐意帮您。", "Sorry! Please order at the counter."
    ),
    "out.staff": Label("店员请看", "For our staff"),
    "out.detail": Label("给维修人员：{detail}", "For the technician: {detail}"),
    "fault.catalogue": Label("商品表读不出来", "The catalogue cannot be read"),
    "fault.catalogue.todo": Label(
        "检查商品文件，或从后台重新下发；改好后会自动恢复。",
        "Check the catalogue file, or send it again from the back office.",
    ),
    "fault.database": Label("数据库打不开", "The database cannot be opened"),
    "fault.database.todo": Label(
        "请重启程序；还不行请联系安装人员，不要删除任何文件。",
        "Restart the program. If that fails, call your installer and delete nothing.",
    ),
    "fault.disk_full": Label("存储空间已满", "The disk is full"),
    "fault.disk_full.todo": Label(
        "请清理磁盘空间；有空间后会自动恢复营业。",
        "Make room on the disk; sales go on by themselves.",
    ),
    "fault.clock": Label("时钟不准", "The clock is wrong"),
    "fault.clock.todo": Label(
        "请检查系统时间和网络对时；如果时间是对的，店员输入密码后确认即可。",
        "Check the system time and its network source. If it is right, staff can say so: "
        "the question follows the staff PIN.",
    ),
    "fault.models": Label("人脸模型不可用", "The face models do not load"),
    "fault.models.todo": Label(
        "请重新安装人脸模型；手机号支付不受影响。",
        "Install the face models again. Paying by number still works.",
    ),
    "fault.camera": Label("摄像头没有画面", "The camera gives no picture"),
    "fault.camera.todo": Label(
        "请检查摄像头的连线；手机号支付不受影响。",
        "Check the camera's cable. Paying by number still works.",
    ),
    "fault.locks": Label("柜门锁没有应答", "The door locks do not answer"),
    "fault.locks.todo": Label(
        "请检查锁控板的电源和连线。", "Check the lock board's power and cable."
    ),
    "fault.printer": Label("打印机不可用", "The printer does not work"),
    "fault.printer.todo": Label(
        "请检查纸张和连线；顾客可以扫码取小票。",
        "Check paper and cable. Shoppers can scan their receipt.",
    ),
    "fault.cloud": Label("连不上后台", "The back office is out of reach"),
    "fault.cloud.todo": Label(
        "照常营业，联网后自动补传。请检查网络。",
        "Sales go on and are sent later. Check the network.",
    ),
    "badge.catalogue": Label("商品表", "Catalogue"),
    "badge.database": Label("数据库", "Database"),
    "badge.disk_full": Label("存储已满", "Disk full"),
    "badge.clock": Label("时钟", "Clock"),
    "badge.models": Label("刷脸停用", "No face pay"),
    "badge.camera": Label("摄像头", "Camera"),
    "badge.locks": Label("柜门", "Door"),
    "badge.printer": Label("打印机", "Printer"),
    "badge.cloud": Label("离线", "Offline"),
    # --- the call screen: both languages stand on it at once -------------------------------
    "display.making": Label("制作中", "Making"),
    "display.ready": Label("请取餐", "Ready"),
    "display.collect": Label("请到柜台取餐", "Please collect at the counter"),
}
