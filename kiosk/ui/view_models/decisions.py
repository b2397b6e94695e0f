"""Decisions about faces: the list with today's bars, and one of them."""

from __future__ import annotations

from kiosk.domain.risk import Decision, Step
from kiosk.flows.decision_records import CheckPage, CheckState, FaceCheck, StepCount
from kiosk.flows.decision_screens import (
    DecisionScreen,
    StaffConsentText,
    StaffDecision,
    StaffDecisions,
    StaffRecord,
)
from kiosk.ui.view_models.decision_rows import check_row, local_time, tone_of
from kiosk.ui.view_models.member_record import staff_consent_text, staff_record
from kiosk.ui.view_models.paying import short_id
from kiosk.ui.view_models.typing import why
from kiosk.ui.wording import Words, price

DECISION_DEPTHS: dict[type, int] = {
    StaffDecisions: 6, StaffDecision: 9, StaffRecord: 8, StaffConsentText: 10,
}  # fmt: skip


def render_decisions(screen: DecisionScreen, words: Words) -> dict[str, object]:
    match screen:
        case StaffDecisions():
            return staff_decisions(screen, words)
        case StaffDecision():
            return staff_decision(screen, words)
        case StaffRecord():
            return staff_record(screen, words)
        case StaffConsentText():
            return staff_consent_text(screen, words)


def staff_decisions(screen: StaffDecisions, words: Words) -> dict[str, object]:
    page = screen.page or CheckPage((), 0, tuple(StepCount(step) for step in Step))
    total = sum(count.total for count in page.today)
    return {
        "title": words("decisions.title"),
        "today_title": words("decisions.today", count=total),
        "bars": _bars(page.today, words),
        "legend": [
            {"tone": tone_of(state), "name": words(f"check.{state}")} for state in CheckState
        ],
        "which": "asked" if screen.only_asked else "all",
        "choices": [
            {"id": which, "name": words(f"decisions.{which}")} for which in ("all", "asked")
        ],
        "rows": [check_row(check, words) for check in page.checks],
        "none": words(_why_none(screen)),
        "newer": words("decisions.newer") if screen.has_newer else "",
        "older": words("decisions.older") if page.before else "",
    }


def _why_none(screen: StaffDecisions) -> str:
    if screen.failed:
        return "decisions.failed"
    if screen.page is None:
        return "decisions.reading"
    return "decisions.none.asked" if screen.only_asked else "decisions.none"


def _bars(today: tuple[StepCount, ...], words: Words) -> list[dict[str, object]]:
    """Lengths as shares of the longest bar."""
    longest = max((count.total for count in today), default=0) or 1
    return [
        {
            "name": words(f"risk.step.{count.step.name.lower()}"),
            "count": str(count.total),
            "parts": [
                {"tone": tone_of(state), "share": share / longest}
                for state, share in zip(
                    CheckState, (count.proved, count.asked, count.refused), strict=True
                )
            ],
        }
        for count in today
    ]


def staff_decision(screen: StaffDecision, words: Words) -> dict[str, object]:
    check = screen.check
    facts = [
        ("decision.at", local_time(check.at, with_year=True)),
        ("decision.who", check.masked or words("decision.unreadable")),
        ("decision.deed", words(f"deed.{check.deed}")),
        ("decision.amount", price(check.amount) if check.amount.minor else ""),
        ("decision.asked", words(f"risk.step.{check.decision.step.name.lower()}")),
        ("decision.ended", _ended(check, words)),
        ("order.number", short_id(check.order_id) if check.order_id else ""),
    ]
    return {
        "title": words("decision.title"),
        "facts": [{"label": words(key), "value": value} for key, value in facts if value],
        "why_title": words("decision.why"),
        "reasons": _reasons(check.decision, words),
        "told_title": words("decision.told"),
        "told": _told(check.decision, words),
        "order": words("decision.order") if check.order_id else "",
        "record": words("member.record") if check.masked else "",
    }


def _ended(check: FaceCheck, words: Words) -> str:
    """A tap needs no proof."""
    if check.decision.step is Step.TAP:
        return words("check.tap")
    return words(f"check.{check.state}")


def _reasons(decision: Decision, words: Words) -> list[str]:
    return [words(f"risk.staff.{reason}") for reason in decision.reasons]


def _told(decision: Decision, words: Words) -> str:
    is_plain = decision.step is Step.TAP
    return words("decision.told.nothing") if is_plain else why(decision.reasons, words)
