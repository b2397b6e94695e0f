"""After the door: what was taken, charged or looked at by a person, and told plainly.

    deciding ─┬ nothing ─▶ hold let go ─▶ result
              ├ charge ─▶ charging ─ captured ─▶ result
              │               ├ refused, or above the hold ─▶ owed
              │               ╰ no answer yet ─▶ result: it follows
              ╰ review: the hold stays, nobody is charged ─▶ result

Nothing is charged by itself unless the door was seen open and the shelves account for it.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.cabinet import counts_of, goods_lines, total_of, within
from kiosk.domain.cabinet_session import SessionState, Verdict
from kiosk.domain.order import OrderLine
from kiosk.domain.settlement.decision import Charge, Decision, Nothing, decide
from kiosk.domain.settlement.evidence import Witnessed, evidence_of
from kiosk.domain.settlement.explanation import Change
from kiosk.domain.settlement.policy import USUAL
from kiosk.domain.settlement.readings import Quality, Reading
from kiosk.domain.settlement.settle import explain
from kiosk.domain.weighing import trued
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows import cabinet_screens as show
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows.cabinet_door_open import Closed
from kiosk.flows.cabinet_place import DOOR, WEIGHTS, Place
from kiosk.flows.cabinet_records import Cue
from kiosk.flows.cabinet_screens import BusyStep, CabinetEnd
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event

SLOW, AGAIN = "cabinet.slow", "cabinet.again"
AGAIN_S = 2.0
ELSEWHERE_MG = 5_000
"""Less than that is drift."""
DOOR_NOT_SEEN, DOOR_NOT_CLOSED, NO_PRICE = "door_not_seen", "door_not_closed", "no_price"
"""Reasons for a review beside those of the settlement."""


class CabinetSettling:
    """`result` is on the screen once it is set; `is_over` when the shopper has left."""

    def __init__(self, place: Place, closed: Closed) -> None:
        self._place = place
        self._closed = closed
        self._verdict: Verdict | None = None
        self.result: show.CabinetResult | None = None
        self.is_over = False

    @property
    def in_hand(self) -> str | None:
        session = self._place.session
        return session.hold_id if session and not self.result else None

    def start(self) -> list[Effect]:
        self._verdict = self._judged()
        return [*self._elsewhere(), cabinet_do.DecideSession(self._verdict, self._place.cabinet.id)]

    # --- what was taken -----------------------------------------------------------------------

    def _judged(self) -> Verdict:
        place = self._place
        if place.cabinet.is_locker:
            return self._locker()
        assert place.session is not None  # noqa: S101  # a session is being settled
        planogram = place.cabinet.behind(place.door_id)
        before = {shelf: Reading(mg) for shelf, mg in place.session.weights}
        steady_ms = round(place.policy.steady_s * 1000)
        after = place.room.weights(place.cabinet, steady_ms)
        if self._closed is Closed.NEVER:
            after = {shelf: Reading(one.mg, Quality.UNKNOWN) for shelf, one in after.items()}
        sensors = {shelf.id: shelf.sensor for shelf in planogram.shelves}
        seen_steps = trued(place.steps_behind, before, after, sensors)
        steps = seen_steps if place.followed else None
        findings = explain(planogram, before, after, steps)
        decision = decide(planogram, findings, USUAL)
        seen = Witnessed(before, after, tuple(place.steps), tuple(place.edges))
        evidence = evidence_of(planogram, seen, findings, decision, USUAL)
        return replace(self._by_weights(decision), evidence=evidence)

    def _elsewhere(self) -> list[Effect]:
        """What changed behind other doors is no matter of this charge, but of whoever looks."""
        place = self._place
        if place.session is None or place.cabinet.is_locker:
            return []
        behind = {shelf.id for shelf in place.cabinet.behind(place.door_id).shelves}
        now = place.room.weights(place.cabinet)
        before = dict(place.session.weights)
        changes = tuple(
            (shelf.id, now[shelf.id].mg - before[shelf.id])
            for shelf in place.cabinet.planogram.shelves
            if shelf.id not in behind and shelf.id in now and shelf.id in before
        )
        moved = tuple(change for change in changes if abs(change[1]) > ELSEWHERE_MG)
        return [cabinet_do.NoteSession(place.session_id, "elsewhere", moved)] if moved else []

    def _by_weights(self, decision: Decision) -> Verdict:
        session_id = self._place.session_id
        match decision:
            case _ if self._closed is Closed.NEVER:
                return self._review(DOOR_NOT_CLOSED)
            case Nothing(explanation):
                moved = explanation.changes
                return Verdict(session_id, SessionState.NOTHING, WEIGHTS, changes=moved)
            case Charge(lines, explanation) if self._place.door_was_open:
                counts = [(line.sku, line.count) for line in lines]
                return self._charge(tuple(counts), explanation.changes, WEIGHTS)
            case Charge():
                return self._review(DOOR_NOT_SEEN)
            case _:
                return self._review(decision.reason)

    def _locker(self) -> Verdict:
        """The good is taken by opening the door."""
        place = self._place
        if not place.door_was_open:
            return self._review(DOOR_NOT_SEEN)
        door = place.cabinet.door(place.door_id)
        return self._charge(((door.sku, 1),), (Change(door.id, door.sku, 1),), DOOR)

    def _charge(
        self, counts: tuple[tuple[str, int], ...], changes: tuple[Change, ...], by: str
    ) -> Verdict:
        lines = self._priced(counts)
        if lines is None:
            return self._review(NO_PRICE)
        paid, owed = within(lines, self._place.cabinet.hold)
        session_id, state = self._place.session_id, SessionState.CHARGING
        return Verdict(session_id, state, by, paid, owed, changes)

    def _priced(self, counts: tuple[tuple[str, int], ...]) -> tuple[OrderLine, ...] | None:
        try:
            return goods_lines(counts_of(dict(counts)), self._place.room.catalogue)
        except KeyError:
            return None

    def _review(self, reason: str) -> Verdict:
        return Verdict(self._place.session_id, SessionState.REVIEW, WEIGHTS, reason=reason)

    # --- what follows -------------------------------------------------------------------------

    def handle(self, event: Event) -> list[Effect]:
        mine = self._place.session_id
        match event:
            case cabinet_on.SessionDecided(session_id, state, cabinets) if session_id == mine:
                self._place.room.restocked(cabinets)
                return self._decided(state)
            case on.NotDone(cabinet_do.DecideSession()):
                return [do.StartTimer(AGAIN, AGAIN_S)]
            case on.TimedOut(timer) if timer == AGAIN and self._verdict and not self.result:
                return [cabinet_do.DecideSession(self._verdict, self._place.cabinet.id)]
            case cabinet_on.SessionFinished(session_id, receipt, owed) if session_id == mine:
                end = CabinetEnd.OWED if owed else CabinetEnd.CHARGED
                told = show.CabinetResult(end, receipt, owed, session_id=mine, can_dispute=True)
                return [do.StopTimer(SLOW), *self._tell(told)]
            case on.TimedOut(timer) if timer == SLOW and not self.result:
                return self._tell(self._plain(CabinetEnd.SLOW))
            case _ if self.result:
                return self._on_result(event, self.result)
            case _:
                return []

    def _decided(self, state: SessionState) -> list[Effect]:
        hold_id = self.in_hand
        if hold_id is None or self._verdict is None:
            return []
        match state:
            case SessionState.NOTHING:
                end = self._plain(CabinetEnd.NOTHING)
                return [money_do.ReleaseHold(hold_id), *self._tell(end)]
            case SessionState.REVIEW:
                hold = self._place.cabinet.hold
                return self._tell(replace(self._plain(CabinetEnd.REVIEW), hold=hold))
            case SessionState.CHARGING:
                return self._take(hold_id, self._verdict)
            case _:
                return self._tell(self._plain(CabinetEnd.SLOW))

    def _take(self, hold_id: str, verdict: Verdict) -> list[Effect]:
        amount = total_of(verdict.paid)
        take = (
            money_do.CaptureHold(hold_id, amount) if verdict.paid else money_do.ReleaseHold(hold_id)
        )
        busy = show.CabinetBusy(BusyStep.CHARGING, self._place.masked)
        return [do.Show(busy), do.StartTimer(SLOW, self._place.policy.slow_s), take]

    def _plain(self, end: CabinetEnd) -> show.CabinetResult:
        return show.CabinetResult(end, session_id=self._place.session_id)

    def _tell(self, result: show.CabinetResult) -> list[Effect]:
        thanks = [cabinet_do.SayAloud(Cue.THANKS)] if self.result is None else []
        self.result = result
        return [do.Show(result), *thanks]

    def _on_result(self, event: Event, result: show.CabinetResult) -> list[Effect]:
        match event:
            case cabinet_on.DisputePressed() if result.can_dispute and not result.disputed:
                return [cabinet_do.DisputeSession(result.session_id, "result")]
            case cabinet_on.Disputed(session_id) if session_id == result.session_id:
                return self._tell(replace(result, disputed=True))
            case on.PrintPressed() if result.receipt:
                return [do.PrintReceipt(result.receipt)]
            case on.DonePressed() | on.CancelPressed() | on.BackPressed():
                self.is_over = True
                return []
            case _:
                return []
