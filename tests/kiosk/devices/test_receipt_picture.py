"""Receipts as pictures: everything on the paper, nothing beside it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.devices.receipt_picture import draw, drawable
from kiosk.domain.receipt_lines import PairLine, QrLine, ReceiptLine, TextLine
from tests.kiosk.devices.test_printer_bytes import ANY_LINE

LINK = "https://shop.example/r/0190f0c2a1b47c3d8e5f60718293a4b5"


def ink(picture: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Rows and columns of black dots."""
    return np.asarray(picture)


def height(*lines: ReceiptLine) -> int:
    return draw(lines, 384).height


def test_a_price_ends_at_the_right_edge_of_the_paper() -> None:
    paper = ink(draw([PairLine("拿铁 ×1", "¥26.00")], 384))

    assert paper[:, :6].any()
    assert paper[:, -6:].any()
    assert not paper[:, 120:280].any()


def test_a_long_name_takes_more_rows_and_keeps_its_price() -> None:
    short = PairLine("拿铁 ×1", "¥26.00")
    long = PairLine("云南小粒手冲单品咖啡（冷萃）大杯加燕麦奶 ×12", "¥1,234.00")

    assert height(long) - height(short) == 33


def test_a_price_without_room_beside_the_name_gets_a_row_of_its_own() -> None:
    assert height(PairLine("一二三四五六七八九十甲乙丙", "¥26.00")) == height(
        TextLine("一"), TextLine("二")
    )


@pytest.mark.parametrize("text", [LINK, "小票 20260301-0042\n拿铁 x1 26.00\n" * 4])
def test_a_qr_code_on_paper_can_be_read(text: str) -> None:
    picture = np.where(ink(draw([QrLine(text)], 384)), 0, 255).astype(np.uint8)

    read, _, _ = cv2.QRCodeDetector().detectAndDecode(cv2.copyMakeBorder(
        picture, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=(255,)
    ))  # fmt: skip

    assert read == text


@pytest.mark.parametrize("characters", [1500, 5000])
def test_a_text_too_long_for_a_qr_code_is_left_out(characters: int) -> None:
    assert height(QrLine("开" * characters)) == height()


def test_bold_is_blacker_and_double_is_larger() -> None:
    plain, bold, double = (
        ink(draw([line], 384)).sum()
        for line in (
            TextLine("开门"),
            TextLine("开门", is_bold=True),
            TextLine("开门", is_double=True),
        )
    )

    assert plain < bold < double


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("¥5 café ½ Ω", "¥5 café ½ Ω"),
        ("a\x1b@b\nc", "a @b c"),
        ("好😀", "好?"),
        ("王\u200b\u202e明", "王明"),
        ("㛃䶮龘", "㛃䶮龘"),
        ("\ud800", "?"),
    ],
)
def test_text_becomes_what_the_font_can_draw(text: str, shown: str) -> None:
    assert drawable(text) == shown


@given(st.lists(ANY_LINE, max_size=4), st.sampled_from([384, 576]))
def test_any_receipt_becomes_a_picture_of_the_paper_s_width(
    lines: list[ReceiptLine], dots: int
) -> None:
    picture = draw(lines, dots)

    assert (picture.mode, picture.width) == ("1", dots)
