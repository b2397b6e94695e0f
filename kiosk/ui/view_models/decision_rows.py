"""One decision about a face as a line of a list."""

from __future__ import annotations

from kiosk.domain.risk import Step
from kiosk.flows.decision_records import CheckState, FaceCheck
from kiosk.ui.wording import Words, price

_TONES = {CheckState.PROVED: "good", CheckState.ASKED: "warning", CheckState.REFUSED: "bad"}


def tone_of(state: CheckState) -> str:
    return _TONES[state]


def check_row(check: FaceCheck, words: Words) -> dict[str, object]:
    what = words(f"deed.{check.deed}")
    amount = price(check.amount) if check.amount.minor else ""
    state = "" if check.decision.step is Step.TAP else words(f"check.{check.state}")
    reasons = [words(f"risk.staff.{reason}") for reason in check.decision.reasons]
    return {
        "id": check.id,
        "time": check.at[11:16],
        "day": check.at[5:10],
        "what": " ".join(part for part in (what, amount) if part),
        "who": check.masked or words("decision.unreadable"),
        "step": words(f"risk.step.{check.decision.step.name.lower()}"),
        "state": state,
        "tone": tone_of(check.state),
        "why": words("decision.between").join(reasons),
    }


def local_time(stamp: str, *, with_year: bool = False) -> str:
    """2026-08-01T09:05:12+08:00 as 2026-08-01 09:05."""
    return stamp[0 if with_year else 5 : 16].replace("T", " ")
