"""Accounts: their names in the books, whose they are, and the side on which they grow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.accounts import (
    CASH,
    Account,
    AccountKind,
    Side,
    account_named,
    funds_of,
    takings_of,
    wallet_of,
)


def test_each_kind_of_account_grows_on_its_side() -> None:
    assert {kind.value: kind.side.value for kind in AccountKind} == {
        "cash": "debit",
        "clearing": "debit",
        "wallet": "credit",
        "takings": "credit",
        "refunds": "debit",
        "fees": "debit",
        "coupons": "debit",
        "deposits": "credit",
        "debts": "debit",
    }
    assert {kind.side for kind in AccountKind} == set(Side)


def test_names_say_kind_and_owner() -> None:
    accounts = (CASH, wallet_of("m-1"), takings_of("wallet"), Account(AccountKind.FEES))
    assert [one.name for one in accounts] == ["cash", "wallet:m-1", "takings:wallet", "fees"]


@pytest.mark.parametrize(
    ("rail", "account"),
    [("cash", "cash"), ("card", "clearing:card"), ("alipay", "clearing:alipay")],
)
def test_money_from_outside_comes_in_by_the_rails_own_account(rail: str, account: str) -> None:
    assert funds_of(rail).name == account


def test_a_wallet_has_no_money_from_outside() -> None:
    with pytest.raises(ValueError, match="its member's"):
        funds_of("wallet")


@given(st.sampled_from(AccountKind), st.text(min_size=1))
def test_a_name_is_read_back_as_the_account(kind: AccountKind, of: str) -> None:
    account = Account(kind, of if kind.is_one_of_many else "")
    assert account_named(account.name) == account


@pytest.mark.parametrize("name", ["", "wallet", "wallet:", "cash:", "cash:m-1", "purse:m-1"])
def test_what_is_no_account_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"not an account|not a valid"):
        account_named(name)
