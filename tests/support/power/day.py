"""A short day at the till: top-up, checkouts on two rails, refunds and holds, by the real code.

Everything goes through kiosk/perform_money.py, in the order in which the flows ask for it. What
somebody outside has heard is told on, so that nobody may be told something that a power cut takes
back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from kiosk.domain.hold import Hold
from kiosk.domain.identity import Approval, Identity, Proof
from kiosk.domain.money import Money
from kiosk.domain.order import Order
from kiosk.domain.payment import ByMember, Paid, Payment, Rail
from kiosk.domain.refund import RefundReason
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows.money_effects import MoneyEffect
from kiosk.perform_agreements import NOBODY, AgreementDesk
from kiosk.perform_money import Till
from kiosk.rails.switch import RailSwitch
from kiosk.storage import members
from kiosk.storage.database import empty_log
from kiosk.storage.wallet import WalletRail
from tests.support.fake_clock import FakeClock
from tests.support.fake_devices import QuietCloud
from tests.support.fake_rails import Answered, InlinePayments, any_yes, place_hold
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import ADDRESS, LATTE, TOAST, a_member, an_order
from tests.support.power.service import Service, Tell

MEMBER = "m-1"
PLACED, COMPLETED, TOPPED_UP, WALLET_PAID = "placed", "completed", "topped up", "paid by wallet"
Connect = Callable[[], sqlite3.Connection]


class Shop:
    """One kiosk's core without its screens. `connect` opens its database, once for each owner."""

    def __init__(self, connect: Connect, service: Service, tell: Tell) -> None:
        self.clock = FakeClock()
        self.database = connect()
        self.service = service
        self._tell = tell
        self._own: list[sqlite3.Connection] = [self.database]
        self.wallet = WalletRail(lambda: self._another(connect), self._now)
        self.rail = RailSwitch(
            {Rail.WALLET: self.wallet, Rail.ALIPAY: service}, {Rail.WALLET: self.wallet}
        )
        self._news: list[Answered] = []
        lane = InlinePayments(self.rail, self._news.append, self.rail)
        self.till = Till(
            self.database, VAULT, self.clock, lane, lane, QuietCloud(), ADDRESS, any_yes,
            AgreementDesk(self.database, self.clock, NOBODY),
        )  # fmt: skip

    def close(self) -> None:
        for connection in self._own:
            connection.close()

    def act(self, effect: MoneyEffect) -> None:
        """Do it, and whatever the answers lead to, as flows/visit.py has it."""
        for event in self.till.perform(effect):
            self._hear(event)
        while self._news:
            self._hear(self._news.pop(0))

    def push_what_is_open(self) -> None:
        """What the guard does, for some minutes."""
        for _ in range(6):
            self.act(money_do.ResolvePayments())
            self.clock.wind(120)

    def _hear(self, event: on.Event) -> None:
        match event:
            case money_on.OrderPlaced(_, payment_id):
                self._tell(PLACED, payment_id)
            case money_on.PaymentAnswered(payment_id, outcome):
                self._heard_of_payment(payment_id, outcome)
            case money_on.RefundAnswered(refund_id, outcome):
                self.act(money_do.RecordRefund(refund_id, outcome))
            case money_on.HoldAnswered(hold_id, outcome):
                self.act(money_do.RecordHold(hold_id, outcome))
            case money_on.OrderCompleted(receipt, _):
                self._tell(COMPLETED, f"{receipt.order_id} {receipt.number}")
            case _:
                pass

    def _heard_of_payment(self, payment_id: str, outcome: object) -> None:
        if isinstance(outcome, Paid) and outcome.balance is not None:
            self._tell(WALLET_PAID, payment_id)
        self.act(money_do.RecordOutcome(payment_id, outcome))  # type: ignore[arg-type]
        if isinstance(outcome, Paid):
            self.act(money_do.CompleteOrder(payment_id, None))

    def _now(self) -> datetime:
        return self.clock.now()

    def _another(self, connect: Connect) -> sqlite3.Connection:
        self._own.append(connect())
        return self._own[-1]


class Day:
    """What shoppers and staff do. `acts_first` is a mistake: it charges before it writes down."""

    def __init__(self, shop: Shop, tell: Tell, *, acts_first: bool = False) -> None:
        self._shop = shop
        self._tell = tell
        self._acts_first = acts_first

    def pass_by(self) -> None:
        shop = self._shop
        members.register(shop.database, VAULT, a_member(MEMBER), shop.clock.now())
        shop.act(money_do.TopUp("top-1", MEMBER, Money(500_00)))
        self._tell(TOPPED_UP, "top-1")
        self.pay(1, Rail.WALLET)
        self.pay(2, Rail.ALIPAY)
        empty_log(shop.database)  # as when a member is forgotten: the log goes into the file
        self.pay(3, Rail.ALIPAY, loses_answers=True)
        shop.act(money_do.QueryPayment("pay-3"))
        self.pay(4, Rail.ALIPAY, loses_answers=True)
        shop.act(money_do.GiveUpPayment("pay-4"))
        self.refund("refund-1", "pay-1", 500)
        self.refund("refund-2", "pay-2", an_order("order-2", LATTE, TOAST).total.minor)
        shop.push_what_is_open()
        self.hold("hold-1", captured=700)
        self.hold("hold-2", captured=0)
        self.pay(5, Rail.WALLET)

    def pay(self, number: int, rail: Rail, *, loses_answers: bool = False) -> None:
        shop = self._shop
        order = an_order(f"order-{number}", LATTE, TOAST)
        payment = Payment(f"pay-{number}", order.id, MEMBER, order.total, rail)
        shop.service.loses_answers = loses_answers
        if self._acts_first:
            shop.rail.charge(payment, ByMember())
        shop.act(money_do.PlaceOrder(order, payment))
        shop.act(money_do.Charge(payment, _approval(order)))
        shop.service.loses_answers = False
        shop.clock.wind(30)

    def refund(self, refund_id: str, payment_id: str, minor: int) -> None:
        reason = RefundReason.QUALITY
        self._shop.act(money_do.IntendRefund(refund_id, payment_id, Money(minor), reason, "staff"))

    def hold(self, hold_id: str, *, captured: int) -> None:
        hold = Hold(hold_id, f"session-{hold_id}", MEMBER, Money(20_00), Rail.WALLET)
        self._shop.act(place_hold(hold))
        if captured:
            self._shop.act(money_do.CaptureHold(hold_id, Money(captured)))
        else:
            self._shop.act(money_do.ReleaseHold(hold_id))


def _approval(order: Order) -> Approval:
    return Approval(Identity(MEMBER, Proof.PIN), order.id, order.total)
