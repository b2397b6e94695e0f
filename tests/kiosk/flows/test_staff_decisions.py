"""The pages about decisions: turned, filtered, looked into, and back the way one came."""

from __future__ import annotations

from kiosk.domain.money import Money
from kiosk.domain.risk import Decision, Deed, Reason, Step
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.decision_effects import LoadDecisions, LoadRecord
from kiosk.flows.decision_events import (
    ConsentChosen,
    DecisionChosen,
    DecisionsFiltered,
    DecisionsLoaded,
    PageTurned,
    PaidOrderPressed,
    RecordLoaded,
    RecordPressed,
    RecordTabChosen,
)
from kiosk.flows.decision_records import (
    Act,
    CheckPage,
    CheckState,
    FaceCheck,
    GivenText,
    MemberHistory,
    MemberRecord,
)
from kiosk.flows.decision_screens import (
    ROWS,
    RecordTab,
    StaffConsentText,
    StaffDecision,
    StaffDecisions,
    StaffRecord,
)
from kiosk.flows.effects import Effect
from kiosk.flows.staff_decisions import StaffDecisionPages
from tests.kiosk.flows.play import last, play
from tests.support.builders import a_member_row

CHECK = FaceCheck(
    "c-1", "2026-11-21T10:00:00+08:00", "zhang", "张*", Deed.PAY, Money(2650),
    Decision(Step.DIGITS, (Reason.AMOUNT,)), CheckState.PROVED, "order-1",
)  # fmt: skip
UNREADABLE = FaceCheck(
    "c-0", CHECK.at, "li", "", Deed.LOOK, Money(0), CHECK.decision, CheckState.ASKED
)
PAGE = CheckPage((CHECK, UNREADABLE), 7, ())
OLDER = CheckPage((UNREADABLE,), 0, ())
GIVEN = GivenText("v-1", "face", "zh_CN", by_guardian=False, given_at="", withdrawn_at="", text="t")
ACTS = tuple(Act("", f"act-{number}", "") for number in range(ROWS + 1))
RECORD = MemberRecord(a_member_row(), "", (), Money(0), MemberHistory((GIVEN,), (CHECK,), (), ACTS))
NEWEST = LoadDecisions()
BACK, OLDER_PRESSED, NEWER_PRESSED = on.BackPressed(), PageTurned(True), PageTurned(False)  # noqa: FBT003


def pages(*events: on.Event, member_id: str = "") -> StaffDecisionPages:
    flow = StaffDecisionPages(member_id)
    flow.start()
    play(flow, *events)
    return flow


def shows(screen: object) -> list[Effect]:
    return [do.Show(screen)]  # type: ignore[arg-type]


def test_the_newest_come_first_and_the_page_waits_for_them() -> None:
    flow = StaffDecisionPages()
    assert flow.start() == [do.Show(StaffDecisions()), NEWEST]
    assert flow.handle(DecisionsLoaded(NEWEST, PAGE)) == shows(StaffDecisions(PAGE))


def test_pages_turn_to_older_ones_and_back() -> None:
    flow = pages(DecisionsLoaded(NEWEST, PAGE))
    older = LoadDecisions(before=7)
    assert flow.handle(OLDER_PRESSED) == [older]
    shown = StaffDecisions(OLDER, has_newer=True)
    assert flow.handle(DecisionsLoaded(older, OLDER)) == shows(shown)
    assert flow.handle(OLDER_PRESSED) == []  # there are none
    assert flow.handle(NEWER_PRESSED) == [NEWEST]
    assert flow.handle(DecisionsLoaded(NEWEST, PAGE)) == shows(StaffDecisions(PAGE))
    assert flow.handle(NEWER_PRESSED) == []


def test_a_filter_begins_with_the_newest_again() -> None:
    older = LoadDecisions(before=7)
    flow = pages(DecisionsLoaded(NEWEST, PAGE), OLDER_PRESSED, DecisionsLoaded(older, OLDER))
    assert flow.handle(DecisionsFiltered(only_asked=True))[-1] == LoadDecisions(only_asked=True)
    late = flow.handle(DecisionsLoaded(older, OLDER))
    assert late == []  # nobody waits for that any more
    found = flow.handle(DecisionsLoaded(LoadDecisions(only_asked=True), OLDER))
    assert found == shows(StaffDecisions(OLDER, only_asked=True))


def test_what_cannot_be_read_is_told() -> None:
    assert pages().handle(on.NotDone(NEWEST)) == shows(StaffDecisions(failed=True))
    flow = pages(member_id="zhang")
    assert flow.handle(on.NotDone(LoadRecord("zhang"))) == shows(StaffRecord(failed=True))
    flow = pages(member_id="zhang")
    assert flow.handle(RecordLoaded("zhang", None)) == shows(StaffRecord(failed=True))
    assert flow.handle(RecordTabChosen(RecordTab.ACTS)) == []


def test_one_decision_leads_to_its_order_and_its_member() -> None:
    to_one = (DecisionsLoaded(NEWEST, PAGE), DecisionChosen("c-1"))
    flow = pages(*to_one)
    assert flow.handle(DecisionChosen("c-1")) == []  # a second touch
    assert flow.handle(RecordPressed()) == [do.Show(StaffRecord()), LoadRecord("zhang")]
    assert flow.handle(RecordLoaded("zhang", RECORD)) == shows(StaffRecord(RECORD))
    assert flow.handle(BACK) == shows(StaffDecision(CHECK))
    flow.handle(PaidOrderPressed())
    assert flow.order_id == "order-1"


def test_of_a_record_that_does_not_open_there_is_neither() -> None:
    flow = pages(DecisionsLoaded(NEWEST, PAGE), DecisionChosen("c-0"))
    assert flow.handle(RecordPressed()) == []
    assert flow.handle(PaidOrderPressed()) == []
    assert flow.order_id == ""


def test_a_members_record_has_three_parts_and_pages() -> None:
    flow = pages(RecordLoaded("zhang", RECORD), member_id="zhang")
    acts = StaffRecord(RECORD, RecordTab.ACTS)
    assert flow.handle(RecordTabChosen(RecordTab.ACTS)) == shows(acts)
    assert flow.handle(NEWER_PRESSED) == []
    second = StaffRecord(RECORD, RecordTab.ACTS, 1)
    assert flow.handle(OLDER_PRESSED) == shows(second)
    assert ACTS[second.shown] == ACTS[ROWS:]
    assert flow.handle(OLDER_PRESSED) == []
    assert flow.handle(NEWER_PRESSED) == shows(acts)
    assert last(flow, RecordTabChosen(RecordTab.DECISIONS), DecisionChosen("c-1")) == shows(
        StaffDecision(CHECK)
    )


def test_a_consent_is_read_word_for_word_and_back_leads_out() -> None:
    flow = pages(RecordLoaded("zhang", RECORD), member_id="zhang")
    assert flow.handle(ConsentChosen(1)) == []
    assert flow.handle(ConsentChosen(0)) == shows(StaffConsentText(GIVEN))
    assert flow.handle(ConsentChosen(0)) == []
    assert flow.handle(BACK) == shows(StaffRecord(RECORD))
    assert flow.handle(BACK) == []
    assert flow.is_over


def test_what_comes_for_a_page_that_was_left_is_not_shown() -> None:
    flow = pages(DecisionsLoaded(NEWEST, PAGE), DecisionChosen("c-1"), RecordPressed(), BACK)
    assert flow.handle(RecordLoaded("zhang", RECORD)) == []
