"""From the tap to the open door: money set aside, then one command to the lock.

    beginning ─▶ holding ─ held ─▶ unlocking ─ seen open ─▶ opened
                    │               ▲ │
                    ├ refused: the  │ ├ the lock's end of it: not open, and seen shut ─╮
                    │ next rail     ╰─┼─ another command, three in all ────────────────┤
                    ╰ no rail left    │                                                ╰▶ not opened
                      ─▶ not opened   ╰ 5 s without a word ─▶ checking ─ seen shut when no command
                                          can be on its way any more ─▶ as above; nobody knows
                                          ─▶ opened, as far as we know

Each rail is tried in a session of its own: its ids are never used for another hold or command.
"not opened" lets the hold go and charges nothing. Where the door may be open, or a command may
still reach the lock, it is never said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto

from kiosk.domain.cabinet_session import NewSession, Role, SessionState, Verdict
from kiosk.domain.hold import Hold, HoldState
from kiosk.domain.identity import Approval, Identity
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows import cabinet_screens as show
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows.cabinet_place import DOOR, Place
from kiosk.flows.cabinet_records import Cue
from kiosk.flows.cabinet_room import Moved
from kiosk.flows.cabinet_screens import BusyStep, CabinetEnd
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event

HOLD, OPEN, LOOK, CHECK = "cabinet.hold", "cabinet.open", "cabinet.look", "cabinet.check"
TIMERS = (HOLD, OPEN, LOOK, CHECK)


class Opened(Enum):
    """What came of it, where the door is open or may be."""

    SEEN = auto()
    PERHAPS = auto()


class _State(Enum):
    BEGINNING = auto()
    HOLDING = auto()
    UNLOCKING = auto()
    CHECKING = auto()


class Opening:
    """`outcome` is set once it is over. `rails`: where the money may be set aside, best first."""

    def __init__(
        self, place: Place, identity: Identity, rails: tuple[str, ...], new_id: Callable[[], str]
    ) -> None:
        self._place = place
        self._identity = identity
        self._rails = list(rails)
        self._rail = ""
        self._new_id = new_id
        self._state = _State.BEGINNING
        self._tries = 0
        self.outcome: Opened | CabinetEnd | None = None

    @property
    def in_hand(self) -> str | None:
        """The hold that is this flow's to end."""
        return self._place.session.hold_id if self._place.session else None

    def start(self) -> list[Effect]:
        if self._place.role is Role.SHOPPER and not self._rails:
            self.outcome = CabinetEnd.NOT_ENOUGH
            return []
        door = self._place.cabinet.door(self._place.door_id)
        if self._place.room.why_not(self._place.cabinet, door) and not self._may_be_empty:
            self.outcome = CabinetEnd.NOT_READY
            return []
        return self._begin()

    @property
    def _may_be_empty(self) -> bool:
        """Staff fill lockers that are empty, and open a cabinet whose scale is in doubt."""
        return self._place.role is Role.STAFF and self._place.is_closed is True

    def _begin(self) -> list[Effect]:
        place = self._place
        is_shopper = place.role is Role.SHOPPER
        self._rail = self._rails.pop(0) if is_shopper else ""
        weights = place.room.weights(place.cabinet)
        place.session = NewSession(
            self._new_id(), place.cabinet.id, place.door_id, place.role,
            self._identity.member_id,
            self._new_id() if is_shopper else "", self._new_id(), self._new_id(), self._new_id(),
            tuple(sorted((shelf, reading.mg) for shelf, reading in weights.items())),
        )  # fmt: skip
        self._state = _State.BEGINNING
        hold = place.cabinet.hold if is_shopper else None
        busy = show.CabinetBusy(BusyStep.HOLDING, place.masked, hold)
        return [do.Show(busy), cabinet_do.BeginSession(place.session)]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case cabinet_on.SessionBegun(session_id) if self._is_mine(session_id):
                return self._begun()
            case on.NotDone(cabinet_do.BeginSession()):
                self.outcome = CabinetEnd.NOT_WRITTEN
                return []
            case on.NotDone(
                cabinet_do.UnlockCabinet() | cabinet_do.UnlockAgain() | money_do.PlaceHold()
            ):
                return self._not_opened(CabinetEnd.NOT_WRITTEN)
            case money_on.HoldRecorded(hold_id, state) if hold_id == self.in_hand:
                return self._held(state)
            case money_on.HoldNotAllowed(hold_id) if hold_id == self.in_hand:
                self.outcome = CabinetEnd.LOOK_AGAIN
                return [do.StopTimer(HOLD), self._cancelled("the face was judged too long ago")]
            case on.TimedOut(timer) if timer == HOLD and self._state is _State.HOLDING:
                return self._not_opened(CabinetEnd.NO_ANSWER)
            case _ if self._state in {_State.UNLOCKING, _State.CHECKING}:
                return self._unlocking(event)
            case _:
                return []

    def _is_mine(self, session_id: str) -> bool:
        return self._state is _State.BEGINNING and session_id == self._place.session_id

    def _begun(self) -> list[Effect]:
        session = self._place.session
        assert session is not None  # noqa: S101  # it was begun
        if self._place.role is Role.STAFF:
            return self._unlock()
        self._state = _State.HOLDING
        hold = Hold(
            session.hold_id, session.id, session.member_id, self._place.cabinet.hold, self._rail,
            self._place.policy.subject,
        )  # fmt: skip
        yes = Approval(self._identity, session.order_id, hold.amount)
        return [do.StartTimer(HOLD, self._place.policy.hold_s), money_do.PlaceHold(hold, yes)]

    def _held(self, state: HoldState) -> list[Effect]:
        if self._state is not _State.HOLDING:
            return []
        if state is HoldState.HELD:
            return [do.StopTimer(HOLD), *self._unlock()]
        if state in {HoldState.FAILED, HoldState.RELEASED}:
            cancelled = self._cancelled("no money was set aside")
            if self._rails:
                return [do.StopTimer(HOLD), cancelled, *self._begin()]
            self.outcome = CabinetEnd.NOT_ENOUGH
            return [do.StopTimer(HOLD), cancelled]
        return []

    def _unlock(self) -> list[Effect]:
        return [*self._waiting(), cabinet_do.UnlockCabinet(self._place.session_id)]

    def _waiting(self) -> list[Effect]:
        self._state = _State.UNLOCKING
        self._tries += 1
        busy = show.CabinetBusy(BusyStep.UNLOCKING, self._place.masked)
        return [do.Show(busy), do.StartTimer(OPEN, self._place.policy.open_s)]

    # --- the lock -----------------------------------------------------------------------------

    def _unlocking(self, event: Event) -> list[Effect]:
        session = self._place.session
        assert session is not None  # noqa: S101  # something was sent for it
        match event:
            case cabinet_on.UnlockSent(session_id, False) if session_id == session.id:
                return self._not_opened(CabinetEnd.NOT_READY)
            case _ if self._place.is_open:
                return self._opened(Opened.SEEN)
            case cabinet_on.CabinetNotUnlocked(command_id, reason) if (
                command_id == session.command_id
            ):
                return self._told_shut(reason)
            case cabinet_on.CabinetUnlockUnknown(command_id) if command_id == session.command_id:
                return self._check()
            case on.TimedOut(timer) if timer == OPEN:
                return self._check(is_over=False)
            case on.TimedOut(timer) if timer in {LOOK, CHECK}:
                return self._checked(is_last=timer == CHECK)
            case _ if self._place.steps:  # the door's switch says nothing, the shelves do
                return self._opened(Opened.PERHAPS)
            case _:
                return []

    def _opened(self, how: Opened) -> list[Effect]:
        self.outcome = how
        return [do.StopTimer(timer) for timer in (OPEN, LOOK, CHECK)]

    def _told_shut(self, reason: str) -> list[Effect]:
        """By the lock: this command is over, and did not open it."""
        if self._place.is_surely_shut:
            return self._again_or_not(reason)
        return self._check()

    def _check(self, *, is_over: bool = True) -> list[Effect]:
        """Time alone ends nothing: a command that is not over may still wait for its turn."""
        self._state = _State.CHECKING
        policy = self._place.policy
        busy = show.CabinetBusy(BusyStep.CHECKING_DOOR, self._place.masked)
        look = [do.StartTimer(LOOK, policy.look_s)] if is_over else []
        return [do.Show(busy), do.StopTimer(OPEN), *look, do.StartTimer(CHECK, policy.check_s)]

    def _checked(self, *, is_last: bool) -> list[Effect]:
        if self._place.is_surely_shut:
            return self._again_or_not("not opened in time")
        return self._opened(Opened.PERHAPS) if is_last else []

    def _again_or_not(self, reason: str) -> list[Effect]:
        """Every command so far is over. The bus reads the lock again before it sends another."""
        session = self._place.session
        if session is None or self._tries >= self._place.policy.tries:
            return self._not_opened(CabinetEnd.NOT_OPENED, reason)
        self._place.session = replace(session, command_id=self._new_id())
        again = cabinet_do.UnlockAgain(session.id, self._place.session.command_id)
        return [do.StopTimer(LOOK), do.StopTimer(CHECK), *self._waiting(), again]

    def _not_opened(self, end: CabinetEnd, reason: str = "") -> list[Effect]:
        """Nothing is charged: certain, because the door was seen closed, or nothing was sent."""
        self.outcome = end
        effects: list[Effect] = [do.StopTimer(one) for one in TIMERS]
        if end is CabinetEnd.NOT_OPENED:
            effects.append(cabinet_do.SayAloud(Cue.NOT_OPENED))
        cancelled = self._cancelled(reason or end)
        hold_id = self.in_hand
        return [*effects, cancelled, *([money_do.ReleaseHold(hold_id)] if hold_id else [])]

    def _cancelled(self, reason: str) -> Effect:
        verdict = Verdict(self._place.session_id, SessionState.CANCELLED, DOOR, reason=reason)
        return cabinet_do.DecideSession(verdict, self._place.cabinet.id)

    def told(self, moved: Moved) -> list[Effect]:
        return self._place.moved(moved)
