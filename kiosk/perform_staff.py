"""The back-room part of perform.py: refundable orders, counter, day-ends and bills."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from kiosk.domain.day_end import DayEnd
from kiosk.domain.language import Language
from kiosk.domain.payment import AtCounter
from kiosk.flows import staff_effects as do
from kiosk.flows import staff_events as on
from kiosk.flows.events import Event
from kiosk.ports import Clock, Payments, Reports
from kiosk.storage import counter_orders, day_end, refund_lines, refund_receipts
from kiosk.storage.order_message import OrderAddress

log = logging.getLogger(__name__)

Answers = list[Event]


@dataclass(frozen=True, slots=True)
class BackRoom:
    """Does what an effect of the staff pages says. The database belongs to the core thread."""

    database: sqlite3.Connection
    clock: Clock
    payments: Payments
    address: OrderAddress
    reports: Reports

    def perform(self, effect: do.StaffEffect, language: Language) -> Answers:
        db, now = self.database, self.clock.now()
        match effect:
            case do.LoadRefundable(order_id):
                found = refund_lines.refundable_of(db, order_id)
                return [on.RefundableLoaded(order_id, found)]
            case do.LoadRefundReceipt(refund_id):
                receipt = refund_receipts.receipt_of(db, refund_id, self.address.shop)
                return [on.RefundReceiptLoaded(receipt)]
            case do.LoadCounter():
                return [on.CounterLoaded(counter_orders.waiting(db))]
            case do.ReceiveAtCounter():
                return self._receive(effect)
            case do.LoadDayEnd(number):
                day = day_end.closed(db, number) if number else None
                return [self._day_end(day or day_end.so_far(db, now))]
            case do.CloseDay(close_id):
                return [self._day_end(day_end.close_day(db, close_id, now))]
            case do.LoadBills():
                self.reports.list_bills()
                return []
            case do.CompareBill(path):
                self.reports.compare(Path(path))
                return []
            case do.ExportDay(day, comparison):
                self.reports.export(day, comparison, language)
                return []
            case _:
                assert_never(effect)

    def _day_end(self, day: DayEnd) -> Event:
        return on.DayEndLoaded(day, day_end.last_number(self.database))

    def _receive(self, effect: do.ReceiveAtCounter) -> Answers:
        db, now = self.database, self.clock.now()
        payment = counter_orders.receiving(db, effect.payment_id, effect.rail, now)
        if payment is None:
            return [on.CounterGone(effect.payment_id)]
        self.payments.charge(payment, AtCounter(effect.staff))
        return []
