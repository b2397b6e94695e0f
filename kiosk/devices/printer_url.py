"""Which printer: the URL in the settings, checked, and the printer that it names.

    device:/dev/usb/lp0    tcp:192.168.1.50:9100    serial:/dev/ttyUSB1?baud=19200
    file:PATH (ESC/POS bytes)    text:PATH (UTF-8)    none:

Columns are a setting of their own (32 on 58 mm paper, 48 on 80 mm); ?columns=42 goes before it.
Receipts are drawn here and sent as pictures, 12 dots a column, which every printer takes;
?mode=text sends GB18030 instead: faster on a slow line, for printers with a Chinese font.

Every printer answers to two methods (kiosk/workers/printing.py); nothing is opened before:

    print_receipt(lines: Sequence[ReceiptLine]) -> None     raises PrinterError
    check() -> None                                         raises PrinterError
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.devices.printer_bytes import picture_bytes, text_bytes
from kiosk.devices.printer_escpos import Encode, EscPosPrinter
from kiosk.devices.printer_file import BytesFilePrinter, NoPrinter, TextFilePrinter
from kiosk.devices.printer_wire import open_device, open_serial, open_tcp
from kiosk.devices.url_options import (
    Choice,
    OptionError,
    Rule,
    Whole,
    decoded_path,
    nearest,
    parse_options,
    refuse_odd_characters,
)
from kiosk.domain.receipt_lines import PrinterUrlError

SCHEMES = ("device", "tcp", "serial", "file", "text", "none")
DEFAULT_PORT, DEFAULT_BAUD = 9100, 9600
DOTS_A_COLUMN = 12
_COLUMNS: dict[str, Rule] = {"columns": Whole(24, 64)}
_ESCPOS: dict[str, Rule] = _COLUMNS | {"mode": Choice(("picture", "text"))}
_OPTIONS: dict[str, dict[str, Rule]] = {
    "device": _ESCPOS,
    "tcp": _ESCPOS,
    "serial": _ESCPOS | {"baud": Whole(1200, 921_600)},
    "file": _ESCPOS,
    "text": _COLUMNS,
    "none": _COLUMNS,
}


@dataclass(frozen=True, slots=True)
class PrinterSource:
    """`target` is a path, or a host for `tcp`."""

    scheme: str
    target: str
    port: int = 0
    columns: int = 32
    baud: int = DEFAULT_BAUD
    is_text: bool = False


Printer = EscPosPrinter | BytesFilePrinter | TextFilePrinter | NoPrinter


def parse_printer_url(text: str, columns: int = 32) -> PrinterSource:
    """Raises PrinterUrlError that names the word that is wrong and the nearest right one."""
    try:
        refuse_odd_characters(text)
        return _parse(text.strip(), columns)
    except OptionError as error:
        raise PrinterUrlError(f"The printer URL cannot be used. {error}") from error


def open_printer(source: PrinterSource) -> Printer:
    """The printer that `source` names. Touches nothing yet."""
    path, encode = Path(source.target), _encoder(source)
    match source.scheme:
        case "device":
            return EscPosPrinter(partial(open_device, path), encode)
        case "tcp":
            return EscPosPrinter(partial(open_tcp, source.target, source.port), encode)
        case "serial":
            return EscPosPrinter(partial(open_serial, path, source.baud), encode)
        case "file":
            return BytesFilePrinter(path, encode)
        case "text":
            return TextFilePrinter(path, source.columns)
        case _:
            return NoPrinter()


def _encoder(source: PrinterSource) -> Encode:
    if source.is_text:
        return partial(text_bytes, columns=source.columns)
    dots = source.columns * DOTS_A_COLUMN
    return partial(picture_bytes, dots=dots - dots % 8)


def _parse(text: str, columns: int) -> PrinterSource:
    scheme, colon, rest = text.partition(":")
    scheme = scheme.lower()
    if not colon or scheme not in SCHEMES:
        raise OptionError(
            f"There is no kind of printer '{scheme[:40]}'{nearest(scheme, SCHEMES)}. "
            f"Kinds: {', '.join(f'{known}:' for known in SCHEMES)}"
        )
    target, _, query = rest.partition("?")
    options = parse_options(query, _OPTIONS[scheme])
    source = PrinterSource(
        scheme,
        "",
        columns=int(options.get("columns", columns)),
        baud=int(options.get("baud", DEFAULT_BAUD)),
        is_text=options.get("mode") == "text",
    )
    if scheme == "none":
        return source
    if scheme == "tcp":
        host, port = _host_and_port(target)
        return replace(source, target=host, port=port)
    return replace(source, target=decoded_path(target))


def _host_and_port(target: str) -> tuple[str, int]:
    example = "write tcp:192.168.1.50:9100."
    try:
        parts = urlsplit(f"//{target.removeprefix('//')}")
        host, port = parts.hostname, DEFAULT_PORT if parts.port is None else parts.port
    except ValueError as error:
        raise OptionError(f"Its host or port cannot be read: {example}") from error
    if not host or port == 0 or "@" in target or "/" in parts.path or " " in target:
        raise OptionError(f"Its host or port cannot be read: {example}")
    return host, port
