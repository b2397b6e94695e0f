"""The part of perform.py about members: finding, proving, joining, and being forgotten."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import assert_never

from kiosk.domain.consent import GivenConsent
from kiosk.domain.forgetting import Scope, Why
from kiosk.domain.language import Language
from kiosk.domain.leaving import Left
from kiosk.domain.member import Member
from kiosk.domain.problems import Fault, Problem
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows.adding_face_effects import AddFace
from kiosk.flows.events import Event
from kiosk.flows.member_effects import MemberEffect
from kiosk.flows.records import MemberRow
from kiosk.perform_decisions import LookUp
from kiosk.ports import Clock, Eyes, ReceiptSigner
from kiosk.storage import (
    adding_face,
    agreements,
    cleaning,
    clock_watch,
    forgetting,
    leaving,
    look_alikes,
    members,
    open_money,
    retaking,
    wallet,
)
from kiosk.storage.database import transaction
from kiosk.storage.face_count import FaceLimit, has_room_for_one
from kiosk.storage.forgetting import Wish
from kiosk.storage.pin_hash import SALT_BYTES, peppered_hash
from kiosk.storage.stranger_tries import StrangerTries
from kiosk.storage.vault import Vault

Answers = list[Event]

SWEPT_AT_ONCE = 20
"""Each takes some milliseconds of the core thread; the rest waits for the next look."""


@dataclass(frozen=True, slots=True)
class Safe:
    """What members are kept with: the vault, who signs receipts, and how long and how many.

    `unused_days`: after that many days without a visit a member is forgotten.
    """

    vault: Vault
    signer: ReceiptSigner
    unused_days: int = 180
    limit: FaceLimit = field(default_factory=FaceLimit)


@dataclass(frozen=True, slots=True)
class MemberDesk:
    """Does what an effect about members says. The database belongs to the core thread."""

    database: sqlite3.Connection
    safe: Safe
    clock: Clock
    eyes: Eyes
    strangers: StrangerTries
    random_bytes: Callable[[int], bytes]
    look_up: LookUp

    def perform(self, effect: MemberEffect | AddFace, language: Language) -> Answers:
        db, vault, now = self.database, self.safe.vault, self.clock.now()
        match effect:
            case member_do.CheckPhone(phone):
                return [member_on.PhoneChecked(members.is_phone_free(db, vault, phone))]
            case member_do.CheckPin(phone, pin):
                return [self.check_pin(phone, pin)]
            case member_do.RegisterMember():
                return self._register(effect, language)
            case member_do.LoadMembers():
                found = self.look_up(effect)
                return [] if found is None else [found]
            case member_do.LoadMember(member_id):
                row = members.find_row(db, vault, member_id)
                return [member_on.MemberLoaded(self._whole(row) if row else None)]
            case member_do.ForgetMember() | member_do.RetakeFace():
                return [self._change(effect)]
            case AddFace():
                return self._add_face(effect, language)
            case member_do.ForgetUnused():
                return [self._forget_unused()]
            case member_do.WipeDeleted():
                cleaning.write_anew(db)
                return []
            case member_do.ForgetSettled():
                forgetting.finish(db, self.safe.signer)
                leaving.go_if_settled(db, self.safe.signer, now, SWEPT_AT_ONCE)
                return []
            case _:
                assert_never(effect)

    def _whole(self, row: MemberRow) -> MemberRow:
        """With what takes more than one look: for the one member who is on the screen."""
        waits = open_money.of_member(self.database, row.member.id)
        return replace(row, member=self._with_agreements(row.member), waits=waits)

    def find(self, member_id: str) -> Member | None:
        found = members.find(self.database, self.safe.vault, member_id)
        return self._with_agreements(found) if found else None

    def check_pin(self, phone: str, pin: str) -> Event:
        db, now_s = self.database, self.clock.now().timestamp()
        found = members.check_pin(db, self.safe.vault, self.strangers, phone, pin, now_s)
        if isinstance(found, Member):
            return member_on.PinAccepted(self._with_agreements(found))
        return member_on.PinRefused(found.tries.left, found.tries.locked_for_s(now_s))

    def _with_agreements(self, member: Member) -> Member:
        return agreements.with_known(self.database, member, self.clock.now())

    def _register(self, effect: member_do.RegisterMember, language: Language) -> Answers:
        db, vault = self.database, self.safe.vault
        if effect.templates and not has_room_for_one(db, self.safe.limit):
            return [on.NotDone(effect), on.Faulted(Problem(Fault.FACE_LIMIT))]
        salt = self.random_bytes(SALT_BYTES)
        new = members.NewMember(
            effect.member_id,
            effect.phone,
            effect.name,
            peppered_hash(vault, effect.pin, salt) if effect.pin else None,
            effect.templates,
            GivenConsent(bool(effect.templates), effect.by_guardian, str(language)),
        )
        with transaction(db):
            member = members.register(db, vault, new, self.clock.now())
            look_alikes.flag(db, effect.member_id, effect.look_alikes)
        if member is None:
            return [member_on.PhoneTaken()]
        if effect.templates:
            self.eyes.member_changed(member.id)
        return [member_on.MemberRegistered(member)]

    def _change(self, effect: member_do.ForgetMember | member_do.RetakeFace) -> Event:
        return (
            self._retake(effect)
            if isinstance(effect, member_do.RetakeFace)
            else self._forget(effect)
        )

    def _retake(self, effect: member_do.RetakeFace) -> Event:
        db, new = self.database, (effect.templates, effect.look_alikes)
        now, member_id = self.clock.now(), effect.member_id
        is_done = retaking.retake(db, self.safe.vault, member_id, new, effect.proofs, now)
        if is_done:
            self.eyes.member_changed(member_id)
        return member_on.FaceRetaken(is_done)

    def _add_face(self, effect: AddFace, language: Language) -> Answers:
        db, new = self.database, (effect.templates, effect.look_alikes)
        if not has_room_for_one(db, self.safe.limit):
            return [on.NotDone(effect), on.Faulted(Problem(Fault.FACE_LIMIT))]
        given = GivenConsent(with_face=True, by_guardian=effect.by_guardian, language=str(language))
        now, member_id = self.clock.now(), effect.member_id
        is_done = adding_face.add(db, self.safe.vault, member_id, new, (given, effect.proofs), now)
        if is_done:
            self.eyes.member_changed(member_id)
        return [member_on.FaceRetaken(is_done)]

    def _forget(self, effect: member_do.ForgetMember) -> Event:
        """What is left in the wallet is booked as handed out first, where staff say so."""
        db, signer, now = self.database, self.safe.signer, self.clock.now()
        wish = Wish(effect.member_id, effect.why, now)
        if effect.pay_out_id:
            wallet.pay_out(db, effect.pay_out_id, effect.member_id, now)
        try:
            if effect.scope is Scope.FACE:
                self._choose_pin(effect.member_id, effect.new_pin)
                left = Left(forgetting.forget_face(db, self.safe.vault, wish, signer))
            else:
                left = leaving.leave(db, self.safe.vault, wish, signer)
        finally:  # whatever broke: they read again what is left of this member
            self.eyes.member_changed(effect.member_id)
        is_clean = cleaning.owed_since(db) is None
        has_rest = forgetting.is_unfinished(db, effect.member_id)
        return member_on.MemberForgotten(left.receipt, is_clean, left.waits, has_rest=has_rest)

    def _forget_unused(self) -> Event:
        """Not by a clock that shows more time than has passed."""
        db, safe, reading = self.database, self.safe, self.clock.reading()
        if clock_watch.is_ahead(db, reading):
            return member_on.UnusedForgotten(0)
        gone = 0
        for member_id in forgetting.forget_unused(
            db, safe.vault, safe.signer, reading.now, safe.unused_days, SWEPT_AT_ONCE
        ):
            self.eyes.member_changed(member_id)
            gone += 1
        return member_on.UnusedForgotten(gone, more=gone == SWEPT_AT_ONCE)

    def _choose_pin(self, member_id: str, pin: str) -> None:
        """Before the face goes: a power cut in between leaves both."""
        if pin:
            hashed = peppered_hash(self.safe.vault, pin, self.random_bytes(SALT_BYTES))
            members.choose_pin(self.database, member_id, hashed, self.clock.now())


def forget_for_the_fleet(desk: MemberDesk, member_id: str) -> str:
    """On the back office's word, once its command was verified; the receipt to answer with."""
    answer = desk.perform(member_do.ForgetMember(member_id, Why.FLEET), Language.ZH)[0]
    return answer.receipt if isinstance(answer, member_on.MemberForgotten) else ""
