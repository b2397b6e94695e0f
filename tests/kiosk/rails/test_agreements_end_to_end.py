"""Agreements with the simulated Alipay and WeChat Pay: signed by a true page, looked up, ended.

The pages, signatures and books of the services were written without ours.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.agreement import Ending, Standing, ToSign, Wish
from kiosk.domain.payment import ByMember, Paid, Rail, Refusal, Refused
from kiosk.rails.agreement_keeper import AgreementKeeper, Missing, Signed
from kiosk.rails.alipay.agreements import AlipayAgreements
from kiosk.rails.alipay.rail import AlipayRail
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.http import HttpClient
from kiosk.rails.wechat.permissions import PayscorePermissions
from kiosk.simulators.payment_service.errors import ControlError
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.snippet import AGREEMENT_SCENE
from kiosk.storage.schema_agreements import AGREEMENT_BOOK
from tests.kiosk.rails.conftest import StartService, WindableClock
from tests.kiosk.rails.test_alipay_end_to_end import a_payment, an_account
from tests.kiosk.rails.test_wechat_end_to_end import a_merchant

WISH = Wish("a" * 32, "m1", Rail.ALIPAY, "王*")
ALL = Ending("m1", Rail.ALIPAY)


@pytest.fixture
def book() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in AGREEMENT_BOOK.split(";"):
        connection.execute(statement)
    yield connection
    connection.close()


def a_talk(service: PaymentService, clock: WindableClock, scene: str) -> AlipayService:
    account = replace(an_account(service), agreement_scene=scene)
    return AlipayService(account, HttpClient(deadline_s=1), clock.now)


def a_keeper(
    book: sqlite3.Connection,
    service: PaymentService,
    clock: WindableClock,
    scene: str = AGREEMENT_SCENE,
) -> AgreementKeeper:
    agreements = AlipayAgreements(a_talk(service, clock, scene))
    return AgreementKeeper(Rail.ALIPAY, lambda: book, agreements, clock.now)


def signed(keeper: AgreementKeeper, service: PaymentService, wish: Wish = WISH) -> None:
    begun = keeper.begin(wish)
    assert isinstance(begun, ToSign)
    service.shoppers.sign(begun.code_url)


def test_who_signs_in_the_app_is_charged_without_a_code(
    book: sqlite3.Connection, start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    keeper = a_keeper(book, service, clock)
    assert keeper.look("m1") is Standing.NONE
    signed(keeper, service)
    assert keeper.look("m1") is Standing.AGREED
    assert keeper.begin(replace(WISH, id="b" * 32)) is Standing.AGREED
    rail = AlipayRail(a_talk(service, clock, ""), keeper.number_of, keeper.has_ended)
    payment = a_payment(clock)
    assert isinstance(rail.charge(payment, ByMember()), Paid)
    assert service.shoppers.trade(payment.id).buyer == "rich"


def test_a_code_that_nobody_signed_is_no_agreement_and_may_still_become_one(
    book: sqlite3.Connection, start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    keeper = a_keeper(book, service, clock)
    begun = keeper.begin(WISH)
    assert isinstance(begun, ToSign)
    assert keeper.look("m1") is Standing.NONE
    service.shoppers.sign(begun.code_url)
    assert keeper.look("m1") is Standing.AGREED


def test_a_silent_service_makes_unknown_of_what_may_be_signed(
    book: sqlite3.Connection, start_service: StartService, clock: WindableClock
) -> None:
    service = start_service("timeout-after,method=alipay.user.agreement.query")
    keeper = a_keeper(book, service, clock)
    signed(keeper, service)
    assert keeper.look("m1") is Standing.UNKNOWN
    service.shoppers.clear_faults()
    assert keeper.look("m1") is Standing.AGREED


def test_an_agreement_that_was_ended_in_the_app_is_refused_and_forgotten(
    book: sqlite3.Connection, start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    keeper = a_keeper(book, service, clock)
    signed(keeper, service)
    keeper.look("m1")
    service.shoppers.end_agreement(WISH.id)
    rail = AlipayRail(a_talk(service, clock, ""), keeper.number_of, keeper.has_ended)
    assert rail.charge(a_payment(clock), ByMember()) == Refused(Refusal.NO_AGREEMENT)
    assert keeper.look("m1") is Standing.NONE
    assert keeper.number_of("m1") is None


@pytest.mark.parametrize("lost", ["timeout-before", "timeout-after", "error-after", "reset"])
def test_ending_is_repeated_until_the_service_says_so(
    book: sqlite3.Connection, start_service: StartService, clock: WindableClock, lost: str
) -> None:
    service = start_service(f"{lost},method=alipay.user.agreement.unsign,times=1")
    keeper = a_keeper(book, service, clock)
    signed(keeper, service)
    keeper.look("m1")
    assert keeper.end(ALL) is Standing.UNKNOWN
    assert keeper.number_of("m1") is None  # nothing is charged by it meanwhile
    assert keeper.end(ALL) is Standing.NONE
    assert not any(one.stands for one in service.shoppers.agreements())


def test_a_code_that_is_signed_after_it_was_given_up_is_ended(
    book: sqlite3.Connection, start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    keeper = a_keeper(book, service, clock)
    begun = keeper.begin(WISH)
    assert isinstance(begun, ToSign)
    given_up = Ending("m1", Rail.ALIPAY, WISH.id)
    assert keeper.end(given_up) is Standing.UNKNOWN  # it may still be signed
    service.shoppers.sign(begun.code_url)
    assert keeper.look("m1") is Standing.NONE
    assert keeper.end(given_up) is Standing.NONE
    assert not any(one.stands for one in service.shoppers.agreements())


def test_a_code_that_nobody_signed_is_let_go_after_a_day(
    book: sqlite3.Connection, start_service: StartService, clock: WindableClock
) -> None:
    keeper = a_keeper(book, start_service(), clock)
    keeper.begin(WISH)
    clock.wind(24 * 3600 + 1)
    assert keeper.end(Ending("m1", Rail.ALIPAY, WISH.id)) is Standing.NONE


def test_giving_one_code_up_leaves_another_alone(
    book: sqlite3.Connection, start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    keeper = a_keeper(book, service, clock)
    keeper.begin(WISH)
    keeper.end(Ending("m1", Rail.ALIPAY, WISH.id))
    signed(keeper, service, replace(WISH, id="b" * 32))
    keeper.end(Ending("m1", Rail.ALIPAY, WISH.id))
    assert keeper.look("m1") is Standing.AGREED


def test_without_a_scene_nothing_is_signed_here(
    book: sqlite3.Connection, start_service: StartService, clock: WindableClock
) -> None:
    assert a_keeper(book, start_service(), clock, scene="").begin(WISH) is Standing.NONE


def test_the_app_opens_no_page_that_was_tampered_with(
    book: sqlite3.Connection, start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    begun = a_keeper(book, service, clock).begin(WISH)
    assert isinstance(begun, ToSign)
    with pytest.raises(ControlError, match="signature"):
        service.shoppers.sign(begun.code_url.replace("a" * 32, "b" * 32))
    with pytest.raises(ControlError):
        service.shoppers.sign("https://example.com/?a=b")
    service.shoppers.sign(begun.code_url)
    with pytest.raises(ControlError, match="already"):
        service.shoppers.sign(begun.code_url)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.text(max_size=80) | st.text(max_size=40).map(lambda t: f"https://h/gateway.do?{t}"))
def test_rubbish_is_no_page(service_of_rubbish: PaymentService, url: str) -> None:
    with pytest.raises(ControlError):
        service_of_rubbish.shoppers.sign(url)


@pytest.fixture
def service_of_rubbish(start_service: StartService) -> PaymentService:
    return start_service()


def test_wechats_permission_is_found_and_ended_by_the_openid(start_service: StartService) -> None:
    service = start_service()
    permissions = PayscorePermissions(a_merchant(service))
    openid = service.shoppers.openid()
    assert permissions.find("", openid) == Signed(openid)
    assert permissions.end("", openid) == Missing()
    assert permissions.find("", openid) == Missing()
    assert permissions.end("", openid) == Missing()
    assert permissions.code_url(WISH) is None
