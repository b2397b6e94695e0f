"""Printer URLs: what staff can write, and what they are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.printer_escpos import EscPosPrinter
from kiosk.devices.printer_file import BytesFilePrinter, NoPrinter, TextFilePrinter
from kiosk.devices.printer_url import PrinterSource, open_printer, parse_printer_url
from kiosk.domain.receipt_lines import PrinterUrlError, TextLine


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("device:/dev/usb/lp0", PrinterSource("device", "/dev/usb/lp0")),
        ("tcp:10.0.0.7:9100?columns=48", PrinterSource("tcp", "10.0.0.7", 9100, 48)),
        ("tcp://printer", PrinterSource("tcp", "printer", 9100)),
        ("TCP:[fe80::1]:9101", PrinterSource("tcp", "fe80::1", 9101)),
        ("file:var/receipts.bin", PrinterSource("file", "var/receipts.bin")),
        ("text:a%3Fb.txt?columns=48", PrinterSource("text", "a?b.txt", 0, 48)),
        (
            "serial:/dev/ttyUSB1?baud=19200&mode=text",
            PrinterSource("serial", "/dev/ttyUSB1", baud=19200, is_text=True),
        ),
        ("tcp:printer?mode=picture", PrinterSource("tcp", "printer", 9100)),
        ("none:", PrinterSource("none", "")),
    ],
)
def test_a_url_names_a_printer(url: str, source: PrinterSource) -> None:
    assert parse_printer_url(url) == source


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("divice:/dev/usb/lp0", "did you mean 'device'"),
        ("none", "Kinds: device:, tcp:, serial:, file:, text:, none:"),
        ("tcp:", "write tcp:192.168.1.50:9100"),
        ("tcp:host:port", "write tcp:192.168.1.50:9100"),
        ("tcp:host:70000", "write tcp:192.168.1.50:9100"),
        ("file:", "path is missing"),
        ("file:x?colums=48", "did you mean 'columns'"),
        ("file:x?columns=99", "must be from 24 to 64; it is '99'"),
        ("tcp:host?mode=txt", "did you mean 'text'"),
        ("serial:/dev/ttyS0?baud=5", "must be from 1200"),
        ("device:/dev/usb/lp0?baud=9600", "no option 'baud' here"),
        ("file:x\n", "cannot be typed"),
    ],
)
def test_a_wrong_url_is_told_with_what_is_right(url: str, complaint: str) -> None:
    with pytest.raises(PrinterUrlError, match=complaint):
        parse_printer_url(url)


@given(
    st.one_of(
        st.text(),
        st.builds(
            "{}:{}?{}".format,
            st.sampled_from(["device", "tcp", "serial", "file", "text", "none"]),
            st.text(),
            st.text(),
        ),
    )
)
def test_any_text_is_a_printer_or_a_clear_error(text: str) -> None:
    try:
        open_printer(parse_printer_url(text))
    except PrinterUrlError as error:
        complaint = str(error)
    else:
        return

    assert complaint.startswith("The printer URL cannot be used.")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("device:/dev/usb/lp0", EscPosPrinter),
        ("tcp:127.0.0.1:9", EscPosPrinter),
        ("serial:/dev/ttyUSB1", EscPosPrinter),
        ("file:x", BytesFilePrinter),
        ("text:x", TextFilePrinter),
        ("none:", NoPrinter),
    ],
)
def test_each_kind_opens_its_own_printer(url: str, kind: type[object]) -> None:
    assert type(open_printer(parse_printer_url(url))) is kind


def test_columns_in_the_url_go_before_the_setting() -> None:
    assert parse_printer_url("none:", 48).columns == 48
    assert parse_printer_url("none:?columns=42", 48).columns == 42


def test_a_printer_prints_at_the_width_of_its_url(tmp_path: Path) -> None:
    printer = open_printer(parse_printer_url(f"text:{tmp_path}/r.txt?columns=24"))

    printer.print_receipt([TextLine("右", "right")])

    assert (tmp_path / "r.txt").read_text().splitlines()[0] == " " * 22 + "右"


def test_receipts_are_pictures_unless_the_url_says_text(tmp_path: Path) -> None:
    for mode in ("picture", "text"):
        url = f"file:{tmp_path}/{mode}?columns=48&mode={mode}"
        open_printer(parse_printer_url(url)).print_receipt([TextLine("开门")])

    assert b"\x1dv0\x00" + (576 // 8).to_bytes(2, "little") in (tmp_path / "picture").read_bytes()
    assert "开门".encode("gb18030") in (tmp_path / "text").read_bytes()
