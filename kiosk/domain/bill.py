"""A payment service's bill as values: what the service says that it took and gave back.

Amounts are those of the order and of the refund that was asked for, whoever paid a discount.
The readers of each service's file (`bill_alipay.py`, `bill_wechat.py`) share the fields below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.payment import Rail

MAX_BYTES = 16 * 1024 * 1024
MAX_LINES = 100_000
MAX_LINE_CHARACTERS = 4096

SERVICE_ZONE = timezone(timedelta(hours=8))
"""Both services write Beijing time, wherever the shop is."""


class BillKind(StrEnum):
    PAYMENT = "payment"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class BillRow:
    """One line of a bill.

    `merchant_number` is our payment's id; `refund_number` our refund's id, empty on payments and
    where the service cancelled a payment by itself. `amount` is positive; `fee` is what the service
    keeps, negative where it gives a fee back. `terminal` is the till, where the file names it.
    `state` is the service's own word.
    """

    line: int
    kind: BillKind
    merchant_number: str
    refund_number: str
    service_number: str
    amount: Money
    fee: Money
    at: datetime
    state: str
    terminal: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """Rows in the order of the file."""

    rail: Rail
    rows: tuple[BillRow, ...]


class BillError(Exception):
    """The file cannot be trusted as a bill; nothing of it is used. `line` counts from 1, 0: whole.

    `reason` says to staff what is wrong, in both languages.
    """

    def __init__(self, line: int, reason: Label) -> None:
        super().__init__(f"line {line}: {reason.en}" if line else reason.en)
        self.line = line
        self.reason = reason


_AMOUNT = re.compile(r"([+-]?)([0-9]{1,9})(?:\.([0-9]{1,6}))?")


def fen(text: str, line: int, column: str) -> int:
    """An amount in yuan, exactly: at most two decimals that are not zero. May be negative."""
    sign, whole, decimals = _digits(text, line, column)
    if decimals[2:].strip("0"):
        raise _not_an_amount(text, line, column)
    return sign * (int(whole) * 100 + int(decimals[:2].ljust(2, "0")))


def fee_fen(text: str, line: int, column: str) -> int:
    """A fee in yuan with up to six decimals (WeChat writes five), rounded half up to the fen.

    That the service settles whole fen, rounded so, is general knowledge and not verified.
    """
    sign, whole, decimals = _digits(text, line, column)
    millionths = int(whole) * 1_000_000 + int(decimals.ljust(6, "0"))
    return sign * ((millionths + 5_000) // 10_000)


def moment(text: str, line: int, column: str) -> datetime:
    """`2026-11-21 14:32:10`, in Beijing. Some files write two spaces."""
    try:
        naive = datetime.strptime(" ".join(text.split()), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007
    except ValueError as error:
        said = f"{text[:30]!r}"
        raise BillError(
            line, Label(f"“{column}”不是时间：{said}", f"{column} is not a time: {said}")
        ) from error
    return naive.replace(tzinfo=SERVICE_ZONE)


def lines_of(text: str) -> list[str]:
    """The lines of a file, without their ends. Raises BillError for more than a bill can have."""
    lines = text.replace("\r\n", "\n").split("\n")
    if len(lines) > MAX_LINES:
        raise BillError(0, Label(f"超过 {MAX_LINES} 行", f"more than {MAX_LINES} lines"))
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE_CHARACTERS:
            raise BillError(number, Label("这一行太长", "the line is too long"))
    return lines


def columns(header: list[str], wanted: tuple[str, ...], line: int) -> dict[str, int]:
    """Where each wanted column stands. Services add columns: others are let be."""
    names = [name.strip() for name in header]
    for name in wanted:
        if names.count(name) != 1:
            raise BillError(line, Label(f"应有一列“{name}”", f"one column {name} is needed"))
    return {name: names.index(name) for name in wanted}


def fields(cells: list[str], places: dict[str, int], width: int, line: int) -> dict[str, str]:
    """The wanted cells by their column's name."""
    if len(cells) != width:
        raise BillError(
            line,
            Label(
                f"有 {len(cells)} 列，表头有 {width} 列",
                f"{len(cells)} columns, the header has {width}",
            ),
        )
    return {name: cells[place].strip() for name, place in places.items()}


def required(text: str, line: int, column: str) -> str:
    """A number that must be there. Tills of other makers use more than letters and digits."""
    if not re.fullmatch(r"[!-~]{1,64}", text):
        said = f"{text[:40]!r}"
        raise BillError(
            line, Label(f"“{column}”不是单号：{said}", f"{column} is no number: {said}")
        )
    return text


def _digits(text: str, line: int, column: str) -> tuple[int, str, str]:
    match = _AMOUNT.fullmatch(text)
    if not match:
        raise _not_an_amount(text, line, column)
    sign, whole, decimals = match.groups()
    return (-1 if sign == "-" else 1), whole, decimals or ""


def _not_an_amount(text: str, line: int, column: str) -> BillError:
    said = f"{text[:30]!r}"
    return BillError(line, Label(f"“{column}”不是金额：{said}", f"{column} is no amount: {said}"))
