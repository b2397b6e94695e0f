"""What staff's fingers can do on the pages about decisions: one slot each, one typed event each."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from kiosk.flows import decision_events as e
from kiosk.flows.decision_screens import RecordTab
from kiosk.ui.actions import Send


class DecisionActions(QObject):
    """`decision_actions` in QML, as `actions` is for all other pages."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send

    @Slot(str)
    def filter(self, which: str) -> None:
        self._send(e.DecisionsFiltered(only_asked=which == "asked"))

    @Slot()
    def older(self) -> None:
        self._send(e.PageTurned(is_older=True))

    @Slot()
    def newer(self) -> None:
        self._send(e.PageTurned(is_older=False))

    @Slot(str)
    def choose(self, check_id: str) -> None:
        self._send(e.DecisionChosen(check_id))

    @Slot()
    def record(self) -> None:
        self._send(e.RecordPressed())

    @Slot(str)
    def choose_tab(self, tab: str) -> None:
        self._send(e.RecordTabChosen(RecordTab(tab)))

    @Slot(int)
    def choose_consent(self, place: int) -> None:
        self._send(e.ConsentChosen(place))

    @Slot()
    def order(self) -> None:
        self._send(e.PaidOrderPressed())
