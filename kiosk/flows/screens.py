"""What a person sees: one frozen value per screen. Meaning only; ui/ gives words and looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.money import Money
from kiosk.domain.problems import Problem
from kiosk.domain.queue_number import Ticket
from kiosk.domain.receipt import Receipt
from kiosk.flows.records import Finding, MemberRow, OrderRow


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


# --- shopping ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attract:
    """Nobody is here. `recovered` is the receipt of an order that a restart finished."""

    faces_work: bool
    recovered: Receipt | None = None


class BrowseNotice(StrEnum):
    UNKNOWN_BARCODE = "unknown_barcode"
    SOLD_OUT = "sold_out"
    CART_FULL = "cart_full"


@dataclass(frozen=True, slots=True)
class Browse:
    catalogue: Catalogue
    cart: Cart
    notice: BrowseNotice | None = None


@dataclass(frozen=True, slots=True)
class ChoosePayment:
    """Two ways, equally large. When faces do not work, `why_no_face` says so in their place."""

    cart: Cart
    why_no_face: Problem | None = None


@dataclass(frozen=True, slots=True)
class LookAtCamera:
    """Live preview with a framing ring. `progress` 0..1; `cart` only when paying."""

    purpose: Purpose
    hint: FaceHint
    progress: float = 0.0
    cart: Cart | None = None


@dataclass(frozen=True, slots=True)
class NotRecognised:
    cart: Cart


@dataclass(frozen=True, slots=True)
class ConfirmPayment:
    """The amount is on the button. `valid_s`: how long this yes stays open."""

    masked: str
    cart: Cart
    valid_s: int
    by_face: bool


@dataclass(frozen=True, slots=True)
class Paying:
    """`is_slow` once the answer takes longer than people expect. No way back from here."""

    amount: Money
    is_slow: bool = False


class PaymentTrouble(StrEnum):
    NOT_ENOUGH = "not_enough"
    DECLINED = "declined"
    CLOSED = "closed"
    """The answer never came, and the payment was closed: nothing was charged."""
    UNKNOWN = "unknown"
    """Still no answer. Staff must look; nothing will be charged twice."""


@dataclass(frozen=True, slots=True)
class PaymentProblem:
    trouble: PaymentTrouble
    amount: Money
    order_id: str
    balance: Money | None = None


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


@dataclass(frozen=True, slots=True)
class Result:
    receipt: Receipt
    door: DoorNotice
    printing: PrintNotice


# --- typing -----------------------------------------------------------------------------------


class PhoneTrouble(StrEnum):
    NOT_A_NUMBER = "not_a_number"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class EnterPhone:
    purpose: Purpose
    trouble: PhoneTrouble | None = None


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


@dataclass(frozen=True, slots=True)
class EnterPin:
    """`for_staff`: the staff PIN; else the member's. `can_skip`: a face was agreed to."""

    step: PinStep
    trouble: PinTrouble | None = None
    tries_left: int = 0
    locked_for_s: int = 0
    for_staff: bool = False
    can_skip: bool = False
    masked_phone: str = ""


# --- joining ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Consent:
    """`why_no_face`: joining by face cannot be offered now."""

    why_no_face: Problem | None = None


@dataclass(frozen=True, slots=True)
class EnterName:
    pass


@dataclass(frozen=True, slots=True)
class Welcome:
    masked: str
    has_face: bool


@dataclass(frozen=True, slots=True)
class AlreadyMember:
    masked: str


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
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class StaffMenu:
    kiosk_id: str


@dataclass(frozen=True, slots=True)
class StaffStatus:
    """`findings` is empty while the checks run."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class StaffMembers:
    rows: tuple[MemberRow, ...]
    searched: str = field(default="", repr=False)


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
    row: OrderRow
    receipt: Receipt | None
    door: DoorNotice = DoorNotice.NONE
    printing: PrintNotice = PrintNotice.NONE


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
    Attract | Browse | ChoosePayment | LookAtCamera | NotRecognised | ConfirmPayment | Paying
    | PaymentProblem | Result | EnterPhone | EnterPin | Consent | EnterName | Welcome
    | AlreadyMember | JoinFailed | StaffMenu | StaffStatus | StaffMembers | StaffMember
    | EnterAmount | StaffConfirm | StaffOrders | StaffOrder | StaffQueue | Restarting | OutOfOrder
)  # fmt: skip
