"""What Alipay's gateway lets through, and what it says to the rest. Nothing of it is written."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.simulators.payment_service.service import PaymentService
from tests.kiosk.simulators.payment_service.merchant import AlipayMerchant, exchange
from tests.support.fake_clock import FakeClock

GOOD = {"out_trade_no": "N1"}


@pytest.mark.parametrize(
    ("changed", "code", "sub_code"),
    [
        ({"app_id": ""}, "40001", "isv.missing-app-id"),
        ({"sign_type": ""}, "40001", "isv.missing-signature-type"),
        ({"timestamp": ""}, "40001", "isv.missing-timestamp"),
        ({"version": ""}, "40001", "isv.missing-version"),
        ({"method": ""}, "40001", "isv.missing-method"),
        ({"app_id": "2021000000000043"}, "40002", "isv.invalid-app-id"),
        ({"sign_type": "RSA"}, "40002", "isv.invalid-signature-type"),
        ({"format": "XML"}, "40002", "isv.invalid-format"),
        ({"charset": "latin-1"}, "40002", "isv.invalid-charset"),
        ({"timestamp": "yesterday"}, "40002", "isv.invalid-timestamp"),
        ({"timestamp": "2026-11-21 09:54:59"}, "40002", "isv.invalid-timestamp"),
        ({"method": "alipay.trade.nothing"}, "40002", "isv.invalid-method"),
        ({"notify_url": "ftp://shop"}, "40002", "isv.invalid-parameter"),
        ({"biz_content": "[]"}, "40002", "isv.invalid-parameter"),
    ],
)
def test_a_bad_common_parameter_is_named(
    alipay: AlipayMerchant, changed: dict[str, str], code: str, sub_code: str
) -> None:
    node = alipay.call("alipay.trade.query", GOOD, **changed).node
    assert (node["code"], node["sub_code"]) == (code, sub_code)


def test_a_request_that_was_changed_on_its_way_is_refused(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    biz = {
        "out_trade_no": "N1",
        "scene": "bar_code",
        "auth_code": service.shoppers.code("alipay"),
        "subject": "茶",
        "total_amount": "1.00",
    }
    form = alipay.signed(alipay.parameters("alipay.trade.pay", biz))
    form["biz_content"] = form["biz_content"].replace("1.00", "2.00")
    assert alipay.post(form).node["sub_code"] == "isv.invalid-signature"
    assert service.shoppers.trades() == ()


def test_an_unsigned_request_is_refused(alipay: AlipayMerchant) -> None:
    node = alipay.post(alipay.parameters("alipay.trade.query", GOOD)).node
    assert node["sub_code"] == "isv.missing-signature"


def test_gbk_is_read_and_written(alipay: AlipayMerchant, service: PaymentService) -> None:
    assert alipay.pay("N1", charset="gbk").node["code"] == "10000"
    assert service.shoppers.trade("N1").subject == "矿泉水"


@pytest.mark.parametrize(
    "amount",
    [
        "0",
        "0.00",
        "-1.00",
        "1.001",
        "1e2",
        "01.00",
        "100000000.01",
        "999999999999",
        " 1",
        "",
        "１.00",
    ],
)
def test_an_amount_that_is_none_changes_nothing(
    service: PaymentService, alipay: AlipayMerchant, amount: str
) -> None:
    node = alipay.pay("N1", amount).node
    assert (node["code"], node["sub_code"]) == ("40004", "ACQ.INVALID_PARAMETER")
    assert service.shoppers.trades() == ()


@pytest.mark.parametrize("number", ["", "A" * 65, "A-1", "A 1", "茶", "A\n", None, 7, ["A"]])
def test_a_number_that_is_none_changes_nothing(
    service: PaymentService, alipay: AlipayMerchant, number: object
) -> None:
    biz = {
        "out_trade_no": number,
        "scene": "bar_code",
        "auth_code": service.shoppers.code("alipay"),
        "subject": "茶",
        "total_amount": "1.00",
    }
    node = alipay.call("alipay.trade.pay", biz).node
    assert (node["code"], node["sub_code"]) == ("40004", "ACQ.INVALID_PARAMETER")
    assert service.shoppers.trades() == ()


def test_a_timestamp_within_five_minutes_is_good(
    alipay: AlipayMerchant, clock: FakeClock, service: PaymentService
) -> None:
    form = alipay.signed(alipay.parameters("alipay.trade.query", GOOD))
    clock.wind(299)
    assert alipay.post(form).node["sub_code"] == "ACQ.TRADE_NOT_EXIST"
    clock.wind(2)
    assert alipay.post(form).node["sub_code"] == "isv.invalid-timestamp"


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=st.one_of(st.binary(max_size=300), st.text(max_size=100).map(str.encode)))
def test_rubbish_gets_an_answer_and_changes_nothing(service: PaymentService, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    status, raw, _ = exchange(service.alipay_url, "POST", body, headers)
    assert (status, raw[:21]) == (200, b'{"error_response":{"c')
    assert service.shoppers.trades() == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
FIELDS = ("out_trade_no", "scene", "auth_code", "subject", "total_amount", "auth_no")


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    method=st.sampled_from(
        ("alipay.trade.pay", "alipay.trade.refund", "alipay.fund.auth.order.freeze")
    ),
    biz=st.dictionaries(st.sampled_from(FIELDS), JSON),
)
def test_a_signed_request_with_rubbish_in_it_is_a_business_failure(
    service: PaymentService, alipay: AlipayMerchant, method: str, biz: dict[str, object]
) -> None:
    node = alipay.call(method, biz).node
    assert node["code"] in {"40004", "40002"}
    assert service.shoppers.trades() == ()
