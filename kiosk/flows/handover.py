"""From paid to gone: the order completed, the door opened, the receipt printed.

completing ─ numbered, queued, door intended ─▶ done ─ the shopper leaves ─▶ over
    ╰ could not be written down ─▶ lost: staff must look; the guard completes it later
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.domain.money import Money
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event


@dataclass(frozen=True, slots=True)
class HandoverPolicy:
    opens_door: bool
    prints_receipt: bool


class Handover:
    """`is_lost`: paid, and it could not be written down. `is_over`: the shopper has left."""

    def __init__(
        self,
        payment_id: str,
        order_id: str,
        door_command_id: str,
        balance: Money | None,
        policy: HandoverPolicy,
    ) -> None:
        self._payment_id = payment_id
        self._order_id = order_id
        self._door_command_id = door_command_id
        self._balance = balance
        self._policy = policy
        self._result: show.Result | None = None
        self.is_lost = False
        self.is_over = False

    @property
    def is_done(self) -> bool:
        return self._result is not None

    def start(self) -> list[Effect]:
        door = self._door_command_id if self._policy.opens_door else None
        return [money_do.CompleteOrder(self._payment_id, door)]

    def handle(self, event: Event) -> list[Effect]:
        if self._result:
            return self._done(event, self._result)
        match event:
            case money_on.OrderCompleted(receipt) if receipt.order_id == self._order_id:
                return self._completed(event)
            case on.NotDone(money_do.CompleteOrder(payment_id)) if payment_id == self._payment_id:
                self.is_lost = True
                return []
            case _:  # every touch: the order is being written down
                return []

    def _completed(self, done: money_on.OrderCompleted) -> list[Effect]:
        result = show.Result(
            replace(done.receipt, balance=self._balance),
            show.DoorNotice.OPENING if done.door_command_id else show.DoorNotice.NONE,
            show.PrintNotice.PRINTING if self._policy.prints_receipt else show.PrintNotice.NONE,
        )
        effects = self._update(result)
        if done.door_command_id:
            effects.append(do.OpenDoor(done.door_command_id))
        if self._policy.prints_receipt:
            effects.append(do.PrintReceipt(done.receipt))
        return effects

    def _done(self, event: Event, result: show.Result) -> list[Effect]:
        match event:
            case on.DoorOpened(command_id) if command_id == self._door_command_id:
                return self._update(replace(result, door=show.DoorNotice.OPEN))
            case on.DoorFailed(command_id) | on.DoorUnknown(command_id) if (
                command_id == self._door_command_id
            ):
                return self._update(replace(result, door=show.DoorNotice.ASK_STAFF))
            case on.Printed():
                return self._update(replace(result, printing=show.PrintNotice.PRINTED))
            case on.PrintFailed(_, trouble):
                return self._update(replace(result, printing=show.print_failure(trouble)))
            case on.PrintPressed() if result.printing is not show.PrintNotice.PRINTING:
                printing = replace(result, printing=show.PrintNotice.PRINTING)
                return [*self._update(printing), do.PrintReceipt(result.receipt)]
            case on.DonePressed() | on.CancelPressed() | on.BackPressed():
                self.is_over = True
                return []
            case _:  # everything about the payment is over
                return []

    def _update(self, result: show.Result) -> list[Effect]:
        self._result = result
        return [do.Show(result)]
