"""What goes over the wire, and what is let in."""

import base64
import json
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cloud_sync.errors import PayloadError
from cloud_sync.payloads import MAX_BYTES, DeliveryReceipt, OrderLine, OrderPaid
from tests.cloud_sync.builders import an_order

WIRE = {
    "version": 1,
    "order_id": "order-1",
    "device": "kiosk-7",
    "site": "museum-east",
    "business_date": "2025-10-09",
    "paid_at": "2025-10-09T16:53:20+08:00",
    "currency": "CNY",
    "total_minor": 1250,
    "lines": [{"sku": "tea-500", "quantity": 2, "unit_price_minor": 625}],
    "payment_id": "pay-order-1",
    "rail": "face",
    "tickets": ["A17"],
    "member_id": None,
    "ledger_head": None,
}

ids = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=128)
opaque = st.from_regex(r"[0-9a-f]{32}(-LATE)?|[a-z]{1,9}-[0-9]{1,5}", fullmatch=True)
minor = st.integers(0, 10**12)
zones = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
orders = st.builds(
    OrderPaid,
    order_id=opaque,
    device=ids,
    site=ids,
    business_date=st.dates(),
    paid_at=st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=zones),  # noqa: DTZ001
    currency=st.from_regex(r"[A-Z]{3}", fullmatch=True),
    total_minor=minor,
    lines=st.lists(
        st.builds(OrderLine, sku=ids, quantity=st.integers(1, 10_000), unit_price_minor=minor),
        min_size=1,
        max_size=4,
    ).map(tuple),
    payment_id=opaque,
    rail=ids,
    tickets=st.lists(st.from_regex(r"[A-Z]{1,4}[0-9]{1,5}", fullmatch=True)).map(tuple),
    member_id=st.none() | opaque,
    ledger_head=st.none() | st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
)


def test_an_order_on_the_wire() -> None:
    assert json.loads(an_order().to_bytes()) == WIRE
    assert OrderPaid.from_bytes(json.dumps(WIRE).encode()) == an_order()


def test_the_offset_of_the_payment_time_is_kept() -> None:
    assert b"2025-10-09T16:53:20+08:00" in OrderPaid.from_bytes(an_order().to_bytes()).to_bytes()


@given(orders)
def test_every_order_comes_back_as_it_was(order: OrderPaid) -> None:
    assert OrderPaid.from_bytes(order.to_bytes()) == order


def test_a_receipt_comes_back_as_it_was() -> None:
    receipt = DeliveryReceipt(key="order-1")
    assert DeliveryReceipt.from_bytes(receipt.to_bytes()) == receipt


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("version", 2),
        ("paid_at", "2025-10-09T16:53:20"),  # no offset: which day is it?
        ("paid_at", 1_760_000_000),
        ("total_minor", 12.5),
        ("total_minor", "1250"),
        ("total_minor", -1),
        ("total_minor", True),
        ("currency", "cny"),
        ("lines", []),
        ("order_id", "two words"),
        ("business_date", "yesterday"),
        ("ledger_head", "0" * 63),
        ("ledger_head", "A" * 64),
        ("ledger_head", "0" * 64 + "\n"),
        ("member_name", "Wang Fang"),
        ("phone", "13800138000"),
    ],
)
def test_what_is_not_exactly_an_order_is_refused(field: str, value: Any) -> None:
    with pytest.raises(PayloadError):
        OrderPaid.from_bytes(json.dumps(WIRE | {field: value}).encode())


def test_the_refusal_names_the_field_and_not_its_content() -> None:
    raw = json.dumps(WIRE | {"currency": "13800138000", "Wang Fang": 1}).encode()

    with pytest.raises(PayloadError) as caught:
        OrderPaid.from_bytes(raw)

    assert "currency" in str(caught.value)
    assert "138" not in str(caught.value)
    assert "Wang" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_message_beyond_all_measure_is_not_parsed() -> None:
    with pytest.raises(PayloadError, match="bytes"):
        OrderPaid.from_bytes(b" " * (MAX_BYTES + 1))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
broken = st.builds(
    lambda field, value: json.dumps(WIRE | {field: value}).encode(),
    st.sampled_from(sorted(WIRE)),
    values,
)
cut = st.integers(0, 300).map(lambda n: json.dumps(WIRE).encode()[:n])
nested = st.integers(1, 2000).map(lambda n: b'{"lines":' + b"[" * n)


@given(st.binary() | broken | cut | nested | values.map(lambda v: json.dumps(v).encode()))
def test_only_our_error_comes_out_of_any_bytes(raw: bytes) -> None:
    for model in (OrderPaid, DeliveryReceipt):
        with suppress(PayloadError):
            model.from_bytes(raw)


def test_a_date_is_a_date() -> None:
    assert OrderPaid.from_bytes(json.dumps(WIRE).encode()).business_date == date(2025, 10, 9)


PERSONAL = st.one_of(
    st.from_regex(r"(\+?86[ -]?)?1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}", fullmatch=True),
    st.from_regex(r"\+[1-9][0-9]{7,13}", fullmatch=True),
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1),
    st.binary(min_size=512, max_size=512).map(lambda face: base64.b64encode(face).decode()),
    st.binary(min_size=128, max_size=128).map(bytes.hex),
)
OURS = ("order_id", "payment_id", "member_id")


@given(PERSONAL, st.sampled_from(OURS), st.sampled_from(["", "m-", "zhang:"]))
def test_no_number_name_or_face_is_sent_as_an_id(value: str, field: str, before: str) -> None:
    hidden = value if value.isdigit() and len(value) == 6 else before + value
    with pytest.raises(ValidationError):
        OrderPaid(**{**an_order().model_dump(), field: hidden})


@given(PERSONAL)
def test_no_number_name_or_face_is_a_ticket(value: str) -> None:
    with pytest.raises(ValidationError):
        OrderPaid(**{**an_order().model_dump(), "tickets": (value,)})
