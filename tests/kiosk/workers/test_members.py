"""The search for members runs on a thread of its own, and answers the latest question alone."""

from __future__ import annotations

import queue
import threading

from kiosk.flows.member_events import MembersLoaded
from kiosk.flows.records import MemberRow
from kiosk.workers.members import IsWanted, MemberSearch
from tests.support.builders import a_member_row

WAIT_S = 10.0
ROWS = (a_member_row(),)
Told = queue.SimpleQueue[MembersLoaded]


class HeldSearch:
    """Waits at its first question until it is let go."""

    def __init__(self) -> None:
        self.began, self.let_go = threading.Event(), threading.Event()
        self.was_wanted: dict[str, bool] = {}

    def find(self, digits: str, is_wanted: IsWanted) -> tuple[MemberRow, ...]:
        self.began.set()
        self.let_go.wait(WAIT_S)
        self.was_wanted[digits] = is_wanted()
        return ROWS


def test_who_asks_does_not_wait_for_the_search() -> None:
    held, told = HeldSearch(), Told()
    worker = MemberSearch(held.find, told.put)
    worker.start()
    worker.ask("5678")
    assert told.empty()
    held.let_go.set()
    assert told.get(timeout=WAIT_S) == MembersLoaded(ROWS, "5678")
    worker.stop()


def test_a_question_before_the_latest_is_given_up_and_not_answered() -> None:
    held, told = HeldSearch(), Told()
    worker = MemberSearch(held.find, told.put)
    worker.start()
    worker.ask("1")
    assert held.began.wait(WAIT_S)
    for digits in ("12", "123"):
        worker.ask(digits)
    held.let_go.set()
    assert told.get(timeout=WAIT_S) == MembersLoaded(ROWS, "123")
    worker.stop()
    assert held.was_wanted == {"1": False, "123": True}
    assert told.empty()


def test_a_stop_ends_a_search_that_is_under_way() -> None:
    held, told = HeldSearch(), Told()
    worker = MemberSearch(held.find, told.put)
    worker.start()
    worker.ask("1")
    assert held.began.wait(WAIT_S)
    held.let_go.set()
    worker.stop()
    worker.ask("2")  # nobody is there any more
    assert told.qsize() <= 1


def test_a_search_that_breaks_down_is_told() -> None:
    def broken(_digits: str, _is_wanted: IsWanted) -> tuple[MemberRow, ...]:
        raise RuntimeError("no")

    told = Told()
    worker = MemberSearch(broken, told.put)
    worker.start()
    worker.ask("5678")
    assert told.get(timeout=WAIT_S) == MembersLoaded((), "5678", failed=True)
    worker.stop()
