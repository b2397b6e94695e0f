"""The day-end, bills and differences: what staff see."""

from __future__ import annotations

from kiosk.domain.day_end import DayEnd, OpenPayment, RailDay
from kiosk.domain.day_end_report import receipts_text, since_text
from kiosk.domain.day_end_words import rail_name, state_name, word
from kiosk.domain.money import Money
from kiosk.domain.reconcile import Difference
from kiosk.domain.reconcile_words import advice_for, name_of
from kiosk.flows.staff_records import BillFile
from kiosk.flows.staff_screens import (
    Export,
    ExportNotice,
    StaffBills,
    StaffCloseDay,
    StaffComparison,
    StaffDayEnd,
)
from kiosk.ui.view_models.paying import short_id
from kiosk.ui.wording import Words, price

NUMBER_END = 14
"""So much of a long number is shown on the screen; the files have all of it."""


def staff_day_end(screen: StaffDayEnd, words: Words) -> dict[str, object]:
    day, language = screen.day, words.language
    number = day.number or screen.last_number + 1
    is_running = day.number is None
    return {
        "title": words("day_end.running")
        if is_running
        else words("day_end.closed", number=day.number, date=day.business_date),
        "since": words("day_end.from", since=since_text(day, language)[:16]),
        "earlier": words("day_end.earlier") if number > 1 else "",
        "earlier_number": number - 1,
        "later": "" if is_running else words("day_end.later"),
        "later_number": number + 1 if number < screen.last_number else 0,
        "head": [word(key, language) for key in ("rail", "taken", "refunded", "fees", "net")],
        "rails": [_rail(one, words) for one in day.rails],
        "nothing": "" if day.rails else words("day_end.nothing"),
        "total_label": words("day_end.total"),
        "total": price(day.net),
        "facts": _facts(day, words),
        "open_title": word("open", language) if day.open_payments else "",
        "open": [_open(one, words) for one in day.open_payments],
        "bills": words("day_end.bills"),
        "export": words("day_end.export"),
        "close": words("day_end.close") if is_running else "",
        **_asking(words, is_asking=screen.is_asking),
        **_export(screen.export, words),
    }


def _rail(one: RailDay, words: Words) -> dict[str, object]:
    return {
        "name": rail_name(one.rail, words.language),
        "count": words("day_end.count", count=one.payments),
        "amounts": [price(amount) for amount in (one.taken, one.refunded, one.fees, one.net)],
    }


def _facts(day: DayEnd, words: Words) -> list[dict[str, str]]:
    language = words.language
    facts = [
        ("orders", str(day.orders)),
        ("receipts", receipts_text(day, language)),
        ("top_ups", f"{price(day.topped_up)} ({day.top_ups})"),
        ("cash", price(day.cash)),
    ]
    return [{"label": word(key, language), "value": value} for key, value in facts]


def _open(one: OpenPayment, words: Words) -> dict[str, object]:
    language = words.language
    what = f"{word(f'what.{one.what}', language)} · {rail_name(one.rail, language)}"
    return {
        "what": f"{what} · {one.at[5:16].replace('T', ' ')} · {short_id(one.order_id)}",
        "amount": price(one.amount),
        "state": state_name(one.state, language),
        "tone": "bad" if one.state == "unknown" else "warning",
    }


def _asking(words: Words, *, is_asking: bool) -> dict[str, object]:
    return {
        "ask": words("day_end.asking") if is_asking else words("day_end.ask"),
        "is_asking": is_asking,
    }


def _export(export: Export, words: Words) -> dict[str, object]:
    match export.notice:
        case ExportNotice.NONE:
            text, tone = "", "calm"
        case ExportNotice.BUSY:
            text, tone = words("day_end.exporting"), "calm"
        case ExportNotice.DONE:
            folders = ", ".join(export.folders)
            text, tone = words("day_end.exported", folders=folders), "good"
            if export.left_out:
                why = words.of(export.left_out[0])
                text, tone = words("day_end.left_out", folders=folders, why=why), "warning"
        case ExportNotice.FAILED:
            reason = words.of(export.reason) if export.reason else ""
            text, tone = words("day_end.not_exported", reason=reason), "bad"
    return {"exported": text, "exported_tone": tone}


def staff_close_day(screen: StaffCloseDay, words: Words) -> dict[str, object]:
    day = screen.day
    count = len(day.open_payments)
    open_ones = words("close_day.open", count=count) if count else ""
    return {
        "title": words("close_day", number=screen.next_number),
        "body": open_ones + words("close_day.body", net=price(day.net), cash=price(day.cash)),
        "yes": words("close_day.yes"),
        "no": words("cancel"),
    }


def staff_bills(screen: StaffBills, words: Words) -> dict[str, object]:
    return {
        "title": words("bills.title"),
        "none": words("bills.none", folder=screen.folder),
        "reading": words("bills.reading", file=screen.reading) if screen.reading else "",
        "refused": _refused(screen, words),
        "rows": [_file(one, words) for one in screen.files],
    }


def _refused(screen: StaffBills, words: Words) -> str:
    if screen.refused is None:
        return ""
    file, line, reason = screen.refused
    key = "bills.refused.line" if line else "bills.refused"
    values = {"line": line} if line else {}
    return words(key, file=file, reason=words.of(reason), **values)


def _file(one: BillFile, words: Words) -> dict[str, object]:
    return {
        "path": one.path,
        "name": one.name,
        "where": words("bills.stick" if one.is_on_stick else "bills.folder"),
        "size": words("bills.size", size=-(-one.size // 1024)),
    }


def staff_comparison(screen: StaffComparison, words: Words) -> dict[str, object]:
    one = screen.comparison
    count = len(one.differences)
    key = "comparison.count" if count else "comparison.same"
    values = {"count": count} if count else {}
    return {
        "title": words("comparison.title", rail=rail_name(one.rail, words.language), day=one.day),
        "summary": words(key, rows=one.rows, **values),
        "tone": "warning" if count else "good",
        "fees": words("comparison.fees", fees=price(one.fees), learnt=price(one.learnt)),
        "rows": [_difference(difference, words) for difference in one.differences],
        "export": words("day_end.export"),
        **_asking(words, is_asking=screen.is_asking),
        **_export(screen.export, words),
    }


def _difference(one: Difference, words: Words) -> dict[str, object]:
    number = one.service_number or one.refund_id or one.payment_id
    return {
        "name": words.of(name_of(one.kind)),
        "advice": words.of(advice_for(one.kind)),
        "ours": words("comparison.ours", amount=_amount(one.ours, words)),
        "theirs": words("comparison.theirs", amount=_amount(one.theirs, words)),
        "where": words("comparison.where", line=one.line, number=_end(number))
        if one.line
        else _end(number),
    }


def _amount(money: Money | None, words: Words) -> str:
    return price(money) if money is not None else words("comparison.nothing")


def _end(number: str) -> str:
    return number if len(number) <= NUMBER_END else f"…{number[-NUMBER_END:]}"
