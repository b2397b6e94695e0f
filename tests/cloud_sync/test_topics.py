"""Topic names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cloud_sync import topics
from cloud_sync.errors import PayloadError, SettingsError


def test_topics_name_the_site_and_the_device() -> None:
    assert topics.orders("museum-east", "kiosk-7") == "kaimen/v1/museum-east/kiosk-7/orders"
    assert topics.receipts("museum-east", "kiosk-7") == "kaimen/v1/museum-east/kiosk-7/receipts"


@pytest.mark.parametrize("name", ["", "+", "#", "a/b", "a b", "馆", "a\n", "x" * 65])
def test_a_name_that_would_change_the_topic_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="letters"):
        topics.orders("museum-east", name)


def test_refunds_have_a_topic_below_the_orders() -> None:
    topic = topics.refunds("a", "b")
    assert topic == "kaimen/v1/a/b/orders/refunds"
    assert topics.origin_of_refunds(topic) == topics.Origin("a", "b")
    assert topics.origin_of_refunds(topics.orders("a", "b")) is None


def test_the_origin_of_an_order_is_read_back() -> None:
    assert topics.origin_of_orders(topics.orders("a", "b")) == topics.Origin("a", "b")


@given(st.text())
def test_any_other_topic_is_refused_with_our_error(topic: str) -> None:
    with pytest.raises(PayloadError):
        topics.origin_of_orders(topic)
