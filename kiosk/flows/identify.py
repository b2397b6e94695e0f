"""Who pays? By face, by phone number and PIN, or without a name: ways of equal rank.

    choosing ─ face ──▶ looking (looking.py) ─ a person, named ─▶ proving (proving.py) ─▶ identified
             │             ├ not alive ─▶ not alive
             │             ╰ nobody named, or too long ─▶ not recognised ─▶ looking | phone | join
             ├ phone ─▶ typing (number_and_pin.py) ─ right ─▶ identified
             ╰ an app, the counter, or a payment code that is scanned already ─▶ chosen

No frame is judged before the shopper has asked for it.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from kiosk.domain.cart import Cart
from kiosk.domain.identity import Identity, Proof
from kiosk.domain.offline import OfflineAllowed, OfflineLimits, OfflineRefused, limit_to_tell
from kiosk.domain.payment_code import rail_of
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.risk import Deed, Evidence, Reason, RiskPolicy
from kiosk.domain.ways import ChosenWay, OfferedWay, WayKind, way_chosen
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_events as member_on
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows.alive import AlivePolicy
from kiosk.flows.checkout import Identified, ScannedCode
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.looking import Looking, NoFace
from kiosk.flows.number_and_pin import NumberAndPin
from kiosk.flows.proving import PROOF_TIMER, Proving
from kiosk.flows.purchase import chosen_by
from kiosk.flows.purpose import Purpose

FACE_TIMER, OFFLINE_TIMER = "face", "offline"
OFFLINE_EVERY_S = 20.0
"""The hours run while somebody chooses: the countdown is read anew."""

_Unnamed = (
    money_on.PayByCodePressed
    | money_on.PayByScreenPressed
    | money_on.PayAtCounterPressed
    | on.BarcodeScanned
)


class Leaving(Enum):
    """Ways out without a name."""

    BACK = auto()
    CANCELLED = auto()
    JOIN = auto()


class State(Enum):
    CHOOSING = auto()
    LOOKING = auto()
    NOT_ALIVE = auto()
    PROVING = auto()
    NOT_RECOGNISED = auto()
    TYPING = auto()


WITH_CAMERA = frozenset({State.LOOKING, State.NOT_RECOGNISED})


class Identify:
    """`outcome` is set once it is over. `takes_members`: whether a name is of any use here.
    `offline`: limits of wallets, while the back office is out of reach; told once one is near.
    `alive`: gestures are asked for before a face is believed; None for never. `deed`: what the face
    is to be good for. `seen`: a face of a moment ago; unless that is too long ago it is judged for
    this cart without another look."""

    def __init__(  # noqa: PLR0913 - what a visit knows
        self,
        cart: Cart,
        search_s: float,
        why_no_face: Problem | None,
        ways: tuple[OfferedWay, ...] = (),
        *,
        new_id: Callable[[], str],
        risk: RiskPolicy,
        takes_members: bool = True,
        alive: AlivePolicy | None = None,
        offline: OfflineLimits | None = None,
        deed: Deed = Deed.PAY,
        seen: Evidence | None = None,
    ) -> None:
        self._deed = deed
        self._seen = seen
        self._cart = cart
        self._search_s = search_s
        self._why_no_face = why_no_face
        self._ways = ways
        self._takes_members = takes_members
        self._offline = offline
        self._told_offline: OfflineAllowed | OfflineRefused | None = None
        self._new_id = new_id
        self._risk = risk
        self._alive_policy = alive
        self._looking: Looking | None = None
        self._proving: Proving | None = None
        self._is_refused = False
        self._typing = NumberAndPin(Purpose.PAY)
        self.state = State.CHOOSING
        self.outcome: Identified | ChosenWay | ScannedCode | Leaving | None = None

    def start(self) -> list[Effect]:
        seen, self._seen = self._seen, None
        if seen is not None and self._why_no_face is None:
            return self._begin_proof(seen)
        self.state = State.CHOOSING
        return [self._choice(), *self._ask_offline()]

    def _choice(self) -> Effect:
        members, offline = self._takes_members, self._told_offline
        ways = self._ways
        return do.Show(
            money_show.ChoosePayment(self._cart, self._why_no_face, ways, members, offline)
        )

    def _ask_offline(self) -> list[Effect]:
        if self._offline is None:
            return []
        return [do.ReadOfflineUse(""), do.StartTimer(OFFLINE_TIMER, OFFLINE_EVERY_S)]

    def contact_changed(self, offline: OfflineLimits | None) -> list[Effect]:
        """The back office went away, or came back."""
        self._offline, self._told_offline = offline, None
        return self.start() if self.state is State.CHOOSING else []

    def _offline_use_read(self, read: money_on.OfflineUseRead) -> list[Effect]:
        limits, use = self._offline, read.use
        told = limit_to_tell(limits, use, read.now) if limits and use else None
        if told == self._told_offline:
            return []
        self._told_offline = told
        return [self._choice()] if self.state is State.CHOOSING else []

    def faces_changed(self, why_no_face: Problem | None) -> list[Effect]:
        """The camera or the models went away, or came back."""
        self._why_no_face = why_no_face
        if self.state is State.CHOOSING:
            return self.start()
        is_off = why_no_face is not None and why_no_face.fault is Fault.FACES_OFF
        needs_eyes = self.state in WITH_CAMERA
        if why_no_face and (needs_eyes or (is_off and self.state is State.PROVING)):
            return [*self._stop_looking(), *self.start()]
        return []

    def ways_changed(self, ways: tuple[OfferedWay, ...]) -> list[Effect]:
        """A service went away, or came back."""
        self._ways = ways
        return self.start() if self.state is State.CHOOSING else []

    def handle(self, event: Event) -> list[Effect]:
        if self._is_at_rest and isinstance(event, _Unnamed):
            return self._without_a_name(event)
        match event:
            case on.CancelPressed() | on.DonePressed():
                return self._leave(Leaving.CANCELLED)
            case on.BackPressed():
                return self._back()
            case member_on.JoinPressed() if self._is_at_rest:
                return self._leave(Leaving.JOIN)
            case money_on.PayByPhonePressed() if self._takes_members:
                return self._phone_pressed()
            case money_on.PayByFacePressed():
                return self._face_pressed()
            case money_on.OfflineUseRead():
                return self._offline_use_read(event)
            case on.TimedOut(timer) if timer == OFFLINE_TIMER:
                return self._ask_offline()
            case on.RetryPressed() if self.state is State.NOT_RECOGNISED:
                return self.start() if self._is_refused else self._face_pressed()
            case _:
                return self._elsewhere(event)

    @property
    def _is_at_rest(self) -> bool:
        return self.state in {State.CHOOSING, State.NOT_RECOGNISED, State.NOT_ALIVE}

    def _elsewhere(self, event: Event) -> list[Effect]:
        if self._proving is not None:
            return self._prove(self._proving, event)
        if self.state is State.LOOKING and self._looking is not None:
            return self._look(self._looking, event)
        if self.state is State.TYPING:
            return self._typed(event)
        return []  # touches of an earlier screen, and late frames

    def _without_a_name(self, event: _Unnamed) -> list[Effect]:
        if isinstance(event, on.BarcodeScanned):
            takes_codes = way_chosen(self._ways, ChosenWay(WayKind.CODE)) is not None
            is_code = rail_of(event.code) is not None
            return self._leave(ScannedCode(event.code)) if takes_codes and is_code else []
        chosen = chosen_by(event)
        return self._leave(chosen) if way_chosen(self._ways, chosen) else []

    def _leave(self, outcome: Leaving | Identified | ChosenWay | ScannedCode) -> list[Effect]:
        self.outcome = outcome
        return self._stop_looking()

    def _back(self) -> list[Effect]:
        if self.state is State.CHOOSING:
            return self._leave(Leaving.BACK)
        if self.state is State.TYPING and self._typing.is_at_pin:
            return self._typing.start()
        return [*self._stop_looking(), *self.start()]

    # --- by face ------------------------------------------------------------------------------

    def _face_pressed(self) -> list[Effect]:
        is_off = self._why_no_face or not self._takes_members
        if is_off or self.state in {State.LOOKING, State.PROVING}:
            return []  # greyed, or a second tap
        if self._looking is not None and self._looking.outcome is NoFace.NOT_ALIVE:
            return self._not_alive()  # two tries a purchase, not more
        self.state = State.LOOKING
        alive, cart = self._alive_policy, self._cart
        self._looking = Looking(Purpose.PAY, FACE_TIMER, self._search_s, alive, cart)
        return self._looking.start()

    def _stop_looking(self) -> list[Effect]:
        if self._proving is not None:
            ended = self._proving.stop()
            self._proving = None
            return ended
        if self.state is State.LOOKING and self._looking is not None:
            return self._looking.stop()
        return []

    def _look(self, looking: Looking, event: Event) -> list[Effect]:
        effects = looking.handle(event)
        match looking.outcome:
            case Evidence() as seen:
                full = [] if self._alive_policy else [looking.ring(face_show.FaceHint.GOOD)]
                return [*effects, *full, *self._begin_proof(seen)]
            case NoFace.NOT_ALIVE:
                return [*effects, *self._not_alive()]
            case NoFace.NOBODY:
                return [*effects, *self._not_recognised()]
            case None:
                return effects

    def _not_alive(self) -> list[Effect]:
        self.state = State.NOT_ALIVE
        return [do.Show(face_show.NotAlive(self._cart))]

    def _begin_proof(self, evidence: Evidence) -> list[Effect]:
        amount, typing_s = self._cart.total, self._risk.typing_s
        self.state = State.PROVING
        again = self._looking.seen_again(evidence) if self._looking else None
        self._proving = Proving(evidence, amount, typing_s, self._new_id, again, self._deed)
        return self._proving.start()

    def _prove(self, proving: Proving, event: Event) -> list[Effect]:
        if event == on.TimedOut(PROOF_TIMER):  # whoever it was has gone
            return [*self._stop_looking(), *self.start()]
        effects = proving.handle(event)
        match proving.outcome:
            case Identified() as identified:
                self._proving = None
                return [*effects, *self._leave(identified)]
            case (Reason.TOO_OLD,):
                self._proving = None
                self.state = State.CHOOSING
                return [*effects, *(self._face_pressed() or self.start())]
            case tuple() as reasons:
                self._proving = None
                return [*effects, *self._not_recognised(reasons)]
            case None:
                return effects

    def _not_recognised(self, reasons: tuple[Reason, ...] = ()) -> list[Effect]:
        told = _told(reasons)
        self._is_refused = bool(told)
        screen = face_show.NotRecognised(self._cart, told)
        effects = [*self._stop_looking(), *self._stranger(reasons), do.Show(screen)]
        self.state = State.NOT_RECOGNISED
        return effects

    def _stranger(self, reasons: tuple[Reason, ...]) -> list[Effect]:
        """Nobody was named: the best score is counted, once."""
        looking = self._looking
        if looking is None or looking.best_stranger is None:
            return []
        noted, looking.best_stranger = looking.best_stranger, None
        return [] if reasons else [noted]

    # --- by phone number and PIN --------------------------------------------------------------

    def _phone_pressed(self) -> list[Effect]:
        if self.state is State.TYPING:
            return []  # a second tap
        stopped = self._stop_looking()
        self.state = State.TYPING
        self._typing = NumberAndPin(Purpose.PAY)
        return [*stopped, *self._typing.start()]

    def _typed(self, event: Event) -> list[Effect]:
        effects, member = self._typing.handle(event), self._typing.outcome
        if member is None:
            return effects
        return self._leave(Identified(Identity(member.id, Proof.PIN), member))


def _told(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Nobody is told that a face came near to a member's."""
    return tuple(reason for reason in reasons if reason is not Reason.UNKNOWN)
