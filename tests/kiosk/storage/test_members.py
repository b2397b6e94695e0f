"""Members: joining, proving it with a PIN, and being forgotten down to the last byte."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.forgetting import Why
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.domain.payment import Paid
from kiosk.domain.pin import LOCK_S, MAX_TRIES, Tries
from kiosk.flows.records import MemberRow
from kiosk.storage import forgetting, journal, members, orders, payments, pin_hash, wallet
from kiosk.storage.forgetting import Wish
from kiosk.storage.ledger_reader import audit_books
from kiosk.storage.members import WrongPin
from kiosk.storage.stranger_tries import StrangerTries
from kiosk.storage.vault import Vault
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import (
    ADDRESS,
    PHONE,
    PIN,
    a_member,
    a_template,
    an_order,
    payment_for,
)

Connect = Callable[[], sqlite3.Connection]
NOW_S = AT.timestamp()
STRANGER, WITHOUT_PIN = "13900000000", "13900000001"


def join(db: sqlite3.Connection, member_id: str = "m-1", **fields: object) -> Member | None:
    return members.register(db, VAULT, a_member(member_id, **fields), AT)  # type: ignore[arg-type]


def check_pin(
    db: sqlite3.Connection, phone: str, pin: str, now_s: float = NOW_S
) -> Member | WrongPin:
    return members.check_pin(db, VAULT, StrangerTries(b"key"), phone, pin, now_s)


def wrong_pins(db: sqlite3.Connection, times: int, now_s: float = NOW_S) -> Member | WrongPin:
    for _ in range(times - 1):
        check_pin(db, PHONE, "000001", now_s)
    return check_pin(db, PHONE, "000001", now_s)


# --- joining ----------------------------------------------------------------------------------


def test_who_joins_is_found_again(db: sqlite3.Connection) -> None:
    joined = join(db, name="张三", pin=PIN, templates=(a_template(1), a_template(2)))
    assert joined == Member("m-1", PHONE, "张三", has_face=True, has_pin=True)
    assert members.find(db, VAULT, "m-1") == joined
    assert not members.is_phone_free(db, VAULT, PHONE)
    assert members.is_phone_free(db, VAULT, "13900000000")
    assert members.find(db, VAULT, "m-2") is None


def test_a_phone_number_joins_once(db: sqlite3.Connection) -> None:
    join(db, name="张")
    assert join(db, "m-2", name="李", templates=(a_template(3),)) is None
    assert members.find(db, VAULT, "m-2") is None
    assert list(members.all_templates(db, VAULT)) == []
    assert [line[1] for line in journal.latest(db)] == ["member.joined"]


def test_joining_again_with_the_same_id_is_the_same_member(db: sqlite3.Connection) -> None:
    first = join(db, templates=(a_template(1),))
    assert join(db, templates=(a_template(1),)) == first
    assert list(members.all_templates(db, VAULT)) == [("m-1", a_template(1))]


def test_an_id_that_belongs_to_another_number_is_nobodys(db: sqlite3.Connection) -> None:
    join(db)
    assert join(db, phone="13900000000") is None
    assert members.is_phone_free(db, VAULT, "13900000000")


def test_templates_come_side_by_side(db: sqlite3.Connection) -> None:
    join(db, "m-2", phone="13900000000", templates=(a_template(3), a_template(4)))
    join(db, "m-1", templates=(a_template(1), a_template(2)))
    assert list(members.all_templates(db, VAULT)) == [
        ("m-1", a_template(1)),
        ("m-1", a_template(2)),
        ("m-2", a_template(3)),
        ("m-2", a_template(4)),
    ]


def test_staff_find_members_by_part_of_the_number(db: sqlite3.Connection) -> None:
    join(db, "m-1", phone="13812345678")
    join(db, "m-2", phone="13900005678", templates=(a_template(1),))
    wallet.top_up(db, "top-1", "m-2", Money(5000), AT)
    found = members.search(db, VAULT, "5678")
    assert [row.member.id for row in found] == ["m-2", "m-1"]
    second = Member("m-2", "13900005678", "", has_face=True, has_pin=False)
    assert members.search(db, VAULT, "0000") == (MemberRow(second, Money(5000), "2026-11-21", 1),)
    assert members.search(db, VAULT, "%") == ()
    assert len(members.search(db, VAULT, "", limit=1)) == 1


def test_a_search_goes_through_every_page_and_ends_when_nobody_wants_it(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "_PAGE", 2)
    for number in range(7):
        join(db, f"m-{number}", phone=f"1390000000{number}")
    found = [row.member.id for row in members.search(db, VAULT, "139")]
    assert found == [f"m-{number}" for number in reversed(range(7))]
    pages = iter([True, True, False])
    some = members.search(db, VAULT, "139", is_wanted=lambda: next(pages))
    assert [row.member.id for row in some] == found[:4]
    assert members.search(db, VAULT, "139", limit=3) == members.search(db, VAULT, "139")[:3]


# --- PINs -------------------------------------------------------------------------------------


def test_the_right_pin_is_the_member(db: sqlite3.Connection) -> None:
    joined = join(db, pin=PIN)
    assert check_pin(db, PHONE, PIN) == joined


def test_a_wrong_pin_counts(db: sqlite3.Connection) -> None:
    join(db, pin=PIN)
    assert wrong_pins(db, 1) == WrongPin(Tries(1))
    assert wrong_pins(db, 1) == WrongPin(Tries(2))


def test_the_right_pin_ends_the_counting(db: sqlite3.Connection) -> None:
    joined = join(db, pin=PIN)
    wrong_pins(db, MAX_TRIES - 1)
    assert check_pin(db, PHONE, PIN) == joined
    assert wrong_pins(db, 1) == WrongPin(Tries(1))


def test_five_wrong_pins_lock_even_the_right_one_out(connect: Connect) -> None:
    db = connect()
    joined = join(db, pin=PIN)
    locked = WrongPin(Tries(MAX_TRIES, NOW_S + LOCK_S))
    assert wrong_pins(db, MAX_TRIES) == locked
    assert check_pin(db, PHONE, PIN, NOW_S + LOCK_S - 1) == locked
    after_restart = connect()
    assert check_pin(after_restart, PHONE, PIN, NOW_S + LOCK_S - 1) == locked
    assert check_pin(after_restart, PHONE, PIN, NOW_S + LOCK_S) == joined


def test_without_a_pin_no_pin_is_right(db: sqlite3.Connection) -> None:
    join(db, templates=(a_template(1),))
    assert check_pin(db, PHONE, "") == WrongPin(Tries(1))


@pytest.mark.parametrize("phone", [STRANGER, WITHOUT_PIN])
def test_a_number_without_a_pin_cannot_be_told_from_a_member(
    db: sqlite3.Connection, phone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same tries left, the same locks for as long, and the same slow hash behind each."""
    join(db, pin=PIN)
    join(db, "m-2", phone=WITHOUT_PIN, templates=(a_template(1),))
    hashed: list[str] = []

    def fits(vault: Vault, pin: str, stored: bytes) -> bool:
        hashed.append(pin)
        return pin_hash.fits(vault, pin, stored)

    monkeypatch.setattr(members, "fits", fits)
    strangers = StrangerTries(b"key")
    minutes = (0, 0, 0, 0, 0, 0.5, 1, 2, 4, 30, 31)
    told: dict[str, list[tuple[Member | WrongPin, int]]] = {PHONE: [], phone: []}
    for minute in minutes:
        for number, answers in told.items():
            now_s = NOW_S + minute * 60
            answer = members.check_pin(db, VAULT, strangers, number, "000001", now_s)
            answers.append((answer, len(hashed)))
            hashed.clear()
    assert told[phone] == told[PHONE]
    assert {count for _, count in told[phone]} == {0, 1}  # 0: locked


def test_strangers_are_kept_by_their_hash_and_not_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("kiosk.storage.stranger_tries.MOST_NUMBERS", 2)
    strangers = StrangerTries(b"key")
    for phone in (PHONE, STRANGER, WITHOUT_PIN):
        strangers.keep(phone, Tries(1))
    kept = [strangers.of(phone) for phone in (PHONE, STRANGER, WITHOUT_PIN)]
    assert kept == [Tries(), Tries(1), Tries(1)]
    assert STRANGER not in repr(vars(strangers))


# --- being forgotten --------------------------------------------------------------------------


def raw_bytes(path: Path) -> bytes:
    """Database, write-ahead log and its index, as they lie on the disk."""
    return b"".join(part.read_bytes() for part in sorted(path.parent.glob(f"{path.name}*")))


def kept_of(db: sqlite3.Connection, member_id: str) -> list[bytes]:
    """Every sealed value of a member, as it lies on the disk, and the wrapped key."""
    queries = (
        "SELECT phone FROM members WHERE id = ?",
        "SELECT name FROM members WHERE id = ?",
        "SELECT pin_hash FROM members WHERE id = ? AND pin_hash IS NOT NULL",
        "SELECT wrapped FROM member_keys WHERE member_id = ?",
        "SELECT sealed FROM templates WHERE member_id = ?",
    )
    return [value for query in queries for (value,) in db.execute(query, (member_id,))]


def test_nothing_of_a_member_lies_on_the_disk_in_the_clear(
    db: sqlite3.Connection, path: Path
) -> None:
    join(db, name="欧阳", pin=PIN, templates=(a_template(1), a_template(2)))
    members.search(db, VAULT, "5678")
    left = raw_bytes(path)
    assert PHONE.encode() not in left
    assert "欧阳".encode() not in left
    assert [one for one in (1, 2) if a_template(one).vector[:16] in left] == []


def test_a_forgotten_member_leaves_no_byte_behind(db: sqlite3.Connection, path: Path) -> None:
    join(db, name="欧阳", pin=PIN, templates=(a_template(1), a_template(2)))
    order = an_order()
    orders.place(db, order, payment_for(order), "欧阳"[:1] + "*", AT)
    secrets = ["欧".encode(), *kept_of(db, "m-1")]
    assert len(secrets) == 7
    assert all(secret in raw_bytes(path) for secret in secrets)
    forgetting.forget(db, Wish("m-1", Why.STAFF, AT), SIGNER)
    left = raw_bytes(path)
    assert [secret for secret in secrets if secret in left] == []
    assert [secret for secret in secrets[1:] if secret[-24:] in left] == []  # nor a longer row's
    assert members.find(db, VAULT, "m-1") is None
    assert list(members.all_templates(db, VAULT)) == []


@pytest.mark.parametrize("victim", [0, 17, 39])
def test_one_of_many_is_forgotten_without_a_byte(
    db: sqlite3.Connection, path: Path, victim: int
) -> None:
    """Pages that were split and filled again hold copies in odd places."""
    people = [
        a_member(
            f"m-{(place * 7) % 40:02}",
            f"138{place * 2654435761 % 10**8:08}",
            name=f"Name{place * 31}",
            templates=tuple(a_template(place * 4 + one) for one in range(4)),
        )
        for place in range(40)
    ]
    for person in people:
        members.register(db, VAULT, person, AT)
    gone, kept = people[victim], people[(victim + 1) % 40]
    secrets = kept_of(db, gone.id)
    others = kept_of(db, kept.id)
    forgetting.forget(db, Wish(gone.id, Why.STAFF, AT), SIGNER)
    left = raw_bytes(path)
    assert [secret for secret in secrets if secret[:24] in left or secret[-24:] in left] == []
    assert len(members.search(db, VAULT, "")) == 39
    assert all(secret in left for secret in others)


def test_the_books_keep_the_bare_id(db: sqlite3.Connection) -> None:
    join(db, name="张")
    wallet.top_up(db, "top-1", "m-1", Money(5000), AT)
    order = an_order()
    orders.place(db, order, payment_for(order), "张*", AT)
    payments.record_outcome(db, "pay-1", Paid(), AT)
    orders.complete(db, "pay-1", None, ADDRESS, AT)
    forgetting.forget(db, Wish("m-1", Why.STAFF, AT), SIGNER)
    receipt = orders.receipt_of(db, order.id, ADDRESS.shop)
    assert receipt is not None
    assert (receipt.payer, receipt.total) == ("", Money(2200))
    assert wallet.balance(db, "m-1") == Money(5000)
    assert journal.latest(db, 1)[0][1:3] == ("member.forgotten", "m-1")


def test_what_a_service_said_of_the_payer_goes_too(db: sqlite3.Connection) -> None:
    join(db)
    paid = Paid(None, "2026112122001", "138****5678")
    for number in (1, 2):
        order = an_order(f"order-{number}")
        payment = replace(payment_for(order, f"pay-{number}"), rail="alipay")
        orders.place(db, order, payment, "张*", AT)
        payments.submitting(db, payment.id, AT)
    payments.record_outcome(db, "pay-1", paid, AT)
    orders.complete(db, "pay-1", None, ADDRESS, AT)
    forgetting.forget(db, Wish("m-1", Why.SHOPPER, AT), SIGNER)
    payments.record_outcome(db, "pay-2", paid, AT)  # the service answers late
    assert db.execute("SELECT payer, service_number FROM payments").fetchall() == [
        ("", "2026112122001"),
        ("", "2026112122001"),
    ]
    receipt = orders.receipt_of(db, "order-1", ADDRESS.shop)
    assert receipt is not None
    assert receipt.payer == ""


def test_orders_of_others_keep_their_payer(db: sqlite3.Connection) -> None:
    join(db, name="张")
    order = an_order("order-2")
    orders.place(db, order, payment_for(order, "pay-2", "m-2"), "李*", AT)
    forgetting.forget(db, Wish("m-1", Why.STAFF, AT), SIGNER)
    assert db.execute("SELECT payer FROM orders").fetchall() == [("李*",)]


def test_the_books_keep_the_bare_id_of_a_forgotten_member(db: sqlite3.Connection) -> None:
    join(db)
    wallet.top_up(db, "top-1", "m-1", Money(5000), AT)
    forgetting.forget(db, Wish("m-1", Why.STAFF, AT), SIGNER)
    assert wallet.balance(db, "m-1") == Money(5000)
    assert audit_books(db).broken == ()


def test_a_forgotten_number_may_join_again(db: sqlite3.Connection) -> None:
    join(db)
    forgetting.forget(db, Wish("m-1", Why.STAFF, AT), SIGNER)
    assert join(db, "m-2") == Member("m-2", PHONE, "")
