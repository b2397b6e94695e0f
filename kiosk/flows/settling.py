"""One payment, from being written down to its end: paid, or certain that it is not.

    placing ─▶ submitted ┬ paid ─▶ over
                         ├ refused, closed, reversed ─▶ over
                         ├ waiting (the shopper says yes elsewhere): ask again ─ deadline ─▶ closing
                         ├ at the counter: until staff have the money ─ deadline ─▶ giving up
                         ╰ no answer: ask again ─ deadline ─▶ closing
    closing ┬ paid ─▶ over: still a sale
            ├ refused, closed, reversed ─▶ over
            ╰ no answer: close again ─ last deadline ─▶ giving up ─▶ over
    waiting, at the counter ─ stop ─▶ giving up ─▶ given up ┬ closed, reversed ─▶ over
                                                            ├ paid ─▶ over: the money goes back
                                                            ╰ last deadline ─▶ over

"Giving up" is on disk before the screen says that no charge will stand. From then on the guard
pushes the payment (storage, perform_money.py); this flow only listens for a few seconds more.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from kiosk.domain.identity import Approval
from kiosk.domain.money import Money
from kiosk.domain.order import Order
from kiosk.domain.payment import (
    ByCode,
    ByScreen,
    Closed,
    Outcome,
    Paid,
    Payment,
    PaymentState,
    Rail,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.consent import Yes
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.shots import moved_to_new_pack

ASK_AGAIN, DEADLINE, SLOW = "ask_again", "deadline", "slow"
SLOW_AFTER_S = 4.0
CLOSE_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True)
class WaitingPolicy:
    """`deadline_s`: for a rail's answer; `screen_s`: how long a QR code stands; `app_s`: for the
    yes in the shopper's app; `counter_s`: for staff; `query_s`: between two questions."""

    query_s: float
    deadline_s: float
    screen_s: float = 120.0
    app_s: float = 60.0
    counter_s: float = 300.0


class State(Enum):
    PLACING = auto()
    SUBMITTED = auto()
    WAITING = auto()
    AT_COUNTER = auto()
    CLOSING = auto()
    GIVING_UP = auto()
    GIVEN_UP = auto()


@dataclass(frozen=True, slots=True)
class Took:
    """The money is ours. `balance`: what is left, where the rail knows it."""

    balance: Money | None = None


@dataclass(frozen=True, slots=True)
class NotTaken:
    trouble: money_show.PaymentTrouble
    balance: Money | None = None


class CodeUsedUp:
    """The service did not take the code that was shown; the next try is a new payment."""


Settled = Took | NotTaken | CodeUsedUp
Trouble = money_show.PaymentTrouble

_REFUSED = {
    Refusal.NOT_ENOUGH: Trouble.NOT_ENOUGH,
    Refusal.OVER_LIMIT: Trouble.OVER_LIMIT,
    Refusal.NO_AGREEMENT: Trouble.NO_AGREEMENT,
}
_ENDED = {
    PaymentState.FAILED: Trouble.STOPPED,
    PaymentState.CLOSED: Trouble.STOPPED,
    PaymentState.REFUNDED: Trouble.REVERSED,
    PaymentState.REFUNDING: Trouble.GOING_BACK,
}
"""How a payment that was just given up had ended before."""


class Settling:
    """`outcome` is set once it is over."""

    def __init__(self, order: Order, payment: Payment, yes: Yes, policy: WaitingPolicy) -> None:
        self._order = order
        self._payment = payment
        self._yes = yes
        self._policy = policy
        self._is_slow = False
        self._is_stopped = False
        self.state = State.PLACING
        self.outcome: Settled | None = None

    @property
    def is_given_up(self) -> bool:
        return self.state is State.GIVEN_UP

    def start(self) -> list[Effect]:
        return [do.Show(self._paying()), money_do.PlaceOrder(self._order, self._payment)]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case money_on.PaymentAnswered(payment_id, outcome) if payment_id == self._payment.id:
                return self._answered(outcome)
            case on.TimedOut(timer):
                return self._waited(timer)
            case on.CancelPressed() if self._can_stop:
                return self._stop()
            case money_on.OrderPlaced(order_id) if order_id == self._order.id:
                return self._placed() if self.state is State.PLACING else []
            case money_on.PaymentGivenUp(payment_id, state) if payment_id == self._payment.id:
                return self._given_up(state) if self.state is State.GIVING_UP else []
            case on.NotDone(effect):
                return self._not_done(effect)
            case _:  # every other touch: a payment in flight is not taken back by mistake
                return []

    # --- submitting ---------------------------------------------------------------------------

    @property
    def _can_stop(self) -> bool:
        """Where somebody else's yes is waited for; a wallet always answers."""
        is_slow = self.state is State.SUBMITTED and self._is_slow
        is_elsewhere = self._payment.rail != Rail.WALLET
        return self.state in {State.WAITING, State.AT_COUNTER} or (is_slow and is_elsewhere)

    def _paying(self) -> money_show.Paying:
        return money_show.Paying(
            self._order.total, self._is_slow, self._payment.rail, self._can_stop
        )

    def _placed(self) -> list[Effect]:
        self.state = State.SUBMITTED
        identity = self._yes.identity
        approval = Approval(identity, self._order.id, self._order.total)
        return [
            do.StartTimer(SLOW, SLOW_AFTER_S),
            do.StartTimer(DEADLINE, self._policy.deadline_s),
            money_do.Charge(self._payment, approval, self._yes.means),
            *moved_to_new_pack(identity),
        ]

    def show_again(self) -> list[Effect]:
        """The order that waits at the counter, after staff had the screen: its time begins anew."""
        seconds = self._policy.counter_s
        screen = money_show.PayAtCounter(self._order.total, self._order.id, round(seconds))
        ask = do.StartTimer(ASK_AGAIN, self._policy.query_s)
        return [do.StartTimer(DEADLINE, seconds), do.Show(screen), ask]

    # --- answers ------------------------------------------------------------------------------

    def _answered(self, outcome: Outcome) -> list[Effect]:
        match self.state:
            case State.PLACING | State.GIVING_UP:
                return []  # nothing was asked yet; or the answer is on disk, and is told from there
            case State.GIVEN_UP:
                return self._answered_too_late(outcome)
            case _:
                return self._answered_in_time(outcome)

    def _answered_in_time(self, outcome: Outcome) -> list[Effect]:
        match outcome:
            case Paid(balance):
                return self._over(Took(balance))
            case Refused(Refusal.CODE_INVALID) if isinstance(self._yes.means, ByCode):
                return self._over(CodeUsedUp())
            case Refused(reason, balance):
                return self._over(NotTaken(_REFUSED.get(reason, Trouble.DECLINED), balance))
            case Closed():
                return self._over(NotTaken(Trouble.CLOSED))
            case Reversed():
                return self._over(NotTaken(Trouble.REVERSED))
            case Waiting() if self.state is State.SUBMITTED and self._is_for_counter:
                self.state = State.AT_COUNTER  # staff take the money, and say so (staff_counter.py)
                return [do.StopTimer(SLOW), *self.show_again()]
            case Waiting(code_url):
                return [*self._waiting(code_url), do.StartTimer(ASK_AGAIN, self._policy.query_s)]
            case Unknown() if self.state is State.SUBMITTED and self._by_screen:
                return self._close()  # no code was shown, so nobody can pay it
            case Unknown():  # while closing it may be the answer to the question before
                return [do.StartTimer(ASK_AGAIN, self._policy.query_s)]

    def _answered_too_late(self, outcome: Outcome) -> list[Effect]:
        match outcome:
            case Paid():
                return self._over(NotTaken(Trouble.GOING_BACK))
            case Reversed():
                return self._over(NotTaken(Trouble.REVERSED))
            case Closed() | Refused():
                return self._over(NotTaken(Trouble.STOPPED))
            case Waiting() | Unknown():  # the guard goes on
                return []

    @property
    def _by_screen(self) -> bool:
        return isinstance(self._yes.means, ByScreen) and not self._is_for_counter

    @property
    def _is_for_counter(self) -> bool:
        return self._payment.rail in {Rail.CASH, Rail.CARD}

    def _waiting(self, code_url: str | None) -> list[Effect]:
        """The first time only: what the shopper sees then stands until it is over."""
        if self.state is not State.SUBMITTED or (self._by_screen and code_url is None):
            return []
        self.state = State.WAITING
        amount, rail = self._order.total, self._payment.rail
        if self._by_screen and code_url:
            seconds = self._policy.screen_s
            screen: show.Screen = money_show.ShowCode(amount, rail, code_url, round(seconds))
        else:
            seconds = self._policy.app_s
            screen = money_show.ConfirmInApp(amount, rail, round(seconds))
        return [do.StopTimer(SLOW), do.StartTimer(DEADLINE, seconds), do.Show(screen)]

    # --- time ---------------------------------------------------------------------------------

    def _waited(self, timer: str) -> list[Effect]:
        match timer, self.state:
            case "ask_again", State.SUBMITTED | State.WAITING | State.AT_COUNTER:
                return [money_do.QueryPayment(self._payment.id)]
            case "ask_again", State.CLOSING:
                return [money_do.ClosePayment(self._payment.id)]
            case "slow", State.SUBMITTED:
                self._is_slow = True
                return [do.Show(self._paying())]
            case "deadline", State.SUBMITTED | State.WAITING:
                return self._close()
            case "deadline", State.AT_COUNTER:
                return self._stop()
            case "deadline", State.CLOSING:
                return self._give_up()
            case "deadline", State.GIVEN_UP:
                return self._over(NotTaken(Trouble.GIVEN_UP))
            case _:  # a timer of an earlier step
                return []

    def _close(self) -> list[Effect]:
        """Time is up, and the shopper still waits: a success that shows up now is a sale."""
        is_hidden = self.state is State.WAITING  # a code that is closing must not be paid any more
        self.state, self._is_slow = State.CLOSING, True
        gone = [do.Show(self._paying())] if is_hidden else []
        last = do.StartTimer(DEADLINE, CLOSE_WITHIN_S)
        return [*gone, do.StopTimer(ASK_AGAIN), last, money_do.ClosePayment(self._payment.id)]

    # --- giving up ----------------------------------------------------------------------------

    def _stop(self) -> list[Effect]:
        self._is_stopped = True
        return [do.Show(money_show.Cancelling(self._order.total)), *self._give_up()]

    def _give_up(self) -> list[Effect]:
        self.state = State.GIVING_UP
        return [*self._stop_waiting(), money_do.GiveUpPayment(self._payment.id)]

    def _given_up(self, state: PaymentState) -> list[Effect]:
        if state is PaymentState.PAID:  # the answer was on disk before anybody was told otherwise
            return self._over(Took())
        if state in _ENDED:
            return self._over(NotTaken(_ENDED[state]))
        self.state = State.GIVEN_UP
        if not self._is_stopped:
            return self._over(NotTaken(Trouble.GIVEN_UP))
        return [do.StartTimer(DEADLINE, CLOSE_WITHIN_S)]

    def _not_done(self, effect: Effect) -> list[Effect]:
        match effect:
            case money_do.PlaceOrder() | money_do.Charge():
                return self._over(NotTaken(Trouble.CLOSED))
            case money_do.GiveUpPayment() if self.state is State.GIVING_UP and self._is_stopped:
                self._is_stopped = False  # nothing may be promised: close it, and see
                return self._close()
            case money_do.GiveUpPayment() if self.state is State.GIVING_UP:
                return self._over(NotTaken(Trouble.UNKNOWN))
            case _:
                return []

    def _over(self, outcome: Settled) -> list[Effect]:
        self.outcome = outcome
        return self._stop_waiting()

    def _stop_waiting(self) -> list[Effect]:
        return [do.StopTimer(timer) for timer in (SLOW, ASK_AGAIN, DEADLINE)]
