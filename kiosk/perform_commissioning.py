"""The part of perform.py that sets cabinets up: progress, openings, scales, and the settings.

A lock hears of an opening only after `sending` has let it through, on disk, once.
"""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from typing import assert_never

from firmware_bridge.learning_steps import OrderScale
from kiosk.flows import commissioning_effects as do
from kiosk.flows import commissioning_events as on
from kiosk.flows.events import Event
from kiosk.ports import CabinetFile, CabinetFitter, Clock
from kiosk.storage import commissioning
from kiosk.typed_file import FileProblem

log = logging.getLogger(__name__)

Answers = list[Event]


@dataclass(frozen=True, slots=True)
class CommissioningDesk:
    """Does what an effect of setting up says. The database belongs to the core thread."""

    database: sqlite3.Connection
    clock: Clock
    fitter: CabinetFitter
    file: CabinetFile

    def perform(self, effect: do.CommissioningEffect) -> Answers:
        match effect:
            case do.TakeBuses():
                self.fitter.take_over()
            case do.GiveBusesBack():
                self.fitter.give_back()
            case do.ReloadBuses():
                self.fitter.reload()
            case do.AskDevice(request, asked):
                if isinstance(asked, OrderScale):
                    self._note_calibration(asked)
                self.fitter.carry_out(request, asked)
            case do.PulseForCommissioning():
                self._pulse(effect)
            case _:
                return self._book(effect)
        return []

    def _pulse(self, effect: do.PulseForCommissioning) -> None:
        """An id that was written down before has had its pulse, or may have."""
        pulse, now = effect.pulse, self.clock.now()
        if commissioning.sending(self.database, effect.opening_id, pulse.board, pulse.lock, now):
            self.fitter.carry_out(effect.request, pulse)

    def _note_calibration(self, asked: OrderScale) -> None:
        scale, what = asked.scale, type(asked.order).__name__
        commissioning.note_calibration(
            self.database, scale.port, scale.unit, what, self.clock.now()
        )

    def _book(
        self,
        effect: do.LoadCommissioning | do.ForgetCommissioning | do.KeepProgress | do.NoteOpening
        | do.WriteLearnt | do.UndoLearnt,
    ) -> Answers:  # fmt: skip
        db, now = self.database, self.clock.now()
        match effect:
            case do.LoadCommissioning():
                commissioning.note_unknown(db, now)  # nothing is under way before it is loaded
                kept = commissioning.load(db)
                progress, written_at = (kept.progress, kept.written_at) if kept else (None, "")
                return [on.CommissioningLoaded(progress, written_at, self.file.can_undo())]
            case do.ForgetCommissioning():
                commissioning.forget(db, now)
                return []
            case do.KeepProgress(progress):
                commissioning.keep(db, progress, now)
                return []
            case do.NoteOpening(opening_id, known):
                commissioning.ended(db, opening_id, now, known=known)
                return []
            case do.WriteLearnt() | do.UndoLearnt():
                return [self._change_file(effect)]
            case _:
                assert_never(effect)

    def _change_file(self, effect: do.WriteLearnt | do.UndoLearnt) -> Event:
        """The file first: the line in the books only says that it happened."""
        now = self.clock.now()
        try:
            if isinstance(effect, do.UndoLearnt):
                kept = self.file.undo()
                commissioning.undone(self.database, now, kept)
                return on.LearntUndone(kept, self.file.can_undo())
            kept = self.file.write(effect.learnt, effect.plan)
        except FileProblem as problem:
            log.warning("the cabinets' file stays as it is: %s", problem)
            return on.LearntNotWritten("\n".join(problem.lines))
        commissioning.written(self.database, now, kept)
        return on.LearntWritten(kept)
