"""Frames of somebody whom only the pack before knows: of one track, turned, and all of them."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.identity import Check, Identity, Proof
from kiosk.domain.pack_change import SeenAgain
from kiosk.domain.risk import Evidence, Liveness, RiskPolicy
from kiosk.flows import effects as do
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import money_events as money_on
from kiosk.flows.alive import AlivePolicy
from kiosk.flows.draws import Draws
from kiosk.flows.identify import Identify
from kiosk.flows.shots import Shots, moved_to_new_pack
from models.results import Match, Sighting, Template
from tests.kiosk.flows.play import play
from tests.kiosk.flows.test_alive import ZHANG
from tests.models.heads3d import a_head
from tests.support.builders import MATCHING, a_cart, a_face, a_template

EVIDENCE = Evidence("zhang", 0.8, 0.1, MATCHING, 0.0, Liveness.PASSED, "old")
EMPTY = Shots("zhang", "old")


def a_frame(
    degrees: float, *, member: str = "zhang", pack: str = "old", score: float = 0.8, track: int = 7
) -> face_on.FaceObserved:
    """A frame that the old pack recognised; the template is of another one."""
    match = Match(member, score, 0.1, pack)
    sighting = Sighting(1, a_face(degrees), None, a_template(degrees), match, track)
    return face_on.FaceObserved(sighting, MATCHING, 1.0)


def kept(*frames: face_on.FaceObserved) -> list[Template]:
    shots = EMPTY
    for frame in frames:
        shots = shots.after(frame)
    return [template for template, _ in shots.kept]


def test_three_frames_of_different_angles_are_enough() -> None:
    shots = EMPTY
    for degrees in (0, 4, 8):
        assert shots.enough(EVIDENCE) is None
        shots = shots.after(a_frame(degrees))
    templates = tuple(a_template(degrees) for degrees in (0, 4, 8))
    assert shots.enough(EVIDENCE) == SeenAgain(EVIDENCE, templates)


def test_frames_of_one_angle_are_one_frame() -> None:
    assert kept(a_frame(0), a_frame(0.1), a_frame(0)) == [a_template(0)]


def test_whoever_takes_their_place_begins_anew() -> None:
    assert kept(a_frame(0), a_frame(4), a_frame(8, track=8)) == [a_template(8)]
    gone = face_on.FaceObserved(Sighting(0, None, None, None, None), MATCHING, 2.0)
    assert kept(a_frame(0), a_frame(4), gone) == []


def test_a_frame_that_names_somebody_else_or_nobody_is_not_kept() -> None:
    other = a_frame(4, member="li")
    unnamed = a_frame(8, score=MATCHING.accept - 0.01)
    assert kept(a_frame(0), other, unnamed) == [a_template(0)]


def test_who_is_known_to_the_pack_in_use_gives_nothing() -> None:
    own = a_frame(0, pack=a_template().pack)
    assert kept(own, a_frame(4, pack=a_template().pack)) == []
    assert Shots("zhang", a_template().pack).after(own).kept == ()


def test_after_the_yes_they_are_moved_and_nobody_else_is() -> None:
    again = SeenAgain(EVIDENCE, (a_template(),))
    check = Check("check-1", 1.0, again)
    assert moved_to_new_pack(Identity("zhang", Proof.FACE, check)) == [
        face_do.MoveFace("zhang", check)
    ]
    assert moved_to_new_pack(Identity("zhang", Proof.FACE, replace(check, seen_again=None))) == []
    assert moved_to_new_pack(Identity("zhang", Proof.PIN)) == []


def test_two_packs_never_agree_on_one_name_together() -> None:
    """Two frames must agree; one by each pack is one of each."""
    alive = AlivePolicy(Draws(lambda _said, _n: 0), gestures=1)
    identify = Identify(a_cart(), 15.0, None, new_id=lambda: "c", risk=RiskPolicy(), alive=alive)
    identify.start()
    by_old = Sighting(1, a_head(), None, ZHANG, Match("zhang", 0.9, 0.1, "old"), 1)
    by_new = replace(by_old, match=Match("zhang", 0.9, 0.1, ZHANG.pack))
    frames = [face_on.FaceObserved(one, MATCHING, 1.0) for one in (by_old, by_new, by_old, by_new)]
    watched = [
        effect
        for effects in play(identify, money_on.PayByFacePressed(), *frames)
        for effect in effects
        if isinstance(effect, do.WatchFaces)
    ]
    assert watched == [do.WatchFaces()]
