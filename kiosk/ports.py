"""What the kiosk needs from the world: small protocols, named after the need.

Devices, workers and storage provide them; perform.py calls them; compose.py picks who provides.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Protocol

from firmware_bridge.learning_steps import Effect as LearningEffect
from firmware_bridge.learnt import Learnt
from kiosk.domain.agreement import Ending, Standing, ToSign, Wish
from kiosk.domain.commissioning import CommissioningPlan
from kiosk.domain.day_end import DayEnd
from kiosk.domain.hold import Hold, HoldOutcome
from kiosk.domain.language import Language
from kiosk.domain.money import Money
from kiosk.domain.payment import BY_MEMBER, Means, Outcome, Payment
from kiosk.domain.problems import Fault
from kiosk.domain.receipt import Receipt
from kiosk.domain.reconcile import Comparison
from kiosk.domain.refund import Refund, RefundOutcome
from kiosk.domain.steady_clock import Reading
from kiosk.domain.text_message import CodeMessage
from kiosk.flows.screens import Screen


class Clock(Protocol):
    """Monotonic for waiting, wall time for stamps."""

    def monotonic(self) -> float: ...

    def now(self) -> datetime:
        """Local time of the shop, aware."""

    def reading(self) -> Reading:
        """Both, and who sets the time: to tell whether so much time has really passed."""


class PaymentRail(Protocol):
    """One way to move money. Slow: called by the payments worker only.

    Every call may be repeated with the same id and then answers the same. A rail never raises
    for a lost answer: it returns Unknown.
    """

    def charge(self, payment: Payment, means: Means) -> Outcome:
        """Move the money, once per payment id."""

    def query(self, payment: Payment) -> Outcome:
        """What became of it? Unknown while nobody can tell."""

    def close(self, payment: Payment) -> Outcome:
        """Ask a last time, and cancel at once unless it is paid.

        Closed: no money will move under this id, ever. Reversed: it had moved and was given back.
        Paid: too late, it has moved and stays moved.
        """

    def refund(self, refund: Refund) -> RefundOutcome:
        """Give the amount back, once per refund id."""

    def query_refund(self, refund: Refund) -> RefundOutcome:
        """What became of it? Unknown while nobody can tell."""


class HoldingRail(Protocol):
    """A rail that can set an amount aside first. The same promises as `PaymentRail`."""

    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> HoldOutcome:
        """Set the amount aside, once per hold id: Held, Refused or Unknown.

        `means`: how the payer says yes. A wallet and Payscore know the member; Alipay freezes by
        a code or a face token only.
        """

    def capture(self, hold: Hold, amount: Money) -> HoldOutcome:
        """Take `amount` of it, let the rest go: Captured or Unknown. Once per hold id."""

    def release(self, hold: Hold) -> HoldOutcome:
        """Let all of it go: Released, Captured (too late) or Unknown."""

    def query_hold(self, hold: Hold) -> HoldOutcome:
        """What became of it?"""


class Payments(Protocol):
    """Accepts work for the rails: one lane, in which one call waits for the one before.

    Answers come back as PaymentAnswered, RefundAnswered and HoldAnswered events.
    """

    def charge(self, payment: Payment, means: Means) -> None: ...
    def query(self, payment: Payment) -> None: ...
    def close(self, payment: Payment) -> None: ...
    def refund(self, refund: Refund) -> None: ...
    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> None: ...
    def query_hold(self, hold: Hold) -> None: ...
    def capture(self, hold: Hold, amount: Money) -> None: ...
    def release(self, hold: Hold) -> None: ...


class Agreements(Protocol):
    """Members' agreements with one payment service. Slow: called by the agreements worker only.

    Every call may be repeated. A lost answer is `unknown`, never "none".
    """

    def look(self, member_id: str) -> Standing:
        """Whether the service charges this member without a code."""

    def begin(self, wish: Wish) -> ToSign | Standing:
        """What the member's app scans to agree. `none`: not on this screen."""

    def end(self, ending: Ending) -> Standing:
        """`none`: it is gone for good."""


class AgreementTalk(Protocol):
    """Accepts work for `Agreements`. Answers come back as AgreementLooked, AgreementBegun and
    AgreementEnded events; endings never delay the others."""

    def look(self, member_id: str, rail: str) -> None: ...
    def begin(self, wish: Wish) -> None: ...
    def end(self, ending: Ending) -> None: ...


class CodeSender(Protocol):
    """Accepts messages with codes. Answers come back as CodeAnswered events."""

    def send(self, message: CodeMessage) -> None: ...


class PickUpDoor(Protocol):
    """Answers come back as DoorOpened, DoorFailed or DoorUnknown events."""

    def open(self, command_id: str) -> None: ...


class CabinetLocks(Protocol):
    """Doors of cabinets. What doors and scales tell comes as events of flows/cabinet_events.py."""

    def unlock(self, command_id: str, cabinet: str, door: str) -> None:
        """Pulse the lock once; the same id never twice. Write it down durably first."""


class CabinetFitter(Protocol):
    """Who sets a cabinet up while its buses rest, one thing after the other, on its own thread.

    Answers come back as events of flows/commissioning_events.py.
    """

    def take_over(self) -> None:
        """The buses end; BusesTaken says that their ports are free."""

    def carry_out(self, request: int, effect: LearningEffect) -> None:
        """Ends in DeviceTold of that number. Write an opening down durably first."""

    def give_back(self) -> None:
        """End what is under way; the buses run again, by the file as it is now."""

    def reload(self) -> None:
        """The buses begin anew, by the file as it is now."""


class CabinetFile(Protocol):
    """The file of cabinets, for commissioning. Raises FileProblem, and changes nothing then."""

    def can_undo(self) -> bool: ...

    def write(self, learnt: Learnt, plan: CommissioningPlan) -> str:
        """The name of the file that keeps the version before."""

    def undo(self) -> str:
        """The name of the file that keeps what was undone."""


class Voice(Protocol):
    def say(self, cue: str, language: Language) -> None:
        """Speak the words of a cue (flows/cabinet_records.py), and come back at once."""


class VendingMachine(Protocol):
    """A spiral machine behind an MDB/ICP master: only documented here, not built yet.

    MDB (NAMA, version 4.3) is a 9-bit serial bus at 9600 baud, whose ninth bit marks addresses: a
    plain port cannot speak it, so a bridge board does. The kiosk would be a cashless device (0x10
    or 0x60) to the machine's controller, which owns selection, motor and drop sensor:

        BEGIN SESSION (funds)  ─▶ VEND REQUEST (item price, item number) ─▶ VEND APPROVED (amount)
        ─▶ VEND SUCCESS | VEND FAILURE ─▶ SESSION COMPLETE ─▶ END SESSION

    It maps on a session of a cabinet: the hold is placed before BEGIN SESSION, VEND SUCCESS is the
    evidence that captures it, VEND FAILURE and a cancelled session let it go; silence is unknown,
    and goes to review. Amounts are whole units of the machine's scale factor.
    """

    def begin(self, session_id: str, most: Money) -> None:
        """Offer so much to spend. Answers: the selection, then vended, failed or unknown."""

    def approve(self, session_id: str, price: Money) -> None:
        """Yes to the selection. Once per session."""

    def end(self, session_id: str) -> None:
        """Nothing more is bought."""


class Printer(Protocol):
    """Answers come back as Printed or PrintFailed events."""

    def print(self, receipt: Receipt, language: Language) -> None: ...


class Reports(Protocol):
    """Files of the back room, which may lie on a stick that hangs.

    Answers come back as DayExported or DayNotExported, BillsLoaded, BillCompared or BillRefused.
    """

    def list_bills(self) -> None: ...
    def compare(self, bill: Path) -> None: ...
    def export(self, day: DayEnd, comparison: Comparison | None, language: Language) -> None: ...


class Eyes(Protocol):
    """Judges camera frames while watching; answers come back as FaceObserved events."""

    def watch(self, *, closely: bool = False) -> None:
        """From now on; `closely` also measures how the head turns, which takes longer."""

    def stop_watching(self) -> None: ...

    def member_changed(self, member_id: str) -> None:
        """This member's templates were added or deleted: known from the next frame on."""


class DeviceSecret(Protocol):
    """Where the 32 bytes lie that members are sealed under: a file, a credential, a TPM."""

    @property
    def place(self) -> str:
        """For people: where it is kept."""

    def read(self) -> bytes | None:
        """None where none was ever made. Raises FileProblem if it is there and of no use."""

    def keep(self, secret: bytes) -> None:
        """A new one, durably. Raises FileProblem where somebody else has to make it."""


class ReceiptSigner(Protocol):
    """Signs receipts of being forgotten with this kiosk's own key (Ed25519)."""

    @property
    def site_id(self) -> str: ...
    @property
    def device_id(self) -> str: ...
    @property
    def device(self) -> str:
        """Both, with a dot between."""

    @property
    def key_id(self) -> str: ...

    def sign(self, message: bytes) -> bytes:
        """64 bytes; none if the key cannot be used: forgetting does not wait for it."""


class Cloud(Protocol):
    def wake(self) -> None:
        """Something was put into the outbox."""


class Display(Protocol):
    """The screen in front of the shopper; callable from any thread."""

    def show(self, screen: Screen) -> None: ...
    def speak(self, language: Language) -> None: ...
    def ask_still_there(self, seconds: int | None) -> None: ...
    def set_badges(self, faults: tuple[Fault, ...]) -> None: ...
