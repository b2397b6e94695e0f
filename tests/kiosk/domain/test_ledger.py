"""Double entry and the chain: balanced or refused, and bytes that anybody can compute again."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.accounts import CASH, AccountKind, takings_of, wallet_of
from kiosk.domain.ledger import (
    GENESIS,
    Entry,
    EntryKind,
    Posting,
    canonical_bytes,
    chain_hash,
    fields_of,
    is_balanced,
    transfer,
)
from kiosk.domain.money import Money
from tests.support.fake_clock import AT

TOP_UP = transfer("top-1", EntryKind.TOP_UP, CASH, wallet_of("m-1"), Money(5000), AT)


def test_a_transfer_debits_one_account_and_credits_the_other() -> None:
    postings = (Posting(CASH, Money(5000)), Posting(wallet_of("m-1"), Money(-5000)))
    assert Entry("top-1", EntryKind.TOP_UP, AT, postings) == TOP_UP
    assert is_balanced(TOP_UP.postings)
    assert TOP_UP.posting_to(AccountKind.WALLET) == Posting(wallet_of("m-1"), Money(-5000))


@pytest.mark.parametrize("minor", [0, -1])
def test_only_a_positive_amount_can_move(minor: int) -> None:
    with pytest.raises(ValueError, match="positive amount"):
        transfer("top-1", EntryKind.TOP_UP, CASH, wallet_of("m-1"), Money(minor), AT)


def test_an_account_that_an_entry_does_not_touch_is_not_found() -> None:
    with pytest.raises(ValueError, match="no posting to takings"):
        TOP_UP.posting_to(AccountKind.TAKINGS)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((), False),
        ((Money(5),), False),
        ((Money(0), Money(0)), False),
        ((Money(5), Money(-4)), False),
        ((Money(5), Money(-5)), True),
        ((Money(5), Money(-3), Money(-2)), True),
        ((Money(5), Money(-5, "USD")), False),
        ((Money(5), Money(-5), Money(7, "USD"), Money(-7, "USD")), True),
    ],
)
def test_an_entry_balances_in_each_currency(amounts: tuple[Money, ...], *, expected: bool) -> None:
    assert is_balanced(Posting(takings_of("wallet"), amount) for amount in amounts) is expected


def test_the_bytes_of_an_entry_are_as_documented() -> None:
    assert canonical_bytes(fields_of(1, TOP_UP)) == (
        b"1:1,5:top-1,6:top_up,25:2026-11-21T10:00:00+08:00,"
        b"1:0,4:cash,4:5000,3:CNY,"
        b"1:1,10:wallet:m-1,5:-5000,3:CNY,"
    )


def test_the_chain_can_be_computed_with_any_sha256() -> None:
    genesis = "d7a177c42dc8bd6024c4f514c74622c357cb2887131378fd728b994f08eac819"
    assert genesis == GENESIS
    written = genesis.encode() + canonical_bytes(fields_of(1, TOP_UP))
    assert chain_hash(GENESIS, fields_of(1, TOP_UP)) == hashlib.sha256(written).hexdigest()


FIELDS = st.lists(st.binary(max_size=6), max_size=6)


@given(FIELDS, FIELDS)
def test_different_fields_give_different_bytes(one: list[bytes], other: list[bytes]) -> None:
    assert (canonical_bytes(one) == canonical_bytes(other)) == (one == other)


@given(FIELDS, st.data())
def test_fields_cut_elsewhere_give_different_bytes(
    fields: list[bytes], data: st.DataObject
) -> None:
    joined = b"".join(fields)
    cut = data.draw(st.integers(0, len(joined)))
    other = [joined[:cut], joined[cut:]]
    assert (canonical_bytes(fields) == canonical_bytes(other)) == (fields == other)
