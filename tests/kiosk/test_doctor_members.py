"""What the doctor says of members: the secret, the number of faces, and the pack they are of."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk import config, doctor_members
from kiosk.config import Settings
from kiosk.devices.device_secret import FileSecret
from kiosk.flows.records import Grade
from kiosk.storage import cleaning, members
from kiosk.storage.database import open_database, transaction
from kiosk.storage.sealing import open_vault
from tests.support.fake_clock import AT
from tests.support.fake_shop import PACK, a_member, a_template


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A kiosk with one member who has a face."""
    (tmp_path / "kiosk.toml").write_text(f'[face]\npack = "{PACK}"\n')
    loaded = config.load(tmp_path / "kiosk.toml")
    folder = loaded.paths.data_dir
    with closing(open_database(folder / "kiosk.sqlite3")) as db:
        vault = open_vault(db, FileSecret(folder / "device-secret"), bytes).vault
        members.register(db, vault, a_member(templates=(a_template(1), a_template(2))), AT)
    return loaded


def test_members_that_can_be_read_are_counted(settings: Settings) -> None:
    found = doctor_members.members(settings, AT)
    assert found.grade is Grade.GOOD
    assert found.detail.en == "1 members, 1 with a face; encrypted (file)"


def test_a_secret_that_is_gone_is_bad_and_says_what_to_do(settings: Settings) -> None:
    (settings.paths.data_dir / "device-secret").unlink()
    found = doctor_members.members(settings, AT)
    assert found.grade is Grade.BAD
    assert "is gone" in found.detail.en
    assert "members reset" in found.advice.zh
    assert "staff-pin reset" in found.advice.zh


def test_a_secret_that_others_may_read_is_bad(settings: Settings) -> None:
    (settings.paths.data_dir / "device-secret").chmod(0o644)
    found = doctor_members.members(settings, AT)
    assert found.grade is Grade.BAD
    assert "chmod 600" in found.detail.en


@pytest.mark.parametrize(
    ("stored", "grade"), [(1, Grade.WARNING), (2, Grade.BAD)], ids=["near", "full"]
)
def test_many_faces_need_a_filing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, stored: int, grade: Grade
) -> None:
    monkeypatch.setattr("kiosk.storage.face_count.WARN_AT", 1)
    monkeypatch.setattr("kiosk.storage.face_count.MOST", 3 - stored)
    found = doctor_members.members(settings, AT)
    assert found.grade is grade
    assert "filing_number" in found.advice.en
    kept = settings.members.model_copy(update={"filing_number": "京-2026-001"})
    filed = settings.model_copy(update={"members": kept})
    assert doctor_members.members(filed, AT).grade is Grade.GOOD


def test_what_stays_in_the_log_for_long_is_told(settings: Settings) -> None:
    with closing(open_database(settings.paths.data_dir / "kiosk.sqlite3")) as db:
        with transaction(db):
            cleaning.owe(db, AT)
        at_once = AT + doctor_members.CLEANED_WITHIN
        assert doctor_members.members(settings, at_once).grade is Grade.GOOD
        later = doctor_members.members(settings, at_once + timedelta(seconds=1))
        assert later.grade is Grade.WARNING
        assert "since 2026-11-21 10:00" in later.detail.en
        cleaning.go_on(db)
        assert doctor_members.members(settings, at_once + timedelta(days=1)).grade is Grade.GOOD


def test_faces_of_another_pack_are_told_with_their_number(settings: Settings) -> None:
    face = settings.face.model_copy(update={"pack": "newer-pack"})
    found = doctor_members.members(settings.model_copy(update={"face": face}), AT)
    assert found.grade is Grade.WARNING
    assert "0 of 1 can be recognised with newer-pack" in found.detail.en


def test_a_database_that_cannot_be_opened_is_no_crash(settings: Settings) -> None:
    (settings.paths.data_dir / "kiosk.sqlite3").write_bytes(b"a shopping list" * 100)
    assert doctor_members.members(settings, AT).grade is Grade.BAD
