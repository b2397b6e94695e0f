"""The talk with a board, as scripts with a hand-wound clock."""

from firmware_bridge.messages import (
    ActiveReport,
    DoorClosed,
    DoorOpened,
    DoorSeen,
    LockAddress,
    LockReport,
    ReadLock,
    RequestCopy,
    Unlock,
    UnlockFailed,
    UnlockReply,
    UnlockUnknown,
)
from firmware_bridge.shuoming import Polarity, ShuomingOptions, encode
from tests.firmware_bridge.script import Script

DOOR = LockAddress(1, 1)
OTHER = LockAddress(1, 2)
OPENING = ShuomingOptions(Polarity.OPENING_FEEDBACK)

OPEN, CLOSED = 0x00, 0x11  # as a closing-feedback lock says it

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
    assert talk.sent == [Unlock(DOOR), *[ReadLock(DOOR)] * 3]
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
    talk.hear(UnlockReply(DOOR, 0x11))
    assert talk.events == []
    talk.wait(0.4)
    talk.hear(LockReport(DOOR, 0x11))
    assert talk.sent == [Unlock(DOOR), ReadLock(DOOR)]
    assert talk.events == [DoorOpened("c1", DOOR)]


def test_an_opening_feedback_lock_that_answers_too_early_still_gets_its_time() -> None:
    talk = Script(OPENING)
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, 0x00))
    assert talk.events == []
    talk.wait(0.4)
    talk.hear(LockReport(DOOR, 0x11))
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
    talk.wait(3.0)
    assert [type(event) for event in talk.events] == [UnlockUnknown]
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, OPEN))  # of c0
    talk.wait(3.0)
    assert talk.events[1:] == [SILENT]


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
    reason = "nothing was sent: the line was not free or not there in time"
    assert talk.events == [UnlockFailed("c1", DOOR, reason)]
    assert talk.session.next_bytes(talk.now + 5.0) is None


def test_an_unlock_that_was_sent_before_the_link_went_is_unknown() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.session.line_was_flushed()
    talk.events += talk.session.advance(talk.now + 8.0)
    reason = "no trustworthy answer came in time; look at the door"
    assert talk.events == [UnlockUnknown("c1", DOOR, reason)]


def test_a_link_that_comes_back_in_time_still_finds_out() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.session.line_was_flushed()
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


def test_a_door_that_we_opened_is_watched_until_it_is_closed() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, OPEN))
    talk.wait(0.75)
    talk.hear(LockReport(DOOR, OPEN))
    talk.wait(0.75)
    talk.hear(LockReport(DOOR, CLOSED))
    talk.wait(5.0)
    assert talk.sent == [Unlock(DOOR), ReadLock(DOOR), ReadLock(DOOR)]
    assert talk.events == [DoorOpened("c1", DOOR), DoorClosed(DOOR)]


def test_a_reading_from_before_the_door_opened_does_not_close_it() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.wait(1.1)  # one reading is lost, the next is under way
    talk.hear(LockReport(DOOR, OPEN))
    talk.wait(0.75)
    talk.hear(LockReport(DOOR, CLOSED))  # may be the answer that was late
    assert talk.events == [DoorOpened("c1", DOOR)]
    talk.wait(0.75)
    talk.hear(LockReport(DOOR, CLOSED))
    assert talk.events == [DoorOpened("c1", DOOR), DoorClosed(DOOR)]


def test_a_board_that_speaks_unasked_is_looked_at_but_not_believed() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, OPEN))
    talk.hear(ActiveReport(DOOR, CLOSED), ActiveReport(OTHER, CLOSED))
    assert talk.sent == [Unlock(DOOR), ReadLock(DOOR)]
    assert talk.events == [DoorOpened("c1", DOOR)]


def test_an_open_door_on_a_silent_board_is_asked_less_often() -> None:
    talk = Script()
    talk.unlock("c1", DOOR)
    talk.hear(UnlockReply(DOOR, OPEN))
    talk.wait(10.0)
    assert talk.sent == [Unlock(DOOR), *[ReadLock(DOOR)] * 4]


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
    talk.session.line_was_flushed()
    wishes.append(talk.session.wants_flush)
    assert wishes == [False, True, False]


def test_on_a_noisy_line_nothing_is_sent_before_it_is_flushed() -> None:
    talk = Script()
    talk.session.receive(b"\xff" * 80, talk.now)
    talk.session.look(DOOR, talk.now)
    assert talk.session.wants_flush
    assert talk.session.next_bytes(talk.now) is None
    talk.session.line_was_flushed()
    assert talk.session.next_bytes(talk.now) == encode(ReadLock(DOOR))
