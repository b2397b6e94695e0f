"""How a shopper says yes to an amount: a recognised member's tap, or the payment code of an app.

    member: (offline? asked) ─▶ confirming ─ tap ─▶ yes
    code:   presenting ─ a code of a service we take ─▶ yes
            confirming a code that came too early ─ tap ─▶ yes

Presenting a code on the screen that shows the amount is the yes; a code that was scanned before
that is charged only after one tap. A QR code on our screen and the counter need no asking: the
yes is said in the app, or with money in hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from kiosk.domain.agreement import Standing
from kiosk.domain.barcode import is_gtin
from kiosk.domain.cart import Cart
from kiosk.domain.identity import Identity, Proof
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.domain.offline import (
    OfflineAllowed,
    OfflineLimits,
    OfflineReason,
    OfflineRefused,
    wallet_while_offline,
)
from kiosk.domain.payment import ByCode, ByMember, Means, Rail
from kiosk.domain.payment_code import rail_of
from kiosk.domain.ways import DownRail, WhyNot
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows.agreement_effects import LookAtAgreements
from kiosk.flows.agreement_events import AgreementLooked
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event

CONFIRM, PRESENT = "confirm", "present"


@dataclass(frozen=True, slots=True)
class Yes:
    """Who said yes, and how it is charged."""

    identity: Identity
    rail: str
    means: Means


class No(Enum):
    NOT_ME = auto()
    OTHER_WAY = auto()
    LEFT = auto()


@dataclass(frozen=True, slots=True)
class CannotPay:
    """This member has nothing to pay from now. `left`: what the wallet may still spend."""

    trouble: money_show.PaymentTrouble
    left: Money | None = None


Answer = Yes | No | CannotPay

_OFFLINE = {
    OfflineReason.MEMBER: money_show.PaymentTrouble.OFFLINE_MEMBER,
    OfflineReason.KIOSK: money_show.PaymentTrouble.OFFLINE_KIOSK,
    OfflineReason.HOURS: money_show.PaymentTrouble.OFFLINE_HOURS,
}


class MemberConsent:
    """One tap of a recognised member. `answer` is set once it is over.

    `rails`: what this member may pay from, the first on the large button. `limits` are given
    while the back office is out of reach: then the wallet is asked for before it is offered.
    `asked`: agreements that the services are asked about now. Nobody waits for them: the page
    stands, and a button appears when an answer comes. `greyed`: what cannot be asked now.
    """

    def __init__(  # noqa: PLR0913 - what a checkout knows
        self,
        identity: Identity,
        member: Member,
        cart: Cart,
        rails: tuple[str, ...],
        confirm_s: float,
        limits: OfflineLimits | None = None,
        *,
        asked: tuple[str, ...] = (),
        greyed: tuple[DownRail, ...] = (),
    ) -> None:
        self.identity = identity
        self._member = member
        self._cart = cart
        self.rails = rails
        self._confirm_s = confirm_s
        self._limits = limits if Rail.WALLET in rails else None
        self._is_asking = False
        self._asked = asked
        self._pending = set(asked)
        self._greyed = greyed
        self._without: CannotPay | None = None
        self._offline: OfflineAllowed | None = None
        self.answer: Answer | None = None

    def start(self) -> list[Effect]:
        self.answer = None
        look = [LookAtAgreements(self._member.id, self._asked)] if self._asked else []
        if self._limits:
            self._is_asking = True
            return [do.ReadOfflineUse(self._member.id), *look]
        return [*self._ask(), *look]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case money_on.OfflineUseRead() if self._is_asking:
                return self._offline_use_read(event)
            case on.NotDone(do.ReadOfflineUse()) if self._is_asking:
                return self._without_wallet(CannotPay(money_show.PaymentTrouble.DECLINED))
            case AgreementLooked(member_id, rail) if self._has_asked(member_id, rail):
                return self._looked(rail, event.standing)
            case money_on.RailsChanged(down):
                return self._rails_changed(down)
            case on.ConfirmPressed() if not self._is_asking and self.rails:
                return self._answered(self.yes_from(self.rails[0]))
            case money_on.PayFromPressed(rail) if not self._is_asking and rail in self.rails:
                return self._answered(self.yes_from(rail))
            case money_on.NotMePressed() | on.BackPressed():
                return self._answered(No.NOT_ME)
            case on.TimedOut(timer) if timer == CONFIRM:
                return self._answered(No.NOT_ME)
            case on.CancelPressed():
                return self._answered(No.LEFT)
            case _:  # a late frame, or a second tap that was meant for the last screen
                return []

    def yes_from(self, rail: str) -> Yes:
        return Yes(self.identity, rail, ByMember())

    def _offline_use_read(self, read: money_on.OfflineUseRead) -> list[Effect]:
        self._is_asking = False
        if self._limits and read.use:  # no use: contact is back already
            said = wallet_while_offline(self._limits, read.use, self._cart.total, read.now)
            if isinstance(said, OfflineRefused):
                return self._without_wallet(CannotPay(_OFFLINE[said.reason], said.left))
            self._offline = said if said.is_near else None
        return self._ask()

    def _without_wallet(self, otherwise: CannotPay) -> list[Effect]:
        self._is_asking = False
        self.rails = tuple(rail for rail in self.rails if rail != Rail.WALLET)
        self._without = otherwise
        return self._ask()

    # --- agreements ---------------------------------------------------------------------------

    def _has_asked(self, member_id: str, rail: str) -> bool:
        return member_id == self._member.id and rail in self._asked

    def _looked(self, rail: str, standing: Standing) -> list[Effect]:
        """No answer takes no button away that was there, and leaves word why there is none."""
        self._pending.discard(rail)
        before = self.rails
        if standing is Standing.AGREED and rail not in before:
            self.rails = (*before, rail)
        elif standing is Standing.NONE:
            self.rails = tuple(one for one in before if one != rail)
        elif standing is Standing.UNKNOWN and rail not in before:
            self._greyed = (*self._greyed, DownRail(rail, WhyNot.OFFLINE))
        return self._ask_again()

    def _rails_changed(self, down: tuple[DownRail, ...]) -> list[Effect]:
        """What went away is grey, what came back is asked for anew."""
        gone = {one.rail for one in down}
        back = tuple(one.rail for one in self._greyed if one.rail not in gone)
        new = tuple(one for one in down if one.rail in self.rails)
        if not back and not new:
            return []
        self.rails = tuple(rail for rail in self.rails if rail not in gone)
        self._greyed = (*(one for one in self._greyed if one.rail in gone), *new)
        self._asked = (*self._asked, *(rail for rail in back if rail not in self._asked))
        self._pending.update(back)
        look = [LookAtAgreements(self._member.id, back)] if back else []
        return [*self._ask_again(), *look]

    def _ask_again(self) -> list[Effect]:
        if self._is_asking or self.answer is not None:
            return []
        if self.rails or self._pending:
            return [do.Show(self._screen())]
        return [do.StopTimer(CONFIRM), *self._ask()]

    # --- the question -------------------------------------------------------------------------

    def _ask(self) -> list[Effect]:
        if not self.rails and not self._pending:
            trouble = money_show.PaymentTrouble
            nothing = trouble.AGREEMENT_UNKNOWN if self._greyed else trouble.NO_RAIL
            self.answer = self._without or CannotPay(nothing)
            return []
        return [do.StartTimer(CONFIRM, self._confirm_s), do.Show(self._screen())]

    def _screen(self) -> money_show.ConfirmPayment:
        return money_show.ConfirmPayment(
            self._member.masked,
            self._cart,
            round(self._confirm_s),
            self.identity.proof is Proof.FACE,
            self.rails,
            self._offline,
            self._greyed,
        )

    def _answered(self, answer: Answer) -> list[Effect]:
        self.answer = answer
        return [do.StopTimer(CONFIRM)]


class CodeConsent:
    """A payment code, scanned at the amount, or before it. `answer` is set once it is over.

    `rails`: the services whose codes are taken now. `early`: a code that came before the amount
    was seen. Codes are held in memory only, and no longer than the shopper tries: the last one, so
    that a phone that still lies on the scanner does not make one dead payment after the other.
    """

    def __init__(
        self, cart: Cart, rails: tuple[str, ...], present_s: float, early: str = ""
    ) -> None:
        self._cart = cart
        self._rails = rails
        self._present_s = present_s
        self._early = early if rail_of(early) in rails else ""
        self._last = ""
        self._screen = money_show.PresentCode(cart.total, rails, round(present_s))
        if early and not self._early:
            self._screen = replace(self._screen, trouble=money_show.CodeTrouble.NOT_ACCEPTED)
        self.answer: Answer | None = None

    def start(self) -> list[Effect]:
        self.answer = None
        screen = self._confirm_screen() if self._early else self._screen
        return [do.StartTimer(PRESENT, self._present_s), do.Show(screen)]

    def start_again(self) -> list[Effect]:
        """The service did not take the last code: a fresh one, please."""
        self._early = ""
        self._screen = replace(self._screen, trouble=money_show.CodeTrouble.USED_UP)
        return self.start()

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case on.BarcodeScanned(code):
                return self._scanned(code)
            case on.ConfirmPressed() if self._early:
                return self._yes(self._early)
            case on.BackPressed():
                return self._answered(No.OTHER_WAY)
            case on.TimedOut(timer) if timer == PRESENT:
                return self._answered(No.OTHER_WAY)
            case on.CancelPressed():
                return self._answered(No.LEFT)
            case _:
                return []

    def _scanned(self, code: str) -> list[Effect]:
        rail = rail_of(code)
        if code and code == self._last:
            return []  # the screen says already that it was used
        if rail in self._rails:
            if not self._early:
                return self._yes(code)
            self._early = code  # fresher than the one that waits for its tap
            return [do.StartTimer(PRESENT, self._present_s), do.Show(self._confirm_screen())]
        if self._early:
            return []
        self._screen = replace(self._screen, trouble=_trouble(code, rail))
        return [do.Show(self._screen)]

    def _confirm_screen(self) -> money_show.ConfirmCode:
        return money_show.ConfirmCode(self._cart, str(rail_of(self._early)), round(self._present_s))

    def _yes(self, code: str) -> list[Effect]:
        self._last = code
        rail = str(rail_of(code))
        return self._answered(Yes(Identity("", Proof.APP), rail, ByCode(code)))

    def _answered(self, answer: Answer) -> list[Effect]:
        self._early = ""
        self.answer = answer
        return [do.StopTimer(PRESENT)]


def _trouble(code: str, rail: Rail | None) -> money_show.CodeTrouble:
    if rail is not None:
        return money_show.CodeTrouble.NOT_ACCEPTED
    return money_show.CodeTrouble.PRODUCT if is_gtin(code) else money_show.CodeTrouble.NOT_A_CODE


class GivenConsent:
    """Nothing to ask here: the yes comes with the app's scan, or with money at the counter."""

    def __init__(self, yes: Yes) -> None:
        self._yes = yes
        self.answer: Answer | None = None

    def start(self) -> list[Effect]:
        self.answer = self._yes
        return []

    def handle(self, event: Event) -> list[Effect]:
        return []


Consent = MemberConsent | CodeConsent | GivenConsent
