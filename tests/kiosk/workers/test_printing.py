"""The printer's thread: printed, failed, mended; and never silent."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from kiosk.devices.printer_url import open_printer, parse_printer_url
from kiosk.domain.language import Language
from kiosk.domain.money import Money
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.receipt import Receipt
from kiosk.domain.receipt_lines import PrinterError, PrinterTrouble, ReceiptLine, TextLine
from kiosk.domain.receipt_text import receipt_lines
from kiosk.flows.events import Faulted, Mended, Printed, PrintFailed
from kiosk.workers.printing import LinePrinter, PrinterNews, PrintingWorker
from tests.support.fake_shop import SHOP, an_order

WAIT_S = 10.0
RECEIPT = Receipt(
    number="20261121-0001",
    shop=SHOP,
    order_id="order-1",
    lines=an_order().lines,
    total=Money(2200),
    payer="张*",
    rail="wallet",
    paid_at="2026-11-21T10:00:00+08:00",
    tickets=(),
)
NO_PAPER = "The printer has no paper: put in a new roll."
FAULTED = [PrintFailed(NO_PAPER), Faulted(Problem(Fault.PRINTER, NO_PAPER))]


class ScriptedPrinter:
    """Prints, or raises the next error of its script. `looks` is the script of looking at it."""

    def __init__(self, *script: Exception | None, looks: Sequence[Exception | None] = ()) -> None:
        self._script = list(script)
        self._looks = list(looks)
        self.printed: list[Sequence[ReceiptLine]] = []

    def check(self) -> None:
        error = self._looks.pop(0) if self._looks else None
        if error:
            raise error

    def print_receipt(self, lines: Sequence[ReceiptLine]) -> None:
        error = self._script.pop(0) if self._script else None
        if error:
            raise error
        self.printed.append(lines)


class Desk:
    """A running worker and the queue of what it told."""

    def __init__(
        self,
        printer: LinePrinter,
        lay_out: Callable[[Receipt, Language], Sequence[ReceiptLine]] = receipt_lines,
        check_every_s: float = 60,
    ) -> None:
        self._told: queue.SimpleQueue[PrinterNews] = queue.SimpleQueue()
        self.worker = PrintingWorker(printer, lay_out, self._told.put, check_every_s)
        self.worker.start()

    def print(self, language: Language = Language.ZH) -> None:
        self.worker.print(RECEIPT, language)

    def news(self, number: int = 1) -> list[PrinterNews]:
        return [self._told.get(timeout=WAIT_S) for _ in range(number)]


Start = Callable[..., Desk]


@pytest.fixture
def start() -> Iterator[Start]:
    desks: list[Desk] = []

    def started(*arguments: object) -> Desk:
        desks.append(Desk(*arguments))  # type: ignore[arg-type]
        return desks[-1]

    yield started
    for desk in desks:
        desk.worker.stop()
        assert not desk.worker._thread.is_alive()


def test_a_receipt_is_laid_out_in_its_language_and_printed(start: Start) -> None:
    printer = ScriptedPrinter()
    desk = start(printer)
    desk.print(Language.EN)
    assert desk.news() == [Printed()]
    assert printer.printed == [receipt_lines(RECEIPT, Language.EN)]


def test_a_real_text_printer_writes_the_receipt(start: Start, tmp_path: Path) -> None:
    desk = start(open_printer(parse_printer_url(f"text:{tmp_path / 'receipts.txt'}")))
    desk.print()
    assert desk.news() == [Printed()]
    assert "20261121-0001" in (tmp_path / "receipts.txt").read_text()


def test_a_printer_without_paper_is_a_failure_and_a_fault(start: Start) -> None:
    desk = start(ScriptedPrinter(PrinterError(NO_PAPER)))
    desk.print()
    assert desk.news(2) == FAULTED


def test_the_next_receipt_that_prints_mends_it_once(start: Start) -> None:
    desk = start(ScriptedPrinter(PrinterError(NO_PAPER), PrinterError(NO_PAPER)))
    for _ in range(4):
        desk.print()
    again = PrintFailed(NO_PAPER)
    assert desk.news(6) == [*FAULTED, again, Printed(), Mended(Fault.PRINTER), Printed()]


def test_a_roll_that_ends_is_told_before_anybody_prints(start: Start) -> None:
    empty = PrinterError(NO_PAPER)
    desk = start(ScriptedPrinter(looks=[None, empty, empty, None]), receipt_lines, 0.01)
    assert desk.news(2) == [Faulted(Problem(Fault.PRINTER, NO_PAPER)), Mended(Fault.PRINTER)]


def test_the_status_page_can_see_what_is_wrong(start: Start) -> None:
    desk = start(ScriptedPrinter(looks=[PrinterError(NO_PAPER, PrinterTrouble.NO_PAPER)]))
    desk.news()
    assert desk.worker.trouble is PrinterTrouble.NO_PAPER
    desk.print()
    desk.news(2)
    assert desk.worker.trouble is None


def test_what_keeps_it_from_printing_is_told_to_the_screen(start: Start) -> None:
    desk = start(ScriptedPrinter(PrinterError(NO_PAPER, PrinterTrouble.NO_PAPER)))
    desk.print()
    assert desk.news() == [PrintFailed(NO_PAPER, PrinterTrouble.NO_PAPER)]


def test_a_printer_that_is_off_at_the_start_is_told(start: Start) -> None:
    desk = start(ScriptedPrinter(looks=[PrinterError(NO_PAPER)]))
    assert desk.news() == [Faulted(Problem(Fault.PRINTER, NO_PAPER))]


def test_another_trouble_is_told_anew(start: Start) -> None:
    open_cover = PrinterError("The printer's cover is open: close it.")
    desk = start(ScriptedPrinter(looks=[PrinterError(NO_PAPER), open_cover]), receipt_lines, 0.01)
    assert desk.news(3) == [
        Faulted(Problem(Fault.PRINTER, NO_PAPER)),
        Faulted(Problem(Fault.PRINTER, str(open_cover))),
        Mended(Fault.PRINTER),
    ]


def test_software_that_fails_is_told_in_plain_words(start: Start) -> None:
    desk = start(ScriptedPrinter(ZeroDivisionError("inner words")))
    desk.print()
    failed, faulted = desk.news(2)
    assert failed == PrintFailed("The printer software failed: restart the kiosk.")
    assert faulted == Faulted(
        Problem(Fault.PRINTER, "The printer software failed: restart the kiosk.")
    )
    desk.print()
    assert desk.news(2) == [Printed(), Mended(Fault.PRINTER)]


def test_a_receipt_that_cannot_be_laid_out_does_not_end_the_thread(start: Start) -> None:

    def lay_out(_: Receipt, language: Language) -> Sequence[ReceiptLine]:
        return {Language.ZH: [TextLine("ok")]}[language]

    desk = start(ScriptedPrinter(), lay_out)
    desk.print(Language.EN)
    assert isinstance(desk.news(2)[0], PrintFailed)
    desk.print(Language.ZH)
    assert desk.news(2) == [Printed(), Mended(Fault.PRINTER)]


def test_stopping_before_starting_is_fine() -> None:
    PrintingWorker(ScriptedPrinter(), receipt_lines, lambda _: None).stop()
