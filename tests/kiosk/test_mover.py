"""Nobody is moved to a new pack by a score: the check on disk must say that they said yes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.identity import Check
from kiosk.domain.money import Money
from kiosk.domain.pack_change import PackChange, SeenAgain
from kiosk.domain.payment import Paid
from kiosk.domain.risk import Decision, Deed, Evidence, Liveness, Reason, Step
from kiosk.perform_faces import Mover
from kiosk.storage import face_checks, look_alikes, members, orders, pack_change, payments
from kiosk.storage.database import open_database, transaction
from tests.support.builders import MATCHING
from tests.support.fake_clock import AT, FakeClock
from tests.support.fake_devices import RecordingEyes
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import ADDRESS, a_member, a_template, an_order, payment_for

CHANGE = PackChange("new-pack", "old-pack")
EVIDENCE = Evidence("m-1", 0.9, 0.1, MATCHING, 1000.0, Liveness.PASSED, "old-pack")
AGAIN = SeenAgain(EVIDENCE, tuple(a_template(seed, "new-pack") for seed in (11, 12, 13)))
CHECK = Check("check-1", 1000.0, AGAIN)


class Desk:
    """Two members of the old pack, and a mover."""

    def __init__(self, db: sqlite3.Connection, change: PackChange | None = CHANGE) -> None:
        self.db = db
        self.eyes = RecordingEyes()
        self.mover = Mover(db, VAULT, FakeClock(), self.eyes, change)

    def asked(self, step: Step, member_id: str = "m-1") -> None:
        decision = Decision(step, (Reason.REGULAR,))
        face_checks.ask(self.db, "check-1", member_id, Money(2200), decision, AT)

    def proved(self) -> None:
        face_checks.end(self.db, "check-1", is_proved=True)

    def tapped(self) -> None:
        assert face_checks.spend(self.db, "check-1", "order-1", "m-1", Money(2200))

    def moved(self, check: Check = CHECK, member_id: str = "m-1") -> bool:
        self.mover.move(member_id, check)
        has_new = pack_change.packs_of_templates(self.db).get("new-pack", 0) > 0
        assert self.eyes.changed == ([member_id] if has_new else [])
        return has_new


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(open_database(tmp_path / "kiosk.sqlite3")) as db:
        for number in (1, 2):
            templates = (a_template(number, "old-pack"),)
            one = a_member(f"m-{number}", f"1380000000{number}", templates=templates)
            members.register(db, VAULT, one, AT)
        yield Desk(db)


def test_a_regular_is_moved_by_their_tap_and_not_before(desk: Desk) -> None:
    desk.asked(Step.TAP)
    assert not desk.moved()
    desk.tapped()
    assert desk.moved()


def test_a_tap_at_a_cabinet_is_a_yes_once_what_was_taken_is_paid(desk: Desk) -> None:
    """The check was spent on money set aside, and a door."""
    regular = Decision(Step.TAP, (Reason.REGULAR,))
    face_checks.ask(desk.db, "check-1", "m-1", Money(8000), regular, AT, Deed.HOLD)
    order = an_order("order-1")
    spent = ("check-1", order.id, "m-1", Money(8000), Deed.HOLD)
    assert face_checks.spend(desk.db, *spent)
    assert not desk.moved()
    payment = payment_for(order)
    orders.place(desk.db, order, payment, "", AT)
    payments.record_outcome(desk.db, payment.id, Paid(), AT)
    assert not desk.moved()
    orders.complete(desk.db, payment.id, None, ADDRESS, AT)
    assert desk.moved()


def test_digits_are_a_yes_once_they_were_right(desk: Desk) -> None:
    desk.asked(Step.DIGITS)
    assert not desk.moved()
    desk.proved()
    assert desk.moved()


def test_digits_that_were_wrong_move_nobody(desk: Desk) -> None:
    desk.asked(Step.DIGITS)
    face_checks.end(desk.db, "check-1", is_proved=False)
    assert not desk.moved()


def test_somebody_elses_check_moves_nobody(desk: Desk) -> None:
    desk.asked(Step.DIGITS, "m-2")
    desk.proved()
    assert not desk.moved()
    assert not desk.moved(member_id="m-2")  # whose face it was not


def test_a_check_that_nobody_wrote_down_moves_nobody(desk: Desk) -> None:
    assert not desk.moved()


def test_a_look_alike_is_moved_by_their_pin_alone(desk: Desk) -> None:
    with transaction(desk.db):
        look_alikes.flag(desk.db, "m-1", ("m-2",))
    desk.asked(Step.NUMBER)
    desk.proved()
    assert not desk.moved()
    desk.db.execute("UPDATE face_checks SET step = 'pin'")
    assert desk.moved()


def test_scores_of_a_pack_that_is_not_the_one_before_move_nobody(desk: Desk) -> None:
    desk.asked(Step.DIGITS)
    desk.proved()
    third = replace(AGAIN, evidence=replace(EVIDENCE, pack="third-pack"))
    assert not desk.moved(replace(CHECK, seen_again=third))
    assert not desk.moved(replace(CHECK, seen_again=None))


def test_where_no_pack_is_changed_nobody_is_moved(desk: Desk) -> None:
    desk.asked(Step.DIGITS)
    desk.proved()
    assert not Desk(desk.db, None).moved()
