"""The package under our line: what it may trust, and with which keys."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.payment import Paid, Unknown
from kiosk.rails.errors import AccountError, UntrustedError
from kiosk.rails.http import HttpClient
from kiosk.rails.wechat import notify
from kiosk.rails.wechat.merchant import Merchant
from kiosk.rails.wechat.rail import WechatRail
from tests.kiosk.rails.scripted_server import Heard, Says, ScriptedServer
from tests.kiosk.rails.wechat.a_wechat import (
    PAID,
    PAYMENT,
    PAYMENT_ID,
    STAMP,
    Said,
    a_merchant,
    a_rail,
    an_account,
    merchant_key,
    sealed,
    sealed_text,
    signature_headers,
    wechat_key,
)
from tests.support.fake_clock import AT, FakeClock

SERIAL = 0x5157F09EFDC096DE15EBE81A47057A7232F1B8E1
TAKEN = Paid(service_number="4200000042202611210000000001")


def test_every_request_is_signed_and_names_the_key_it_wants() -> None:
    with ScriptedServer(lambda _: Said(PAID).says()) as server:
        a_rail(server.url).query(PAYMENT)
        (heard,) = server.heard
    assert heard.path == f"/v3/pay/transactions/out-trade-no/{PAYMENT_ID}?mchid=1900000109"
    assert heard.headers["Authorization"].startswith("WECHATPAY2-SHA256-RSA2048 mchid=")
    assert heard.headers["Wechatpay-Serial"] == an_account().public_key_id


def test_not_one_changed_byte_of_an_answer_makes_a_payment() -> None:
    sound = Said(PAID).says()

    with ScriptedServer(lambda _: sound) as server:
        rail = a_rail(server.url)

        @given(st.integers(0, len(sound.body) - 1), st.integers(1, 255))
        def changed(at: int, by: int) -> None:
            body = sound.body[:at] + bytes([sound.body[at] ^ by]) + sound.body[at + 1 :]
            server.answer = lambda _: replace(sound, body=body)
            assert isinstance(rail.query(PAYMENT), Unknown)

        assert rail.query(PAYMENT) == TAKEN
        changed()


@pytest.mark.parametrize("name", list(signature_headers(b"")))
def test_a_missing_or_other_signature_header_makes_no_payment(name: str) -> None:
    sound = Said(PAID).says()
    values = ["", "0", "zz", "PUB_KEY_ID_0", "é"]
    changed = [replace(sound, headers={**sound.headers, name: value}) for value in values]
    with ScriptedServer(lambda _: changed.pop()) as server:
        rail = a_rail(server.url)
        for _ in values:
            assert isinstance(rail.query(PAYMENT), Unknown)


# --- platform certificates ----------------------------------------------------------------------


def certificates() -> dict[str, object]:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tenpay.com")])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    pem = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(wechat_key().public_key())
        .serial_number(SERIAL)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=9999))
        .sign(wechat_key(), hashes.SHA256())
        .public_bytes(Encoding.PEM)
    )
    entry = {
        "serial_no": f"{SERIAL:X}",
        "effective_time": "2020-01-01T00:00:00+08:00",
        "expire_time": "2040-01-01T00:00:00+08:00",
        "encrypt_certificate": sealed_text(pem.decode(), "certificate"),
    }
    return {"data": [entry]}


def by_certificate(url: str) -> WechatRail:
    account = replace(an_account(url), public_key="", public_key_id="")
    return WechatRail(Merchant(account, HttpClient(deadline_s=2)), FakeClock().now)


def test_platform_certificates_are_fetched_when_first_needed_and_kept() -> None:
    def answer(heard: Heard) -> Says:
        if heard.path == "/v3/certificates":
            return Said(certificates(), is_signed=False).says()
        says = Said(PAID).says()
        return replace(says, headers={**says.headers, "Wechatpay-Serial": f"{SERIAL:X}"})

    with ScriptedServer(answer) as server:
        rail = by_certificate(server.url)
        assert server.heard == []  # the kiosk starts without a network
        assert rail.query(PAYMENT) == TAKEN
        assert rail.query(PAYMENT) == TAKEN
        assert [heard.path for heard in server.heard].count("/v3/certificates") == 1


def test_a_certificate_that_is_not_to_be_had_makes_no_payment_and_forgets_none() -> None:
    fetched: list[bool] = []

    def answer(heard: Heard) -> Says | None:
        if heard.path == "/v3/certificates":
            fetched.append(True)
            return Said(certificates(), is_signed=False).says() if len(fetched) == 1 else None
        is_strange = heard.path.split("?")[0].endswith("strange")
        serial = "ABC" if is_strange else f"{SERIAL:X}"
        says = Said(PAID).says()
        return replace(says, headers={**says.headers, "Wechatpay-Serial": serial})

    with ScriptedServer(answer) as server:
        rail = by_certificate(server.url)
        assert rail.query(PAYMENT) == TAKEN
        assert isinstance(rail.query(replace(PAYMENT, id="strange")), Unknown)
        assert rail.query(PAYMENT) == TAKEN


def test_keys_that_cannot_be_read_are_never_quoted() -> None:
    with pytest.raises(AccountError) as caught:
        Merchant(replace(an_account(), private_key="rubbish-secret"), HttpClient())
    assert "rubbish-secret" not in str(caught.value)


# --- notifies -----------------------------------------------------------------------------------


def posted(hidden: object, **more: object) -> bytes:
    said = {
        "id": "EV-2018022511223320873",
        "event_type": "TRANSACTION.SUCCESS",
        "resource_type": "encrypt-resource",
        "resource": sealed(hidden),
        **more,
    }
    return json.dumps(said).encode()


SOUND = posted(PAID)
MERCHANT = a_merchant("http://127.0.0.1:1")  # nobody is there: a notify needs no network


def test_a_notify_is_verified_opened_and_compared() -> None:
    headers = {name.lower(): value for name, value in signature_headers(SOUND).items()}
    got = notify.verified(headers, SOUND, MERCHANT, AT)
    assert (got.id, got.event, got.payment_id) == (
        "EV-2018022511223320873",
        "TRANSACTION.SUCCESS",
        PAYMENT_ID,
    )
    assert notify.outcome(got, PAYMENT, MERCHANT.account) == TAKEN
    dearer = replace(PAYMENT, amount=PAYMENT.amount + PAYMENT.amount)
    assert isinstance(notify.outcome(got, dearer, MERCHANT.account), Unknown)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"rubbish",
        b"[]",
        b"\xff\xff",
        b"[" * 50_000,
        posted({**PAID, "mchid": "1900000666"}),
        posted(PAID, id=""),
        posted(PAID, resource={}),
        posted(PAID, resource=None),
        posted([1, 2]),
        posted({"mchid": "1900000109"}),
        posted(PAID, resource={**sealed(PAID), "ciphertext": "AAAA"}),
        posted(PAID, resource={**sealed(PAID), "nonce": "other-nonce!"}),
        b" " * 70_000,
    ],
)
def test_a_notify_that_is_not_for_us_is_refused_even_if_signed(body: bytes) -> None:
    with pytest.raises(UntrustedError):
        notify.verified(signature_headers(body), body, MERCHANT, AT)


def test_a_strangers_notify_is_refused() -> None:
    with pytest.raises(UntrustedError):
        notify.verified(signature_headers(SOUND, merchant_key()), SOUND, MERCHANT, AT)
    with pytest.raises(UntrustedError):
        notify.verified({}, SOUND, MERCHANT, AT)
    with pytest.raises(UntrustedError):
        notify.verified(signature_headers(SOUND), SOUND + b" ", MERCHANT, AT)


@pytest.mark.parametrize("late_s", [-301, 301])
def test_a_replayed_notify_is_refused(late_s: int) -> None:
    with pytest.raises(UntrustedError, match="five minutes"):
        notify.verified(signature_headers(SOUND), SOUND, MERCHANT, AT + timedelta(seconds=late_s))


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8)), st.binary(max_size=100))
def test_rubbish_is_refused(headers: dict[str, str], body: bytes) -> None:
    stamped = {**headers, "Wechatpay-Timestamp": STAMP}
    with pytest.raises(UntrustedError):
        notify.verified(stamped, body, MERCHANT, AT)
