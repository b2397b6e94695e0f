"""A database of before, with members in the clear, is sealed, and nothing of them is left."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import cloud_sync.outbox
from kiosk.domain.member import Member
from kiosk.storage import consents, forgetting, members, sealing, staff_pin
from kiosk.storage.database import APPLICATION_ID, StorageError, check, open_database
from kiosk.storage.pin_hash import is_peppered, pin_hash
from kiosk.storage.schema import VERSIONS
from kiosk.storage.sealing import OpenedVault, open_vault, seal_plain_members
from kiosk.storage.stranger_tries import StrangerTries
from kiosk.typed_file import FileProblem
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import PHONE, PIN, a_member, a_template

ZEROS, OTHERS = bytes(32), b"o" * 32
NUMBERS = [f"139{number:08d}" for number in range(40)]


class KeptSecret:
    """A `DeviceSecret` in memory."""

    place = "the test"

    def __init__(self, secret: bytes | None = ZEROS) -> None:
        self.secret = secret

    def read(self) -> bytes | None:
        return self.secret

    def keep(self, secret: bytes) -> None:
        self.secret = secret


@pytest.fixture
def version_4(path: Path) -> Path:
    """As a kiosk of version 4 left it: forty members in the clear, some were changed before."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        for script in (*VERSIONS[:4], cloud_sync.outbox.SCHEMA):
            db.executescript(script)
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        db.execute("PRAGMA user_version=4")
        for number, phone in enumerate(NUMBERS):
            stored = pin_hash(PIN, b"salt of 16 bytes") if number == 7 else None
            db.execute(
                "INSERT INTO members VALUES (?, ?, ?, ?, 3, 0, '2026-11', ?)",
                (f"m-{number}", phone, f"Ouyang{number:02}", stored, AT.isoformat()),
            )
            for place in range(number % 5):
                template = a_template(number * 5 + place)
                db.execute(
                    "INSERT INTO templates (member_id, pack, vector) VALUES (?, ?, ?)",
                    (f"m-{number}", template.pack, template.vector),
                )
        db.execute("DELETE FROM members WHERE id = 'm-39'")  # leaves its bytes in a free page
    return path


def raw_bytes(path: Path) -> bytes:
    return b"".join(part.read_bytes() for part in sorted(path.parent.glob(f"{path.name}*")))


def traces(raw: bytes) -> list[str]:
    """What of the forty members can be read in these bytes."""
    words = [*NUMBERS, *(f"Ouyang{number:02}" for number in range(40))]
    found = [word for word in words if word.encode() in raw]
    vectors = [(seed, a_template(seed).vector) for seed in range(200)]
    return [*found, *(f"template {n}" for n, v in vectors if v[:32] in raw or v[-32:] in raw)]


def test_what_was_in_the_clear_is_sealed_and_overwritten(version_4: Path) -> None:
    assert len(traces(raw_bytes(version_4))) > 100
    with closing(open_database(version_4)) as db:
        assert seal_plain_members(db, VAULT, AT) == 39
        left = raw_bytes(version_4)
        check(db)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert traces(left) == []
    assert traces(raw_bytes(version_4)) == []  # nor once it is closed


def test_sealed_members_are_who_they_were(version_4: Path) -> None:
    with closing(open_database(version_4)) as db:
        seal_plain_members(db, VAULT, AT)
        assert members.find(db, VAULT, "m-7") == Member(
            "m-7", NUMBERS[7], "Ouyang07", has_face=True, has_pin=True
        )
        assert members.templates_of(db, VAULT, "m-7") == (a_template(35), a_template(36))
        assert len(list(members.all_templates(db, VAULT))) == sum(n % 5 for n in range(39))
        assert consents.of_member(db, "m-7") == [("2026-11", "", False, False)]
        assert consents.of_member(db, "m-5") == [("2026-12-membership", "", False, False)]
        assert db.execute("SELECT DISTINCT wrong_pins FROM members").fetchall() == [(3,)]


def test_an_old_pin_is_peppered_when_it_is_used(version_4: Path) -> None:
    with closing(open_database(version_4)) as db:
        seal_plain_members(db, VAULT, AT)
        for _ in range(2):
            found = members.check_pin(db, VAULT, StrangerTries(b"key"), NUMBERS[7], PIN, 1.0)
            assert isinstance(found, Member)
            ((stored,),) = db.execute("SELECT pin_hash FROM members WHERE id = 'm-7'")
            assert is_peppered(stored)


def test_sealing_twice_does_it_once(version_4: Path) -> None:
    with closing(open_database(version_4)) as db:
        seal_plain_members(db, VAULT, AT)
        before = db.execute("SELECT * FROM members").fetchall()
        assert seal_plain_members(db, VAULT, AT) == 0
        assert db.execute("SELECT * FROM members").fetchall() == before


def test_a_power_cut_before_the_cleaning_is_made_up_for(
    version_4: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_of: object) -> None:
        raise StorageError("the power went")

    with closing(open_database(version_4)) as db:
        with monkeypatch.context() as patched:
            patched.setattr(sealing, "_clean", cut)
            with pytest.raises(StorageError):
                seal_plain_members(db, VAULT, AT)
        assert traces(raw_bytes(version_4)) != []  # the log still has them
        assert seal_plain_members(db, VAULT, AT) == 0
        assert traces(raw_bytes(version_4)) == []


def test_a_failure_in_the_middle_leaves_every_member_in_the_clear(
    version_4: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(20))

    def fails_at_last(_connection: sqlite3.Connection, _text: object) -> None:
        if next(calls, None) is None:
            raise StorageError("the disk is full")

    with closing(open_database(version_4)) as db:
        real = consents.keep_text

        def keep(connection: sqlite3.Connection, text: object) -> None:
            fails_at_last(connection, text)
            real(connection, text)  # type: ignore[arg-type]

        monkeypatch.setattr(consents, "keep_text", keep)
        with pytest.raises(StorageError):
            seal_plain_members(db, VAULT, AT)
        assert db.execute("SELECT count(*) FROM members_plain").fetchone() == (39,)
        assert db.execute("SELECT count(*) FROM members").fetchone() == (0,)


# --- opening the vault ------------------------------------------------------------------------


def opened(db: sqlite3.Connection, secret: KeptSecret) -> OpenedVault:
    return open_vault(db, secret, os.urandom)


def join(db: sqlite3.Connection, vault: OpenedVault, member_id: str = "m-1") -> None:
    members.register(db, vault.vault, a_member(member_id, templates=(a_template(1),)), AT)


def test_a_new_kiosk_makes_its_secret_and_finds_it_again(db: sqlite3.Connection) -> None:
    secret = KeptSecret(None)
    first = opened(db, secret)
    join(db, first)
    again = opened(db, secret)
    assert (again.problem, again.vault.key_id) == ("", first.vault.key_id)
    assert members.find(db, again.vault, "m-1") is not None


@pytest.mark.parametrize("after", [None, OTHERS])
def test_a_secret_that_is_gone_or_another_one_is_told_and_not_replaced(
    db: sqlite3.Connection, after: bytes | None
) -> None:
    secret = KeptSecret(ZEROS)
    join(db, opened(db, secret))
    secret.secret = after
    lost = opened(db, secret)
    assert "members reset" in lost.problem
    assert lost.vault.is_locked
    assert secret.secret == after
    assert members.find(db, lost.vault, "m-1") is None
    assert members.search(db, lost.vault, "") == ()
    assert list(members.all_templates(db, lost.vault)) == []
    strangers = StrangerTries(b"key")
    answer = members.check_pin(db, lost.vault, strangers, PHONE, PIN, 1.0)
    assert isinstance(answer, members.WrongPin)
    secret.secret = ZEROS
    assert members.find(db, opened(db, secret).vault, "m-1") is not None


def test_without_members_another_secret_is_as_good(db: sqlite3.Connection) -> None:
    opened(db, KeptSecret(ZEROS))
    assert opened(db, KeptSecret(OTHERS)).problem == ""
    assert opened(db, KeptSecret(None)).problem == ""


@pytest.mark.parametrize("after", [None, OTHERS])
def test_a_staff_pin_alone_is_reason_enough_not_to_replace_the_secret(
    db: sqlite3.Connection, after: bytes | None
) -> None:
    secret = KeptSecret(ZEROS)
    staff_pin.choose(db, opened(db, secret).vault, PIN, b"salt of 16 bytes", AT)
    secret.secret = after
    lost = opened(db, secret)
    assert "staff choose a new PIN" in lost.problem
    assert not staff_pin.can_check(db, lost.vault)
    assert secret.secret == after
    secret.secret = ZEROS
    assert staff_pin.check(db, opened(db, secret).vault, PIN, AT) is None


def test_where_the_secret_is_lost_for_good_the_staff_pin_goes_with_the_members(
    db: sqlite3.Connection,
) -> None:
    secret = KeptSecret(ZEROS)
    vault = opened(db, secret)
    join(db, vault)
    staff_pin.choose(db, vault.vault, PIN, b"salt of 16 bytes", AT)
    assert forgetting.forget_unreadable(db, SIGNER, AT) == 1
    secret.secret = None
    assert opened(db, secret).problem == ""
    assert not staff_pin.is_set(db)
    assert secret.read() not in {None, ZEROS}


def test_a_secret_that_cannot_be_read_is_a_problem_and_no_traceback(
    db: sqlite3.Connection,
) -> None:
    class Broken(KeptSecret):
        def read(self) -> bytes | None:
            raise FileProblem(Path("device-secret"), ["Others may use this secret."])

    found = opened(db, Broken())
    assert found.vault.is_locked
    assert "Others may use this secret." in found.problem


def test_a_damaged_record_is_left_out_and_harms_nobody_else(db: sqlite3.Connection) -> None:
    vault = opened(db, KeptSecret())
    join(db, vault)
    join_other = a_member("m-2", "13900000000", templates=(a_template(2),))
    members.register(db, vault.vault, join_other, AT)
    db.execute("UPDATE member_keys SET wrapped = zeroblob(60) WHERE member_id = 'm-1'")
    assert members.find(db, vault.vault, "m-1") is None
    assert [row.member.id for row in members.search(db, vault.vault, "")] == ["m-2"]
    assert list(members.all_templates(db, vault.vault)) == [("m-2", a_template(2))]
