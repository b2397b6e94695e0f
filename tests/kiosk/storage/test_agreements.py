"""What is known of agreements has an age; what is to end is on disk, and outlives the member."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from kiosk.domain.agreement import NO_IS_GOOD_FOR, Ending, Known, Standing, Wish
from kiosk.domain.forgetting import Why
from kiosk.domain.member import Member
from kiosk.storage import agreement_book, agreements, forgetting, members
from kiosk.storage.agreement_book import Stage
from kiosk.storage.forgetting import Wish as ForgetWish
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import a_member

LATER = AT + timedelta(hours=2)


def join(db: sqlite3.Connection) -> Member:
    member = members.register(db, VAULT, a_member("m-1"), AT)
    assert member is not None
    return member


def test_what_was_learnt_is_kept_with_its_age(db: sqlite3.Connection) -> None:
    member = join(db)
    agreements.note(db, "m-1", "alipay", Standing.AGREED, AT)
    agreements.note(db, "m-1", "wechat", Standing.NONE, LATER)
    assert agreements.known(db, "m-1") == (
        Known("alipay", Standing.AGREED, AT),
        Known("wechat", Standing.NONE, LATER),
    )
    known = agreements.with_known(db, member, LATER)
    assert (known.agreements, known.no_agreements) == (("alipay",), ("wechat",))


def test_no_answer_is_no_news_and_an_old_no_is_none_either(db: sqlite3.Connection) -> None:
    member = join(db)
    agreements.note(db, "m-1", "alipay", Standing.NONE, AT)
    agreements.note(db, "m-1", "alipay", Standing.UNKNOWN, LATER)
    assert agreements.known(db, "m-1") == (Known("alipay", Standing.NONE, AT),)
    old = agreements.with_known(db, member, AT + NO_IS_GOOD_FOR + timedelta(seconds=1))
    assert (old.agreements, old.no_agreements) == ((), ())


def test_nothing_is_kept_of_somebody_who_is_no_member(db: sqlite3.Connection) -> None:
    agreements.note(db, "nobody", "alipay", Standing.AGREED, AT)
    assert agreements.known(db, "nobody") == ()


def test_what_is_to_end_is_not_offered_any_more_whatever_the_gateway_says(
    db: sqlite3.Connection,
) -> None:
    member = join(db)
    agreements.note(db, "m-1", "alipay", Standing.AGREED, AT)
    ending = Ending("m-1", "alipay")
    agreements.intend_end(db, ending, AT)
    agreements.intend_end(db, ending, AT)
    agreements.note(db, "m-1", "alipay", Standing.AGREED, LATER)
    assert agreements.with_known(db, member, LATER).agreements == ()
    assert agreements.endings(db) == (ending,)
    agreements.ended(db, ending)
    assert agreements.endings(db) == ()


def test_giving_up_a_code_leaves_what_is_known_alone(db: sqlite3.Connection) -> None:
    member = join(db)
    agreements.note(db, "m-1", "alipay", Standing.AGREED, AT)
    agreements.intend_end(db, Ending("m-1", "alipay", "wish-1"), AT)
    assert agreements.with_known(db, member, LATER).agreements == ("alipay",)


def test_forgetting_a_member_queues_the_end_of_all_agreements(db: sqlite3.Connection) -> None:
    join(db)
    agreements.note(db, "m-1", "wechat", Standing.AGREED, AT)
    forgetting.forget(db, ForgetWish("m-1", Why.SHOPPER, AT), SIGNER)
    assert set(agreements.endings(db)) == {Ending("m-1"), Ending("m-1", "wechat")}
    agreements.spread(db, Ending("m-1"), ("alipay", "wechat"))
    assert set(agreements.endings(db)) == {Ending("m-1", "alipay"), Ending("m-1", "wechat")}


def test_a_number_is_charged_only_while_it_stands(db: sqlite3.Connection) -> None:
    agreement_book.begin(db, Wish("wish-1", "m-1", "alipay"), AT)
    assert agreement_book.number_of(db, "alipay", "m-1") is None
    agreement_book.signed(db, "wish-1", "2026-1")
    assert agreement_book.number_of(db, "alipay", "m-1") == "2026-1"
    agreement_book.end(db, "alipay", "m-1")
    assert agreement_book.number_of(db, "alipay", "m-1") is None
    (left,) = agreement_book.of_member(db, "alipay", "m-1")
    assert (left.stage, left.number) == (Stage.ENDING, "2026-1")
    assert "2026-1" not in repr(left)
