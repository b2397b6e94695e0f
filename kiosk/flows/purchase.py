"""One tap, and paid: from a known member with a cart to a receipt.

    confirming ─ tap ─▶ placing ─▶ paying ┬ paid ─▶ completing ─▶ done
                                          ├ refused, closed ─▶ trouble
                                          ╰ no answer: ask again ─ deadline ─▶ closing
    closing ┬ paid ─▶ completing
            ├ refused, closed ─▶ trouble
            ╰ no answer: close again ─ last deadline ─▶ trouble

Ids are made at the start and never change: a second tap cannot become a second order. From the
tap until the rail has answered there is no way back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.identity import Approval, Proof
from kiosk.domain.money import Money
from kiosk.domain.order import order_of
from kiosk.domain.payment import (
    Closed,
    Outcome,
    Paid,
    Payment,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.receipt import Receipt
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.identify import Identified

CONFIRM, ASK_AGAIN, DEADLINE, SLOW = "confirm", "ask_again", "deadline", "slow"
SLOW_AFTER_S = 4.0
CLOSE_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True)
class PurchasePolicy:
    """`confirm_s`: how long a recognition may be tapped; the others: waiting for the rail."""

    confirm_s: float
    query_s: float
    deadline_s: float
    opens_door: bool
    prints_receipt: bool


class State(Enum):
    CONFIRMING = auto()
    PLACING = auto()
    PAYING = auto()
    CLOSING = auto()
    COMPLETING = auto()
    TROUBLE = auto()
    DONE = auto()


class Ending(Enum):
    NOT_ME = auto()
    OTHER_WAY = auto()
    LEFT = auto()
    FINISHED = auto()


class Purchase:
    """`outcome` is set once it is over."""

    def __init__(
        self,
        identified: Identified,
        cart: Cart,
        catalogue: Catalogue,
        policy: PurchasePolicy,
        new_id: Callable[[], str],
    ) -> None:
        self._who = identified
        self._cart = cart
        self._policy = policy
        self._order = order_of(cart, catalogue, new_id())
        self._payment = Payment(
            new_id(), self._order.id, identified.identity.member_id, self._order.total
        )
        self._door_command_id = new_id()
        self._balance: Money | None = None
        self._may_pay_again = False
        self.state = State.CONFIRMING
        self.outcome: Ending | None = None

    @property
    def is_in_flight(self) -> bool:
        """Whether money may be moving: nothing may reset the kiosk now."""
        return self.state in {State.PLACING, State.PAYING, State.CLOSING, State.COMPLETING}

    @property
    def is_confirmed(self) -> bool:
        """From the tap on: whatever breaks, the shopper must be able to read how it ended."""
        return self.state is not State.CONFIRMING

    @property
    def payment_id(self) -> str:
        return self._payment.id

    def owns(self, payment_id: str) -> bool:
        return self._payment.id == payment_id

    def start(self) -> list[Effect]:
        by_face = self._who.identity.proof is Proof.FACE
        valid_s = round(self._policy.confirm_s)
        screen = show.ConfirmPayment(self._who.member.masked, self._cart, valid_s, by_face)
        return [do.StartTimer(CONFIRM, self._policy.confirm_s), do.Show(screen)]

    def handle(self, event: Event) -> list[Effect]:
        match self.state:
            case State.CONFIRMING:
                return self._confirming(event)
            case State.TROUBLE:
                return self._in_trouble(event)
            case State.DONE:
                return self._done(event)
            case _:
                return self._in_flight(event)

    def _confirming(self, event: Event) -> list[Effect]:
        match event:
            case on.ConfirmPressed():
                self.state = State.PLACING
                paying = do.Show(show.Paying(self._order.total))
                return [do.StopTimer(CONFIRM), paying, do.PlaceOrder(self._order, self._payment)]
            case on.NotMePressed() | on.BackPressed():
                return self._leave(Ending.NOT_ME)
            case on.TimedOut(timer) if timer == CONFIRM:
                return self._leave(Ending.NOT_ME)
            case on.CancelPressed():
                return self._leave(Ending.LEFT)
            case _:  # a late frame, or a second tap that was meant for the last screen
                return []

    def _leave(self, ending: Ending) -> list[Effect]:
        self.outcome = ending
        return [do.StopTimer(CONFIRM)] if self.state is State.CONFIRMING else []

    # --- money in flight ----------------------------------------------------------------------

    def _in_flight(self, event: Event) -> list[Effect]:
        match event:
            case on.OrderPlaced(order_id) if (
                self.state is State.PLACING and order_id == self._order.id
            ):
                return self._submit()
            case on.PaymentAnswered(payment_id, outcome) if self.state in {
                State.PAYING,
                State.CLOSING,
            } and self.owns(payment_id):
                return self._answered(outcome)
            case on.TimedOut(timer) if self.state is State.PAYING:
                return self._waited(timer)
            case on.TimedOut(timer) if self.state is State.CLOSING:
                return self._waited_for_closing(timer)
            case on.OrderCompleted(receipt, door_command_id) if (
                self.state is State.COMPLETING and receipt.order_id == self._order.id
            ):
                return self._completed(receipt, door_command_id)
            case on.NotDone(do.PlaceOrder() | do.Charge()):
                return self._trouble(show.PaymentTrouble.CLOSED)
            case on.NotDone(do.CompleteOrder(payment_id)) if self.owns(payment_id):
                return self._trouble(show.PaymentTrouble.UNKNOWN)
            case _:  # every touch: a payment in flight is not taken back
                return []

    def _submit(self) -> list[Effect]:
        self.state = State.PAYING
        approval = Approval(self._who.identity, self._order.id, self._order.total)
        return [
            do.StartTimer(SLOW, SLOW_AFTER_S),
            do.StartTimer(DEADLINE, self._policy.deadline_s),
            do.Charge(self._payment, approval),
        ]

    def _answered(self, outcome: Outcome) -> list[Effect]:
        match outcome:
            case Paid(balance):
                self.state = State.COMPLETING
                self._balance = balance
                door = self._door_command_id if self._policy.opens_door else None
                return [*self._stop_waiting(), do.CompleteOrder(self._payment.id, door)]
            case Refused(Refusal.NOT_ENOUGH, balance):
                return self._trouble(show.PaymentTrouble.NOT_ENOUGH, balance)
            case Refused():
                return self._trouble(show.PaymentTrouble.DECLINED)
            case Closed() | Reversed():
                return self._trouble(show.PaymentTrouble.CLOSED)
            case Unknown() | Waiting():  # while closing it may be the answer to the question before
                return [do.StartTimer(ASK_AGAIN, self._policy.query_s)]

    def _waited(self, timer: str) -> list[Effect]:
        match timer:
            case "ask_again":
                return [do.QueryPayment(self._payment.id)]
            case "deadline":
                self.state = State.CLOSING
                last = do.StartTimer(DEADLINE, CLOSE_WITHIN_S)
                return [do.StopTimer(ASK_AGAIN), last, do.ClosePayment(self._payment.id)]
            case "slow":
                return [do.Show(show.Paying(self._order.total, is_slow=True))]
            case _:  # a timer of an earlier step
                return []

    def _waited_for_closing(self, timer: str) -> list[Effect]:
        match timer:
            case "ask_again":
                return [do.ClosePayment(self._payment.id)]
            case "deadline":
                return self._trouble(show.PaymentTrouble.UNKNOWN)
            case _:  # a timer of an earlier step
                return []

    def _stop_waiting(self) -> list[Effect]:
        return [do.StopTimer(timer) for timer in (SLOW, ASK_AGAIN, DEADLINE)]

    # --- not paid -----------------------------------------------------------------------------

    def _trouble(self, trouble: show.PaymentTrouble, balance: Money | None = None) -> list[Effect]:
        self.state = State.TROUBLE
        self._may_pay_again = trouble is not show.PaymentTrouble.UNKNOWN
        screen = show.PaymentProblem(trouble, self._order.total, self._order.id, balance)
        return [*self._stop_waiting(), do.Show(screen)]

    def _in_trouble(self, event: Event) -> list[Effect]:
        match event:
            case on.RetryPressed() | on.BackPressed() if self._may_pay_again:
                return self._leave(Ending.OTHER_WAY)
            case on.CancelPressed() | on.DonePressed():
                return self._leave(Ending.LEFT)
            case _:  # late answers: the session writes them down and completes a late payment
                return []

    # --- paid ---------------------------------------------------------------------------------

    def _completed(self, receipt: Receipt, door_command_id: str | None) -> list[Effect]:
        self.state = State.DONE
        self._result = show.Result(
            replace(receipt, balance=self._balance),
            show.DoorNotice.OPENING if door_command_id else show.DoorNotice.NONE,
            show.PrintNotice.PRINTING if self._policy.prints_receipt else show.PrintNotice.NONE,
        )
        effects: list[Effect] = [do.Show(self._result)]
        if door_command_id:
            effects.append(do.OpenDoor(door_command_id))
        if self._policy.prints_receipt:
            effects.append(do.PrintReceipt(receipt))
        return effects

    def _done(self, event: Event) -> list[Effect]:
        match event:
            case on.DoorOpened(command_id) if command_id == self._door_command_id:
                return self._update(replace(self._result, door=show.DoorNotice.OPEN))
            case on.DoorFailed(command_id) | on.DoorUnknown(command_id) if (
                command_id == self._door_command_id
            ):
                return self._update(replace(self._result, door=show.DoorNotice.ASK_STAFF))
            case on.Printed():
                return self._update(replace(self._result, printing=show.PrintNotice.PRINTED))
            case on.PrintFailed():
                return self._update(replace(self._result, printing=show.PrintNotice.FAILED))
            case on.PrintPressed() if self._result.printing is not show.PrintNotice.PRINTING:
                printing = replace(self._result, printing=show.PrintNotice.PRINTING)
                return [*self._update(printing), do.PrintReceipt(self._result.receipt)]
            case on.DonePressed() | on.CancelPressed() | on.BackPressed():
                return self._leave(Ending.FINISHED)
            case _:  # everything about the payment is over
                return []

    def _update(self, result: show.Result) -> list[Effect]:
        self._result = result
        return [do.Show(result)]
