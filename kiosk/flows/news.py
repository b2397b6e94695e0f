"""What devices and services tell of money and doors, whoever stands there: written down first."""

from __future__ import annotations

from typing import assert_never

from kiosk.domain.door import DoorState
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows.agreement_effects import RecordAgreement
from kiosk.flows.agreement_events import (
    AgreementBegun,
    AgreementEnded,
    AgreementLooked,
    AgreementNews,
)
from kiosk.flows.effects import Effect

DoorNews = on.DoorOpened | on.DoorFailed | on.DoorUnknown
MoneyNews = money_on.PaymentAnswered | money_on.RefundAnswered | money_on.HoldAnswered
News = MoneyNews | DoorNews | AgreementNews


def record(news: News) -> Effect:
    match news:
        case money_on.PaymentAnswered(payment_id, outcome):
            return money_do.RecordOutcome(payment_id, outcome)
        case money_on.RefundAnswered(refund_id, refunded):
            return money_do.RecordRefund(refund_id, refunded)
        case money_on.HoldAnswered(hold_id, held):
            return money_do.RecordHold(hold_id, held)
        case on.DoorOpened(command_id):
            return do.RecordDoor(command_id, DoorState.OPENED)
        case on.DoorFailed(command_id, reason):
            return do.RecordDoor(command_id, DoorState.FAILED, reason)
        case on.DoorUnknown(command_id, reason):
            return do.RecordDoor(command_id, DoorState.UNKNOWN, reason)
        case AgreementLooked() | AgreementBegun() | AgreementEnded():
            return RecordAgreement(news)
        case _:
            assert_never(news)
