"""The box for one frame."""

from __future__ import annotations

import threading

from kiosk.domain.camera import Frame
from kiosk.workers.frame_mailbox import FrameMailbox
from tests.support.pictures import GREEN, RED, middle, plain


def test_the_newest_frame_wins() -> None:
    mailbox = FrameMailbox()
    mailbox.put(Frame(plain(RED), 1.0, 7))
    mailbox.put(Frame(plain(GREEN), 2.0, 1))

    frame = mailbox.newest_after(0, 0)

    assert frame is not None
    assert (middle(frame.image), frame.taken_at_s, frame.number) == (GREEN, 2.0, 2)


def test_a_frame_that_was_seen_is_not_given_again() -> None:
    mailbox = FrameMailbox()
    mailbox.put(Frame(plain(RED), 1.0, 1))

    assert mailbox.newest_after(1, 0) is None


def test_nothing_is_given_after_clearing_until_a_new_frame_comes() -> None:
    mailbox = FrameMailbox()
    mailbox.put(Frame(plain(RED), 1.0, 1))
    mailbox.clear()
    assert mailbox.newest_after(0, 0) is None

    mailbox.put(Frame(plain(RED), 2.0, 1))
    frame = mailbox.newest_after(0, 0)

    assert frame is not None
    assert frame.number == 2


def test_a_reader_that_waits_is_woken() -> None:
    mailbox = FrameMailbox()
    thread = threading.Timer(0.01, mailbox.put, [Frame(plain(RED), 1.0, 1)])
    thread.start()

    assert mailbox.newest_after(0, 10) is not None
    thread.join()


def test_no_pixel_shows_in_a_repr() -> None:
    assert repr(Frame(plain(RED), 1.0, 1)) == "Frame(taken_at_s=1.0, number=1)"
