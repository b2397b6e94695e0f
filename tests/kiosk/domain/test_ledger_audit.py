"""The audit of a chain: what it names, what it forgives, and what it cannot see."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.accounts import CASH, Account, takings_of, wallet_of
from kiosk.domain.ledger import (
    GENESIS,
    Entry,
    EntryKind,
    Posting,
    chain_hash,
    fields_of,
    transfer,
)
from kiosk.domain.ledger_audit import Audit, Recorded, audit
from kiosk.domain.money import Money
from tests.support.fake_clock import AT


def top_up(number: int, minor: int = 1000) -> Entry:
    cash, wallet = CASH, wallet_of("m-1")
    return transfer(f"top-{number}", EntryKind.TOP_UP, cash, wallet, Money(minor), AT)


def charge(number: int, minor: int) -> Entry:
    wallet, takings = wallet_of("m-1"), takings_of("wallet")
    return transfer(f"pay-{number}", EntryKind.CHARGE, wallet, takings, Money(minor), AT)


def recorded(*entries: Entry) -> list[Recorded]:
    """As an honest kiosk writes them down."""
    rows: list[Recorded] = []
    for number, entry in enumerate(entries, start=1):
        fields = fields_of(number, entry)
        rows.append(
            Recorded(number, fields, chain_hash(rows[-1].hash if rows else GENESIS, fields))
        )
    return rows


def numbers(result: Audit) -> list[int]:
    return [broken.number for broken in result.broken]


def test_books_without_an_entry_are_whole() -> None:
    assert audit([]) == Audit(0, GENESIS, ())
    assert audit([], GENESIS) == Audit(0, GENESIS, ())


def test_honest_books_are_whole_and_show_their_head() -> None:
    rows = recorded(top_up(1), charge(2, 300), charge(3, 700))
    assert audit(rows) == Audit(3, rows[-1].hash, ())


def test_each_of_two_altered_entries_is_named() -> None:
    rows = recorded(*[top_up(number) for number in range(1, 8)])
    for place in (1, 4):
        rows[place] = replace(rows[place], fields=(*rows[place].fields[:-2], b"9", b"CNY"))
    assert numbers(audit(rows)) == [2, 5]


def test_an_altered_hash_does_not_blame_the_next_entry() -> None:
    rows = recorded(*[top_up(number) for number in range(1, 5)])
    rows[1] = replace(rows[1], hash="f" * 64)
    assert numbers(audit(rows)) == [2]


def test_an_entry_that_was_rewritten_with_its_hash_is_seen_by_the_next() -> None:
    rows = recorded(*[top_up(number) for number in range(1, 5)])
    forged = fields_of(2, top_up(2, minor=999_999))
    rows[1] = Recorded(2, forged, chain_hash(rows[0].hash, forged))
    (broken,) = audit(rows).broken
    assert broken.number == 3
    assert broken.what.endswith("or the entry before it was rewritten")


def test_a_gap_is_told_from_its_first_to_its_last() -> None:
    rows = recorded(*[top_up(number) for number in range(1, 8)])
    (one,) = audit(rows[:2] + rows[3:]).broken
    assert (one.number, one.what) == (3, "entry 3 is missing, before entry 4 ('top-4')")
    (many,) = audit(rows[4:]).broken
    assert (many.number, many.what) == (1, "entries 1 to 4 are missing, before entry 5 ('top-5')")


def test_a_tail_that_was_cut_off_is_seen_only_against_a_remembered_head() -> None:
    rows = recorded(*[top_up(number) for number in range(1, 5)])
    assert audit(rows[:2]).broken == ()
    assert audit(rows[:2], rows[1].hash).broken == ()
    assert audit(rows, rows[1].hash).broken == ()
    (broken,) = audit(rows[:2], rows[3].hash).broken
    assert broken.number == 3
    assert "the end may have been cut off" in broken.what


def test_books_rewritten_from_some_entry_on_are_seen_only_against_a_remembered_head() -> None:
    honest = recorded(top_up(1), top_up(2), top_up(3))
    forged = recorded(top_up(1), top_up(2, minor=9), top_up(3))
    assert audit(forged).broken == ()
    assert numbers(audit(forged, honest[2].hash)) == [4]


def test_a_chain_is_no_excuse_for_books_that_do_not_balance() -> None:
    half = Entry("top-1", EntryKind.TOP_UP, AT, (Posting(CASH, Money(5)),))
    uneven = (Posting(CASH, Money(5)), Posting(wallet_of("m-1"), Money(-4)))
    mixed = (Posting(CASH, Money(5)), Posting(wallet_of("m-1"), Money(-5, "USD")))
    for entry in (half, replace(half, postings=uneven), replace(half, postings=mixed)):
        (broken,) = audit(recorded(entry)).broken
        assert broken.what == "entry 1 ('top-1') does not sum to zero"


def test_a_wallet_that_is_overdrawn_is_named() -> None:
    (broken,) = audit(recorded(top_up(1), charge(2, 600), charge(3, 401))).broken
    assert (broken.number, broken.what) == (3, "entry 3 ('pay-3') overdraws a wallet")


def test_a_wallet_of_another_member_or_currency_pays_for_nobody() -> None:
    def given(account: Account, money: Money) -> Entry:
        return transfer("top-1", EntryKind.TOP_UP, CASH, account, money, AT)

    for first in (given(wallet_of("m-2"), Money(500)), given(wallet_of("m-1"), Money(500, "USD"))):
        assert numbers(audit(recorded(first, charge(2, 1)))) == [2]


def test_after_an_altered_top_up_no_honest_charge_is_blamed() -> None:
    rows = recorded(top_up(1), charge(2, 600), charge(3, 400))
    rows[0] = replace(rows[0], fields=fields_of(1, top_up(1, minor=1)))
    assert numbers(audit(rows)) == [1]


def test_a_name_shows_nothing_that_a_terminal_would_obey() -> None:
    row = Recorded(7, (b"7", b"\x1b[2J\xffpay", b"charge", b""), "")
    assert row.name == r"entry 7 ('\x1b[2J\\xffpay')"
