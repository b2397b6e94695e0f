"""Looking up runs on a thread of its own, and answers the latest question alone."""

from __future__ import annotations

import queue
import threading

from kiosk.flows.decision_effects import LoadRecord
from kiosk.flows.decision_events import RecordLoaded
from kiosk.flows.events import Event, NotDone
from kiosk.flows.member_effects import LoadMembers
from kiosk.flows.member_events import MembersLoaded
from kiosk.workers.lookups import IsWanted, Lookups, Question
from tests.support.builders import a_member_row

WAIT_S = 10.0
ROWS = (a_member_row(),)
Told = queue.SimpleQueue[Event]


class HeldAnswer:
    """Waits at its first question until it is let go."""

    def __init__(self) -> None:
        self.began, self.let_go = threading.Event(), threading.Event()
        self.was_wanted: dict[Question, bool] = {}

    def answer(self, question: Question, is_wanted: IsWanted) -> Event:
        self.began.set()
        self.let_go.wait(WAIT_S)
        self.was_wanted[question] = is_wanted()
        match question:
            case LoadMembers(digits):
                return MembersLoaded(ROWS, digits)
            case _:
                return RecordLoaded("zhang", None)


def test_who_asks_does_not_wait_for_the_answer() -> None:
    held, told = HeldAnswer(), Told()
    worker = Lookups(held.answer, told.put)
    worker.start()
    worker.ask(LoadMembers("5678"))
    assert told.empty()
    held.let_go.set()
    assert told.get(timeout=WAIT_S) == MembersLoaded(ROWS, "5678")
    worker.stop()


def test_a_question_before_the_latest_is_given_up_and_not_answered() -> None:
    held, told = HeldAnswer(), Told()
    worker = Lookups(held.answer, told.put)
    worker.start()
    worker.ask(LoadMembers("1"))
    assert held.began.wait(WAIT_S)
    for question in (LoadMembers("12"), LoadRecord("zhang")):
        worker.ask(question)
    held.let_go.set()
    assert told.get(timeout=WAIT_S) == RecordLoaded("zhang", None)
    worker.stop()
    assert held.was_wanted == {LoadMembers("1"): False, LoadRecord("zhang"): True}
    assert told.empty()


def test_a_stop_ends_a_search_that_is_under_way() -> None:
    held, told = HeldAnswer(), Told()
    worker = Lookups(held.answer, told.put)
    worker.start()
    worker.ask(LoadMembers("1"))
    assert held.began.wait(WAIT_S)
    held.let_go.set()
    worker.stop()
    worker.ask(LoadMembers("2"))  # nobody is there any more
    assert told.qsize() <= 1


def test_what_breaks_down_is_told() -> None:
    def broken(_question: Question, _is_wanted: IsWanted) -> Event:
        raise RuntimeError("no")

    told = Told()
    worker = Lookups(broken, told.put)
    worker.start()
    worker.ask(LoadMembers("5678"))
    assert told.get(timeout=WAIT_S) == NotDone(LoadMembers("5678"))
    worker.stop()
