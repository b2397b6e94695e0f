"""A real database file for every test, and as many connections to it as a test wants."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.storage.database import open_database

Connect = Callable[[], sqlite3.Connection]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kaimen.db"


@pytest.fixture
def connect(path: Path) -> Iterator[Connect]:
    """Opens one more connection; all are closed after the test."""
    opened: list[sqlite3.Connection] = []

    def another() -> sqlite3.Connection:
        opened.append(open_database(path))
        return opened[-1]

    yield another
    for connection in opened:
        connection.close()


@pytest.fixture
def db(connect: Connect) -> sqlite3.Connection:
    return connect()
