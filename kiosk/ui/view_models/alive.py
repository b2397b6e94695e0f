"""Whether a person stands there: what to do with the head, and what to do when it did not work."""

from __future__ import annotations

from kiosk.flows.face_screens import NotAlive, ProveAlive
from kiosk.flows.purpose import Purpose
from kiosk.ui.wording import Words
from models.liveness_active import Gesture

_ARROWS = {
    Gesture.LEFT: "back",
    Gesture.RIGHT: "forward",
    Gesture.UP: "up",
    Gesture.DOWN: "down",
}


def prove_alive(screen: ProveAlive, words: Words) -> dict[str, object]:
    asked = words(f"alive.{screen.gesture}") if screen.gesture else words("alive.straight")
    return {
        "title": words("alive.title"),
        "hint": words(f"hint.{screen.hint}") if screen.hint else asked,
        "tone": "warning" if screen.hint else "calm",
        "gesture": str(screen.gesture) if screen.gesture and not screen.hint else "",
        "arrow": _ARROWS[screen.gesture] if screen.gesture else "",
        "progress": (screen.done + screen.reached) / screen.gestures,
        "trouble": words(f"alive.trouble.{screen.trouble}") if screen.trouble else "",
        "why": words("alive.why"),
        "other": words(f"look.other.{screen.purpose}"),
        "purpose": str(screen.purpose),
        "skips": screen.purpose in {Purpose.JOIN, Purpose.RETAKE, Purpose.ADD},
    }


def not_alive(_screen: NotAlive, words: Words) -> dict[str, object]:
    return {
        "title": words("not_alive.title"),
        "body": words("not_alive.body"),
        "tip": words("not_alive.tip"),
        "phone": words("pay.phone"),
        "other": words("not_alive.other"),
    }
