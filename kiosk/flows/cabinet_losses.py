"""Doors that open without us: what stood there before, what is missing when it is closed again.

    forced ─ on disk, with the weights before ─▶ pending ─ closed, at rest ─▶ nothing missing
                                                                     ╰▶ a person looks; nobody pays

While one is pending its cabinet opens for nobody, so that the next one begins from what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kiosk.domain.cabinet_session import Loss
from kiosk.domain.settlement.decision import Nothing, decide
from kiosk.domain.settlement.evidence import Witnessed, evidence_of
from kiosk.domain.settlement.policy import USUAL
from kiosk.domain.settlement.readings import DoorEdge, Reading
from kiosk.domain.settlement.settle import explain
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows.cabinet_place import CabinetPolicy
from kiosk.flows.cabinet_records import Cue
from kiosk.flows.cabinet_room import CabinetRoom, Moved
from kiosk.flows.effects import Effect


class CabinetLosses:
    """Those that are not weighed yet."""

    def __init__(self, room: CabinetRoom, policy: CabinetPolicy, new_id: Callable[[], str]) -> None:
        self._room = room
        self._policy = policy
        self._new_id = new_id
        self._pending: dict[str, Loss] = {}
        self._edges: dict[str, list[DoorEdge]] = {}

    def found(self, losses: Iterable[Loss]) -> None:
        """By a restart."""
        for loss in losses:
            self._begin(loss)

    def told(
        self, event: cabinet_on.FromCabinet, moved: Moved | None, *, is_in_session: bool
    ) -> list[Effect]:
        """`is_in_session`: that door is a session's, which has the evidence."""
        if moved and isinstance(moved.what, DoorEdge) and moved.cabinet in self._edges:
            self._edges[moved.cabinet].append(moved.what)
        if isinstance(event, cabinet_on.CabinetDoorForced):
            return self._forced(event, is_in_session=is_in_session)
        return self._weighed()

    def _forced(self, event: cabinet_on.CabinetDoorForced, *, is_in_session: bool) -> list[Effect]:
        loud = cabinet_do.SayAloud(Cue.FORCED)
        cabinet = self._room.cabinet(event.cabinet)
        if cabinet is None or is_in_session or event.cabinet in self._pending:
            return [cabinet_do.NoteForcedDoor(event.cabinet, event.door), loud]
        behind = {shelf.id for shelf in cabinet.behind(event.door).shelves}
        before = self._room.stood(cabinet, event.at_ms)
        weights = tuple(sorted((shelf, mg) for shelf, mg in before.items() if shelf in behind))
        loss = Loss(self._new_id(), event.cabinet, event.door, weights)
        self._begin(loss)
        self._edges[event.cabinet].append(DoorEdge(event.at_ms, event.door, is_open=True))
        return [cabinet_do.NoteForcedDoor(event.cabinet, event.door, loss), loud]

    def _begin(self, loss: Loss) -> None:
        self._pending[loss.cabinet] = loss
        self._edges[loss.cabinet] = []
        self._room.in_doubt.add(loss.cabinet)

    def _weighed(self) -> list[Effect]:
        """Those whose door is closed and whose shelves are at rest."""
        effects: list[Effect] = []
        for loss in [*self._pending.values()]:
            cabinet = self._room.cabinet(loss.cabinet)
            steady_ms = round(self._policy.steady_s * 1000)
            if cabinet is None or not self._room.are_closed(cabinet):
                continue
            if self._room.are_steady(cabinet, steady_ms, loss.door):
                effects.append(self._judged(loss, steady_ms))
        return effects

    def _judged(self, loss: Loss, steady_ms: int) -> Effect:
        cabinet = self._room.cabinet(loss.cabinet)
        assert cabinet is not None  # noqa: S101  # it was asked for above
        edges = self._edges.pop(loss.cabinet)
        del self._pending[loss.cabinet]
        self._room.in_doubt.discard(loss.cabinet)
        planogram = cabinet.behind(loss.door)
        before = {shelf: Reading(mg) for shelf, mg in loss.weights}
        after = self._room.weights(cabinet, steady_ms)
        findings = explain(planogram, before, after)
        decision = decide(planogram, findings, USUAL)
        seen = Witnessed(before, after, (), tuple(edges))
        evidence = evidence_of(planogram, seen, findings, decision, USUAL)
        is_missing = not isinstance(decision, Nothing)
        return cabinet_do.RecordLoss(loss.id, evidence, is_missing=is_missing)
