"""WeChat Pay's trades: what a merchant is told, and what the books say."""

from __future__ import annotations

import pytest
from wechatpayv3 import WeChatPay, WeChatPayType

from kiosk.simulators.payment_service.errors import ControlError
from kiosk.simulators.payment_service.keys import PUBLIC_KEY_ID
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.settings import Habits
from tests.kiosk.simulators.payment_service.conftest import StartService
from tests.kiosk.simulators.payment_service.merchant import Heard, WeChatMerchant
from tests.support.fake_clock import FakeClock


def told(heard: Heard) -> tuple[int, object]:
    return heard.status, heard.node.get("code")


def test_a_code_pays_once_and_the_answer_verifies(
    service: PaymentService, wechat: WeChatMerchant
) -> None:
    heard = wechat.pay("N1")
    assert (heard.status, heard.verifies, heard.node["trade_state"]) == (200, True, "SUCCESS")
    assert told(wechat.pay("N1")) == (400, "ORDERPAID")
    sums = service.shoppers.sums()
    assert (sums.paid_fen, sums.fees_fen, sums.balance) == (1234, 7, True)


def test_a_merchant_without_a_public_key_id_gets_the_certificates_signature(
    service: PaymentService,
) -> None:
    wechat = WeChatMerchant(service, serial=None)
    assert not wechat.pay("N1").verifies  # the public key is not the certificate's
    assert wechat.call("GET", "/v3/certificates").status == 200


@pytest.mark.parametrize("mode", ["public key", "certificate"])
def test_the_vendors_usual_client_library_is_content(
    start: StartService, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = start(Habits(timestamp_tolerance_s=1e12))  # the library looks at the real clock
    files = service.keys.merchant_files()
    monkeypatch.setattr(
        "wechatpayv3.core.Core._init_certificates", lambda core: None
    )  # they are fetched when the first answer comes: only then the address is ours
    client = WeChatPay(
        wechatpay_type=WeChatPayType.NATIVE,
        mchid=service.settings.merchant.mchid,
        private_key=files["wechat_private_key"].read_text(),
        cert_serial_no=service.keys.merchant_serial,
        appid=service.settings.merchant.wechat_appid,
        apiv3_key=files["wechat_apiv3_key"].read_text(),
        notify_url="http://127.0.0.1:9/notify",
        public_key=files["wechat_public_key"].read_text() if mode == "public key" else None,
        public_key_id=PUBLIC_KEY_ID if mode == "public key" else None,
    )
    client._core._gate_way = service.url
    status, _ = client.pay(description="水", out_trade_no="N1", amount={"total": 100})
    assert status == 200
    status, text = client.query(out_trade_no="N1")
    assert (status, "NOTPAY" in text) == (200, True)


def test_a_buyer_with_a_password_is_waited_for(
    service: PaymentService, wechat: WeChatMerchant
) -> None:
    assert told(wechat.pay("N1", buyer="password")) == (202, "USERPAYING")
    assert wechat.query("N1").node["trade_state"] == "USERPAYING"
    service.shoppers.confirm("N1")
    assert wechat.query("N1").node["trade_state"] == "SUCCESS"


def test_by_setting_waiting_is_a_state(start: StartService) -> None:
    heard = WeChatMerchant(start(Habits(userpaying_as_error=False))).pay("N1", buyer="password")
    assert (heard.status, heard.node["trade_state"]) == (200, "USERPAYING")


def test_who_has_too_little_or_an_old_code_pays_nothing(
    service: PaymentService, wechat: WeChatMerchant
) -> None:
    assert told(wechat.pay("N1", buyer="poor")) == (403, "NOT_ENOUGH")
    assert wechat.query("N1").node["trade_state"] == "PAYERROR"
    assert told(wechat.pay("N1")) == (400, "ORDER_CLOSED")
    assert told(wechat.pay("N2", buyer="expired")) == (400, "AUTH_CODE_INVALID")
    assert told(wechat.query("N2")) == (404, "ORDER_NOT_EXIST")
    assert service.shoppers.sums().paid_fen == 0


def test_a_reverse_gives_back_and_kills_the_number(
    service: PaymentService, wechat: WeChatMerchant
) -> None:
    wechat.pay("N1")
    assert [wechat.reverse("N1").status, wechat.reverse("N1").status] == [200, 200]
    assert wechat.query("N1").node["trade_state"] == "REVOKED"
    assert told(wechat.pay("N1")) == (400, "ORDER_CLOSED")
    sums = service.shoppers.sums()
    assert (sums.buyers_lost_fen, sums.balance) == (0, True)


def test_a_reverse_of_what_waits_closes_it(wechat: WeChatMerchant) -> None:
    wechat.pay("N1", buyer="password")
    assert wechat.reverse("N1").status == 200
    node = wechat.query("N1").node
    assert (node["trade_state"], "transaction_id" in node) == ("REVOKED", False)


@pytest.mark.parametrize(("kills", "then"), [(False, 200), (True, 400)])
def test_a_reverse_of_an_unknown_number_is_404(
    start: StartService, *, kills: bool, then: int
) -> None:
    wechat = WeChatMerchant(start(Habits(reverse_kills_unknown=kills)))
    assert told(wechat.reverse("N1")) == (404, "ORDER_NOT_EXIST")
    assert wechat.pay("N1").status == then


def test_a_qr_code_is_paid_or_closed(service: PaymentService, wechat: WeChatMerchant) -> None:
    first, again = wechat.native("N1"), wechat.native("N1")
    assert first.node == again.node
    assert told(wechat.native("N1", total=999)) == (403, "OUT_TRADE_NO_USED")
    assert wechat.query("N1").node["trade_state"] == "NOTPAY"
    service.shoppers.scan(str(first.node["code_url"]))
    assert wechat.query("N1").node["trade_state"] == "SUCCESS"
    assert told(wechat.close("N1")) == (400, "ORDERPAID")
    url = str(wechat.native("N2").node["code_url"])
    assert wechat.close("N2").status == 204
    with pytest.raises(ControlError, match="no order that waits"):
        service.shoppers.scan(url)


def test_a_qr_code_whose_payer_had_too_little_is_closed(
    service: PaymentService, wechat: WeChatMerchant
) -> None:
    shown = wechat.native("Q1")
    with pytest.raises(ControlError, match="not_enough"):
        service.shoppers.scan(str(shown.node["code_url"]), "poor")
    assert wechat.query("Q1").node["trade_state"] == "NOTPAY"
    assert wechat.close("Q1").status == 204
    assert wechat.query("Q1").node["trade_state"] == "CLOSED"


def test_a_refund_is_processing_first_and_happens_once(
    service: PaymentService, wechat: WeChatMerchant, clock: FakeClock
) -> None:
    wechat.pay("N1")
    assert wechat.refund("N1", "R1", 234).node["status"] == "PROCESSING"
    assert wechat.refund("N1", "R1", 234).node["status"] == "PROCESSING"
    clock.wind(1)
    asked = wechat.call("GET", "/v3/refund/domestic/refunds/R1")
    assert asked.node["status"] == "SUCCESS"
    assert wechat.query("N1").node["trade_state"] == "REFUND"
    assert told(wechat.refund("N1", "R1", 235)) == (403, "OUT_TRADE_NO_USED")
    assert told(wechat.refund("N1", "R2", 1001)) == (400, "INVALID_REQUEST")
    assert told(wechat.refund("N1", "R3", 100, total=1)) == (400, "INVALID_REQUEST")
    assert told(wechat.call("GET", "/v3/refund/domestic/refunds/R9"))[0] == 404
    sums = service.shoppers.sums()
    assert (sums.refunded_fen, sums.balance) == (234, True)


def test_a_refund_number_of_another_trade_is_refused(wechat: WeChatMerchant) -> None:
    wechat.pay("N1")
    wechat.pay("N2")
    wechat.refund("N1", "R1", 100)
    assert told(wechat.refund("N2", "R1", 100)) == (403, "OUT_TRADE_NO_USED")


class ScoreMerchant:
    """Payscore's calls, as a cabinet makes them."""

    def __init__(self, service: PaymentService, wechat: WeChatMerchant) -> None:
        self._wechat = wechat
        self._service = service
        self.ids = {
            "appid": service.settings.merchant.wechat_appid,
            "service_id": service.settings.merchant.service_id,
        }

    def create(self, number: str, buyer: str = "rich") -> Heard:
        node = {
            **self.ids,
            "out_order_no": number,
            "service_introduction": "货柜",
            "time_range": {"start_time": "OnAccept"},
            "risk_fund": {"name": "ESTIMATE_ORDER_COST", "amount": 5000},
            "need_user_confirm": False,
            "openid": self._service.shoppers.openid(buyer),
            "notify_url": "http://127.0.0.1:9/notify",
        }
        return self._wechat.call("POST", "/v3/payscore/serviceorder", node)

    def query(self, number: str) -> Heard:
        query = "&".join(f"{name}={value}" for name, value in self.ids.items())
        return self._wechat.call("GET", f"/v3/payscore/serviceorder?{query}&out_order_no={number}")

    def act(self, number: str, act: str, total: int | None = None) -> Heard:
        node: dict[str, object] = {**self.ids, "reason": "没有拿走商品"}
        if total is not None:
            payments = [{"name": "商品信息", "amount": total, "count": 1}]
            node |= {"total_amount": total, "post_payments": payments}
        return self._wechat.call("POST", f"/v3/payscore/serviceorder/{number}/{act}", node)


@pytest.fixture
def score(service: PaymentService, wechat: WeChatMerchant) -> ScoreMerchant:
    return ScoreMerchant(service, wechat)


def test_goods_first_and_the_money_after(service: PaymentService, score: ScoreMerchant) -> None:
    first, again = score.create("S1"), score.create("S1")
    assert (first.node["state"], first.node["state_description"]) == ("DOING", "USER_CONFIRM")
    assert first.node == again.node
    done = score.act("S1", "complete", 1200).node
    assert (done["state"], done["state_description"]) == ("DOING", "MCH_COMPLETE")
    service.catch_up()
    seen = score.query("S1").node
    assert seen["state"] == "DONE"
    assert seen["collection"]["state"] == "USER_PAID"  # type: ignore[index]
    sums = service.shoppers.sums()
    assert (sums.paid_fen, sums.balance) == (1200, True)


def test_nothing_taken_is_nothing_charged(service: PaymentService, score: ScoreMerchant) -> None:
    score.create("S1")
    assert [score.act("S1", "cancel").status, score.act("S1", "cancel").status] == [200, 200]
    assert score.query("S1").node["state"] == "REVOKED"
    score.create("S2")
    assert score.act("S2", "complete", 0).node["state"] == "DONE"
    assert service.shoppers.sums().paid == 0


def test_more_than_the_risk_fund_is_refused(score: ScoreMerchant) -> None:
    score.create("S1")
    assert told(score.act("S1", "complete", 5001)) == (400, "INVALID_REQUEST")


def test_who_cannot_pay_owes_until_the_merchant_asks_for_less(
    service: PaymentService, score: ScoreMerchant
) -> None:
    score.create("S1", buyer="poor")
    score.act("S1", "complete", 300)
    service.catch_up()
    assert score.query("S1").node["collection"]["state"] == "USER_PAYING"  # type: ignore[index]
    assert told(score.act("S1", "modify", 301)) == (400, "INVALID_REQUEST")
    assert score.act("S1", "modify", 50).status == 200
    service.catch_up()
    assert score.query("S1").node["state"] == "DONE"
