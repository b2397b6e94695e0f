"""Endings are on disk before they are asked for, and pushed until the service has said so."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.agreement import Ending, Standing, Wish
from kiosk.domain.payment import Payment, Rail, Refusal, Refused
from kiosk.flows import money_effects as money_do
from kiosk.flows.agreement_effects import (
    BeginAgreement,
    EndAgreement,
    LookAtAgreements,
    RecordAgreement,
)
from kiosk.flows.agreement_events import (
    AgreementBegun,
    AgreementEnded,
    AgreementEndNoted,
    AgreementLooked,
)
from kiosk.perform_agreements import AgreementDesk, AgreementWorld
from kiosk.perform_money import Till
from kiosk.storage import agreements, members
from kiosk.storage.database import open_database
from tests.support.fake_clock import FakeClock
from tests.support.fake_devices import QuietCloud
from tests.support.fake_rails import HangingPayments, any_yes
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import ADDRESS, a_member, an_order

ENDING = Ending("m-1", "alipay")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_database(tmp_path / "kiosk.sqlite3")
    yield connection
    connection.close()


class RecordingTalk:
    """An `AgreementTalk` that answers nothing."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    def look(self, member_id: str, rail: str) -> None:
        self.asked.append((member_id, rail))

    def begin(self, wish: Wish) -> None:
        self.asked.append(wish)

    def end(self, ending: Ending) -> None:
        self.asked.append(ending)


class Office:
    def __init__(self, db: sqlite3.Connection, rails: tuple[str, ...] = ("alipay",)) -> None:
        self.clock = FakeClock()
        self.talk = RecordingTalk()
        self.desk = AgreementDesk(db, self.clock, AgreementWorld(self.talk, rails))
        quiet = HangingPayments()
        self.till = Till(
            db, VAULT, self.clock, quiet, quiet, QuietCloud(), ADDRESS, any_yes, self.desk
        )
        members.register(db, VAULT, a_member("m-1"), self.clock.now())

    def guard(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.wind(1)
            self.till.perform(money_do.ResolvePayments())


def test_each_service_is_asked(db: sqlite3.Connection) -> None:
    office = Office(db)
    office.desk.perform(LookAtAgreements("m-1", ("alipay", "wechat")))
    assert office.talk.asked == [("m-1", "alipay"), ("m-1", "wechat")]


def test_what_a_service_said_is_kept(db: sqlite3.Connection) -> None:
    office = Office(db)
    office.desk.perform(RecordAgreement(AgreementLooked("m-1", "alipay", Standing.AGREED)))
    assert agreements.known(db, "m-1")[0].standing is Standing.AGREED


def test_an_ending_is_on_disk_and_pushed_until_the_service_says_so(
    db: sqlite3.Connection,
) -> None:
    office = Office(db)
    assert office.desk.perform(EndAgreement(ENDING)) == [AgreementEndNoted(ENDING)]
    assert agreements.endings(db) == (ENDING,)
    office.desk.perform(RecordAgreement(AgreementEnded(ENDING, Standing.UNKNOWN)))
    again = Office(db)  # after a restart
    again.guard(120)
    assert set(again.talk.asked) == {ENDING}
    assert 2 <= len(again.talk.asked) <= 10
    again.desk.perform(RecordAgreement(AgreementEnded(ENDING, Standing.NONE)))
    asked = len(again.talk.asked)
    again.guard(3600)
    assert len(again.talk.asked) == asked


def test_an_ending_everywhere_goes_to_each_service_of_the_kiosk(db: sqlite3.Connection) -> None:
    office = Office(db, ("alipay", "wechat"))
    agreements.intend_end(db, Ending("m-1"), office.clock.now())
    office.guard(10)
    assert {Ending("m-1", "alipay"), Ending("m-1", "wechat")} == set(office.talk.asked)


def test_where_no_service_is_on_nothing_is_left_to_do(db: sqlite3.Connection) -> None:
    office = Office(db, ())
    agreements.intend_end(db, Ending("m-1"), office.clock.now())
    office.guard(10)
    assert (office.talk.asked, agreements.endings(db)) == ([], ())


def test_nothing_new_is_signed_while_the_old_one_is_being_ended(db: sqlite3.Connection) -> None:
    office = Office(db)
    office.desk.perform(EndAgreement(ENDING))
    wish = Wish("w", "m-1", "alipay")
    assert office.desk.perform(BeginAgreement(wish)) == [AgreementBegun(wish, Standing.UNKNOWN)]


def test_a_charge_that_the_service_refuses_for_want_of_an_agreement_forgets_it(
    db: sqlite3.Connection,
) -> None:
    office = Office(db)
    agreements.note(db, "m-1", "alipay", Standing.AGREED, office.clock.now())
    order = an_order("order-1")
    payment = Payment("pay-1", order.id, "m-1", order.total, Rail.ALIPAY)
    office.till.perform(money_do.PlaceOrder(order, payment))
    office.till.perform(money_do.RecordOutcome("pay-1", Refused(Refusal.NO_AGREEMENT)))
    assert agreements.known(db, "m-1")[0].standing is Standing.NONE
