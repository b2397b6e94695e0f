"""The talk with a board, as scripts with a hand-wound clock."""

from firmware_bridge.messages import (
    ActiveReport,
    DoorClosed,
    DoorOpened,
    DoorSeen,
    DoorUnknown,
    LockReport,
    ReadLock,
    RequestCopy,
    UnexpectedOpening,
    Unlock,
    UnlockFailed,
    UnlockReply,
    UnlockUnknown,
)
from firmware_bridge.shuoming import ShuomingOptions
from firmware_bridge.timing import Timing
from firmware_bridge.wiring import Polarity
from tests.firmware_bridge.script import DOOR, OTHER, Script

OPENING = ShuomingOptions(Polarity.OPENING_FEEDBACK)

OPEN, CLOSED = True, False

STILL_CLOSED = UnlockFailed("c1", DOOR, "the board reports that the door is still closed")
SILENT = UnlockUnknown("c1", DOOR, "the board does not answer; look at the door")


def test_the_board_says_open_and_so_it_is() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, OPEN))
    assert talk.sent == [Unlock(DOOR)]
    assert talk.events == [DoorOpened("c1", DOOR)]


def test_a_lost_answer_is_replaced_by_a_reading_not_by_a_second_unlock() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.wait(0.6)
    talk.hear(LockReport(DOOR, OPEN))
    assert talk.sent == [Unlock(DOOR), ReadLock(DOOR)]
    assert talk.events == [DoorOpened("c1", DOOR)]


def test_a_slow_latch_is_not_a_failure() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.wait(0.6)
    talk.hear(LockReport(DOOR, CLOSED))
    talk.wait(0.2)
    talk.hear(LockReport(DOOR, CLOSED))
    talk.wait(0.2)
    assert talk.events == []
    talk.hear(LockReport(DOOR, OPEN))
    assert talk.events == [DoorOpened("c1", DOOR)]


def test_a_door_that_stays_closed_failed_once_it_had_its_time() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, CLOSED))  # on the wire the same bytes as the request
    began, readings = talk.now, 0
    while not talk.events:
        talk.wait(0.05)
        if talk.sent.count(ReadLock(DOOR)) > readings:
            readings += 1
            talk.hear(LockReport(DOOR, CLOSED))
    assert talk.events == [STILL_CLOSED]
    assert 1.5 <= talk.now - began < 1.8
    assert talk.sent == [Unlock(DOOR), *[ReadLock(DOOR)] * readings]


def test_a_silent_board_is_unknown_and_never_failed() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.wait(4.0)
    assert talk.sent == [Unlock(DOOR), *[ReadLock(DOOR)] * 6]
    assert talk.events == [SILENT]


def test_an_echo_is_not_an_answer() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.hear(RequestCopy(Unlock(DOOR)))
    talk.wait(0.4)
    talk.hear(RequestCopy(ReadLock(DOOR)))
    talk.wait(4.0)
    assert talk.events == [SILENT]


def test_an_echo_before_the_answer_does_no_harm() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.hear(RequestCopy(Unlock(DOOR)), UnlockReply(DOOR, OPEN))
    assert talk.events == [DoorOpened("c1", DOOR)]


def test_an_opening_feedback_lock_is_read_because_its_answer_equals_the_request() -> None:
    talk = Script(OPENING)
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, OPEN))
    assert talk.events == []
    talk.wait(0.4)
    talk.hear(LockReport(DOOR, OPEN))
    assert talk.sent == [Unlock(DOOR), ReadLock(DOOR)]
    assert talk.events == [DoorOpened("c1", DOOR)]


def test_an_opening_feedback_lock_that_answers_too_early_still_gets_its_time() -> None:
    talk = Script(OPENING)
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, CLOSED))
    assert talk.events == []
    talk.wait(0.4)
    talk.hear(LockReport(DOOR, OPEN))
    assert talk.events == [DoorOpened("c1", DOOR)]


def test_the_answer_of_another_lock_is_passed_over() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(OTHER, OPEN), LockReport(DOOR, OPEN), LockReport(OTHER, OPEN))
    assert talk.events == []


def test_a_late_answer_of_another_lock_does_not_end_the_wait_for_this_one() -> None:
    talk = Script()
    talk.look(OTHER)
    talk.wait(1.1)
    talk.unlock("c1", DOOR)
    talk.hear(LockReport(OTHER, OPEN))
    talk.hear(UnlockReply(DOOR, OPEN))
    assert talk.events == [DoorSeen(OTHER, is_open=None), DoorOpened("c1", DOOR)]


def test_a_late_answer_to_the_last_unlock_does_not_open_this_one() -> None:
    talk = Script()
    talk.unlock("c0", DOOR)
    talk.wait(4.0)
    assert [type(event) for event in talk.events] == [UnlockUnknown]
    talk.unlock("c1", DOOR)
    talk.hear(LockReport(DOOR, CLOSED), LockReport(DOOR, CLOSED))
    talk.wait(0.05)
    for _ in range(8):  # readings of c0 may still be under way: only the last is from after it
        talk.hear(LockReport(DOOR, CLOSED))
        talk.wait(0.55)
    assert talk.sent.count(Unlock(DOOR)) == 2
    del talk.events[1:]
    talk.hear(UnlockReply(DOOR, OPEN))  # of c0
    assert talk.events[1:] == []


def test_no_lock_is_unlocked_twice_without_a_reading_between() -> None:
    talk = Script()
    talk.unlock("c0", DOOR)
    talk.hear(UnlockReply(DOOR, OPEN))
    talk.unlock("c1", DOOR)
    assert talk.sent == [Unlock(DOOR), ReadLock(DOOR)]
    talk.hear(LockReport(DOOR, CLOSED))
    assert talk.sent == [Unlock(DOOR), ReadLock(DOOR), Unlock(DOOR)]


def test_a_lock_that_cannot_be_read_is_not_unlocked() -> None:
    talk = Script(read_before=())
    talk.unlock("c1", DOOR)
    talk.wait(5.1)
    assert set(talk.sent) == {ReadLock(DOOR)}
    reason = "nothing was sent: the port was not there or the board did not answer"
    assert talk.events == [UnlockFailed("c1", DOOR, reason)]


def test_after_a_lost_reading_one_more_closed_answer_is_needed() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.wait(1.3)  # the unlock and the reading of 0.5 s go unanswered
    talk.wait(0.7)  # the next reading, of 1.0 s, too
    assert talk.sent == [Unlock(DOOR), *[ReadLock(DOOR)] * 3]
    talk.hear(LockReport(DOOR, CLOSED))  # may describe 0.5 s
    talk.wait(0.2)
    talk.hear(LockReport(DOOR, CLOSED))  # may describe 1.0 s
    talk.wait(0.2)
    assert talk.events == []
    talk.hear(LockReport(DOOR, CLOSED))  # describes 1.5 s at the earliest
    assert talk.events == [STILL_CLOSED]


def test_the_same_command_id_sends_nothing_more_and_is_told_the_same_result() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, OPEN))
    talk.unlock("c1", DOOR)
    assert talk.sent == [Unlock(DOOR)]
    assert talk.events == [DoorOpened("c1", DOOR)] * 2


def test_a_command_id_used_for_another_door_sends_nothing_and_proves_nothing() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.unlock("c1", OTHER)
    reason = "this command id was used before, for board 1 lock 1; nothing was sent now"
    assert talk.events == [UnlockUnknown("c1", OTHER, reason)]
    assert talk.sent == [Unlock(DOOR)]


def test_doors_open_one_after_another() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.unlock("c2", OTHER)
    assert talk.sent == [Unlock(DOOR)]
    talk.hear(UnlockReply(DOOR, OPEN))
    talk.hear(UnlockReply(OTHER, OPEN))
    assert talk.sent == [Unlock(DOOR), Unlock(OTHER)]
    assert talk.events == [DoorOpened("c1", DOOR), DoorOpened("c2", OTHER)]


def test_an_order_that_waits_too_long_is_given_back_unsent() -> None:
    talk = Script()
    talk.events += talk.session.unlock("c1", DOOR, talk.now)
    talk.events += talk.session.advance(talk.now + 5.0)  # the port was not there
    reason = "nothing was sent: the port was not there or the board did not answer"
    assert talk.events == [UnlockFailed("c1", DOOR, reason)]
    assert talk.session.next_bytes(talk.now + 5.0) is None


def test_an_unlock_that_was_sent_before_the_link_went_is_unknown() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.session.line_was_flushed(talk.now)
    talk.events += talk.session.advance(talk.now + 8.0)
    reason = "no trustworthy answer came in time; look at the door"
    assert talk.events == [UnlockUnknown("c1", DOOR, reason)]


def test_a_link_that_comes_back_in_time_still_finds_out() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.session.line_was_flushed(talk.now)
    talk.now += 3.0
    talk.pump()
    talk.hear(LockReport(DOOR, OPEN))
    assert talk.events == [DoorOpened("c1", DOOR)]


def test_closing_the_session_tells_sent_from_unsent() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.unlock("c2", OTHER)
    talk.look(OTHER)
    assert talk.session.close(talk.now) == [
        UnlockUnknown("c1", DOOR, "the link was stopped before the answer; look at the door"),
        UnlockFailed("c2", OTHER, "nothing was sent: the link was stopped"),
        DoorSeen(OTHER, is_open=None),
    ]


def test_a_door_that_we_opened_is_watched_until_it_stays_closed() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, OPEN))
    for reading in (OPEN, CLOSED, OPEN, CLOSED, CLOSED):  # the hook bounces once
        talk.wait(0.3)
        talk.hear(LockReport(DOOR, reading))
        assert talk.events == [DoorOpened("c1", DOOR)]
    talk.wait(0.3)
    talk.hear(LockReport(DOOR, CLOSED))
    assert talk.events == [DoorOpened("c1", DOOR), DoorClosed(DOOR)]
    talk.sent.clear()
    talk.wait(5.0)
    assert talk.sent == []


def test_a_reading_from_before_the_door_opened_does_not_close_it() -> None:
    talk = Script(timing=Timing(closed_for_s=0.0))
    talk.unlock("c1", DOOR)
    talk.wait(1.1)  # one reading is lost, the next is under way
    talk.hear(LockReport(DOOR, OPEN))
    talk.wait(0.25)
    talk.hear(LockReport(DOOR, CLOSED))  # may be the answer that was late
    assert talk.events == [DoorOpened("c1", DOOR)]
    talk.wait(0.25)
    talk.hear(LockReport(DOOR, CLOSED))
    assert talk.events == [DoorOpened("c1", DOOR), DoorClosed(DOOR)]


def test_a_board_that_speaks_unasked_is_looked_at_but_not_believed() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, OPEN))
    talk.hear(ActiveReport(DOOR, CLOSED), ActiveReport(OTHER, CLOSED))
    assert talk.sent == [Unlock(DOOR), ReadLock(DOOR)]
    assert talk.events == [DoorOpened("c1", DOOR)]


def test_an_open_door_on_a_silent_board_is_asked_less_often_and_then_unknown() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, OPEN))
    talk.wait(10.0)
    assert 10 <= talk.sent.count(ReadLock(DOOR)) <= 16
    assert talk.events == [DoorOpened("c1", DOOR), DoorUnknown(DOOR)]


# --- doors of the plan ------------------------------------------------------------------------


def watching_a_closed_door() -> Script:
    talk = Script(doors=(DOOR,), read_before=())
    talk.pump()
    talk.hear(LockReport(DOOR, CLOSED))
    talk.events.clear()
    talk.sent.clear()
    return talk


def test_watched_doors_are_told_as_they_are_and_then_only_what_is_new() -> None:
    talk = Script(doors=(DOOR, OTHER), read_before=())
    talk.pump()
    talk.hear(LockReport(DOOR, CLOSED))
    talk.hear(LockReport(OTHER, OPEN))
    talk.wait(0.25)
    talk.hear(LockReport(DOOR, CLOSED))
    talk.hear(LockReport(OTHER, OPEN))
    assert talk.events == [DoorSeen(DOOR, is_open=False), DoorSeen(OTHER, is_open=True)]


def test_an_opening_that_nobody_ordered_is_told() -> None:
    talk = Script(doors=(DOOR,), read_before=())
    talk.pump()
    talk.hear(LockReport(DOOR, CLOSED))
    talk.wait(0.25)
    at = talk.now
    talk.hear(LockReport(DOOR, OPEN))
    assert talk.events[1:] == [UnexpectedOpening(DOOR, was_reported=False, at=at)]


def test_an_opening_that_was_ordered_is_told_once_and_as_such() -> None:
    talk = Script(doors=(DOOR,), read_before=())
    talk.pump()
    talk.hear(LockReport(DOOR, CLOSED))
    talk.unlock("c1", DOOR)
    talk.hear(RequestCopy(Unlock(DOOR)))
    talk.wait(0.35)
    talk.hear(LockReport(DOOR, OPEN))
    talk.wait(0.25)
    talk.hear(LockReport(DOOR, OPEN))
    assert talk.events[1:] == [DoorOpened("c1", DOOR)]


def test_an_unasked_report_of_an_opening_is_told_at_once_and_then_looked_at() -> None:
    talk = watching_a_closed_door()
    at = talk.now
    talk.hear(ActiveReport(DOOR, OPEN))
    assert talk.events == [UnexpectedOpening(DOOR, was_reported=True, at=at)]
    assert talk.sent == [ReadLock(DOOR)]


def test_a_watched_door_is_unknown_when_no_news_come_and_never_closed() -> None:
    talk = Script(doors=(DOOR,), read_before=())
    talk.pump()
    talk.hear(LockReport(DOOR, CLOSED))
    talk.wait(4.0)
    assert talk.events == [DoorSeen(DOOR, is_open=False), DoorUnknown(DOOR)]


def test_an_opening_in_the_dark_is_told_when_there_is_light_again() -> None:
    talk = Script(doors=(DOOR,), read_before=())
    talk.pump()
    talk.hear(LockReport(DOOR, CLOSED))
    talk.wait(3.5)
    while talk.session.next_bytes(talk.now) is None and talk.sent[-1] is None:
        talk.wait(0.05)
    talk.wait(0.85)
    talk.hear(LockReport(DOOR, OPEN))
    assert [type(event) for event in talk.events] == [DoorSeen, DoorUnknown, UnexpectedOpening]


def test_a_stranger_who_unlocks_makes_us_look_at_that_door() -> None:
    talk = watching_a_closed_door()
    talk.hear(RequestCopy(Unlock(DOOR)))
    assert talk.sent == [ReadLock(DOOR)]


# --- looks and the line -----------------------------------------------------------------------


def test_a_look_tells_the_doors_state() -> None:
    talk = Script()
    talk.look(DOOR)
    talk.hear(LockReport(DOOR, CLOSED))
    assert talk.events == [DoorSeen(DOOR, is_open=False)]


def test_a_look_at_a_silent_board_tells_that_nobody_knows() -> None:
    talk = Script()
    talk.look(DOOR)
    talk.wait(1.1)
    assert talk.sent == [ReadLock(DOOR)] * 2
    assert talk.events == [DoorSeen(DOOR, is_open=None)]


def test_a_look_without_a_port_ends() -> None:
    talk = Script()
    talk.session.look(DOOR, talk.now)
    assert talk.session.advance(talk.now + 5.0) == [DoorSeen(DOOR, is_open=None)]


def test_a_missing_answer_asks_for_a_flush() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    wishes = [talk.session.wants_flush]
    talk.session.advance(talk.now + 0.5)
    wishes.append(talk.session.wants_flush)
    talk.session.line_was_flushed(talk.now)
    wishes.append(talk.session.wants_flush)
    assert wishes == [False, True, False]


def test_on_a_noisy_line_nothing_is_sent_before_it_is_flushed() -> None:
    talk = Script()
    talk.session.receive(b"\xff" * 80, talk.now)
    talk.session.look(DOOR, talk.now)
    assert talk.session.wants_flush
    assert talk.session.next_bytes(talk.now) is None
    talk.session.line_was_flushed(talk.now)
    assert talk.session.next_bytes(talk.now + 0.05) == bytes.fromhex("80010133b3")


def test_a_garbled_answer_is_not_waited_for() -> None:
    talk = Script()
    talk.look(DOOR)
    talk.hear_bytes(b"\x80\x01\xff\x00\x81")
    talk.wait(0.1)
    assert talk.sent.count(ReadLock(DOOR)) == 2
    talk.hear(LockReport(DOOR, OPEN))
    assert talk.events == [DoorSeen(DOOR, is_open=OPEN)]
