"""The words of joining, in both languages: consent, guardians, the name, the welcome.

Part of wording.py, which tells how keys are named. What people agree to is worded in
domain/consent.py, where it is kept by version.
"""

from __future__ import annotations

from kiosk.domain.consent import FACE, MEMBERSHIP
from kiosk.domain.language import Label

JOINING: dict[str, Label] = {
    "consent.title": Label("要用刷脸支付吗？", "Pay with your face?"),
    "consent.body": Label(
        "由您决定，不用刷脸一样能支付。",
        "It is up to you. A PIN alone is just as good.",
    ),
    "consent.no_face": Label(
        "刷脸暂时用不了，可以先用密码加入", "Face pay is off now. You can join with a PIN"
    ),
    "consent.no": Label("不用刷脸，只用密码", "No, a PIN is enough"),
    "consent.point.what": FACE.points[0],
    "consent.point.where": FACE.points[1],
    "consent.point.why": FACE.points[2],
    "consent.point.undo": FACE.points[3],
    "consent.point.membership": MEMBERSHIP.points[0],
    "consent.yes": Label("已满 14 岁，同意刷脸", "I am 14 or over: yes"),
    "consent.guardian": Label("未满 14 岁：请监护人来", "Under 14: ask a guardian"),
    "consent.my_data": Label("已是会员：我的资料", "Members: my data"),
    "consent.face_limit": Label(
        "这台机器暂时不能再录入人脸，可以用密码加入",
        "This kiosk takes no more faces for now. You can join with a PIN",
    ),
    "guardian.title": Label("请监护人阅读并决定", "For the guardian"),
    "guardian.body": Label(
        "孩子未满 14 周岁。由您决定，不用刷脸一样能支付。之后请店员确认您在场。",
        "The child is under 14. You decide; a PIN alone is just as good. Our staff confirm that "
        "you are here.",
    ),
    "guardian.yes": Label("监护人：同意刷脸", "Guardian: use the face"),
    "guardian.no": Label("监护人：只用密码", "Guardian: a PIN only"),
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
}
