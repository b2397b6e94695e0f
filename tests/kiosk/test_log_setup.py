"""Logging: written by another thread, masked, rotated, and never a reason to stop."""

from __future__ import annotations

import logging
import re
import sys
import threading
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType

from kiosk import log_setup
from kiosk.domain.member import Member
from kiosk.log_setup import start_logging
from kiosk.ui.app import log_qt
from models.results import Template

log = logging.getLogger("kiosk.test")


@pytest.fixture(autouse=True)
def _quiet_root() -> Iterator[None]:
    """The root logger as the test found it."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    assert root.handlers == handlers
    root.setLevel(level)


@contextmanager
def logging_to(folder: Path | None, terminal_level: int = logging.WARNING) -> Iterator[None]:
    end = start_logging(folder, terminal_level)
    try:
        yield
    finally:
        end()


def test_the_file_has_what_happened_where(tmp_path: Path) -> None:
    with logging_to(tmp_path / "logs"):
        log.info("order %s is paid", "order-1")
        log.debug("too much detail")
    (line,) = (tmp_path / "logs" / "kiosk.log").read_text().splitlines()
    assert line.endswith(" INFO    kiosk.test: order order-1 is paid")


def test_the_terminal_hears_from_its_level_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with logging_to(tmp_path, logging.WARNING):
        log.info("all is well")
        log.warning("the door is slow")
    told = capsys.readouterr().err
    assert "the door is slow" in told
    assert "all is well" not in told


def test_a_phone_number_that_slips_in_is_masked(tmp_path: Path) -> None:
    with logging_to(tmp_path):
        log.info("member 13812345678 joined", extra={})
        try:
            fail("no member with 13912345678")
        except ValueError:
            log.exception("it went wrong")
    text = (tmp_path / "kiosk.log").read_text()
    assert "member <11 digits> joined" in text
    assert "ValueError: no member with <11 digits>" in text
    assert "in fail" in text
    assert "12345678" not in text


def fail(why: str) -> None:
    raise ValueError(why)


@pytest.mark.parametrize("name", ["paho.mqtt.client", "urllib3.connectionpool", "escpos.printer"])
def test_lines_of_libraries_are_scrubbed_as_well(tmp_path: Path, name: str) -> None:
    with logging_to(tmp_path):
        logging.getLogger(name).error("Sending PUBLISH 13812345678, payload %s", repr(b"\x01\x02"))
    assert "PUBLISH <11 digits>, payload <bytes>" in (tmp_path / "kiosk.log").read_text()


def test_what_qt_says_is_a_line_like_any_other(tmp_path: Path) -> None:
    with logging_to(tmp_path):
        log_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), "no such page: 13812345678")
    text = (tmp_path / "kiosk.log").read_text()
    assert "WARNING kiosk.ui.app: qt: no such page: <11 digits>" in text


def test_what_nobody_caught_is_scrubbed_and_kept(tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook
    with logging_to(tmp_path):
        thread = threading.Thread(target=fail, args=("lost 13812345678 in a thread",))
        thread.start()
        thread.join()
        try:
            fail("lost 13812345678 at the end")
        except ValueError as error:
            sys.excepthook(ValueError, error, error.__traceback__)
    text = (tmp_path / "kiosk.log").read_text()
    assert "ValueError: lost <11 digits> in a thread" in text
    assert "ValueError: lost <11 digits> at the end" in text
    assert (sys.excepthook, threading.excepthook) == before


def test_a_full_file_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_setup, "_FILE_BYTES", 500)
    with logging_to(tmp_path):
        for number in range(100):
            log.info("line %d of many", number)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["kiosk.log", *(f"kiosk.log.{place}" for place in range(1, 6))]
    assert all(path.stat().st_size <= 500 for path in tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_leaves_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    with logging_to(tmp_path / "file" / "logs"):
        log.warning("nowhere to write")
    assert "nowhere to write" in capsys.readouterr().err


def test_without_a_folder_there_is_no_file(tmp_path: Path) -> None:
    with logging_to(None):
        log.warning("on the terminal only")
    assert list(tmp_path.iterdir()) == []


# --- what may stand in a line -----------------------------------------------------------------


def line_of(tmp_path: Path, *arguments: object) -> str:
    end = start_logging(tmp_path, logging.CRITICAL)
    try:
        logging.getLogger("kiosk.test").warning(*arguments)
    finally:
        end()
    return (tmp_path / "kiosk.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "thing",
    [
        Member("m-1", "13812345678", "欧阳"),
        Template("pack", b"\x01\x02\x03\x04"),
        b"\x01\x02\x03\x04",
        {"phone": "13812345678"},
        array("f", [0.5]),
    ],
    ids=["member", "template", "bytes", "dict", "array"],
)
def test_what_is_not_of_an_allowed_kind_is_named_and_not_shown(
    tmp_path: Path, thing: object
) -> None:
    line = line_of(tmp_path, "seen: %s, and %r", [thing], thing)
    assert f"<{type(thing).__name__}>" in line
    assert not re.search(r"欧阳|138|x01|0\.5|pack", line)


def test_numbers_texts_times_and_errors_may_stand_there(tmp_path: Path) -> None:
    line = line_of(
        tmp_path, "%s %d %.1f %s %s", "order-1", 3, 0.25, Path("data"), OSError("no room")
    )
    assert line.endswith("order-1 3 0.2 data no room\n")


def test_by_name_too(tmp_path: Path) -> None:
    assert "<bytes>" in line_of(tmp_path, "%(what)s", {"what": b"\x01"})


def test_a_message_that_is_no_text_is_named(tmp_path: Path) -> None:
    assert "<bytes>" in line_of(tmp_path, b"\x01")
