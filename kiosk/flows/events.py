"""What happened. Every flow is fed with these and nothing else.

Three origins: a person touched the screen, a device reported, or an effect was answered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.hold import HoldOutcome, HoldState
from kiosk.domain.language import Language
from kiosk.domain.leaving import Waits
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.domain.offline import OfflineUse
from kiosk.domain.payment import Outcome, PaymentState
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.queue_number import Ticket, TicketAction
from kiosk.domain.receipt import Receipt
from kiosk.domain.receipt_lines import PrinterTrouble
from kiosk.domain.refund import RefundOutcome, RefundState
from kiosk.domain.risk import Decision
from kiosk.domain.ways import DownRail
from kiosk.flows.adding_face_events import FROM_ADDING_FACE, AddFacePressed
from kiosk.flows.agreement_events import FROM_AGREEING, AgreementEvent
from kiosk.flows.cabinet_events import FROM_CABINET_PEOPLE, CabinetEvent
from kiosk.flows.commissioning_events import FROM_COMMISSIONING_PEOPLE, CommissioningEvent
from kiosk.flows.effects import Effect
from kiosk.flows.records import Finding, MemberRow, OrderRow
from kiosk.flows.staff_events import FROM_STAFF, StaffEvent
from models.results import MatchPolicy, Sighting

# --- a person ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Touched:
    """Any touch that means nothing but "somebody is here"."""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    language: Language


@dataclass(frozen=True, slots=True)
class ShopPressed:
    """From the attract screen into the shop."""


@dataclass(frozen=True, slots=True)
class JoinPressed:
    pass


@dataclass(frozen=True, slots=True)
class ProductAdded:
    sku: str


@dataclass(frozen=True, slots=True)
class ProductRemoved:
    sku: str


@dataclass(frozen=True, slots=True)
class CartCleared:
    pass


@dataclass(frozen=True, slots=True)
class BarcodeScanned:
    """A product's barcode or an app's payment code, which is a permission to charge: not shown."""

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckoutPressed:
    pass


@dataclass(frozen=True, slots=True)
class PayByFacePressed:
    pass


@dataclass(frozen=True, slots=True)
class PayByPhonePressed:
    pass


@dataclass(frozen=True, slots=True)
class PayByCodePressed:
    """With the payment code that the shopper's app shows."""


@dataclass(frozen=True, slots=True)
class PayByScreenPressed:
    """With a QR code of this service on our screen."""

    rail: str


@dataclass(frozen=True, slots=True)
class PayAtCounterPressed:
    pass


@dataclass(frozen=True, slots=True)
class PayFromPressed:
    """A recognised member's yes to the amount, out of one of the rails that are offered."""

    rail: str


@dataclass(frozen=True, slots=True)
class ConfirmPressed:
    """Yes to what the screen shows: pay, consent, top up, delete."""


@dataclass(frozen=True, slots=True)
class NotMePressed:
    pass


@dataclass(frozen=True, slots=True)
class BackPressed:
    """One step back; on the first step, out of the journey."""


@dataclass(frozen=True, slots=True)
class CancelPressed:
    """Out of the journey, all the way."""


@dataclass(frozen=True, slots=True)
class RetryPressed:
    pass


@dataclass(frozen=True, slots=True)
class DonePressed:
    pass


@dataclass(frozen=True, slots=True)
class DigitsEntered:
    """A phone number, a PIN or an amount, typed and sent with OK."""

    digits: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NameEntered:
    """A surname or first letter; empty for "rather not"."""

    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SkipPressed:
    """Rather no PIN now."""


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """`with_face`: False joins by phone number and PIN alone."""

    with_face: bool


@dataclass(frozen=True, slots=True)
class GuardianPressed:
    """Under 14: a guardian is to decide."""


@dataclass(frozen=True, slots=True)
class MyDataPressed:
    """A member wants to see, or delete, what is kept."""


@dataclass(frozen=True, slots=True)
class ForgetFacePressed:
    """My face alone; membership goes on by number and PIN."""


@dataclass(frozen=True, slots=True)
class ForgetAllPressed:
    pass


@dataclass(frozen=True, slots=True)
class StaffDoorKnocked:
    """The hidden gesture."""


@dataclass(frozen=True, slots=True)
class StaffPageChosen:
    page: str
    """One of flows.screens.StaffPage."""


@dataclass(frozen=True, slots=True)
class MemberChosen:
    member_id: str


@dataclass(frozen=True, slots=True)
class MemberSearched:
    digits: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TopUpPressed:
    pass


@dataclass(frozen=True, slots=True)
class DeleteMemberPressed:
    pass


@dataclass(frozen=True, slots=True)
class OrderChosen:
    order_id: str


@dataclass(frozen=True, slots=True)
class OpenDoorPressed:
    """Staff open the pick-up door for the order on the screen."""


@dataclass(frozen=True, slots=True)
class PrintPressed:
    """Print, or print again, the receipt on the screen."""


@dataclass(frozen=True, slots=True)
class TicketActed:
    """`business_date`, `service` and `number` name the ticket."""

    business_date: str
    service: str
    number: int
    action: TicketAction


# --- devices and time -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimedOut:
    timer: str


@dataclass(frozen=True, slots=True)
class FaceObserved:
    """One frame judged, taken at `at_s` (monotonic). `policy`: what its scores are worth."""

    sighting: Sighting
    policy: MatchPolicy
    at_s: float


@dataclass(frozen=True, slots=True)
class Faulted:
    """Something of the kiosk stopped working."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Mended:
    fault: Fault


@dataclass(frozen=True, slots=True)
class RailsChanged:
    """The rails that cannot be used now, all of them. May be told as often as anybody looks."""

    down: tuple[DownRail, ...]


@dataclass(frozen=True, slots=True)
class DoorOpened:
    command_id: str


@dataclass(frozen=True, slots=True)
class DoorFailed:
    """The door did certainly not open."""

    command_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class DoorUnknown:
    """Nobody knows whether the door opened. Never taken for "no"."""

    command_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Printed:
    pass


@dataclass(frozen=True, slots=True)
class PrintFailed:
    reason: str
    trouble: PrinterTrouble = PrinterTrouble.OTHER


# --- answers ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    """Order and payment are on disk; from here on the payment may be submitted."""

    order_id: str
    payment_id: str


@dataclass(frozen=True, slots=True)
class PaymentAnswered:
    payment_id: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class OfflineUseRead:
    """`use` is None while there is contact. `now`: the moment that the limits are judged at."""

    use: OfflineUse | None
    now: datetime


@dataclass(frozen=True, slots=True)
class PaymentGivenUp:
    """`state`: cancelling; or how it had ended before, which may be paid."""

    payment_id: str
    state: PaymentState


@dataclass(frozen=True, slots=True)
class RefundAnswered:
    refund_id: str
    outcome: RefundOutcome


@dataclass(frozen=True, slots=True)
class RefundRecorded:
    """How a refund stands on disk. `detail`: what the rail said to it, for staff."""

    refund_id: str
    payment_id: str
    amount: Money
    state: RefundState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RefundNotAllowed:
    """More than `left`, which is what may still be given back of that payment."""

    refund_id: str
    left: Money


@dataclass(frozen=True, slots=True)
class HoldNotAllowed:
    """The face that said yes was judged too long ago, or for something else. Nothing is held."""

    hold_id: str


@dataclass(frozen=True, slots=True)
class HoldAnswered:
    hold_id: str
    outcome: HoldOutcome


@dataclass(frozen=True, slots=True)
class HoldRecorded:
    """How a hold stands on disk. `captured`: what is or will be taken of it."""

    hold_id: str
    state: HoldState
    captured: Money | None = None


@dataclass(frozen=True, slots=True)
class OrderCompleted:
    """Paid, numbered, queued for the cloud: all in one transaction."""

    receipt: Receipt
    door_command_id: str | None


@dataclass(frozen=True, slots=True)
class NotDone:
    """An effect could not be written down, so it was not done either."""

    effect: Effect


@dataclass(frozen=True, slots=True)
class FaceAssessed:
    """What a matched face is asked for. `member`: None when it was forgotten meanwhile."""

    check_id: str
    member: Member | None
    decision: Decision
    at_s: float


@dataclass(frozen=True, slots=True)
class ProofAccepted:
    """`at_s` is monotonic: from here on the face may pay, for a short while."""

    check_id: str
    at_s: float


@dataclass(frozen=True, slots=True)
class ProofRefused:
    """`tries_left`: 0 when faces are off now."""

    check_id: str
    tries_left: int
    locked_for_s: int = 0


@dataclass(frozen=True, slots=True)
class FacesOff:
    """Too many wrong proofs: nobody pays by face here for so long; 0: everybody may."""

    for_s: int


@dataclass(frozen=True, slots=True)
class PhoneChecked:
    """Whether a phone number can still join."""

    is_free: bool


@dataclass(frozen=True, slots=True)
class PinAccepted:
    member: Member


@dataclass(frozen=True, slots=True)
class PinRefused:
    """Wrong number or wrong PIN: the two are not told apart, so that nobody can probe numbers."""

    tries_left: int
    locked_for_s: int


@dataclass(frozen=True, slots=True)
class MemberRegistered:
    member: Member


@dataclass(frozen=True, slots=True)
class PhoneTaken:
    pass


@dataclass(frozen=True, slots=True)
class StaffPinAccepted:
    pass


@dataclass(frozen=True, slots=True)
class StaffPinRefused:
    tries_left: int
    locked_for_s: int


@dataclass(frozen=True, slots=True)
class StaffPinOutOfReach:
    """The device secret it is peppered with is lost: neither right nor wrong."""


@dataclass(frozen=True, slots=True)
class ClockRead:
    """What the kiosk's clock shows: local time, ISO 8601."""

    at: str


@dataclass(frozen=True, slots=True)
class StatusLoaded:
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class MembersLoaded:
    """`failed`: the search broke down."""

    rows: tuple[MemberRow, ...]
    searched: str = field(default="", repr=False)
    failed: bool = False


@dataclass(frozen=True, slots=True)
class MemberLoaded:
    row: MemberRow | None


@dataclass(frozen=True, slots=True)
class ToppedUp:
    """The wallet after staff took cash. `amount` was added just now, or before under this id."""

    amount: Money
    row: MemberRow


@dataclass(frozen=True, slots=True)
class MemberForgotten:
    """`receipt`: signed (domain/forgetting.py), without personal data. `is_clean`: nothing is left
    in the database's log; else it goes within minutes (storage/cleaning.py). `waits`: what is
    open, so that the number stays until it is settled."""

    receipt: str = ""
    is_clean: bool = True
    waits: tuple[Waits, ...] = ()


@dataclass(frozen=True, slots=True)
class CommandWaits:
    """The back office wants something done (perform_fleet.py)."""


@dataclass(frozen=True, slots=True)
class RetakePressed:
    """The member wants their face taken anew."""


@dataclass(frozen=True, slots=True)
class FaceRetaken:
    """`is_done` False: the member has no face any more, or is leaving."""

    is_done: bool = True


@dataclass(frozen=True, slots=True)
class UnusedForgotten:
    """`more`: there may be others, to be forgotten a little later."""

    count: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class OrdersLoaded:
    rows: tuple[OrderRow, ...]


@dataclass(frozen=True, slots=True)
class OrderLoaded:
    """`asked`: what a face was asked for before it paid, and why."""

    row: OrderRow | None
    receipt: Receipt | None
    asked: Decision | None = None


@dataclass(frozen=True, slots=True)
class QueueLoaded:
    tickets: tuple[Ticket, ...]


Event = (
    Touched | LanguageChosen | ShopPressed | JoinPressed | ProductAdded | ProductRemoved
    | CartCleared | BarcodeScanned | CheckoutPressed | PayByFacePressed | PayByPhonePressed
    | PayByCodePressed | PayByScreenPressed | PayAtCounterPressed | PayFromPressed
    | ConfirmPressed | NotMePressed | BackPressed | CancelPressed | RetryPressed | DonePressed
    | DigitsEntered | NameEntered | SkipPressed | ConsentGiven | StaffDoorKnocked | StaffPageChosen
    | GuardianPressed | MyDataPressed | ForgetFacePressed | ForgetAllPressed
    | MemberChosen | MemberSearched | TopUpPressed | DeleteMemberPressed | OrderChosen
    | OpenDoorPressed | PrintPressed | TicketActed
    | TimedOut | FaceObserved | Faulted | Mended | RailsChanged | DoorOpened | DoorFailed
    | DoorUnknown | Printed | PrintFailed
    | NotDone | OrderPlaced | PaymentAnswered | PaymentGivenUp | OfflineUseRead
    | RefundAnswered | RefundRecorded
    | RefundNotAllowed | HoldAnswered | HoldRecorded | HoldNotAllowed | OrderCompleted
    | PhoneChecked
    | FaceAssessed | ProofAccepted | ProofRefused | FacesOff
    | PinAccepted | PinRefused | MemberRegistered | PhoneTaken | StaffPinAccepted | StaffPinRefused
    | StaffPinOutOfReach | RetakePressed | FaceRetaken
    | ClockRead | StatusLoaded | MembersLoaded | MemberLoaded | ToppedUp | MemberForgotten
    | UnusedForgotten | CommandWaits
    | OrdersLoaded | OrderLoaded | QueueLoaded | StaffEvent | CabinetEvent | AgreementEvent
    | CommissioningEvent | AddFacePressed
)  # fmt: skip

FROM_A_PERSON = (
    Touched, LanguageChosen, ShopPressed, JoinPressed, ProductAdded, ProductRemoved, CartCleared,
    BarcodeScanned, CheckoutPressed, PayByFacePressed, PayByPhonePressed, PayByCodePressed,
    PayByScreenPressed, PayAtCounterPressed, PayFromPressed, ConfirmPressed,
    NotMePressed, BackPressed, CancelPressed, RetryPressed, DonePressed, DigitsEntered,
    NameEntered, SkipPressed, ConsentGiven, StaffDoorKnocked, StaffPageChosen, MemberChosen,
    MemberSearched, TopUpPressed, DeleteMemberPressed, OrderChosen, OpenDoorPressed,
    PrintPressed, TicketActed, GuardianPressed, MyDataPressed, ForgetFacePressed,
    ForgetAllPressed, RetakePressed, *FROM_STAFF, *FROM_CABINET_PEOPLE, *FROM_AGREEING,
    *FROM_COMMISSIONING_PEOPLE, *FROM_ADDING_FACE,
)  # fmt: skip
"""Each of these proves that somebody is there, and winds the idle timer up again."""
