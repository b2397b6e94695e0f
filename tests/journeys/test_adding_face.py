"""A member without a face adds one from "my data": the yes first, then frames, then staff."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from kiosk.domain.forgetting import Scope, Why
from kiosk.domain.problems import Fault, Problem
from kiosk.flows import events as on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.adding_face_events import AddFacePressed
from kiosk.flows.purpose import Purpose
from kiosk.flows.retake import Retaken
from kiosk.storage import consents, members
from kiosk.storage.database import open_database
from tests.journeys.steps import STAFF_PIN, join, show_face, staff_top_up
from tests.journeys.test_leaving import TO_DATA
from tests.journeys.test_power_cut import Run, cuts, open_for_business
from tests.journeys.test_power_cut import run as run  # noqa: PLC0414  # a fixture
from tests.journeys.test_retake import last_act
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import PHONE, PIN, a_template
from tests.support.headless_kiosk import HeadlessKiosk

FACE = a_template(9)
STAFF = on.DigitsEntered(STAFF_PIN)
YES = member_on.ConsentGiven(with_face=True)


def join_without_face(kiosk: HeadlessKiosk) -> str:
    kiosk.touch(
        member_on.JoinPressed(),
        member_on.ConsentGiven(with_face=False),
        *(on.DigitsEntered(digits) for digits in (PHONE, PHONE, PIN, PIN)),
        member_on.NameEntered(""),
    )
    kiosk.sees(see.Welcome)
    kiosk.touch(on.DonePressed())
    return members.search(kiosk.database, VAULT, PHONE)[0].member.id


def to_consent(kiosk: HeadlessKiosk) -> None:
    kiosk.touch(*TO_DATA)
    assert kiosk.sees(see.MyData).can_add
    kiosk.touch(AddFacePressed())
    assert kiosk.sees(see.Consent).adds


def has_face(kiosk: HeadlessKiosk, member_id: str) -> bool:
    found = members.find(kiosk.database, VAULT, member_id)
    return found is not None and found.has_face


def agreed_to(kiosk: HeadlessKiosk, member_id: str) -> list[tuple[str, bool, bool]]:
    """(text, by guardian, withdrawn)"""
    rows = consents.of_member(kiosk.database, member_id)
    return [(version, by, gone) for version, _, by, gone in rows]


def test_after_it_a_look_is_enough_to_be_known_and_to_pay(kiosk: HeadlessKiosk) -> None:
    member_id = join_without_face(kiosk)
    staff_top_up(kiosk, member_id, 100)
    to_consent(kiosk)
    assert not has_face(kiosk, member_id)
    kiosk.touch(YES)
    assert kiosk.sees(face_show.LookAtCamera).purpose is Purpose.ADD
    kiosk.look(template=FACE)
    assert kiosk.sees(show.EnterPin).is_witness
    assert not has_face(kiosk, member_id)  # the PIN alone gives it nobody
    kiosk.touch(STAFF)
    told = kiosk.sees(see.MyData)
    assert (told.added, told.row.templates, told.can_add) == (Retaken.DONE, 3, False)
    assert told.can_forget_face
    assert agreed_to(kiosk, member_id) == [
        ("2026-12-membership-2", False, False),
        ("2026-12-face-2", False, False),
    ]
    assert last_act(kiosk) == ("member.face_added", member_id, "2026-12-face-2 pin staff")
    assert kiosk.eyes.changed == [member_id]
    kiosk.touch(on.DonePressed(), on.ShopPressed(), on.ProductAdded("latte"), on.CheckoutPressed())
    show_face(kiosk, member_id)
    kiosk.sees(money_show.ConfirmPayment)


def test_who_let_the_face_go_adds_it_again_with_a_guardian(kiosk: HeadlessKiosk) -> None:
    member_id = join(kiosk)
    kiosk.touch(*TO_DATA)
    assert not kiosk.sees(see.MyData).can_add
    kiosk.touch(member_on.ForgetFacePressed(), on.ConfirmPressed(), on.DonePressed())
    kiosk.clock.wind(60)
    to_consent(kiosk)
    kiosk.touch(member_on.GuardianPressed())
    assert kiosk.sees(see.GuardianConsent).adds
    kiosk.touch(YES)
    kiosk.look(template=FACE)
    kiosk.touch(STAFF)
    assert kiosk.sees(see.MyData).added == Retaken.DONE
    assert agreed_to(kiosk, member_id)[-1] == ("2026-12-face-2", True, False)


def test_another_members_face_is_not_taken_for_theirs(kiosk: HeadlessKiosk) -> None:
    member_id = join_without_face(kiosk)
    to_consent(kiosk)
    kiosk.touch(YES)
    kiosk.look("somebody-else", template=FACE)
    assert kiosk.sees(see.MyData).added == Retaken.OTHERS
    assert not has_face(kiosk, member_id)


def test_no_is_as_easy_as_yes_and_back_leads_back(kiosk: HeadlessKiosk) -> None:
    member_id = join_without_face(kiosk)
    to_consent(kiosk)
    kiosk.touch(member_on.ConsentGiven(with_face=False))
    assert kiosk.sees(see.MyData).added == ""
    kiosk.touch(AddFacePressed(), member_on.GuardianPressed(), on.BackPressed())
    kiosk.sees(see.Consent)
    kiosk.touch(on.BackPressed())
    kiosk.sees(see.MyData)
    kiosk.touch(AddFacePressed(), YES, member_on.SkipPressed())
    kiosk.sees(see.MyData)
    kiosk.touch(AddFacePressed(), YES, on.CancelPressed())
    kiosk.sees(show.Attract)
    assert not kiosk.eyes.is_watching
    assert agreed_to(kiosk, member_id) == [("2026-12-membership-2", False, False)]


def test_who_walks_away_before_staff_came_has_no_face(kiosk: HeadlessKiosk) -> None:
    member_id = join_without_face(kiosk)
    to_consent(kiosk)
    kiosk.touch(YES)
    kiosk.look(template=FACE)
    kiosk.sees(show.EnterPin)
    kiosk.wait(90)
    kiosk.sees(show.Attract)
    assert not has_face(kiosk, member_id)


def test_without_a_camera_or_room_it_is_not_offered(kiosk: HeadlessKiosk) -> None:
    join_without_face(kiosk)
    to_consent(kiosk)
    kiosk.touch(on.Faulted(Problem(Fault.CAMERA)))
    assert kiosk.sees(see.Consent).why_no_face is not None
    kiosk.touch(YES)  # greyed
    kiosk.sees(see.Consent)
    kiosk.touch(on.BackPressed())
    assert not kiosk.sees(see.MyData).can_add
    kiosk.touch(AddFacePressed())
    kiosk.sees(see.MyData)
    kiosk.touch(on.DonePressed(), on.Mended(Fault.CAMERA), on.Faulted(Problem(Fault.FACE_LIMIT)))
    kiosk.touch(*TO_DATA)
    assert not kiosk.sees(see.MyData).can_add


# --- kill -9 ------------------------------------------------------------------------------------


def test_a_face_cut_at_any_write_is_there_with_its_yes_or_not_at_all(
    run: Run, tmp_path: Path
) -> None:
    before = open_for_business(tmp_path / "before", 100)
    kiosk = HeadlessKiosk(before.path)
    ((member_id,),) = kiosk.database.execute("SELECT id FROM members").fetchall()
    forget = member_do.ForgetMember(member_id, Why.SHOPPER, Scope.FACE)
    kiosk.conductor._act([forget])
    kiosk.close()
    seen = set()
    for moment, disk in cuts(run, "add_face", before, tmp_path):
        with closing(open_database(disk.path)) as db:
            faces = len(members.templates_of(db, VAULT, member_id))
            standing = [
                version
                for version, *_, gone in consents.of_member(db, member_id)
                if not gone and "face" in version
            ]
        assert (faces, len(standing)) in ((0, 0), (3, 1)), moment
        seen.add(faces)
    assert seen == {0, 3}
