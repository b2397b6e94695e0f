"""From the tap to the open door: money set aside, then one command to the lock.

    beginning ─▶ holding ─ held ─▶ unlocking ─ seen open ─▶ opened
                    │                 ├ board: it did not open ─▶ not opened
                    ├ refused: the    ├ 5 s, seen closed, nothing moved ─▶ not opened
                    │ next rail       ╰ 5 s, nobody knows ─▶ checking ─▶ opened, as far as we know
                    ╰ no rail left ─▶ not opened

Each rail is tried in a session of its own: its ids are never used for another hold or command.
"not opened" lets the hold go and charges nothing. Where the door may be open it is never said.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from kiosk.domain.cabinet_session import NewSession, Role, SessionState, Verdict
from kiosk.domain.hold import Hold, HoldState
from kiosk.domain.settlement.readings import DoorEdge, Step
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows import cabinet_screens as show
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.cabinet_place import DOOR, Place
from kiosk.flows.cabinet_records import Cue
from kiosk.flows.cabinet_screens import BusyStep, CabinetEnd
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event

HOLD, OPEN, CHECK = "cabinet.hold", "cabinet.open", "cabinet.check"


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
        self, place: Place, member_id: str, rails: tuple[str, ...], new_id: Callable[[], str]
    ) -> None:
        self._place = place
        self._member_id = member_id
        self._rails = list(rails)
        self._rail = ""
        self._new_id = new_id
        self._state = _State.BEGINNING
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
            self._new_id(), place.cabinet.id, place.door_id, place.role, self._member_id,
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
            case on.NotDone(cabinet_do.UnlockCabinet() | do.PlaceHold()):
                return self._not_opened(CabinetEnd.NOT_WRITTEN)
            case on.HoldRecorded(hold_id, state) if hold_id == self.in_hand:
                return self._held(state)
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
        return [do.StartTimer(HOLD, self._place.policy.hold_s), do.PlaceHold(hold)]

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
        self._state = _State.UNLOCKING
        busy = show.CabinetBusy(BusyStep.UNLOCKING, self._place.masked)
        timer = do.StartTimer(OPEN, self._place.policy.open_s)
        return [do.Show(busy), timer, cabinet_do.UnlockCabinet(self._place.session_id)]

    # --- the lock -----------------------------------------------------------------------------

    def _unlocking(self, event: Event) -> list[Effect]:
        session = self._place.session
        assert session is not None  # noqa: S101  # something was sent for it
        match event:
            case cabinet_on.UnlockSent(session_id, False) if session_id == session.id:
                return self._not_opened(CabinetEnd.NOT_READY)
            case cabinet_on.CabinetNotUnlocked(command_id, reason) if (
                command_id == session.command_id
            ):
                return self._not_opened(CabinetEnd.NOT_OPENED, reason)
            case on.TimedOut(timer) if timer == OPEN:
                return self._five_seconds_later()
            case on.TimedOut(timer) if timer == CHECK:
                return self._checked()
            case _ if self._place.is_closed is False:
                return self._opened(Opened.SEEN)
            case _ if self._place.steps:  # the door's switch says nothing, the shelves do
                return self._opened(Opened.PERHAPS)
            case _:
                return []

    def _opened(self, how: Opened) -> list[Effect]:
        self.outcome = how
        return [do.StopTimer(OPEN), do.StopTimer(CHECK)]

    def _five_seconds_later(self) -> list[Effect]:
        if self._place.is_closed and not self._place.steps:
            return self._not_opened(CabinetEnd.NOT_OPENED, "not opened in time")
        self._state = _State.CHECKING
        busy = show.CabinetBusy(BusyStep.CHECKING_DOOR, self._place.masked)
        return [do.Show(busy), do.StartTimer(CHECK, self._place.policy.check_s)]

    def _checked(self) -> list[Effect]:
        if self._place.is_closed and not self._place.steps:
            return self._not_opened(CabinetEnd.NOT_OPENED, "not opened in time")
        return self._opened(Opened.PERHAPS)

    def _not_opened(self, end: CabinetEnd, reason: str = "") -> list[Effect]:
        """Nothing is charged: certain, because the door was seen closed, or nothing was sent."""
        self.outcome = end
        effects: list[Effect] = [do.StopTimer(one) for one in (HOLD, OPEN, CHECK)]
        if end is CabinetEnd.NOT_OPENED:
            effects.append(cabinet_do.SayAloud(Cue.NOT_OPENED))
        cancelled = self._cancelled(reason or end)
        hold_id = self.in_hand
        return [*effects, cancelled, *([do.ReleaseHold(hold_id)] if hold_id else [])]

    def _cancelled(self, reason: str) -> Effect:
        verdict = Verdict(self._place.session_id, SessionState.CANCELLED, DOOR, reason=reason)
        return cabinet_do.DecideSession(verdict, self._place.cabinet.id)

    def told(self, what: Step | DoorEdge) -> list[Effect]:
        return self._place.moved(what)
