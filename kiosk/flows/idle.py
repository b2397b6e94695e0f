"""Is anybody there? The idle clock, and the question before a visit is forgotten."""

from __future__ import annotations

from kiosk.flows import effects as do
from kiosk.flows.effects import Effect

IDLE, STILL_THERE = "idle", "still_there"


def wind(seconds: float) -> Effect:
    return do.StartTimer(IDLE, seconds)


def somebody_is_there(seconds: float) -> list[Effect]:
    """Nobody is asked any more, and the clock begins anew."""
    return [do.AskStillThere(None), do.StopTimer(STILL_THERE), wind(seconds)]


def ask(seconds: float) -> list[Effect]:
    return [do.AskStillThere(round(seconds)), do.StartTimer(STILL_THERE, seconds)]


def nobody_is_there() -> list[Effect]:
    return [do.AskStillThere(None), do.StopTimer(STILL_THERE), do.StopTimer(IDLE)]
