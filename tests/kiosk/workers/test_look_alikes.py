"""Who is compared when, with a gallery of three made-up faces."""

from __future__ import annotations

from kiosk.domain.look_alikes import Compared
from kiosk.flows.face_events import FacesCompared
from kiosk.workers.look_alikes import REST_S, LookAlikes


class Gallery:
    """`alike_to`: who is like whom."""

    compares_by = "pack/1"

    def __init__(self, **alike_to: tuple[str, ...]) -> None:
        self.alike_to = alike_to

    def alike(self, member_id: str) -> tuple[str, ...]:
        return self.alike_to.get(member_id, ())


def told(*found: tuple[str, tuple[str, ...]]) -> FacesCompared:
    return FacesCompared(Compared("pack/1", found))


def test_everybody_is_compared_and_told_at_the_end() -> None:
    events: list[FacesCompared] = []
    alike = LookAlikes(Gallery(ann=("bob", "cem")), ["ann", "bob"], events.append)
    assert [alike.go_on(), events, alike.go_on(), alike.go_on()] == [REST_S, events, None, None]
    assert events == [told(("ann", ("bob", "cem")), ("bob", ()))]


def test_where_nobody_waits_nothing_is_told() -> None:
    events: list[FacesCompared] = []
    assert LookAlikes(Gallery(), [], events.append).go_on() is None
    assert events == []


def test_what_was_found_of_a_face_that_changed_since_is_not_told() -> None:
    events: list[FacesCompared] = []
    gallery = Gallery(ann=("bob",))
    alike = LookAlikes(gallery, ["ann", "cem"], events.append)
    alike.go_on()
    gallery.alike_to = {"ann": ("cem",)}
    alike.changed("ann")
    alike.go_on()
    assert events == [told(("ann", ("cem",))), told(("cem", ()))]
