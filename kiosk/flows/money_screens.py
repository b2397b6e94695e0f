"""What a person sees while paying: ways, the amount, codes, waiting, and what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.cart import Cart
from kiosk.domain.money import Money
from kiosk.domain.offline import OfflineAllowed, OfflineRefused
from kiosk.domain.payment import Rail
from kiosk.domain.problems import Problem
from kiosk.domain.ways import DownRail, OfferedWay


@dataclass(frozen=True, slots=True)
class ChoosePayment:
    """Face, phone and `ways`, all equally large. What does not work says why in its place.

    `takes_members`: False where being recognised is of no use, so face and phone are not offered.
    `offline`: what wallets may still spend here without the back office, once a limit is near.
    """

    cart: Cart
    why_no_face: Problem | None = None
    ways: tuple[OfferedWay, ...] = ()
    takes_members: bool = True
    offline: OfflineAllowed | OfflineRefused | None = None


@dataclass(frozen=True, slots=True)
class ConfirmPayment:
    """The amount is on the button. `valid_s`: how long this yes stays open.

    `rails`: what this member can pay from, the large button's first; none while a service is asked
    whether it charges this member. `greyed`: agreements that cannot be used now, and why.
    `offline`: how much the wallet may still spend without the back office, once that limit is near.
    """

    masked: str
    cart: Cart
    valid_s: int
    by_face: bool
    rails: tuple[str, ...] = (Rail.WALLET,)
    offline: OfflineAllowed | None = None
    greyed: tuple[DownRail, ...] = ()


class CodeTrouble(StrEnum):
    """Why what was scanned does not pay."""

    NOT_A_CODE = "not_a_code"
    PRODUCT = "product"
    NOT_ACCEPTED = "not_accepted"
    """A good code of a service that this shop does not take, or cannot reach now."""
    USED_UP = "used_up"
    """The service says: expired, used before, or never given out."""


@dataclass(frozen=True, slots=True)
class PresentCode:
    """Waiting for the payment code of an app. Presenting it here is the yes to the amount."""

    amount: Money
    rails: tuple[str, ...]
    valid_s: int
    trouble: CodeTrouble | None = None


@dataclass(frozen=True, slots=True)
class ConfirmCode:
    """A code came before the amount was seen: it is charged only after one tap."""

    cart: Cart
    rail: str
    valid_s: int


@dataclass(frozen=True, slots=True)
class Paying:
    """`is_slow` once the answer takes longer than people expect. `can_stop`: the payer may give
    up, because somebody else's answer is waited for; a wallet always answers."""

    amount: Money
    is_slow: bool = False
    rail: str = Rail.WALLET
    can_stop: bool = False


@dataclass(frozen=True, slots=True)
class ShowCode:
    """A QR code for the shopper's app: money moves when the app scans it and is told yes."""

    amount: Money
    rail: str
    code_url: str
    valid_s: int


@dataclass(frozen=True, slots=True)
class ConfirmInApp:
    """The service waits for the shopper: a password or a tap in the app."""

    amount: Money
    rail: str
    valid_s: int


@dataclass(frozen=True, slots=True)
class PayAtCounter:
    """The order waits for staff. `order_id` is what the shopper names there."""

    amount: Money
    order_id: str
    valid_s: int


@dataclass(frozen=True, slots=True)
class Cancelling:
    """Given up on: the service is being asked to make sure that no money stays moved."""

    amount: Money


class PaymentTrouble(StrEnum):
    NOT_ENOUGH = "not_enough"
    DECLINED = "declined"
    OVER_LIMIT = "over_limit"
    CLOSED = "closed"
    """The answer never came, and the payment was closed: nothing was charged."""
    STOPPED = "stopped"
    """The shopper gave up, or time was up: closed, nothing was charged."""
    REVERSED = "reversed"
    """Money had moved; closing the payment gave it back."""
    GOING_BACK = "going_back"
    """It was paid after the shopper had given up: a refund is under way."""
    GIVEN_UP = "given_up"
    """No answer to closing it either. No charge will stand: the guard sees to it."""
    UNKNOWN = "unknown"
    """Paid or not, it could not be written down. Staff must look."""
    NO_RAIL = "no_rail"
    """This member has nothing to pay from here: no wallet, and no agreement."""
    NO_AGREEMENT = "no_agreement"
    """The service says that there is no agreement (any more): nothing was charged."""
    AGREEMENT_UNKNOWN = "agreement_unknown"
    """Nobody could be asked whether this member has one."""
    OFFLINE_MEMBER = "offline_member"
    OFFLINE_KIOSK = "offline_kiosk"
    OFFLINE_HOURS = "offline_hours"
    """Wallets may not pay so much while the back office is out of reach."""


@dataclass(frozen=True, slots=True)
class PaymentProblem:
    """`ways` and `rails` (of this member's agreements): pay all of it another way, at once.

    `balance`: what the wallet holds; offline: what it may still spend.
    """

    trouble: PaymentTrouble
    amount: Money
    order_id: str
    balance: Money | None = None
    ways: tuple[OfferedWay, ...] = ()
    rails: tuple[str, ...] = ()


MoneyScreen = (
    ChoosePayment | ConfirmPayment | PresentCode | ConfirmCode | Paying | ShowCode | ConfirmInApp
    | PayAtCounter | Cancelling | PaymentProblem
)  # fmt: skip
