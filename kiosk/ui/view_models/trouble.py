"""When nothing can be sold, and the small signs in the header."""

from __future__ import annotations

from kiosk.domain.problems import Fault
from kiosk.flows.screens import OutOfOrder
from kiosk.ui.wording import Words


def out_of_order(screen: OutOfOrder, words: Words) -> dict[str, object]:
    fault, detail = screen.problem.fault, screen.problem.detail
    return {
        "title": words("out.title"),
        "body": words("out.body"),
        "staff": words("out.staff"),
        "what": words(f"fault.{fault}"),
        "todo": words(f"fault.{fault}.todo"),
        "detail": words("out.detail", detail=detail) if detail else "",
    }


def badges(faults: tuple[Fault, ...], words: Words) -> list[dict[str, object]]:
    return [{"fault": str(fault), "name": words(f"badge.{fault}")} for fault in faults]
