"""A member has the face alone deleted, or everything: after a second tap, and with a receipt.

    face alone, without a PIN ─▶ new PIN, or none (new_pin.py) ─▶ confirming
    face alone | everything ───▶ confirming ─ tap ─▶ going ─▶ gone, a receipt

Where money is open the wish is accepted all the same: see domain/leaving.py.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from kiosk.domain.forgetting import Scope, Why
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.new_pin import NewPin
from kiosk.flows.records import MemberRow
from kiosk.flows.way_out import WayOut, way_out


class Went(Enum):
    GONE = auto()
    """The receipt is on the screen."""
    FAILED = auto()


class State(Enum):
    NEW_PIN = auto()
    CONFIRMING = auto()
    GOING = auto()


class Forgetting:
    """`outcome` is set once it is over. While it is being done nobody can leave."""

    def __init__(self, scope: Scope, row: MemberRow) -> None:
        self._scope = scope
        self._row = row
        self._new_pin = NewPin()
        self.state = State.CONFIRMING
        self.outcome: Went | WayOut | None = None

    def start(self) -> list[Effect]:
        """Without PIN and face nothing would be left to pay by: one can be chosen, or not."""
        if self._scope is Scope.FACE and not self._row.member.has_pin:
            self.state = State.NEW_PIN
            return self._new_pin.start()
        return self._ask()

    def handle(self, event: Event) -> list[Effect]:
        if self.state is State.GOING:
            return self._going(event)
        self.outcome = way_out(event)
        if self.outcome is not None:
            return []
        return self._choosing(event) if self.state is State.NEW_PIN else self._confirming(event)

    def _choosing(self, event: Event) -> list[Effect]:
        effects = self._new_pin.handle(event)
        return effects if self._new_pin.chosen is None else self._ask()

    def _ask(self) -> list[Effect]:
        self.state = State.CONFIRMING
        member = replace(self._row.member, has_pin=self._can_pay)
        return [do.Show(see.ForgetConfirm(self._scope, replace(self._row, member=member)))]

    def _confirming(self, event: Event) -> list[Effect]:
        if not isinstance(event, on.ConfirmPressed):
            return []
        self.state = State.GOING
        member_id, pin = self._row.member.id, self._new_pin.chosen or ""
        return [member_do.ForgetMember(member_id, Why.SHOPPER, self._scope, new_pin=pin)]

    def _going(self, event: Event) -> list[Effect]:
        match event:
            case member_on.MemberForgotten(receipt, is_clean, waits, has_rest):
                self.outcome = Went.GONE
                scope = Scope.ACCEPTED if waits else self._scope
                gone = see.Forgotten(
                    scope,
                    receipt,
                    is_clean=is_clean,
                    waits=waits,
                    can_pay=self._can_pay,
                    has_rest=has_rest,
                )
                return [do.Show(gone)]
            case on.NotDone(member_do.ForgetMember()):
                self.outcome = Went.FAILED
                return []
            case _:  # a touch: a moment, and the receipt is there
                return []

    @property
    def _can_pay(self) -> bool:
        """With a PIN: the one that was there, or the new one."""
        return self._row.member.has_pin or bool(self._new_pin.chosen)
