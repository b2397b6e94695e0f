"""Which calls are made for which wish, and what a lost answer becomes."""

from __future__ import annotations

import logging
from collections.abc import Mapping

import pytest

from kiosk.domain.money import Money
from kiosk.domain.payment import (
    AtCounter,
    ByCode,
    ByFaceToken,
    ByMember,
    ByScreen,
    Closed,
    Means,
    Outcome,
    Paid,
    Payment,
    Rail,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refunded
from kiosk.rails.alipay import wire
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.errors import AccountError
from kiosk.rails.http import HttpClient
from tests.kiosk.rails.alipay.an_alipay import (
    CODE,
    DONE,
    NOT_THERE,
    PAID,
    PAYMENT,
    PAYMENT_ID,
    QR,
    REFUND,
    WAIT,
    Script,
    a_rail,
    an_account,
)
from tests.kiosk.rails.scripted_server import Says, ScriptedServer
from tests.support.fake_clock import FakeClock

TAKEN = Paid(service_number="2026112122001400000000000001", payer="159****5620")
INVALID: Mapping[str, object] = {"code": "40004", "sub_code": "ACQ.PAYMENT_AUTH_CODE_INVALID"}
CANCEL: Mapping[str, object] = {"code": "10000", "out_trade_no": PAYMENT_ID, "retry_flag": "N"}


def test_a_code_that_the_shopper_shows_is_charged() -> None:
    script = Script({wire.PAY: [PAID]})
    with ScriptedServer(script) as server:
        assert a_rail(server.url).charge(PAYMENT, ByCode(CODE)) == TAKEN
    assert script.contents == [
        {
            "out_trade_no": PAYMENT_ID,
            "total_amount": "26.50",
            "subject": "Latte   bagel",
            "time_expire": "2026-11-21 10:02:00",
            "seller_id": "2088000000000001",
            "product_code": "FACE_TO_FACE_PAYMENT",
            "scene": "bar_code",
            "auth_code": CODE,
        }
    ]


def test_a_face_token_is_passed_on_as_it_came() -> None:
    script = Script({wire.PAY: [PAID]})
    with ScriptedServer(script) as server:
        assert a_rail(server.url).charge(PAYMENT, ByFaceToken("fp0593e8")) == TAKEN
    assert script.contents[0]["scene"] == "security_code"
    assert script.contents[0]["auth_code"] == "fp0593e8"


def test_a_member_pays_by_agreement() -> None:
    script = Script({wire.PAY: [PAID]})
    with ScriptedServer(script) as server:
        rail = a_rail(server.url, agreement="20185909000458725113")
        assert rail.charge(PAYMENT, ByMember()) == TAKEN
    assert script.contents[0]["agreement_params"] == {"agreement_no": "20185909000458725113"}
    assert "auth_code" not in script.contents[0]


def test_what_cannot_be_charged_never_leaves() -> None:
    dollars = Payment("p", "o", "m", Money(100, "USD"), Rail.ALIPAY)
    nothing = Payment("p", "o", "m", Money(0), Rail.ALIPAY)
    wishes: list[tuple[Payment, Means, Refusal]] = [
        (PAYMENT, ByMember(), Refusal.NO_AGREEMENT),
        (PAYMENT, AtCounter("Li"), Refusal.DECLINED),
        (PAYMENT, ByCode("6901234567892"), Refusal.CODE_INVALID),
        (PAYMENT, ByCode("130000000000000000"), Refusal.CODE_INVALID),  # WeChat's
        (dollars, ByCode(CODE), Refusal.DECLINED),
        (nothing, ByCode(CODE), Refusal.DECLINED),
    ]
    with ScriptedServer(lambda _: None) as server:
        rail = a_rail(server.url)
        for payment, means, reason in wishes:
            assert rail.charge(payment, means) == Refused(reason)
        assert server.heard == []


def test_a_code_on_our_screen_is_waited_for_although_alipay_knows_no_trade_yet() -> None:
    shown = {"code": "10000", "out_trade_no": PAYMENT_ID, "qr_code": QR}
    with ScriptedServer(Script({wire.PRECREATE: [shown], wire.QUERY: [NOT_THERE, DONE]})) as server:
        rail = a_rail(server.url)
        assert rail.charge(PAYMENT, ByScreen()) == Waiting(QR)
        assert rail.query(PAYMENT) == Waiting()
        assert rail.query(PAYMENT) == TAKEN


def test_a_code_that_our_own_lost_request_used_up_is_not_a_refusal() -> None:
    with ScriptedServer(Script({wire.PAY: [None, INVALID], wire.QUERY: [DONE]})) as server:
        rail = a_rail(server.url)
        assert isinstance(rail.charge(PAYMENT, ByCode(CODE)), Unknown)
        assert rail.charge(PAYMENT, ByCode(CODE)) == TAKEN


def test_a_code_that_nobody_used_is_refused() -> None:
    with ScriptedServer(Script({wire.PAY: [INVALID], wire.QUERY: [NOT_THERE]})) as server:
        outcome = a_rail(server.url).charge(PAYMENT, ByCode(CODE))
    assert outcome == Refused(Refusal.CODE_INVALID)


@pytest.mark.parametrize(
    "says",
    [
        None,
        Says(b"", 502),
        Says(b"<html>Service Unavailable</html>"),
        Says(b'{"alipay_trade_pay_response":{"code":"10000"}}'),
        Says(b'{"alipay_trade_pay_response":{"code":"10000"},"sign":"AAAA"}'),
    ],
)
def test_an_answer_that_does_not_count_is_unknown(says: Says | None) -> None:
    with ScriptedServer(lambda _: says) as server:
        rail = a_rail(server.url)
        assert isinstance(rail.charge(PAYMENT, ByCode(CODE)), Unknown)
        assert isinstance(rail.charge(PAYMENT, ByScreen()), Unknown)
        assert isinstance(rail.query(PAYMENT), Unknown)
        assert isinstance(rail.close(PAYMENT), Unknown)
        assert isinstance(rail.refund(REFUND), Unknown)
        assert isinstance(rail.query_refund(REFUND), Unknown)


def test_no_network_is_unknown_too() -> None:
    with ScriptedServer(lambda _: None) as server:
        url = server.url
    assert isinstance(a_rail(url).charge(PAYMENT, ByCode(CODE)), Unknown)


def test_a_code_and_keys_are_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with ScriptedServer(Script({wire.PAY: [Says(b"rubbish")]})) as server:
        rail = a_rail(server.url)
        outcome = rail.charge(PAYMENT, ByCode(CODE))
    assert PAYMENT_ID in caplog.text
    for text in (caplog.text, repr(outcome), repr(ByCode(CODE)), repr(an_account())):
        assert CODE not in text
        assert "PrivateKey" not in text


# --- closing ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "cancel", "outcome"),
    [
        (WAIT, {**CANCEL, "action": "close"}, Closed()),
        (WAIT, {**CANCEL, "action": "refund"}, Reversed()),
        (WAIT, {**CANCEL, "retry_flag": "Y"}, Unknown("Alipay says 10000.")),
        (WAIT, None, Unknown),
        (NOT_THERE, CANCEL, Unknown("Alipay found no trade to cancel.")),
    ],
)
def test_what_is_not_paid_is_cancelled_at_once(
    query: Mapping[str, object], cancel: Mapping[str, object] | None, outcome: Outcome | type
) -> None:
    script = Script({wire.QUERY: [query], wire.CANCEL: [cancel]})
    with ScriptedServer(script) as server:
        got = a_rail(server.url).close(PAYMENT)
    assert got == outcome or type(got) is outcome
    assert script.asked == [wire.QUERY, wire.CANCEL]


@pytest.mark.parametrize(
    ("query", "outcome"),
    [
        (DONE, TAKEN),
        ({**WAIT, "trade_status": "TRADE_CLOSED"}, Closed()),
        ({"code": "20000"}, Unknown("Alipay says 20000.")),
    ],
)
def test_nothing_is_cancelled_that_alipay_does_not_say_is_unpaid(
    query: Mapping[str, object], outcome: Outcome
) -> None:
    script = Script({wire.QUERY: [query]})
    with ScriptedServer(script) as server:
        assert a_rail(server.url).close(PAYMENT) == outcome
    assert script.asked == [wire.QUERY]


def test_what_alipay_never_heard_of_is_closed_when_it_cannot_arrive_any_more() -> None:
    clock = FakeClock()
    with ScriptedServer(Script({wire.QUERY: [NOT_THERE], wire.CANCEL: [CANCEL]})) as server:
        rail = a_rail(server.url, clock)
        clock.wind(179)
        assert isinstance(rail.close(PAYMENT), Unknown)
        clock.wind(2)
        assert rail.close(PAYMENT) == Closed()


# --- refunds ------------------------------------------------------------------------------------


def test_a_refund_is_given_once_under_its_own_number() -> None:
    done = {"code": "10000", "out_trade_no": PAYMENT_ID, "fund_change": "Y", "refund_fee": "6.50"}
    script = Script({wire.REFUND: [done]})
    with ScriptedServer(script) as server:
        assert a_rail(server.url).refund(REFUND) == Refunded()
    assert script.contents == [
        {
            "out_trade_no": PAYMENT_ID,
            "refund_amount": "6.50",
            "out_request_no": REFUND.id,
            "refund_reason": "quality",
        }
    ]


def test_a_repeated_refund_is_asked_about() -> None:
    again = {"code": "10000", "out_trade_no": PAYMENT_ID, "fund_change": "N", "refund_fee": "6.50"}
    found = {
        "code": "10000",
        "out_trade_no": PAYMENT_ID,
        "out_request_no": REFUND.id,
        "refund_amount": "6.50",
        "refund_status": "REFUND_SUCCESS",
    }
    script = Script({wire.REFUND: [again], wire.REFUND_QUERY: [found]})
    with ScriptedServer(script) as server:
        assert a_rail(server.url).refund(REFUND) == Refunded()
    assert script.asked == [wire.REFUND, wire.REFUND_QUERY]


def test_a_gateway_without_tls_is_refused_when_the_kiosk_starts() -> None:
    with pytest.raises(AccountError, match="https"):
        AlipayService(an_account("http://openapi.alipay.com"), HttpClient(), FakeClock().now)
