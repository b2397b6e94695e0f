"""The words of a code that comes by message, in both languages.

Part of wording.py, which tells how keys are named.
"""

from __future__ import annotations

from kiosk.domain.language import Label

CODES: dict[str, Label] = {
    "phone.body.join.code": Label(
        "这是您的会员号，会收到一条验证码短信（由短信服务商发送）。",
        "It becomes your member number. We send it a code, through a message service.",
    ),
    "phone.no_message": Label(
        "短信暂时发不出去，请再输一次手机号", "No message can be sent now. Type the number again"
    ),
    "sms.title": Label("请输入短信验证码", "The code from our message"),
    "sms.body": Label(
        "发给 {phone}，6 位数字，5 分钟内有效", "To {phone}: 6 digits, good for 5 minutes"
    ),
    "sms.sending": Label("正在发送…", "Sending …"),
    "sms.sent": Label("已发出，一般几秒就到", "Sent. It usually takes a few seconds"),
    "sms.late": Label(
        "短信可能会晚到，到了仍可输入；也可以不等",
        "It may be late, and still counts. No need to wait",
    ),
    "sms.wrong": Label("不对，还可以试 {left} 次", "That is not it. Tries left: {left}"),
    "sms.used_up": Label(
        "输错太多次，这个验证码已作废", "Too many wrong tries: this code counts no more"
    ),
    "sms.expired": Label("验证码已过期", "The code has expired"),
    "sms.no_more": Label(
        "暂时不能再发，收到的验证码仍可用", "No more messages now. One that came still counts"
    ),
    "sms.again": Label("重新发送", "Send another"),
    "sms.again_in": Label("{seconds} 秒后可重发", "Another in {seconds} s"),
    "sms.type": Label("没收到？再输一次手机号", "No message? Type the number again"),
}
