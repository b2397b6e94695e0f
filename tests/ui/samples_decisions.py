"""The pages about decisions with values as a shop would have them, and unkindly long ones."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.consent import FACE, MEMBERSHIP
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.domain.risk import Decision, Deed, Reason, Step
from kiosk.flows.decision_records import (
    Act,
    CheckPage,
    CheckState,
    FaceCheck,
    GivenText,
    MemberHistory,
    MemberRecord,
    StepCount,
)
from kiosk.flows.decision_screens import (
    DecisionScreen,
    RecordTab,
    StaffConsentText,
    StaffDecision,
    StaffDecisions,
    StaffRecord,
)
from kiosk.flows.records import MemberRow

DAY = "2026-11-21"
ORDER_ID = "0198f0aa11112222333344445a6b7c8d"
PROVED, ASKED, REFUSED = CheckState


def a_check(
    number: int,
    step: Step,
    state: CheckState,
    *reasons: Reason,
    deed: Deed = Deed.PAY,
    minor: int = 2650,
    masked: str = "张*",
    order_id: str = "",
) -> FaceCheck:
    at = f"{DAY}T14:{50 - number}:10+08:00"
    decision = Decision(step, reasons)
    return FaceCheck(
        f"c-{number}", at, f"m-{number}", masked, deed, Money(minor), decision, state, order_id
    )


R = Reason
CHECKS = (
    a_check(1, Step.TAP, PROVED, R.REGULAR, order_id=ORDER_ID),
    a_check(2, Step.DIGITS, PROVED, R.FEW_VISITS, R.AMOUNT, minor=12_800, masked="138********"),
    a_check(3, Step.NUMBER, ASKED, R.TWO_ALIKE, R.AMOUNT, R.FIRST_TIME, R.MANY_MEMBERS,
            deed=Deed.HOLD, minor=1_000_000_00, masked="Maximiliane*"),
    a_check(4, Step.PIN, PROVED, R.CHANGE, deed=Deed.CHANGE, minor=0, masked="139********"),
    a_check(5, Step.OTHER_WAY, REFUSED, R.DAY_AMOUNT, minor=98_000, masked=""),
    a_check(6, Step.FACE_OFF, REFUSED, R.FAILURES, deed=Deed.LOOK, minor=0),
)  # fmt: skip
TODAY = (
    StepCount(Step.TAP, 41),
    StepCount(Step.DIGITS, 12, 2, 1),
    StepCount(Step.NUMBER, 5, 3, 0),
    StepCount(Step.PIN, 2),
    StepCount(Step.OTHER_WAY, 0, 0, 4),
    StepCount(Step.FACE_OFF, 0, 0, 1),
)
QUIET = tuple(StepCount(step) for step in Step)

SINCE = "2026-05-12T18:04:11+08:00"
BY_MEMBER, BY_GUARDIAN = False, True
GIVEN = (
    GivenText(FACE.version, "face", "zh_CN", BY_MEMBER, f"{DAY}T09:30:00+08:00", "", FACE.zh),
    GivenText(
        "2026-12-face", "face", "zh_CN", BY_GUARDIAN, SINCE, "2026-11-02T12:00:00+08:00", FACE.zh
    ),
    GivenText(MEMBERSHIP.version, "membership", "zh_CN", BY_GUARDIAN, SINCE, "", MEMBERSHIP.zh),
)  # fmt: skip
ACTS = (
    Act(f"{DAY}T15:10:00.123+08:00", "staff.read_member", ""),
    Act(f"{DAY}T09:30:00.123+08:00", "member.face_added", f"{FACE.version} pin staff"),
    Act("2026-11-02T12:00:00.000+08:00", "member.face_forgotten", "shopper"),
    Act("2026-09-01T12:00:00.000+08:00", "member.moved", "yunet-sface2 yunet-sface"),
    Act("2026-08-30T12:00:00.000+08:00", "face.off", "900 s"),
    Act("2026-05-12T18:04:11.000+08:00", "member.joined", "2026-12-membership 2026-12-face"),
)
ROW = MemberRow(
    Member("m-1", "13812345678", "张三", has_face=True, has_pin=True), Money(7350), "2026-05-12", 3
)
RECORD = MemberRecord(
    ROW, DAY, (("yunet-sface", 3),), Money(1250), MemberHistory(GIVEN, CHECKS, ("m-9",), ACTS)
)
FACELESS = MemberRecord(
    replace(ROW, member=Member("m-4", "13812341234", "", has_pin=True), templates=0),
    "", (), Money(0), MemberHistory(GIVEN[2:], (), (), ACTS[5:]),
)  # fmt: skip

DECISION_SCREENS: dict[str, DecisionScreen] = {
    "staff-decisions": StaffDecisions(CheckPage(CHECKS, 12, TODAY)),
    "staff-decisions-asked": StaffDecisions(
        CheckPage(CHECKS[1:], 0, TODAY), only_asked=True, has_newer=True
    ),
    "staff-decisions-none": StaffDecisions(CheckPage((), 0, QUIET)),
    "staff-decisions-none-asked": StaffDecisions(CheckPage((), 0, QUIET), only_asked=True),
    "staff-decisions-reading": StaffDecisions(),
    "staff-decisions-failed": StaffDecisions(failed=True),
    "staff-decision": StaffDecision(CHECKS[0]),
    "staff-decision-asked": StaffDecision(CHECKS[2]),
    "staff-decision-unreadable": StaffDecision(CHECKS[4]),
    "staff-record": StaffRecord(RECORD),
    "staff-record-decisions": StaffRecord(RECORD, RecordTab.DECISIONS),
    "staff-record-acts": StaffRecord(RECORD, RecordTab.ACTS),
    "staff-record-faceless": StaffRecord(FACELESS, RecordTab.DECISIONS),
    "staff-record-failed": StaffRecord(failed=True),
    "staff-consent-text": StaffConsentText(GIVEN[1]),
}
