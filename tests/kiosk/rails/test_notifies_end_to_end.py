"""The services' own notifies, as they post them, read by our side."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from kiosk.domain.payment import ByCode, ByScreen, Paid, Unknown, Waiting
from kiosk.rails.alipay import notify as alipay_notify
from kiosk.rails.alipay.rail import AlipayRail
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.errors import UntrustedError
from kiosk.rails.http import HttpClient
from kiosk.rails.wechat import notify as wechat_notify
from kiosk.rails.wechat.merchant import Merchant
from kiosk.rails.wechat.rail import WechatRail
from tests.kiosk.rails import test_alipay_end_to_end as alipay
from tests.kiosk.rails import test_wechat_end_to_end as wechat
from tests.kiosk.rails.conftest import StartService, WindableClock
from tests.kiosk.rails.scripted_server import Heard, Says, ScriptedServer


class Mailbox:
    """Takes what is posted; `wait` for the first letter."""

    def __init__(self) -> None:
        self.letters: list[Heard] = []
        self._came = threading.Event()

    def __call__(self, heard: Heard) -> Says:
        self.letters.append(heard)
        self._came.set()
        return Says(b"success")

    def wait(self) -> Heard:
        assert self._came.wait(10)
        return self.letters[0]


def test_alipays_notify_of_a_payment_is_verified_and_paid(
    start_service: StartService, clock: WindableClock
) -> None:
    service, mailbox = start_service(), Mailbox()
    with ScriptedServer(mailbox) as ours:
        account = replace(alipay.an_account(service), notify_url=f"{ours.url}/notify/alipay")
        rail = AlipayRail(AlipayService(account, HttpClient(), clock.now))
        payment = alipay.a_payment(clock)
        paid = rail.charge(payment, ByCode(service.shoppers.code("alipay")))
        letter = mailbox.wait()
    notify = alipay_notify.verified(letter.body, account)
    assert notify.payment_id == payment.id
    outcome = alipay_notify.outcome(notify, payment)
    assert isinstance(outcome, Paid)
    assert isinstance(paid, Paid)
    assert outcome.service_number == paid.service_number
    other = replace(payment, amount=payment.amount + payment.amount)
    assert isinstance(alipay_notify.outcome(notify, other), Unknown)
    with pytest.raises(UntrustedError):
        alipay_notify.verified(letter.body.replace(b"TRADE", b"trade"), account)


def test_wechats_notify_of_a_payment_is_opened_and_paid(
    start_service: StartService, clock: WindableClock
) -> None:
    service, mailbox = start_service(), Mailbox()
    with ScriptedServer(mailbox) as ours:
        account = replace(wechat.an_account(service), notify_url=f"{ours.url}/notify/wechat")
        merchant = Merchant(account, HttpClient())
        rail = WechatRail(merchant, clock.now)
        payment = wechat.a_payment(clock)
        shown = rail.charge(payment, ByScreen())
        assert isinstance(shown, Waiting)
        service.shoppers.scan(shown.code_url or "")
        letter = mailbox.wait()
    notify = wechat_notify.verified(letter.headers, letter.body, merchant, clock.now())
    assert (notify.event, notify.payment_id) == ("TRANSACTION.SUCCESS", payment.id)
    assert isinstance(wechat_notify.outcome(notify, payment, account), Paid)
    with pytest.raises(UntrustedError):
        wechat_notify.verified(letter.headers, letter.body + b" ", merchant, clock.now())
