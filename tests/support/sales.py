"""Sales in a real database: one latte, paid by any rail, and money given back for it."""

from __future__ import annotations

import sqlite3

from kiosk.domain.money import yuan
from kiosk.domain.payment import Paid, Payment, Rail
from kiosk.domain.refund import Refund, Refunded, RefundReason
from kiosk.storage import orders, payments, refunds
from tests.support.builders import an_order
from tests.support.fake_clock import AT
from tests.support.fake_shop import ADDRESS


def buy(db: sqlite3.Connection, number: int, rail: Rail) -> Payment:
    """One latte, paid."""
    order = an_order(order_id=f"o-{number}")
    payment = Payment(f"p-{number}", order.id, "zhang", order.total, rail)
    orders.place(db, order, payment, "", AT)
    payments.submitting(db, payment.id, AT)
    payments.record_outcome(db, payment.id, Paid(service_number=f"s-{number}"), AT)
    orders.complete(db, payment.id, None, ADDRESS, AT)
    return payment


def give_back(db: sqlite3.Connection, payment: Payment, amount: str) -> None:
    refund = Refund(f"r-{payment.id}", payment, yuan(amount), RefundReason.QUALITY)
    refunds.intend(db, refund, "staff", AT)
    refunds.record(db, refund.id, Refunded(), AT)
