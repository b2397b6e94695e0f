"""Messages are sent on a thread of their own; every one is answered, and tells nothing secret."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kiosk.domain.text_message import CodeMessage, Fate, SendOnce
from kiosk.flows.code_events import CodeAnswered
from kiosk.workers.codes import CodesWorker

MESSAGE = CodeMessage("m1", "13812345678", "482913")
Answers = queue.SimpleQueue[CodeAnswered]


@contextmanager
def working(make: Callable[[], SendOnce]) -> Iterator[tuple[CodesWorker, Answers]]:
    answers: Answers = queue.SimpleQueue()
    worker = CodesWorker(make, answers.put)
    worker.start()
    try:
        yield worker, answers
    finally:
        worker.stop()


def broken(message: CodeMessage) -> Fate:
    raise RuntimeError(f"https://host/?PhoneNumbers={message.phone}&code={message.code}")


def no_key() -> SendOnce:
    raise RuntimeError("the key's file cannot be read")


@pytest.mark.parametrize("fate", Fate)
def test_what_became_of_a_message_is_told(fate: Fate) -> None:
    with working(lambda: lambda _message: fate) as (worker, answers):
        worker.send(MESSAGE)
        assert answers.get(timeout=5) == CodeAnswered("m1", fate)


def test_without_a_key_nothing_can_be_sent() -> None:
    with working(no_key) as (worker, answers):
        worker.send(MESSAGE)
        assert answers.get(timeout=5) == CodeAnswered("m1", Fate.DOWN)


def test_a_sender_that_breaks_down_is_unknown_and_logs_no_secret(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with working(lambda: broken) as (worker, answers):
        worker.send(MESSAGE)
        assert answers.get(timeout=5) == CodeAnswered("m1", Fate.UNKNOWN)
    assert "m1" in caplog.text
    assert not any(secret in caplog.text for secret in (MESSAGE.phone, MESSAGE.code))
