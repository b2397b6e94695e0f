"""What WeChat Pay lets through, and what it says to the rest. Nothing of it is written."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.simulators.payment_service.service import PaymentService
from tests.kiosk.simulators.payment_service.merchant import WeChatMerchant, exchange
from tests.support.fake_clock import FakeClock

TARGET = "/v3/pay/transactions/native"
FUZZ = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize(
    "changed",
    [
        {"mchid": "1900000043"},
        {"serial_no": "42"},
        {"timestamp": "0"},
        {"timestamp": "soon"},
        {"nonce_str": "N" * 33},
        {"nonce_str": ""},
        {"signature": "AAAA"},
        {"more": "words"},
    ],
)
def test_a_bad_authorization_is_refused(wechat: WeChatMerchant, changed: dict[str, str]) -> None:
    heard = wechat.call("GET", "/v3/certificates", **changed)
    assert (heard.status, heard.node["code"]) == (401, "SIGN_ERROR")


def test_a_nonce_is_good_once(wechat: WeChatMerchant) -> None:
    first = wechat.call("GET", "/v3/certificates", nonce_str="ONCE")
    again = wechat.call("GET", "/v3/certificates", nonce_str="ONCE")
    assert (first.status, again.status) == (200, 401)


def test_a_request_is_old_after_five_minutes(wechat: WeChatMerchant, clock: FakeClock) -> None:
    stamp = str(int(clock.now().timestamp()))
    clock.wind(301)
    assert wechat.call("GET", "/v3/certificates", timestamp=stamp).status == 401


def test_another_body_under_the_same_signature_is_refused(
    service: PaymentService, wechat: WeChatMerchant
) -> None:
    headers = wechat.headers("POST", TARGET, b'{"amount": 1}')
    status, _, _ = exchange(service.url + TARGET, "POST", b'{"amount": 9}', headers)
    assert status == 401


@pytest.mark.parametrize("name", ["Authorization", "Accept", "User-Agent", "Content-Type"])
def test_a_missing_header_is_named(
    service: PaymentService, wechat: WeChatMerchant, name: str
) -> None:
    headers = wechat.headers("POST", TARGET, b"{}")
    headers[name] = ""
    status, _, _ = exchange(service.url + TARGET, "POST", b"{}", headers)
    assert status in {400, 401, 415}


@pytest.mark.parametrize("total", [0, -1, 1.5, "100", True, None, 10**30])
def test_an_amount_that_is_none_changes_nothing(
    service: PaymentService, wechat: WeChatMerchant, total: object
) -> None:
    node = {
        **wechat.ids,
        "description": "水",
        "out_trade_no": "N1",
        "amount": {"total": total},
        "notify_url": "http://127.0.0.1:9/n",
    }
    heard = wechat.call("POST", TARGET, node)
    assert (heard.status, heard.node["code"]) == (400, "PARAM_ERROR")
    assert heard.node["detail"]["field"] == "amount.total"  # type: ignore[index]
    assert service.shoppers.trades() == ()


def test_foreign_money_and_another_shop_are_refused(
    service: PaymentService, wechat: WeChatMerchant
) -> None:
    node = {
        **wechat.ids,
        "description": "水",
        "out_trade_no": "N1",
        "amount": {"total": 1, "currency": "USD"},
        "notify_url": "http://127.0.0.1:9/n",
    }
    assert wechat.call("POST", TARGET, node).status == 400
    other = node | {"appid": "wxother", "amount": {"total": 1}}
    assert wechat.call("POST", TARGET, other).node["code"] == "APPID_MCHID_NOT_MATCH"
    assert service.shoppers.trades() == ()


def test_an_unknown_path_is_404(wechat: WeChatMerchant) -> None:
    assert wechat.call("GET", "/v3/nothing").status == 404


@FUZZ
@given(header=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=200))
def test_a_rubbish_authorization_is_refused(
    service: PaymentService, wechat: WeChatMerchant, header: str
) -> None:
    headers = wechat.headers("GET", "/v3/certificates", b"")
    for value in (header, "WECHATPAY2-SHA256-RSA2048 " + header):
        headers["Authorization"] = value
        status, _, _ = exchange(f"{service.url}/v3/certificates", "GET", b"", headers)
        assert status == 401


@FUZZ
@given(
    body=st.binary(max_size=200),
    target=st.sampled_from(
        (
            TARGET,
            "/v3/pay/transactions/codepay",
            "/v3/refund/domestic/refunds",
            "/v3/payscore/serviceorder",
            "/v3/pay/transactions/out-trade-no/%ff%00/close",
        )
    ),
)
def test_a_signed_rubbish_body_is_a_parameter_error(
    service: PaymentService, wechat: WeChatMerchant, body: bytes, target: str
) -> None:
    headers = wechat.headers("POST", target, body)
    status, _, _ = exchange(service.url + target, "POST", body, headers)
    assert status in {400, 404}
    assert service.shoppers.trades() == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@FUZZ
@given(
    more=st.dictionaries(
        st.sampled_from(("description", "out_trade_no", "amount", "payer", "scene_info")), JSON
    )
)
def test_a_signed_request_with_rubbish_in_it_is_a_parameter_error(
    service: PaymentService, wechat: WeChatMerchant, more: dict[str, object]
) -> None:
    heard = wechat.call("POST", "/v3/pay/transactions/codepay", wechat.ids | more)
    assert (heard.status, heard.node["code"]) == (400, "PARAM_ERROR")
    assert service.shoppers.trades() == ()
