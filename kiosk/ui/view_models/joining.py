"""Becoming a member."""

from __future__ import annotations

from kiosk.domain.problems import Fault, Problem
from kiosk.flows.member_screens import AlreadyMember, Consent, GuardianConsent, JoinFailed, Welcome
from kiosk.ui.wording import Words

POINTS = (
    ("what", "scan"),
    ("where", "device"),
    ("why", "wallet"),
    ("undo", "trash"),
)


def consent(screen: Consent, words: Words) -> dict[str, object]:
    adds = screen.adds
    return {
        "title": words("consent.add.title" if adds else "consent.title"),
        "body": words("consent.add.body" if adds else "consent.body"),
        "points": [
            {"icon": icon, "text": words(f"consent.point.{point}")} for point, icon in POINTS
        ],
        "membership": "" if adds else words("consent.point.membership"),
        "yes": words("consent.yes"),
        "no": words("consent.add.no" if adds else "consent.no"),
        "guardian": words("consent.guardian"),
        "my_data": "" if adds else words("consent.my_data"),
        "why_no_face": _why_no_face(screen.why_no_face, words),
    }


def _why_no_face(why: Problem | None, words: Words) -> str:
    if why is None:
        return ""
    return words("consent.face_limit" if why.fault is Fault.FACE_LIMIT else "consent.no_face")


def guardian_consent(screen: GuardianConsent, words: Words) -> dict[str, object]:
    """The same points, for the guardian to read; two answers, and a way out."""
    return {
        "title": words("guardian.title"),
        "body": words("guardian.body"),
        "membership": "" if screen.adds else words("consent.point.membership"),
        "points": [
            {"icon": icon, "text": words(f"consent.point.{point}")} for point, icon in POINTS
        ],
        "yes": words("guardian.yes"),
        "no": words("consent.add.no" if screen.adds else "guardian.no"),
        "why_no_face": _why_no_face(screen.why_no_face, words),
    }


def welcome(screen: Welcome, words: Words) -> dict[str, object]:
    return {
        "title": words("welcome.title", masked=screen.masked),
        "body": words("welcome.face" if screen.has_face else "welcome.pin"),
        "top_up": words("welcome.top_up"),
        "agree": words("welcome.agree") if screen.can_agree else "",
        "done": words("welcome.shop"),
    }


def already_member(_screen: AlreadyMember, words: Words) -> dict[str, object]:
    return {
        "title": words("already.title"),
        "body": words("already.body"),
        "done": words("done"),
    }


def join_failed(screen: JoinFailed, words: Words) -> dict[str, object]:
    key = "join_failed.no_face" if screen.why_no_face else "join_failed"
    return {
        "title": words(f"{key}.title"),
        "body": words(f"{key}.body"),
        "tip": "" if screen.why_no_face else words("not_recognised.tip"),
        "can_retry": screen.why_no_face is None,
        "retry": words("retry"),
        "without": words("join_failed.without"),
    }
