"""Staff read at the kiosk what faces were asked for, and what a member agreed to; it is noted."""

from __future__ import annotations

from kiosk.domain.risk import Deed, Reason, Step
from kiosk.flows import events as on
from kiosk.flows import screens as show
from kiosk.flows.decision_events import (
    ConsentChosen,
    DecisionChosen,
    DecisionsFiltered,
    PaidOrderPressed,
    RecordPressed,
)
from kiosk.flows.decision_records import CheckState
from kiosk.flows.decision_screens import (
    StaffConsentText,
    StaffDecision,
    StaffDecisions,
    StaffRecord,
)
from kiosk.flows.screens import StaffPage
from kiosk.storage import journal
from tests.journeys.steps import STAFF_PIN, a_member_with, by_face, fill_cart
from tests.support.headless_kiosk import HeadlessKiosk

TO_STAFF = (on.StaffDoorKnocked(), on.DigitsEntered(STAFF_PIN))


def a_payment_by_face(kiosk: HeadlessKiosk) -> str:
    """The member who paid; the kiosk is back at its first screen."""
    member_id = a_member_with(kiosk, 100)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)
    kiosk.touch(on.DonePressed())
    return member_id


def reads(kiosk: HeadlessKiosk) -> list[tuple[str, str, str]]:
    lines = [line[1:] for line in journal.latest(kiosk.database)]
    return [line for line in reversed(lines) if line[0].startswith("staff.read")]


def test_staff_see_what_was_asked_and_why_and_find_the_order(kiosk: HeadlessKiosk) -> None:
    member_id = a_payment_by_face(kiosk)
    kiosk.touch(*TO_STAFF, on.StaffPageChosen(StaffPage.FACES))
    page = kiosk.sees(StaffDecisions).page
    assert page is not None
    (check,) = page.checks
    assert (check.member_id, check.masked, check.deed) == (member_id, "张*", Deed.PAY)
    assert (check.decision.step, check.state) == (Step.NUMBER, CheckState.PROVED)
    assert Reason.FIRST_TIME in check.decision.reasons
    assert [(count.step, count.total) for count in page.today if count.total] == [(Step.NUMBER, 1)]
    kiosk.touch(DecisionsFiltered(only_asked=True), DecisionChosen(check.id))
    assert kiosk.sees(StaffDecision).check == check
    kiosk.touch(PaidOrderPressed())
    assert kiosk.sees(show.StaffOrder).row.order_id == check.order_id


def test_staff_read_what_a_member_agreed_to_and_come_back_to_them(kiosk: HeadlessKiosk) -> None:
    member_id = a_payment_by_face(kiosk)
    kiosk.touch(*TO_STAFF, on.StaffPageChosen(StaffPage.MEMBERS), on.MemberChosen(member_id))
    kiosk.touch(RecordPressed())
    record = kiosk.sees(StaffRecord).record
    assert record is not None
    assert [given.kind for given in record.history.consents] == ["face", "membership"]
    assert record.packs == (("drawn-pack", 3),)
    kiosk.touch(ConsentChosen(0))
    assert "脸会算成一组数字" in kiosk.sees(StaffConsentText).given.text
    kiosk.touch(on.BackPressed(), on.BackPressed())
    assert kiosk.sees(show.StaffMember).row.member.id == member_id
    kiosk.touch(on.BackPressed())
    kiosk.sees(show.StaffMembers)


def test_that_staff_read_is_noted_with_whom_and_what(kiosk: HeadlessKiosk) -> None:
    member_id = a_payment_by_face(kiosk)
    kiosk.touch(*TO_STAFF, on.StaffPageChosen(StaffPage.FACES))
    kiosk.touch(DecisionsFiltered(only_asked=True))
    page = kiosk.sees(StaffDecisions).page
    assert page is not None
    kiosk.touch(DecisionChosen(page.checks[0].id), RecordPressed())
    assert reads(kiosk) == [
        ("staff.read_decisions", "staff", "all"),
        ("staff.read_decisions", "staff", "asked"),
        ("staff.read_member", member_id, ""),
    ]
    record = kiosk.sees(StaffRecord).record
    assert record is not None
    assert record.history.acts[0].what == "staff.read_member"  # and the member's record tells it


def test_what_cannot_be_noted_is_not_read(kiosk: HeadlessKiosk) -> None:
    a_payment_by_face(kiosk)
    kiosk.touch(*TO_STAFF)
    kiosk.database.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    kiosk.touch(on.StaffPageChosen(StaffPage.FACES))
    assert kiosk.sees(StaffDecisions).failed
    assert kiosk.sees(StaffDecisions).page is None


def test_a_kiosk_where_nobody_showed_a_face_says_so(kiosk: HeadlessKiosk) -> None:
    kiosk.touch(*TO_STAFF, on.StaffPageChosen(StaffPage.FACES))
    page = kiosk.sees(StaffDecisions).page
    assert page is not None
    assert page.checks == ()
    kiosk.touch(on.BackPressed())
    kiosk.sees(show.StaffMenu)
