"""Doubts and advice of a cabinet's set-up in words."""

from __future__ import annotations

import re
from collections import Counter

from firmware_bridge.doubts import Doubt
from kiosk.domain.commissioning import CommissioningPlan
from kiosk.domain.settlement.advice import Clash, Units
from kiosk.ui.wording import Words

_PROBE = re.compile(
    r"(?P<baud>\d+) baud, (?:scale (?P<unit>\d+)|(?P<family>.+) board (?P<board>\d+))"
)
"""What a search says of itself: `str` of a question of firmware_bridge.scanning."""


def probe_text(what: str, words: Words) -> str:
    """What a search asks just now; as it came when it asks something new."""
    if (found := _PROBE.fullmatch(what)) is None:
        return what
    kind = "scale" if found["unit"] else "board"
    return words(f"setup.probe.{kind}", **found.groupdict())


def doubt_text(doubt: Doubt, words: Words) -> str:
    return words(f"setup.doubt.{doubt.kind}", **dict(doubt.values))


def clash_text(clash: Clash, plan: CommissioningPlan, words: Words) -> str:
    told = words(
        "setup.clash", shelf=clash.shelf,
        taken=_units(clash.taken, plan, words), rival=_units(clash.rival, plan, words),
    )  # fmt: skip
    often = words("setup.clash.share", share=f"{clash.share * 100:.0f}")
    if clash.move is None:
        return told + often + words("setup.clash.no_move")
    name = words.of(plan.name_of(clash.move.sku))
    return told + often + words("setup.clash.move", name=name, shelf=clash.move.to_shelf)


def _units(units: Units, plan: CommissioningPlan, words: Words) -> str:
    parts = [
        words.of(plan.name_of(sku)) if count == 1
        else words("setup.units", units=count, name=words.of(plan.name_of(sku)))
        for sku, count in sorted(Counter(units).items())
    ]  # fmt: skip
    return words("setup.plus").join(parts)
