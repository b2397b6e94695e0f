"""Events and effects that carry a number, a PIN, a name or a face show none of it in a repr."""

from __future__ import annotations

import pytest

from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from tests.support.builders import GOOD_PIN, PHONE, a_member, a_member_row, a_template

SECRETS = (PHONE, GOOD_PIN, "张三", repr(a_template().vector))


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
        do.Show(show.StaffMembers((a_member_row(a_member(name="张三")),), PHONE)),
    ],
)
def test_it_tells_nobody_anything(value: object) -> None:
    shown = repr(value)
    assert [secret for secret in SECRETS if secret in shown] == []
