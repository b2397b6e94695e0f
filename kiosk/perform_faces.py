"""The part of perform.py about faces: what is asked before they pay or see data, and their proof.

A decision is on disk before it is answered; a wrong proof before anybody may try again. A face may
be charged, or open a door, once its check is proved, for one order or session, one amount and
`RiskPolicy.valid_s`. Whom a new
model pack does not know yet is moved to it here, after their yes.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from kiosk.domain.identity import Approval, Check, Proof
from kiosk.domain.member import Member
from kiosk.domain.pack_change import LONG_UNSEEN_DAYS, PackChange, Progress, may_move
from kiosk.domain.risk import Decision, Deed, Evidence, Reason, RiskPolicy, Step, decide, proves
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import member_events as member_on
from kiosk.flows.events import Event
from kiosk.flows.face_effects import FaceEffect
from kiosk.ports import Clock, Eyes
from kiosk.storage import (
    clock_watch,
    face_checks,
    face_failures,
    face_scores,
    look_alikes,
    pack_change,
)
from kiosk.storage.vault import Vault

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mover:
    """Moves members from one model pack to the next. `change` None: there is no change."""

    database: sqlite3.Connection
    vault: Vault
    clock: Clock
    eyes: Eyes
    change: PackChange | None

    def move(self, member_id: str, check: Check) -> None:
        db, again, change = self.database, check.seen_again, self.change
        if again is None or change is None or again.evidence.pack != change.previous:
            return
        step = face_checks.confirmed(db, check.id, member_id)
        if step is None or again.evidence.member_id != member_id:
            log.warning("member %s is not moved: nobody said yes", member_id)
            return
        is_look_alike = look_alikes.is_one(db, member_id)
        if not may_move(again.evidence, step, is_look_alike=is_look_alike):
            log.info("member %s is not moved yet: not sure enough of the face", member_id)
            return
        now = self.clock.now()
        if pack_change.move(db, self.vault, change, member_id, again.templates, now):
            log.info("member %s is known to %s from now on", member_id, change.pack)
            self.eyes.member_changed(member_id)

    def tidy(self, now: datetime) -> None:
        if self.change is None:
            return
        dropped = pack_change.drop_moved(self.database, self.change, now)
        if dropped:
            log.warning("of %d moved members what %s made is gone", dropped, self.change.previous)
        _log_progress(pack_change.progress(self.database, self.change, now.date()), self.change)


def _log_progress(found: Progress, change: PackChange) -> None:
    log.info(
        "from %s to %s since %s: %d members moved, %d to move (%d of them not here for %d days), "
        "%d known to the new one alone",
        change.previous, change.pack, found.since, found.moved, found.to_move,
        found.unseen, LONG_UNSEEN_DAYS, found.only_new,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FaceDesk:
    """`find` knows members by id; `check_pin` answers PinAccepted or PinRefused, and counts."""

    database: sqlite3.Connection
    clock: Clock
    policy: RiskPolicy
    find: Callable[[str], Member | None]
    check_pin: Callable[[str, str], Event]
    mover: Mover

    def perform(self, effect: FaceEffect) -> list[Event]:
        match effect:
            case face_do.AssessFace():
                return [self._assess(effect)]
            case face_do.CheckProof():
                return self._check(effect)
            case face_do.NoteStranger(score, pack):
                today = self.clock.now().date()
                face_scores.note(self.database, pack, score, today, is_named=False)
                return []
            case face_do.NoteNotAlive(member_id):
                return self._not_alive(member_id)
            case face_do.ReadFacesOff():
                return [face_on.FacesOff(self._off_for_s())]
            case face_do.MoveFace(member_id, check):
                self.mover.move(member_id, check)
                return []
            case face_do.TidyPacks():
                self._tidy()
                return []
            case face_do.NoteLookAlikes(compared):
                look_alikes.note(self.database, compared)
                return []
            case _:
                assert_never(effect)

    def _tidy(self) -> None:
        """What is old goes; not by a clock that shows more time than has passed."""
        reading = self.clock.reading()
        if not clock_watch.is_ahead(self.database, reading):
            face_scores.drop_old(self.database, reading.now.date())
            self.mover.tidy(reading.now)

    def may_charge(self, approval: Approval, deed: Deed) -> bool:
        """Whether this yes still counts. Everything but a face does; a face's check is used up."""
        if approval.identity.proof is not Proof.FACE:
            return True
        check = approval.identity.check
        if check is None:
            log.warning("a face without a check may not pay: order %s", approval.order_id)
            return False
        age_s = self.clock.monotonic() - check.passed_at_s
        if not 0 <= age_s <= self.policy.valid_s:
            log.warning("the match for order %s is too old: %.0f s", approval.order_id, age_s)
            return False
        member_id, amount = approval.identity.member_id, approval.amount
        is_good = face_checks.spend(
            self.database, check.id, approval.order_id, member_id, amount, deed
        )
        if not is_good:
            log.warning("the match for order %s was for something else", approval.order_id)
        return is_good

    def _off_for_s(self) -> int:
        now_s = self.clock.now().timestamp()
        return face_failures.off_for_s(self.database, self.policy, now_s)

    # --- deciding -----------------------------------------------------------------------------

    def _assess(self, effect: face_do.AssessFace) -> face_on.FaceAssessed:
        db, now, seen = self.database, self.clock.now(), effect.evidence
        member = self.find(seen.member_id)
        decision = self._decided(effect, member)
        asked_for = (effect.amount, decision, now, effect.deed)
        face_checks.ask(db, effect.check_id, seen.member_id, *asked_for)
        if seen.pack and effect.deed is not Deed.CHANGE:  # the same frames, a second time
            face_scores.note(db, seen.pack, seen.score, now.date(), is_named=True)
        return face_on.FaceAssessed(effect.check_id, member, decision, self.clock.monotonic())

    def _decided(self, effect: face_do.AssessFace, member: Member | None) -> Decision:
        seen = effect.evidence
        if member is None:  # forgotten
            return Decision(Step.OTHER_WAY, (Reason.UNKNOWN,))
        if self._off_for_s():
            return Decision(Step.FACE_OFF, (Reason.FAILURES,))
        if effect.deed is not Deed.CHANGE and self._is_stale(seen):  # that asks for more anyway
            return Decision(Step.OTHER_WAY, (Reason.TOO_OLD,))
        known = face_checks.history(self.database, member.id, self.policy, self.clock.now())
        known = replace(known, has_pin=member.has_pin)
        return decide(self.policy, seen, known, effect.amount, effect.deed)

    def _is_stale(self, seen: Evidence) -> bool:
        return self.clock.monotonic() - seen.at_s > self.policy.valid_s

    # --- proving ------------------------------------------------------------------------------

    def _check(self, effect: face_do.CheckProof) -> list[Event]:
        asked = face_checks.asked(self.database, effect.check_id)
        member = self.find(asked[0]) if asked else None
        if asked is None or member is None or self._off_for_s():
            return [face_on.ProofRefused(effect.check_id, 0), face_on.FacesOff(self._off_for_s())]
        if asked[1] is Step.PIN:
            return self._check_pin(effect, member)
        if proves(asked[1], member.phone, effect.digits):
            return [self._proved(effect.check_id)]
        return self._failed(effect.check_id, member.id)

    def _check_pin(self, effect: face_do.CheckProof, member: Member) -> list[Event]:
        """Wrong PINs lock the member's PIN as everywhere, and count against faces as well."""
        match self.check_pin(member.phone, effect.digits):
            case member_on.PinRefused(_, locked_for_s):
                return self._failed(effect.check_id, member.id, locked_for_s)
            case _:
                return [self._proved(effect.check_id)]

    def _proved(self, check_id: str) -> face_on.ProofAccepted:
        face_checks.end(self.database, check_id, is_proved=True)
        return face_on.ProofAccepted(check_id, self.clock.monotonic())

    def _not_alive(self, member_id: str) -> list[Event]:
        if self._off_for_s():
            return []
        if face_failures.note(self.database, member_id, self.policy, self.clock.now()):
            return []
        log.warning("too many faces that did not move: off for %.0f s", self.policy.face_off_s)
        return [face_on.FacesOff(self._off_for_s())]

    def _failed(self, check_id: str, member_id: str, locked_for_s: int = 0) -> list[Event]:
        left = face_failures.note(self.database, member_id, self.policy, self.clock.now())
        if left:
            return [face_on.ProofRefused(check_id, left, locked_for_s)]
        face_checks.end(self.database, check_id, is_proved=False)
        log.warning("too many wrong proofs: faces are off for %.0f s", self.policy.face_off_s)
        return [face_on.ProofRefused(check_id, 0), face_on.FacesOff(self._off_for_s())]
