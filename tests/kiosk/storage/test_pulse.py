"""A database on a disk that fails once is felt, and felt to be well again."""

from __future__ import annotations

from pathlib import Path

import apsw
import pytest

from kiosk.domain.problems import STOPS_SALES
from kiosk.domain.steady_clock import Reading
from kiosk.storage import journal, pulse
from kiosk.storage.database import open_database, transaction
from kiosk.storage.pulse import NOT_AHEAD
from tests.support.fake_clock import AT
from tests.support.power.disk import Operation
from tests.support.power.vfs import RecordingVfs

NOW = Reading(AT, 1.0, "boot-1")


class Moody:
    """A disk that answers every write with `error` while there is one."""

    error: type[apsw.Error] | None = None

    def __call__(self, _operation: Operation) -> type[apsw.Error] | None:
        return self.error


@pytest.mark.parametrize("error", [apsw.IOError, apsw.FullError])
def test_a_write_that_fails_is_felt_and_so_is_one_that_works_again(
    tmp_path: Path, error: type[apsw.Error]
) -> None:
    mood = Moody()
    with RecordingVfs(f"moody-{error.__name__}", mood) as disk:
        database = open_database(tmp_path / "kiosk.sqlite3", disk.connect)
        with transaction(database):
            journal.write(database, AT, "test", "1")
        assert pulse.feel(lambda: database, NOW) == (AT, None, NOT_AHEAD)
        mood.error = error
        _, problem, _ = pulse.feel(lambda: database, NOW)
        assert problem is not None
        assert problem.fault in STOPS_SALES
        assert not problem.until_restart
        mood.error = None
        assert pulse.feel(lambda: database, NOW) == (AT, None, NOT_AHEAD)
        database.close()


def test_a_database_that_somebody_writes_just_now_can_be_written(tmp_path: Path) -> None:
    database, other = (open_database(tmp_path / "kiosk.sqlite3") for _ in range(2))
    database.execute("PRAGMA busy_timeout=1")
    other.execute("BEGIN IMMEDIATE")
    assert pulse.feel(lambda: database, NOW) == (None, None, NOT_AHEAD)
    other.close()
    database.close()


def test_a_file_that_is_no_database_of_ours_stays_broken(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_bytes(b"Dear shopkeeper, " * 100)
    _, problem, _ = pulse.feel(lambda: open_database(tmp_path / "letter.db"), NOW)
    assert problem is not None
    assert problem.until_restart
