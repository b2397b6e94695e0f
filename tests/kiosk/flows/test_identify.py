"""Who pays? By face or by phone number and PIN, and never without being asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.identity import Check, Identity, Proof
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.risk import Decision, Evidence, Reason, RiskPolicy, Step
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.checkout import Identified
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_screens import FaceHint
from kiosk.flows.identify import FACE_TIMER, Identify, Leaving, State
from kiosk.flows.looking import UNNAMED_FRAMES
from kiosk.flows.proving import PROOF_TIMER
from kiosk.flows.purpose import Purpose
from kiosk.flows.screens import PhoneStep, PhoneTrouble, PinTrouble
from tests.kiosk.flows.play import last, play
from tests.support.builders import (
    GOOD_PIN,
    MATCHING,
    PHONE,
    a_cart,
    a_look_at,
    a_member,
    a_poor_look,
    a_problem,
    ids,
    observed,
    saw,
    saw_a_stranger,
)

CART = a_cart()
SEARCH_S = 15.0
CAMERA_LOST = a_problem()
BY_FACE, BY_PHONE, BACK = (
    money_on.PayByFacePressed(),
    money_on.PayByPhonePressed(),
    on.BackPressed(),
)
TYPED_PHONE, TYPED_PIN = on.DigitsEntered(PHONE), on.DigitsEntered(GOOD_PIN)
STOP_LOOKING = [do.StopWatching(), do.StopTimer(FACE_TIMER)]
NOT_RECOGNISED = do.Show(face_show.NotRecognised(CART))
NOTED = face_do.NoteStranger(-1.0, "test-pack")
EVIDENCE = Evidence("zhang", 0.8, 0.1, MATCHING, 0.0, pack="test-pack")
ASSESS = face_do.AssessFace("check-1", EVIDENCE, CART.total)
TAP, DIGITS = Decision(Step.TAP, (Reason.REGULAR,)), Decision(Step.DIGITS, (Reason.AMOUNT,))
ASK_PHONE = do.Show(show.EnterPhone(Purpose.PAY))
ASK_PIN = do.Show(show.EnterPin(show.PinStep.ENTER, masked_phone="138********"))


def an_identify(*events: Event, why_no_face: Problem | None = None) -> Identify:
    """The step after these events."""
    identify = Identify(CART, SEARCH_S, why_no_face, new_id=ids("check-1"), risk=RiskPolicy())
    identify.start()
    play(identify, *events)
    return identify


def choose(why_no_face: Problem | None = None) -> do.Show:
    return do.Show(money_show.ChoosePayment(CART, why_no_face))


def ring(hint: FaceHint, progress: float = 0.0) -> Effect:
    return do.Show(face_show.LookAtCamera(Purpose.PAY, hint, progress, CART))


def pin_again(trouble: PinTrouble, tries_left: int = 0, locked_for_s: int = 0) -> do.Show:
    step = show.PinStep.ENTER
    masked = "138********"
    return do.Show(show.EnterPin(step, trouble, tries_left, locked_for_s, masked_phone=masked))


# --- by face ----------------------------------------------------------------------------------


def test_no_camera_before_somebody_asked_for_it() -> None:
    identify = an_identify()
    assert identify.start() == [choose()]
    assert play(identify, saw("zhang"), saw("zhang"), on.Touched()) == [[], [], []]


def assessed(decision: Decision = TAP) -> face_on.FaceAssessed:
    return face_on.FaceAssessed("check-1", a_member(), decision, at_s=7.0)


def test_two_agreeing_frames_of_a_regular_name_the_member() -> None:
    identify = an_identify()
    events: list[Event] = [BY_FACE, saw("zhang"), saw("zhang"), assessed()]
    assert play(identify, *events) == [
        [do.WatchFaces(), do.StartTimer(FACE_TIMER, SEARCH_S), ring(FaceHint.LOOK_HERE)],
        [ring(FaceHint.GOOD, 0.5)],
        [*STOP_LOOKING, ring(FaceHint.GOOD, 1.0), ASSESS],
        [do.StopTimer(PROOF_TIMER)],
    ]
    face = Identity("zhang", Proof.FACE, Check("check-1", 7.0))
    assert identify.outcome == Identified(face, a_member(), EVIDENCE)


def test_the_weakest_of_the_agreeing_frames_counts() -> None:
    frames = [saw("zhang", score=0.7, runner_up=0.2), saw("zhang", score=0.6, runner_up=0.3)]
    effects = last(an_identify(BY_FACE), *frames)
    assert effects[-1] == replace(ASSESS, evidence=replace(EVIDENCE, score=0.6, runner_up=0.3))


def test_digits_are_asked_for_before_any_name_is_shown() -> None:
    identify = an_identify(BY_FACE, saw("zhang"), saw("zhang"))
    ask = show.EnterPhone(Purpose.PAY, None, PhoneStep.LAST_FOUR, (Reason.AMOUNT,))
    right: list[Event] = [on.DigitsEntered("5678"), face_on.ProofAccepted("check-1", 9.0)]
    assert play(identify, assessed(DIGITS), *right) == [
        [do.StartTimer(PROOF_TIMER, 60.0), do.Show(ask)],
        [face_do.CheckProof("check-1", "5678")],
        [do.StopTimer(PROOF_TIMER)],
    ]
    face = Identity("zhang", Proof.FACE, Check("check-1", 9.0))
    assert identify.outcome == Identified(face, a_member(), EVIDENCE)


def test_a_face_that_may_not_pay_is_told_why_but_not_whose_it_seemed() -> None:
    looked: list[Event] = [BY_FACE, saw("zhang"), saw("zhang")]
    day = Decision(Step.OTHER_WAY, (Reason.DAY_AMOUNT,))
    told = do.Show(face_show.NotRecognised(CART, (Reason.DAY_AMOUNT,)))
    refused = an_identify(*looked, assessed(day))
    assert last(an_identify(*looked), assessed(day))[-1] == told
    assert last(refused, on.RetryPressed()) == [choose()]
    unknown = Decision(Step.OTHER_WAY, (Reason.UNKNOWN,))
    assert last(an_identify(*looked), assessed(unknown))[-1] == NOT_RECOGNISED


def test_a_face_of_a_moment_ago_is_judged_for_this_cart_without_another_look() -> None:
    identify = Identify(
        CART, SEARCH_S, None, new_id=ids("check-1"), risk=RiskPolicy(), seen=EVIDENCE
    )
    assert identify.start() == [ASSESS]


def test_a_face_that_was_seen_too_long_ago_is_looked_at_again() -> None:
    identify = an_identify(BY_FACE, saw("zhang"), saw("zhang"))
    too_old = assessed(Decision(Step.OTHER_WAY, (Reason.TOO_OLD,)))
    assert last(identify, too_old) == [
        do.StopTimer(PROOF_TIMER),
        do.WatchFaces(),
        do.StartTimer(FACE_TIMER, SEARCH_S),
        ring(FaceHint.LOOK_HERE),
    ]


def test_whoever_walks_away_from_the_digits_leaves_nothing_behind() -> None:
    identify = an_identify(BY_FACE, saw("zhang"), saw("zhang"), assessed(DIGITS))
    assert last(identify, on.TimedOut(PROOF_TIMER)) == [do.StopTimer(PROOF_TIMER), choose()]
    assert last(identify, face_on.ProofAccepted("check-1", 9.0)) == []


def test_faces_that_are_turned_off_end_the_typing() -> None:
    identify = an_identify(BY_FACE, saw("zhang"), saw("zhang"), assessed(DIGITS))
    off = a_problem(Fault.FACES_OFF)
    assert identify.faces_changed(off) == [do.StopTimer(PROOF_TIMER), choose(off)]


def test_back_from_the_digits_leads_to_the_choice() -> None:
    identify = an_identify(BY_FACE, saw("zhang"), saw("zhang"), assessed(DIGITS))
    assert last(identify, BACK) == [do.StopTimer(PROOF_TIMER), choose()]


def test_a_second_tap_on_the_face_button_does_not_start_anew() -> None:
    assert last(an_identify(BY_FACE, saw("zhang")), BY_FACE) == []


def test_frames_that_name_members_in_turn_name_nobody() -> None:
    in_turn = [saw(member_id) for member_id in ("zhang", "li") * 20]
    effects = play(an_identify(BY_FACE), *in_turn)
    assert effects == [[ring(FaceHint.GOOD, 0.5)]] * 40


@pytest.mark.parametrize(
    ("frame", "hint"),
    [
        (observed(a_poor_look()), FaceHint.HOLD_STILL),
        (observed(a_look_at(0)), FaceHint.LOOK_HERE),
        (observed(a_look_at(2)), FaceHint.ONE_AT_A_TIME),
        (saw_a_stranger(), FaceHint.GOOD),
    ],
)
def test_another_frame_in_between_starts_anew(frame: face_on.FaceObserved, hint: FaceHint) -> None:
    identify = an_identify(BY_FACE, saw("zhang"))
    assert play(identify, frame, saw("zhang")) == [[ring(hint)], [ring(FaceHint.GOOD, 0.5)]]


@pytest.mark.parametrize(
    "frame",
    [saw("zhang", score=0.39), saw_a_stranger()],
    ids=["not sure enough", "nobody we know"],
)
def test_an_unsure_face_is_not_recognised_after_some_frames(frame: face_on.FaceObserved) -> None:
    identify = an_identify(BY_FACE)
    effects = play(identify, *[frame] * UNNAMED_FRAMES)
    assert effects[:-1] == [[ring(FaceHint.GOOD)]] * (UNNAMED_FRAMES - 1)
    score = frame.sighting.match.score if frame.sighting.match else -1.0
    noted = replace(NOTED, score=score)
    assert effects[-1] == [*STOP_LOOKING, noted, NOT_RECOGNISED]


def test_poor_frames_are_not_counted_against_anybody() -> None:
    strangers = [saw_a_stranger()] * (UNNAMED_FRAMES - 1)
    identify = an_identify(BY_FACE, *strangers, observed(a_poor_look()), *strangers)
    assert identify.state is State.LOOKING


def test_looking_ends_in_time() -> None:
    assert last(an_identify(BY_FACE), on.TimedOut(FACE_TIMER)) == [*STOP_LOOKING, NOT_RECOGNISED]


def test_a_name_that_could_not_be_looked_up_is_not_waited_for() -> None:
    identify = an_identify(BY_FACE, saw("zhang"), saw("zhang"))
    assert last(identify, on.NotDone(ASSESS)) == [NOT_RECOGNISED]


@pytest.mark.parametrize(
    "event", [on.TimedOut("other"), member_on.PhoneChecked(is_free=True), TYPED_PIN]
)
def test_stray_news_while_looking_names_nobody(event: Event) -> None:
    identify = an_identify(BY_FACE)
    assert (last(identify, event), identify.state) == ([], State.LOOKING)


@pytest.mark.parametrize("event", [saw("zhang"), on.TimedOut(FACE_TIMER), BY_FACE])
def test_late_frames_while_the_name_is_looked_up_are_ignored(event: Event) -> None:
    assert last(an_identify(BY_FACE, saw("zhang"), saw("zhang")), event) == []


def test_a_member_who_was_forgotten_meanwhile_is_not_recognised() -> None:
    identify = an_identify(BY_FACE, saw("zhang"), saw("zhang"))
    gone = replace(assessed(), member=None, decision=Decision(Step.OTHER_WAY, (Reason.UNKNOWN,)))
    effects = last(identify, gone)
    assert (effects[-1], identify.outcome) == (NOT_RECOGNISED, None)


def test_after_not_recognised_one_can_try_again() -> None:
    identify = an_identify(BY_FACE, on.TimedOut(FACE_TIMER))
    assert last(identify, on.RetryPressed()) == [
        do.WatchFaces(),
        do.StartTimer(FACE_TIMER, SEARCH_S),
        ring(FaceHint.LOOK_HERE),
    ]


@pytest.mark.parametrize("before", [[], [BY_PHONE], [BY_PHONE, TYPED_PHONE]])
def test_a_stray_retry_starts_no_camera(before: list[Event]) -> None:
    assert last(an_identify(*before), on.RetryPressed()) == []


def test_a_count_of_an_earlier_look_is_forgotten() -> None:
    identify = an_identify(BY_FACE, saw("zhang"), BACK, BY_FACE)
    assert last(identify, saw("zhang")) == [ring(FaceHint.GOOD, 0.5)]


# --- no camera --------------------------------------------------------------------------------


def test_without_a_camera_the_reason_is_shown_and_the_button_does_nothing() -> None:
    identify = an_identify(why_no_face=CAMERA_LOST)
    assert (identify.start(), last(identify, BY_FACE)) == ([choose(CAMERA_LOST)], [])


def test_a_camera_that_is_lost_while_looking_leads_back_to_the_choice() -> None:
    identify = an_identify(BY_FACE)
    assert identify.faces_changed(CAMERA_LOST) == [*STOP_LOOKING, choose(CAMERA_LOST)]
    assert last(identify, BY_FACE) == []


def test_a_camera_that_is_lost_after_a_look_leads_back_to_the_choice() -> None:
    identify = an_identify(BY_FACE, on.TimedOut(FACE_TIMER))
    assert identify.faces_changed(CAMERA_LOST) == [choose(CAMERA_LOST)]


def test_a_camera_that_comes_back_can_be_used() -> None:
    identify = an_identify(why_no_face=CAMERA_LOST)
    assert identify.faces_changed(None) == [choose()]
    assert last(identify, BY_FACE)[0] == do.WatchFaces()


@pytest.mark.parametrize(
    "before", [[BY_PHONE], [BY_PHONE, TYPED_PHONE], [BY_FACE, saw("zhang"), saw("zhang")]]
)
def test_a_lost_camera_does_not_disturb_who_needs_none(before: list[Event]) -> None:
    assert an_identify(*before).faces_changed(CAMERA_LOST) == []


def test_a_camera_that_is_well_does_not_disturb_a_look() -> None:
    assert an_identify(BY_FACE).faces_changed(None) == []


# --- by phone number and PIN ------------------------------------------------------------------


def test_a_number_and_its_pin_name_the_member() -> None:
    identify = an_identify()
    events: list[Event] = [BY_PHONE, TYPED_PHONE, TYPED_PIN, member_on.PinAccepted(a_member())]
    assert play(identify, *events) == [
        [ASK_PHONE],
        [ASK_PIN],
        [member_do.CheckPin(PHONE, GOOD_PIN)],
        [],
    ]
    assert identify.outcome == Identified(Identity("zhang", Proof.PIN), a_member())


@pytest.mark.parametrize(
    ("before", "stopped"),
    [([], []), ([BY_FACE], STOP_LOOKING), ([BY_FACE, on.TimedOut(FACE_TIMER)], [])],
    ids=["choosing", "looking", "not recognised"],
)
def test_the_phone_is_offered_wherever_the_face_is(
    before: list[Event], stopped: list[Effect]
) -> None:
    assert last(an_identify(*before), BY_PHONE) == [*stopped, ASK_PHONE]


def test_a_second_tap_on_the_phone_button_keeps_the_screen() -> None:
    assert play(an_identify(BY_PHONE), BY_PHONE, TYPED_PHONE, BY_PHONE) == [[], [ASK_PIN], []]


def test_what_is_no_number_is_asked_for_again() -> None:
    again = [do.Show(show.EnterPhone(Purpose.PAY, PhoneTrouble.NOT_A_NUMBER))]
    assert last(an_identify(BY_PHONE), on.DigitsEntered("12345")) == again


def test_what_is_no_pin_is_not_even_checked() -> None:
    identify = an_identify(BY_PHONE, TYPED_PHONE)
    assert last(identify, on.DigitsEntered("1234")) == [pin_again(PinTrouble.NOT_SIX_DIGITS)]


def test_a_wrong_pin_counts_down_to_a_lock() -> None:
    identify = an_identify(BY_PHONE, TYPED_PHONE, TYPED_PIN)
    assert play(identify, member_on.PinRefused(1, 0), member_on.PinRefused(0, 60)) == [
        [pin_again(PinTrouble.WRONG, tries_left=1)],
        [pin_again(PinTrouble.LOCKED, locked_for_s=60)],
    ]


@pytest.mark.parametrize(
    "event",
    [member_on.PinAccepted(a_member()), member_on.PinRefused(1, 0), saw("zhang"), on.Touched()],
)
def test_an_answer_for_a_screen_that_was_left_names_nobody(event: Event) -> None:
    identify = an_identify(BY_PHONE, TYPED_PHONE, TYPED_PIN, BACK)
    assert (last(identify, event), identify.outcome) == ([], None)


def test_from_typing_one_can_still_choose_the_face() -> None:
    identify = an_identify(BY_PHONE, TYPED_PHONE)
    assert last(identify, BY_FACE)[0] == do.WatchFaces()


# --- ways out ---------------------------------------------------------------------------------


def test_back_goes_one_step_each_time() -> None:
    identify = an_identify(BY_PHONE, TYPED_PHONE)
    assert play(identify, BACK, BACK, BACK) == [[ASK_PHONE], [choose()], []]
    assert identify.outcome is Leaving.BACK


@pytest.mark.parametrize(
    ("before", "effects"),
    [([BY_FACE], [*STOP_LOOKING, choose()]), ([BY_FACE, on.TimedOut(FACE_TIMER)], [choose()])],
)
def test_back_from_the_camera_leads_to_the_choice(
    before: list[Event], effects: list[Effect]
) -> None:
    assert last(an_identify(*before), BACK) == effects


@pytest.mark.parametrize("event", [on.CancelPressed(), on.DonePressed()])
def test_leaving_while_looking_stops_the_camera(event: Event) -> None:
    identify = an_identify(BY_FACE)
    assert (last(identify, event), identify.outcome) == (STOP_LOOKING, Leaving.CANCELLED)


@pytest.mark.parametrize("before", [[], [BY_FACE, on.TimedOut(FACE_TIMER)]])
def test_whoever_is_not_a_member_can_join(before: list[Event]) -> None:
    identify = an_identify(*before)
    assert (last(identify, member_on.JoinPressed()), identify.outcome) == ([], Leaving.JOIN)


def test_joining_is_not_offered_while_typing() -> None:
    identify = an_identify(BY_PHONE)
    assert (last(identify, member_on.JoinPressed()), identify.outcome) == ([], None)
