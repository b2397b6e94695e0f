"""Heads that turn at a head's speed, and people who do what the screen asks."""

from __future__ import annotations

from dataclasses import replace

from kiosk.devices.photo_acting import AHEAD, HEAD_SPEED_DEG_S, Acting, Medium, Pose, approached
from kiosk.devices.photo_people import SeenByPeople, pose_for
from kiosk.devices.photo_stage import PhotoStage
from kiosk.flows.face_screens import AliveTrouble, ProveAlive
from kiosk.flows.purpose import Purpose
from kiosk.flows.screens import Attract
from models.liveness_active import Gesture
from tests.support.fake_devices import RecordingDisplay

ASKED_LEFT = ProveAlive(Purpose.PAY, Gesture.LEFT, 0, 2)


def test_a_head_takes_its_time() -> None:
    wanted = Acting(head=Pose(yaw_deg=40))
    half = approached(Acting(), wanted, 20 / HEAD_SPEED_DEG_S)
    assert half == Acting(head=Pose(yaw_deg=20))
    assert approached(half, wanted, 10) == wanted
    assert approached(wanted, Acting(), 10) == Acting()


def test_a_print_is_held_up_at_once_and_then_tilted() -> None:
    wanted = Acting(sheet=Pose(pitch_deg=-30), medium=Medium.PRINT)
    assert approached(Acting(head=Pose(20)), wanted, 0) == Acting(medium=Medium.PRINT)


def test_people_do_what_the_screen_asks_and_then_look_ahead() -> None:
    stage, behind = PhotoStage(), RecordingDisplay()
    display = SeenByPeople(behind, stage)
    display.show(ASKED_LEFT)
    assert stage.acting == Acting(head=pose_for(Gesture.LEFT))
    display.show(Attract(faces_work=True))
    assert stage.acting == Acting(head=AHEAD)
    assert behind.screens == [ASKED_LEFT, Attract(faces_work=True)]


def test_whoever_is_told_to_move_slowly_takes_twice_as_long() -> None:
    stage, behind = PhotoStage(), RecordingDisplay()
    SeenByPeople(behind, stage).show(replace(ASKED_LEFT, trouble=AliveTrouble.MISSED))
    told, untold = (
        approached(Acting(), wanted, 0.2).head.yaw_deg
        for wanted in (stage.acting, Acting(head=pose_for(Gesture.LEFT)))
    )
    assert told == untold / 2


def test_what_is_held_up_is_tilted_instead() -> None:
    stage = PhotoStage()
    stage.act(Acting(medium=Medium.PRINT))
    SeenByPeople(RecordingDisplay(), stage).show(ASKED_LEFT)
    assert stage.acting == Acting(sheet=pose_for(Gesture.LEFT), medium=Medium.PRINT)


def test_people_may_be_told_not_to_obey() -> None:
    stage = PhotoStage()
    stage.obeys = False
    SeenByPeople(RecordingDisplay(), stage).show(ASKED_LEFT)
    assert stage.acting == Acting()
