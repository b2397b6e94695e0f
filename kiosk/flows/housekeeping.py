"""What a kiosk does for itself: open money is pushed, and some things wait until nobody is there.

Under the hands of whoever stands there nobody is forgotten, nothing is wiped, and the back office
is not obeyed; by a clock that may be wrong nobody is forgotten who did not wish it.
"""

from __future__ import annotations

from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import money_effects as money_do
from kiosk.flows.effects import Effect

GUARD, GUARD_FIRST_S, GUARD_S = "guard", 5.0, 2.0
"""How often to look for what is open; how often each is pushed: domain/back_off.py."""
SWEEP, SWEEP_FIRST_S, SWEEP_S = "sweep", 600.0, 6 * 3600.0
"""Members whom nobody has seen for long are looked for some times a day."""
SETTLED, SETTLED_S = "settled", 60.0
"""Those who wished to be forgotten go soon after the last of their money is settled."""


def begin() -> list[Effect]:
    return [
        do.StartTimer(GUARD, GUARD_FIRST_S),
        do.StartTimer(SWEEP, SWEEP_FIRST_S),
        do.StartTimer(SETTLED, SETTLED_S),
    ]


def push_what_is_open(in_hand: tuple[str, ...]) -> list[Effect]:
    """`in_hand`: the shopper's own, which the guard would close under their hands."""
    return [money_do.ResolvePayments(in_hand), do.StartTimer(GUARD, GUARD_S)]


def sweep(*, is_home: bool, doubts_clock: bool) -> list[Effect]:
    again = do.StartTimer(SWEEP, SWEEP_S)
    if not is_home:
        return [do.StartTimer(SWEEP, SWEEP_FIRST_S)]
    if doubts_clock:
        return [again]
    return [again, member_do.ForgetUnused(), face_do.TidyPacks()]


def let_go(*, is_home: bool) -> list[Effect]:
    """By no clock: they wished it."""
    again = do.StartTimer(SETTLED, SETTLED_S)
    return [again, do.ObeyFleet(), member_do.ForgetSettled()] if is_home else [again]


def clean_up(event: member_on.UnusedForgotten | on.CommandWaits, *, is_home: bool) -> list[Effect]:
    if isinstance(event, on.CommandWaits):
        return [do.ObeyFleet()] if is_home else []
    if event.more:
        return [do.StartTimer(SWEEP, 1.0)]
    return [member_do.WipeDeleted()] if is_home else []
