"""Who has the screen: the step that is on, or staff while an order waits for its money.

Winds the idle clock: whoever got to a step is there, and a receipt has a time of its own.
"""

from __future__ import annotations

from kiosk.flows import events as on
from kiosk.flows import idle
from kiosk.flows.cabinet import CabinetSession
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.purchase import Purchase
from kiosk.flows.steps import Step, is_confirmed, is_done, is_in_flight


class Stage:
    """`step` is None on the first screen and in the shop."""

    def __init__(self, idle_s: float, result_s: float) -> None:
        self._idle_s = idle_s
        self._result_s = result_s
        self.step: Step | None = None
        self.at_counter: Purchase | None = None

    def begin(self, step: Step) -> list[Effect]:
        self.step = step
        return [*self.somebody_is_there(), *step.start()]

    def handle(self, event: Event) -> list[Effect]:
        if self.step is None:
            return []
        was_done = self.is_done
        effects = self.step.handle(event)
        return [*effects, self.wind()] if self.is_done and not was_done else effects

    def leave(self) -> list[Effect]:
        """What the step does to end."""
        ended = self.step.handle(on.CancelPressed()) if self.step else []
        self.step = None
        return ended

    def somebody_is_there(self) -> list[Effect]:
        """Nobody is asked any more whether they are."""
        return idle.somebody_is_there(self._seconds)

    def wind(self) -> Effect:
        return idle.wind(self._seconds)

    @property
    def _seconds(self) -> float:
        return self._result_s if self.is_done else self._idle_s

    @property
    def purchase(self) -> Purchase | None:
        return self.step if isinstance(self.step, Purchase) else self.at_counter

    @property
    def in_hand(self) -> tuple[str, ...]:
        """The shopper's own payment."""
        mine = self.step if isinstance(self.step, CabinetSession) else self.purchase
        payment_id = mine.in_hand if mine else None
        return (payment_id,) if payment_id else ()

    @property
    def is_in_flight(self) -> bool:
        return is_in_flight(self.step) or is_in_flight(self.at_counter)

    @property
    def is_confirmed(self) -> bool:
        return is_confirmed(self.step) or is_confirmed(self.at_counter)

    @property
    def is_done(self) -> bool:
        return is_done(self.step) or is_done(self.at_counter)

    # --- an order that waits at the counter ---------------------------------------------------

    @property
    def waits_at_counter(self) -> bool:
        return isinstance(self.step, Purchase) and self.step.is_at_counter

    def let_staff_take_money(self) -> None:
        self.at_counter = self.purchase

    def back_to_counter(self) -> list[Effect]:
        """Staff are done, or what they did has been answered: the shopper has the screen again."""
        ended = self.leave()
        self.step, self.at_counter = self.at_counter, None
        return ended

    def show_counter(self) -> list[Effect]:
        return self.step.show_again() if isinstance(self.step, Purchase) else []
