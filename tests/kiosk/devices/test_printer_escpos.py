"""Printing on the virtual printer: what comes out, and what is told when nothing does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest
from PIL import Image, ImageChops, ImageOps

from kiosk.devices.printer_bytes import picture_bytes, text_bytes
from kiosk.devices.printer_escpos import EscPosPrinter
from kiosk.devices.printer_status import ASK_IN_TURN, ASK_OFFLINE_CAUSE, PATIENCE
from kiosk.devices.receipt_picture import draw
from kiosk.domain.receipt_lines import (
    PairLine,
    PrinterError,
    PrinterTrouble,
    ReceiptLine,
    TextLine,
)
from kiosk.simulators.receipt_printer.machine import Habits, Machine

RECEIPT: Sequence[ReceiptLine] = [TextLine("开门便利店", "centre"), PairLine("合计", "¥4.00")]
PICTURE = partial(picture_bytes, dots=384)


class Bench:
    """A virtual printer on a wire without length: `read_byte` waits for nothing."""

    def __init__(self, habits: Habits | None = None) -> None:
        self.cut: list[Image.Image] = []
        self.machine = Machine(384, self.cut.append, habits)
        self.sent: list[bytes] = []
        self.opened = self.closed = 0
        self.line_says_no_paper = False
        self._answers = bytearray()

    def printer(self, encode: Callable[[Sequence[ReceiptLine]], bytes] = PICTURE) -> EscPosPrinter:
        return EscPosPrinter(self.open, encode)

    def open(self) -> Bench:
        self.opened += 1
        return self

    def write(self, data: bytes) -> None:
        self.sent.append(data)
        self._answers += self.machine.receive(data)

    def read_byte(self) -> int | None:
        return self._answers.pop(0) if self._answers else None

    def is_out_of_paper(self) -> bool:
        return self.line_says_no_paper

    def close(self) -> None:
        self.closed += 1


def open_the_cover(bench: Bench) -> None:
    bench.machine.is_cover_open = True


def take_the_paper(bench: Bench) -> None:
    bench.machine.head.paper = 0


def jam(bench: Bench) -> None:
    bench.machine.habits.is_jammed = True


def tell_by_the_line(bench: Bench) -> None:
    bench.line_says_no_paper = True


def test_the_paper_shows_what_was_drawn() -> None:
    bench = Bench()

    bench.printer().print_receipt(RECEIPT)

    (paper,) = bench.cut
    drawn = ImageOps.invert(draw(RECEIPT, 384).convert("L"))
    above_the_feed = paper.crop((0, 0, 384, drawn.height)).convert("L")
    assert ImageChops.difference(above_the_feed, drawn).getbbox() is None
    assert bench.machine.complaints == []


def test_a_receipt_in_text_comes_out_too() -> None:
    bench = Bench()

    bench.printer(partial(text_bytes, columns=32)).print_receipt(RECEIPT)

    assert len(bench.cut) == 1
    assert bench.machine.complaints == []


def test_a_printer_that_never_answers_still_gets_its_receipt() -> None:
    bench = Bench(Habits(is_mute=True))

    bench.printer().print_receipt(RECEIPT)

    assert bench.sent == [ASK_OFFLINE_CAUSE, PICTURE(RECEIPT)]
    assert (len(bench.cut), bench.opened, bench.closed) == (1, 1, 1)


TROUBLES = [
    (open_the_cover, "cover is open: close it", PrinterTrouble.COVER_OPEN),
    (take_the_paper, "out of paper: put in a new roll", PrinterTrouble.NO_PAPER),
    (jam, "has a fault: look for jammed paper", PrinterTrouble.JAMMED),
    (tell_by_the_line, "out of paper: put in a new roll", PrinterTrouble.NO_PAPER),
]


@pytest.mark.parametrize(("happen", "complaint", "trouble"), TROUBLES)
def test_a_printer_that_is_not_ready_is_sent_nothing(
    happen: Callable[[Bench], None], complaint: str, trouble: PrinterTrouble
) -> None:
    bench = Bench()
    happen(bench)

    with pytest.raises(PrinterError, match=complaint) as told:
        bench.printer().print_receipt(RECEIPT)

    assert told.value.trouble is trouble
    assert PICTURE(RECEIPT) not in bench.sent
    assert bench.closed == 1


@pytest.mark.parametrize(("happen", "complaint", "trouble"), TROUBLES)
def test_a_look_tells_the_same_before_anybody_prints(
    happen: Callable[[Bench], None], complaint: str, trouble: PrinterTrouble
) -> None:
    bench = Bench()
    bench.printer().check()
    happen(bench)

    with pytest.raises(PrinterError, match=complaint) as told:
        bench.printer().check()

    assert told.value.trouble is trouble
    assert bench.cut == []


def test_paper_that_ends_in_the_middle_is_noticed() -> None:
    bench = Bench()
    bench.machine.head.paper = 50

    with pytest.raises(PrinterError, match=r"new roll\. The receipt was cut short") as told:
        bench.printer().print_receipt(RECEIPT)

    assert told.value.trouble is PrinterTrouble.NO_PAPER


def test_with_a_new_roll_the_rest_comes_out() -> None:
    bench = Bench()
    bench.machine.head.paper = 50
    with pytest.raises(PrinterError):
        bench.printer().print_receipt(RECEIPT)

    bench.machine.head.paper = None
    bench.machine.proceed()

    assert len(bench.cut) == 1
    bench.printer().check()


def test_a_printer_that_answers_at_once_only_is_believed_in_the_end() -> None:
    bench = Bench()
    answer = bench.machine.receive
    bench.machine.receive = lambda data: b"" if data == ASK_IN_TURN else answer(data)  # type: ignore[method-assign]

    bench.printer().print_receipt(RECEIPT)

    assert bench.sent.count(ASK_OFFLINE_CAUSE) == 1 + PATIENCE
    assert len(bench.cut) == 1


def test_a_byte_that_is_no_status_is_not_taken_for_one() -> None:
    bench = Bench(Habits(is_mute=True))
    bench._answers += b"\xff"

    bench.printer().print_receipt(RECEIPT)

    assert len(bench.cut) == 1
