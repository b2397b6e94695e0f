"""The money part of perform.py: payments, refunds, holds, and the guard that ends what is open.

On disk first, then to the rail. The shopper's lane serves whoever stands in front; the guard's
lane everything that is older, so that a service that hangs with an old payment delays nobody.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import assert_never

from kiosk.domain.back_off import BackOff
from kiosk.domain.hold import Hold, HoldState, Released
from kiosk.domain.identity import Approval
from kiosk.domain.payment import Closed, Paid, Payment, PaymentState, Refusal, Refused
from kiosk.domain.refund import Refund
from kiosk.domain.risk import Deed
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows.events import Event
from kiosk.flows.money_effects import HoldEffect, MoneyEffect, PaymentEffect, RefundEffect
from kiosk.perform_agreements import AgreementDesk
from kiosk.ports import Clock, Cloud, Payments
from kiosk.storage import (
    holds,
    members,
    orders,
    payment_rows,
    payments,
    refund_lines,
    refunds,
    wallet,
)
from kiosk.storage.database import transaction
from kiosk.storage.order_message import OrderAddress
from kiosk.storage.refunds import RefundNotAllowedError
from kiosk.storage.vault import Vault

log = logging.getLogger(__name__)

Answers = list[Event]


@dataclass(frozen=True, slots=True)
class Till:
    """Does what a money effect says. The database connection belongs to the core thread."""

    database: sqlite3.Connection
    vault: Vault
    clock: Clock
    shopper: Payments
    guard: Payments
    cloud: Cloud
    address: OrderAddress
    may_charge: Callable[[Approval, Deed], bool]
    agreements: AgreementDesk
    back_off: BackOff = field(default_factory=BackOff)

    def perform(self, effect: MoneyEffect) -> Answers:
        if isinstance(effect, RefundEffect):
            return self._refund(effect)
        if isinstance(effect, HoldEffect):
            return self._hold(effect)
        match effect:
            case money_do.ResolvePayments(in_hand):
                return self._resolve(in_hand)
            case money_do.TopUp(top_up_id, member_id, amount):
                wallet.top_up(self.database, top_up_id, member_id, amount, self.clock.now())
                row = members.find_row(self.database, self.vault, member_id)
                return [money_on.ToppedUp(amount, row)] if row else [member_on.MemberLoaded(None)]
            case _:
                return self._payment(effect)

    # --- payments -----------------------------------------------------------------------------

    def _payment(self, effect: PaymentEffect) -> Answers:
        db, now = self.database, self.clock.now()
        match effect:
            case money_do.PlaceOrder(order, payment):
                payer = members.find(db, self.vault, payment.member_id)
                with transaction(db):
                    orders.place(db, order, payment, payer.masked if payer else "", now)
                    members.used(db, payment.member_id, now)
                return [money_on.OrderPlaced(order.id, payment.id)]
            case money_do.Charge():
                return self._charge(effect)
            case money_do.QueryPayment(payment_id):
                self.shopper.query(payment_rows.get(db, payment_id))
            case money_do.ClosePayment(payment_id):
                self.shopper.close(payment_rows.get(db, payment_id))
            case money_do.GiveUpPayment(payment_id):
                return self._give_up(payment_id)
            case money_do.RecordOutcome(payment_id, outcome):
                payments.record_outcome(db, payment_id, outcome, now, self.address)
                if outcome == Refused(Refusal.NO_AGREEMENT):
                    payment = payment_rows.get(db, payment_id)
                    self.agreements.has_ended(payment.member_id, payment.rail)
            case money_do.CompleteOrder():
                return self._complete(effect)
            case _:
                assert_never(effect)
        return []

    def _charge(self, effect: money_do.Charge) -> Answers:
        """Only what the shopper said yes to, and only once: a second submission asks instead."""
        payment, approval = effect.payment, effect.approval
        if (approval.order_id, approval.amount) != (payment.order_id, payment.amount):
            raise ValueError(f"payment {payment.id} is not what was approved")
        is_new = payment_rows.state_of(self.database, payment.id) is PaymentState.CREATED
        if is_new and not self.may_charge(approval, Deed.PAY):  # the rail has not heard of it yet
            return [money_on.PaymentAnswered(payment.id, Refused(Refusal.DECLINED))]
        if payments.submitting(self.database, payment.id, self.clock.now()):
            self.shopper.charge(payment, effect.means)
        else:
            self.shopper.query(payment)
        return []

    def _give_up(self, payment_id: str) -> Answers:
        state = payments.give_up(self.database, payment_id, self.clock.now())
        if state is PaymentState.CANCELLING:
            self.back_off.pushed(payment_id, self.clock.monotonic())
            self.guard.close(payment_rows.get(self.database, payment_id))
        return [money_on.PaymentGivenUp(payment_id, state)]

    def _complete(self, effect: money_do.CompleteOrder) -> Answers:
        db, payment_id = self.database, effect.payment_id
        state = payment_rows.state_of(db, payment_id)
        if state in {PaymentState.REFUNDING, PaymentState.REFUNDED}:
            log.warning("payment %s was given up before: its money goes back", payment_id)
            return []
        if state is not PaymentState.PAID:  # the answer could not be written down: the guard asks
            log.warning("payment %s is not written down as paid: its order waits", payment_id)
            return [on.NotDone(effect)]
        now = self.clock.now()
        done = orders.complete(db, payment_id, effect.door_command_id, self.address, now)
        self.cloud.wake()
        return [money_on.OrderCompleted(done.receipt, done.door_command_id)]

    # --- refunds ------------------------------------------------------------------------------

    def _refund(self, effect: RefundEffect) -> Answers:
        match effect:
            case money_do.IntendRefund():
                return self._intend_refund(effect)
            case money_do.RecordRefund(refund_id, outcome):
                now = self.clock.now()
                refunds.record(self.database, refund_id, outcome, now, self.address)
                self.cloud.wake()
                return self._refund_recorded(refund_id)
            case _:
                assert_never(effect)

    def _intend_refund(self, effect: money_do.IntendRefund) -> Answers:
        db = self.database
        payment = payment_rows.get(db, effect.payment_id)
        refund = Refund(effect.refund_id, payment, effect.amount, effect.reason)
        try:
            with transaction(db):
                if refunds.intend(db, refund, effect.by, self.clock.now()):
                    refund_lines.put(db, refund.id, effect.lines)
        except RefundNotAllowedError as error:
            log.warning("%s", error)
            return [money_on.RefundNotAllowed(refund.id, refunds.refundable(db, payment.id))]
        self.back_off.pushed(refund.id, self.clock.monotonic())
        self._send_refund(refund, self.shopper)
        return self._refund_recorded(refund.id)

    def _send_refund(self, refund: Refund, lane: Payments) -> None:
        if refunds.submitting(self.database, refund.id, self.clock.now()):
            lane.refund(refund)

    def _refund_recorded(self, refund_id: str) -> Answers:
        refund, state = refunds.get(self.database, refund_id)
        detail = refunds.detail_of(self.database, refund_id)
        return [money_on.RefundRecorded(refund_id, refund.payment.id, refund.amount, state, detail)]

    # --- holds --------------------------------------------------------------------------------

    def _hold(self, effect: HoldEffect) -> Answers:
        db, now = self.database, self.clock.now()
        match effect:
            case money_do.PlaceHold(hold, approval, means):
                if not self._may_hold(hold, approval):
                    return [money_on.HoldNotAllowed(hold.id)]
                if holds.submitting(db, hold.id, now):
                    self.shopper.hold(hold, means)
                else:
                    self.shopper.query_hold(hold)
                return self._hold_recorded(hold.id)
            case money_do.CaptureHold(hold_id, amount):
                if holds.capturing(db, hold_id, amount, now):
                    self._end_hold(holds.get(db, hold_id), HoldState.CAPTURING, self.shopper)
                return self._hold_recorded(hold_id)
            case money_do.ReleaseHold(hold_id):
                if holds.releasing(db, hold_id, now):
                    self._end_hold(holds.get(db, hold_id), HoldState.RELEASING, self.guard)
                return self._hold_recorded(hold_id)
            case money_do.RecordHold(hold_id, outcome):
                holds.record(db, hold_id, outcome, now)
                return self._hold_recorded(hold_id)
            case _:
                assert_never(effect)

    def _may_hold(self, hold: Hold, approval: Approval) -> bool:
        """Only what the shopper said yes to. Whoever opens a door was here, whatever they take."""
        if (approval.identity.member_id, approval.amount) != (hold.member_id, hold.amount):
            raise ValueError(f"hold {hold.id} is not what was approved")
        db, now = self.database, self.clock.now()
        with transaction(db):
            is_new = holds.state_of(db, hold.id) is None
            if is_new and not self.may_charge(approval, Deed.HOLD):
                return False
            holds.intend(db, hold, now)
            members.used(db, hold.member_id, now)
            return True

    def _end_hold(self, hold: Hold, state: HoldState, lane: Payments) -> None:
        self.back_off.pushed(hold.id, self.clock.monotonic())
        amount = holds.captured_amount(self.database, hold.id)
        if state is HoldState.CAPTURING and amount is not None:
            lane.capture(hold, amount)
        elif holds.releasing(self.database, hold.id, self.clock.now()):
            lane.release(hold)

    def _hold_recorded(self, hold_id: str) -> Answers:
        state = holds.state_of(self.database, hold_id)
        assert state is not None  # noqa: S101  # callers have just written it
        return [
            money_on.HoldRecorded(hold_id, state, holds.captured_amount(self.database, hold_id))
        ]

    # --- the guard ----------------------------------------------------------------------------

    def _resolve(self, in_hand: tuple[str, ...]) -> Answers:
        """Push what is due; a rail's answer comes later, what is known here at once."""
        work = {key: push for key, push in self._open().items() if key not in in_hand}
        due = self.back_off.take_due(work, self.clock.monotonic())
        return [answer for key in due for answer in work[key]()]

    def _open(self) -> dict[str, Callable[[], Answers]]:
        work: dict[str, Callable[[], Answers]] = {}
        for payment, state in payments.open_ones(self.database):
            work[payment.id] = partial(self._push_payment, payment, state)
        for payment_id in payments.unfinished(self.database):
            work[payment_id] = partial(self._push_order, payment_id)
        for refund in refunds.open_ones(self.database):
            work[refund.id] = partial(self._push_refund, refund)
        for hold, held in holds.open_ones(self.database):
            if held is not HoldState.HELD:  # whoever opened the door decides about that one
                work[hold.id] = partial(self._push_hold, hold, held)
        return work | self.agreements.open_ones()

    def _push_payment(self, payment: Payment, state: PaymentState) -> Answers:
        if state is PaymentState.CREATED:  # it never left this kiosk, and now never will
            return [money_on.PaymentAnswered(payment.id, Closed())]
        self.guard.close(payment)
        return []

    def _push_order(self, payment_id: str) -> Answers:
        """It is paid, and what should have followed was not written down."""
        return [money_on.PaymentAnswered(payment_id, Paid())]

    def _push_refund(self, refund: Refund) -> Answers:
        self._send_refund(refund, self.guard)
        return []

    def _push_hold(self, hold: Hold, state: HoldState) -> Answers:
        if state is HoldState.CREATED:
            return [money_on.HoldAnswered(hold.id, Released())]
        self._end_hold(hold, state, self.guard)
        return []
