"""The database file: opened, refused, damaged, full; on a real disk with real SQLite."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.storage import journal
from kiosk.storage.database import (
    APPLICATION_ID,
    DatabaseBusyError,
    DatabaseDamagedError,
    DiskFullError,
    StorageError,
    check,
    in_our_words,
    open_database,
    transaction,
)
from kiosk.storage.schema import VERSION
from tests.support.fake_clock import AT

Connect = Callable[[], sqlite3.Connection]


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def journal_lines(connection: sqlite3.Connection) -> list[str]:
    return [what for _, what, _, _ in journal.latest(connection, 1000)]


def a_written_file(path: Path, lines: int = 200) -> bytes:
    """A sound database of several pages, closed so that all of it is in the one file."""
    with closing(open_database(path)) as connection, transaction(connection):
        for line in range(lines):
            journal.write(connection, AT, "test.line", f"ref-{line}", "x" * 60)
    return path.read_bytes()


def test_a_new_file_has_our_name_our_version_and_survives_power_cuts(
    db: sqlite3.Connection,
) -> None:
    assert pragma(db, "application_id") == APPLICATION_ID
    assert pragma(db, "user_version") == VERSION
    assert pragma(db, "journal_mode") == "wal"
    assert pragma(db, "synchronous") == 3  # EXTRA: a commit waits for the disk, and its folder
    assert pragma(db, "foreign_keys") == 1
    assert pragma(db, "secure_delete") == 1
    check(db)


def test_folders_are_made_for_a_new_file(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "data" / "kiosk" / "kaimen.db")) as connection:
        check(connection)


def test_opening_again_keeps_what_was_written(path: Path) -> None:
    a_written_file(path, lines=3)
    with closing(open_database(path)) as connection:
        assert journal_lines(connection) == ["test.line"] * 3


def test_an_older_file_is_brought_up_to_date(path: Path) -> None:
    """Version 0 with nothing in it is the oldest there is: what a power cut leaves of a first
    start before its transaction was committed."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    with closing(open_database(path)) as connection:
        assert pragma(connection, "user_version") == VERSION


def test_threads_that_bring_a_file_up_to_date_together_do_it_once(path: Path) -> None:
    for attempt in range(5):
        where = path.with_name(f"{attempt}.db")
        with closing(sqlite3.connect(where)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
        together = threading.Barrier(4)
        failures: list[BaseException] = []

        def open_it(
            where: Path = where,
            together: threading.Barrier = together,
            failures: list[BaseException] = failures,
        ) -> None:
            together.wait(5)
            try:
                open_database(where).close()
            except StorageError as error:
                failures.append(error)

        threads = [threading.Thread(target=open_it) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert failures == []


def test_a_file_of_another_program_is_refused_and_not_touched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()
    before = path.read_bytes()
    with pytest.raises(DatabaseDamagedError, match=r"is not a Kaimen database\. Check data_dir"):
        open_database(path)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_not_touched(path: Path) -> None:
    path.write_bytes(b"these are the shop's accounts\n" * 100)
    before = path.read_bytes()
    with pytest.raises(DatabaseDamagedError, match="restore the last backup"):
        open_database(path)
    assert path.read_bytes() == before


def test_a_file_of_a_newer_kaimen_is_refused_and_not_touched(path: Path) -> None:
    a_written_file(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(StorageError, match=r"newer Kaimen\. Update this kiosk") as caught:
        open_database(path)
    assert not isinstance(caught.value, DatabaseDamagedError)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(StorageError, match="Check data_dir"):
        open_database(tmp_path / "data" / "kiosk" / "kaimen.db")


def test_a_folder_in_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(StorageError, match="Cannot use"):
        open_database(path)


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_truncated_file_is_damaged_and_left_alone(path: Path, kept: float) -> None:
    whole = a_written_file(path)
    path.write_bytes(whole[: int(len(whole) * kept)])
    before = path.read_bytes()
    with pytest.raises(DatabaseDamagedError), closing(open_database(path)) as connection:
        check(connection)
    assert path.read_bytes() == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_flipped_bytes_are_found_or_harmless_and_never_overwritten(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite keeps no checksums: a flip inside of a text goes unseen. Whatever happens, it is a
    StorageError of ours, and the file stays what it was."""
    path = tmp_path_factory.mktemp("flip") / "kaimen.db"
    sound = a_written_file(path, lines=60)
    damaged = bytearray(sound)
    place = data.draw(st.integers(0, len(sound) - 1), "place")
    damaged[place] ^= data.draw(st.integers(1, 255), "flip")
    if place in range(18, 20) or place in range(92, 100):  # format versions, change counters
        return
    path.write_bytes(damaged)
    try:
        with closing(open_database(path)) as connection:
            check(connection)
            with in_our_words():
                journal.latest(connection)
    except StorageError:
        assert path.read_bytes() == damaged


def test_damage_that_sqlite_cannot_put_into_words_is_damage(path: Path) -> None:
    """Its message quotes the broken statement, and Python cannot read that as a text."""
    whole = a_written_file(path).replace(b"CREATE TABLE facts", b"CREATE TA\xa9LE facts")
    path.write_bytes(whole)
    with pytest.raises(DatabaseDamagedError, match="Stop selling, keep the file"):
        open_database(path)
    assert path.read_bytes() == whole


def test_a_flipped_page_is_found_by_the_check(path: Path) -> None:
    whole = bytearray(a_written_file(path))
    page = len(whole) // 4096 - 2
    whole[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    path.write_bytes(whole)
    with (
        closing(open_database(path)) as connection,
        pytest.raises(DatabaseDamagedError, match="Stop selling, keep the file"),
    ):
        check(connection)
    assert path.read_bytes() == whole


def test_a_full_disk_is_told_and_leaves_nothing_half_done(db: sqlite3.Connection) -> None:
    pages = int(str(pragma(db, "page_count")))
    db.execute(f"PRAGMA max_page_count={pages + 2}")

    def write_much() -> None:
        with transaction(db):
            for line in range(1000):
                journal.write(db, AT, "test.line", f"ref-{line}", "x" * 200)

    with pytest.raises(DiskFullError, match="Free some space on the disk"):
        write_much()
    assert journal_lines(db) == []
    assert not db.in_transaction
    check(db)
    db.execute("PRAGMA max_page_count=100000")
    with transaction(db):
        journal.write(db, AT, "test.after", "ref")
    assert journal_lines(db) == ["test.after"]


def test_what_raises_inside_a_transaction_undoes_all_of_it(db: sqlite3.Connection) -> None:
    def give_up() -> None:
        with transaction(db):
            journal.write(db, AT, "test.line", "ref")
            raise KeyError("the caller gave up")

    with pytest.raises(KeyError):
        give_up()
    assert journal_lines(db) == []


def test_a_transaction_inside_another_is_part_of_it(db: sqlite3.Connection) -> None:
    def give_up_later() -> None:
        with transaction(db):
            with transaction(db):
                journal.write(db, AT, "test.inner", "ref")
            raise KeyError("the outer one gave up")

    with pytest.raises(KeyError):
        give_up_later()
    assert journal_lines(db) == []


def test_a_committed_transaction_is_seen_by_every_connection(connect: Connect) -> None:
    one, other = connect(), connect()
    with transaction(one):
        journal.write(one, AT, "test.line", "ref")
        assert journal_lines(other) == []
    assert journal_lines(other) == ["test.line"]


def test_a_writer_that_waits_too_long_is_told(connect: Connect) -> None:
    one, other = connect(), connect()
    other.execute("PRAGMA busy_timeout=1")

    def write_too() -> None:
        with transaction(other):
            pass

    with transaction(one), pytest.raises(DatabaseBusyError, match="Try again"):
        write_too()


def test_a_read_that_fails_is_told_in_our_words(db: sqlite3.Connection) -> None:
    with pytest.raises(StorageError, match="Cannot use the database"), in_our_words():
        db.execute("SELECT * FROM no_such_table")
