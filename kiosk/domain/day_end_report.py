"""A day-end as a report for people: titles, tables and words, before CSV, PDF or picture.

CSV: UTF-8 with a byte order mark, so that Excel shows Chinese; CRLF; behind a long number stands a
tab, as in the services' own bills, so that it stays a text; what would be taken for a formula is
quoted with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.domain.day_end import DayEnd
from kiosk.domain.day_end_words import rail_name, state_name, word
from kiosk.domain.language import Label, Language
from kiosk.domain.money import Money, decimal_text
from kiosk.domain.reconcile import Comparison, Difference
from kiosk.domain.reconcile_words import advice_for, name_of

LONG_NUMBER = 11
"""A number of more digits is a name, not an amount."""


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` have as many cells as `head`. `numbers`: how many columns at the right are numbers."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]


def report_of(
    day: DayEnd, comparison: Comparison | None, shop: Label, kiosk_id: str, language: Language
) -> Report:
    """Everything of the day-end; with a comparison, each difference and what to do."""
    key = "z" if day.number else "x"
    tables = [_rails(day, language), *_open(day, language)]
    if comparison is not None:
        tables.append(_differences(comparison, language))
    return Report(
        word(key, language, number=day.number),
        tuple(_facts(day, shop, kiosk_id, language)),
        tuple(tables),
    )


def receipts_text(day: DayEnd, language: Language) -> str:
    """`20261121-0001 … 0042`, and how many are missing, which must be none."""
    parts = []
    for one in day.receipts:
        text = f"{one.series.replace('-', '')}-{one.first:04d} … {one.last:04d}"
        if one.missing:
            text += f" ({word('receipts.missing', language, count=one.missing)})"
        parts.append(text)
    return "; ".join(parts) or word("receipts.none", language)


def since_text(day: DayEnd, language: Language) -> str:
    return _time(day.period.since) or word("since.first", language)


def _facts(
    day: DayEnd, shop: Label, kiosk_id: str, language: Language
) -> Iterator[tuple[str, str]]:
    yield word("shop", language), shop.text(language)
    yield word("kiosk", language), kiosk_id
    yield word("date", language), day.business_date
    yield word("since", language), since_text(day, language)
    yield word("until", language), _time(day.period.until)
    yield word("orders", language), str(day.orders)
    yield word("receipts", language), receipts_text(day, language)
    yield word("top_ups", language), f"{decimal_text(day.topped_up)} ({day.top_ups})"
    yield word("cash", language), decimal_text(day.cash)
    period = day.period
    yield word("ledger", language), f"{period.first} … {period.last} {period.head}"


def _rails(day: DayEnd, language: Language) -> Table:
    keys = ("rail", "payments", "taken", "refunds", "refunded", "fees", "net")
    rows = [
        (
            rail_name(one.rail, language),
            str(one.payments),
            decimal_text(one.taken),
            str(one.refunds),
            decimal_text(one.refunded),
            decimal_text(one.fees),
            decimal_text(one.net),
        )
        for one in day.rails
    ]
    rows.append(
        (
            word("sum", language),
            str(sum(one.payments for one in day.rails)),
            decimal_text(day.taken),
            str(sum(one.refunds for one in day.rails)),
            decimal_text(day.refunded),
            decimal_text(day.fees),
            decimal_text(day.net),
        )
    )
    head = tuple(word(key, language) for key in keys)
    return Table(word("rails", language), head, tuple(rows), numbers=6)


def _open(day: DayEnd, language: Language) -> Iterator[Table]:
    if not day.open_payments:
        return
    keys = ("what", "rail", "state", "at", "number", "amount")
    rows = tuple(
        (
            word(f"what.{one.what}", language),
            rail_name(one.rail, language),
            state_name(one.state, language),
            _time(one.at),
            one.id,
            decimal_text(one.amount),
        )
        for one in day.open_payments
    )
    yield Table(word("open", language), tuple(word(key, language) for key in keys), rows, numbers=1)


def _differences(comparison: Comparison, language: Language) -> Table:
    keys = ("difference", "todo", "number", "service_number", "line", "ours", "theirs")
    title = word(
        "bill",
        language,
        rail=rail_name(comparison.rail, language),
        day=comparison.day,
        file=comparison.file,
    )
    same = (word("bill.same", language), *[""] * (len(keys) - 1))
    rows = tuple(_difference(one, language) for one in comparison.differences) or (same,)
    return Table(title, tuple(word(key, language) for key in keys), rows, numbers=3)


def _difference(one: Difference, language: Language) -> tuple[str, ...]:
    return (
        name_of(one.kind).text(language),
        advice_for(one.kind).text(language),
        one.refund_id or one.payment_id,
        one.service_number,
        str(one.line or ""),
        _amount(one.ours),
        _amount(one.theirs),
    )


def _amount(money: Money | None) -> str:
    return decimal_text(money) if money is not None else ""


def _time(stamp: str) -> str:
    return stamp[:19].replace("T", " ")


def file_stem(day: DayEnd) -> str:
    """`day-end-2026-11-21-Z0007`; an X report bears its time instead of a number."""
    name = f"Z{day.number:04d}" if day.number else f"X{day.period.until[11:19].replace(':', '')}"
    return f"day-end-{day.business_date}-{name}"


def csv_bytes(report: Report) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_plain(report.title)])
    writer.writerows([_plain(name), _plain(value)] for name, value in report.facts)
    for table in report.tables:
        writer.writerow([])
        writer.writerow([_plain(table.title)])
        writer.writerow(map(_plain, table.head))
        writer.writerows(map(_plain, row) for row in table.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _plain(cell: str) -> str:
    """Spreadsheets round long numbers, and run what begins like a formula."""
    if len(cell) > LONG_NUMBER and cell.isdigit():
        return f"{cell}\t"
    is_amount = cell[1:].replace(".", "", 1).isdigit()
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} and not is_amount else cell
