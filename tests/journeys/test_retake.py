"""A member has their face taken anew, from "my data": what it takes, and what is left."""

from __future__ import annotations

from kiosk.domain.retaking import Witness
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import screens as show
from kiosk.flows.retake import Retaken
from kiosk.storage import journal, members
from tests.journeys.steps import STAFF_PIN, join
from tests.journeys.test_leaving import TO_DATA
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import a_template
from tests.support.headless_kiosk import HeadlessKiosk

NEW_FACE = a_template(9)


def packs_and_vectors(kiosk: HeadlessKiosk, member_id: str) -> set[bytes]:
    return {one.vector for one in members.templates_of(kiosk.database, VAULT, member_id)}


def last_act(kiosk: HeadlessKiosk) -> tuple[str, str, str]:
    acts = [line[1:] for line in journal.latest(kiosk.database)]
    return next(act for act in acts if act[0].startswith("member."))


def test_who_is_still_recognised_does_it_alone(kiosk: HeadlessKiosk) -> None:
    member_id = join(kiosk)
    kiosk.touch(*TO_DATA)
    kiosk.touch(member_on.RetakePressed())
    kiosk.look(member_id, template=NEW_FACE)
    assert kiosk.sees(see.MyData).retaken == Retaken.DONE
    assert packs_and_vectors(kiosk, member_id) == {NEW_FACE.vector}
    assert last_act(kiosk) == ("member.face_retaken", member_id, "face pin")
    assert kiosk.eyes.changed == [member_id, member_id]


def test_who_is_not_recognised_any_more_needs_staff(kiosk: HeadlessKiosk) -> None:
    member_id = join(kiosk)
    old = packs_and_vectors(kiosk, member_id)
    kiosk.touch(*TO_DATA)
    kiosk.touch(member_on.RetakePressed())
    kiosk.look(template=NEW_FACE)
    assert kiosk.sees(show.EnterPin).is_witness
    kiosk.touch(on.DigitsEntered("000001"))
    assert kiosk.sees(show.EnterPin).tries_left == 4
    assert packs_and_vectors(kiosk, member_id) == old
    kiosk.touch(on.DigitsEntered(STAFF_PIN))
    assert kiosk.sees(see.MyData).retaken == Retaken.DONE
    assert packs_and_vectors(kiosk, member_id) == {NEW_FACE.vector}
    assert last_act(kiosk)[2] == f"{Witness.PIN} {Witness.STAFF}"


def test_the_face_of_another_member_is_never_taken(kiosk: HeadlessKiosk) -> None:
    member_id = join(kiosk)
    old = packs_and_vectors(kiosk, member_id)
    kiosk.touch(*TO_DATA)
    kiosk.touch(member_on.RetakePressed())
    kiosk.look("somebody-else", template=NEW_FACE)
    assert kiosk.sees(see.MyData).retaken == Retaken.OTHERS
    assert packs_and_vectors(kiosk, member_id) == old


def test_who_walks_away_in_the_middle_keeps_the_old_face(kiosk: HeadlessKiosk) -> None:
    member_id = join(kiosk)
    old = packs_and_vectors(kiosk, member_id)
    kiosk.touch(*TO_DATA)
    kiosk.touch(member_on.RetakePressed())
    kiosk.look(template=NEW_FACE)
    kiosk.sees(show.EnterPin)
    kiosk.wait(90)  # nobody is there any more
    kiosk.sees(show.Attract)
    assert packs_and_vectors(kiosk, member_id) == old
