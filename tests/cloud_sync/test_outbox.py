"""The queue inside the caller's database."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from cloud_sync import outbox
from cloud_sync.errors import OutboxError
from tests.cloud_sync.builders import a_message


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(outbox.SCHEMA)
    yield connection
    connection.close()


def test_messages_come_out_oldest_first(database: sqlite3.Connection) -> None:
    messages = [a_message(name) for name in ("b", "a", "c")]
    for message in messages:
        outbox.put(database, message)

    assert outbox.pending(database, limit=2) == messages[:2]
    assert outbox.count(database) == 3


def test_the_same_key_twice_keeps_the_first_row(database: sqlite3.Connection) -> None:
    first = a_message("order-1")

    assert outbox.put(database, first)
    assert not outbox.put(database, replace(first, payload=b"another"))
    assert outbox.pending(database, 10) == [first]


def test_a_rollback_takes_the_message_along(database: sqlite3.Connection) -> None:
    outbox.put(database, a_message())
    database.rollback()

    assert outbox.count(database) == 0


def test_a_sent_message_is_neither_pending_nor_forgotten(database: sqlite3.Connection) -> None:
    outbox.put(database, a_message("order-1"))
    outbox.mark_sent(database, "order-1", at_ms=1000)

    assert (outbox.pending(database, 10), outbox.count(database)) == ([], 1)


def overdue_at(database: sqlite3.Connection, now_ms: int) -> bool:
    return bool(outbox.overdue(database, now_ms, timeout_ms=100, longest_ms=250, limit=10))


@pytest.mark.parametrize(("attempts", "wait_ms"), [(1, 100), (2, 200), (3, 250), (70, 250)])
def test_each_attempt_waits_twice_as_long_up_to_the_longest(
    database: sqlite3.Connection, attempts: int, wait_ms: int
) -> None:
    outbox.put(database, a_message("order-1"))
    for _ in range(attempts):
        outbox.mark_sent(database, "order-1", at_ms=1000)

    assert not overdue_at(database, 1000 + wait_ms - 1)
    assert overdue_at(database, 1000 + wait_ms)


def test_a_clock_that_was_set_back_does_not_freeze_a_message(database: sqlite3.Connection) -> None:
    outbox.put(database, a_message("order-1"))
    outbox.mark_sent(database, "order-1", at_ms=1_000_000)

    assert overdue_at(database, 5)


def test_a_message_is_forgotten_once(database: sqlite3.Connection) -> None:
    outbox.put(database, a_message("order-1"))

    assert outbox.forget(database, "order-1")
    assert not outbox.forget(database, "order-1")
    assert outbox.count(database) == 0


@pytest.mark.parametrize(
    "changes",
    [{"key": ""}, {"key": "two words"}, {"key": "x" * 129}, {"topic": "a/+/b"}, {"topic": ""}],
)
def test_what_no_broker_would_carry_is_not_queued(
    database: sqlite3.Connection, changes: dict[str, str]
) -> None:
    with pytest.raises(OutboxError):
        outbox.put(database, replace(a_message(), **changes))  # type: ignore[arg-type]
    assert outbox.count(database) == 0
