"""Becoming a member."""

from __future__ import annotations

from kiosk.flows.screens import AlreadyMember, Consent, JoinFailed, Welcome
from kiosk.ui.wording import Words

POINTS = (("what", "scan"), ("where", "device"), ("why", "wallet"), ("undo", "trash"))


def consent(screen: Consent, words: Words) -> dict[str, object]:
    return {
        "title": words("consent.title"),
        "body": words("consent.body"),
        "points": [
            {"icon": icon, "text": words(f"consent.point.{point}")} for point, icon in POINTS
        ],
        "age": words("consent.age"),
        "yes": words("consent.yes"),
        "no": words("consent.no"),
        "why_no_face": words("consent.no_face") if screen.why_no_face else "",
    }


def welcome(screen: Welcome, words: Words) -> dict[str, object]:
    return {
        "title": words("welcome.title", masked=screen.masked),
        "body": words("welcome.face" if screen.has_face else "welcome.pin"),
        "top_up": words("welcome.top_up"),
        "done": words("welcome.shop"),
    }


def already_member(screen: AlreadyMember, words: Words) -> dict[str, object]:
    return {
        "title": words("already.title"),
        "body": words("already.body", masked=screen.masked),
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
