"""A lane: one question at a time, each once, on a thread with clients of its own."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from kiosk.workers.lane import Lane

WAIT_S = 10.0


def test_a_question_that_waits_already_is_not_asked_again_until_its_turn_has_come() -> None:
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    gate = threading.Event()
    lane = Lane("lane", lambda: "client", told.put)

    def held_up(client: Callable[[], str]) -> str:
        gate.wait(WAIT_S)
        return f"{client()}: first"

    lane.start()
    lane.ask("first", held_up)
    lane.ask("second", lambda client: f"{client()}: second")
    lane.ask("second", lambda client: f"{client()}: never")
    gate.set()
    heard = [told.get(timeout=WAIT_S) for _ in range(2)]
    lane.ask("second", lambda client: f"{client()}: again")
    heard.append(told.get(timeout=WAIT_S))
    lane.end()
    lane.join()
    assert heard == ["client: first", "client: second", "client: again"]
    assert told.empty()


def test_clients_are_made_once_on_the_lanes_own_thread_and_only_when_asked_for() -> None:
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    made: list[str] = []

    def make() -> str:
        made.append(threading.current_thread().name)
        return "client"

    lane = Lane("lane", make, told.put)
    lane.start()
    lane.ask("silent", lambda _client: None)
    lane.ask("one", lambda client: client())
    lane.ask("two", lambda client: client())
    heard = [told.get(timeout=WAIT_S) for _ in range(2)]
    lane.end()
    lane.join()
    assert (heard, made) == (["client", "client"], ["lane"])
    assert told.empty()
