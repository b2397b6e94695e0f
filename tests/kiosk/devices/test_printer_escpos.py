"""Receipts on paper: what is sent is read back as a printer would read it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.printer_escpos import (
    ASK_OFFLINE_CAUSE,
    ASK_PAPER,
    EscPosPrinter,
    to_bytes,
)
from kiosk.domain.receipt_lines import PairLine, PrinterError, ReceiptLine, RuleLine, TextLine
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
)


class WireThatAnswers:
    """A printer that gives these answers to status questions, and keeps what it is sent."""

    def __init__(self, answers: dict[bytes, int]) -> None:
        self._answers = answers
        self.sent = b""
        self.is_closed = False

    def write(self, data: bytes) -> None:
        self.sent += data

    def read_byte(self) -> int | None:
        return self._answers.get(self.sent[-3:])

    def close(self) -> None:
        self.is_closed = True


def test_a_chinese_receipt_reads_back_as_it_was_laid_out() -> None:
    assert read_receipts(to_bytes(A_RECEIPT, columns=32)) == [
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
    (receipt,) = read_receipts(to_bytes(lines, columns))

    assert all(row.columns <= columns for row in receipt)
    assert len(receipt) >= len(lines)


def test_a_printer_that_never_answers_still_gets_its_receipt() -> None:
    wire = WireThatAnswers({})

    EscPosPrinter(lambda: wire, 32).print_receipt(A_RECEIPT)

    assert wire.sent == ASK_OFFLINE_CAUSE + to_bytes(A_RECEIPT, 32)
    assert wire.is_closed


def test_a_ready_printer_gets_its_receipt() -> None:
    wire = WireThatAnswers({ASK_OFFLINE_CAUSE: 0x12, ASK_PAPER: 0x12})

    EscPosPrinter(lambda: wire, 32).print_receipt(A_RECEIPT)

    assert wire.sent.endswith(to_bytes(A_RECEIPT, 32))


@pytest.mark.parametrize(
    ("answers", "complaint"),
    [
        ({ASK_OFFLINE_CAUSE: 0x16}, "cover is open"),
        ({ASK_OFFLINE_CAUSE: 0x52}, "has a fault"),
        ({ASK_OFFLINE_CAUSE: 0x32}, "out of paper"),
        ({ASK_OFFLINE_CAUSE: 0x12, ASK_PAPER: 0x72}, "out of paper"),
    ],
)
def test_a_printer_that_is_not_ready_is_sent_nothing(
    answers: dict[bytes, int], complaint: str
) -> None:
    wire = WireThatAnswers(answers)

    with pytest.raises(PrinterError, match=complaint):
        EscPosPrinter(lambda: wire, 32).print_receipt(A_RECEIPT)

    assert wire.sent in (ASK_OFFLINE_CAUSE, ASK_OFFLINE_CAUSE + ASK_PAPER)
    assert wire.is_closed


def test_a_byte_that_is_no_status_is_not_taken_for_one() -> None:
    wire = WireThatAnswers({ASK_OFFLINE_CAUSE: 0xFF})

    EscPosPrinter(lambda: wire, 32).print_receipt(A_RECEIPT)

    assert wire.sent.endswith(to_bytes(A_RECEIPT, 32))
