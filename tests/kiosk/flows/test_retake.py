"""Taking a face anew: what is asked beside the frames, and what leaves all as it was."""

from __future__ import annotations

import pytest

from kiosk.domain.retaking import Witness
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.flows.alive import AlivePolicy
from kiosk.flows.draws import Draws
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_capture import CAPTURE_TIMER, CapturePolicy
from kiosk.flows.purpose import Purpose
from kiosk.flows.retake import Retake, Retaken, State
from kiosk.flows.screens import PinStep, PinTrouble
from kiosk.flows.way_out import WayOut
from tests.kiosk.flows.play import last, play
from tests.kiosk.flows.test_alive import a_turn
from tests.support.builders import (
    GOOD_PIN,
    a_good_look,
    a_match,
    a_member,
    observed,
    saw_a_stranger,
)

POLICY = CapturePolicy(frames=2, gap_s=0.35, same_person=0.40, capture_s=30.0)
PIN, STAFF = on.DigitsEntered(GOOD_PIN), on.DigitsEntered("739205")
STOP = [do.StopWatching(), do.StopTimer(CAPTURE_TIMER)]
UNKNOWN = [saw_a_stranger(0, 0.0), saw_a_stranger(5, 1.0)]


def looks(member_id: str) -> list[face_on.FaceObserved]:
    """Frames that name this member."""
    return [observed(a_good_look(a_match(member_id), turn), turn / 5) for turn in (0, 2, 5, 8)]


MINE = looks("zhang")


def a_retake(*events: Event, by_pin: bool = True, has_pin: bool = True) -> Retake:
    retake = Retake(a_member(has_pin=has_pin), POLICY, None, by_pin=by_pin)
    retake.start()
    play(retake, *events)
    return retake


def saved(effects: list[Effect]) -> set[Witness]:
    """The proofs that it was saved on."""
    assert isinstance(effects[-1], member_do.RetakeFace)
    assert effects[-1].member_id == "zhang"
    assert len(effects[-1].templates) == POLICY.frames
    return set(effects[-1].proofs)


def asked(effects: list[Effect]) -> show.EnterPin:
    shown = effects[-1]
    assert isinstance(shown, do.Show)
    assert isinstance(shown.screen, show.EnterPin)
    return shown.screen


def until_saving_or_asking(retake: Retake, events: list[face_on.FaceObserved]) -> list[Effect]:
    for event in events:
        effects = retake.handle(event)
        if retake.state is not State.CAPTURING:
            return effects
    pytest.fail("the frames were not enough")


def test_number_and_pin_and_a_face_that_is_still_known_are_enough() -> None:
    retake = a_retake()
    assert saved(until_saving_or_asking(retake, MINE)) == {Witness.PIN, Witness.FACE}
    retake.handle(member_on.FaceRetaken())
    assert retake.outcome is Retaken.DONE


def test_a_face_that_nobody_knows_any_more_takes_staff_beside_the_pin() -> None:
    retake = a_retake()
    screen = asked(until_saving_or_asking(retake, UNKNOWN))
    assert (screen.for_staff, screen.is_witness) == (True, True)
    assert retake.handle(STAFF) == [do.CheckStaffPin("739205")]
    assert saved(retake.handle(on.StaffPinAccepted())) == {Witness.PIN, Witness.STAFF}


def test_who_came_in_by_face_is_asked_for_the_pin() -> None:
    retake = a_retake(by_pin=False)
    assert not asked(until_saving_or_asking(retake, MINE)).for_staff
    assert retake.handle(PIN) == [member_do.CheckPin(a_member().phone, GOOD_PIN)]
    assert saved(retake.handle(member_on.PinAccepted(a_member()))) == {Witness.PIN, Witness.FACE}


def test_without_a_pin_staff_see_to_a_face_that_is_known() -> None:
    retake = a_retake(by_pin=False, has_pin=False)
    assert asked(until_saving_or_asking(retake, MINE)).for_staff
    assert saved(last(retake, STAFF, on.StaffPinAccepted())) == {Witness.FACE, Witness.STAFF}


def test_who_proves_nothing_gets_nowhere() -> None:
    """Somebody else stepped in behind a member who came in by face."""
    retake = a_retake(*UNKNOWN, by_pin=False)
    assert retake.outcome is Retaken.NOT_YOURS


def test_another_member_who_moves_as_asked_is_told_that_it_is_not_their_face() -> None:
    alive, li = AlivePolicy(Draws(lambda _said, _n: 0), gestures=1), looks("li")
    retake = Retake(a_member(), POLICY, alive, by_pin=True)
    retake.start()
    until_saving_or_asking(retake, li)
    play(retake, *a_turn(template=li[-1].sighting.template))
    assert retake.outcome is Retaken.OTHERS


def test_a_face_of_another_member_changes_nothing() -> None:
    retake = a_retake()
    for event in looks("li"):
        if retake.outcome is None:
            effects = retake.handle(event)
    assert effects[-2:] == STOP
    assert retake.outcome is Retaken.OTHERS


def test_who_steps_in_after_the_member_is_not_taken_for_them() -> None:
    other = [saw_a_stranger(100, 4.0), saw_a_stranger(105, 5.0)]
    still = [observed(a_good_look(a_match("zhang"), turn), turn) for turn in (0, 0.4)]
    retake = a_retake(*still)  # recognised, and one frame is kept
    effects = until_saving_or_asking(retake, other)
    assert asked(effects).for_staff


def test_wrong_pins_are_told_and_save_nothing() -> None:
    retake = a_retake(*UNKNOWN)
    refused = retake.handle(on.StaffPinRefused(3, 0))
    assert (asked(refused).trouble, asked(refused).tries_left) == (PinTrouble.WRONG, 3)
    assert asked(retake.handle(on.StaffPinRefused(0, 60))).trouble is PinTrouble.LOCKED
    assert asked(retake.handle(on.StaffPinOutOfReach())).trouble is PinTrouble.OUT_OF_REACH
    assert asked(retake.handle(on.DigitsEntered("12"))).trouble is PinTrouble.NOT_SIX_DIGITS
    assert (
        retake.handle(member_on.PinAccepted(a_member())) == []
    )  # a member's PIN is not the staff's


@pytest.mark.parametrize(
    ("event", "outcome"),
    [
        (on.TimedOut(CAPTURE_TIMER), Retaken.TOO_LONG),
        (member_on.SkipPressed(), Retaken.KEPT),
        (on.BackPressed(), Retaken.KEPT),
        (on.CancelPressed(), WayOut.LEFT),
    ],
)
def test_whoever_leaves_keeps_the_face_they_had(event: Event, outcome: Retaken) -> None:
    retake = a_retake(*MINE[:1])
    assert retake.handle(event) == STOP
    assert retake.outcome is outcome


def test_what_was_not_written_down_is_told() -> None:
    retake = a_retake()
    save = until_saving_or_asking(retake, MINE)[-1]
    retake.handle(on.NotDone(save))
    assert retake.outcome is Retaken.FAILED


def test_the_ring_says_what_it_is_for() -> None:
    shown = Retake(a_member(), POLICY, None, by_pin=True).start()[-1]
    assert shown == do.Show(
        face_show.LookAtCamera(Purpose.RETAKE, face_show.FaceHint.LOOK_HERE, 0.0)
    )
    assert asked(until_saving_or_asking(a_retake(), UNKNOWN)).step is PinStep.ENTER
