"""The words of typing a phone number or a PIN, for members and for staff, in both languages.

Part of wording.py, which tells how keys are named.
"""

from __future__ import annotations

from kiosk.domain.language import Label

TYPING: dict[str, Label] = {
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
}
