"""One kiosk per data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.storage.only_kiosk import AlreadyRunningError, only_kiosk


def test_a_second_kiosk_on_the_same_folder_is_told_so(tmp_path: Path) -> None:
    with (
        only_kiosk(tmp_path / "data"),
        pytest.raises(AlreadyRunningError, match="End it first"),
        only_kiosk(tmp_path / "data"),
    ):
        pass


def test_when_the_first_has_ended_the_next_may_start(tmp_path: Path) -> None:
    for _ in range(2):
        with only_kiosk(tmp_path):
            pass


def test_each_folder_has_its_own_kiosk(tmp_path: Path) -> None:
    with only_kiosk(tmp_path / "one"), only_kiosk(tmp_path / "two"):
        pass


def test_a_folder_that_cannot_be_written_is_left_to_its_error_screen(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with only_kiosk(tmp_path / "data"):
        pass
