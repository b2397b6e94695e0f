"""Logging: written by another thread, masked, rotated, and never a reason to stop."""

from __future__ import annotations

import logging
import re
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import log_setup
from kiosk.domain.member import Member
from kiosk.log_setup import start_logging
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
    assert "138********" in text
    assert "no member with 139********" in text
    assert "12345678" not in text


def fail(why: str) -> None:
    raise ValueError(why)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_every_mobile_number_is_masked(phone: str) -> None:
    record = logging.LogRecord("n", logging.INFO, "p", 1, "of %s.", (phone,), None)
    assert phone not in log_setup._Masking(log_setup._FORMAT).format(record)


def test_longer_numbers_are_no_phone_numbers(tmp_path: Path) -> None:
    with logging_to(tmp_path):
        log.info("barcode 6913812345678 at 1700000000000 ms")
    text = (tmp_path / "kiosk.log").read_text()
    assert "6913812345678 at 1700000000000" in text


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


@pytest.mark.parametrize("number", ["13812345678", "138 1234 5678", "138-1234-5678"])
def test_a_number_is_masked_however_it_is_spaced(tmp_path: Path, number: str) -> None:
    assert "138********" in line_of(tmp_path, "called %s", number)
