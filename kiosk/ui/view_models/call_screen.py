"""The call screen: two columns of numbers, in both languages at once."""

from __future__ import annotations

from kiosk.domain.language import Label
from kiosk.domain.queue_number import Ticket, TicketState
from kiosk.ui.wording import TEXTS


def newest_ready(before: tuple[Ticket, ...] | None, now: tuple[Ticket, ...]) -> str:
    """The number that has become ready since `before`, to be celebrated; "" for none.

    Nothing is celebrated on the first look: those numbers were called before.
    """
    if before is None:
        return ""
    known = {ticket.text for ticket in _in(before, TicketState.READY)}
    fresh = [t.text for t in _in(now, TicketState.READY) if t.text not in known]
    return fresh[-1] if fresh else ""


def call_screen(shop: Label, tickets: tuple[Ticket, ...], called: str) -> dict[str, object]:
    ready = [ticket.text for ticket in _in(tickets, TicketState.READY)]
    return {
        "shop": f"{shop.zh}  {shop.en}",
        "making_zh": TEXTS["display.making"].zh,
        "making_en": TEXTS["display.making"].en,
        "ready_zh": TEXTS["display.ready"].zh,
        "ready_en": TEXTS["display.ready"].en,
        "collect_zh": TEXTS["display.collect"].zh,
        "collect_en": TEXTS["display.collect"].en,
        "making": [ticket.text for ticket in _in(tickets, TicketState.MAKING)],
        "ready": ready[::-1],
        "called": called,
    }


def _in(tickets: tuple[Ticket, ...], state: TicketState) -> list[Ticket]:
    return [ticket for ticket in tickets if ticket.state is state]
