"""The palette: text is readable (WCAG 2.2, success criterion 1.4.3: 4.5 to 1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

THEME = Path("kiosk/ui/qml/Theme.qml").read_text()
COLOURS = dict(re.findall(r'property color (\w+): "#(?:[0-9a-f]{2})?([0-9a-f]{6})"', THEME))
GROUNDS = re.findall(r"#(\w{6})", THEME.split("standInGrounds")[1].split("]")[0])
INKS = re.findall(r"#(\w{6})", THEME.split("standInInks")[1].split("]")[0])

PAIRS = [
    *((ink, ground) for ink in ("ink", "quiet") for ground in ("paper", "card", "sunk")),
    ("accent", "paper"), ("accent", "card"), ("accent", "accentSoft"), ("quiet", "accentSoft"),
    ("overAccent", "accent"), ("overAccent", "accentPressed"), ("overAccent", "bad"),
    ("overAccent", "ink"), ("overDisabled", "disabled"), ("bad", "sunk"),
    ("overNight", "night"), ("overNight", "nightRaised"), ("overNight", "nightLine"),
    ("quietOverNight", "night"), ("quietOverNight", "nightRaised"), ("overMint", "mint"),
    ("good", "goodSoft"), ("warning", "warningSoft"), ("bad", "badSoft"),
    ("alipay", "alipaySoft"), ("wechat", "wechatSoft"), ("overAccent", "alipay"),
    ("overAccent", "wechat"), ("alipay", "paper"), ("wechat", "paper"),
    ("good", "card"), ("warning", "card"), ("warning", "paper"), ("bad", "card"),
]  # fmt: skip


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_is_readable(ink: str, ground: str) -> None:
    assert contrast(COLOURS[ink], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize(("ink", "ground"), list(zip(INKS, GROUNDS, strict=True)))
def test_letters_on_stand_in_pictures_are_readable(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


def test_the_camera_ring_can_be_told_from_the_page() -> None:
    """Graphics need 3 to 1 (success criterion 1.4.11)."""
    assert contrast(COLOURS["warningLine"], COLOURS["paper"]) >= 3
    assert contrast(COLOURS["accent"], COLOURS["paper"]) >= 3
