"""What a person sees: one frozen value per screen. Meaning only; ui/ gives words and looks.

Here is what all journeys share, shopping and the staff's pages; the rest is in the …_screens.py
beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.money import Money
from kiosk.domain.problems import Problem
from kiosk.domain.queue_number import Ticket
from kiosk.domain.receipt import Receipt
from kiosk.domain.receipt_lines import PrinterTrouble
from kiosk.domain.risk import Decision, Reason
from kiosk.flows.cabinet_screens import CabinetScreen
from kiosk.flows.code_screens import CodeScreen
from kiosk.flows.commissioning_screens import CommissioningScreen
from kiosk.flows.decision_screens import DecisionScreen
from kiosk.flows.face_screens import FaceScreen
from kiosk.flows.member_screens import MemberScreen
from kiosk.flows.money_screens import MoneyScreen
from kiosk.flows.purpose import Purpose
from kiosk.flows.records import Finding, MemberRow, OrderRow
from kiosk.flows.staff_records import Refundable
from kiosk.flows.staff_screens import StaffScreen

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
    NO_MESSAGE = "no_message"
    """The code could not be sent: it is typed again instead."""


class PhoneStep(StrEnum):
    WHOLE = "whole"
    REPEAT = "repeat"
    LAST_FOUR = "last_four"


@dataclass(frozen=True, slots=True)
class EnterPhone:
    """`reasons`: a face was matched, and this is why more is asked for; `tries_left` of that.
    `sends_code`: a message goes to this number next."""

    purpose: Purpose
    trouble: PhoneTrouble | None = None
    step: PhoneStep = PhoneStep.WHOLE
    reasons: tuple[Reason, ...] = ()
    tries_left: int = 0
    sends_code: bool = False


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
    `is_witness`: staff are to see that a member is who they say; `of_guardian`: that one is there.

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
    of_guardian: bool = False


# --- staff ------------------------------------------------------------------------------------


class StaffPage(StrEnum):
    MENU = "menu"
    STATUS = "status"
    MEMBERS = "members"
    FACES = "faces"
    """What the risk engine decided, and why."""
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
    CLOCK_AHEAD = "clock_ahead"


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
    Attract | Browse | Result | EnterPhone | EnterPin | StaffMenu | StaffStatus | StaffMembers
    | StaffMember | EnterAmount | StaffConfirm | StaffOrders | StaffOrder | StaffQueue | Restarting
    | OutOfOrder | MemberScreen | StaffScreen | CabinetScreen | CommissioningScreen | MoneyScreen
    | FaceScreen | DecisionScreen
    | CodeScreen
)  # fmt: skip
