"""Giving money back and taking it at the counter: what staff see."""

from __future__ import annotations

from kiosk.domain.payment import Rail
from kiosk.domain.refund import RefundState
from kiosk.flows.staff_records import CounterRow, Refundable, RefundRow, SoldLine
from kiosk.flows.staff_refund import MAX_AMOUNT_DIGITS
from kiosk.flows.staff_screens import (
    STAFF_REASONS,
    RefundNotice,
    StaffCounter,
    StaffCounterBusy,
    StaffCounterConfirm,
    StaffCounterOrder,
    StaffRefund,
    StaffRefundAmount,
    StaffRefundConfirm,
    StaffRefundResult,
)
from kiosk.ui.view_models.paying import short_id
from kiosk.ui.view_models.typing import key_words
from kiosk.ui.wording import Words, price

_TONES = {
    RefundNotice.ASKING: "calm",
    RefundNotice.DONE: "good",
    RefundNotice.NOT_KNOWN_YET: "warning",
}


def refund_rows(refundable: Refundable | None, words: Words) -> list[dict[str, object]]:
    """What went back of an order, for its page."""
    return [_refund_row(one, words) for one in refundable.refunds] if refundable else []


def _refund_row(one: RefundRow, words: Words) -> dict[str, object]:
    tones = {RefundState.REFUNDED: "good", RefundState.FAILED: "bad"}
    about = [words(f"reason.{one.reason}"), one.number, one.detail]
    return {
        "id": one.id,
        "amount": price(one.amount),
        "state": words(f"refund.state.{one.state}"),
        "tone": tones.get(one.state, "warning"),
        "about": " · ".join(part for part in about if part),
        "print": words("order.print_refund") if one.number else "",
    }


def staff_refund(screen: StaffRefund, words: Words) -> dict[str, object]:
    left = price(screen.refundable.left)
    chosen = dict(screen.quantities)
    return {
        "title": words("refund.title"),
        "left": words("refund.left", amount=left),
        "lines": [
            _sold_line(line, chosen.get(line.place, 0), words) for line in screen.refundable.lines
        ],
        "all": words("refund.all", amount=left),
        "by_hand": words("refund.by_hand.chosen", amount=price(screen.by_hand))
        if screen.by_hand
        else words("refund.by_hand"),
        "is_by_hand": screen.by_hand is not None,
        "why": words("refund.why"),
        "reasons": [
            {"id": str(one), "name": words(f"reason.{one}"), "is_chosen": one is screen.reason}
            for one in STAFF_REASONS
        ],
        "hint": _hint(screen, words),
        "next": words("refund.next", amount=price(screen.amount)),
        "is_ready": screen.is_ready,
    }


def _hint(screen: StaffRefund, words: Words) -> str:
    if screen.is_ready:
        return ""
    if screen.amount > screen.refundable.left:
        return words("refund.too_much")
    if screen.amount.minor:
        return words("refund.choose.reason")
    return words("refund.choose.items") if screen.reason else words("refund.choose")


def _sold_line(line: SoldLine, chosen: int, words: Words) -> dict[str, object]:
    name = words.of(line.name)
    return {
        "place": line.place,
        "name": f"{name}  × {line.quantity}",
        "price": price(line.unit_price),
        "given_back": words("refund.given_back", count=line.given_back) if line.given_back else "",
        "quantity": chosen,
        "can_more": chosen < line.left,
        "less_name": words("refund.less", name=name),
        "more_name": words("refund.more", name=name),
    }


def staff_refund_amount(screen: StaffRefundAmount, words: Words) -> dict[str, object]:
    left = price(screen.left)
    return {
        "title": words("refund.amount.title"),
        "body": words("refund.amount.body", amount=left),
        "trouble": words("refund.amount.out_of_range", amount=left)
        if screen.is_out_of_range
        else "",
        "length": MAX_AMOUNT_DIGITS,
        **key_words(words),
    }


def staff_refund_confirm(screen: StaffRefundConfirm, words: Words) -> dict[str, object]:
    amount = price(screen.amount)
    return {
        "title": words("refund.confirm", amount=amount),
        "body": words(
            "refund.confirm.body",
            back=words(f"back.{screen.rail}"),
            reason=words(f"reason.{screen.reason}"),
            left=price(screen.short_of),
        ),
        "yes": words("refund.confirm.yes", amount=amount),
        "no": words("cancel"),
    }


def staff_refund_result(screen: StaffRefundResult, words: Words) -> dict[str, object]:
    key = f"refund.{screen.notice}"
    values = {
        "amount": price(screen.amount),
        "back": words(f"back.{screen.rail}"),
        "detail": screen.detail,
        "left": price(screen.left) if screen.left else "",
    }
    is_asking = screen.notice is RefundNotice.ASKING
    return {
        "title": words(key, **values),
        "body": words(f"{key}.body", **values),
        "tone": _TONES.get(screen.notice, "bad"),
        "is_asking": is_asking,
        "done": "" if is_asking else words("refund.to_order"),
    }


# --- the counter --------------------------------------------------------------------------------


def staff_counter(screen: StaffCounter, words: Words) -> dict[str, object]:
    return {
        "title": words("counter.waiting"),
        "none": words("counter.none"),
        "gone": words("counter.gone") if screen.gone else "",
        "rows": [
            {
                "id": row.payment_id,
                "number": short_id(row.order_id),
                "time": row.placed_at[11:16],
                "amount": price(row.amount),
            }
            for row in screen.rows
        ],
    }


def _counter_values(row: CounterRow) -> dict[str, str]:
    return {
        "number": short_id(row.order_id),
        "amount": price(row.amount),
        "time": row.placed_at[11:16],
    }


def staff_counter_order(screen: StaffCounterOrder, words: Words) -> dict[str, object]:
    values = _counter_values(screen.row)
    return {
        "title": words("counter.order", **values),
        "body": words("counter.order.body", **values),
        "cash": words("counter.cash") if Rail.CASH in screen.takes else "",
        "card": words("counter.card") if Rail.CARD in screen.takes else "",
    }


def staff_counter_confirm(screen: StaffCounterConfirm, words: Words) -> dict[str, object]:
    values = _counter_values(screen.row)
    return {
        "title": words(f"counter.confirm.{screen.rail}", **values),
        "body": words("counter.confirm.body", **values),
        "yes": words("counter.confirm.yes", **values),
        "no": words("cancel"),
    }


def staff_counter_busy(screen: StaffCounterBusy, words: Words) -> dict[str, object]:
    values = _counter_values(screen.row)
    return {"title": words("counter.busy"), "body": words("counter.busy.body", **values)}
