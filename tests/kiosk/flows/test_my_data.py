"""A member's own data: proved by face or PIN, seen, deleted with a second tap, and a receipt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.forgetting import Scope, Why
from kiosk.domain.leaving import Waits
from kiosk.domain.money import Money
from kiosk.domain.problems import Fault
from kiosk.domain.risk import Decision, Deed, Evidence, Reason, Step
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.flows.alive import ALIVE_TIMER, AlivePolicy
from kiosk.flows.draws import Draws
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_screens import FaceHint
from kiosk.flows.looking import UNNAMED_FRAMES
from kiosk.flows.my_data import MyDataFlow
from kiosk.flows.proving import PROOF_TIMER
from kiosk.flows.purpose import Purpose
from kiosk.flows.retake import Retaken
from kiosk.flows.screens import PhoneStep
from kiosk.flows.whose_data import LOOK_TIMER
from tests.support.builders import (
    GOOD_PIN,
    MATCHING,
    PHONE,
    a_member,
    a_member_row,
    a_poor_look,
    a_problem,
    ids,
    observed,
    saw,
    saw_a_stranger,
)

ROW = a_member_row(balance="0")
ALIVE = AlivePolicy(Draws(lambda _said, _n: 0), gestures=1)
BY_PIN = (money_on.PayByPhonePressed(), on.DigitsEntered(PHONE), on.DigitsEntered(GOOD_PIN))
TO_DATA = (*BY_PIN, member_on.PinAccepted(a_member()), member_on.MemberLoaded(ROW))


EVIDENCE = Evidence("zhang", 0.8, 0.1, MATCHING, 0.0, pack="test-pack")
TAP = Decision(Step.TAP, (Reason.REGULAR,))
NUMBER = Decision(Step.NUMBER, (Reason.NOT_SURE,))
SURELY = Decision(Step.NUMBER, (Reason.CHANGE,))


def assessed(decision: Decision, check_id: str = "look-1") -> face_on.FaceAssessed:
    return face_on.FaceAssessed(check_id, a_member(), decision, at_s=1.0)


BY_FACE = (money_on.PayByFacePressed(), saw("zhang"), saw("zhang"))
SEEN_BY_FACE = (*BY_FACE, assessed(TAP), member_on.MemberLoaded(ROW))


def ask(decision: Decision) -> do.Show:
    return do.Show(show.EnterPhone(Purpose.DATA, None, PhoneStep.WHOLE, decision.reasons))


def a_flow(*events: Event) -> MyDataFlow:
    flow = MyDataFlow(search_s=12, why_no_face=None, new_id=ids("look-1", "change-1"))
    flow.start()
    for event in events:
        flow.handle(event)
    return flow


def ring(hint: FaceHint, progress: float = 0.0) -> do.Show:
    return do.Show(face_show.LookAtCamera(Purpose.DATA, hint, progress))


def test_nothing_is_watched_before_the_member_asks_for_it() -> None:
    flow = MyDataFlow(12, None)
    assert flow.start() == [do.Show(see.ProveYourself())]
    assert flow.handle(saw("zhang")) == []


def test_a_face_that_is_agreed_on_leads_to_the_data() -> None:
    flow = a_flow()
    assert flow.handle(money_on.PayByFacePressed()) == [
        do.WatchFaces(),
        do.StartTimer(LOOK_TIMER, 12),
        ring(FaceHint.LOOK_HERE),
    ]
    assert flow.handle(saw("zhang")) == [ring(FaceHint.GOOD, 0.5)]
    assert flow.handle(saw("zhang")) == [
        do.StopWatching(),
        do.StopTimer(LOOK_TIMER),
        face_do.AssessFace("look-1", EVIDENCE, Money(0), Deed.LOOK),
    ]
    assert flow.handle(assessed(TAP)) == [do.StopTimer(PROOF_TIMER), member_do.LoadMember("zhang")]
    assert flow.handle(member_on.MemberLoaded(ROW)) == [do.Show(see.MyData(ROW, can_retake=True))]


def test_a_face_in_doubt_types_the_number_before_anything_is_shown() -> None:
    flow = a_flow(*BY_FACE)
    assert flow.handle(assessed(NUMBER)) == [do.StartTimer(PROOF_TIMER, 60.0), ask(NUMBER)]
    assert flow.handle(on.DigitsEntered(PHONE)) == [face_do.CheckProof("look-1", PHONE)]
    proved = flow.handle(face_on.ProofAccepted("look-1", 2.0))
    assert proved == [do.StopTimer(PROOF_TIMER), member_do.LoadMember("zhang")]


@pytest.mark.parametrize(
    ("reason", "not_found"),
    [(Reason.UNKNOWN, True), (Reason.TOO_OLD, True), (Reason.FAILURES, False)],
)
def test_a_face_that_may_not_look_sees_nothing(reason: Reason, *, not_found: bool) -> None:
    refused = assessed(Decision(Step.OTHER_WAY, (reason,)))
    effects = a_flow(*BY_FACE).handle(refused)
    assert effects[-1] == do.Show(see.ProveYourself(not_found=not_found))


FORGET = (member_on.ForgetAllPressed(), do.Show(see.ForgetConfirm(Scope.ALL, ROW)))
FORGET_FACE = (member_on.ForgetFacePressed(), do.Show(see.ForgetConfirm(Scope.FACE, ROW)))


@pytest.mark.parametrize(("wish", "asked_then"), [FORGET, FORGET_FACE])
def test_what_changes_data_is_never_done_by_a_face_alone(wish: Event, asked_then: Effect) -> None:
    flow = a_flow(*SEEN_BY_FACE)
    change = face_do.AssessFace("change-1", EVIDENCE, Money(0), Deed.CHANGE)
    assert flow.handle(wish) == [change]
    assert flow.handle(assessed(SURELY, "change-1"))[-1] == ask(SURELY)
    assert flow.handle(on.ConfirmPressed()) == []
    assert flow.handle(face_on.ProofAccepted("change-1", 2.0))[-1] == asked_then


def test_once_a_visit_is_enough_and_whoever_typed_the_pin_is_not_asked_again() -> None:
    typed = (
        member_on.ForgetAllPressed(),
        assessed(SURELY, "change-1"),
        face_on.ProofAccepted("change-1", 2.0),
    )
    flow = a_flow(*SEEN_BY_FACE, *typed, on.BackPressed())
    assert flow.handle(FORGET_FACE[0]) == [FORGET_FACE[1]]
    assert a_flow(*TO_DATA).handle(FORGET[0]) == [FORGET[1]]


def test_back_from_the_number_leads_to_the_data_and_changes_nothing() -> None:
    flow = a_flow(*SEEN_BY_FACE, member_on.ForgetAllPressed(), assessed(SURELY, "change-1"))
    shown = [do.StopTimer(PROOF_TIMER), do.Show(see.MyData(ROW, can_retake=True))]
    assert flow.handle(on.BackPressed()) == shown
    assert flow.handle(face_on.ProofAccepted("change-1", 2.0)) == []


def test_whoever_leaves_the_number_untyped_leaves_nothing_on_the_screen() -> None:
    flow = a_flow(*SEEN_BY_FACE, member_on.ForgetAllPressed(), assessed(SURELY, "change-1"))
    assert flow.handle(on.TimedOut(PROOF_TIMER))[-1] == do.Show(see.ProveYourself())
    assert flow._page is None


@pytest.mark.parametrize(
    "asked",
    [
        (*BY_FACE, assessed(NUMBER)),
        (*SEEN_BY_FACE, member_on.ForgetAllPressed(), assessed(SURELY, "change-1")),
    ],
)
def test_faces_that_are_turned_off_end_the_question(asked: tuple[Event, ...]) -> None:
    flow = a_flow(*asked)
    assert flow.faces_changed(a_problem()) == []  # the camera has done its part
    off = a_problem(Fault.FACES_OFF)
    assert flow.faces_changed(off)[-1] == do.Show(see.ProveYourself(off))


def test_number_and_pin_lead_there_too() -> None:
    flow = a_flow(*BY_PIN[:2])
    assert flow.handle(BY_PIN[2]) == [member_do.CheckPin(PHONE, GOOD_PIN)]
    assert flow.handle(member_on.PinAccepted(a_member())) == [member_do.LoadMember("zhang")]


def test_a_wrong_pin_is_counted_as_everywhere() -> None:
    flow = a_flow(*BY_PIN)
    (shown,) = flow.handle(member_on.PinRefused(4, 0))
    assert shown == do.Show(
        show.EnterPin(show.PinStep.ENTER, show.PinTrouble.WRONG, 4, masked_phone="138********")
    )


def test_a_stranger_is_told_so_and_sees_nothing() -> None:
    flow = a_flow(money_on.PayByFacePressed(), *[saw_a_stranger()] * (UNNAMED_FRAMES - 1))
    assert flow.handle(saw_a_stranger())[-1] == do.Show(see.ProveYourself(not_found=True))


def test_a_poor_look_begins_the_agreement_anew() -> None:
    flow = a_flow(money_on.PayByFacePressed(), saw("zhang"), observed(a_poor_look()))
    assert flow.handle(saw("zhang")) == [ring(FaceHint.GOOD, 0.5)]


def test_deleting_everything_takes_a_second_tap_and_ends_with_a_receipt() -> None:
    flow = a_flow(*TO_DATA)
    assert flow.handle(member_on.ForgetAllPressed()) == [do.Show(see.ForgetConfirm(Scope.ALL, ROW))]
    assert flow.handle(on.ConfirmPressed()) == [
        member_do.ForgetMember("zhang", Why.SHOPPER, Scope.ALL)
    ]
    assert flow.handle(on.ConfirmPressed()) == []
    assert flow.handle(on.CancelPressed()) == []  # a moment, and the receipt is there
    assert flow.handle(member_on.MemberForgotten("a.b.c")) == [
        do.Show(see.Forgotten(Scope.ALL, "a.b.c"))
    ]
    flow.handle(on.DonePressed())
    assert flow.is_over


def test_the_face_alone_can_go() -> None:
    flow = a_flow(*TO_DATA, member_on.ForgetFacePressed())
    assert flow.handle(on.ConfirmPressed()) == [
        member_do.ForgetMember("zhang", Why.SHOPPER, Scope.FACE)
    ]


NO_PIN = replace(ROW, member=a_member(has_pin=False))
WITHOUT_PIN = (
    *BY_PIN,
    member_on.PinAccepted(a_member()),
    member_on.MemberLoaded(NO_PIN),
    member_on.ForgetFacePressed(),
)


def choose(step: show.PinStep, trouble: show.PinTrouble | None = None) -> do.Show:
    first = step is show.PinStep.CHOOSE
    return do.Show(show.EnterPin(step, trouble, can_skip=first, face_goes=True))


def test_without_a_pin_one_can_be_chosen_before_the_face_goes() -> None:
    flow = a_flow(*WITHOUT_PIN)
    for digits, then in (
        ("12", choose(show.PinStep.CHOOSE, show.PinTrouble.NOT_SIX_DIGITS)),
        ("123456", choose(show.PinStep.CHOOSE, show.PinTrouble.EASY)),
        (GOOD_PIN, choose(show.PinStep.REPEAT)),
        ("905172", choose(show.PinStep.CHOOSE, show.PinTrouble.DIFFERENT)),
        (GOOD_PIN, choose(show.PinStep.REPEAT)),
        (GOOD_PIN, do.Show(see.ForgetConfirm(Scope.FACE, replace(ROW, member=a_member())))),
    ):
        assert flow.handle(on.DigitsEntered(digits)) == [then]
    wish = member_do.ForgetMember("zhang", Why.SHOPPER, Scope.FACE, new_pin=GOOD_PIN)
    assert flow.handle(on.ConfirmPressed()) == [wish]
    assert GOOD_PIN not in repr(wish)
    gone = see.Forgotten(Scope.FACE, "a.b.c")
    assert flow.handle(member_on.MemberForgotten("a.b.c")) == [do.Show(gone)]


def test_taking_the_consent_back_needs_no_pin_just_as_giving_it_did() -> None:
    flow = a_flow(*WITHOUT_PIN)
    assert flow.handle(member_on.SkipPressed()) == [do.Show(see.ForgetConfirm(Scope.FACE, NO_PIN))]
    assert flow.handle(on.ConfirmPressed()) == [
        member_do.ForgetMember("zhang", Why.SHOPPER, Scope.FACE)
    ]
    gone = see.Forgotten(Scope.FACE, "a.b.c", can_pay=False)
    assert flow.handle(member_on.MemberForgotten("a.b.c")) == [do.Show(gone)]


def test_a_pin_that_was_chosen_and_left_is_not_kept_for_another_wish() -> None:
    flow = a_flow(*WITHOUT_PIN, on.DigitsEntered(GOOD_PIN), on.DigitsEntered(GOOD_PIN))
    flow.handle(on.BackPressed())
    flow.handle(member_on.ForgetAllPressed())
    assert flow.handle(on.ConfirmPressed()) == [
        member_do.ForgetMember("zhang", Why.SHOPPER, Scope.ALL)
    ]


def test_where_money_is_open_the_wish_is_accepted_and_what_it_waits_for_is_told() -> None:
    waits = (Waits.BALANCE, Waits.DEBT)
    row = replace(ROW, balance=Money(7350), waits=waits)
    flow = a_flow(*BY_PIN, member_on.PinAccepted(a_member()), member_on.MemberLoaded(row))
    assert flow.handle(member_on.ForgetAllPressed()) == [do.Show(see.ForgetConfirm(Scope.ALL, row))]
    assert flow.handle(on.ConfirmPressed()) == [
        member_do.ForgetMember("zhang", Why.SHOPPER, Scope.ALL)
    ]
    told = see.Forgotten(Scope.ACCEPTED, "a.b.c", waits=waits)
    assert flow.handle(member_on.MemberForgotten("a.b.c", waits=waits)) == [do.Show(told)]


def test_whoever_is_leaving_sees_it_and_has_nothing_more_to_delete() -> None:
    member = a_member(has_face=False)
    row = replace(ROW, member=member, waits=(Waits.DEBT,), leaves_since="2026-11-20")
    flow = a_flow(*BY_PIN, member_on.PinAccepted(member), member_on.MemberLoaded(row))
    assert flow.handle(member_on.ForgetAllPressed()) == []
    assert flow.handle(member_on.ForgetFacePressed()) == []


def test_what_could_not_be_done_is_told() -> None:
    flow = a_flow(*TO_DATA, member_on.ForgetAllPressed(), on.ConfirmPressed())
    refused = on.NotDone(member_do.ForgetMember("zhang", Why.SHOPPER, Scope.ALL))
    assert flow.handle(refused) == [do.Show(see.MyData(ROW, failed=True, can_retake=True))]


@pytest.mark.parametrize(
    "answer", [member_on.MemberLoaded(None), on.NotDone(member_do.LoadMember("zhang"))]
)
def test_a_member_who_is_gone_meanwhile_is_not_found(answer: Event) -> None:
    flow = a_flow(*BY_PIN, member_on.PinAccepted(a_member()))
    assert flow.handle(answer) == [do.Show(see.ProveYourself(not_found=True))]


def test_back_undoes_one_step() -> None:
    flow = a_flow(*TO_DATA, member_on.ForgetAllPressed())
    assert flow.handle(on.BackPressed()) == [do.Show(see.MyData(ROW, can_retake=True))]
    flow.handle(on.BackPressed())
    assert flow.is_over


def test_a_camera_that_is_lost_leaves_number_and_pin() -> None:
    flow = a_flow(money_on.PayByFacePressed())
    problem = a_problem()
    assert flow.faces_changed(problem)[-1] == do.Show(see.ProveYourself(problem))
    assert flow.handle(money_on.PayByFacePressed()) == []


def test_what_the_page_tells_stays_when_the_camera_is_back() -> None:
    """The camera ended the new photographs; the words for that are not wiped off by its return."""
    flow = a_flow(*TO_DATA, member_on.RetakePressed())
    failed = see.MyData(ROW, retaken=Retaken.FAILED)
    assert flow.faces_changed(a_problem())[-1] == do.Show(failed)
    assert flow.faces_changed(a_problem(Fault.FACES_OFF)) == []  # as little as before
    assert flow.faces_changed(None) == [do.Show(replace(failed, can_retake=True))]


def test_who_joined_is_believed_once_and_not_when_the_camera_has_news() -> None:
    flow = MyDataFlow(12, None, joined="zhang")
    flow.start()
    lost = flow.handle(on.NotDone(member_do.LoadMember("zhang")))
    assert lost == [do.Show(see.ProveYourself(not_found=True))]
    assert flow.faces_changed(a_problem()) == [do.Show(see.ProveYourself(a_problem()))]


@pytest.mark.parametrize(
    "touches",
    [
        BY_PIN[:1],
        BY_PIN[:2],
        TO_DATA[:-1],
        (*TO_DATA, member_on.ForgetAllPressed()),
        (*TO_DATA, member_on.ForgetAllPressed(), on.ConfirmPressed()),
    ],
)
def test_where_nothing_is_watched_news_of_the_camera_changes_nothing(
    touches: tuple[Event, ...],
) -> None:
    assert a_flow(*touches).faces_changed(a_problem(Fault.FACES_OFF)) == []


def test_a_face_must_move_before_it_sees_or_deletes_anything() -> None:
    """A photograph of a member would otherwise show their data, and delete it."""
    flow = MyDataFlow(12, None, ALIVE)
    flow.start()
    for event in (money_on.PayByFacePressed(), saw("zhang"), saw("zhang")):
        effects = flow.handle(event)
    assert not any(
        isinstance(effect, face_do.AssessFace | member_do.LoadMember) for effect in effects
    )
    asked = [effect.screen for effect in effects if isinstance(effect, do.Show)]
    assert [type(screen) for screen in asked] == [face_show.ProveAlive]
    for _ in range(ALIVE.tries):
        effects = flow.handle(on.TimedOut(ALIVE_TIMER))
    assert effects[-1] == do.Show(see.ProveYourself(not_found=True))


def test_whoever_cannot_move_takes_number_and_pin() -> None:
    flow = MyDataFlow(12, None, ALIVE)
    flow.start()
    for event in (money_on.PayByFacePressed(), saw("zhang"), saw("zhang")):
        flow.handle(event)
    assert flow.handle(money_on.PayByPhonePressed())[-1] == do.Show(show.EnterPhone(Purpose.DATA))
