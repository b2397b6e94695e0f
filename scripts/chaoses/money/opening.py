"""Opening the shop, before the storm: a staff PIN, one member, money in the wallet; by the screens.

Nothing is put into the database behind the product's back.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import Any

from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import screens as show
from kiosk.flows.events import Event
from kiosk.flows.screens import Screen, StaffPage

MEMBER_PHONE, MEMBER_PIN, STAFF_PIN = "13800000001", "481902", "739205"
YUAN = "100000"
"""As much as the settings of a wallet allow (town.py)."""
WAIT_S = 20.0

Put = Callable[[Event], None]


def open_shop(put: Put, screens: queue.SimpleQueue[Screen]) -> None:
    """Raises RuntimeError where the screens are not those that were expected."""

    def sees(kind: type[Any], *touches: Event) -> Any:
        for touch in touches:
            put(touch)
        return _seen(kind, screens)

    sees(show.EnterPin)
    sees(show.StaffMenu, on.DigitsEntered(STAFF_PIN), on.DigitsEntered(STAFF_PIN))
    sees(show.Attract, on.CancelPressed())
    put(member_on.JoinPressed())
    while touch := _joining(_seen(object, screens)):
        put(touch)
    sees(show.Attract, on.DonePressed())
    sees(show.EnterPin, on.StaffDoorKnocked())
    sees(show.StaffMenu, on.DigitsEntered(STAFF_PIN))
    page = sees(show.StaffMembers, on.StaffPageChosen(StaffPage.MEMBERS))
    while page.is_searching:
        page = sees(show.StaffMembers)
    (member,) = page.rows
    sees(show.StaffMember, on.MemberChosen(member.member.id))
    sees(show.EnterAmount, on.TopUpPressed())
    sees(show.StaffConfirm, on.DigitsEntered(YUAN))
    sees(show.StaffMember, on.ConfirmPressed())
    sees(show.Attract, on.CancelPressed())


def _joining(screen: Screen) -> Event | None:
    """Without a face. None once it is done."""
    match screen:
        case see.Consent():
            return member_on.ConsentGiven(with_face=False)
        case show.EnterPhone():
            return on.DigitsEntered(MEMBER_PHONE)
        case show.EnterPin():
            return on.DigitsEntered(MEMBER_PIN)
        case see.EnterName():
            return member_on.NameEntered("")
        case see.Welcome():
            return None
        case _:
            return on.Touched()


def _seen(kind: type[Any], screens: queue.SimpleQueue[Screen]) -> Any:
    passed = []
    try:
        while not isinstance(screen := screens.get(timeout=WAIT_S), kind):
            passed.append(str(screen))
    except queue.Empty:
        raise RuntimeError(f"No {kind.__name__}, but {', '.join(passed)}") from None
    return screen
