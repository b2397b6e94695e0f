"""What is sent to a printer: pictures as another library would send them, text as it is read."""

from __future__ import annotations

import pytest
from escpos.image import EscposImage
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageOps

from kiosk.devices.printer_bytes import FEED_AND_CUT, INITIALISE, picture_bytes, text_bytes
from kiosk.devices.receipt_picture import draw
from kiosk.domain.receipt_lines import PairLine, QrLine, ReceiptLine, RuleLine, TextLine
from tests.support.escpos_reader import PaperRow, read_receipts

A_RECEIPT: list[ReceiptLine] = [
    TextLine("开门便利店", align="centre", is_bold=True, is_double=True),
    RuleLine(),
    PairLine("农夫山泉 550ml ×2", "¥4.00"),
    PairLine("合计", "¥4.00", is_bold=True),
    TextLine("谢谢惠顾", align="right"),
]

ANY_TEXT = st.text(max_size=80)
ANY_LINE = st.one_of(
    st.builds(
        TextLine,
        ANY_TEXT,
        align=st.sampled_from(["left", "centre", "right"]),
        is_bold=st.booleans(),
        is_double=st.booleans(),
    ),
    st.builds(PairLine, ANY_TEXT, ANY_TEXT, is_bold=st.booleans(), is_double=st.booleans()),
    st.builds(RuleLine),
    st.builds(QrLine, ANY_TEXT),
)


def test_a_chinese_receipt_in_text_reads_back_as_it_was_laid_out() -> None:
    assert read_receipts(text_bytes(A_RECEIPT, columns=32)) == [
        [
            PaperRow("开门便利店", "centre", is_bold=True, is_double=True),
            PaperRow("-" * 32),
            PaperRow("农夫山泉 550ml ×2        ￥4.00"),
            PaperRow("合计                      ￥4.00", is_bold=True),
            PaperRow("谢谢惠顾", "right"),
        ]
    ]


@given(st.lists(ANY_LINE, max_size=6), st.sampled_from([24, 32, 48]))
def test_no_text_can_command_the_printer_or_run_off_the_paper(
    lines: list[ReceiptLine], columns: int
) -> None:
    (receipt,) = read_receipts(text_bytes(lines, columns))

    assert all(row.columns <= columns for row in receipt)
    assert len(receipt) >= sum(not isinstance(line, QrLine) for line in lines)


@pytest.mark.parametrize("dots", [384, 576])
def test_a_picture_is_sent_as_python_escpos_would_send_it(dots: int) -> None:
    picture = draw(A_RECEIPT, dots)
    theirs = EscposImage(ImageOps.invert(picture.convert("L")))
    expected = bytearray(INITIALISE)
    for band in theirs.split(128):
        one = EscposImage(band)
        expected += b"\x1dv0\x00" + one.width_bytes.to_bytes(2, "little")
        expected += one.height.to_bytes(2, "little") + one.to_raster_format()

    assert picture_bytes(A_RECEIPT, dots) == bytes(expected) + FEED_AND_CUT
