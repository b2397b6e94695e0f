"""Wallet purchases while the back office is out of reach: allowed with what is left, or not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.money import Money, yuan
from kiosk.domain.offline import (
    OfflineAllowed,
    OfflineAnswer,
    OfflineLimits,
    OfflineReason,
    OfflineRefused,
    OfflineUse,
    wallet_while_offline,
)

LOST = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LIMITS = OfflineLimits(per_member=yuan("100"), per_kiosk=yuan("1000"), hours=10)
HOUR_S = 3600


def answer(
    amount: str, *, member: str = "0", kiosk: str = "0", hours: float = 1.0
) -> OfflineAnswer:
    use = OfflineUse(yuan(member), yuan(kiosk), LOST)
    return wallet_while_offline(LIMITS, use, yuan(amount), LOST + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer("30"), OfflineAllowed(yuan("100"), 9 * HOUR_S)),
        (answer("79.99"), OfflineAllowed(yuan("100"), 9 * HOUR_S)),
        (answer("80"), OfflineAllowed(yuan("100"), 9 * HOUR_S, is_near=True)),
        (answer("100"), OfflineAllowed(yuan("100"), 9 * HOUR_S, is_near=True)),
        (answer("100.01"), OfflineRefused(OfflineReason.MEMBER, yuan("100"))),
        (
            answer("30", member="70", kiosk="70"),
            OfflineAllowed(yuan("30"), 9 * HOUR_S, is_near=True),
        ),
        (answer("30", member="120", kiosk="120"), OfflineRefused(OfflineReason.MEMBER, Money(0))),
        (answer("1", kiosk="799"), OfflineAllowed(yuan("100"), 9 * HOUR_S, is_near=True)),
        (answer("30", kiosk="980"), OfflineRefused(OfflineReason.KIOSK, yuan("20"))),
        (answer("1", kiosk="1200"), OfflineRefused(OfflineReason.KIOSK, Money(0))),
        (answer("1", hours=8), OfflineAllowed(yuan("100"), 2 * HOUR_S, is_near=True)),
        (answer("1", hours=10), OfflineRefused(OfflineReason.HOURS, Money(0))),
        (answer("500", hours=10), OfflineRefused(OfflineReason.HOURS, Money(0))),
        (answer("1", hours=-3), OfflineAllowed(yuan("100"), 10 * HOUR_S)),
    ],
)
def test_limits_hold_while_contact_is_lost(given: OfflineAnswer, expected: OfflineAnswer) -> None:
    assert given == expected


def fen(most: int = 200_000) -> st.SearchStrategy[Money]:
    return st.integers(0, most).map(Money)


@given(
    per_member=fen(),
    per_kiosk=fen(),
    hours=st.floats(0, 100),
    amounts=st.lists(st.tuples(st.integers(1, 4), fen(), st.integers(0, 600)), max_size=30),
)
def test_no_order_of_purchases_spends_more_than_the_limits(
    per_member: Money, per_kiosk: Money, hours: float, amounts: list[tuple[int, Money, int]]
) -> None:
    limits = OfflineLimits(per_member, per_kiosk, hours)
    spent: dict[int, Money] = {}
    now = LOST
    for member, amount, minutes in amounts:
        now += timedelta(minutes=minutes)
        total = sum(spent.values(), start=Money(0))
        use = OfflineUse(spent.get(member, Money(0)), total, LOST)
        said = wallet_while_offline(limits, use, amount, now)
        assert said.left >= Money(0)
        if isinstance(said, OfflineAllowed):
            assert amount <= said.left
            assert 0 <= said.left_s <= hours * HOUR_S
            spent[member] = spent.get(member, Money(0)) + amount
        else:
            assert said.reason is OfflineReason.HOURS or amount > said.left
    assert all(one <= per_member for one in spent.values())
    assert sum(spent.values(), start=Money(0)) <= per_kiosk
