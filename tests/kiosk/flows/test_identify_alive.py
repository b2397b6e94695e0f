"""A face that is recognised must turn as asked before anything is asked, or shown, of its owner."""

from __future__ import annotations

from kiosk.domain.problems import Fault, Problem
from kiosk.domain.risk import Liveness, RiskPolicy
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.alive import ALIVE_TIMER, AlivePolicy
from kiosk.flows.draws import Draws
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_capture import CapturePolicy
from kiosk.flows.identify import FACE_TIMER, Identify
from kiosk.flows.looking import MOVES_AFTER
from kiosk.flows.sign_up import SignUp
from models.results import Match, Sighting, Template
from tests.kiosk.flows.play import play
from tests.kiosk.flows.test_alive import LI, MATCHING, ZHANG, a_turn
from tests.models.heads3d import a_head
from tests.support.builders import a_cart, a_problem

CART = a_cart()
ALIVE = AlivePolicy(Draws(lambda _said, _n: 0), gestures=1)
NOT_ALIVE = do.Show(face_show.NotAlive(CART))
TIME_UP = on.TimedOut(ALIVE_TIMER)


def a_match(at_s: float = 1.0) -> face_on.FaceObserved:
    match = Match("zhang", 0.9, 0.1)
    return face_on.FaceObserved(Sighting(1, a_head(), None, ZHANG, match, 1), MATCHING, at_s)


def an_identify(*events: Event, why_no_face: Problem | None = None) -> Identify:
    """Somebody was recognised, and then these events."""
    identify = Identify(
        CART, 15.0, why_no_face, new_id=lambda: "check-1", risk=RiskPolicy(), alive=ALIVE
    )
    identify.start()
    play(identify, money_on.PayByFacePressed(), a_match(), a_match(), *events)
    return identify


def flat(effects: list[list[Effect]]) -> list[Effect]:
    return [effect for each in effects for effect in each]


def test_a_recognised_face_is_asked_to_move_and_nothing_is_shown_of_its_owner() -> None:
    identify = Identify(CART, 15.0, None, new_id=lambda: "c", risk=RiskPolicy(), alive=ALIVE)
    identify.start()
    effects = play(identify, money_on.PayByFacePressed(), a_match(), a_match())[-1]
    assert effects[:2] == [do.StopTimer(FACE_TIMER), do.WatchFaces(closely=True)]
    assert not any(isinstance(effect, face_do.AssessFace) for effect in effects)


def test_once_alive_the_proof_is_decided_with_that() -> None:
    assessed = [
        effect
        for effect in flat(play(an_identify(), *a_turn()))
        if isinstance(effect, face_do.AssessFace)
    ]
    assert [effect.evidence.liveness for effect in assessed] == [Liveness.PASSED]


def test_a_face_that_did_not_move_leads_to_the_other_ways() -> None:
    identify = an_identify(TIME_UP)
    assert play(identify, TIME_UP)[-1][-1] == NOT_ALIVE
    assert identify.outcome is None


def test_a_face_that_moved_another_way_is_told_to_the_risk_engine() -> None:
    effects = flat(play(an_identify(), *a_turn(-30), *a_turn(-30)))
    assert effects.count(face_do.NoteNotAlive("zhang")) == 1
    assert effects[-2:] == [face_do.NoteNotAlive("zhang"), NOT_ALIVE]


def test_who_only_walked_away_is_not_counted() -> None:
    effects = flat(play(an_identify(), TIME_UP, TIME_UP))
    assert effects[-1] == NOT_ALIVE
    assert not any(isinstance(effect, face_do.NoteNotAlive) for effect in effects)


def test_one_wrong_way_is_enough_to_be_counted() -> None:
    effects = flat(play(an_identify(), *a_turn(-30), TIME_UP))
    assert face_do.NoteNotAlive("zhang") in effects


def test_faces_that_were_turned_off_meanwhile_leave_the_other_ways_on_the_screen() -> None:
    identify = an_identify(TIME_UP, TIME_UP)
    assert identify.faces_changed(a_problem(Fault.FACES_OFF)) == []
    assert play(identify, money_on.PayByFacePressed()) == [[]]
    assert isinstance(play(identify, money_on.PayByPhonePressed())[-1][-1], do.Show)


def test_this_purchase_gives_no_third_try() -> None:
    identify = an_identify(TIME_UP, TIME_UP)
    assert play(identify, money_on.PayByFacePressed()) == [[NOT_ALIVE]]
    back = play(identify, on.BackPressed(), money_on.PayByFacePressed())
    assert back[-1] == [NOT_ALIVE]


def test_phone_and_pin_are_there_while_moving_and_after() -> None:
    moving = play(an_identify(), money_on.PayByPhonePressed())[-1]
    assert moving[:2] == [do.StopWatching(), do.StopTimer(ALIVE_TIMER)]
    assert isinstance(moving[-1], do.Show)
    assert isinstance(moving[-1].screen, show.EnterPhone)
    after = play(an_identify(TIME_UP, TIME_UP), money_on.PayByPhonePressed())[-1]
    assert isinstance(after[-1], do.Show)
    assert isinstance(after[-1].screen, show.EnterPhone)


def test_leaving_while_moving_stops_the_camera() -> None:
    effects = play(an_identify(), on.CancelPressed())[-1]
    assert effects == [do.StopWatching(), do.StopTimer(ALIVE_TIMER)]


def test_a_camera_that_goes_while_moving_leads_back_to_the_choice() -> None:
    problem = a_problem()
    effects = an_identify().faces_changed(problem)
    assert effects[-1] == do.Show(money_show.ChoosePayment(CART, problem))


# --- whoever is nobody's member ------------------------------------------------------------------


def a_look_of(score: float, template: Template = ZHANG, at_s: float = 1.0) -> face_on.FaceObserved:
    """So much like the member Zhang."""
    match = Match("zhang", score, 0.1)
    return face_on.FaceObserved(Sighting(1, a_head(), None, template, match, 1), MATCHING, at_s)


def a_stranger(*events: Event) -> tuple[Identify, list[Effect]]:
    """Somebody whom three good frames did not name, and then these events."""
    identify = Identify(CART, 15.0, None, new_id=lambda: "c", risk=RiskPolicy(), alive=ALIVE)
    identify.start()
    looks = [a_look_of(0.2)] * MOVES_AFTER
    return identify, flat(play(identify, money_on.PayByFacePressed(), *looks, *events))


NOT_KNOWN = do.Show(face_show.NotRecognised(CART))


def is_assessed(effects: list[Effect]) -> bool:
    return any(isinstance(effect, face_do.AssessFace) for effect in effects)


def test_a_stranger_is_asked_to_move_as_a_member_is() -> None:
    _, effects = a_stranger()
    assert effects[-3:-1] == [do.WatchFaces(closely=True), do.StartTimer(ALIVE_TIMER, 8.0)]
    assert NOT_KNOWN not in effects


def test_a_stranger_who_moved_is_told_that_nobody_knows_them() -> None:
    _, effects = a_stranger(*a_turn())
    assert effects[-1] == NOT_KNOWN
    assert not is_assessed(effects)


def test_a_stranger_s_photograph_is_told_what_a_member_s_is() -> None:
    _, effects = a_stranger(*a_turn(-30), *a_turn(-30))
    assert effects[-1] == NOT_ALIVE
    assert not any(isinstance(effect, face_do.NoteNotAlive) for effect in effects)


def test_a_member_whom_the_first_frames_missed_is_named_while_they_move() -> None:
    _, effects = a_stranger(a_look_of(0.9), a_look_of(0.9), *a_turn())
    assert is_assessed(effects)


def test_whoever_is_named_while_they_move_begins_with_that_member_s_gestures() -> None:
    turn = a_turn()
    _, effects = a_stranger(*turn[:6], a_look_of(0.9), a_look_of(0.9), *turn[6:9])
    assert not is_assessed(effects)
    assert NOT_KNOWN not in effects


def test_a_print_that_is_shown_while_somebody_else_moves_names_nobody() -> None:
    turn, print_of_zhang = a_turn(), a_look_of(0.9, LI)
    _, effects = a_stranger(*turn[:4], print_of_zhang, print_of_zhang, *turn)
    assert effects[-1] == NOT_KNOWN


# --- joining -----------------------------------------------------------------------------------


def capturing(*events: Event) -> tuple[SignUp, list[Effect]]:
    """Somebody who joins has given enough good frames, and then these events."""
    sign_up = SignUp(CapturePolicy(frames=1), lambda: "new", None, alive=ALIVE)
    sign_up.start()
    sign_up.handle(member_on.ConsentGiven(with_face=True))
    sign_up._start_capture()
    frame = face_on.FaceObserved(Sighting(1, a_head(), None, ZHANG, None, 1), MATCHING, 1.0)
    return sign_up, flat(play(sign_up, frame, *events))


def a_known_face(*events: Event) -> list[Effect]:
    """A member's face was held up to join with, turned enough, and then these events."""
    sign_up = SignUp(CapturePolicy(frames=1), lambda: "new", None, alive=ALIVE)
    sign_up.start()
    sign_up.handle(member_on.ConsentGiven(with_face=True))
    sign_up._start_capture()
    play(sign_up, a_match())
    return flat(play(sign_up, a_match(), *events))


ALREADY = do.Show(see.AlreadyMember())


def test_a_known_face_turns_before_it_is_told_that_it_is_known() -> None:
    assert do.WatchFaces(closely=True) in a_known_face()
    assert ALREADY not in a_known_face()
    assert a_known_face(*a_turn())[-1] == ALREADY


def test_a_member_s_photograph_held_up_to_join_with_tells_nothing_and_is_counted() -> None:
    effects = a_known_face(*a_turn(-30), *a_turn(-30))
    assert effects[-1] == do.Show(see.JoinFailed())
    assert face_do.NoteNotAlive("zhang") in effects
    assert ALREADY not in effects


def test_who_joins_with_a_face_turns_it_first() -> None:
    _, effects = capturing()
    assert do.WatchFaces(closely=True) in effects
    assert not any(isinstance(effect, member_do.RegisterMember) for effect in effects)


def test_a_turned_face_joins() -> None:
    _, effects = capturing(*a_turn())
    assert isinstance(effects[-1], member_do.RegisterMember)
    assert effects[-1].templates == (ZHANG,)


def test_a_photograph_does_not_join() -> None:
    _, effects = capturing(TIME_UP, TIME_UP)
    assert isinstance(effects[-1], do.Show)
    assert isinstance(effects[-1].screen, see.JoinFailed)
