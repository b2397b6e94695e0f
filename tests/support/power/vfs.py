"""A SQLite file system that writes down what it is asked, and can be told to fail.

    with RecordingVfs("recording") as disk:
        connection = open_database(path, disk.connect)

Only apsw can do that: its SQLite is another build than Python's own, so a database made here is
always read again with Python's `sqlite3`. Write-ahead logs share memory, which is not recorded:
after a power cut there is none.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import apsw

from tests.support.power.as_sqlite3 import AsSqlite3
from tests.support.power.disk import Delete, Operation, Sync, Told, Truncate, Write

Failure = Callable[[Operation], type[apsw.Error] | None]
"""Asked before each change and sync; what it gives is raised, and nothing is done."""


def never(operation: Operation) -> type[apsw.Error] | None:
    """A sound disk."""
    return None


class RecordingVfs(apsw.VFS):
    """`operations` is everything so far, in order. `name` is unique in the process; `wrap` may
    put something between the kiosk and its connections."""

    def __init__(
        self,
        name: str,
        failure: Failure = never,
        wrap: Callable[[AsSqlite3], AsSqlite3] = lambda connection: connection,
    ) -> None:
        super().__init__(name, "")
        self._wrap = wrap
        self._name = name
        self.operations: list[Operation] = []
        self.failure = failure

    def connect(self, path: Path) -> sqlite3.Connection:
        """Stands in for sqlite3.connect, for as much as the kiosk's storage uses of it."""
        connection = AsSqlite3(apsw.Connection(str(path), vfs=self._name))
        return cast("sqlite3.Connection", self._wrap(connection))

    def tell(self, what: str, ref: str) -> None:
        """A mark: from here on somebody outside knows it."""
        self.operations.append(Told(what, ref))

    def change(self, operation: Operation) -> None:
        """Called before it is done."""
        error = self.failure(operation)
        if error is not None:
            raise error
        self.operations.append(operation)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.unregister()

    # --- what SQLite calls --------------------------------------------------------------------

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> _RecordedFile:  # noqa: N802
        return _RecordedFile(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802
        self.change(Delete(filename, bool(syncdir)))
        super().xDelete(filename, syncdir)

    def excepthook(
        self,
        etype: type[BaseException] | None,
        evalue: BaseException | None,
        etraceback: TracebackType | None,
    ) -> bool:
        """Failures are meant: SQLite hears of them by their result code, and nobody else."""
        return True


class _RecordedFile(apsw.VFSFile):
    def __init__(
        self, disk: RecordingVfs, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        self._path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.change(Write(self._path, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._disk.change(Truncate(self._path, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.change(Sync(self._path))
        # The real file needs no sync: what a power cut leaves of it is worked out, not tried.

    def excepthook(
        self,
        etype: type[BaseException] | None,
        evalue: BaseException | None,
        etraceback: TracebackType | None,
    ) -> bool:
        """As above."""
        return True
