"""What is said of a message between kiosk and gateway: strict, and shows nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.text_message import CodeMessage, Fate
from kiosk.messages.wire import CodeBody, FateAnswer
from kiosk.rails.gateway_wire import WireError, bytes_of, parse

MESSAGE = CodeMessage("0" * 31 + "a", "13812345678", "012345")


def test_a_message_is_the_same_on_the_other_side() -> None:
    assert parse(bytes_of(CodeBody.of(MESSAGE)), CodeBody).message() == MESSAGE


@pytest.mark.parametrize("fate", Fate)
def test_every_fate_is_the_same_on_the_other_side(fate: Fate) -> None:
    assert parse(bytes_of(FateAnswer(fate=fate)), FateAnswer).fate is fate


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", '"0a"'), ("id", f'"{"0" * 31}A"'), ("phone", '"1381234567"'),
        ("phone", '"13812345678,13912345678"'), ("phone", '"+8613812345678"'),
        ("phone", "13812345678"), ("phone", '"12812345678"'), ("phone", '"13812345678\\n"'),
        ("code", '"12345"'), ("code", '"12345a"'), ("code", "123456"), ("code", '"１２３４５６"'),
        ("more", '"x"'),
    ],
)  # fmt: skip
def test_anything_else_is_refused_and_not_quoted(name: str, value: str) -> None:
    fields = {"id": f'"{MESSAGE.id}"', "phone": '"13812345678"', "code": '"012345"', name: value}
    raw = "{" + ", ".join(f'"{key}": {each}' for key, each in fields.items()) + "}"
    with pytest.raises(WireError) as refused:
        parse(raw.encode(), CodeBody)
    assert not any(secret in str(refused.value) for secret in ("1381234", "012345", "12345"))


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(raw: bytes) -> None:
    for kind in (CodeBody, FateAnswer):
        with pytest.raises(WireError):
            parse(raw, kind)


def test_a_body_shows_neither_number_nor_code() -> None:
    told = f"{CodeBody.of(MESSAGE)!r} {MESSAGE!r}"
    assert MESSAGE.id in told
    assert not any(secret in told for secret in ("1381234", "5678", "012345"))
