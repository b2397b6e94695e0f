"""What a person sees: one frozen value per screen. Meaning only; ui/ gives words and looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.money import Money
from kiosk.domain.offline import OfflineAllowed, OfflineRefused
from kiosk.domain.payment import Rail
from kiosk.domain.problems import Problem
from kiosk.domain.queue_number import Ticket
from kiosk.domain.receipt import Receipt
from kiosk.domain.receipt_lines import PrinterTrouble
from kiosk.domain.risk import Decision, Reason
from kiosk.domain.ways import DownRail, OfferedWay
from kiosk.flows.cabinet_screens import CabinetScreen
from kiosk.flows.commissioning_screens import CommissioningScreen
from kiosk.flows.member_screens import MemberScreen
from kiosk.flows.records import Finding, MemberRow, OrderRow
from kiosk.flows.staff_records import Refundable
from kiosk.flows.staff_screens import StaffScreen
from models.liveness_active import Gesture


class FaceHint(StrEnum):
    """What the framing ring says. Each has its own plain words."""

    LOOK_HERE = "look_here"
    ONE_AT_A_TIME = "one_at_a_time"
    COME_CLOSER = "come_closer"
    STEP_BACK = "step_back"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    HOLD_STILL = "hold_still"
    FACE_THE_CAMERA = "face_the_camera"
    GOOD = "good"
    TURN_A_LITTLE = "turn_a_little"


class Purpose(StrEnum):
    PAY = "pay"
    JOIN = "join"
    DATA = "data"
    """To see, and delete, what is kept of oneself."""
    RETAKE = "retake"
    """A member's face is taken anew."""
    ADD = "add"
    """A member without a face adds one."""


# --- shopping ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attract:
    """Nobody is here. `recovered` is the receipt of an order that a restart finished.

    `can_join`: False while nothing of members can be read or written.
    """

    faces_work: bool
    recovered: Receipt | None = None
    can_join: bool = True


class BrowseNotice(StrEnum):
    UNKNOWN_BARCODE = "unknown_barcode"
    NOTHING_TO_PAY = "nothing_to_pay"
    SOLD_OUT = "sold_out"
    CART_FULL = "cart_full"


@dataclass(frozen=True, slots=True)
class Browse:
    catalogue: Catalogue
    cart: Cart
    notice: BrowseNotice | None = None


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
class LookAtCamera:
    """Live preview with a framing ring. `progress` 0..1; `cart` only when paying."""

    purpose: Purpose
    hint: FaceHint
    progress: float = 0.0
    cart: Cart | None = None


class AliveTrouble(StrEnum):
    """Why the gestures are asked for once more."""

    WRONG_WAY = "wrong_way"
    TOO_SLOW = "too_slow"
    OTHER_FACE = "other_face"
    MISSED = "missed"
    """Frames were lost while the head moved: whoever moves more slowly is seen."""
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class ProveAlive:
    """Asks for one gesture after the other, in pictures; None is "look straight ahead".

    `done` of `gestures` were seen; `reached` 0..1 is how far this one has come. `hint`: what is in
    the way of seeing it.
    """

    purpose: Purpose
    gesture: Gesture | None
    done: int
    gestures: int
    reached: float = 0.0
    hint: FaceHint | None = None
    trouble: AliveTrouble | None = None
    cart: Cart | None = None


@dataclass(frozen=True, slots=True)
class NotAlive:
    """The gestures were not seen, twice: this purchase is paid another way."""

    cart: Cart


@dataclass(frozen=True, slots=True)
class NotRecognised:
    """`reasons`: why a face that was recognised does not pay now; none: it was not recognised."""

    cart: Cart
    reasons: tuple[Reason, ...] = ()


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


class DoorNotice(StrEnum):
    NONE = "none"
    OPENING = "opening"
    OPEN = "open"
    ASK_STAFF = "ask_staff"


class PrintNotice(StrEnum):
    NONE = "none"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"

    @property
    def is_failure(self) -> bool:
        return self in {PrintNotice.FAILED, PrintNotice.NO_PAPER, PrintNotice.COVER_OPEN}


def print_failure(trouble: PrinterTrouble) -> PrintNotice:
    """What people are told: what they can see and mend in words of its own."""
    match trouble:
        case PrinterTrouble.NO_PAPER:
            return PrintNotice.NO_PAPER
        case PrinterTrouble.COVER_OPEN:
            return PrintNotice.COVER_OPEN
        case _:
            return PrintNotice.FAILED


@dataclass(frozen=True, slots=True)
class Result:
    receipt: Receipt
    door: DoorNotice
    printing: PrintNotice


# --- typing -----------------------------------------------------------------------------------


class PhoneTrouble(StrEnum):
    NOT_A_NUMBER = "not_a_number"
    TAKEN = "taken"
    DIFFERENT = "different"
    TOO_SHORT = "too_short"
    WRONG = "wrong"


class PhoneStep(StrEnum):
    WHOLE = "whole"
    REPEAT = "repeat"
    LAST_FOUR = "last_four"


@dataclass(frozen=True, slots=True)
class EnterPhone:
    """`reasons`: a face was matched, and this is why more is asked for; `tries_left` of that."""

    purpose: Purpose
    trouble: PhoneTrouble | None = None
    step: PhoneStep = PhoneStep.WHOLE
    reasons: tuple[Reason, ...] = ()
    tries_left: int = 0


class PinStep(StrEnum):
    ENTER = "enter"
    CHOOSE = "choose"
    REPEAT = "repeat"


class PinTrouble(StrEnum):
    WRONG = "wrong"
    LOCKED = "locked"
    EASY = "easy"
    DIFFERENT = "different"
    NOT_SIX_DIGITS = "not_six_digits"
    OUT_OF_REACH = "out_of_reach"
    """The staff's: it cannot be checked, because the device secret is lost."""


@dataclass(frozen=True, slots=True)
class EnterPin:
    """`for_staff`: the staff PIN; else the member's. `can_skip`: a face was agreed to.
    `is_witness`: staff are to see that a member is who they say.

    `reasons`: a face was matched, and this is why the PIN is asked for. `face_goes`: it is chosen
    by a member who has the face deleted.
    """

    step: PinStep
    trouble: PinTrouble | None = None
    tries_left: int = 0
    locked_for_s: int = 0
    for_staff: bool = False
    can_skip: bool = False
    masked_phone: str = ""
    reasons: tuple[Reason, ...] = ()
    face_goes: bool = False
    is_witness: bool = False


# --- joining ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Consent:
    """`why_no_face`: joining by face cannot be offered now. `adds`: to a member who has none."""

    why_no_face: Problem | None = None
    adds: bool = False


@dataclass(frozen=True, slots=True)
class EnterName:
    pass


@dataclass(frozen=True, slots=True)
class Welcome:
    """`can_agree`: with a payment service, on this screen, to be charged without a code."""

    masked: str
    has_face: bool
    can_agree: bool = False


@dataclass(frozen=True, slots=True)
class AlreadyMember:
    """This face has joined before. No name: it may be somebody who looks like the member."""


@dataclass(frozen=True, slots=True)
class JoinFailed:
    """The face was not captured. `RetryPressed`, or `ConfirmPressed` to join without.

    `why_no_face`: trying again makes no sense now, and why.
    """

    why_no_face: Problem | None = None


# --- staff ------------------------------------------------------------------------------------


class StaffPage(StrEnum):
    MENU = "menu"
    STATUS = "status"
    MEMBERS = "members"
    ORDERS = "orders"
    QUEUE = "queue"
    COUNTER = "counter"
    DAY_END = "day_end"
    REVIEWS = "reviews"
    RESTOCK = "restock"
    COMMISSIONING = "commissioning"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class StaffMenu:
    kiosk_id: str
    has_cabinets: bool = False


@dataclass(frozen=True, slots=True)
class StaffStatus:
    """`findings` is empty while the checks run."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class StaffMembers:
    """`is_searching`: no answer yet. `failed`: there will be none."""

    rows: tuple[MemberRow, ...]
    searched: str = field(default="", repr=False)
    is_searching: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class StaffMember:
    """`topped_up`: what was added just now."""

    row: MemberRow
    topped_up: Money | None = None


@dataclass(frozen=True, slots=True)
class EnterAmount:
    """How much cash was taken; digits mean whole yuan."""

    row: MemberRow
    is_out_of_range: bool = False


class StaffQuestion(StrEnum):
    TOP_UP = "top_up"
    FORGET = "forget"
    OPEN_DOOR = "open_door"
    RESTART = "restart"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class StaffConfirm:
    """The second tap before something that cannot be undone. `clock`: local time, ISO 8601."""

    question: StaffQuestion
    row: MemberRow | None = None
    amount: Money | None = None
    clock: str = ""


@dataclass(frozen=True, slots=True)
class StaffOrders:
    rows: tuple[OrderRow, ...]


@dataclass(frozen=True, slots=True)
class StaffOrder:
    """`refundable`: what went back, and what still can; None until it is loaded, or never paid.

    `asked`: what a face was asked for before it paid, and why.
    """

    row: OrderRow
    receipt: Receipt | None
    door: DoorNotice = DoorNotice.NONE
    printing: PrintNotice = PrintNotice.NONE
    refundable: Refundable | None = None
    asked: Decision | None = None


@dataclass(frozen=True, slots=True)
class StaffQueue:
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class Restarting:
    pass


# --- trouble ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OutOfOrder:
    """Nothing can be sold until somebody has done what `problem` says."""

    problem: Problem


Screen = (
    Attract | Browse | ChoosePayment | LookAtCamera | ProveAlive | NotAlive | NotRecognised
    | ConfirmPayment | PresentCode
    | ConfirmCode | Paying | ShowCode | ConfirmInApp | PayAtCounter | Cancelling
    | PaymentProblem | Result | EnterPhone | EnterPin | Consent | EnterName | Welcome
    | AlreadyMember | JoinFailed | StaffMenu | StaffStatus | StaffMembers | StaffMember
    | EnterAmount | StaffConfirm | StaffOrders | StaffOrder | StaffQueue | Restarting | OutOfOrder
    | MemberScreen | StaffScreen | CabinetScreen | CommissioningScreen
)  # fmt: skip
