"""Members: joined, found, checked, forgotten; and the eyes learn of it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kiosk.domain.forgetting import Why, receipt_in
from kiosk.domain.member import Member
from kiosk.domain.pin import LOCK_S
from kiosk.domain.problems import Fault, Problem
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.perform_members import forget_for_the_fleet
from kiosk.storage import consents, members
from kiosk.storage.database import open_database
from tests.kiosk.a_performer import Desk, join
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import (
    PHONE,
    PIN,
    a_template,
)


def test_who_joins_is_found_and_the_eyes_learn_the_face(desk: Desk) -> None:
    member = Member("m-1", PHONE, "张三", has_face=True)
    assert join(desk) == [member_on.MemberRegistered(member)]
    assert desk.perform(member_do.CheckPhone(PHONE)) == [member_on.PhoneChecked(is_free=False)]
    assert len(desk.eyes.changed) == 1


def test_a_number_that_joined_already_is_taken(desk: Desk) -> None:
    join(desk)
    assert join(desk, "m-2") == [member_on.PhoneTaken()]
    assert len(desk.eyes.changed) == 1


def test_a_pin_is_accepted_refused_and_locked(desk: Desk) -> None:
    join(desk, pin=PIN)
    member = Member("m-1", PHONE, "张三", has_face=True, has_pin=True)
    assert desk.perform(member_do.CheckPin(PHONE, PIN)) == [member_on.PinAccepted(member)]
    wrong = member_do.CheckPin(PHONE, "000001")
    assert desk.perform(wrong) == [member_on.PinRefused(4, 0)]
    assert desk.perform(wrong, wrong, wrong, wrong) == [member_on.PinRefused(0, LOCK_S)]
    desk.clock.wind(LOCK_S - 10)
    assert desk.perform(member_do.CheckPin(PHONE, PIN)) == [member_on.PinRefused(0, 10)]
    desk.clock.wind(10)
    assert desk.perform(member_do.CheckPin(PHONE, PIN)) == [member_on.PinAccepted(member)]


def test_a_forgotten_member_is_gone_and_the_eyes_forget(desk: Desk) -> None:
    join(desk)
    (answer,) = desk.perform(member_do.ForgetMember("m-1"))
    assert isinstance(answer, member_on.MemberForgotten)
    assert receipt_in(answer.receipt, SIGNER.public_key.has_signed).why is Why.STAFF
    assert desk.perform(member_do.LoadMember("m-1")) == [member_on.MemberLoaded(None)]
    assert len(desk.eyes.changed) == 2


def test_it_is_said_when_somebody_still_reads_what_was_before(desk: Desk, tmp_path: Path) -> None:
    join(desk)
    with closing(open_database(tmp_path / "kaimen.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM members").fetchone()
        (answer,) = desk.perform(member_do.ForgetMember("m-1"))
    assert isinstance(answer, member_on.MemberForgotten)
    assert not answer.is_clean


def test_staff_find_members(desk: Desk) -> None:
    join(desk)
    (loaded,) = desk.perform(member_do.LoadMembers("5678"))
    row = members.find_row(desk.database, VAULT, "m-1")
    assert row is not None
    assert loaded == member_on.MembersLoaded((row,), "5678")
    assert desk.perform(member_do.LoadMember("m-1")) == [member_on.MemberLoaded(row)]


def test_at_the_limit_of_faces_one_joins_without_a_face_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Order 19, article 15: no more than 99,999 persons without a filing."""
    monkeypatch.setattr("kiosk.storage.face_count.MOST", 2)
    join(desk, "m-1")
    join(desk, "m-2", "13900000002", PIN)
    refused = member_do.RegisterMember("m-3", "13900000003", "", "", (a_template(3),))
    assert desk.perform(refused) == [
        on.NotDone(refused),
        on.Faulted(Problem(Fault.FACE_LIMIT)),
    ]
    (joined,) = desk.perform(member_do.RegisterMember("m-4", "13900000004", "", PIN, ()))
    assert isinstance(joined, member_on.MemberRegistered)


def test_a_guardians_yes_is_written_down(desk: Desk) -> None:
    desk.perform(
        member_do.RegisterMember("m-1", PHONE, "", PIN, (a_template(1),), by_guardian=True)
    )
    assert consents.of_member(desk.database, "m-1") == [
        ("2026-12-face-2", "zh_CN", True, False),
        ("2026-12-membership-2", "zh_CN", True, False),
    ]


def test_the_fleet_may_have_a_member_forgotten(desk: Desk) -> None:
    join(desk)
    members_desk = desk.performer._members
    receipt = receipt_in(forget_for_the_fleet(members_desk, "m-1"), SIGNER.public_key.has_signed)
    assert receipt.why is Why.FLEET
    assert desk.eyes.changed == ["m-1", "m-1"]
