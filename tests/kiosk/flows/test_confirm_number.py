"""A number is confirmed by a code from a message, or typed once more; silence is not a no."""

from __future__ import annotations

import itertools

import pytest

from kiosk.domain.text_message import CodeMessage, Fate
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.flows.code_effects import SendCode
from kiosk.flows.code_events import CodeAnswered
from kiosk.flows.code_screens import CodeNote, EnterCode
from kiosk.flows.confirm_number import (
    AGAIN,
    EXPIRES,
    CodePolicy,
    ConfirmNumber,
    Right,
    State,
    Wrong,
)
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.purpose import Purpose
from kiosk.flows.screens import PhoneStep, PhoneTrouble
from tests.support.builders import PHONE

CODES = ("111111", "222222", "333333")
MASKED = "138********"
NUMBER, OTHER = on.DigitsEntered(PHONE), on.DigitsEntered("13999999999")
FIRST, SECOND, NOBODYS = (on.DigitsEntered(code) for code in ("111111", "222222", "000000"))
SEND, TYPE = on.RetryPressed(), member_on.SkipPressed()
WAITED = on.TimedOut(AGAIN)
TYPE_AGAIN = show.EnterPhone(Purpose.JOIN, step=PhoneStep.REPEAT)
NO_MESSAGE = show.EnterPhone(Purpose.JOIN, PhoneTrouble.NO_MESSAGE, PhoneStep.REPEAT)


def answered(number: int, fate: Fate) -> CodeAnswered:
    return CodeAnswered(f"m{number}", fate)


def expired(number: int) -> on.TimedOut:
    return on.TimedOut(f"{EXPIRES}m{number}")


SENT, UNKNOWN, DOWN = answered(1, Fate.SENT), answered(1, Fate.UNKNOWN), answered(1, Fate.DOWN)


def a_policy(messages: int = 3) -> CodePolicy:
    codes = iter(CODES)
    return CodePolicy(lambda: next(codes), messages=messages)


def confirming(*events: Event, messages: int = 3) -> ConfirmNumber:
    """After these events."""
    ids = itertools.count(1)
    number = ConfirmNumber(PHONE, a_policy(messages), lambda: f"m{next(ids)}")
    number.start()
    for event in events:
        number.handle(event)
    return number


def shown(effects: list[Effect]) -> list[object]:
    return [effect.screen for effect in effects if isinstance(effect, do.Show)]


def sent(effects: list[Effect]) -> list[CodeMessage]:
    return [effect.message for effect in effects if isinstance(effect, SendCode)]


def a_page(note: CodeNote, **more: int | bool) -> EnterCode:
    return EnterCode(MASKED, note, **more)  # type: ignore[arg-type]


# --- with messages ----------------------------------------------------------------------------


def test_a_message_is_sent_and_its_code_asked_for() -> None:
    number = ConfirmNumber(PHONE, a_policy(), lambda: "m1")
    assert number.start() == [
        do.StartTimer(AGAIN, 60.0),
        do.StartTimer(f"{EXPIRES}m1", 300.0),
        SendCode(CodeMessage("m1", PHONE, "111111")),
        do.Show(a_page(CodeNote.SENDING)),
    ]


def test_the_right_code_confirms_the_number_and_nothing_counts_any_more() -> None:
    number = confirming(SENT)
    effects = number.handle(FIRST)
    assert number.outcome is Right.BY_CODE
    assert effects == [do.StopTimer(AGAIN), do.StopTimer(f"{EXPIRES}m1")]


def test_the_wait_for_another_begins_when_the_service_has_taken_the_first() -> None:
    effects = confirming().handle(SENT)
    assert effects == [do.StartTimer(AGAIN, 60.0), do.Show(a_page(CodeNote.SENT, again_s=60))]


def test_no_answer_is_no_no_a_code_that_comes_late_still_counts() -> None:
    number = confirming()
    assert shown(number.handle(UNKNOWN)) == [a_page(CodeNote.LATE, again_s=60, can_type=True)]
    number.handle(FIRST)
    assert number.outcome is Right.BY_CODE


def test_an_answer_that_never_comes_offers_both_ways_out() -> None:
    page = shown(confirming().handle(WAITED))
    assert page == [a_page(CodeNote.LATE, can_send=True, can_type=True)]


def test_the_code_counts_while_its_answer_is_waited_for() -> None:
    number = confirming(FIRST)
    assert number.outcome is Right.BY_CODE


def test_after_a_second_message_the_first_ones_code_still_counts() -> None:
    number = confirming(SENT, WAITED, SEND)
    number.handle(FIRST)
    assert number.outcome is Right.BY_CODE


def test_another_message_has_another_id_and_another_code() -> None:
    (message,) = sent(confirming(SENT, WAITED).handle(SEND))
    assert message == CodeMessage("m2", PHONE, "222222")


@pytest.mark.parametrize("so_far", [(), (SENT,), (UNKNOWN,)])
def test_nobody_can_have_another_before_the_wait_is_over(so_far: tuple[Event, ...]) -> None:
    assert confirming(*so_far).handle(SEND) == []


def test_there_are_only_so_many_messages() -> None:
    number = confirming(SENT, WAITED, messages=1)
    assert number.handle(SEND) == []


@pytest.mark.parametrize("fate", [Fate.DOWN, Fate.LIMITED])
def test_a_message_that_cannot_be_sent_is_replaced_by_typing_at_once(fate: Fate) -> None:
    number = confirming()
    assert shown(number.handle(answered(1, fate))) == [NO_MESSAGE]
    number.handle(NUMBER)
    assert number.outcome is Right.TYPED_TWICE


def test_a_code_of_a_message_that_was_refused_counts_for_nothing() -> None:
    number = confirming(DOWN)
    number.handle(FIRST)
    assert number.outcome == Wrong(PhoneTrouble.DIFFERENT)  # it is no number either


def test_a_second_message_that_is_refused_leaves_the_first_one_s_code() -> None:
    number = confirming(SENT, WAITED, SEND)
    page = shown(number.handle(answered(2, Fate.LIMITED)))
    assert page == [a_page(CodeNote.NO_MORE, can_type=True)]
    number.handle(FIRST)
    assert number.outcome is Right.BY_CODE


def test_a_number_that_does_not_exist_has_to_be_typed_anew() -> None:
    number = confirming(answered(1, Fate.NO_SUCH_NUMBER))
    assert number.outcome == Wrong(PhoneTrouble.NOT_A_NUMBER)


def test_an_answer_about_another_message_changes_nothing() -> None:
    assert confirming().handle(answered(7, Fate.DOWN)) == []


# --- wrong codes and expired ones ---------------------------------------------------------------


def test_a_wrong_code_leaves_so_many_tries() -> None:
    page = shown(confirming(SENT).handle(NOBODYS))
    assert page == [a_page(CodeNote.WRONG, tries_left=4, again_s=60)]


def test_after_five_wrong_ones_the_right_one_counts_no_more() -> None:
    number = confirming(SENT, *[NOBODYS] * 4)
    assert shown(number.handle(NOBODYS)) == [a_page(CodeNote.USED_UP, again_s=60, can_type=True)]
    assert (number.handle(FIRST), number.outcome) == ([], None)


def test_after_too_many_wrong_ones_another_message_helps() -> None:
    number = confirming(SENT, *[NOBODYS] * 5, WAITED, SEND)
    number.handle(SECOND)
    assert number.outcome is Right.BY_CODE


def test_a_code_expires() -> None:
    number = confirming(SENT, WAITED)
    page = shown(number.handle(expired(1)))
    assert page == [a_page(CodeNote.EXPIRED, can_send=True, can_type=True)]
    assert (number.handle(FIRST), number.outcome) == ([], None)


def test_each_code_expires_by_itself() -> None:
    number = confirming(SENT, WAITED, SEND)
    assert number.handle(expired(1)) == []
    assert shown(number.handle(FIRST)) != []
    number.handle(SECOND)
    assert number.outcome is Right.BY_CODE


@pytest.mark.parametrize("digits", ["", "11111", "1111111", "11111a", "１１１１１１"])
def test_what_is_no_code_costs_no_try(digits: str) -> None:
    assert confirming(SENT).handle(on.DigitsEntered(digits)) == []


# --- typing instead -----------------------------------------------------------------------------


def test_typing_instead_is_offered_once_the_message_is_late() -> None:
    assert confirming(SENT).handle(TYPE) == []
    assert shown(confirming(SENT, WAITED).handle(TYPE)) == [TYPE_AGAIN]


def test_another_number_is_not_the_same() -> None:
    number = confirming(SENT, WAITED, TYPE, OTHER)
    assert number.outcome == Wrong(PhoneTrouble.DIFFERENT)


def test_from_typing_there_is_a_way_back_to_a_code_that_came() -> None:
    number = confirming(SENT, WAITED, TYPE)
    back = number.back()
    assert back is not None
    assert shown(back) == [a_page(CodeNote.SENT, can_send=True, can_type=True)]
    number.handle(FIRST)
    assert number.outcome is Right.BY_CODE


def test_news_of_messages_do_not_take_the_keys_from_whoever_types() -> None:
    number = confirming(SENT, WAITED, TYPE)
    assert (number.handle(expired(1)), number.state) == ([], State.AGAIN)


def test_the_same_number_once_more_costs_no_second_message() -> None:
    number = confirming(SENT)
    assert number.back() is None
    assert number.handle(NUMBER) == []  # the page before has the keys
    again = number.start()
    assert (sent(again), shown(again)) == ([], [a_page(CodeNote.SENT, again_s=60)])


def test_leaving_stops_every_clock() -> None:
    stopped = [do.StopTimer(AGAIN), do.StopTimer(f"{EXPIRES}m1"), do.StopTimer(f"{EXPIRES}m2")]
    assert confirming(SENT, WAITED, SEND).stop() == stopped


# --- without messages ---------------------------------------------------------------------------


def test_where_no_messages_are_set_up_the_number_is_typed_twice() -> None:
    number = ConfirmNumber(PHONE, None, lambda: "never")
    assert number.start() == [do.Show(TYPE_AGAIN)]
    assert (number.handle(NUMBER), number.outcome) == ([], Right.TYPED_TWICE)


# --- nothing of it in a log ---------------------------------------------------------------------


def test_neither_code_nor_number_is_in_any_repr() -> None:
    number = ConfirmNumber(PHONE, a_policy(), lambda: "m1")
    told = repr([*number.start(), number, FIRST, *number.handle(SENT)])
    assert "m1" in told
    assert [secret for secret in (PHONE, PHONE[-4:], "111111") if secret in told] == []
