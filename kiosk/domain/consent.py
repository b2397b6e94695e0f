"""What people agree to, word for word, by version. Kept beside every yes.

A text that was shown once never changes here: a new one gets a new version. `ui/wording.py` shows
the newest of each kind.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.language import Label


class ConsentKind(StrEnum):
    MEMBERSHIP = "membership"
    FACE = "face"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """`points`: what a person reads before the yes, in the order of the screen."""

    version: str
    kind: ConsentKind
    points: tuple[Label, ...]

    @property
    def zh(self) -> str:
        return "\n".join(point.zh for point in self.points)

    @property
    def en(self) -> str:
        return "\n".join(point.en for point in self.points)

    @property
    def sha256(self) -> str:
        """Over both languages, so that neither changes unseen."""
        return hashlib.sha256(f"{self.zh}\n\n{self.en}".encode()).hexdigest()


FIRST_FACE = ConsentText(
    "2026-11",
    ConsentKind.FACE,
    (
        Label(
            "我们把您的脸算成一组数字，不保存照片",
            "We turn your face into a set of numbers. No picture is kept",
        ),
        Label("只存在这台机器上，不会上传", "They stay on this kiosk and are never sent away"),
        Label(
            "只用来支付时认出您，不作他用",
            "They are used to recognise you when you pay, only then",
        ),
        Label(
            "想删除时告诉店员，当场删除",
            "Tell our staff at any time, and they are deleted at once",
        ),
    ),
)
SECOND_FACE = ConsentText(
    "2026-12-face",
    ConsentKind.FACE,
    (
        Label(
            "脸会算成一组数字，加密保存，不保存照片",
            "Your face becomes a set of numbers, encrypted. No picture is kept",
        ),
        Label("只存在这台机器上，不会上传", "They stay on this kiosk and are never sent away"),
        Label(
            "只用来支付时认出您，不作他用",
            "They are used to recognise you when you pay, only then",
        ),
        Label(
            "随时可在这里删除；180 天不用，自动删除",
            "Delete them here at any time; unused, they go after 180 days",
        ),
    ),
)
FACE = ConsentText(
    "2026-12-face-2",
    ConsentKind.FACE,
    (
        *SECOND_FACE.points[:2],
        Label(
            "只用来认出您：支付、开门、查看您的资料，不作他用",
            "They only tell who you are: to pay, open a door, see your data",
        ),
        SECOND_FACE.points[3],
    ),
)
FIRST_MEMBERSHIP = ConsentText(
    "2026-12-membership",
    ConsentKind.MEMBERSHIP,
    (
        Label(
            "手机号和称呼加密保存在本机，只用于会员支付",
            "Number and name stay on this kiosk, encrypted, only to pay as a member",
        ),
    ),
)
MEMBERSHIP = ConsentText(
    "2026-12-membership-2",
    ConsentKind.MEMBERSHIP,
    (
        Label(
            "手机号和称呼加密保存在本机，只用于会员支付。购买记录会发给店铺后台，只带会员编号，"
            "不含姓名和脸",
            "Number and name stay here, encrypted, only to pay as a member. The back office gets "
            "purchases by member number, no name or face",
        ),
    ),
)
TEXTS = (FIRST_FACE, SECOND_FACE, FACE, FIRST_MEMBERSHIP, MEMBERSHIP)


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A yes to both texts, or to that of membership alone. `by_guardian`: under 14."""

    with_face: bool
    by_guardian: bool = False
    language: str = "zh_CN"

    @property
    def versions(self) -> tuple[str, ...]:
        face = (FACE.version,) if self.with_face else ()
        return (MEMBERSHIP.version, *face)


def text_of(version: str) -> ConsentText | None:
    return next((text for text in TEXTS if text.version == version), None)
