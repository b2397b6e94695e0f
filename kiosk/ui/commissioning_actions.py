"""What fingers can do while a cabinet is set up: one slot each, one typed event each."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from firmware_bridge import learning_steps as learn
from kiosk.flows import commissioning_events as e
from kiosk.ui.actions import Send


class CommissioningActions(QObject):
    """`setup_actions` in QML, as `actions` is for all other pages."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send

    @Slot(bool)
    def begin(self, anew: bool) -> None:  # noqa: FBT001  # a slot takes what QML gives
        self._send(e.SetUpPressed(anew))

    @Slot()
    def yes(self) -> None:
        self._send(e.SetUpAnswered(learn.Yes()))

    @Slot()
    def again(self) -> None:
        self._send(e.SetUpAnswered(learn.Again()))

    @Slot()
    def no_more(self) -> None:
        self._send(e.SetUpAnswered(learn.Finish()))

    @Slot()
    def search_again(self) -> None:
        self._send(e.SetUpAnswered(learn.SearchAgain()))

    @Slot(bool)
    def leave_out(self, wanted: bool) -> None:  # noqa: FBT001  # as above
        self._send(e.LeaveOutPressed(wanted))

    @Slot(str)
    def leave_out_because(self, why: str) -> None:
        self._send(e.SetUpAnswered(learn.Skip(why)))

    @Slot(int)
    def name_door(self, number: int) -> None:
        """0: none opened."""
        self._send(e.SetUpAnswered(learn.DoorNamed(number or None)))

    @Slot(str)
    def name_shelf(self, key: str) -> None:
        self._send(e.SetUpAnswered(learn.ShelfNamed(key)))

    @Slot(int)
    def open_door(self, number: int) -> None:
        self._send(e.SetUpAnswered(learn.OpenDoor(number)))

    @Slot(str)
    def grams(self, digits: str) -> None:
        self._send(e.GramsTyped(digits))

    @Slot(str, int)
    def once_more(self, part: str, place: int) -> None:
        self._send(e.OnceMorePressed(part, place))

    @Slot()
    def write(self) -> None:
        self._send(e.WriteLearntPressed())

    @Slot()
    def undo(self) -> None:
        self._send(e.UndoLearntPressed())
