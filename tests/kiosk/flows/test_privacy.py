"""Events and effects that carry a number, a PIN, a name or a face show none of it in a repr."""

from __future__ import annotations

import pytest

from kiosk.domain.money import Money
from kiosk.domain.risk import Decision, Deed, Reason, Step
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.flows.adding_face_effects import AddFace
from kiosk.flows.decision_effects import LoadDecisions
from kiosk.flows.decision_events import DecisionsLoaded, RecordLoaded
from kiosk.flows.decision_records import (
    CheckPage,
    CheckState,
    FaceCheck,
    MemberHistory,
    MemberRecord,
)
from kiosk.flows.decision_screens import StaffDecision, StaffRecord
from tests.support.builders import GOOD_PIN, PHONE, a_member, a_member_row, a_template

SECRETS = (PHONE, GOOD_PIN, "张三", repr(a_template().vector))
CHECK = FaceCheck(
    "c-1", "2026-11-21T10:00:00+08:00", "zhang", "张三*", Deed.PAY, Money(1),
    Decision(Step.TAP, (Reason.REGULAR,)), CheckState.PROVED,
)  # fmt: skip
RECORD = MemberRecord(
    a_member_row(a_member(name="张三")), "", (), Money(0), MemberHistory((), (CHECK,), (), ())
)


@pytest.mark.parametrize(
    "value",
    [
        on.DigitsEntered(PHONE),
        member_on.NameEntered("张三"),
        on.MemberSearched(PHONE),
        member_on.MembersLoaded((a_member_row(a_member(name="张三")),), PHONE),
        member_on.PinAccepted(a_member(name="张三")),
        member_do.CheckPhone(PHONE),
        member_do.CheckPin(PHONE, GOOD_PIN),
        do.SetStaffPin(GOOD_PIN),
        do.CheckStaffPin(GOOD_PIN),
        member_do.LoadMembers(PHONE),
        member_do.RegisterMember("zhang", PHONE, "张三", GOOD_PIN, (a_template(),)),
        AddFace("zhang", (a_template(),), (), ()),
        DecisionsLoaded(LoadDecisions(), CheckPage((CHECK,), 0, ())),
        RecordLoaded("zhang", RECORD),
        do.Show(StaffDecision(CHECK)),
        do.Show(StaffRecord(RECORD)),
        do.Show(show.StaffMembers((a_member_row(a_member(name="张三")),), PHONE)),
    ],
)
def test_it_tells_nobody_anything(value: object) -> None:
    shown = repr(value)
    assert [secret for secret in SECRETS if secret in shown] == []
