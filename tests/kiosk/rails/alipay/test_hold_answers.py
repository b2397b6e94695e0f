"""What Alipay's answers mean for money that was set aside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.hold import Captured, Held, Hold, HoldOutcome, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import ByCode, ByMember, ByScreen, Rail, Refusal, Refused, Unknown
from kiosk.rails.alipay import hold_answers, wire
from kiosk.rails.alipay.holds import AlipayHolds
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.http import HttpClient
from tests.kiosk.rails.alipay.an_alipay import CODE, PAYMENT_ID, Script, an_account
from tests.kiosk.rails.scripted_server import ScriptedServer
from tests.support.fake_clock import FakeClock

HOLD = Hold(PAYMENT_ID, "s1", "m1", Money(5000), Rail.ALIPAY, "Cabinet")
FROZEN: dict[str, object] = {
    "code": "10000",
    "auth_no": "2026112110002001000000000001",
    "out_order_no": PAYMENT_ID,
    "amount": "50.00",
    "status": "SUCCESS",
}
OPEN: dict[str, object] = {
    **FROZEN,
    "order_status": "AUTHORIZED",
    "rest_amount": "50.00",
    "total_pay_amount": "0.00",
    "payer_user_id": "2088000000000007",
}
HELD = Held("2026112110002001000000000001")


def holds(url: str) -> AlipayHolds:
    account = an_account(f"{url}/gateway.do")
    return AlipayHolds(AlipayService(account, HttpClient(deadline_s=2), FakeClock().now))


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({}, HELD),
        ({"status": "INIT"}, Unknown),
        ({"code": "10003"}, Unknown),
        ({"code": "20000"}, Unknown),
        ({"amount": "50.01"}, Unknown),
        ({"out_order_no": "another"}, Unknown),
        ({"code": "40004", "sub_code": "PAYER_BALANCE_NOT_ENOUGH"}, Refused(Refusal.NOT_ENOUGH)),
        ({"code": "40004", "sub_code": "SYSTEM_ERROR"}, Unknown),
    ],
)
def test_what_a_freeze_did(more: dict[str, object], outcome: HoldOutcome | type) -> None:
    got = hold_answers.after_freeze({**FROZEN, **more}, HOLD)
    assert got == outcome or type(got) is outcome


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({}, HELD),
        ({"order_status": "FINISH", "total_pay_amount": "26.50"}, Captured(Money(2650))),
        ({"order_status": "CLOSED", "total_pay_amount": "26.50"}, Captured(Money(2650))),
        ({"order_status": "CLOSED"}, Released()),
        ({"order_status": "FINISH", "total_pay_amount": 26.5}, Unknown),
        ({"order_status": "INIT"}, Unknown),
        ({"order_status": "NEW"}, Unknown),
        ({"out_order_no": "another"}, Unknown),
        ({"code": "20000"}, Unknown),
    ],
)
def test_the_states_of_a_hold(more: dict[str, object], outcome: HoldOutcome | type) -> None:
    got = hold_answers.after_hold_query({**OPEN, **more}, HOLD)
    assert got == outcome or type(got) is outcome


def test_alipay_freezes_by_code_only() -> None:
    with ScriptedServer(lambda _: None) as server:
        rail = holds(server.url)
        for means in (ByMember(), ByScreen()):
            assert rail.hold(HOLD, means) == Refused(Refusal.NO_ACCOUNT)
        assert rail.hold(HOLD, ByCode("130000000000000000")) == Refused(Refusal.CODE_INVALID)
        nothing = replace(HOLD, amount=Money(0))
        assert rail.hold(nothing, ByCode(CODE)) == Refused(Refusal.DECLINED)
        assert server.heard == []


def test_a_capture_takes_what_it_says_and_lets_the_rest_go() -> None:
    paid = {"code": "10000", "out_trade_no": PAYMENT_ID, "total_amount": "26.50", "trade_no": "T1"}
    script = Script({wire.HOLD_QUERY: [OPEN], wire.PAY: [paid]})
    with ScriptedServer(script) as server:
        assert holds(server.url).capture(HOLD, Money(2650)) == Captured(Money(2650), "T1")
    assert script.contents[1] == {
        "out_trade_no": PAYMENT_ID,
        "total_amount": "26.50",
        "subject": "Cabinet",
        "product_code": "PRE_AUTH",
        "auth_no": HELD.service_number,
        "auth_confirm_mode": "COMPLETE",
        "buyer_id": "2088000000000007",
        "seller_id": "2088000000000001",
    }


def test_a_capture_of_another_amount_is_not_ours() -> None:
    paid = {"code": "10000", "out_trade_no": PAYMENT_ID, "total_amount": "50.00"}
    with ScriptedServer(Script({wire.HOLD_QUERY: [OPEN], wire.PAY: [paid]})) as server:
        assert isinstance(holds(server.url).capture(HOLD, Money(2650)), Unknown)


@pytest.mark.parametrize("amount", [Money(5001), Money(0), Money(-1), Money(100, "USD")])
def test_more_than_was_held_is_never_asked_for(amount: Money) -> None:
    with ScriptedServer(lambda _: None) as server:
        assert isinstance(holds(server.url).capture(HOLD, amount), Unknown)
        assert server.heard == []


def test_a_hold_that_nobody_authorised_yet_is_cancelled() -> None:
    begun = {**OPEN, "order_status": "INIT"}
    cancelled = {"code": "10000", "out_order_no": PAYMENT_ID, "action": "close"}
    script = Script({wire.HOLD_QUERY: [begun], wire.HOLD_CANCEL: [cancelled]})
    with ScriptedServer(script) as server:
        assert holds(server.url).release(HOLD) == Released()
