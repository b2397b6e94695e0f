"""The ways to pay that need no membership: what the settings allow, and what works right now.

Owns which ways a shopper is offered and why one of them is greyed. Face and phone number are
always offered; whether the camera works is a fault of the kiosk (domain/problems.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WayKind(StrEnum):
    CODE = "code"  # the payment code of an app, shown to the scanner
    SCREEN = "screen"  # a QR code on our screen, scanned by the app
    COUNTER = "counter"  # cash or card, confirmed by staff


class WhyNot(StrEnum):
    """Why a rail cannot be used. Each has its own plain words in ui/wording_paying.py."""

    OFFLINE = "offline"  # the kiosk has no way to the service: it comes back by itself
    TURNED_AWAY = "turned_away"  # the service or the gateway does not accept us: somebody must act


@dataclass(frozen=True, slots=True)
class DownRail:
    rail: str
    why: WhyNot


@dataclass(frozen=True, slots=True)
class Offer:
    """What the settings allow, as names of rails in the order in which they are shown.

    `agreements`: rails that may be charged without a code, for members who agreed to that there;
    `signs`: those whose agreement can be made on our screen.
    `counter`: what staff take, cash or card.
    """

    wallet: bool = True
    code: tuple[str, ...] = ()
    screen: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()

    @property
    def takes_members(self) -> bool:
        """Whether being recognised is of any use: by face, or by phone number and PIN."""
        return self.wallet or bool(self.agreements)


@dataclass(frozen=True, slots=True)
class OfferedWay:
    """One card of the choice. `rails`: the services behind it. `why_not`: greyed, and why."""

    kind: WayKind
    rails: tuple[str, ...] = ()
    why_not: WhyNot | None = None


@dataclass(frozen=True, slots=True)
class ChosenWay:
    """What a shopper touched. `rail`: the service of a QR code, else empty."""

    kind: WayKind
    rail: str = ""


def way_chosen(ways: tuple[OfferedWay, ...], chosen: ChosenWay) -> OfferedWay | None:
    """The offered way behind a touch; None for one that is greyed, or was never offered."""
    for way in ways:
        is_it = way.kind is chosen.kind and (not chosen.rail or chosen.rail in way.rails)
        if is_it and way.why_not is None:
            return way
    return None


def offered_ways(offer: Offer, down: tuple[DownRail, ...]) -> tuple[OfferedWay, ...]:
    """One card for codes of any app, one for each service's QR code, one for the counter."""
    reasons = {one.rail: one.why for one in down}
    return (
        *((_code_way(offer.code, reasons),) if offer.code else ()),
        *(OfferedWay(WayKind.SCREEN, (rail,), reasons.get(rail)) for rail in offer.screen),
        *((OfferedWay(WayKind.COUNTER, offer.counter),) if offer.counter else ()),
    )


def _code_way(rails: tuple[str, ...], reasons: dict[str, WhyNot]) -> OfferedWay:
    """Usable while one of its services is: the others' codes are answered with the reason."""
    working = tuple(rail for rail in rails if rail not in reasons)
    if working:
        return OfferedWay(WayKind.CODE, working)
    return OfferedWay(WayKind.CODE, rails, reasons[rails[0]])
