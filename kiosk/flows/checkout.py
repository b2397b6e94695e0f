"""What this kiosk takes, and the purchase that begins with what a shopper chose.

Knows the settings and which services work now; the journeys themselves are identify.py (who
pays?) and purchase.py (from the yes to the receipt).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.identity import Identity, Proof
from kiosk.domain.member import Member
from kiosk.domain.payment import CHARGES_BY_AGREEMENT, HOLDS_FOR_MEMBERS, ByScreen, Rail
from kiosk.domain.payment_code import rail_of
from kiosk.domain.risk import Evidence
from kiosk.domain.ways import (
    ChosenWay,
    DownRail,
    Offer,
    OfferedWay,
    WayKind,
    offered_ways,
    way_chosen,
)
from kiosk.flows.consent import CodeConsent, Consent, GivenConsent, MemberConsent, Yes
from kiosk.flows.purchase import Purchase, PurchasePolicy


@dataclass(frozen=True, slots=True)
class Identified:
    """`seen`: what the camera saw of a face; another deed is judged by it anew."""

    identity: Identity
    member: Member
    seen: Evidence | None = None


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """A payment code that came before the amount was on the screen."""

    code: str = field(repr=False)


Payer = Identified | ChosenWay | ScannedCode
"""Who, or what, is about to pay."""


class Checkout:
    def __init__(
        self,
        catalogue: Catalogue,
        offer: Offer,
        policy: PurchasePolicy,
        new_id: Callable[[], str],
    ) -> None:
        self._catalogue = catalogue
        self._offer = offer
        self._policy = policy
        self._new_id = new_id
        self._down: tuple[DownRail, ...] = ()

    @property
    def ways(self) -> tuple[OfferedWay, ...]:
        return offered_ways(self._offer, self._down)

    @property
    def takes_members(self) -> bool:
        return self._offer.takes_members

    def rails_changed(self, down: tuple[DownRail, ...]) -> bool:
        """False for what is known already."""
        is_news, self._down = down != self._down, down
        return is_news

    def is_payment_code(self, code: str) -> bool:
        """Whether a scan is meant to pay, and codes are taken now."""
        return rail_of(code) is not None and bool(self._code_rails)

    def purchase(self, payer: Payer, cart: Cart, *, is_offline: bool) -> Purchase | None:
        """None for a way that stopped working between the screen and the touch."""
        consent = self._consent(payer, cart, is_offline=is_offline)
        if consent is None:
            return None
        has_door = self._policy.opens_door and not cart.debts
        policy = replace(self._policy, opens_door=has_door)
        return Purchase(consent, cart, self._catalogue, policy, self._new_id, self.ways)

    @property
    def _code_rails(self) -> tuple[str, ...]:
        way = way_chosen(self.ways, ChosenWay(WayKind.CODE))
        return way.rails if way else ()

    def _consent(self, payer: Payer, cart: Cart, *, is_offline: bool) -> Consent | None:
        match payer:
            case Identified(identity, member):
                limits = self._policy.offline if is_offline else None
                rails, confirm_s = self.rails_of(member), self._policy.confirm_s
                if identity.proof is Proof.FACE:
                    confirm_s = min(confirm_s, self._policy.face_confirm_s)
                return MemberConsent(
                    identity,
                    member,
                    cart,
                    rails,
                    confirm_s,
                    limits,
                    asked=self.can_be_asked(self._charging),
                    greyed=self._greyed(member),
                )
            case ScannedCode(code):
                return CodeConsent(cart, self._code_rails, self._policy.present_s, code)
            case ChosenWay():
                way = way_chosen(self.ways, payer)
                return self._consent_to(way, cart) if way else None

    def _consent_to(self, way: OfferedWay, cart: Cart) -> Consent:
        match way.kind:
            case WayKind.CODE:
                return CodeConsent(cart, way.rails, self._policy.present_s)
            case WayKind.SCREEN:
                return GivenConsent(Yes(Identity("", Proof.APP), way.rails[0], ByScreen()))
            case WayKind.COUNTER:
                return GivenConsent(Yes(Identity("", Proof.STAFF), way.rails[0], ByScreen()))

    def rails_of(self, member: Member) -> tuple[str, ...]:
        """The wallet, and the agreements that this member has and that work now."""
        return (*self._wallet, *self._agreed(member, self._charging))

    def holding_rails_of(self, member: Member) -> tuple[str, ...]:
        """Likewise, of those that can set money aside: a cabinet takes it when its door is shut."""
        return (*self._wallet, *self._agreed(member, self._holding))

    def can_be_asked(self, rails: tuple[str, ...]) -> tuple[str, ...]:
        down = {one.rail for one in self._down}
        return tuple(rail for rail in rails if rail not in down)

    @property
    def down(self) -> tuple[DownRail, ...]:
        return self._down

    @property
    def agreements(self) -> tuple[str, ...]:
        """Whose agreements members may have, as far as they are of any use here."""
        return self._offer.agreements

    @property
    def can_hold(self) -> tuple[str, ...]:
        """Services that are worth asking at a cabinet."""
        return self.can_be_asked(self._holding)

    @property
    def can_sign(self) -> tuple[str, ...]:
        return self._offer.signs

    @property
    def _wallet(self) -> tuple[str, ...]:
        return (Rail.WALLET,) if self._offer.wallet else ()

    @property
    def _charging(self) -> tuple[str, ...]:
        return tuple(rail for rail in self._offer.agreements if rail in CHARGES_BY_AGREEMENT)

    @property
    def _holding(self) -> tuple[str, ...]:
        return tuple(rail for rail in self._offer.agreements if rail in HOLDS_FOR_MEMBERS)

    def _agreed(self, member: Member, rails: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(rail for rail in self.can_be_asked(rails) if rail in member.agreements)

    def _greyed(self, member: Member) -> tuple[DownRail, ...]:
        """Cannot be asked now, and nobody said lately that there is none."""
        maybe = {rail for rail in self._charging if rail not in member.no_agreements}
        return tuple(one for one in self._down if one.rail in maybe)
