"""What Alipay posts to us: trusted when signed for us, paid when it is our number and amount."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.money import Money
from kiosk.domain.payment import Paid, Unknown
from kiosk.rails.alipay import notify
from kiosk.rails.alipay.signing import notify_content, sign
from kiosk.rails.errors import UntrustedError
from tests.kiosk.rails.alipay.an_alipay import (
    PAYMENT,
    PAYMENT_ID,
    alipay_key,
    an_account,
    merchant_key,
)

ACCOUNT = an_account()
SAID = {
    "notify_id": "2026112100222100000000000001",
    "notify_type": "trade_status_sync",
    "app_id": ACCOUNT.app_id,
    "seller_id": ACCOUNT.seller_id,
    "out_trade_no": PAYMENT_ID,
    "trade_no": "2026112122001400000000000001",
    "trade_status": "TRADE_SUCCESS",
    "total_amount": "26.50",
    "subject": "拿铁 + 1",
    "buyer_logon_id": "159****5620",
}


def posted(said: dict[str, str], key: object = None) -> bytes:
    signature = sign(notify_content(said), alipay_key() if key is None else merchant_key())
    return urlencode({**said, "sign_type": "RSA2", "sign": signature}).encode()


SOUND = posted(SAID)


def test_a_signed_notify_says_what_became_of_a_payment() -> None:
    got = notify.verified(SOUND, ACCOUNT)
    assert (got.id, got.payment_id, got.trade_status, got.is_refund) == (
        SAID["notify_id"],
        PAYMENT_ID,
        "TRADE_SUCCESS",
        False,
    )
    assert notify.outcome(got, PAYMENT) == Paid(
        service_number=SAID["trade_no"], payer="159****5620"
    )


def test_a_notify_about_another_amount_pays_nothing() -> None:
    got = notify.verified(SOUND, ACCOUNT)
    assert isinstance(notify.outcome(got, replace(PAYMENT, amount=Money(2651))), Unknown)
    assert isinstance(notify.outcome(got, replace(PAYMENT, id="another")), Unknown)


def test_a_payer_is_in_no_repr() -> None:
    assert "159" not in repr(notify.verified(SOUND, ACCOUNT))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"rubbish",
        SOUND.replace(b"26.50", b"2.65"),
        SOUND + b"&total_amount=26.50",
        SOUND + b"&x=1",
        posted(SAID, key="a stranger's"),
        posted({**SAID, "app_id": "2021000000000666"}),
        posted({**SAID, "seller_id": "2088000000000666"}),
        posted({k: v for k, v in SAID.items() if k != "notify_id"}),
        posted({k: v for k, v in SAID.items() if k != "out_trade_no"}),
        SOUND.replace(b"sign_type=RSA2", b"sign_type=RSA"),
        SOUND + b"&y=" + b"x" * 70_000,
        b"&".join(b"a%d=1" % n for n in range(1000)),
    ],
)
def test_a_forged_or_foreign_notify_is_refused(body: bytes) -> None:
    with pytest.raises(UntrustedError):
        notify.verified(body, ACCOUNT)


@given(st.data())
def test_not_one_changed_byte_makes_a_payment(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SOUND) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != SOUND[at]))
    try:
        got = notify.verified(SOUND[:at] + bytes([byte]) + SOUND[at + 1 :], ACCOUNT)
    except UntrustedError:
        return
    assert got == notify.verified(SOUND, ACCOUNT)


@given(st.binary(max_size=200))
def test_rubbish_is_refused(body: bytes) -> None:
    with pytest.raises(UntrustedError):
        notify.verified(body, ACCOUNT)
