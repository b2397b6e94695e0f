"""What Alipay vouches for, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.rails.alipay import signing
from kiosk.rails.alipay.account import private_key, public_key
from kiosk.rails.errors import AccountError, UntrustedError
from tests.kiosk.rails.alipay.an_alipay import PAID, alipay_key, merchant_key, signed

NODE = "alipay_trade_pay_response"
KEY = alipay_key().public_key()
SOUND = signed(NODE, PAID)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def test_a_request_is_signed_over_its_sorted_parameters_without_the_empty_ones() -> None:
    params = {"b": "2", "a": "1/ä", "sign": "x", "empty": "", "sign_type": "RSA2"}
    assert signing.request_content(params) == "a=1/ä&b=2&sign_type=RSA2".encode()


def test_a_notify_is_signed_without_its_sign_type() -> None:
    params = {"b": "2", "a": "1", "sign": "x", "sign_type": "RSA2"}
    assert signing.notify_content(params) == b"a=1&b=2"


def test_a_signed_answer_is_trusted() -> None:
    assert signing.trusted_answer(SOUND, NODE, KEY) == PAID


def test_the_raw_characters_count_not_what_they_mean() -> None:
    fields = {"code": "10000", "msg": "a/b", "memo": '}","sign":"{', "nested": {"x": [{"y": "\\"}]}}
    body = signed(NODE, fields)
    assert b"a\\/b" in body
    assert signing.trusted_answer(body, NODE, KEY) == fields
    remade = json.loads(body)
    assert remade[NODE] == fields
    with pytest.raises(UntrustedError, match="signature is wrong"):
        signing.trusted_answer(json.dumps(remade).encode(), NODE, KEY)


@given(st.dictionaries(st.text(), json_values, max_size=6))
def test_whatever_alipay_signs_comes_through(fields: dict[str, object]) -> None:
    assert signing.trusted_answer(signed(NODE, fields), NODE, KEY) == fields


@given(st.data())
def test_not_one_changed_byte_is_trusted(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SOUND) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != SOUND[at]))
    changed = SOUND[:at] + bytes([byte]) + SOUND[at + 1 :]
    try:
        fields = signing.trusted_answer(changed, NODE, KEY)
    except UntrustedError:
        return
    assert fields == PAID  # a blank between members, say: what is signed is untouched


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
@example(b'{"alipay_trade_pay_response":' + b"[" * 100_000)
@example(b'{"alipay_trade_pay_response":{},"sign":{}}')
@example(b'{"alipay_trade_pay_response":' + b"9" * 5000 + b',"sign":"x"}')
@example(b"{}")
@example(b'{"alipay_trade_pay_response":{}}')
@example(b'{"alipay_trade_pay_response":{},"sign":"\\ud800"}')
@example(b"\xff\xfe")
def test_rubbish_is_never_trusted(body: bytes) -> None:
    with pytest.raises(UntrustedError):
        signing.trusted_answer(body, NODE, KEY)


def test_a_second_node_of_the_same_name_is_refused() -> None:
    node = SOUND[1 : SOUND.index(b',"sign"')]
    for twice in (b"{" + node + b"," + SOUND[1:], SOUND[:-1] + b',"' + NODE.encode() + b'":{}}'):
        with pytest.raises(UntrustedError, match="no JSON object"):
            signing.trusted_answer(twice, NODE, KEY)


def test_another_calls_answer_is_not_this_ones() -> None:
    with pytest.raises(UntrustedError, match="has no alipay_trade_query_response"):
        signing.trusted_answer(SOUND, "alipay_trade_query_response", KEY)


def test_an_unsigned_complaint_tells_its_code_for_the_diagnosis() -> None:
    body = b'{"error_response":{"code":"40002","sub_code":"isv.invalid-signature"}}'
    with pytest.raises(UntrustedError, match=r"40002 isv\.invalid-signature"):
        signing.trusted_answer(body, NODE, KEY)


def test_the_merchants_own_signature_is_not_alipays() -> None:
    raw = json.dumps(PAID)
    body = f'{{"{NODE}":{raw},"sign":"{signing.sign(raw.encode(), merchant_key())}"}}'
    with pytest.raises(UntrustedError):
        signing.trusted_answer(body.encode(), NODE, KEY)


@pytest.mark.parametrize("text", ["", "rubbish", "-----BEGIN PRIVATE KEY-----\nAAAA\n", "A" * 64])
def test_a_key_that_cannot_be_read_is_said_without_quoting_it(text: str) -> None:
    for read in (private_key, public_key):
        with pytest.raises(AccountError) as caught:
            read(text)
        assert not text or text not in str(caught.value)
