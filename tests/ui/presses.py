"""Buttons are pressed one after the other; what each of them sends is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kiosk.flows import events as e
from kiosk.flows.events import Event
from kiosk.flows.screens import Screen
from tests.ui.conftest import Window

Press = tuple[str, str, Event]
"""The name of a sample screen, a button on it, and what it sends."""


def meant(window: Window) -> list[Event]:
    """The events but for the plain touches."""
    return [event for event in window.events if not isinstance(event, e.Touched)]


def pressed(
    window: Window, screens: Mapping[str, Screen], presses: Sequence[Press]
) -> list[tuple[object, ...]]:
    """What came of them: the presses themselves, where all is well."""
    sent: list[tuple[object, ...]] = []
    for name, button, _ in presses:
        window.events.clear()
        window.show(screens[name])
        window.press(button)
        sent.append((name, button, *meant(window)))
    return sent
