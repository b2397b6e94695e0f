"""The kiosk's one SQLite file: opening, schema, transactions, and errors in our own words.

WAL with synchronous=EXTRA: what a transaction committed survives a power cut. Connections are not
shared between threads; each owner opens its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar

import cloud_sync.inbox
import cloud_sync.outbox
from kiosk.storage.schema import VERSION, VERSIONS

APPLICATION_ID = 0x4B41494D  # "KAIM"
BUSY_S = 5.0
LOG_WAIT_S = 0.02

Connect = Callable[[Path], sqlite3.Connection]


class StorageError(Exception):
    """The database could not do what was asked. Nothing was half done.

    `until_restart`: a write that works again proves nothing; somebody must act.
    """

    until_restart: ClassVar[bool] = False


class DatabaseDamagedError(StorageError):
    """The file is not a sound database of ours. People must act; we never overwrite it."""

    until_restart = True


class DiskFullError(StorageError):
    """No room to write. Nothing was lost, but nothing more can be sold."""


class DatabaseBusyError(StorageError):
    """Somebody else wrote for longer than BUSY_S: a slow disk. Trying again will do."""


def connect_sqlite(path: Path) -> sqlite3.Connection:
    """Made by one thread and handed to its owner once: SQLite's own check would forbid that."""
    if path != Path(":memory:"):
        with suppress(OSError):  # SQLite says in our words what is wrong with the file
            path.touch(mode=0o600)  # log and index take the file's own mode
            path.chmod(0o600)
    return sqlite3.connect(path, isolation_level=None, timeout=BUSY_S, check_same_thread=False)


def open_database(path: Path, connect: Connect = connect_sqlite) -> sqlite3.Connection:
    """A connection in autocommit mode; write only inside `transaction`.

    Creates the file where there is none, and brings an older schema up to date. `connect` is for
    disks that fail on request. Raises DatabaseDamagedError, DiskFullError or StorageError.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"Cannot use {path}: {error.strerror}. Check data_dir.") from error
    with in_our_words(str(path)):
        connection = connect(path)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def read_database(path: Path) -> sqlite3.Connection:
    """For whoever only looks: where there is no file yet, an empty one in memory. Nothing is made,
    so that root's look leaves the kiosk's own user no file of root's. Raises as `open_database`."""
    return open_database(Path(":memory:") if can_be_made(path) else path)


def can_be_made(path: Path) -> bool:
    """There is no such file yet, and nothing stands in its way."""
    if path.exists():
        return False
    return next(one for one in path.absolute().parents if one.exists()).is_dir()


def check(connection: sqlite3.Connection) -> None:
    """Read every page once. Raises DatabaseDamagedError."""
    with in_our_words():
        rows = [str(row[0]) for row in connection.execute("PRAGMA quick_check(3)")]
    if rows != ["ok"]:
        raise DatabaseDamagedError(f"The database is damaged: {rows[0]}. {_ADVICE}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All or nothing, and on disk when it returns. Joins a transaction that is open already."""
    if connection.in_transaction:
        yield connection
        return
    with in_our_words():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise


def empty_log(connection: sqlite3.Connection) -> bool:
    """Bring what is in the write-ahead log into the file, and cut the log to nothing.

    False: a reader of what was before, or a writer, is in the way; it is still there then. Waits
    LOG_WAIT_S at most, for a writer who is about to end.
    """
    with in_our_words():
        connection.execute(f"PRAGMA busy_timeout={LOG_WAIT_S * 1000:.0f}")
        try:
            (is_busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.execute(f"PRAGMA busy_timeout={BUSY_S * 1000:.0f}")
        return not is_busy


@contextmanager
def in_our_words(where: str = "the database") -> Iterator[None]:
    """For reads outside of a transaction: what SQLite raises becomes a StorageError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, where) from error
    except UnicodeDecodeError as error:  # SQLite's own message quoted bytes that are not a text
        raise DatabaseDamagedError(f"{where} is damaged. {_ADVICE}") from error


_ADVICE = "Stop selling, keep the file, and restore the last backup or call your service provider."


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    _require_ours(connection, path)  # first: even the journal mode would change a foreign file
    # EXTRA is FULL, and syncs the folder too: else a power cut could bring back the journal of the
    # change to WAL, which makes the file empty again.
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")  # a forgotten member leaves no bytes behind
    if _version(connection) < VERSION:
        _migrate(connection)


def _require_ours(connection: sqlite3.Connection, path: Path) -> None:
    # In this order: another thread may be giving the new file its tables and its name just now.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if tables and application_id != APPLICATION_ID:
        raise DatabaseDamagedError(f"{path} is not a Kaimen database. Check data_dir.")
    if _version(connection) > VERSION:
        raise StorageError(f"{path} was written by a newer Kaimen. Update this kiosk.")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:  # SQLite itself rolls back after some errors, such as a full disk
        connection.execute("ROLLBACK")


def _migrate(connection: sqlite3.Connection) -> None:
    with transaction(connection):  # the version is read inside: another thread may be opening too
        for script in VERSIONS[_version(connection) :]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(cloud_sync.outbox.SCHEMA)
        connection.execute(cloud_sync.inbox.SCHEMA)
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={VERSION}")


def _statements(script: str) -> Iterator[str]:
    """One by one: `executescript` would commit. A trigger has semicolons of its own."""
    statement = ""
    for part in script.split(";"):
        statement += part + ";"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _translated(error: sqlite3.Error, where: str) -> StorageError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DiskFullError(f"No room left to write {where}. Free some space on the disk.")
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return DatabaseBusyError(f"{where} was busy for too long. Try again.")
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return DatabaseDamagedError(f"{where} is damaged ({error}). {_ADVICE}")
    return StorageError(f"Cannot use {where}: {error}.")
