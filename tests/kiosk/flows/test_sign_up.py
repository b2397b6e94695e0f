"""Joining: consent first, with or without a face, and never without a way to pay."""

from __future__ import annotations

import weakref

import pytest

from kiosk.domain.problems import Problem
from kiosk.domain.text_message import Fate
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import screens as show
from kiosk.flows.code_effects import SendCode
from kiosk.flows.code_events import CodeAnswered
from kiosk.flows.confirm_number import EXPIRES, CodePolicy
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_capture import CAPTURE_TIMER, CapturePolicy
from kiosk.flows.face_screens import FaceHint
from kiosk.flows.purpose import Purpose
from kiosk.flows.screens import PhoneTrouble, PinStep, PinTrouble
from kiosk.flows.sign_up import MAX_NAME, SignUp, State
from models.results import Template
from tests.kiosk.flows.play import last, play
from tests.support.builders import (
    GOOD_PIN,
    PHONE,
    a_good_look,
    a_match,
    a_member,
    a_problem,
    a_template,
    ids,
    observed,
    saw,
    saw_a_stranger,
)

POLICY = CapturePolicy(frames=2, gap_s=0.35, same_person=0.40, capture_s=30.0)
CAMERA_LOST = a_problem()

WITH_FACE, WITHOUT_FACE = (
    member_on.ConsentGiven(with_face=True),
    member_on.ConsentGiven(with_face=False),
)
NUMBER, FREE, TAKEN = (
    on.DigitsEntered(PHONE),
    member_on.PhoneChecked(is_free=True),
    member_on.PhoneTaken(),
)
PIN, SKIP, NAME = on.DigitsEntered(GOOD_PIN), member_on.SkipPressed(), member_on.NameEntered("张")
BACK, CANCEL, RETRY, CONFIRM = (
    on.BackPressed(), on.CancelPressed(), on.RetryPressed(), on.ConfirmPressed(),
)  # fmt: skip
LOOKS = [saw_a_stranger(0, 0.0), saw_a_stranger(5, 1.0)]
TOO_LONG = on.TimedOut(CAPTURE_TIMER)

TO_PIN: list[Event] = [WITH_FACE, NUMBER, FREE, NUMBER]
TO_CAMERA: list[Event] = [*TO_PIN, PIN, PIN, NAME]
TO_CAMERA_WITHOUT_PIN: list[Event] = [*TO_PIN, SKIP, NAME]
TO_SAVING_WITHOUT_FACE: list[Event] = [WITHOUT_FACE, NUMBER, FREE, NUMBER, PIN, PIN, NAME]

ASK_NAME = do.Show(see.EnterName())
ASK_AGAIN = do.Show(show.EnterPhone(Purpose.JOIN, step=show.PhoneStep.REPEAT))
STOP_CAPTURE = [do.StopWatching(), do.StopTimer(CAPTURE_TIMER)]
FAILED = do.Show(see.JoinFailed())
NO_CAMERA = do.Show(see.JoinFailed(CAMERA_LOST))


def a_sign_up(*events: Event, why_no_face: Problem | None = None) -> SignUp:
    """The step after these events."""
    sign_up = SignUp(POLICY, ids("new-member"), why_no_face)
    sign_up.start()
    play(sign_up, *events)
    return sign_up


def consent(why_no_face: Problem | None = None) -> do.Show:
    return do.Show(see.Consent(why_no_face))


def ask_phone(trouble: PhoneTrouble | None = None) -> do.Show:
    return do.Show(show.EnterPhone(Purpose.JOIN, trouble))


def ask_pin(
    step: PinStep = PinStep.CHOOSE, trouble: PinTrouble | None = None, *, can_skip: bool = False
) -> do.Show:
    return do.Show(show.EnterPin(step, trouble, can_skip=can_skip))


def ring(hint: FaceHint, progress: float) -> do.Show:
    return do.Show(face_show.LookAtCamera(Purpose.JOIN, hint, progress))


START_CAPTURE = [
    do.WatchFaces(), do.StartTimer(CAPTURE_TIMER, 30.0), ring(FaceHint.LOOK_HERE, 0.0),
]  # fmt: skip


def register(pin: str = GOOD_PIN, templates: tuple[Template, ...] = ()) -> member_do.RegisterMember:
    return member_do.RegisterMember("new-member", PHONE, "张", pin, templates)


# --- the two ways in --------------------------------------------------------------------------


def test_joining_with_a_face_and_a_pin() -> None:
    sign_up = a_sign_up()
    assert sign_up.start() == [consent()]
    welcome = member_on.MemberRegistered(a_member(has_face=True))
    assert play(sign_up, *TO_CAMERA, *LOOKS, welcome) == [
        [ask_phone()],
        [member_do.CheckPhone(PHONE)],
        [ASK_AGAIN],
        [ask_pin(can_skip=True)],
        [ask_pin(PinStep.REPEAT)],
        [ASK_NAME],
        START_CAPTURE,
        [ring(FaceHint.TURN_A_LITTLE, 0.5)],
        [
            ring(FaceHint.TURN_A_LITTLE, 1.0),
            *STOP_CAPTURE,
            register(templates=(a_template(0), a_template(5))),
        ],
        [do.Show(see.Welcome("张*", has_face=True))],
    ]


def test_joining_without_a_face_never_starts_the_camera() -> None:
    welcome = member_on.MemberRegistered(a_member(has_face=False))
    assert play(a_sign_up(), *TO_SAVING_WITHOUT_FACE, welcome) == [
        [ask_phone()],
        [member_do.CheckPhone(PHONE)],
        [ASK_AGAIN],
        [ask_pin()],
        [ask_pin(PinStep.REPEAT)],
        [ASK_NAME],
        [register()],
        [do.Show(see.Welcome("张*", has_face=False))],
    ]


def test_with_a_face_the_pin_can_wait() -> None:
    sign_up = a_sign_up(*TO_CAMERA_WITHOUT_PIN)
    saved = last(sign_up, *LOOKS)[-1]
    assert saved == register(pin="", templates=(a_template(0), a_template(5)))


def test_without_a_face_there_is_no_way_around_the_pin() -> None:
    assert last(a_sign_up(WITHOUT_FACE, NUMBER, FREE, NUMBER), SKIP) == []


def test_a_number_that_is_not_repeated_is_asked_for_anew() -> None:
    sign_up = a_sign_up(WITH_FACE, NUMBER, FREE)
    other = on.DigitsEntered("13812345679")
    assert play(sign_up, other, NUMBER) == [
        [ask_phone(PhoneTrouble.DIFFERENT)],
        [member_do.CheckPhone(PHONE)],
    ]


# --- a code by message --------------------------------------------------------------------------


def a_sign_up_with_codes(*events: Event) -> SignUp:
    codes = CodePolicy(lambda: "482913")
    sign_up = SignUp(POLICY, ids("new-member", "m1", "m2"), None, codes=codes)
    sign_up.start()
    play(sign_up, *events)
    return sign_up


def answered(fate: Fate) -> CodeAnswered:
    return CodeAnswered("m1", fate)


def sent(effects: list[Effect]) -> list[str]:
    return [effect.message.id for effect in effects if isinstance(effect, SendCode)]


CODE = on.DigitsEntered("482913")


def test_where_messages_are_set_up_the_number_is_typed_once() -> None:
    sign_up = a_sign_up_with_codes(WITHOUT_FACE, NUMBER, FREE, answered(Fate.SENT))
    assert last(sign_up, CODE)[-1] == ask_pin()


def test_the_page_of_the_number_says_that_a_message_goes_to_it() -> None:
    asked = do.Show(show.EnterPhone(Purpose.JOIN, sends_code=True))
    assert last(a_sign_up_with_codes(), WITH_FACE) == [asked]


def test_a_number_that_is_taken_gets_no_message() -> None:
    sign_up = a_sign_up_with_codes(WITH_FACE, NUMBER)
    assert sent(last(sign_up, member_on.PhoneChecked(is_free=False))) == []


def test_a_code_that_comes_while_the_number_is_looked_at_once_more_still_counts() -> None:
    sign_up = a_sign_up_with_codes(WITHOUT_FACE, NUMBER, FREE, BACK, answered(Fate.SENT), NUMBER)
    assert sent(last(sign_up, FREE)) == []
    assert last(sign_up, CODE)[-1] == ask_pin()


def test_another_number_gets_a_message_of_its_own_and_the_first_code_is_void() -> None:
    sign_up = a_sign_up_with_codes(WITHOUT_FACE, NUMBER, FREE, BACK)
    other = last(sign_up, on.DigitsEntered("13812345679"), FREE)
    assert do.StopTimer(f"{EXPIRES}m1") in other
    assert sent(other) == ["m2"]


def test_a_number_that_was_confirmed_is_not_asked_for_again_on_the_way_back() -> None:
    sign_up = a_sign_up_with_codes(WITHOUT_FACE, NUMBER, FREE, CODE, BACK, NUMBER)
    assert last(sign_up, FREE) == [ask_pin()]


def test_who_leaves_leaves_no_clock_behind() -> None:
    sign_up = a_sign_up_with_codes(WITH_FACE, NUMBER, FREE)
    assert do.StopTimer(f"{EXPIRES}m1") in last(sign_up, CANCEL)


def test_a_late_answer_disturbs_nobody_who_is_further() -> None:
    sign_up = a_sign_up_with_codes(WITHOUT_FACE, NUMBER, FREE, CODE)
    assert (last(sign_up, answered(Fate.DOWN)), sign_up.state) == ([], State.PIN)


# --- look-alikes --------------------------------------------------------------------------------


def test_members_whom_a_new_face_nearly_passes_for_are_told_to_the_books() -> None:
    sign_up = a_sign_up(*TO_CAMERA)
    near, far = a_match("li", score=0.36), a_match("wang", score=0.34)
    looks = [observed(a_good_look(near, 0), 0.0), observed(a_good_look(far, 5), 1.0)]
    saved = last(sign_up, *looks)[-1]
    assert isinstance(saved, member_do.RegisterMember)
    assert saved.look_alikes == ("li",)


def test_the_repeated_pin_cannot_be_skipped() -> None:
    assert last(a_sign_up(*TO_PIN, PIN), SKIP) == []


# --- consent ----------------------------------------------------------------------------------


@pytest.mark.parametrize("event", [NUMBER, NAME, PIN, SKIP, CONFIRM, saw_a_stranger()])
def test_nothing_happens_before_consent(event: Event) -> None:
    sign_up = a_sign_up()
    assert (last(sign_up, event), sign_up.state) == ([], State.CONSENT)


def test_without_a_camera_only_joining_without_a_face_is_offered() -> None:
    sign_up = a_sign_up(why_no_face=CAMERA_LOST)
    assert sign_up.start() == [consent(CAMERA_LOST)]
    assert play(sign_up, WITH_FACE, WITHOUT_FACE) == [[], [ask_phone()]]


def test_the_offer_changes_when_the_camera_comes_and_goes() -> None:
    sign_up = a_sign_up()
    assert sign_up.faces_changed(CAMERA_LOST) == [consent(CAMERA_LOST)]
    assert sign_up.faces_changed(None) == [consent()]


# --- number, PIN and name ---------------------------------------------------------------------


def test_what_is_no_number_is_asked_for_again() -> None:
    again = [ask_phone(PhoneTrouble.NOT_A_NUMBER)]
    assert last(a_sign_up(WITH_FACE), on.DigitsEntered("12345")) == again


def test_a_number_that_is_taken_is_told_at_once() -> None:
    taken = last(a_sign_up(WITH_FACE, NUMBER), member_on.PhoneChecked(is_free=False))
    assert taken == [ask_phone(PhoneTrouble.TAKEN)]


@pytest.mark.parametrize(
    ("digits", "trouble"),
    [
        ("12345", PinTrouble.NOT_SIX_DIGITS),
        ("123456", PinTrouble.EASY),
        ("888888", PinTrouble.EASY),
        ("121212", PinTrouble.EASY),
    ],
)
def test_an_easy_pin_is_refused(digits: str, trouble: PinTrouble) -> None:
    refused = last(a_sign_up(*TO_PIN), on.DigitsEntered(digits))
    assert refused == [ask_pin(trouble=trouble, can_skip=True)]


def test_a_pin_that_is_repeated_differently_is_chosen_anew() -> None:
    sign_up = a_sign_up(*TO_PIN, PIN)
    assert play(sign_up, on.DigitsEntered("290418"), PIN) == [
        [ask_pin(trouble=PinTrouble.DIFFERENT, can_skip=True)],
        [ask_pin(PinStep.REPEAT)],
    ]


@pytest.mark.parametrize(("typed", "kept"), [("  张 ", "张"), ("", ""), ("x" * 99, "x" * MAX_NAME)])
def test_a_name_is_trimmed_and_may_be_missing(typed: str, kept: str) -> None:
    sign_up = a_sign_up(WITHOUT_FACE, NUMBER, FREE, NUMBER, PIN, PIN)
    saved = [member_do.RegisterMember("new-member", PHONE, kept, GOOD_PIN, ())]
    assert last(sign_up, member_on.NameEntered(typed)) == saved


@pytest.mark.parametrize("before", [[WITH_FACE], TO_PIN, [*TO_PIN, PIN], [*TO_PIN, PIN, PIN]])
def test_touches_of_an_earlier_screen_mean_nothing(before: list[Event]) -> None:
    sign_up = a_sign_up(*before)
    assert play(sign_up, WITH_FACE, CONFIRM, RETRY, saw_a_stranger()) == [[]] * 4


# --- the face ---------------------------------------------------------------------------------


KNOWN = [observed(a_good_look(a_match(), degrees)) for degrees in (0, 5)]


def test_somebody_we_know_is_not_registered_again_and_not_named() -> None:
    assert play(a_sign_up(*TO_CAMERA), *KNOWN) == [
        [ring(FaceHint.TURN_A_LITTLE, 0.5)],
        [ring(FaceHint.TURN_A_LITTLE, 1.0), *STOP_CAPTURE, do.Show(see.AlreadyMember())],
    ]


def test_late_frames_after_the_last_one_do_nothing() -> None:
    sign_up = a_sign_up(*TO_CAMERA, *KNOWN)
    assert play(sign_up, saw("zhang"), *LOOKS) == [[], [], []]


def test_another_person_stepping_in_is_not_mixed_with_the_first() -> None:
    sign_up = a_sign_up(*TO_CAMERA, saw_a_stranger(0, 0.0), saw_a_stranger(90, 1.0))
    saved = last(sign_up, saw_a_stranger(95, 2.0))[-1]
    assert saved == register(templates=(a_template(90), a_template(95)))


@pytest.mark.parametrize("timer", ["idle", "face"])
def test_other_timers_do_not_end_the_capture(timer: str) -> None:
    assert last(a_sign_up(*TO_CAMERA), on.TimedOut(timer)) == []


def test_a_capture_that_takes_too_long_can_be_tried_again() -> None:
    sign_up = a_sign_up(*TO_CAMERA, LOOKS[0])
    assert play(sign_up, TOO_LONG, RETRY) == [[*STOP_CAPTURE, FAILED], START_CAPTURE]
    assert last(sign_up, LOOKS[1]) == [ring(FaceHint.TURN_A_LITTLE, 0.5)]


def test_after_a_failed_capture_one_can_join_with_the_pin_alone() -> None:
    assert last(a_sign_up(*TO_CAMERA, TOO_LONG), CONFIRM) == [register()]


def test_after_a_failed_capture_without_a_pin_one_is_needed() -> None:
    sign_up = a_sign_up(*TO_CAMERA_WITHOUT_PIN, TOO_LONG)
    assert play(sign_up, CONFIRM, SKIP, PIN, PIN, NAME) == [
        [ask_pin()],
        [],
        [ask_pin(PinStep.REPEAT)],
        [ASK_NAME],
        [register()],
    ]


def test_a_yes_to_no_face_holds_when_the_number_turns_out_to_be_taken() -> None:
    sign_up = a_sign_up(*TO_CAMERA, TOO_LONG, CONFIRM)
    assert play(sign_up, TAKEN, NUMBER, FREE, NUMBER, PIN, PIN, NAME)[-1] == [register()]


def test_who_would_rather_not_be_looked_at_can_say_so_before_the_camera() -> None:
    sign_up = a_sign_up(*TO_CAMERA, LOOKS[0])
    assert last(sign_up, SKIP) == [*STOP_CAPTURE, register()]
    assert sign_up._capture._kept == ()


def test_and_is_asked_for_a_pin_when_there_is_none() -> None:
    assert last(a_sign_up(*TO_CAMERA_WITHOUT_PIN), SKIP) == [*STOP_CAPTURE, ask_pin()]


def test_a_late_frame_after_a_failed_capture_does_nothing() -> None:
    assert last(a_sign_up(*TO_CAMERA, TOO_LONG), LOOKS[0]) == []


def test_a_camera_that_is_lost_ends_the_capture() -> None:
    sign_up = a_sign_up(*TO_CAMERA, LOOKS[0])
    assert sign_up.faces_changed(CAMERA_LOST) == [*STOP_CAPTURE, NO_CAMERA]
    assert last(sign_up, RETRY) == []
    assert sign_up.faces_changed(None) == [FAILED]
    assert last(sign_up, RETRY) == START_CAPTURE


def test_a_camera_that_was_lost_while_typing_is_not_waited_for() -> None:
    sign_up = a_sign_up(*TO_PIN, PIN, PIN)
    assert sign_up.faces_changed(CAMERA_LOST) == []
    assert last(sign_up, NAME) == [NO_CAMERA]


def test_who_joins_without_a_face_does_not_wait_for_a_camera() -> None:
    sign_up = a_sign_up(*TO_SAVING_WITHOUT_FACE, on.NotDone(register()))
    assert sign_up.faces_changed(CAMERA_LOST) == [FAILED]
    assert last(sign_up, RETRY) == [register()]


def test_a_camera_that_is_well_does_not_disturb_the_capture() -> None:
    assert a_sign_up(*TO_CAMERA).faces_changed(None) == []


# --- saving -----------------------------------------------------------------------------------


def test_a_number_that_was_taken_meanwhile_is_asked_for_again() -> None:
    assert last(a_sign_up(*TO_SAVING_WITHOUT_FACE), TAKEN) == [ask_phone(PhoneTrouble.TAKEN)]


def test_a_member_that_could_not_be_written_down_can_be_tried_again() -> None:
    sign_up = a_sign_up(*TO_CAMERA, *LOOKS)
    assert play(sign_up, on.NotDone(register()), RETRY) == [[FAILED], START_CAPTURE]


@pytest.mark.parametrize("again", [RETRY, CONFIRM])
def test_trying_again_without_a_face_starts_no_camera(again: Event) -> None:
    sign_up = a_sign_up(*TO_SAVING_WITHOUT_FACE, on.NotDone(register()))
    assert last(sign_up, again) == [register()]


@pytest.mark.parametrize(
    "event", [BACK, CANCEL, NAME, CONFIRM, on.NotDone(do.LoadQueue()), TOO_LONG]
)
def test_while_it_is_written_down_nothing_else_happens(event: Event) -> None:
    sign_up = a_sign_up(*TO_SAVING_WITHOUT_FACE)
    assert (last(sign_up, event), sign_up.state, sign_up.is_over) == ([], State.SAVING, False)


# --- ways out ---------------------------------------------------------------------------------


def test_back_goes_one_step_each_time() -> None:
    sign_up = a_sign_up(*TO_PIN, PIN)
    assert play(sign_up, *[BACK] * 4) == [
        [ask_pin(can_skip=True)],
        [ask_phone()],
        [consent()],
        [],
    ]
    assert sign_up.is_over


@pytest.mark.parametrize(
    ("before", "effects"),
    [
        ([*TO_PIN, PIN, PIN], [ask_pin(can_skip=True)]),
        (TO_CAMERA, [*STOP_CAPTURE, ASK_NAME]),
        ([*TO_CAMERA, TOO_LONG], [ASK_NAME]),
    ],
    ids=["from the name", "from the camera", "from the failure"],
)
def test_back_from_the_later_steps(before: list[Event], effects: list[Effect]) -> None:
    assert last(a_sign_up(*before), BACK) == effects


@pytest.mark.parametrize("before", [[], [WITH_FACE], TO_PIN, [*TO_PIN, SKIP]])
def test_one_can_leave_at_any_step(before: list[Event]) -> None:
    sign_up = a_sign_up(*before)
    assert (last(sign_up, CANCEL), sign_up.is_over) == ([], True)


def test_leaving_the_camera_stops_it() -> None:
    sign_up = a_sign_up(*TO_CAMERA, LOOKS[0])
    assert (last(sign_up, CANCEL), sign_up.is_over) == (STOP_CAPTURE, True)


def test_a_face_dies_with_the_step() -> None:
    sign_up = a_sign_up(*TO_CAMERA, LOOKS[0], CANCEL)
    capture = weakref.ref(sign_up._capture)
    del sign_up
    assert capture() is None


@pytest.mark.parametrize("event", [on.DonePressed(), BACK, CANCEL])
def test_the_welcome_is_left_by_any_way(event: Event) -> None:
    sign_up = a_sign_up(*TO_SAVING_WITHOUT_FACE, member_on.MemberRegistered(a_member()))
    assert (last(sign_up, event), sign_up.is_over) == ([], True)


def test_the_welcome_stays_for_everything_else() -> None:
    sign_up = a_sign_up(*TO_SAVING_WITHOUT_FACE, member_on.MemberRegistered(a_member()))
    assert (last(sign_up, on.Touched()), sign_up.is_over) == ([], False)


# --- under 14 -----------------------------------------------------------------------------------

GUARDIAN, STAFF_PIN = member_on.GuardianPressed(), on.DigitsEntered("135790")
SEEN = do.Show(show.EnterPin(PinStep.ENTER, for_staff=True, is_witness=True, of_guardian=True))


@pytest.mark.parametrize("yes", [WITH_FACE, WITHOUT_FACE])
def test_a_guardians_yes_counts_once_staff_have_seen_them(yes: Event) -> None:
    sign_up = a_sign_up()
    assert last(sign_up, GUARDIAN, yes) == [SEEN]
    assert last(sign_up, NUMBER, NAME, STAFF_PIN) == [do.CheckStaffPin("135790")]
    assert sign_up.state is State.STAFF
    assert last(sign_up, on.StaffPinAccepted()) == [do.Show(show.EnterPhone(Purpose.JOIN))]
    (register,) = last(sign_up, NUMBER, FREE, NUMBER, PIN, PIN, NAME)[:1]
    if yes is WITHOUT_FACE:
        assert isinstance(register, member_do.RegisterMember)
        assert register.by_guardian


def test_a_child_who_does_not_know_the_staff_pin_does_not_join() -> None:
    sign_up = a_sign_up(GUARDIAN, WITH_FACE, STAFF_PIN)
    (shown,) = last(sign_up, on.StaffPinRefused(2, 0))
    wrong = do.Show(
        show.EnterPin(
            PinStep.ENTER, PinTrouble.WRONG, 2, for_staff=True, is_witness=True, of_guardian=True
        )
    )
    assert shown == wrong
    assert sign_up.state is State.STAFF
    assert last(sign_up, BACK) == [do.Show(see.GuardianConsent())]
    assert last(sign_up, BACK) == [do.Show(see.Consent())]


def test_whoever_is_14_needs_no_staff_also_after_having_asked_for_the_guardian() -> None:
    assert last(a_sign_up(GUARDIAN, BACK), WITH_FACE) == [do.Show(show.EnterPhone(Purpose.JOIN))]
