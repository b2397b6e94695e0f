"""Alipay's trades: what a merchant is told, and what the books say."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.simulators.payment_service.buyers import Buyer
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.settings import Habits
from kiosk.simulators.payment_service.trades import beijing
from tests.kiosk.simulators.payment_service.conftest import StartService
from tests.kiosk.simulators.payment_service.merchant import AlipayMerchant, Heard
from tests.support.fake_clock import FakeClock


def code_of(heard: Heard) -> tuple[object, object]:
    return heard.node["code"], heard.node.get("sub_code")


def buyer(service: PaymentService, name: str) -> Buyer:
    return next(buyer for buyer in service.shoppers.buyers() if buyer.name == name)


def test_a_code_pays_once_and_the_answer_verifies(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    before = buyer(service, "rich").balance_fen
    heard = alipay.pay("N1", "12.34")
    assert (heard.verifies, heard.node["code"], heard.node["total_amount"]) == (
        True,
        "10000",
        "12.34",
    )
    assert buyer(service, "rich").balance_fen == before - 1234
    assert alipay.query("N1").node["trade_status"] == "TRADE_SUCCESS"
    assert service.shoppers.sums().balance


def test_the_same_number_never_charges_twice(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    alipay.pay("N1", "12.34")
    assert code_of(alipay.pay("N1", "12.34")) == ("40004", "ACQ.TRADE_HAS_SUCCESS")
    assert service.shoppers.sums().paid_fen == 1234


def test_a_code_is_good_once_and_for_a_minute(
    service: PaymentService, alipay: AlipayMerchant, clock: FakeClock
) -> None:
    spent = service.shoppers.code("alipay")
    alipay.pay_with(spent, "N1")
    assert code_of(alipay.pay_with(spent, "N2")) == ("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID")
    old = service.shoppers.code("alipay")
    clock.wind(60)
    assert code_of(alipay.pay_with(old, "N3")) == ("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID")
    assert code_of(alipay.pay("N4", buyer="expired"))[1] == "ACQ.PAYMENT_AUTH_CODE_INVALID"
    assert service.shoppers.sums().paid == 1


def test_a_wechat_code_is_no_alipay_code(service: PaymentService, alipay: AlipayMerchant) -> None:
    code = service.shoppers.code("wechat")
    assert code_of(alipay.pay_with(code, "N1"))[1] == "ACQ.PAYMENT_AUTH_CODE_INVALID"


def test_a_poor_buyer_pays_nothing_and_the_number_is_dead(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    assert code_of(alipay.pay("N1", buyer="poor")) == ("40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH")
    assert code_of(alipay.pay("N1")) == ("40004", "ACQ.TRADE_HAS_CLOSE")
    assert alipay.query("N1").node["trade_status"] == "TRADE_CLOSED"
    assert service.shoppers.sums().paid_fen == 0


@pytest.mark.parametrize(
    ("act", "ends"), [("confirm", "TRADE_SUCCESS"), ("refuse", "TRADE_CLOSED")]
)
def test_a_buyer_with_a_password_is_waited_for(
    service: PaymentService, alipay: AlipayMerchant, act: str, ends: str
) -> None:
    assert alipay.pay("N1", buyer="password").node["code"] == "10003"
    assert alipay.query("N1").node["trade_status"] == "WAIT_BUYER_PAY"
    getattr(service.shoppers, act)("N1")
    assert alipay.query("N1").node["trade_status"] == ends


def test_a_large_amount_needs_the_password(alipay: AlipayMerchant) -> None:
    assert alipay.pay("N1", "1000.00").node["code"] == "10000"
    assert alipay.pay("N2", "1000.01").node["code"] == "10003"


def test_a_repeated_pay_that_still_waits_says_so_again(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    code = service.shoppers.code("alipay", "password")
    first, again = alipay.pay_with(code, "N1"), alipay.pay_with(code, "N1")
    assert (first.node, again.node["code"]) == (again.node, "10003")
    assert code_of(alipay.pay_with(code, "N1", "9.99"))[1] == "ACQ.CONTEXT_INCONSISTENT"
    assert code_of(alipay.pay("N1"))[1] == "ACQ.TRADE_BUYER_NOT_MATCH"


def test_a_cancel_gives_back_what_was_paid_and_kills_the_number(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    alipay.pay("N1")
    assert alipay.cancel("N1").node["action"] == "refund"
    assert alipay.cancel("N1").node["action"] == "refund"  # the first answer may be lost
    assert code_of(alipay.pay("N1"))[1] == "ACQ.TRADE_HAS_CLOSE"
    sums = service.shoppers.sums()
    assert (sums.buyers_lost_fen, sums.refunded_fen, sums.balance) == (0, 1234, True)


def test_a_cancel_of_what_waits_closes_it(service: PaymentService, alipay: AlipayMerchant) -> None:
    alipay.pay("N1", buyer="password")
    assert alipay.cancel("N1").node["action"] == "close"
    assert alipay.query("N1").node["trade_status"] == "TRADE_CLOSED"
    assert "N1" not in [trade.number for trade in service.shoppers.trades() if trade.paid_ms]


def test_a_number_cancelled_before_its_pay_arrives_is_dead(
    alipay: AlipayMerchant, service: PaymentService
) -> None:
    heard = alipay.cancel("N1")
    assert (heard.node["code"], heard.node.get("action")) == ("10000", None)
    assert code_of(alipay.query("N1"))[1] == "ACQ.TRADE_NOT_EXIST"
    assert code_of(alipay.pay("N1"))[1] == "ACQ.TRADE_HAS_CLOSE"
    assert service.shoppers.sums().paid_fen == 0


def test_by_setting_such_a_number_lives_on(start: StartService) -> None:
    alipay = AlipayMerchant(start(Habits(cancel_kills_unknown=False)))
    alipay.cancel("N1")
    assert alipay.pay("N1").node["code"] == "10000"


def test_a_qr_code_is_no_trade_until_somebody_scans_it(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    biz = {"out_trade_no": "Q1", "total_amount": "3.00", "subject": "茶"}
    shown = alipay.call("alipay.trade.precreate", biz)
    assert alipay.call("alipay.trade.precreate", biz).node == shown.node
    assert code_of(alipay.query("Q1"))[1] == "ACQ.TRADE_NOT_EXIST"
    service.shoppers.scan(str(shown.node["qr_code"]))
    assert alipay.query("Q1").node["trade_status"] == "TRADE_SUCCESS"


def test_a_cancelled_qr_code_cannot_be_paid(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    biz = {"out_trade_no": "Q1", "total_amount": "3.00", "subject": "茶"}
    url = str(alipay.call("alipay.trade.precreate", biz).node["qr_code"])
    assert "action" not in alipay.cancel("Q1").node
    with pytest.raises(Exception, match="no order that waits"):
        service.shoppers.scan(url)


def test_a_qr_code_expires(
    alipay: AlipayMerchant, clock: FakeClock, service: PaymentService
) -> None:
    biz = {
        "out_trade_no": "Q1",
        "total_amount": "3.00",
        "subject": "茶",
        "qr_code_timeout_express": "2m",
    }
    url = str(alipay.call("alipay.trade.precreate", biz).node["qr_code"])
    clock.wind(120)
    service.catch_up()
    with pytest.raises(Exception, match="no order that waits"):
        service.shoppers.scan(url)


def test_qr_codes_pay_themselves_in_a_demo(start: StartService, clock: FakeClock) -> None:
    service = start(Habits(auto_pay_s=3.0))
    alipay = AlipayMerchant(service)
    biz = {"out_trade_no": "Q1", "total_amount": "3.00", "subject": "茶"}
    alipay.call("alipay.trade.precreate", biz)
    clock.wind(3)
    assert alipay.query("Q1").node["trade_status"] == "TRADE_SUCCESS"


def test_a_face_token_and_an_agreement_pay_too(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    face = {
        "out_trade_no": "F1",
        "scene": "security_code",
        "auth_code": service.shoppers.face_token(),
        "subject": "茶",
        "total_amount": "3.00",
    }
    member = {
        "out_trade_no": "M1",
        "agreement_params": {"agreement_no": service.shoppers.agreement()},
        "product_code": "GENERAL_WITHHOLDING",
        "subject": "茶",
        "total_amount": "4.00",
    }
    stranger = member | {"out_trade_no": "M2", "agreement_params": {"agreement_no": "20261"}}
    assert alipay.call("alipay.trade.pay", face).node["code"] == "10000"
    assert alipay.call("alipay.trade.pay", member).node["code"] == "10000"
    assert code_of(alipay.call("alipay.trade.pay", stranger))[1] == "ACQ.AGREEMENT_NOT_EXIST"
    assert service.shoppers.sums().paid_fen == 700


def test_a_refund_happens_once_per_number(service: PaymentService, alipay: AlipayMerchant) -> None:
    alipay.pay("N1", "12.34")
    first, again = alipay.refund("N1", "R1", "2.34"), alipay.refund("N1", "R1", "2.34")
    assert [each.node["fund_change"] for each in (first, again)] == ["Y", "N"]
    assert code_of(alipay.refund("N1", "R1", "2.35"))[1] == "ACQ.DISCORDANT_REPEAT_REQUEST"
    assert code_of(alipay.refund("N1", "R2", "10.01"))[1] == "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"
    assert alipay.refund("N1", "R2", "10.00").node["refund_fee"] == "12.34"
    assert alipay.query("N1").node["trade_status"] == "TRADE_CLOSED"
    sums = service.shoppers.sums()
    assert (sums.refunded_fen, sums.fees_fen, sums.balance) == (1234, 0, True)


def test_a_refund_query_says_success_only_for_a_refund_that_was_made(
    alipay: AlipayMerchant,
) -> None:
    alipay.pay("N1")
    asked = {"out_trade_no": "N1", "out_request_no": "R1"}
    method = "alipay.trade.fastpay.refund.query"
    assert alipay.call(method, asked).node == {"code": "10000", "msg": "Success"}
    alipay.refund("N1", "R1", "1.00")
    assert alipay.call(method, asked).node["refund_status"] == "REFUND_SUCCESS"


def test_what_is_paid_is_not_closed(alipay: AlipayMerchant) -> None:
    alipay.pay("N1")
    alipay.pay("N2", buyer="password")
    close = "alipay.trade.close"
    assert code_of(alipay.call(close, {"out_trade_no": "N1"}))[1] == "ACQ.TRADE_STATUS_ERROR"
    assert alipay.call(close, {"out_trade_no": "N2"}).node["code"] == "10000"


def test_money_is_held_taken_in_part_and_let_go(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    before = buyer(service, "rich").balance_fen
    frozen = alipay.call(
        "alipay.fund.auth.order.freeze",
        {
            "out_order_no": "H1",
            "out_request_no": "H1F",
            "order_title": "货柜",
            "amount": "50.00",
            "product_code": "PRE_AUTH",
            "auth_code": service.shoppers.code("alipay"),
            "auth_code_type": "bar_code",
        },
    )
    auth_no = frozen.node["auth_no"]
    assert buyer(service, "rich").balance_fen == before - 5000
    paid = alipay.call(
        "alipay.trade.pay",
        {
            "out_trade_no": "H1P",
            "auth_no": auth_no,
            "product_code": "PRE_AUTH",
            "subject": "茶",
            "total_amount": "12.00",
            "auth_confirm_mode": "COMPLETE",
        },
    )
    assert paid.node["code"] == "10000"
    assert buyer(service, "rich").balance_fen == before - 1200
    asked = {"auth_no": auth_no, "out_request_no": "H1F"}
    seen = alipay.call("alipay.fund.auth.operation.detail.query", asked).node
    assert (seen["order_status"], seen["rest_amount"], seen["total_pay_amount"]) == (
        "FINISH",
        "0.00",
        "12.00",
    )
    assert service.shoppers.sums().balance


def test_a_hold_is_let_go_whole(service: PaymentService, alipay: AlipayMerchant) -> None:
    biz = {
        "out_order_no": "H1",
        "out_request_no": "H1F",
        "order_title": "货柜",
        "amount": "50.00",
        "product_code": "PRE_AUTH",
        "auth_code": service.shoppers.code("alipay"),
    }
    frozen = alipay.call("alipay.fund.auth.order.freeze", biz)
    assert alipay.call("alipay.fund.auth.order.freeze", biz).node == frozen.node
    let_go = {
        "auth_no": frozen.node["auth_no"],
        "out_request_no": "H1U",
        "amount": "50.00",
        "remark": "没有拿走商品",
    }
    first = alipay.call("alipay.fund.auth.order.unfreeze", let_go)
    assert alipay.call("alipay.fund.auth.order.unfreeze", let_go).node == first.node
    assert service.shoppers.sums().held_fen == 0
    assert service.shoppers.sums().buyers_lost_fen == 0
    asked = {"out_order_no": "H1", "out_request_no": "H1F"}
    seen = alipay.call("alipay.fund.auth.operation.detail.query", asked).node
    assert seen["order_status"] == "CLOSED"


def test_a_trade_may_have_the_number_of_the_request_that_froze(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    freeze = {
        "out_order_no": "H1",
        "out_request_no": "H1",
        "order_title": "货柜",
        "amount": "50.00",
        "product_code": "PRE_AUTH",
        "auth_code": service.shoppers.code("alipay"),
    }
    frozen = alipay.call("alipay.fund.auth.order.freeze", freeze)
    taken = {
        "out_trade_no": "H1",
        "auth_no": frozen.node["auth_no"],
        "product_code": "PRE_AUTH",
        "subject": "茶",
        "total_amount": "12.00",
        "auth_confirm_mode": "COMPLETE",
    }
    assert alipay.call("alipay.trade.pay", taken).node["code"] == "10000"
    assert service.shoppers.sums().balance


@pytest.mark.parametrize("after_s", [89, 90])
def test_nobody_pays_after_the_time_that_the_merchant_named(
    service: PaymentService, alipay: AlipayMerchant, clock: FakeClock, after_s: int
) -> None:
    biz = {
        "out_trade_no": "N1",
        "scene": "bar_code",
        "auth_code": service.shoppers.code("alipay", "password"),
        "subject": "茶",
        "total_amount": "3.00",
        "time_expire": f"{beijing(service.books.now_ms() + 90_000):%Y-%m-%d %H:%M:%S}",
    }
    assert alipay.call("alipay.trade.pay", biz).node["code"] == "10003"
    clock.wind(after_s)
    service.catch_up()
    wanted = "WAIT_BUYER_PAY" if after_s < 90 else "TRADE_CLOSED"
    assert alipay.query("N1").node["trade_status"] == wanted


def test_a_request_that_comes_after_its_own_time_charges_nothing(
    service: PaymentService, alipay: AlipayMerchant, clock: FakeClock
) -> None:
    expires = f"{beijing(service.books.now_ms() + 90_000):%Y-%m-%d %H:%M:%S}"
    clock.wind(90)
    biz = {
        "out_trade_no": "N1",
        "scene": "bar_code",
        "auth_code": service.shoppers.code("alipay"),
        "subject": "茶",
        "total_amount": "3.00",
        "time_expire": expires,
    }
    assert alipay.call("alipay.trade.pay", biz).node["code"] != "10000"
    assert service.shoppers.sums().paid == 0


def test_only_the_raw_answer_verifies_not_json_made_again(alipay: AlipayMerchant) -> None:
    biz = {"out_trade_no": "Q1", "total_amount": "3.00", "subject": "茶"}
    heard = alipay.call("alipay.trade.precreate", biz)
    assert heard.verifies
    assert b"https:\\/\\/qr.alipay.com\\/" in heard.raw


def test_ten_tills_with_one_number_charge_once(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    codes = [service.shoppers.code("alipay") for _ in range(10)]
    with ThreadPoolExecutor(10) as tills:
        heard = list(tills.map(lambda code: alipay.pay_with(code, "N1"), codes))
    assert sorted(str(each.node["code"]) for each in heard) == ["10000", *["40004"] * 9]
    sums = service.shoppers.sums()
    assert (sums.paid, sums.paid_fen, sums.balance) == (1, 1234, True)
