"""Decisions about faces as staff read them: newest first, in pages, and counted by today."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

import pytest

from kiosk.domain.forgetting import Why
from kiosk.domain.money import Money
from kiosk.domain.risk import Decision, Deed, Reason, Step
from kiosk.flows.decision_records import CheckPage, CheckState, FaceCheck, StepCount
from kiosk.storage import decisions, face_checks, forgetting, members
from kiosk.storage.decisions import ROWS
from kiosk.storage.forgetting import Wish
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import PHONE, PIN, a_member

TAP = Decision(Step.TAP, (Reason.REGULAR,))
DIGITS = Decision(Step.DIGITS, (Reason.FEW_VISITS, Reason.AMOUNT))
OFF = Decision(Step.FACE_OFF, (Reason.FAILURES,))


@pytest.fixture
def zhang(db: sqlite3.Connection) -> sqlite3.Connection:
    members.register(db, VAULT, a_member(name="张", pin=PIN, templates=()), AT)
    return db


def ask(
    db: sqlite3.Connection,
    check_id: str,
    decision: Decision,
    at: datetime = AT,
    deed: Deed = Deed.PAY,
    minor: int = 2650,
) -> None:
    face_checks.ask(db, check_id, "m-1", Money(minor), decision, at, deed)


def read(db: sqlite3.Connection, *, only_asked: bool = False, before: int = 0) -> CheckPage:
    return decisions.page(db, VAULT, AT, only_asked=only_asked, before=before)


def test_a_decision_is_read_with_all_that_was_said(zhang: sqlite3.Connection) -> None:
    ask(zhang, "c-1", DIGITS, deed=Deed.HOLD)
    (found,) = read(zhang).checks
    assert found == FaceCheck(
        "c-1", AT.isoformat(timespec="seconds"), "m-1", "张*", Deed.HOLD, Money(2650), DIGITS,
        CheckState.ASKED,
    )  # fmt: skip
    assert PHONE not in repr(found)
    assert "张" not in repr(found)


def test_pages_follow_each_other_without_a_gap(zhang: sqlite3.Connection) -> None:
    ids = [f"c-{number:02}" for number in range(2 * ROWS + 1)]
    for number, check_id in enumerate(ids):
        ask(zhang, check_id, DIGITS if number % 2 else TAP)
    pages: list[list[str]] = []
    before = 0
    while not pages or before:
        page = read(zhang, before=before)
        pages.append([check.id for check in page.checks])
        before = page.before
    assert [len(page) for page in pages] == [ROWS, ROWS, 1]
    assert [check_id for page in pages for check_id in page] == ids[::-1]
    asked = read(zhang, only_asked=True)
    assert [check.id for check in asked.checks] == ids[::-1][1::2]
    assert asked.before == 0  # as many as a page holds, and no more


def test_today_is_counted_by_what_was_asked_and_how_it_went_on(zhang: sqlite3.Connection) -> None:
    midnight = AT.replace(hour=0, minute=0)
    ask(zhang, "c-0", DIGITS, midnight - timedelta(seconds=1))
    for check_id, decision in (("c-1", TAP), ("c-2", DIGITS), ("c-3", DIGITS), ("c-4", OFF)):
        ask(zhang, check_id, decision, midnight)
    ask(zhang, "c-5", TAP, midnight + timedelta(days=1))  # by a clock that was ahead
    face_checks.end(zhang, "c-3", is_proved=True)
    counts = {count.step: count for count in read(zhang, only_asked=True).today}
    assert counts == {
        Step.TAP: StepCount(Step.TAP, proved=1),
        Step.DIGITS: StepCount(Step.DIGITS, proved=1, asked=1),
        Step.NUMBER: StepCount(Step.NUMBER),
        Step.PIN: StepCount(Step.PIN),
        Step.OTHER_WAY: StepCount(Step.OTHER_WAY),
        Step.FACE_OFF: StepCount(Step.FACE_OFF, refused=1),
    }


def test_a_record_that_does_not_open_leaves_the_decision_without_a_name(
    zhang: sqlite3.Connection,
) -> None:
    ask(zhang, "c-1", TAP)
    zhang.execute("UPDATE member_keys SET wrapped = zeroblob(60)")
    (found,) = read(zhang).checks
    assert (found.masked, found.decision) == ("", TAP)


def test_of_who_was_forgotten_nothing_is_left_to_read(zhang: sqlite3.Connection) -> None:
    ask(zhang, "c-1", TAP)
    forgetting.forget(zhang, Wish("m-1", Why.SHOPPER, AT), SIGNER)
    page = read(zhang)
    assert page.checks == ()
    assert sum(count.total for count in page.today) == 0


def test_nothing_was_decided_yet(db: sqlite3.Connection) -> None:
    page = read(db)
    assert (page.checks, page.before) == ((), 0)
    assert [count.total for count in page.today] == [0] * len(Step)
