"""The words about what is kept of members: their own data, being forgotten, the vault.

Part of wording.py, which tells how keys are named.
"""

from __future__ import annotations

from kiosk.domain.language import Label

MEMBERS: dict[str, Label] = {
    "attract.join": Label("加入会员 · 我的资料", "Become a member · My data"),
    "look.title.data": Label("请看镜头", "Look at the camera"),
    "look.private.data": Label("只做比对，不保存照片", "We only compare. No picture is kept."),
    "look.other.data": Label("改用手机号 + 密码", "Use phone + PIN"),
    "phone.title.data": Label("请输入会员手机号", "Your phone number"),
    "phone.body.data": Label("用来找到您的资料", "So that we find your data"),
    "prove.title": Label("我的资料", "My data"),
    "prove.body": Label(
        "先确认是您本人，然后可以查看和删除。",
        "First show that it is you. Then see it, or delete it.",
    ),
    "prove.face": Label("刷脸", "By face"),
    "prove.phone": Label("手机号 + 密码", "Phone number + PIN"),
    "prove.not_found": Label(
        "没有找到您的资料。可以换一种方式，或请店员帮忙。",
        "We found nothing of yours. Try the other way, or ask our staff.",
    ),
    "prove.no_face": Label("刷脸暂时用不了", "Faces cannot be recognised now"),
    "my_data.title": Label("{masked} 的资料", "What we keep of {masked}"),
    "my_data.body": Label(
        "都加密保存在这台机器上。", "All of it is encrypted, on this kiosk only."
    ),
    "my_data.phone": Label("手机号", "Phone number"),
    "my_data.balance": Label("余额", "Balance"),
    "my_data.faces": Label("人脸特征", "Sets of face numbers"),
    "my_data.joined": Label("加入日期", "Joined"),
    "my_data.forget_face": Label("只删除人脸", "Delete my face only"),
    "my_data.add_face": Label("录入人脸", "Add my face"),
    "consent.add.title": Label("录入人脸", "Add your face"),
    "consent.add.body": Label(
        "录好以后看一眼就能支付，手机号和密码照常能用。最后请店员当面确认是您本人。",
        "Then a look is enough to pay; number and PIN stay. "
        "At the end our staff confirm that it is you.",
    ),
    "consent.add.no": Label("先不录", "Not now"),
    "look.title.add": Label("录入人脸", "Your face"),
    "look.private.add": Label(
        "只算成一组数字，不保存照片", "It becomes a set of numbers. No picture is kept."
    ),
    "look.other.add": Label("先不录", "Not now"),
    "added.done": Label(
        "人脸已录入：下次看一眼就能支付。", "Your face is stored: next time, just look here to pay."
    ),
    "added.others": Label(
        "这张脸和另一位会员太像，没有录入。请店员帮忙。",
        "This face is too like another member's. Nothing was stored: ask our staff.",
    ),
    "added.too_long": Label(
        "时间到了，没有录入。换个光线再试一次。", "Time is up, nothing was stored. Try other light."
    ),
    "added.not_alive": Label(
        "动作没有对上，没有录入。", "The movements were not as asked. Nothing was stored."
    ),
    "added.failed": Label("没有录成，请再试一次。", "That did not work. Please try once more."),
    "my_data.retake": Label("重新录入人脸", "Take my face anew"),
    "retaken.done": Label(
        "新的人脸已录入，旧的已删除。", "Your new face is stored, the old one gone."
    ),
    "retaken.others": Label(
        "这张脸和另一位会员太像，没有更换。请店员帮忙。",
        "This face is too like another member's. Nothing has changed: ask our staff.",
    ),
    "retaken.not_yours": Label(
        "没能确认是您本人，没有更换。请用手机号和密码进入后再试。",
        "We could not tell that it is you. Nothing has changed: come in by number and PIN.",
    ),
    "retaken.too_long": Label(
        "时间到了，没有更换。换个光线再试一次。",
        "Time is up, nothing has changed. Try other light.",
    ),
    "retaken.not_alive": Label(
        "动作没有对上，没有更换。", "The movements were not as asked. Nothing has changed."
    ),
    "retaken.failed": Label("没有录成，没有更换。", "That did not work. Nothing has changed."),
    "look.title.retake": Label("重新录入人脸", "Your face, anew"),
    "look.private.retake": Label(
        "录好以后，旧的才会删除；不保存照片",
        "The old one goes once the new one is good. No picture is kept.",
    ),
    "look.other.retake": Label("保留原来的", "Keep the old one"),
    "pin.staff.body.guardian": Label(
        "孩子未满 14 周岁：请店员当面看到监护人、听到同意，再输入店员密码。",
        "A child under 14 joins: see the guardian, hear the yes, then type the staff PIN.",
    ),
    "pin.staff.body.witness": Label(
        "会员要录入人脸：请当面确认是本人，再输入店员密码。",
        "A member's face is stored: see that it is they, then type the staff PIN.",
    ),
    "my_data.forget_all": Label("删除全部资料", "Delete everything"),
    "my_data.leaving": Label(
        "您在 {day} 申请了删除，人脸和称呼已删。还没结清：{waits}。结清后手机号自动删除。",
        "You asked to be deleted on {day}; face and name are gone. Still open: {waits}. "
        "Your number goes by itself once that is settled.",
    ),
    # --- money that is open, in one line ---------------------------------------------------
    "waits.balance": Label(
        "余额{balance}（请到柜台退现金）", "balance{balance} (our staff pay it out)"
    ),
    "waits.debt": Label("一笔欠款（请在柜机付清）", "goods not paid yet (pay at the cabinet)"),
    "waits.session": Label("一次开柜的结算", "a visit to a cabinet"),
    "waits.hold": Label("一笔预授权", "an amount that is set aside"),
    "waits.payment": Label("一笔还没有结果的付款或退款", "a payment or refund under way"),
    "waits.between": Label("；", "; "),
    "waits.nothing": Label("没有了", "nothing any more"),
    "my_data.failed": Label(
        "没有删成，请再试一次，或请店员帮忙。", "That did not work. Try again, or ask our staff."
    ),
    "forget.all": Label("删除全部资料？", "Delete everything?"),
    "forget.all.body": Label(
        "人脸、称呼和手机号立即删除，无法恢复。付款记录按法律保留，但不再有您的名字。",
        "Face, name and number are deleted now and cannot come back. "
        "Payments stay in the books by law, without your name.",
    ),
    "forget.accepted.body": Label(
        "人脸和称呼立即删除，无法恢复，也不再识别您。还没结清：{waits}。"
        "手机号加密保留到结清为止，然后自动删除。",
        "Face and name are deleted now and cannot come back. Still open: {waits}. "
        "Your number stays, encrypted, until that is settled, and then goes by itself.",
    ),
    "forget.face": Label("只删除人脸？", "Delete your face?"),
    "forget.face.body": Label(
        "人脸特征立即删除，无法恢复。以后用手机号和密码支付。",
        "The face numbers are deleted now and cannot come back. "
        "From now on you pay by phone number and PIN.",
    ),
    "forget.face.no_pin.body": Label(
        "人脸特征立即删除，无法恢复。您没有设密码，以后不能自己付款；"
        "余额和其他资料可凭手机号到柜台领取或删除。",
        "The face numbers are deleted now and cannot come back. Without a PIN you cannot pay by "
        "yourself any more: our staff pay out your balance, and delete the rest, by your number.",
    ),
    "forget.yes": Label("永久删除", "Delete for good"),
    "forgotten.all": Label("已全部删除", "Everything is deleted"),
    "forgotten.all.body": Label(
        "这台机器上已没有您的资料。", "This kiosk keeps nothing of you any more."
    ),
    "forgotten.face": Label("人脸已删除", "Your face is deleted"),
    "forgotten.face.body": Label(
        "会员还在，请用手机号和密码支付。",
        "You are still a member: pay by phone number and PIN.",
    ),
    "forgotten.accepted": Label("已受理，人脸已删除", "Accepted: the face is deleted"),
    "forgotten.accepted.body": Label(
        "还没结清：{waits}。结清后手机号自动删除。",
        "Still open: {waits}. Once that is settled the number goes by itself.",
    ),
    "forgotten.staff.body": Label(
        "会员资料已删除。需要凭证的话，请会员拍下二维码。",
        "The member is forgotten. For a proof, let them take a picture of the code.",
    ),
    "forgotten.no_room": Label("资料再也打不开了", "Nobody can read the data any more"),
    "forgotten.no_room.body": Label(
        "密钥已销毁，不再识别这张脸，手机号可以重新注册。本机磁盘已满：剩下的加密数据有空间后自动清除。",
        "The key is destroyed: this face is not recognised, and the number may join again. This "
        "kiosk's disk is full: the encrypted rest goes by itself once there is room.",
    ),
    "forgotten.later": Label(
        "数据库日志里还有加密的残留，几分钟内会自动清除。",
        " An encrypted remainder in the database's log goes by itself within minutes.",
    ),
    "forgotten.face.no_pin.body": Label(
        "会员还在，但没有密码：余额和其他资料请凭手机号到柜台办理。",
        "You are still a member, without a PIN: our staff help you by your phone number.",
    ),
    "forgotten.qr": Label(
        "删除凭证（已签名，不含个人信息）：需要的话请拍下",
        "Signed receipt without personal data: take a picture if you like",
    ),
    "question.forget.body": Label(
        "人脸特征、姓名和手机号会立即删除，无法恢复。",
        "Face, name and number are deleted now and cannot come back.",
    ),
    "question.forget.money": Label(
        "先把余额 {balance} 用现金退给会员：确认后记为已退。",
        "First hand out the balance of {balance} in cash: it is booked when you confirm. ",
    ),
    "question.forget.accepted": Label(
        "人脸和姓名会立即删除，无法恢复。还没结清：{waits}。手机号加密保留到结清为止，然后自动删除。",
        "Face and name are deleted now and cannot come back. Still open: {waits}. "
        "The number stays, encrypted, until that is settled, and then goes by itself.",
    ),
    "member.leaving": Label(
        "会员在 {day} 申请了删除。还没结清：{waits}。",
        "This member asked to be deleted on {day}. Still open: {waits}.",
    ),
    "members.leaving": Label("正在删除", "Being deleted"),
    "question.forget.money.yes": Label("已退 {balance}，永久删除", "{balance} handed out: delete"),
    "topic.members": Label("会员资料", "Member data"),
    "fault.vault": Label("读不出会员资料", "Members cannot be read"),
    "fault.vault.todo": Label(
        "设备密钥不见了：请恢复它的备份。其他支付方式照常。",
        "The device secret is gone: restore its backup. Other ways to pay go on.",
    ),
    "fault.face_limit": Label("人脸数已到上限", "No more faces may be stored"),
    "fault.face_limit.todo": Label(
        "已存 99,999 人：请先向网信部门备案，把备案号写进设置。",
        "99,999 persons are stored: file with the CAC and put the number into the settings.",
    ),
    "no_face.vault": Label("会员暂停使用", "Members cannot pay now"),
    "badge.vault": Label("会员停用", "No members"),
    "badge.face_limit": Label("人脸已满", "Faces full"),
}
