"""Which calls are made for which wish, and what a lost answer becomes."""

from __future__ import annotations

import logging
from dataclasses import replace

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
from kiosk.domain.refund import Refunded, RefundRefused
from kiosk.rails.errors import AccountError
from tests.kiosk.rails.scripted_server import Says, ScriptedServer
from tests.kiosk.rails.wechat.a_wechat import (
    CODE,
    DONE,
    GIVEN_BACK,
    NOT_THERE,
    PAID,
    PAYMENT,
    PAYMENT_ID,
    REFUND,
    UNPAID,
    Said,
    Script,
    a_merchant,
    a_rail,
    an_account,
    error,
    merchant_key,
)
from tests.support.fake_clock import FakeClock

TAKEN = Paid(service_number="4200000042202611210000000001")
URL = "weixin://wxpay/bizpayurl?pr=abc"


def state(name: str, **more: object) -> Said:
    return Said({**UNPAID, "trade_state": name, **more})


def test_a_code_that_the_shopper_shows_is_charged() -> None:
    script = Script({"codepay": [Said(PAID)]})
    with ScriptedServer(script) as server:
        assert a_rail(server.url).charge(PAYMENT, ByCode(CODE)) == TAKEN
    assert script.contents == [
        {
            "description": "拿铁",
            "out_trade_no": PAYMENT_ID,
            "amount": {"total": 2650, "currency": "CNY"},
            "payer": {"auth_code": CODE},
            "scene_info": {
                "device_ip": "127.0.0.1",
                "store_info": {"id": "0001", "out_id": "0001"},
            },
            "appid": "wx0123456789abcdef",
            "mchid": "1900000109",
        }
    ]


def test_a_face_code_goes_the_way_of_a_code() -> None:
    script = Script({"codepay": [Said(PAID)]})
    with ScriptedServer(script) as server:
        assert a_rail(server.url).charge(PAYMENT, ByFaceToken(CODE)) == TAKEN


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (Said({"code": "USERPAYING"}, 202), Waiting()),
        (error("USER_PAYING", 400), Waiting()),
        (state("USERPAYING"), Waiting()),
        (error("NOT_ENOUGH", 403), Refused(Refusal.NOT_ENOUGH)),
        (error("NOTENOUGH", 403), Refused(Refusal.NOT_ENOUGH)),
        (error("RULE_LIMIT", 403), Refused(Refusal.OVER_LIMIT)),
        (error("SYSTEM_ERROR", 500), Unknown("WeChat Pay says HTTP 500 SYSTEMERROR.")),
        (error("NOT_ENOUGH", 500), Unknown("WeChat Pay says HTTP 500 NOTENOUGH.")),
        (error("ORDER_PAID", 400), Unknown("WeChat Pay says HTTP 400 ORDERPAID.")),
        (error("NEVER_HEARD_OF", 400), Unknown("WeChat Pay says HTTP 400 NEVERHEARDOF.")),
        (Said({"code": "NOT_ENOUGH"}, 403, key=merchant_key()), Unknown),
        (Said(PAID, is_signed=False), Unknown),
        (Said(PAID, key=merchant_key()), Unknown),
        (None, Unknown),
    ],
)
def test_what_a_charge_may_answer(said: Said | None, outcome: Outcome | type) -> None:
    with ScriptedServer(Script({"codepay": [said]})) as server:
        got = a_rail(server.url).charge(PAYMENT, ByCode(CODE))
    assert got == outcome or type(got) is outcome


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": {"total": 2651, "currency": "CNY"}},
        {"amount": {"total": 2650.0, "currency": "CNY"}},
        {"amount": {"total": True, "currency": "CNY"}},
        {"amount": {"total": 2650, "currency": "HKD"}},
        {"amount": 2650},
        {"amount": None},
        {"out_trade_no": "another"},
        {"mchid": "1900000666"},
        {"appid": "wx666"},
    ],
)
def test_another_number_merchant_or_amount_is_never_paid(
    wrong: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    said = Said({**PAID, **wrong})
    with ScriptedServer(Script({"codepay": [said], "query": [said]})) as server:
        rail = a_rail(server.url)
        assert isinstance(rail.charge(PAYMENT, ByCode(CODE)), Unknown)
        assert isinstance(rail.query(PAYMENT), Unknown)
    assert PAYMENT_ID in caplog.text


def test_what_cannot_be_charged_never_leaves() -> None:
    nothing = Payment("p", "o", "m", Money(0), Rail.WECHAT)
    dollars = Payment("p", "o", "m", Money(100, "USD"), Rail.WECHAT)
    wishes: list[tuple[Payment, Means, Refusal]] = [
        (PAYMENT, ByMember(), Refusal.NO_ACCOUNT),
        (PAYMENT, AtCounter("Li"), Refusal.DECLINED),
        (PAYMENT, ByCode("286543210987654321"), Refusal.CODE_INVALID),  # Alipay's
        (nothing, ByCode(CODE), Refusal.DECLINED),
        (dollars, ByCode(CODE), Refusal.DECLINED),
    ]
    with ScriptedServer(lambda _: None) as server:
        rail = a_rail(server.url)
        for payment, means, reason in wishes:
            assert rail.charge(payment, means) == Refused(reason)
        assert server.heard == []


def test_a_code_on_our_screen_expires_by_itself() -> None:
    script = Script({"native": [Said({"code_url": URL})], "query": [NOT_THERE, state("NOTPAY")]})
    with ScriptedServer(script) as server:
        rail = a_rail(server.url)
        assert rail.charge(PAYMENT, ByScreen()) == Waiting(URL)
        assert rail.query(PAYMENT) == Waiting()
        assert rail.query(PAYMENT) == Waiting()
    assert isinstance(script.contents[0], dict)
    assert script.contents[0]["time_expire"] == "2026-11-21T10:02:00+08:00"
    assert script.contents[0]["notify_url"] == "https://pay.example.com/notify/wechat"


def test_a_code_that_our_own_lost_request_used_up_is_not_a_refusal() -> None:
    used = error("AUTH_CODE_INVALID", 400)
    with ScriptedServer(Script({"codepay": [None, used], "query": [Said(PAID)]})) as server:
        rail = a_rail(server.url)
        assert isinstance(rail.charge(PAYMENT, ByCode(CODE)), Unknown)
        assert rail.charge(PAYMENT, ByCode(CODE)) == TAKEN


@pytest.mark.parametrize("query", [NOT_THERE, state("PAYERROR")])
def test_a_code_that_nobody_used_is_refused(query: Said) -> None:
    script = Script({"codepay": [error("AUTH_CODE_EXPIRED")], "query": [query]})
    with ScriptedServer(script) as server:
        outcome = a_rail(server.url).charge(PAYMENT, ByCode(CODE))
    assert outcome == Refused(Refusal.CODE_INVALID)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (Said(PAID), TAKEN),
        (state("NOTPAY"), Waiting()),
        (state("CLOSED"), Closed()),
        (state("REVOKED"), Closed()),
        (Said({**PAID, "trade_state": "REVOKED"}), Reversed()),
        (Said({**PAID, "trade_state": "REFUND"}), Reversed()),
        (state("NEW_STATE"), Unknown("WeChat Pay says NEW_STATE.")),
        (NOT_THERE, Unknown("WeChat Pay has no such payment.")),
    ],
)
def test_the_states_of_a_trade(said: Said, outcome: Outcome) -> None:
    with ScriptedServer(Script({"query": [said]})) as server:
        assert a_rail(server.url).query(PAYMENT) == outcome


@pytest.mark.parametrize(
    "says",
    [None, Says(b"", 502), Says(b"<html>"), Says(b"\xff\xff"), Says(b"[]"), Says(b"[" * 100_000)],
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


def test_a_code_and_keys_are_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with ScriptedServer(Script({"codepay": [None]})) as server:
        outcome = a_rail(server.url).charge(PAYMENT, ByCode(CODE))
    assert PAYMENT_ID in caplog.text
    for text in (caplog.text, repr(outcome), repr(an_account())):
        assert CODE not in text
        assert "PRIVATE KEY" not in text
        assert an_account().apiv3_key not in text


# --- closing ------------------------------------------------------------------------------------


def test_code_pay_is_reversed_at_once_and_its_state_tells() -> None:
    script = Script({"query": [state("USERPAYING"), state("REVOKED")], "reverse": [DONE]})
    with ScriptedServer(script) as server:
        assert a_rail(server.url).close(PAYMENT) == Closed()
    assert script.asked == ["query", "reverse", "query"]


def test_a_try_that_failed_is_reversed_as_well_so_that_it_stays_failed() -> None:
    script = Script({"query": [state("PAYERROR")], "reverse": [DONE]})
    with ScriptedServer(script) as server:
        assert a_rail(server.url).close(PAYMENT) == Closed()
    assert script.asked == ["query", "reverse", "query"]


def test_a_reverse_that_gives_money_back_says_so() -> None:
    revoked = Said({**PAID, "trade_state": "REVOKED"})
    script = Script({"query": [state("USERPAYING"), revoked], "reverse": [DONE]})
    with ScriptedServer(script) as server:
        assert a_rail(server.url).close(PAYMENT) == Reversed()


def test_a_code_on_our_screen_is_closed_even_after_a_restart() -> None:
    refused = error("TRADE_STATE_ERROR", 400)
    script = Script(
        {"query": [state("NOTPAY"), state("CLOSED")], "reverse": [refused], "close": [DONE]}
    )
    with ScriptedServer(script) as server:
        assert a_rail(server.url).close(PAYMENT) == Closed()
    assert script.asked == ["query", "reverse", "close", "query"]


@pytest.mark.parametrize("reverse", [DONE, None, error("SYSTEM_ERROR", 500)])
def test_a_reverse_is_repeated_until_the_state_says_it_is_done(reverse: Said | None) -> None:
    script = Script({"query": [state("USERPAYING")], "reverse": [reverse]})
    with ScriptedServer(script) as server:
        assert isinstance(a_rail(server.url).close(PAYMENT), Unknown)
        assert isinstance(a_rail(server.url).close(PAYMENT), Unknown)
    assert script.asked.count("reverse") == 2
    assert "close" not in script.asked


@pytest.mark.parametrize(
    ("said", "outcome"),
    [(Said(PAID), TAKEN), (state("CLOSED"), Closed()), (error("SYSTEM_ERROR", 500), Unknown)],
)
def test_nothing_is_cancelled_that_wechat_does_not_say_is_unpaid(
    said: Said, outcome: Outcome | type
) -> None:
    script = Script({"query": [said]})
    with ScriptedServer(script) as server:
        got = a_rail(server.url).close(PAYMENT)
    assert got == outcome or type(got) is outcome
    assert script.asked == ["query"]


def test_what_wechat_never_heard_of_is_closed_when_it_cannot_arrive_any_more() -> None:
    clock = FakeClock()
    script = Script({"query": [NOT_THERE], "reverse": [NOT_THERE], "close": [NOT_THERE]})
    with ScriptedServer(script) as server:
        rail = a_rail(server.url, clock)
        clock.wind(359)
        assert isinstance(rail.close(PAYMENT), Unknown)
        clock.wind(2)
        assert rail.close(PAYMENT) == Closed()


# --- refunds ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (Said(GIVEN_BACK), Refunded()),
        (Said({**GIVEN_BACK, "status": "PROCESSING"}), Unknown("WeChat Pay says PROCESSING.")),
        (Said({**GIVEN_BACK, "status": "ABNORMAL"}), Unknown),
        (Said({**GIVEN_BACK, "status": "CLOSED"}), RefundRefused),
        (Said({**GIVEN_BACK, "amount": {"refund": 65, "currency": "CNY"}}), Unknown),
        (Said({**GIVEN_BACK, "out_refund_no": "another"}), Unknown),
        (error("NOT_ENOUGH", 403), Unknown),
        (error("USER_ACCOUNT_ABNORMAL", 403), RefundRefused),
        (error("RESOURCE_NOT_EXISTS", 404), Unknown),
        (None, Unknown),
    ],
)
def test_what_became_of_a_refund(said: Said | None, outcome: object) -> None:
    script = Script({"refunds": [said], REFUND.id: [said]})
    with ScriptedServer(script) as server:
        rail = a_rail(server.url)
        for got in (rail.refund(REFUND), rail.query_refund(REFUND)):
            assert got == outcome or type(got) is outcome
    assert script.asked == ["refunds", REFUND.id]
    assert isinstance(script.contents[0], dict)
    assert script.contents[0]["amount"] == {"refund": 650, "total": 2650, "currency": "CNY"}


# --- accounts -----------------------------------------------------------------------------------


def test_keys_that_cannot_be_read_are_said_when_the_kiosk_starts() -> None:
    with pytest.raises(AccountError, match="https"):
        a_merchant("http://api.mch.weixin.qq.com")
    with pytest.raises(AccountError, match="32 characters"):
        a_broken_account(apiv3_key="short")
    with pytest.raises(AccountError, match="both, or neither"):
        a_broken_account(public_key="")


def a_broken_account(**wrong: str) -> None:
    replace(an_account(), **wrong)  # type: ignore[arg-type]
