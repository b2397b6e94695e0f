"""Real networks and a real photograph before a whole kiosk: joining, looking at data, a cabinet."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from kiosk.devices.photo_acting import Medium
from kiosk.domain.money import Money
from kiosk.domain.risk import Decision, Reason, Step
from kiosk.flows import cabinet_screens as cabinet_show
from kiosk.flows import events as on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.flows.alive import AlivePolicy
from kiosk.flows.draws import Draws
from kiosk.flows.steps import VisitPolicy
from kiosk.storage import face_checks, wallet
from models.packs import DEFAULT_PACK
from tests.journeys.conftest import Boot
from tests.journeys.steps import choose_staff_pin, fill_cart
from tests.journeys.test_cabinet import at_the_door
from tests.journeys.test_pack_change import join
from tests.support.fake_cabinet import LATTE_MG, ShopCabinet
from tests.support.fake_shop import PHONE, PIN
from tests.support.headless_kiosk import POLICY, HeadlessKiosk
from tests.support.real_eyes import MODELS, RealEyes

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def eyes() -> RealEyes:
    return RealEyes(MODELS, DEFAULT_PACK)


def with_gestures(policy: VisitPolicy) -> VisitPolicy:
    draws = count()
    return replace(policy, alive=AlivePolicy(Draws(lambda _said, most: next(draws) % most)))


def a_member_of(kiosk: HeadlessKiosk, eyes: RealEyes) -> str:
    """Joined by face, with some money."""
    choose_staff_pin(kiosk)
    eyes.enrol(kiosk)
    member_id = join(kiosk, eyes, "obama")
    wallet.top_up(kiosk.database, "top-1", member_id, Money(20_000), kiosk.clock.now())
    return member_id


def to_join_again(kiosk: HeadlessKiosk) -> None:
    other = on.DigitsEntered("13900000000")
    kiosk.touch(member_on.JoinPressed(), member_on.ConsentGiven(with_face=True), other, other)
    kiosk.touch(member_on.SkipPressed(), member_on.NameEntered(""))
    kiosk.sees(face_show.LookAtCamera)


def names_told(kiosk: HeadlessKiosk, since: int) -> list[show.Screen]:
    shown = kiosk.display.screens[since:]
    return [one for one in shown if isinstance(one, see.AlreadyMember) or "张" in repr(one)]


@pytest.mark.parametrize("medium", [Medium.PRINT, Medium.SCREEN])
def test_a_picture_of_a_member_held_up_to_join_with_tells_nothing(
    boot: Boot, eyes: RealEyes, medium: Medium
) -> None:
    kiosk = boot(policy=with_gestures(POLICY))
    a_member_of(kiosk, eyes)
    before = len(kiosk.display.screens)
    to_join_again(kiosk)
    eyes.look(kiosk, "obama2", holds=medium, most_s=60)
    kiosk.sees(see.JoinFailed)
    assert names_told(kiosk, before) == []
    kiosk.touch(on.RetryPressed())
    eyes.look(kiosk, "obama2", most_s=60)
    kiosk.sees(see.AlreadyMember)
    assert names_told(kiosk, before) == [see.AlreadyMember()]


@pytest.mark.parametrize("light", [0.2, 1.0])
def test_a_print_of_a_member_does_not_let_somebody_else_s_head_move_for_it(
    boot: Boot, eyes: RealEyes, light: float
) -> None:
    kiosk = boot(policy=with_gestures(POLICY))
    a_member_of(kiosk, eyes)
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByFacePressed())
    eyes.look_swapped(kiosk, "obama2", "biden", light)
    kiosk.sees(face_show.NotAlive)
    kiosk.touch(on.CancelPressed())
    kiosk.touch(member_on.JoinPressed(), member_on.MyDataPressed(), money_on.PayByFacePressed())
    eyes.look_swapped(kiosk, "obama2", "biden", light)
    kiosk.sees(see.ProveYourself)


def test_a_member_sees_their_data_by_face_and_deletes_it_with_the_pin(
    boot: Boot, eyes: RealEyes
) -> None:
    kiosk = boot(policy=with_gestures(POLICY))
    a_member_of(kiosk, eyes)
    kiosk.touch(member_on.JoinPressed(), member_on.MyDataPressed(), money_on.PayByFacePressed())
    eyes.look(kiosk, "obama2")
    if isinstance(kiosk.screen(), show.EnterPhone):  # a score between the thresholds
        kiosk.touch(on.DigitsEntered(PHONE))
    kiosk.sees(see.MyData)
    kiosk.touch(member_on.ForgetFacePressed())
    assert kiosk.sees(show.EnterPin).reasons == (Reason.CHANGE,)
    kiosk.touch(on.DigitsEntered(PIN))
    kiosk.sees(see.ForgetConfirm)


@pytest.mark.parametrize("has_depth", [False, True])
def test_a_video_that_obeys_opens_my_data_unless_there_is_a_depth_camera(
    boot: Boot,
    has_depth: bool,  # noqa: FBT001  # of the parameters above
) -> None:
    eyes = RealEyes(MODELS, DEFAULT_PACK, has_depth=has_depth)
    kiosk = boot(policy=with_gestures(POLICY))
    a_member_of(kiosk, eyes)
    kiosk.touch(member_on.JoinPressed(), member_on.MyDataPressed(), money_on.PayByFacePressed())
    eyes.look(kiosk, "obama2", holds=Medium.SCREEN, obeys=True, most_s=60)
    if isinstance(kiosk.screen(), show.EnterPhone):  # a score between the thresholds
        kiosk.touch(on.DigitsEntered(PHONE))
    assert isinstance(kiosk.screen(), see.MyData) is not has_depth


def test_a_depth_camera_lets_a_person_pass_and_nobody_while_it_is_covered(boot: Boot) -> None:
    eyes = RealEyes(MODELS, DEFAULT_PACK, has_depth=True)
    kiosk = boot(policy=with_gestures(POLICY))
    a_member_of(kiosk, eyes)
    eyes.cover_depth()
    kiosk.touch(member_on.JoinPressed(), member_on.MyDataPressed(), money_on.PayByFacePressed())
    eyes.look(kiosk, "obama2", most_s=60)
    assert not isinstance(kiosk.screen(), see.MyData | show.EnterPhone)


def test_a_face_opens_the_cabinet_and_the_order_says_what_was_asked(
    boot: Boot, eyes: RealEyes
) -> None:
    fridge = ShopCabinet()
    kiosk = boot(policy=with_gestures(fridge.policy), cabinets=fridge.world)
    a_member_of(kiosk, eyes)
    fridge.stand_by(kiosk)
    at_the_door(fridge)
    kiosk.touch(money_on.PayByFacePressed())
    eyes.look(kiosk, "obama2")
    assert kiosk.sees(show.EnterPhone).reasons == (Reason.FIRST_TIME,)
    kiosk.touch(on.DigitsEntered(PHONE))
    fridge.take("s1", LATTE_MG)
    fridge.close()
    receipt = kiosk.sees(cabinet_show.CabinetResult).receipt
    assert receipt is not None
    asked = face_checks.of_order(kiosk.database, receipt.order_id)
    assert asked == Decision(Step.NUMBER, (Reason.FIRST_TIME,))
