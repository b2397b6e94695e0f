"""What to do. A flow only says so; perform.py is the one place where it is done.

Here is what screen, camera, doors and staff's pages need; the rest is in the …_effects.py beside
it, one for each room of perform: perform_money.py, perform_members.py, perform_faces.py and so on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.door import DoorState
from kiosk.domain.language import Language
from kiosk.domain.problems import Fault
from kiosk.domain.queue_number import TicketAction
from kiosk.domain.receipt import Receipt
from kiosk.flows.adding_face_effects import AddFace
from kiosk.flows.agreement_effects import AgreementEffect
from kiosk.flows.cabinet_effects import CabinetEffect
from kiosk.flows.code_effects import CodeEffect
from kiosk.flows.commissioning_effects import CommissioningEffect
from kiosk.flows.decision_effects import DecisionEffect
from kiosk.flows.face_effects import FaceEffect
from kiosk.flows.member_effects import MemberEffect
from kiosk.flows.money_effects import MoneyEffect
from kiosk.flows.screens import Screen
from kiosk.flows.staff_effects import StaffEffect

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


# --- the camera -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WatchFaces:
    """Judge frames from now on. Only ever after the shopper asked for it.

    `closely`: measure how the head turns; costs 7 ms a frame."""

    closely: bool = False


@dataclass(frozen=True, slots=True)
class StopWatching:
    """Stop, and forget what the camera saw."""


# --- doors and paper: each door command carries an id made by the flow -------------------------


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
class ObeyFleet:
    """What the back office wants done, if anything: forgetting members. Not answered."""


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
    | OpenDoor | RecordDoor | OpenDoorForStaff | PrintReceipt | ReadOfflineUse | NoteContact
    | SetStaffPin | CheckStaffPin | ReadClock | ConfirmClock | LoadStatus | ObeyFleet | LoadOrders
    | LoadOrder | LoadQueue | MoveTicket | Restart | StaffEffect | CabinetEffect | AgreementEffect
    | CommissioningEffect | MoneyEffect | FaceEffect | MemberEffect | AddFace | DecisionEffect
    | CodeEffect
)  # fmt: skip
