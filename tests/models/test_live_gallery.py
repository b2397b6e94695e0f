"""A gallery that is tidied while it changes: nobody is lost, nobody comes back."""

from __future__ import annotations

import queue
import threading
from typing import Self

from models.gallery import Gallery
from models.live_gallery import LiveGallery, Task
from tests.models.builders import SPACE, a_template, unit


class Later:
    """Holds the task until the test lets it run."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []

    def __call__(self, task: Task) -> None:
        self.tasks.append(task)

    def run_all(self) -> None:
        while self.tasks:
            self.tasks.pop()()


def a_gallery() -> Gallery:
    return Gallery.build(SPACE, 2, [("ann", a_template(1, 0)), ("bob", a_template(0, 1))])


def found(live: LiveGallery, x: float, y: float) -> str:
    match = live.now.best_match(unit(x, y))
    assert match is not None
    return match.member_id


def test_a_member_is_found_at_once_and_gone_at_once() -> None:
    live = LiveGallery(a_gallery(), Later())
    live.change("cat", [a_template(1, 1)])
    assert found(live, 1, 1) == "cat"
    live.change("cat", [])
    assert found(live, 1, 1.1) == "bob"


def test_an_added_member_needs_no_tidying() -> None:
    later = Later()
    LiveGallery(a_gallery(), later).change("cat", [a_template(1, 1)])
    assert later.tasks == []


def test_what_a_removed_member_leaves_behind_is_wiped() -> None:
    later = Later()
    live = LiveGallery(a_gallery(), later)
    live.change("ann", [])
    assert live.now.index.tail.rows[0].any()
    later.run_all()
    assert live.now.is_tidy
    assert not live.now.index.tail.rows[0].any()


def test_changes_during_tidying_are_kept() -> None:
    """Tidying takes its snapshot, then two changes come, then it is done."""
    later = Later()
    live = LiveGallery(a_gallery(), later)

    class Slow(Gallery):
        def tidied(self) -> Self:
            tidied = super().tidied()
            if len(self) == 1:
                live.change("cat", [a_template(1, 1)])
                live.change("bob", [])
                live.change("dan", [a_template(0, -1)])
            return tidied

    slow = Slow.build(SPACE, 2, [("ann", a_template(1, 0)), ("bob", a_template(0, 1))])
    live = LiveGallery(slow, later)
    live.change("ann", [])
    later.run_all()
    assert set(live.now.rows) == {"cat", "dan"}
    assert live.now.is_tidy
    assert found(live, 1, 1) == "cat"
    assert found(live, 0, -1) == "dan"


def test_tidying_that_fails_leaves_the_search_as_it_was() -> None:
    class Broken(Gallery):
        def tidied(self) -> Self:
            raise MemoryError

    broken = Broken.build(SPACE, 2, [("ann", a_template(1, 0)), ("bob", a_template(0, 1))])
    later = Later()
    live = LiveGallery(broken, later)
    live.change("ann", [])
    later.run_all()
    assert found(live, 1, 0) == "bob"
    live.change("bob", [])
    assert len(later.tasks) == 1


def test_it_tidies_on_a_thread_of_its_own() -> None:
    done: queue.Queue[int] = queue.Queue()

    class Telling(Gallery):
        def tidied(self) -> Self:
            done.put(threading.get_ident())
            return super().tidied()

    live = LiveGallery(Telling.build(SPACE, 2, [("ann", a_template(1, 0))]))
    live.change("ann", [])
    assert done.get(timeout=10) != threading.get_ident()
