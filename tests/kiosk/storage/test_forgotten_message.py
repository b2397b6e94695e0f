"""The back office hears of everybody who is forgotten, once, and learns nothing but that."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from cloud_sync import topics
from cloud_sync.mqtt import Arrived
from cloud_sync.payloads import MemberForgotten
from cloud_sync.simulator.faults import Faults
from cloud_sync.simulator.ledger import AnswerTaken, DuplicateDropped, Ledger
from kiosk.domain.forgetting import Why, member_digest, receipt_in
from kiosk.storage import forgetting, members
from kiosk.storage.forgetting import Wish
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import a_member, a_template

TOPIC = topics.answers("site-1", "kiosk-1")


@pytest.fixture
def joined(db: sqlite3.Connection) -> sqlite3.Connection:
    members.register(db, VAULT, a_member(templates=(a_template(1),)), AT)
    return db


def sent(db: sqlite3.Connection) -> list[tuple[str, str, bytes]]:
    return db.execute("SELECT key, topic, payload FROM outbox ORDER BY seq").fetchall()


@pytest.mark.parametrize("why", [Why.SHOPPER, Why.STAFF, Why.FLEET])
def test_whoever_wished_it_the_receipt_is_sent(joined: sqlite3.Connection, why: Why) -> None:
    receipt = forgetting.forget(joined, Wish("m-1", why, AT), SIGNER)
    ((_, topic, payload),) = sent(joined)
    told = MemberForgotten.from_bytes(payload)
    assert (topic, told.receipt, told.command_id) == (TOPIC, receipt, None)
    read = receipt_in(told.receipt, SIGNER.public_key.has_signed)
    assert (read.why, read.member_sha256) == (why, member_digest("m-1"))
    assert b"m-1" not in payload


def test_who_goes_by_age_is_told_as_well(joined: sqlite3.Connection) -> None:
    later = AT + timedelta(days=181)
    assert [*forgetting.forget_unused(joined, VAULT, SIGNER, later, 180)] == ["m-1"]
    assert len(sent(joined)) == 1


def test_it_is_there_exactly_when_the_rows_are_gone(
    joined: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_of: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("cloud_sync.outbox.put", cut)
        with pytest.raises(KeyboardInterrupt):
            forgetting.forget(joined, Wish("m-1", Why.STAFF, AT), SIGNER)
    assert joined.execute("SELECT count(*) FROM members").fetchone() == (1,)
    assert sent(joined) == []
    assert forgetting.receipts(joined) == []
    assert forgetting.finish(joined, SIGNER) == 1
    assert len(sent(joined)) == 1


def test_the_face_alone_is_nothing_to_the_back_office(joined: sqlite3.Connection) -> None:
    forgetting.forget_face(joined, VAULT, Wish("m-1", Why.SHOPPER, AT), SIGNER)
    assert sent(joined) == []


def test_the_same_wish_again_is_the_same_message(joined: sqlite3.Connection) -> None:
    for _ in range(2):
        forgetting.forget(joined, Wish("m-1", Why.SHOPPER, AT), SIGNER)
    assert len(sent(joined)) == 1


def test_a_back_office_takes_it_once(joined: sqlite3.Connection) -> None:
    forgetting.forget(joined, Wish("m-1", Why.SHOPPER, AT), SIGNER)
    ((key, topic, payload),) = sent(joined)
    ledger = Ledger(Faults(), now_ms=lambda: 0)
    arrived = Arrived(topic, payload, key, None, 1, 1)
    assert ledger.take(arrived) == AnswerTaken(key, MemberForgotten.from_bytes(payload))
    assert ledger.take(arrived) == DuplicateDropped(key)
