"""Columns: full-width characters take two of them."""

from __future__ import annotations

import pytest

from kiosk.devices.receipt_layout import Row, lay_out, printable, width_of
from kiosk.domain.receipt_lines import PairLine, ReceiptLine, TextLine


def rows(line: ReceiptLine, columns: int = 32) -> list[str]:
    return [row.text for row in lay_out([line], columns)]


def test_a_price_stands_flush_right_behind_a_chinese_name() -> None:
    assert rows(PairLine("可口可乐", "￥3.50"), 24) == ["可口可乐          ￥3.50"]


def test_a_name_too_long_for_its_price_gives_the_price_a_row_of_its_own() -> None:
    assert rows(PairLine("一二三四五六七八九十甲乙丙丁", "￥3.50")) == [
        "一二三四五六七八九十甲乙丙丁",
        " " * 26 + "￥3.50",
    ]


def test_a_long_name_wraps_and_its_price_stands_in_the_last_row() -> None:
    assert rows(PairLine("一二三四五六七八九十甲乙丙丁戊己庚辛", "￥3.50")) == [
        "一二三四五六七八九十甲乙丙丁戊己",
        "庚辛" + " " * 22 + "￥3.50",
    ]


def test_latin_text_breaks_at_a_space() -> None:
    assert rows(TextLine("thank you for your kind visit"), 24) == [
        "thank you for your kind",
        "visit",
    ]


def test_a_quantity_and_an_accent_do_not_break_a_word() -> None:
    assert rows(TextLine("oat milk, much less ice ×12"), 26) == ["oat milk, much less ice", "×12"]
    assert rows(TextLine("one large Viennese café crème"), 26) == [
        "one large Viennese café",
        "crème",
    ]


def test_a_word_longer_than_the_paper_is_broken() -> None:
    assert rows(TextLine("x" * 30), 24) == ["x" * 24, "x" * 6]


def test_double_text_has_half_the_columns() -> None:
    line = TextLine("取餐号一二三四五六七", "centre", is_double=True)
    assert lay_out([line], 32) == [
        Row("取餐号一二三四五", "centre", is_double=True),
        Row("六七", "centre", is_double=True),
    ]


def test_an_empty_line_is_an_empty_row() -> None:
    assert rows(TextLine("")) == [""]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("¥5", "￥5"),
        ("a\x1b@b\nc", "a @b c"),
        ("Nguyễn Ñuño", "Nguyen Nuno"),
        ("café", "café"),
        ("好😀", "好?"),
        ("王\u200b\u202e明", "王明"),
        ("㛃", "㛃"),
        ("\ud800", "?"),
        ("한글", "??"),
    ],
)
def test_text_becomes_what_the_printer_can_show(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_full_width_characters_take_two_columns() -> None:
    assert width_of("A×开") == 5
