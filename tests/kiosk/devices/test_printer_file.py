"""Receipts in files."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from kiosk.devices.printer_bytes import text_bytes
from kiosk.devices.printer_file import BytesFilePrinter, NoPrinter, TextFilePrinter
from kiosk.domain.receipt_lines import PairLine, PrinterError, ReceiptLine, RuleLine, TextLine
from tests.support.escpos_reader import PaperRow, read_receipts

TEXT = partial(text_bytes, columns=24)
LINES: list[ReceiptLine] = [
    TextLine("开门", "centre", is_double=True),
    RuleLine(),
    PairLine("水", "￥2.00", is_double=True),
]


def test_receipts_are_appended_one_after_the_other(tmp_path: Path) -> None:
    printer = BytesFilePrinter(tmp_path / "out" / "receipts.bin", TEXT)

    printer.print_receipt([TextLine("一")])
    printer.print_receipt([TextLine("二")])

    assert read_receipts((tmp_path / "out" / "receipts.bin").read_bytes()) == [
        [PaperRow("一")],
        [PaperRow("二")],
    ]


def test_a_text_file_shows_the_receipt_as_on_paper(tmp_path: Path) -> None:
    TextFilePrinter(tmp_path / "receipts.txt", 24).print_receipt(LINES)

    assert (tmp_path / "receipts.txt").read_text() == (
        "          开门\n"
        "------------------------\n"
        "水                ￥2.00\n"
        "========================\n"
    )


def test_receipts_are_for_the_kiosk_s_user_only(tmp_path: Path) -> None:
    TextFilePrinter(tmp_path / "receipts.txt", 24).print_receipt(LINES)

    assert (tmp_path / "receipts.txt").stat().st_mode & 0o077 == 0


def test_a_full_disk_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "receipts.bin"
    printer = BytesFilePrinter(path, TEXT)
    printer.print_receipt([TextLine("一")])
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PrinterError, match="No space left"):
        printer.print_receipt([TextLine("二")])

    assert path.read_bytes() == before


def test_a_folder_in_the_place_of_the_file_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PrinterError, match="Is a directory"):
        TextFilePrinter(tmp_path, 24).print_receipt(LINES)


def test_no_printer_takes_every_receipt() -> None:
    NoPrinter().print_receipt(LINES)
