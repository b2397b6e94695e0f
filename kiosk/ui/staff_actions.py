"""What staff's fingers can do on the pages about money: one slot each, one typed event each."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from kiosk.domain.payment import Rail
from kiosk.domain.refund import RefundReason
from kiosk.flows import staff_events as e
from kiosk.ui.actions import Send


class StaffActions(QObject):
    """`staff_actions` in QML, as `actions` is for all other pages."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send

    @Slot()
    def refund(self) -> None:
        self._send(e.RefundPressed())

    @Slot(int, int)
    def change_quantity(self, place: int, by: int) -> None:
        self._send(e.RefundQuantityChanged(place, by))

    @Slot()
    def refund_all(self) -> None:
        self._send(e.RefundAllPressed())

    @Slot()
    def refund_amount(self) -> None:
        self._send(e.RefundAmountPressed())

    @Slot(str)
    def choose_reason(self, reason: str) -> None:
        self._send(e.RefundReasonChosen(RefundReason(reason)))

    @Slot(str)
    def print_refund(self, refund_id: str) -> None:
        self._send(e.PrintRefundPressed(refund_id))

    @Slot(str)
    def choose_counter_order(self, payment_id: str) -> None:
        self._send(e.CounterOrderChosen(payment_id))

    @Slot(str)
    def received(self, rail: str) -> None:
        self._send(e.ReceivedPressed(Rail(rail)))

    @Slot(int)
    def choose_day(self, number: int) -> None:
        self._send(e.DayChosen(number))

    @Slot()
    def close_day(self) -> None:
        self._send(e.CloseDayPressed())

    @Slot()
    def bills(self) -> None:
        self._send(e.BillsPressed())

    @Slot(str)
    def choose_bill(self, path: str) -> None:
        self._send(e.BillChosen(path))

    @Slot()
    def export_day(self) -> None:
        self._send(e.ExportPressed())

    @Slot()
    def ask_again(self) -> None:
        self._send(e.AskAgainPressed())
