"""The commands, as a person types them."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from kiosk import config
from kiosk.__main__ import main
from kiosk.domain.money import Money
from kiosk.storage.database import open_database
from kiosk.storage.only_kiosk import only_kiosk
from kiosk.storage.wallet import top_up
from tests.support.fake_clock import AT

ROOT = Path(__file__).parents[2]
QUIET = """
[camera]
url = "none:"
[cloud]
mode = "off"
[screen]
fullscreen = false
[paths]
catalogue = "sample:"
"""


def a_settings_file(folder: Path, text: str = QUIET) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text)
    return path


@contextmanager
def a_running_kiosk(settings: Path) -> Iterator[subprocess.Popen[str]]:
    """Up, with its window shown and its models looked for."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    command = [sys.executable, "-m", "kiosk", "--verbose", "--config", str(settings)]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as kiosk:
        assert kiosk.stderr is not None
        for line in kiosk.stderr:
            if "recognised" in line:
                break
        yield kiosk
        kiosk.kill()


def test_the_example_settings_load(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings"]) == 0

    path = a_settings_file(tmp_path, capsys.readouterr().out)

    assert config.load(path).timeouts.idle_s == 60


def test_a_misspelt_setting_is_named_with_the_nearest_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_settings_file(tmp_path, "[timeouts]\nidle_seconds = 60\n")

    assert main(["doctor", "--config", str(path)]) == 2
    assert "idle_s" in capsys.readouterr().err


def test_settings_that_are_not_there_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--config", str(tmp_path / "none.toml")]) == 2
    assert "none.toml" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["doctor", "tour"])
def test_an_unknown_language_is_answered_with_those_there_are(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([command, "--language", "fr"])
    assert "(choose from 'zh_CN', 'en')" in capsys.readouterr().err


def test_cabinet_commands_without_a_cabinet_say_where_it_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cabinet", "advise", "--config", str(a_settings_file(tmp_path))]) == 2
    told = capsys.readouterr().err
    assert "[cabinet] file" in told
    assert "--config" in told


def test_doctor_ends_with_one_when_something_is_broken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_settings_file(tmp_path, QUIET.replace("sample:", "no-such-catalogue.toml"))

    assert main(["doctor", "--config", str(path)]) == 1
    assert "no-such-catalogue.toml" in capsys.readouterr().out


def test_checking_receipts_makes_no_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = a_settings_file(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert main(["forgotten", "verify", "--config", str(path)]) == 2
    assert "device" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def a_kiosk_with_books(folder: Path) -> Path:
    """Its settings. One member has topped up twice."""
    with closing(open_database(folder / "data" / "kiosk.sqlite3")) as database:
        for number in (1, 2):
            top_up(database, f"top-{number}", "m-1", Money(5000), AT)
    return a_settings_file(folder)


def alter_the_books(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "data" / "kiosk.sqlite3")) as database:
        database.execute("DROP TRIGGER ledger_entries_never_change")
        database.execute("UPDATE ledger_entries SET at = '1999' WHERE number = 2")
        database.commit()


def test_whole_books_are_said_to_be_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verify = ["ledger", "verify", "--config", str(a_kiosk_with_books(tmp_path))]

    assert main(verify) == 0
    entries, head, *advice = capsys.readouterr().out.splitlines()
    assert entries == "ok   2 entries and 0 day-ends read"
    assert "day-end sheet" in advice[0]

    digits = head.removeprefix("head ")
    assert main([*verify, "--head", f"{digits[:32]} {digits[32:].upper()}"]) == 0


def test_an_altered_entry_is_named_and_the_exit_status_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = a_kiosk_with_books(tmp_path)
    alter_the_books(tmp_path)

    assert main(["ledger", "verify", "--config", str(settings)]) == 1
    assert capsys.readouterr().out.startswith("BAD  entry 2 ('top-2')")


def test_a_head_that_is_not_in_the_books_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = a_kiosk_with_books(tmp_path)

    assert main(["ledger", "verify", "--config", str(settings), "--head", "5" * 64]) == 1
    assert "cut off" in capsys.readouterr().out


def test_books_that_are_not_there_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ledger", "verify", "--config", str(a_settings_file(tmp_path))]) == 1
    assert "no database" in capsys.readouterr().err


def test_half_a_head_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["ledger", "verify", "--head", "abc"])
    assert "64 digits" in capsys.readouterr().err


@pytest.mark.ui
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_kiosk_ends_in_good_order_when_told_to(tmp_path: Path, stop: signal.Signals) -> None:
    with a_running_kiosk(a_settings_file(tmp_path)) as kiosk:
        kiosk.send_signal(stop)
        _, errors = kiosk.communicate(timeout=20)

    assert kiosk.returncode == 0, errors
    assert "Traceback" not in errors


@pytest.mark.ui
def test_a_killed_kiosk_starts_again_on_the_same_database(tmp_path: Path) -> None:
    settings = a_settings_file(tmp_path)
    with a_running_kiosk(settings) as kiosk:
        kiosk.kill()

    with a_running_kiosk(settings) as again:
        again.terminate()
        _, errors = again.communicate(timeout=20)

    assert again.returncode == 0, errors
    with closing(sqlite3.connect(tmp_path / "data" / "kiosk.sqlite3")) as database:
        assert database.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_a_second_kiosk_on_the_same_data_does_not_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = a_settings_file(tmp_path)
    with only_kiosk(config.load(settings).paths.data_dir):
        assert main(["run", "--config", str(settings)]) == 1
    assert "A kiosk runs on" in capsys.readouterr().err
