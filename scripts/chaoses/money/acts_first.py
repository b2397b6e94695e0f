"""The negative control: a kiosk that charges first, and writes it down once it knows.

Everything else is the product's own. What a kill between the two leaves must be found.
"""

from __future__ import annotations

from kiosk.compose.kiosk import Kiosk
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.perform import Performer, World
from kiosk.storage import payments


class ActsFirst:
    """Takes the place of a `Performer`."""

    def __init__(self, careful: Performer, world: World) -> None:
        self._careful = careful
        self._world = world
        self._unwritten: dict[str, money_do.PlaceOrder] = {}

    def perform(self, effect: Effect) -> list[Event]:
        match effect:
            case money_do.PlaceOrder(order, payment):
                self._unwritten[payment.id] = effect
                return [money_on.OrderPlaced(order.id, payment.id)]
            case money_do.Charge(payment, means=means):
                self._world.payments.charge(payment, means)
                return []
            case (
                money_do.RecordOutcome(payment_id) | money_do.QueryPayment(payment_id)
                | money_do.ClosePayment(payment_id) | money_do.GiveUpPayment(payment_id)
            ):  # fmt: skip
                self._write_down(payment_id)
                return self._careful.perform(effect)
            case _:
                return self._careful.perform(effect)

    def _write_down(self, payment_id: str) -> None:
        placing = self._unwritten.pop(payment_id, None)
        if placing is not None:
            self._careful.perform(placing)
            payments.submitting(self._world.database, payment_id, self._world.clock.now())


def spoil(kiosk: Kiosk) -> None:
    """Before it starts."""
    conductor = kiosk._conductor  # noqa: SLF001  # the product offers no way to do it wrong
    careful = conductor._performer  # noqa: SLF001
    conductor._performer = ActsFirst(careful, careful._world)  # type: ignore[assignment]  # noqa: SLF001
