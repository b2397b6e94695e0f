"""An apsw connection that answers to what kiosk/storage uses of `sqlite3`, and to no more."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import apsw

BUSY_MS = 5000
_KINDS: dict[int, type[sqlite3.DatabaseError]] = {
    apsw.SQLITE_CONSTRAINT: sqlite3.IntegrityError,
    apsw.SQLITE_NOTADB: sqlite3.DatabaseError,
    apsw.SQLITE_CORRUPT: sqlite3.DatabaseError,
}

Row = tuple[Any, ...]
Values = Sequence[Any] | Mapping[str, Any]


class AsSqlite3:
    """In autocommit mode, as kiosk/storage/database.py opens its own."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        connection.set_busy_timeout(BUSY_MS)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, statement: str, values: Values = ()) -> _Rows:
        given = values if isinstance(values, Mapping) else tuple(values)
        try:
            rows = self._connection.execute(statement, given).fetchall()
        except apsw.Error as error:
            raise _translated(error) from error
        return _Rows(rows, self._connection.changes())

    def executemany(self, statement: str, values: Iterable[Sequence[Any]]) -> _Rows:
        try:
            self._connection.executemany(statement, map(tuple, values)).fetchall()
        except apsw.Error as error:
            raise _translated(error) from error
        return _Rows([], self._connection.changes())

    def close(self) -> None:
        self._connection.close()


class Careless(AsSqlite3):
    """Says yes to synchronous=FULL, and does not sync: a mistake that a test must notice."""

    def __init__(self, connection: AsSqlite3) -> None:
        super().__init__(connection._connection)

    def execute(self, statement: str, values: Values = ()) -> _Rows:
        if statement.upper().startswith("PRAGMA SYNCHRONOUS"):
            statement = "PRAGMA synchronous=OFF"
        return super().execute(statement, values)


class _Rows:
    """What a statement gave, all of it at once."""

    def __init__(self, rows: list[Row], changes: int) -> None:
        self._rows = iter(rows)
        self.rowcount = changes

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def fetchone(self) -> Row | None:
        return next(self._rows, None)

    def fetchall(self) -> list[Row]:
        return list(self._rows)


def _translated(error: apsw.Error) -> sqlite3.Error:
    code = getattr(error, "extendedresult", 0)
    result = _KINDS.get(code & 0xFF, sqlite3.OperationalError)(str(error))
    result.sqlite_errorcode = code
    return result
