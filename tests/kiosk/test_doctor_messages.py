"""Doctor on messages with codes: whose key, where it lies, and how many went."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kiosk.config import Settings
from kiosk.config_values import FOLDER
from kiosk.doctor_messages import checks
from kiosk.flows.records import Finding, Grade
from kiosk.storage import message_book
from kiosk.storage.database import open_database, transaction
from tests.support.fake_clock import AT

ACCOUNT: dict[str, Any] = {
    "mode": "direct",
    "access_key_id": "LTAI5tExample",
    "access_key_secret_file": "secret.txt",
    "sign_name": "开门小店",
    "template_code": "SMS_154950909",
}


def findings(folder: Path, *, may_wait: bool = False, **messages: Any) -> list[Finding]:
    raw = {"messages": messages, "paths": {"data_dir": "."}}
    settings = Settings.model_validate(raw, context={FOLDER: folder})
    return [check() for check in checks(settings, AT, may_wait=may_wait).values()]


def with_secret(folder: Path, mode: int = 0o600) -> Path:
    path = folder / "secret.txt"
    path.write_text("s3cret\n", encoding="ascii")
    path.chmod(mode)
    return folder


def test_where_numbers_are_typed_twice_there_is_nothing_to_check(tmp_path: Path) -> None:
    assert findings(tmp_path) == []


def test_a_key_on_the_kiosk_is_warned_of(tmp_path: Path) -> None:
    (found,) = findings(with_secret(tmp_path), **ACCOUNT)
    assert (found.grade, found.detail.en) == (
        Grade.WARNING, "direct: the key is on this kiosk; 0 of at most 100 in 24 hours",
    )  # fmt: skip


def test_a_secret_that_others_can_read_is_bad(tmp_path: Path) -> None:
    (found,) = findings(with_secret(tmp_path, 0o644), **ACCOUNT)
    assert found.grade is Grade.BAD
    assert "s3cret" not in f"{found}"


def test_a_service_that_cannot_be_reached_is_bad(tmp_path: Path) -> None:
    nobody = {**ACCOUNT, "url": "http://127.0.0.1:9"}
    (found,) = findings(with_secret(tmp_path), may_wait=True, **nobody)
    assert found.grade is Grade.BAD


def test_near_the_days_limit_somebody_should_look_why(tmp_path: Path) -> None:
    connection = open_database(tmp_path / "kiosk.sqlite3")
    with transaction(connection) as db:
        for number in range(4):
            message_book.add(db, f"m{number}", "kiosk-1", bytes([number]), AT)
    connection.close()
    (found,) = findings(with_secret(tmp_path), mode="simulated", per_kiosk_a_day=5)
    assert (found.grade, found.detail.en) == (Grade.WARNING, "4 of at most 5 in 24 hours")
