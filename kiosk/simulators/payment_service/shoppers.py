"""What people with phones do, and what testers ask: each act a method of plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk.simulators.payment_service import (
    agreements,
    alipay_agreements,
    alipay_bill,
    audit,
    buyers,
    faults,
    notifies,
    paying,
    scores,
    trades,
    wechat_bill,
)
from kiosk.simulators.payment_service.agreements import Agreement
from kiosk.simulators.payment_service.audit import Sums
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.buyers import Buyer, Habit
from kiosk.simulators.payment_service.errors import ControlError, RefusedError
from kiosk.simulators.payment_service.faults import FaultPlan, FaultRule
from kiosk.simulators.payment_service.given import Clock, Rng
from kiosk.simulators.payment_service.keys import Keys
from kiosk.simulators.payment_service.notifier import Notifier
from kiosk.simulators.payment_service.settings import Merchant
from kiosk.simulators.payment_service.trades import State, Trade


@dataclass(frozen=True, slots=True)
class Shoppers:
    """Every method raises ControlError where it cannot be done, and then changes nothing."""

    books: Books
    merchant: Merchant
    plan: FaultPlan
    notifier: Notifier
    rng: Rng
    clock: Clock
    keys: Keys

    def buyers(self) -> tuple[Buyer, ...]:
        return buyers.everybody(self.books)

    def add_buyer(self, name: str, balance_fen: int, habit: str = "plain") -> Buyer:
        try:
            return buyers.add(self.books, name, balance_fen, Habit(habit))
        except ValueError as error:
            raise ControlError(f"No habit {habit!r}: {', '.join(Habit)}.") from error

    def code(self, service: str, buyer: str = "rich") -> str:
        """A fresh payment code: good for 60 s, and once."""
        return buyers.fresh_code(self.books, self.rng, service, buyer)

    def face_token(self, buyer: str = "rich") -> str:
        """An ftoken, as Alipay's certified camera gives it (scene security_code)."""
        return buyers.fresh_code(self.books, self.rng, "alipay", buyer, face=True)

    def agreement(self, buyer: str = "rich") -> str:
        """The one that the buyer has from the start."""
        return buyers.named(self.books, buyer).agreement_no

    def sign(self, url: str, buyer: str = "rich") -> Agreement:
        """Scan the code of an agreement with Alipay's app, and say yes."""
        slack_s, now = self.books.habits.timestamp_tolerance_s, self.clock.now()
        terms = alipay_agreements.page(url, self.keys, self.merchant, now, slack_s)
        return agreements.sign(self.books, terms, buyers.named(self.books, buyer))

    def end_agreement(self, number: str) -> None:
        """End it in the app: `number` is Alipay's, or the merchant's own, or an openid."""
        found = [one.number for one in self.agreements() if number in {one.number, one.external}]
        try:
            standing = agreements.standing(self.books, found[0] if found else number)
        except RefusedError as error:
            raise ControlError(f"No agreement {number!r} stands.") from error
        agreements.end(self.books, standing)

    def agreements(self) -> tuple[Agreement, ...]:
        """Those that were signed here, or ended."""
        return agreements.all_agreements(self.books)

    def openid(self, buyer: str = "rich") -> str:
        return buyers.named(self.books, buyer).openid

    def scan(self, code_url: str, buyer: str = "rich") -> Trade:
        """Scan a QR code and pay it; with the habit `password` it waits for `confirm`."""
        with self.books.changing():
            person = buyers.named(self.books, buyer)
            trade = trades.with_code_url(self.books, code_url)
            if trade is None or trade.state is not State.WAITING:
                raise ControlError("This QR code is of no order that waits to be paid.")
            if person.habit is Habit.PASSWORD:
                return trades.wait_for(self.books, trade, buyer)
            return self._pay(trade, buyer)

    def confirm(self, number: str) -> Trade:
        """The buyer gives the password for a waiting payment."""
        trade = self._waiting(number)
        if trade.buyer is None:
            raise ControlError("Nobody has scanned this QR code yet: use scan.")
        return self._pay(trade, trade.buyer)

    def refuse(self, number: str) -> Trade:
        """The buyer says no: the number is dead."""
        return trades.end(self.books, self._waiting(number), State.REFUSED)

    def confirm_score(self, number: str, buyer: str = "rich") -> None:
        """The buyer agrees to a Payscore order that asked for it."""
        try:
            scores.confirm(self.books, number, buyers.named(self.books, buyer).name)
        except RefusedError as error:
            raise ControlError(f"Not done: {error.reason.value}.") from error

    def trades(self) -> tuple[Trade, ...]:
        return trades.all_trades(self.books)

    def trade(self, number: str) -> Trade:
        for service in ("alipay", "wechat"):
            found = trades.find(self.books, service, number)
            if found is not None:
                return found
        raise ControlError(f"No trade {number}.")

    def sums(self, service: str = "") -> Sums:
        return audit.sums(self.books, service)

    def notify_counts(self) -> tuple[int, int]:
        """(taken by the merchant, still to be sent)"""
        return notifies.counts(self.books)

    def notify(self, number: str, how: str = "again") -> bool:
        return self.notifier.send_again(number, how)

    def add_fault(self, text: str) -> FaultRule:
        """Raises SettingsError for words that are no rule."""
        rule = faults.parse_fault(text)
        self.plan.add(rule)
        return rule

    def faults(self) -> tuple[tuple[FaultRule, int], ...]:
        return self.plan.rules()

    def clear_faults(self) -> None:
        self.plan.clear()

    def bill(self, service: str, day: date) -> bytes:
        """The file as the vendor's merchant downloads it: GBK or UTF-8 CSV."""
        if service == "alipay":
            return alipay_bill.bill_file(self.books, self.merchant, day)
        if service == "wechat":
            return wechat_bill.bill_file(self.books, self.merchant, day)
        raise ControlError(f"No service {service!r}: alipay or wechat.")

    def _waiting(self, number: str) -> Trade:
        trade = self.trade(number)
        if trade.state is not State.WAITING:
            raise ControlError(f"Trade {number} does not wait: it is {trade.state.value}.")
        return trade

    def _pay(self, trade: Trade, buyer: str) -> Trade:
        try:
            return paying.confirm(self.books, trade, buyer)
        except RefusedError as error:
            raise ControlError(f"Not paid: {error.reason.value}.") from error
