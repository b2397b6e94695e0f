"""The words about paying, in both languages: choosing how, saying yes, waiting, and how it ended.

Part of wording.py, which tells how keys are named. Services are named by words, never by a logo.
"""

from __future__ import annotations

from kiosk.domain.language import Label

PAYING: dict[str, Label] = {
    # --- choosing how to pay --------------------------------------------------------------
    "pay.title": Label("您想怎么支付？", "How would you like to pay?"),
    "pay.face": Label("刷脸支付", "Pay with your face"),
    "pay.face_hint": Label("看一眼镜头，再点一下确认", "Look at the camera, then confirm"),
    "pay.phone": Label("手机号 + 密码", "Phone + PIN"),
    "pay.phone_hint": Label("输入会员手机号和 6 位密码", "Your number and 6-digit PIN"),
    "pay.code": Label("出示付款码", "Pay code"),
    "pay.code_hint": Label("手机付款码对准扫码口", "Hold your app's code to the scanner"),
    "pay.screen": Label("{app}扫码", "{app}: scan"),
    "pay.screen_hint": Label("用手机扫屏幕上的二维码", "Scan our QR code with your phone"),
    "pay.counter": Label("去柜台支付", "Pay at the counter"),
    "pay.counter_hint.cash": Label("付现金，店员来确认", "Cash, and our staff confirm it"),
    "pay.counter_hint.card": Label("刷银行卡，店员来确认", "By card, and our staff confirm it"),
    "pay.counter_hint.cash_card": Label("现金或刷卡，店员来确认", "Cash or card, with our staff"),
    "pay.or": Label("或", " or "),
    "rail.wallet": Label("会员余额", "Member balance"),
    "rail.alipay": Label("支付宝", "Alipay"),
    "rail.wechat": Label("微信", "WeChat Pay"),
    "rail.cash": Label("现金", "Cash"),
    "rail.card": Label("银行卡", "Card"),
    "way_down.offline": Label("网络不通，请换别的方式", "No network now: please pay another way"),
    "way_down.turned_away": Label(
        "暂时停用，请换别的方式", "Out of use now: please pay another way"
    ),
    "pay.only_members": Label("还不是会员？", "Not a member yet?"),
    "pay.join": Label("现在加入", "Join now"),
    "no_face.models": Label("刷脸暂不可用，请用手机号", "Not available now: use your number"),
    "no_face.camera": Label("摄像头停用，请用手机号", "Camera is off: use your number"),
    "no_face.depth": Label("深度相机停用，请用手机号", "Depth camera is off: use your number"),
    "no_face.other": Label("刷脸暂不可用，请用手机号", "Not available now: use your number"),
    # --- saying yes -----------------------------------------------------------------------
    "confirm.title.face": Label("您好，{masked}", "Hello, {masked}"),
    "confirm.title.pin": Label("您好，{masked}", "Hello, {masked}"),
    "confirm.how.face": Label("已刷脸识别", "Recognised by your face"),
    "confirm.how.pin": Label("密码正确", "PIN accepted"),
    "confirm.pay": Label("确认支付 {amount}", "Pay {amount}"),
    "confirm.pay_from": Label("用{rail}支付 {amount}", "{rail}: pay {amount}"),
    "confirm.offline": Label(
        "后台暂时连不上，会员余额还可用 {left}，{time}内有效",
        "Our back office is out of reach. Your balance pays up to {left}, for another {time}",
    ),
    "time.hours": Label("{count} 小时", "{count} h"),
    "time.minutes": Label("{count} 分钟", "{count} min"),
    "confirm.not_me": Label("不是您？点这里，不会扣款", "Not you? Tap here, nothing is charged"),
    "confirm.valid": Label("点确认才会扣款", "You are charged only when you confirm"),
    "code.title": Label("请出示付款码", "Show your pay code"),
    "code.how": Label(
        "打开{apps}付款码，对准扫码口", "Open {apps} and hold its pay code to the scanner"
    ),
    "code.consent": Label("扫到付款码就会支付这个金额", "Once it is read, this amount is paid"),
    "code_trouble.not_a_code": Label(
        "这个码没有读懂。请打开付款码再扫一次",
        "We couldn't read that as a pay code. Please try again",
    ),
    "code_trouble.product": Label(
        "这是商品条码，不是付款码。请出示手机上的付款码",
        "That is a product's barcode. Please show the pay code on your phone",
    ),
    "code_trouble.not_accepted": Label(
        "这种付款码现在不能用，请换{apps}", "We can't take that app now. Please use {apps}"
    ),
    "code_trouble.used_up": Label(
        "付款码已过期或用过了，没有扣款。请刷新后再扫",
        "That code has expired or was used. Nothing was charged: refresh it and scan again",
    ),
    "confirm_code.title": Label("读到{app}付款码", "{app} code read"),
    "confirm_code.how": Label("请核对金额，点一下就支付", "Check the amount, then tap once"),
    "confirm_code.not_now": Label("不用这个码，换一种方式", "Don't use it, pay another way"),
    "show_code.title": Label("请用{app}扫一扫", "Scan with {app}"),
    "show_code.how": Label(
        "扫完后，在手机上确认支付", "Scan this code, then say yes on your phone"
    ),
    "show_code.label": Label("{app}收款二维码", "QR code for {app}"),
    "show_code.wait": Label(
        "手机付好后，这里会自动继续", "We go on by ourselves once you have paid"
    ),
    "in_app.title": Label("请在{app}里确认", "Please confirm in {app}"),
    "in_app.body": Label(
        "手机上可能要输入密码，付好后会自动继续。",
        "Your phone may ask for your password. We go on by ourselves once you have paid.",
    ),
    "stop": Label("停止支付", "Stop paying"),
    "counter.title": Label("请到柜台支付", "Please pay at the counter"),
    "counter.body": Label(
        "把订单号告诉店员。店员收款后，这里会自动继续。",
        "Tell our staff this number. We go on here once they have taken the money.",
    ),
    "counter.number": Label("订单号", "Order"),
    "counter.staff": Label("店员收款", "Staff"),
    "cancelling.title": Label("正在取消支付", "Cancelling"),
    "cancelling.body": Label(
        "我们在确认没有扣款，请稍等几秒。",
        "Making sure that nothing is charged. A few seconds, please.",
    ),
    "seconds_left": Label("剩余秒数", "seconds left"),
    "paying.title": Label("正在支付 {amount}", "Paying {amount}"),
    "paying.body": Label("马上就好", "Just a moment"),
    "paying.slow.title": Label("网络有点慢，还在等结果", "Still waiting for the answer"),
    "paying.slow.body": Label(
        "请不要重复支付，也先不要离开。结果不明时绝不会扣两次。",
        "Please stay and don't pay again. You will never be charged twice.",
    ),
    "trouble.not_enough": Label("余额不足", "Not enough balance"),
    "trouble.not_enough.body": Label(
        "没有扣款。请到柜台充值，或减少几件商品。",
        "Nothing was charged. Top up at the counter, or take something out.",
    ),
    "trouble.not_enough.balance": Label(
        "余额 {balance}，需要 {amount}", "Balance {balance}, needed {amount}"
    ),
    "trouble.declined": Label("支付没有成功", "The payment was declined"),
    "trouble.declined.body": Label(
        "没有扣款。可以再试一次，或请店员帮忙。",
        "Nothing was charged. Try again, or ask our staff.",
    ),
    "trouble.closed": Label("支付已取消", "The payment was cancelled"),
    "trouble.closed.body": Label(
        "等太久没有结果，我们已关闭这笔支付，没有扣款。可以再试一次。",
        "The answer took too long, so we closed this payment. Nothing was charged.",
    ),
    "trouble.over_limit": Label("超出支付限额", "Above the limit"),
    "trouble.over_limit.body": Label(
        "没有扣款。这笔超出了支付账户的限额，请换一种方式。",
        "Nothing was charged. Your account does not allow this amount: pay another way.",
    ),
    "trouble.stopped": Label("支付已停止", "Payment stopped"),
    "trouble.stopped.body": Label(
        "没有扣款。购物车还在，可以换一种方式。",
        "Nothing was charged. Your cart is still here: pay another way if you like.",
    ),
    "trouble.reversed": Label("钱已退回", "Your money went back"),
    "trouble.reversed.body": Label(
        "支付已撤销，款项已原路退回。可以换一种方式。",
        "We took the payment back, and the money has returned to where it came from.",
    ),
    "trouble.going_back": Label("正在退款", "Your money is on its way back"),
    "trouble.going_back.body": Label(
        "停止前这笔钱刚好付出，我们正在原路退回，不用您操心。",
        "It had just been paid when you stopped. We are sending it back by itself.",
    ),
    "trouble.given_up": Label("这笔支付不会生效", "No charge will stand"),
    "trouble.given_up.body": Label(
        "网络还没有回音，我们会一直取消到成功。就算已扣款，也会自动原路退回。",
        "We go on cancelling until it is done. If money has left, it comes back by itself.",
    ),
    "trouble.no_rail": Label("会员账户还不能付款", "Nothing to pay from yet"),
    "trouble.no_rail.body": Label(
        "这里需要先在手机上开通免密支付。没有扣款，请换一种方式。",
        "Paying by face needs an agreement with your app first. Nothing was charged.",
    ),
    "trouble.offline_member": Label("离线额度用完了", "Not so much right now"),
    "trouble.offline_member.body": Label(
        "后台暂时连不上，余额能付的有限。没有扣款。",
        "Our back office is out of reach, so balances are limited. Nothing was charged.",
    ),
    "trouble.offline_kiosk": Label("本机离线额度用完了", "Balances must rest here"),
    "trouble.offline_kiosk.body": Label(
        "后台暂时连不上，本机的余额支付已到上限。没有扣款。",
        "Our back office is out of reach and this kiosk's limit is met. Nothing was charged.",
    ),
    "trouble.offline_hours": Label("余额支付暂停", "Balances must rest for now"),
    "trouble.offline_hours.body": Label(
        "后台连不上太久了，余额支付要等恢复后再用。没有扣款。",
        "Our back office has been out of reach for too long. Nothing was charged.",
    ),
    "trouble.offline.left": Label("现在余额最多可付 {left}", "Your balance pays up to {left} now"),
    "trouble.pay_all": Label("{amount} 全部改用：", "Pay all of {amount} with:"),
    "trouble.from_rail": Label("{app}免密", "{app}, no password"),
    "trouble.unknown": Label("还不知道支付结果", "We don't know the result yet"),
    "trouble.unknown.body": Label(
        "请把订单号给店员看。请不要再付一次：我们不会重复扣款。",
        "Please show this number to our staff. Don't pay again: you won't be charged twice.",
    ),
    "trouble.order": Label("订单号 {order}", "Order {order}"),
    "trouble.other_way": Label("换一种方式", "Pay another way"),
    "result.title": Label("支付成功", "Paid"),
    "result.number": Label("取餐号", "Your number"),
    "result.numbers": Label("取餐号", "Your numbers"),
    "result.watch": Label("留意叫号屏，叫到号请到柜台取餐", "Watch the call screen for it"),
    "result.balance": Label("余额 {balance}", "Balance {balance}"),
    "result.rail": Label("{rail} · {payer}", "{rail} · {payer}"),
    "result.qr": Label("扫码保存电子小票", "Scan for your e-receipt"),
    "result.print": Label("打印小票", "Print receipt"),
    "result.print_again": Label("再打印一次", "Print again"),
    "door.none": Label("", ""),
    "door.opening": Label("柜门正在打开…", "The door is opening …"),
    "door.open": Label("柜门已开，请取走后关好门", "The door is open. Please close it after"),
    "door.ask_staff": Label(
        "柜门没有打开，请叫店员：您的款已付，不用再付",
        "The door did not open. Please ask our staff; you have paid already",
    ),
    "print.none": Label("", ""),
    "print.printing": Label("正在打印小票…", "Printing your receipt …"),
    "print.printed": Label("小票已打印", "Receipt printed"),
    "print.no_paper": Label(
        "打印机没纸了，请扫码或找店员",
        "The printer is out of paper. Scan the code or ask our staff",
    ),
    "print.cover_open": Label(
        "打印机盖开着，请扫码或找店员",
        "The printer's cover is open. Scan the code or ask our staff",
    ),
    "print.failed": Label(
        "小票没有打印出来，请扫码或找店员", "Printing failed. Scan the code or ask our staff"
    ),
}
