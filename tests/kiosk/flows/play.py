"""Plays a script to a flow."""

from __future__ import annotations

from typing import Protocol

from kiosk.flows.effects import Effect
from kiosk.flows.events import Event


class Flow(Protocol):
    def handle(self, event: Event) -> list[Effect]: ...


def play(flow: Flow, *events: Event) -> list[list[Effect]]:
    """The effects of each event, in order."""
    return [flow.handle(event) for event in events]


def last(flow: Flow, *events: Event) -> list[Effect]:
    """The effects of the last event."""
    return play(flow, *events)[-1]
