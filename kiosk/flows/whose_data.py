"""Whose data is to be shown? Asked before anything of it is; ends with what is kept of this member.

    choosing ─ face ──▶ looking (looking.py) ─ named ─▶ asked (proving.py) ──────▶ loading ─▶ known
             ╰ phone ─▶ typing (number_and_pin.py) ─ right ───────────────────────▶ loading ─▶ known
    nobody named, not alive, refused, or gone ─▶ choosing

A face is judged as one that pays is (domain/risk.py): in doubt the number or the PIN is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from kiosk.domain.money import Money
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.risk import Deed, Evidence, Reason
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_events as money_on
from kiosk.flows.alive import AlivePolicy
from kiosk.flows.checkout import Identified
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.looking import Looking, NoFace
from kiosk.flows.number_and_pin import NumberAndPin
from kiosk.flows.proving import PROOF_TIMER, Proving
from kiosk.flows.purpose import Purpose
from kiosk.flows.records import MemberRow
from kiosk.flows.way_out import WayOut, way_out

LOOK_TIMER = "my_data"


class By(Enum):
    """How somebody is known."""

    FACE = auto()
    PIN = auto()
    JOINING = auto()
    """They became a member here just now."""


@dataclass(frozen=True, slots=True)
class Known:
    """`seen`: what the camera saw of whoever came by face."""

    row: MemberRow
    by: By
    seen: Evidence | None = None


class State(Enum):
    CHOOSING = auto()
    LOOKING = auto()
    ASKED = auto()
    TYPING = auto()
    LOADING = auto()


class WhoseData:
    """`outcome` is set once it is over.

    `alive`: the gestures a face has to make first; without them a photograph would be enough.
    `typing_s`: how long number or PIN are waited for, where a face alone is not enough.
    """

    def __init__(
        self,
        search_s: float,
        why_no_face: Problem | None,
        alive: AlivePolicy | None,
        *,
        new_id: Callable[[], str],
        typing_s: float,
    ) -> None:
        self._search_s = search_s
        self._why_no_face = why_no_face
        self._alive_policy = alive
        self._new_id = new_id
        self._typing_s = typing_s
        self._looking: Looking | None = None
        self._evidence: Evidence | None = None
        self._proof: Proving | None = None
        self._typing = NumberAndPin(Purpose.DATA)
        self._by = By.JOINING
        self.state = State.CHOOSING
        self.outcome: Known | WayOut | None = None

    def start(self, *, not_found: bool = False) -> list[Effect]:
        self.state = State.CHOOSING
        return [do.Show(see.ProveYourself(self._why_no_face, not_found))]

    def has_joined(self, member_id: str) -> list[Effect]:
        """Instead of `start`: somebody who became a member here just now need not prove it."""
        return self._load(member_id, By.JOINING)

    def stop(self) -> list[Effect]:
        """Nobody looks, and nobody types, any more."""
        if self._proof is not None:
            ended, self._proof = self._proof.stop(), None
            return ended
        if self.state is State.LOOKING and self._looking is not None:
            return self._looking.stop()
        return []

    def faces_changed(self, why_no_face: Problem | None) -> list[Effect]:
        """The camera or the models went away, or came back."""
        self._why_no_face = why_no_face
        if self.state is State.CHOOSING:
            return self.start()
        is_off = why_no_face is not None and why_no_face.fault is Fault.FACES_OFF
        is_watching = self.state is State.LOOKING
        if why_no_face and (is_watching or (is_off and self.state is State.ASKED)):
            return self._anew()
        return []

    def handle(self, event: Event) -> list[Effect]:
        way = way_out(event)
        if way is WayOut.BACK and self.state is not State.CHOOSING:
            return self._back()
        if way is not None:
            self.outcome = way
            return self.stop()
        return self._in_state(event)

    def _in_state(self, event: Event) -> list[Effect]:
        match self.state:
            case State.CHOOSING:
                return self._choosing(event)
            case State.LOOKING:
                return self._looked(event)
            case State.ASKED:
                return self._asked(event)
            case State.TYPING:
                return self._typed(event)
            case State.LOADING:
                return self._loading(event)

    def _back(self) -> list[Effect]:
        if self.state is State.TYPING and self._typing.is_at_pin:
            return self._typing.start()
        return self._anew()

    def _anew(self, *, not_found: bool = False) -> list[Effect]:
        return [*self.stop(), *self.start(not_found=not_found)]

    def _choosing(self, event: Event) -> list[Effect]:
        match event:
            case money_on.PayByFacePressed() if self._why_no_face is None:
                return self._look()
            case money_on.PayByPhonePressed():
                return self._by_phone()
            case _:  # a touch of an earlier screen, or a late frame
                return []

    # --- by face ------------------------------------------------------------------------------

    def _look(self) -> list[Effect]:
        self.state = State.LOOKING
        self._looking = Looking(Purpose.DATA, LOOK_TIMER, self._search_s, self._alive_policy)
        return self._looking.start()

    def _looked(self, event: Event) -> list[Effect]:
        if isinstance(event, money_on.PayByPhonePressed):
            return self._by_phone()
        if self._looking is None:
            return []
        effects = self._looking.handle(event)
        match self._looking.outcome:
            case Evidence() as seen:
                self._evidence = seen
                return [*effects, *self._ask_proof(seen)]
            case NoFace():
                return [*effects, *self.start(not_found=True)]
            case None:
                return effects

    def _ask_proof(self, evidence: Evidence) -> list[Effect]:
        self.state = State.ASKED
        self._proof = Proving(evidence, Money(0), self._typing_s, self._new_id, deed=Deed.LOOK)
        return self._proof.start()

    def _asked(self, event: Event) -> list[Effect]:
        if self._proof is None:
            return []
        if event == on.TimedOut(PROOF_TIMER):  # whoever it was has gone
            return self._anew()
        effects = self._proof.handle(event)
        match self._proof.outcome:
            case Identified(_, member):
                self._proof = None
                return [*effects, *self._load(member.id, By.FACE)]
            case tuple() as reasons:
                self._proof = None
                return [*effects, *self.start(not_found=Reason.FAILURES not in reasons)]
            case None:
                return effects

    # --- by number and PIN --------------------------------------------------------------------

    def _by_phone(self) -> list[Effect]:
        stopped = self.stop()
        self.state = State.TYPING
        self._typing = NumberAndPin(Purpose.DATA)
        return [*stopped, *self._typing.start()]

    def _typed(self, event: Event) -> list[Effect]:
        effects, member = self._typing.handle(event), self._typing.outcome
        return self._load(member.id, By.PIN) if member else effects

    # --- what is kept of them -----------------------------------------------------------------

    def _load(self, member_id: str, by: By) -> list[Effect]:
        self.state = State.LOADING
        self._by = by
        return [member_do.LoadMember(member_id)]

    def _loading(self, event: Event) -> list[Effect]:
        match event:
            case member_on.MemberLoaded(row) if row is not None:
                seen = self._evidence if self._by is By.FACE else None
                self.outcome = Known(row, self._by, seen)
                return []
            case member_on.MemberLoaded() | on.NotDone(member_do.LoadMember()):
                return self.start(not_found=True)
            case _:
                return []
