"""The words about what is kept of members: consent, guardians, being forgotten, the vault.

Part of wording.py, which tells how keys are named. What people agree to is worded in
domain/consent.py, where it is kept by version.
"""

from __future__ import annotations

from kiosk.domain.consent import FACE, MEMBERSHIP
from kiosk.domain.language import Label

MEMBERS: dict[str, Label] = {
    "consent.point.what": FACE.points[0],
    "consent.point.where": FACE.points[1],
    "consent.point.why": FACE.points[2],
    "consent.point.undo": FACE.points[3],
    "consent.point.membership": MEMBERSHIP.points[0],
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
    "badge.vault": Label("会员停用", "No members"),
    "badge.face_limit": Label("人脸已满", "Faces full"),
}
