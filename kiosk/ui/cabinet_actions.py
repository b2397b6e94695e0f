"""What fingers can do at a cabinet: one slot each, one typed event each."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from kiosk.flows import cabinet_events as e
from kiosk.ui.actions import Send


class CabinetActions(QObject):
    """`cabinet_actions` in QML, as `actions` is for all other pages."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send

    @Slot(str, str)
    def open(self, cabinet: str, door: str) -> None:
        self._send(e.OpenCabinetPressed(cabinet, door))

    @Slot()
    def dispute(self) -> None:
        self._send(e.DisputePressed())

    @Slot()
    def pay_debt(self) -> None:
        self._send(e.PayDebtPressed())

    @Slot(str)
    def choose_review(self, session_id: str) -> None:
        self._send(e.ReviewChosen(session_id))

    @Slot(int)
    def choose_candidate(self, place: int) -> None:
        self._send(e.CandidateChosen(place))

    @Slot()
    def choose_nothing(self) -> None:
        self._send(e.NothingChosen())

    @Slot(str, int)
    def change_count(self, sku: str, by: int) -> None:
        self._send(e.ReviewCountChanged(sku, by))

    @Slot(str, str)
    def restock(self, cabinet: str, door: str) -> None:
        self._send(e.RestockChosen(cabinet, door))

    @Slot(str, str, int)
    def change_stock(self, shelf: str, sku: str, by: int) -> None:
        self._send(e.StockCountChanged(shelf, sku, by))
