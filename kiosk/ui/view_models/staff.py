"""The pages behind the staff PIN."""

from __future__ import annotations

from kiosk.domain.leaving import Waits
from kiosk.domain.queue_number import Ticket, TicketState, actions_for
from kiosk.domain.risk import Decision
from kiosk.flows.records import Finding, Grade, MemberRow, OrderRow
from kiosk.flows.screens import (
    EnterAmount,
    Restarting,
    StaffConfirm,
    StaffMember,
    StaffMembers,
    StaffMenu,
    StaffOrder,
    StaffOrders,
    StaffPage,
    StaffQuestion,
    StaffQueue,
    StaffStatus,
)
from kiosk.ui.view_models.carts import receipt_lines
from kiosk.ui.view_models.my_data import waiting
from kiosk.ui.view_models.paying import notices, short_id
from kiosk.ui.view_models.staff_refunds import refund_rows
from kiosk.ui.view_models.typing import key_words
from kiosk.ui.wording import TEXTS, Words, price

MAX_AMOUNT_DIGITS = 5
SEARCH_DIGITS = 11


CABINET_PAGES = {StaffPage.REVIEWS, StaffPage.RESTOCK, StaffPage.COMMISSIONING}
"""Where there is a cabinet only."""


def staff_menu(screen: StaffMenu, words: Words) -> dict[str, object]:
    hidden = {StaffPage.MENU} if screen.has_cabinets else {StaffPage.MENU, *CABINET_PAGES}
    pages = [page for page in StaffPage if page not in hidden]
    return {
        "title": words("staff.menu"),
        "kiosk": words("staff.kiosk", kiosk=screen.kiosk_id),
        "pages": [
            {
                "page": str(page),
                "name": words(f"staff.page.{page}"),
                "hint": words(f"staff.page.{page}.hint"),
            }
            for page in pages
        ],
        "leave": words("staff.leave"),
    }


def staff_status(screen: StaffStatus, words: Words) -> dict[str, object]:
    bad = sum(finding.grade is not Grade.GOOD for finding in screen.findings)
    summary = words("status.count", count=bad) if bad else words("status.all_good")
    return {
        "title": words("status.title"),
        "checking": words("status.checking") if not screen.findings else "",
        "summary": summary if screen.findings else "",
        "all_good": bool(screen.findings) and not bad,
        "findings": [_finding(finding, words) for finding in screen.findings],
    }


def _finding(finding: Finding, words: Words) -> dict[str, object]:
    return {
        "topic": words(f"topic.{finding.topic}"),
        "grade": str(finding.grade),
        "grade_name": words(f"grade.{finding.grade}"),
        "detail": words.of(finding.detail),
        "advice": words.of(finding.advice),
    }


def staff_members(screen: StaffMembers, words: Words) -> dict[str, object]:
    return {
        "title": words("members.title"),
        "search": words("members.search"),
        "searched": screen.searched,
        "find": words("members.find"),
        "none": words(_why_no_members(screen)),
        "rows": [_member_line(row, words) for row in screen.rows],
        "length": SEARCH_DIGITS,
        "erase": words("erase"),
    }


def _why_no_members(screen: StaffMembers) -> str:
    if screen.is_searching:
        return "members.searching"
    if screen.failed:
        return "members.failed"
    return "members.none" if screen.searched else "members.start"


def _member_line(row: MemberRow, words: Words) -> dict[str, object]:
    member = row.member
    ways = [
        ("members.face", member.has_face),
        ("members.pin", member.has_pin),
        ("members.leaving", bool(row.leaves_since)),
    ]
    return {
        "id": member.id,
        "name": member.masked,
        "phone": member.phone,
        "balance": price(row.balance),
        "ways": " · ".join(words(key) for key, has in ways if has),
    }


def staff_member(screen: StaffMember, words: Words) -> dict[str, object]:
    row = screen.row
    pin = words("member.yes" if row.member.has_pin else "member.no")
    return {
        "title": row.member.masked,
        "phone": row.member.phone,
        "balance_label": words("member.balance"),
        "balance": price(row.balance),
        "facts": [
            {"label": words("member.joined"), "value": row.joined_on},
            {
                "label": words("member.templates"),
                "value": words("member.templates.count", count=row.templates),
            },
            {"label": words("member.has_pin"), "value": pin},
        ],
        "leaving": _leaving(row, words),
        "top_up": "" if row.leaves_since else words("member.top_up"),
        "record": words("member.record"),
        "forget": "" if row.leaves_since and row.balance.minor <= 0 else words("member.forget"),
        "topped_up": words("member.topped_up", amount=price(screen.topped_up))
        if screen.topped_up
        else "",
    }


def _leaving(row: MemberRow, words: Words) -> str:
    if not row.leaves_since:
        return ""
    waits = waiting(row.waits, row, words)
    return words("member.leaving", day=row.leaves_since, waits=waits)


def enter_amount(screen: EnterAmount, words: Words) -> dict[str, object]:
    return {
        "title": words("amount.title"),
        "body": words("amount.body", masked=screen.row.member.masked),
        "trouble": words("amount.out_of_range") if screen.is_out_of_range else "",
        "length": MAX_AMOUNT_DIGITS,
        **key_words(words),
    }


def staff_confirm(screen: StaffConfirm, words: Words) -> dict[str, object]:
    key = f"question.{screen.question}"
    values = {
        "masked": screen.row.member.masked if screen.row else "",
        "balance": price(screen.row.balance) if screen.row else "",
        "amount": price(screen.amount) if screen.amount else "",
        "clock": screen.clock[:16].replace("T", " "),
    }
    owes = screen.question is StaffQuestion.FORGET and screen.row and screen.row.balance.minor > 0
    money = words(f"{key}.money", **values) if owes else ""
    body = _accepted(screen, words) or words(f"{key}.body", **values)
    return {
        "question": str(screen.question),
        "title": words(key, **values),
        "body": money + body,
        "yes": words(f"{key}.money.yes" if owes else f"{key}.yes", **values),
        "no": words("cancel"),
    }


def _accepted(screen: StaffConfirm, words: Words) -> str:
    """What of a member has to stay for now. The balance is handed out with this tap."""
    row = screen.row if screen.question is StaffQuestion.FORGET else None
    waits = tuple(one for one in row.waits if one is not Waits.BALANCE) if row else ()
    return words("question.forget.accepted", waits=waiting(waits, row, words)) if waits else ""


def staff_orders(screen: StaffOrders, words: Words) -> dict[str, object]:
    return {
        "title": words("orders.title"),
        "none": words("orders.none"),
        "rows": [_order_row(row, words) for row in screen.rows],
    }


def _order_row(row: OrderRow, words: Words) -> dict[str, object]:
    return {
        "id": row.order_id,
        "short": short_id(row.order_id),
        "time": local_time(row.placed_at),
        "total": price(row.total),
        "state": words(f"order.state.{row.state}"),
        "tone": _payment_tone(row.payment_state),
        "payment": _payment_text(row.payment_state, words),
        "tickets": " ".join(row.tickets),
    }


def _payment_text(state: str, words: Words) -> str:
    key = f"payment.state.{state}"
    return words(key) if key in TEXTS else state


def _door_text(state: str, words: Words) -> str:
    key = f"door.state.{state}"
    return words(key) if key in TEXTS else state


def _payment_tone(state: str) -> str:
    tones = {"paid": "good", "unknown": "bad", "submitting": "warning", "paying": "warning"}
    return tones.get(state, "calm")


def local_time(stamp: str) -> str:
    """2026-08-01T09:05:12+08:00 as 08-01 09:05; whatever else comes is shown as it is."""
    date, mark, time = stamp.partition("T")
    return f"{date[5:]} {time[:5]}" if mark else stamp


def staff_order(screen: StaffOrder, words: Words) -> dict[str, object]:
    row, receipt = screen.row, screen.receipt
    facts = [
        ("order.number", short_id(row.order_id)),
        ("order.placed", local_time(row.placed_at)),
        ("order.state", words(f"order.state.{row.state}")),
        ("order.payment", _payment_text(row.payment_state, words)),
        ("order.payer", row.payer),
        ("order.tickets", " ".join(row.tickets)),
        ("order.door", _door_text(row.door_state, words)),
        ("order.receipt", receipt.number if receipt else ""),
        ("order.face", _asked_text(screen.asked, words)),
        ("order.note", row.note),
    ]
    return {
        "title": words("order.title"),
        "total_label": words("total"),
        "total": price(row.total),
        "facts": [{"label": words(key), "value": value} for key, value in facts if value],
        "lines": receipt_lines(receipt, words) if receipt else [],
        "no_receipt": "" if receipt else words("order.no_receipt"),
        "open_door": words("order.open_door") if receipt else "",
        "print": words("order.print") if receipt else "",
        "refund": words("order.refund")
        if screen.refundable and screen.refundable.left.minor
        else "",
        "refunds_title": words("order.refunds"),
        "refunds": refund_rows(screen.refundable, words),
        **notices(screen.door, screen.printing, words),
    }


def _asked_text(asked: Decision | None, words: Words) -> str:
    """last four digits: larger amount, few visits"""
    if asked is None:
        return ""
    reasons = [words(f"risk.staff.{reason}") for reason in asked.reasons]
    step = asked.step.name.lower()
    return words(f"risk.step.{step}") + ": " + ", ".join(reasons)


def staff_queue(screen: StaffQueue, words: Words) -> dict[str, object]:
    rank = list(TicketState)
    tickets = sorted(screen.tickets, key=lambda ticket: rank.index(ticket.state))
    return {
        "title": words("queue.title"),
        "none": words("queue.none"),
        "rows": [_ticket_row(ticket, words) for ticket in tickets],
    }


def _ticket_row(ticket: Ticket, words: Words) -> dict[str, object]:
    return {
        "text": ticket.text,
        "business_date": ticket.business_date,
        "service": ticket.service,
        "number": ticket.number,
        "state": str(ticket.state),
        "state_name": words(f"ticket.{ticket.state}"),
        "acts": [
            {"action": str(action), "name": words(f"action.{action}")}
            for action in actions_for(ticket.state)
        ],
    }


def restarting(_screen: Restarting, words: Words) -> dict[str, object]:
    return {"title": words("restarting.title"), "body": words("restarting.body")}
