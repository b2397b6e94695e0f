"""The words around the camera, in both languages: looking, moving as asked, and not being known.

Part of wording.py, which tells how keys are named.
"""

from __future__ import annotations

from kiosk.domain.language import Label

FACES: dict[str, Label] = {
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
}
