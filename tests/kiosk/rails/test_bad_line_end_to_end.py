"""Many payments over a line that refuses, cuts, stalls and corrupts: no word against the books."""

from __future__ import annotations

import random  # noqa: TID251 - seeded
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from kiosk.domain.payment import ByCode, Closed, Outcome, Paid, Payment, Refused, Reversed, Unknown
from kiosk.ports import PaymentRail
from kiosk.rails.alipay.rail import AlipayRail
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.http import HttpClient
from kiosk.rails.wechat.merchant import Merchant
from kiosk.rails.wechat.rail import WechatRail
from kiosk.simulators.bad_line import FAIR, BadLine, Weather
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.trades import State
from tests.kiosk.rails import test_alipay_end_to_end as alipay
from tests.kiosk.rails import test_wechat_end_to_end as wechat
from tests.kiosk.rails.conftest import StartService, WindableClock

STORM = Weather(refuses=0.1, cuts=0.25, stalls=0.03, corrupts=0.25)
HTTP = HttpClient(deadline_s=1)
PAYMENTS = 60


def an_alipay_rail(service: PaymentService, clock: WindableClock, url: str) -> PaymentRail:
    account = replace(alipay.an_account(service), gateway_url=f"{url}/gateway.do")
    return AlipayRail(AlipayService(account, HTTP, clock.now))


def a_wechat_rail(service: PaymentService, clock: WindableClock, url: str) -> PaymentRail:
    # wechatpayv3 signs with the real time: its clock can be wound less than five minutes.
    account = replace(wechat.an_account(service), host=url, forget_after_s=120)
    return WechatRail(Merchant(account, HTTP), clock.now)


@pytest.mark.parametrize(
    ("name", "make", "a_payment"),
    [
        ("alipay", an_alipay_rail, alipay.a_payment),
        ("wechat", a_wechat_rail, wechat.a_payment),
    ],
)
def test_no_answer_contradicts_the_services_books(
    start_service: StartService,
    clock: WindableClock,
    name: str,
    make: Callable[[PaymentService, WindableClock, str], PaymentRail],
    a_payment: Callable[[WindableClock], Payment],
) -> None:
    service = start_service()
    parts = urlsplit(service.url)
    with BadLine((str(parts.hostname), int(parts.port or 0)), random.Random(11)) as line:  # noqa: S311
        rail = make(service, clock, f"http://127.0.0.1:{line.address[1]}")
        said: dict[Payment, list[Outcome]] = {}
        line.weather = STORM
        for number in range(PAYMENTS):
            payment = a_payment(clock)
            buyer = "password" if number % 5 == 0 else "rich"
            means = ByCode(service.shoppers.code(name, buyer))
            said[payment] = [rail.charge(payment, means), rail.query(payment), rail.close(payment)]
        clock.wind(190)  # what never arrived cannot arrive any more
        line.weather = FAIR
        for payment, outcomes in said.items():
            outcomes.append(rail.close(payment))

    lost = [outcome for outcomes in said.values() for outcome in outcomes[:3]]
    assert sum(isinstance(outcome, Unknown) for outcome in lost) > PAYMENTS  # it was a storm
    for payment, outcomes in said.items():
        assert not _contradiction(outcomes, _is_paid(service, payment)), payment
    assert service.shoppers.sums().balance


def _is_paid(service: PaymentService, payment: Payment) -> bool:
    found = [trade for trade in service.shoppers.trades() if trade.number == payment.id]
    return bool(found) and found[0].state is State.PAID


def _contradiction(outcomes: list[Outcome], is_paid: bool) -> bool:  # noqa: FBT001
    """The last is final, and nothing that was final before is taken back."""
    final = outcomes[-1]
    if not isinstance(final, Paid | Closed | Reversed) or isinstance(final, Paid) is not is_paid:
        return True
    firm = [one for one in outcomes if isinstance(one, Paid | Closed | Reversed | Refused)]
    return any(isinstance(one, Paid) is not is_paid for one in firm)
