"""The cabinet part of perform.py: sessions, the lock, verdicts, debts, reviews and stock.

A lock hears of a command only after `sending` has let it through, on disk, once.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import assert_never

from firmware_bridge.learning_steps import Effect
from firmware_bridge.learnt import Learnt
from kiosk.domain.cabinet import Cabinet
from kiosk.domain.cabinet_session import NewSession, SessionState
from kiosk.domain.commissioning import CommissioningPlan
from kiosk.domain.language import Language
from kiosk.domain.problems import Fault, Problem
from kiosk.flows import cabinet_effects as do
from kiosk.flows import cabinet_events as on
from kiosk.flows.events import Event, Faulted
from kiosk.ports import CabinetFile, CabinetFitter, CabinetLocks, Clock, Cloud, Voice
from kiosk.storage import (
    cabinet_losses,
    cabinet_reviews,
    cabinet_sessions,
    cabinet_stock,
    cabinet_verdicts,
    clock_watch,
    debts,
    journal,
)
from kiosk.storage.database import transaction
from kiosk.storage.order_message import OrderAddress
from kiosk.typed_file import FileProblem

log = logging.getLogger(__name__)

Answers = list[Event]


class NoLocks:
    """A `CabinetLocks` for kiosks without a cabinet: nothing is ever sent."""

    def unlock(self, command_id: str, cabinet: str, door: str) -> None:
        log.error("no lock is set for %s of %s: see [cabinet]", door, cabinet)


class Silence:
    """A `Voice` that says nothing."""

    def say(self, cue: str, language: Language) -> None:
        log.debug("would say %s in %s", cue, language)


class NoFitter:
    """A `CabinetFitter` where there is nothing to set up."""

    def take_over(self) -> None:
        log.error("no cabinet to set up: see [cabinet]")

    def carry_out(self, request: int, effect: Effect) -> None:
        log.error("no cabinet to set up: %s is not done", type(effect).__name__)

    def give_back(self) -> None:
        pass

    def reload(self) -> None:
        pass


class NoFile:
    """A `CabinetFile` that cannot be changed."""

    def can_undo(self) -> bool:
        return False

    def write(self, learnt: Learnt, plan: CommissioningPlan) -> str:
        raise FileProblem(Path("cabinets.toml"), ["The settings name no file of cabinets."])

    def undo(self) -> str:
        raise FileProblem(Path("cabinets.toml"), ["The settings name no file of cabinets."])


@dataclass(frozen=True, slots=True)
class CabinetWorld:
    """What effects at a cabinet can reach. `cabinets`: as planned, without the stock on disk."""

    cabinets: tuple[Cabinet, ...] = ()
    locks: CabinetLocks = field(default_factory=NoLocks)
    voice: Voice = field(default_factory=Silence)
    fitter: CabinetFitter = field(default_factory=NoFitter)
    file: CabinetFile = field(default_factory=NoFile)


@dataclass(frozen=True, slots=True)
class CabinetDesk:
    """Does what a cabinet effect says. The database connection belongs to the core thread."""

    database: sqlite3.Connection
    clock: Clock
    cloud: Cloud
    address: OrderAddress
    world: CabinetWorld
    payer_of: Callable[[str], str]

    def perform(self, effect: do.CabinetEffect, language: Language) -> Answers:
        match effect:
            case (
                do.FindSessions() | do.BeginSession() | do.UnlockCabinet() | do.UnlockAgain()
                | do.MoveSession() | do.NoteSession()
            ):  # fmt: skip
                return self._session(effect)
            case do.NoteForcedDoor() | do.RecordLoss() | do.AcceptLoss():
                return self._loss(effect)
            case do.DecideSession() | do.FinishSession() | do.SetStock():
                return self._end(effect)
            case do.SayAloud(cue):
                self.world.voice.say(cue, language)
                return []
            case _:
                return self._people(effect)

    # --- a session ----------------------------------------------------------------------------

    def _session(
        self,
        effect: do.FindSessions | do.BeginSession | do.UnlockCabinet | do.UnlockAgain
        | do.MoveSession | do.NoteSession,
    ) -> Answers:  # fmt: skip
        db, now = self.database, self.clock.now()
        match effect:
            case do.FindSessions():
                found, lost = cabinet_sessions.open_ones(db), cabinet_losses.open_ones(db)
                return [on.SessionsFound(found, self._stocked(), lost)]
            case do.BeginSession(session):
                cabinet_sessions.begin(db, session, now)
                return [on.SessionBegun(session.id)]
            case do.UnlockCabinet(session_id):
                return self._unlock(session_id, cabinet_sessions.sending(db, session_id, now))
            case do.UnlockAgain(session_id, command_id):
                again = cabinet_sessions.sending_again(db, session_id, command_id, now)
                return self._unlock(session_id, again)
            case do.MoveSession(session_id, state):
                if cabinet_sessions.state_of(db, session_id) is not state:
                    cabinet_sessions.move(db, session_id, state, now)
                return []
            case do.NoteSession(session_id, what, detail):
                cabinet_sessions.note(db, session_id, what, dict(detail), now)
                return []
            case _:
                assert_never(effect)

    def _unlock(self, session_id: str, session: NewSession | None) -> Answers:
        if session is not None:
            self.world.locks.unlock(session.command_id, session.cabinet, session.door)
        return [on.UnlockSent(session_id, session is not None)]

    def _stocked(self) -> tuple[Cabinet, ...]:
        return tuple(cabinet_stock.of(self.database, one) for one in self.world.cabinets)

    # --- doors that open without us -----------------------------------------------------------

    def _loss(self, effect: do.NoteForcedDoor | do.RecordLoss | do.AcceptLoss) -> Answers:
        db, now = self.database, self.clock.now()
        match effect:
            case do.NoteForcedDoor(cabinet, door, loss):
                if loss is not None:
                    cabinet_losses.begin(db, loss, now)
                else:
                    with transaction(db):
                        journal.write(db, now, "cabinet.forced", f"{cabinet}/{door}")
                return [Faulted(Problem(Fault.LOCKS, f"{cabinet}/{door} opened by itself"))]
            case do.RecordLoss(loss_id, evidence, is_missing):
                cabinet_losses.weighed(db, loss_id, evidence, now, is_missing=is_missing)
                return []
            case do.AcceptLoss(loss_id, cabinet_id, by, changes):
                planned = self._planned(cabinet_id)
                cabinet_losses.accept(db, loss_id, by, planned, changes, now)
                return [on.SessionDecided(loss_id, SessionState.NOTHING, self._stocked())]
            case _:
                assert_never(effect)

    def _planned(self, cabinet_id: str) -> Cabinet | None:
        return next((one for one in self.world.cabinets if one.id == cabinet_id), None)

    # --- how it ends --------------------------------------------------------------------------

    def _end(self, effect: do.DecideSession | do.FinishSession | do.SetStock) -> Answers:
        db, now = self.database, self.clock.now()
        match effect:
            case do.DecideSession(verdict, cabinet_id):
                state = cabinet_verdicts.decide(db, verdict, self._planned(cabinet_id), now)
                return [on.SessionDecided(verdict.session_id, state, self._stocked())]
            case do.FinishSession(hold_id):
                done = cabinet_verdicts.finish(db, hold_id, self.payer_of, self.address, now)
                if done is None:
                    return []
                self.cloud.wake()
                return [on.SessionFinished(done.session_id, done.receipt, done.owed)]
            case do.SetStock(session_id, cabinet_id, rows):
                with transaction(db):
                    counted = {(shelf, sku): units for shelf, sku, units in rows}
                    cabinet_stock.set_to(db, cabinet_id, counted)
                    detail = {"rows": [list(row) for row in rows]}
                    cabinet_sessions.note(db, session_id, "stock", detail, now)
                    cabinet_sessions.move(db, session_id, SessionState.RESTOCKED, now)
                return [on.StockSet(self._stocked())]
            case _:
                assert_never(effect)

    # --- people -------------------------------------------------------------------------------

    def _people(
        self,
        effect: do.LoadDebts | do.DisputeSession | do.DisputeReceipt | do.LoadReviews
        | do.LoadReview | do.CloseDispute | do.LetReviewsGo,
    ) -> Answers:  # fmt: skip
        db, now = self.database, self.clock.now()
        match effect:
            case do.LoadDebts(member_id):
                return [on.DebtsLoaded(member_id, debts.open_of(db, member_id))]
            case do.DisputeSession(session_id, reason):
                taken = cabinet_reviews.dispute(db, session_id, reason, now)
                return [on.Disputed(session_id, taken)]
            case do.DisputeReceipt(order_id):
                found = cabinet_sessions.of_order(db, order_id)
                taken = cabinet_reviews.dispute(db, found, "receipt", now) if found else False
                return [on.Disputed(found or "", taken)]
            case do.LoadReviews():
                return [self._reviews()]
            case do.LoadReview(session_id):
                case = cabinet_reviews.case_of(db, session_id)
                return [on.ReviewLoaded(case or cabinet_losses.case_of(db, session_id))]
            case do.LetReviewsGo(after_s):
                if clock_watch.is_ahead(db, self.clock.reading()):
                    return [on.ReviewsLetGo(())]
                before = now - timedelta(seconds=after_s)
                return [on.ReviewsLetGo(cabinet_reviews.let_go(db, before, now))]
            case do.CloseDispute(session_id, by, forgives):
                cabinet_reviews.close_dispute(db, session_id, by, forgives=forgives, at=now)
                return [self._reviews()]
            case _:
                assert_never(effect)

    def _reviews(self) -> on.ReviewsLoaded:
        db = self.database
        return on.ReviewsLoaded((*cabinet_reviews.waiting(db), *cabinet_losses.waiting(db)))
