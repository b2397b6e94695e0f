"""What happened. Every flow is fed with these and nothing else.

Three origins: a person touched the screen, a device reported, or an effect was answered. Here is
what all journeys share, shopping and the staff's pages; the rest is in the …_events.py beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.language import Language
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.queue_number import Ticket, TicketAction
from kiosk.domain.receipt import Receipt
from kiosk.domain.receipt_lines import PrinterTrouble
from kiosk.domain.risk import Decision
from kiosk.flows.adding_face_events import FROM_ADDING_FACE, AddFacePressed
from kiosk.flows.agreement_events import FROM_AGREEING, AgreementEvent
from kiosk.flows.cabinet_events import FROM_CABINET_PEOPLE, CabinetEvent
from kiosk.flows.code_events import CodeEvent
from kiosk.flows.commissioning_events import FROM_COMMISSIONING_PEOPLE, CommissioningEvent
from kiosk.flows.decision_events import FROM_DECISIONS, DecisionEvent
from kiosk.flows.effects import Effect
from kiosk.flows.face_events import FaceEvent
from kiosk.flows.member_events import FROM_MEMBERS, MemberEvent
from kiosk.flows.money_events import FROM_PAYING, MoneyEvent
from kiosk.flows.records import Finding, OrderRow
from kiosk.flows.staff_events import FROM_STAFF, StaffEvent

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
class ConfirmPressed:
    """Yes to what the screen shows: pay, consent, top up, delete."""


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
class Faulted:
    """Something of the kiosk stopped working."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Mended:
    fault: Fault


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
class NotDone:
    """An effect could not be written down, so it was not done either."""

    effect: Effect


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
class CommandWaits:
    """The back office wants something done (perform_fleet.py)."""


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
    Touched | LanguageChosen | ShopPressed | ProductAdded | ProductRemoved | CartCleared
    | BarcodeScanned | CheckoutPressed | ConfirmPressed | BackPressed | CancelPressed
    | RetryPressed | DonePressed | DigitsEntered | StaffDoorKnocked | StaffPageChosen
    | MemberChosen | MemberSearched | TopUpPressed | DeleteMemberPressed | OrderChosen
    | OpenDoorPressed | PrintPressed | TicketActed | TimedOut | Faulted | Mended | DoorOpened
    | DoorFailed | DoorUnknown | Printed | PrintFailed | NotDone | StaffPinAccepted
    | StaffPinRefused | StaffPinOutOfReach | ClockRead | StatusLoaded | CommandWaits | OrdersLoaded
    | OrderLoaded | QueueLoaded | StaffEvent | CabinetEvent | AgreementEvent | CommissioningEvent
    | MoneyEvent | FaceEvent | MemberEvent | AddFacePressed | DecisionEvent
    | CodeEvent
)  # fmt: skip

FROM_A_PERSON = (
    Touched, LanguageChosen, ShopPressed, ProductAdded, ProductRemoved, CartCleared,
    BarcodeScanned, CheckoutPressed, ConfirmPressed, BackPressed, CancelPressed, RetryPressed,
    DonePressed, DigitsEntered, StaffDoorKnocked, StaffPageChosen, MemberChosen, MemberSearched,
    TopUpPressed, DeleteMemberPressed, OrderChosen, OpenDoorPressed, PrintPressed, TicketActed,
    *FROM_STAFF, *FROM_CABINET_PEOPLE, *FROM_AGREEING, *FROM_COMMISSIONING_PEOPLE,
    *FROM_PAYING, *FROM_MEMBERS, *FROM_ADDING_FACE, *FROM_DECISIONS,
)  # fmt: skip
"""Each of these proves that somebody is there, and winds the idle timer up again."""
