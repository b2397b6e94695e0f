"""Orders for staff: the list, one order with its door, its receipt and what went back of it.

orders ─▶ order ─▶ open the door? | print | refund (staff_refund.py)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.flows import staff_effects as staff_do
from kiosk.flows import staff_events as staff_on
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.screens import StaffQuestion
from kiosk.flows.staff_refund import StaffRefunding


class StaffOrderPages:
    """`is_over`: back to the menu. With `order_id` it begins with that order's page."""

    def __init__(self, new_id: Callable[[], str], order_id: str = "") -> None:
        self._new_id = new_id
        self._order_id = order_id
        self._door_command_id = ""
        self._order: show.StaffOrder | None = None
        self._refunding: StaffRefunding | None = None
        self._screen: show.Screen = show.StaffOrders(())
        self.is_over = False

    def start(self) -> list[Effect]:
        return [do.LoadOrder(self._order_id) if self._order_id else do.LoadOrders()]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case _ if self._refunding is not None:
                return [*self._refunding.handle(event), *self._after_refunding()]
            case on.BackPressed():
                return self._back()
            case on.OrdersLoaded(rows):
                return self._show(show.StaffOrders(rows))
            case on.OrderChosen(order_id):
                return [do.LoadOrder(order_id)]
            case on.OrderLoaded(row, receipt, asked):
                screen = show.StaffOrder(row, receipt, asked=asked) if row else None
                return self._loaded(screen) if screen else [do.LoadOrders()]
            case on.ConfirmPressed() if self._is_asking and self._order:
                return self._open_door(self._order)
            case _ if isinstance(self._screen, show.StaffOrder):
                return self._on_order(self._screen, event)
            case _:  # touches of an earlier page
                return []

    @property
    def _is_asking(self) -> bool:
        return isinstance(self._screen, show.StaffConfirm)

    def _show(self, screen: show.Screen) -> list[Effect]:
        self._screen = screen
        return [do.Show(screen)]

    def _loaded(self, screen: show.StaffOrder) -> list[Effect]:
        return [*self._show(screen), staff_do.LoadRefundable(screen.row.order_id)]

    def _back(self) -> list[Effect]:
        if self._is_asking and self._order:
            return self._show(self._order)
        if isinstance(self._screen, show.StaffOrder):
            return [do.LoadOrders()]
        self.is_over = True
        return []

    # --- one order ----------------------------------------------------------------------------

    def _on_order(self, screen: show.StaffOrder, event: Event) -> list[Effect]:
        match event:
            case staff_on.RefundableLoaded(order_id, found) if order_id == screen.row.order_id:
                return self._show(replace(screen, refundable=found))
            case staff_on.RefundPressed() if screen.refundable and screen.refundable.left.minor:
                self._refunding = StaffRefunding(screen.row, screen.refundable, self._new_id)
                return self._refunding.start()
            case money_on.RefundRecorded():  # of this order or another: look again
                return [staff_do.LoadRefundable(screen.row.order_id)]
            case on.PrintPressed() | on.Printed() | on.PrintFailed():
                return self._paper(screen, event)
            case staff_on.PrintRefundPressed(refund_id):
                return [staff_do.LoadRefundReceipt(refund_id)]
            case staff_on.RefundReceiptLoaded(receipt) if receipt:
                printing = replace(screen, printing=show.PrintNotice.PRINTING)
                return [*self._show(printing), do.PrintReceipt(receipt)]
            case _:
                return self._door(screen, event)

    def _after_refunding(self) -> list[Effect]:
        if self._refunding is None or not self._refunding.is_over:
            return []
        order_id, self._refunding = self._refunding.order_id, None
        return [do.LoadOrder(order_id)]

    def _paper(
        self, screen: show.StaffOrder, event: on.PrintPressed | on.Printed | on.PrintFailed
    ) -> list[Effect]:
        match event:
            case on.PrintPressed():
                if screen.receipt is None or screen.printing is show.PrintNotice.PRINTING:
                    return []
                printing = replace(screen, printing=show.PrintNotice.PRINTING)
                copy = replace(screen.receipt, is_copy=True)
                return [*self._show(printing), do.PrintReceipt(copy)]
            case on.Printed():
                return self._show(replace(screen, printing=show.PrintNotice.PRINTED))
            case on.PrintFailed(_, trouble):
                return self._show(replace(screen, printing=show.print_failure(trouble)))

    # --- the door -----------------------------------------------------------------------------

    def _open_door(self, screen: show.StaffOrder) -> list[Effect]:
        self._door_command_id = self._new_id()
        opening = replace(screen, door=show.DoorNotice.OPENING)
        command = do.OpenDoorForStaff(self._door_command_id, screen.row.order_id)
        return [*self._show(opening), command]

    def _door(self, screen: show.StaffOrder, event: Event) -> list[Effect]:
        match event:
            case on.OpenDoorPressed() if screen.receipt:
                self._order = screen
                return self._show(show.StaffConfirm(StaffQuestion.OPEN_DOOR))
            case on.NotDone(do.OpenDoorForStaff()):
                return self._show(replace(screen, door=show.DoorNotice.ASK_STAFF))
            case on.DoorOpened(command_id) if command_id == self._door_command_id:
                return self._show(replace(screen, door=show.DoorNotice.OPEN))
            case on.DoorFailed(command_id) | on.DoorUnknown(command_id) if (
                command_id == self._door_command_id
            ):
                return self._show(replace(screen, door=show.DoorNotice.ASK_STAFF))
            case _:  # late answers for an order that was left
                return []
