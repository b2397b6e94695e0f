"""Which printer: the URL in the settings, checked, and the printer that it names.

    device:/dev/usb/lp0    tcp:192.168.1.50:9100    file:PATH (ESC/POS bytes)    text:PATH (UTF-8)
    none:

Columns are a setting of their own (32 on 58 mm paper, 48 on 80 mm); ?columns=42 goes before it.

Every printer answers to one method (kiosk/workers/printing.py); nothing is opened before:

    print_receipt(lines: Sequence[ReceiptLine]) -> None     raises PrinterError
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.devices.printer_escpos import EscPosPrinter
from kiosk.devices.printer_file import BytesFilePrinter, NoPrinter, TextFilePrinter
from kiosk.devices.printer_wire import open_device, open_tcp
from kiosk.devices.url_options import (
    OptionError,
    Rule,
    Whole,
    decoded_path,
    nearest,
    parse_options,
    refuse_odd_characters,
)
from kiosk.domain.receipt_lines import PrinterUrlError

SCHEMES = ("device", "tcp", "file", "text", "none")
DEFAULT_PORT = 9100
_OPTIONS: dict[str, Rule] = {"columns": Whole(24, 64)}


@dataclass(frozen=True, slots=True)
class PrinterSource:
    """`target` is a path, or a host for `tcp`."""

    scheme: str
    target: str
    port: int = 0
    columns: int = 32


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
    match source.scheme:
        case "device":
            return EscPosPrinter(partial(open_device, Path(source.target)), source.columns)
        case "tcp":
            return EscPosPrinter(partial(open_tcp, source.target, source.port), source.columns)
        case "file":
            return BytesFilePrinter(Path(source.target), source.columns)
        case "text":
            return TextFilePrinter(Path(source.target), source.columns)
        case _:
            return NoPrinter()


def _parse(text: str, columns: int) -> PrinterSource:
    scheme, colon, rest = text.partition(":")
    scheme = scheme.lower()
    if not colon or scheme not in SCHEMES:
        raise OptionError(
            f"There is no kind of printer '{scheme[:40]}'{nearest(scheme, SCHEMES)}. "
            f"Kinds: {', '.join(f'{known}:' for known in SCHEMES)}"
        )
    target, _, query = rest.partition("?")
    columns = int(parse_options(query, _OPTIONS).get("columns", columns))
    if scheme == "none":
        return PrinterSource(scheme, "", 0, columns)
    if scheme == "tcp":
        host, port = _host_and_port(target)
        return PrinterSource(scheme, host, port, columns)
    return PrinterSource(scheme, decoded_path(target), 0, columns)


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
