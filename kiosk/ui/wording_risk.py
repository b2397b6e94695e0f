"""The words about how much proof a face needs: to shoppers and to staff."""

from __future__ import annotations

from kiosk.domain.language import Label

RISK: dict[str, Label] = {
    # --- what is asked --------------------------------------------------------------------
    "phone.title.whole": Label("请输入完整手机号", "Your whole phone number"),
    "phone.title.last_four": Label("请输入手机号后四位", "Last 4 digits of your phone"),
    "phone.title.repeat": Label("请再输入一次手机号", "Your number once more"),
    "phone.body.repeat": Label(
        "输错一位，优惠和余额就会到别人名下。",
        "One wrong digit, and your balance is somebody else's.",
    ),
    "phone.different": Label(
        "两次不一样，请从头再输入一次", "The two differ. Please type it again from the start"
    ),
    "phone.too_short": Label("位数不够，请补全", "Some digits are missing"),
    "phone.wrong": Label("不对，还可以试 {left} 次", "That is not it. Tries left: {left}"),
    "pin.wrong.face": Label("密码不对，还可以试 {left} 次", "Wrong PIN. Tries left: {left}"),
    # --- why, to the shopper --------------------------------------------------------------
    "risk.why.regular": Label(
        "常客小额，点一下就好", "You are a regular and the amount is small: one tap will do"
    ),
    "risk.why.not_sure": Label(
        "这次看得不太清楚，多核对一下，免得认错人",
        "We could not see quite clearly: just to be sure",
    ),
    "risk.why.unknown": Label("没有认出您", "We did not recognise you"),
    "risk.why.two_alike": Label(
        "有长得相像的会员，多核对一下，免得认错人",
        "Another member looks a lot like you: just to be sure it is you",
    ),
    "risk.why.look_alike": Label(
        "有长得相像的会员，每次都核对一下", "Another member looks a lot like you, so we always ask"
    ),
    "risk.why.first_time": Label(
        "您第一次在这里刷脸付款，多核对一下", "It is your first payment by face here"
    ),
    "risk.why.few_visits": Label(
        "多来几次以后，小额就不用再核对", "After a few more visits small amounts need no digits"
    ),
    "risk.why.many_members": Label(
        "会员比较多，多核对一下，免得认错人", "We have many members: just to be sure"
    ),
    "risk.why.amount": Label("金额较大，多核对一下", "It is a larger amount: just to be sure"),
    "risk.why.day_amount": Label(
        "今天刷脸付款的金额已经到上限", "Today's limit for paying by face is reached"
    ),
    "risk.why.day_payments": Label(
        "今天刷脸付款的次数已经到上限", "You paid by face as often as one can in a day"
    ),
    "risk.why.not_alive": Label(
        "没能确认镜头前是真人", "We could not make sure that a person stands here"
    ),
    "risk.why.failures": Label(
        "核对错误太多，这台机器暂停刷脸一段时间",
        "Too many wrong tries: no faces here for a while",
    ),
    "risk.title.other_way": Label("这次请换一种方式付款", "Please pay another way this time"),
    "risk.other_ways": Label("其他方式", "Other ways"),
    "risk.why.too_old": Label("时间久了，请再看一次镜头", "That was a while ago: look once more"),
    "risk.why.change": Label(
        "这会改动您的资料，先确认是您本人",
        "This changes what we keep of you: first show that it is you",
    ),
    "risk.body.other_way": Label(
        "没有扣款。扫码、柜台，或者手机号加密码，都一样方便。",
        "Nothing was charged. A code, the counter, or number and PIN are just as good.",
    ),
    # --- why, to staff --------------------------------------------------------------------
    "order.face": Label("刷脸核对", "Face check"),
    "risk.step.tap": Label("只需点一下", "tap only"),
    "risk.step.digits": Label("手机号后四位", "last four digits"),
    "risk.step.number": Label("完整手机号", "full number"),
    "risk.step.pin": Label("密码", "PIN"),
    "risk.step.other_way": Label("换其他方式", "another way"),
    "risk.step.face_off": Label("暂停刷脸", "face off"),
    "risk.staff.regular": Label("常客、小额", "a regular, small amount"),
    "risk.staff.not_sure": Label("相似度在两道门槛之间", "between the two thresholds"),
    "risk.staff.unknown": Label("相似度不够", "below the threshold"),
    "risk.staff.two_alike": Label("与另一会员差距太小", "too small a lead over another member"),
    "risk.staff.look_alike": Label("登记时标为相像", "flagged as look-alike at sign-up"),
    "risk.staff.first_time": Label("首次刷脸付款", "first payment by face"),
    "risk.staff.few_visits": Label("来店次数少", "few visits"),
    "risk.staff.many_members": Label("会员数多", "many members"),
    "risk.staff.amount": Label("金额较大", "larger amount"),
    "risk.staff.day_amount": Label("当日金额上限", "day's sum"),
    "risk.staff.day_payments": Label("当日次数上限", "day's payments"),
    "risk.staff.not_alive": Label("活体检测未通过", "liveness not passed"),
    "risk.staff.failures": Label("核对失败过多", "too many failures"),
    "risk.staff.too_old": Label("超过时限", "too long ago"),
    "risk.staff.change": Label("改动会员资料", "a change of member data"),
    "topic.packs": Label("模型包更换", "Model packs"),
    "topic.scores": Label("识别稳定性", "Recognition"),
    "no_face.faces_off": Label("刷脸暂停中，请用其他方式", "Paused for a while: use another way"),
    "badge.faces_off": Label("刷脸暂停", "Faces paused"),
    # --- faces off ------------------------------------------------------------------------
    "fault.faces_off": Label("刷脸暂停中", "Paying by face is paused"),
    "fault.faces_off.todo": Label(
        "核对错误或动作不符太多，过一段时间自动恢复（设置 face_off_minutes）。"
        "请看看机器前有没有人在试别人的脸。",
        "Too many wrong digits, or faces that moved otherwise than asked. It ends by itself "
        "(face_off_minutes in the settings). Look who stands there.",
    ),
}
