"""Orders that wait for their money at the counter: staff take it, and say so with a second tap.

waiting ─▶ one order ─▶ cash | card ─▶ second tap ─▶ the order's page, with its numbers
"""

from __future__ import annotations

from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_events as money_on
from kiosk.flows import staff_effects as staff_do
from kiosk.flows import staff_events as staff_on
from kiosk.flows import staff_screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.staff_records import CounterRow

STAFF = "staff"


class StaffCounterPages:
    """`is_over`: back to the menu. `finished`: the order that was paid just now, to be shown."""

    def __init__(self, takes: tuple[str, ...]) -> None:
        self._takes = takes
        self._screen: show.StaffScreen = show.StaffCounter(())
        self.is_over = False
        self.finished = ""

    def start(self) -> list[Effect]:
        return [staff_do.LoadCounter()]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case on.BackPressed():
                return self._back()
            case staff_on.CounterLoaded(rows) if isinstance(self._screen, show.StaffCounter):
                return self._show(show.StaffCounter(rows, self._screen.gone))
            case staff_on.CounterGone(payment_id):
                return self._gone(payment_id)
            case _:
                return self._on_page(event)

    def _show(self, screen: show.StaffScreen) -> list[Effect]:
        self._screen = screen
        return [do.Show(screen)]

    def _order(self, row: CounterRow) -> list[Effect]:
        return self._show(show.StaffCounterOrder(row, self._takes))

    def _list(self, *, gone: bool = False) -> list[Effect]:
        self._screen = show.StaffCounter((), gone)
        return [staff_do.LoadCounter()]

    def _back(self) -> list[Effect]:
        match self._screen:
            case show.StaffCounterConfirm(row):
                return self._order(row)
            case show.StaffCounterOrder() | show.StaffCounterBusy():
                return self._list()
            case _:
                self.is_over = True
                return []

    def _on_page(self, event: Event) -> list[Effect]:
        match self._screen, event:
            case show.StaffCounter(rows), staff_on.CounterOrderChosen(payment_id):
                found = [row for row in rows if row.payment_id == payment_id]
                return self._order(found[0]) if found else self._list()
            case show.StaffCounterOrder(row), staff_on.ReceivedPressed(rail) if rail in self._takes:
                return self._show(show.StaffCounterConfirm(row, rail))
            case show.StaffCounterConfirm(row, rail), on.ConfirmPressed():
                receive = staff_do.ReceiveAtCounter(row.payment_id, rail, STAFF)
                return [*self._show(show.StaffCounterBusy(row)), receive]
            case show.StaffCounterBusy(row), money_on.OrderCompleted(receipt) if (
                receipt.order_id == row.order_id
            ):
                self.finished = row.order_id
                return []
            case show.StaffCounterBusy(), on.NotDone(staff_do.ReceiveAtCounter()):
                return self._list()
            case _:  # touches of an earlier page
                return []

    def _gone(self, payment_id: str) -> list[Effect]:
        match self._screen:
            case show.StaffCounterBusy(row) if row.payment_id == payment_id:
                return self._list(gone=True)
            case _:
                return []
