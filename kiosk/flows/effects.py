"""What to do. A flow only says so; perform.py is the one place where it is done."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.door import DoorState
from kiosk.domain.forgetting import Scope, Why
from kiosk.domain.hold import Hold, HoldOutcome
from kiosk.domain.identity import Approval, Check
from kiosk.domain.language import Language
from kiosk.domain.money import Money
from kiosk.domain.order import Order
from kiosk.domain.payment import BY_MEMBER, ByMember, Means, Outcome, Payment
from kiosk.domain.problems import Fault
from kiosk.domain.queue_number import TicketAction
from kiosk.domain.receipt import Receipt
from kiosk.domain.refund import RefundOutcome, RefundReason
from kiosk.domain.retaking import Witness
from kiosk.domain.risk import Deed, Evidence
from kiosk.flows.adding_face_effects import AddFace
from kiosk.flows.agreement_effects import AgreementEffect
from kiosk.flows.cabinet_effects import CabinetEffect
from kiosk.flows.commissioning_effects import CommissioningEffect
from kiosk.flows.screens import Screen
from kiosk.flows.staff_effects import StaffEffect
from models.results import Template

# --- the screen and the clock -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Show:
    screen: Screen


@dataclass(frozen=True, slots=True)
class Speak:
    """Use this language from now on."""

    language: Language


@dataclass(frozen=True, slots=True)
class AskStillThere:
    """Lay a countdown over the screen; None takes it away."""

    seconds: int | None


@dataclass(frozen=True, slots=True)
class ShowFaults:
    """What does not work at the moment, for the badges at the edge of every screen."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Comes back as TimedOut(timer). Starting it again winds it up anew."""

    timer: str
    seconds: float


@dataclass(frozen=True, slots=True)
class StopTimer:
    timer: str


# --- faces ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WatchFaces:
    """Judge frames from now on. Only ever after the shopper asked for it.

    `closely`: measure how the head turns; costs 7 ms a frame."""

    closely: bool = False


@dataclass(frozen=True, slots=True)
class StopWatching:
    """Stop, and forget what the camera saw."""


# --- money and doors: each carries an id made by the flow -------------------------------------


@dataclass(frozen=True, slots=True)
class PlaceOrder:
    """Write order and payment down. Answered by OrderPlaced."""

    order: Order
    payment: Payment


@dataclass(frozen=True, slots=True)
class Charge:
    """Submit a payment that is on disk. Answered by PaymentAnswered."""

    payment: Payment
    approval: Approval
    means: Means = field(default_factory=ByMember)


@dataclass(frozen=True, slots=True)
class QueryPayment:
    """What became of it? Answered by PaymentAnswered."""

    payment_id: str


@dataclass(frozen=True, slots=True)
class ClosePayment:
    """Make sure that no money moves any more. Answered by PaymentAnswered: Closed or Paid."""

    payment_id: str


@dataclass(frozen=True, slots=True)
class GiveUpPayment:
    """From here on no charge will stand: what was paid, or still will be, is given back.

    Durable, and the order cancelled, before it is answered by PaymentGivenUp: only then may the
    shopper be told. The guard goes on until the rail has said how it ended.
    """

    payment_id: str


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """Write down what the rail answered. An order whose payment is over is cancelled with it."""

    payment_id: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ResolvePayments:
    """Push everything that is open until it is final: payments, refunds, holds, unmade orders.

    Answered by PaymentAnswered, RefundAnswered and HoldAnswered, one each. `in_hand`: payments and
    holds of the shopper in front, which are theirs to end.
    """

    in_hand: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompleteOrder:
    """Paid: give numbers, queue for the cloud, intend the door. Answered by OrderCompleted.

    Nothing happens for a payment that was given up before: its money goes back.

    No `door_command_id`: nobody stands there any more, so no door is to open.
    """

    payment_id: str
    door_command_id: str | None


@dataclass(frozen=True, slots=True)
class IntendRefund:
    """Give `amount` of a paid payment back. The same id gives it once.

    `by`: who decided it. `lines`: which lines of the order, by place and quantity; none for an
    amount by hand. Answered by RefundRecorded, once when it is written down and again when the rail
    has answered; or by RefundNotAllowed.
    """

    refund_id: str
    payment_id: str
    amount: Money
    reason: RefundReason
    by: str
    lines: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordRefund:
    """Write down what the rail answered. Answered by RefundRecorded."""

    refund_id: str
    outcome: RefundOutcome


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Write the hold down, then have the amount set aside. Answered by HoldRecorded, or by
    HoldNotAllowed where the yes does not count any more. `approval`: of this amount, for the order
    that the session will make."""

    hold: Hold
    approval: Approval
    means: Means = BY_MEMBER


@dataclass(frozen=True, slots=True)
class CaptureHold:
    """Take `amount` of what is held, and let the rest go. Answered by HoldRecorded."""

    hold_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """Let all of it go. Answered by HoldRecorded."""

    hold_id: str


@dataclass(frozen=True, slots=True)
class RecordHold:
    """Write down what the rail answered. Answered by HoldRecorded."""

    hold_id: str
    outcome: HoldOutcome


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """Answered by DoorOpened, DoorFailed or DoorUnknown."""

    command_id: str


@dataclass(frozen=True, slots=True)
class OpenDoorForStaff:
    """A new command for an order whose door staff want open."""

    command_id: str
    order_id: str


@dataclass(frozen=True, slots=True)
class RecordDoor:
    """Write down what became of a door command."""

    command_id: str
    state: DoorState
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TopUp:
    """Add cash to a wallet. The same id adds it once. Answered by ToppedUp."""

    top_up_id: str
    member_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    """In the language last spoken. Answered by Printed or PrintFailed."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class ReadOfflineUse:
    """What wallets paid here since contact with the back office was lost.

    Answered by OfflineUseRead.
    """

    member_id: str


@dataclass(frozen=True, slots=True)
class NoteContact:
    """The back office can be reached, or not: the first moment without contact is kept on disk."""

    is_there: bool


# --- how much proof a face needs ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AssessFace:
    """Decide what this face is asked for, and write it down. Answered by FaceAssessed."""

    check_id: str
    evidence: Evidence
    amount: Money
    deed: Deed = Deed.PAY


@dataclass(frozen=True, slots=True)
class CheckProof:
    """Digits, number or PIN of the member of this check. Answered by ProofAccepted or
    ProofRefused; the last wrong try also by FacesOff."""

    check_id: str
    digits: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoteStranger:
    """Nobody was recognised: the best score is counted, of nobody."""

    score: float
    pack: str


@dataclass(frozen=True, slots=True)
class NoteNotAlive:
    """A face that was this member's did not move as asked: counted like a wrong proof. Answered by
    FacesOff once it was one too many."""

    member_id: str


@dataclass(frozen=True, slots=True)
class ReadFacesOff:
    """Answered by FacesOff."""


@dataclass(frozen=True, slots=True)
class MoveFace:
    """A member whom only the pack before knew said yes: keep what the pack in use made of them,
    if their check allows it. Answered by nothing: they come again."""

    member_id: str
    check: Check


@dataclass(frozen=True, slots=True)
class TidyPacks:
    """Tell how far the change to another pack is, and drop what is kept of it too long."""


# --- members ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckPhone:
    """Answered by PhoneChecked."""

    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Answered by PinAccepted or PinRefused."""

    phone: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegisterMember:
    """Answered by MemberRegistered or PhoneTaken. `pin` may be empty when a face was given.

    `look_alikes`: members whom this face nearly passes for.
    `by_guardian`: the member is under 14, and a guardian agreed.
    """

    member_id: str
    phone: str = field(repr=False)
    name: str = field(repr=False)
    pin: str = field(repr=False)
    templates: tuple[Template, ...]
    look_alikes: tuple[str, ...] = ()
    by_guardian: bool = False


# --- staff ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetStaffPin:
    """Answered by StaffPinAccepted."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckStaffPin:
    """Answered by StaffPinAccepted, StaffPinRefused or StaffPinOutOfReach."""

    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReadClock:
    """Answered by ClockRead."""


@dataclass(frozen=True, slots=True)
class ConfirmClock:
    """Staff say that the clock is right. Answered by Mended."""


@dataclass(frozen=True, slots=True)
class LoadStatus:
    pass


@dataclass(frozen=True, slots=True)
class LoadMembers:
    """Those whose phone number contains `digits`. Answered by MembersLoaded, now or later."""

    digits: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LoadMember:
    member_id: str


@dataclass(frozen=True, slots=True)
class ForgetMember:
    """The member's key is destroyed, then templates, name and number go; the money's history keeps
    the bare id. While money is open the number stays (domain/leaving.py). Answered by
    MemberForgotten, with the receipt.

    `pay_out_id`: staff hand out what is left in the wallet, and it is booked under this id.
    `new_pin`: chosen by a member whose face alone goes.
    """

    member_id: str
    why: Why = Why.STAFF
    scope: Scope = Scope.ALL
    pay_out_id: str = ""
    new_pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RetakeFace:
    """The member's templates are replaced by these. Answered by FaceRetaken."""

    member_id: str
    templates: tuple[Template, ...] = field(repr=False)
    look_alikes: tuple[str, ...]
    proofs: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class ForgetUnused:
    """Members whom nobody has seen for as long as the settings say. Answered by UnusedForgotten."""


@dataclass(frozen=True, slots=True)
class ObeyFleet:
    """What the back office wants done, if anything: forgetting members. Not answered."""


@dataclass(frozen=True, slots=True)
class WipeDeleted:
    """Write the database anew, if anything was deleted: seconds, for when nobody stands there."""


@dataclass(frozen=True, slots=True)
class ForgetSettled:
    """Members who wished to be forgotten, and whose money is settled by now. Not answered."""


@dataclass(frozen=True, slots=True)
class LoadOrders:
    pass


@dataclass(frozen=True, slots=True)
class LoadOrder:
    order_id: str


@dataclass(frozen=True, slots=True)
class LoadQueue:
    pass


@dataclass(frozen=True, slots=True)
class MoveTicket:
    """Answered by QueueLoaded."""

    business_date: str
    service: str
    number: int
    action: TicketAction


@dataclass(frozen=True, slots=True)
class Restart:
    pass


Effect = (
    Show | ShowFaults | Speak | AskStillThere | StartTimer | StopTimer | WatchFaces | StopWatching
    | PlaceOrder | Charge | QueryPayment | ClosePayment | GiveUpPayment
    | RecordOutcome | ResolvePayments | IntendRefund | RecordRefund
    | PlaceHold | CaptureHold | ReleaseHold | RecordHold | CompleteOrder | OpenDoor
    | RecordDoor | OpenDoorForStaff | TopUp | PrintReceipt | ReadOfflineUse | NoteContact
    | AssessFace | CheckProof | NoteStranger | NoteNotAlive | ReadFacesOff | MoveFace | TidyPacks
    | CheckPhone | CheckPin | RegisterMember
    | SetStaffPin | CheckStaffPin | ReadClock | ConfirmClock | LoadStatus
    | LoadMembers | LoadMember | ForgetMember | ForgetUnused | ForgetSettled
    | WipeDeleted | ObeyFleet | RetakeFace
    | LoadOrders | LoadOrder | LoadQueue | MoveTicket | Restart | StaffEffect | CabinetEffect
    | AgreementEffect | CommissioningEffect | AddFace
)  # fmt: skip
