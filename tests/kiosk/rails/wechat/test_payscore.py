"""Open now, pay after: what a hold at Payscore becomes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.hold import Captured, Held, Hold, HoldOutcome, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import Rail, Refusal, Refused, Unknown
from kiosk.rails.wechat.payscore import PayscoreHolds
from tests.kiosk.rails.scripted_server import ScriptedServer
from tests.kiosk.rails.wechat.a_wechat import PAYMENT_ID, Said, Script, a_merchant, error
from tests.support.fake_clock import FakeClock

HOLD = Hold(PAYMENT_ID, "s1", "m1", Money(5000), Rail.WECHAT, "Cabinet")
OPEN: dict[str, object] = {
    "out_order_no": PAYMENT_ID,
    "mchid": "1900000109",
    "order_id": "1000000000202611210000000001",
    "state": "DOING",
    "state_description": "USER_CONFIRM",
}
COLLECTING = {**OPEN, "state_description": "MCH_COMPLETE", "total_amount": 2650}
DONE = {
    **COLLECTING,
    "state": "DONE",
    "collection": {"state": "USER_PAID", "details": [{"transaction_id": "42000001"}]},
}
REVOKED = {**OPEN, "state": "REVOKED"}
HELD = Held("1000000000202611210000000001")
CREATE = LOOK = "serviceorder"


def holds(url: str, clock: FakeClock | None = None, openid: str | None = "o1") -> PayscoreHolds:
    return PayscoreHolds(a_merchant(url), lambda _: openid, (clock or FakeClock()).now)


def test_a_member_is_vouched_for_up_to_a_limit() -> None:
    script = Script({CREATE: [Said(OPEN)]})
    with ScriptedServer(script) as server:
        assert holds(server.url).hold(HOLD) == HELD
    (asked,) = script.contents
    assert isinstance(asked, dict)
    assert asked["risk_fund"] == {"name": "ESTIMATE_ORDER_COST", "amount": 5000}
    assert (asked["openid"], asked["need_user_confirm"]) == ("o1", False)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (error("NO_AUTH", 403), Refused(Refusal.NO_ACCOUNT)),
        (error("SYSTEM_ERROR", 500), Unknown),
        (Said({**OPEN, "state": "CREATED"}), Unknown),
        (Said({**OPEN, "out_order_no": "another"}), Unknown),
        (Said({**OPEN, "mchid": "1900000666"}), Unknown),
        (Said(OPEN, is_signed=False), Unknown),
        (None, Unknown),
    ],
)
def test_what_a_hold_may_answer(said: Said | None, outcome: HoldOutcome | type) -> None:
    with ScriptedServer(Script({CREATE: [said]})) as server:
        got = holds(server.url).hold(HOLD)
    assert got == outcome or type(got) is outcome


def test_a_stranger_is_not_vouched_for() -> None:
    with ScriptedServer(lambda _: None) as server:
        assert holds(server.url, openid=None).hold(HOLD) == Refused(Refusal.NO_ACCOUNT)
        nothing = replace(HOLD, amount=Money(0))
        assert holds(server.url).hold(nothing) == Refused(Refusal.DECLINED)
        assert server.heard == []


def test_less_than_the_limit_is_collected_and_counts_when_it_is() -> None:
    script = Script(
        {LOOK: [Said(OPEN), Said(COLLECTING), Said(DONE)], "complete": [Said(COLLECTING)]}
    )
    with ScriptedServer(script) as server:
        rail = holds(server.url)
        assert isinstance(rail.capture(HOLD, Money(2650)), Unknown)
        assert isinstance(rail.capture(HOLD, Money(2650)), Unknown)
        assert rail.query_hold(HOLD) == Captured(Money(2650), "42000001")
    assert script.asked == [LOOK, "complete", LOOK, LOOK]
    completed = script.contents[1]
    assert isinstance(completed, dict)
    assert completed["total_amount"] == 2650
    assert completed["post_payments"] == [
        {"name": "商品信息", "amount": 2650, "description": "Cabinet", "count": 1}
    ]


@pytest.mark.parametrize("amount", [Money(5001), Money(0), Money(-1), Money(100, "USD")])
def test_what_was_not_agreed_is_not_collected(amount: Money) -> None:
    with ScriptedServer(lambda _: None) as server:
        assert isinstance(holds(server.url).capture(HOLD, amount), Unknown)
        assert server.heard == []


@pytest.mark.parametrize("total", [5001, -1, True, "2650", None])
def test_a_collection_that_we_did_not_ask_for_is_not_booked(total: object) -> None:
    with ScriptedServer(Script({LOOK: [Said({**DONE, "total_amount": total})]})) as server:
        assert isinstance(holds(server.url).query_hold(HOLD), Unknown)


@pytest.mark.parametrize(
    ("cancel", "look", "outcome"),
    [
        (Said({"out_order_no": PAYMENT_ID}), Said(REVOKED), Released()),
        (error("PARAM_ERROR", 400), Said(REVOKED), Released()),
        (error("PARAM_ERROR", 400), Said(DONE), Captured(Money(2650), "42000001")),
        (error("SYSTEM_ERROR", 500), Said(OPEN), Unknown),
        (error("RESOURCE_NOT_EXISTS", 404), error("RESOURCE_NOT_EXISTS", 404), Unknown),
        (None, Said(OPEN), Unknown),
    ],
)
def test_letting_go(cancel: Said | None, look: Said, outcome: HoldOutcome | type) -> None:
    with ScriptedServer(Script({"cancel": [cancel], LOOK: [look]})) as server:
        got = holds(server.url).release(HOLD)
    assert got == outcome or type(got) is outcome


def test_a_hold_that_never_arrived_is_forgotten_when_it_cannot_arrive_any_more() -> None:
    clock = FakeClock()
    missing = error("RESOURCE_NOT_EXISTS", 404)
    with ScriptedServer(Script({"cancel": [missing], LOOK: [missing]})) as server:
        clock.wind(361)
        assert holds(server.url, clock).release(HOLD) == Released()
