"""A shop changes to another model pack: real networks, real photographs, a whole kiosk.

The newer pack is the installed one with its space turned (tests/models/turned_pack.py), so a
template that is compared across packs recognises nobody.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.devices.photo_acting import Medium
from kiosk.domain.camera import Frame
from kiosk.domain.money import Money
from kiosk.domain.pack_change import PackChange
from kiosk.domain.risk import RiskPolicy
from kiosk.flows import cabinet_events as cabinet
from kiosk.flows import cabinet_screens as cabinet_show
from kiosk.flows import events as on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.alive import AlivePolicy
from kiosk.flows.cabinet_screens import CabinetEnd
from kiosk.flows.draws import Draws
from kiosk.flows.housekeeping import SWEEP_FIRST_S, SWEEP_S
from kiosk.storage import look_alikes, members, pack_change
from models.packs import DEFAULT_PACK
from models.results import Template
from tests.journeys.steps import (
    a_member_with,
    by_phone,
    choose_staff_pin,
    fill_cart,
    held_by,
    one_row,
    staff_top_up,
)
from tests.models import turned_pack
from tests.support.fake_cabinet import LATTE_MG, ShopCabinet
from tests.support.fake_clock import FakeClock
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import PHONE, PIN, a_member
from tests.support.headless_kiosk import POLICY, HeadlessKiosk
from tests.support.real_eyes import MODELS, SAMPLES, RealEyes

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

OLD, NEW = "sface-2021dec-int8bq", turned_pack.ID
TO_NEW, TO_OLD = PackChange(NEW, OLD, keep_days=30), PackChange(OLD, NEW, keep_days=30)
LATTE = Money(2200)
ONE_VISIT = RiskPolicy(tap_visits=1)
ASKED = "SELECT step FROM face_checks ORDER BY rowid DESC LIMIT 1"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    (folder / DEFAULT_PACK).symlink_to((MODELS / DEFAULT_PACK).resolve())
    turned_pack.install_turned(MODELS, folder)
    return folder


@pytest.fixture(scope="module")
def old_eyes(models: Path) -> RealEyes:
    return RealEyes(models, DEFAULT_PACK)


@pytest.fixture(scope="module")
def both_eyes(models: Path) -> RealEyes:
    return RealEyes(models, turned_pack.NAME, DEFAULT_PACK)


class Shop:
    """One kiosk's disk, and what is started on it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._boots = count(1)
        self._draws = count()
        self._kiosks: list[HeadlessKiosk] = []
        self._clock = FakeClock()

    def go_on_from(self, joined: Joined) -> None:
        """On a copy of that disk, after its first kiosk."""
        shutil.copy(joined.disk, self._path)
        self._clock.wind(joined.after_s)
        next(self._boots)

    def start(
        self,
        eyes: RealEyes,
        change: PackChange | None = None,
        risk: RiskPolicy | None = None,
        fridge: ShopCabinet | None = None,
    ) -> HeadlessKiosk:
        """After a stop, or a kill: nothing but the disk is left of the kiosk before."""
        alive = AlivePolicy(Draws(lambda _said, most: next(self._draws) % most))
        kiosk = HeadlessKiosk(
            self._path,
            boot=f"boot-{next(self._boots)}",
            clock=self._clock,
            policy=replace(
                fridge.policy if fridge else POLICY, alive=alive, needs_pin=change is not None
            ),
            cabinets=fridge.world if fridge else None,
            change=change,
            risk=risk,
        )
        if change is not None:
            pack_change.begin(kiosk.database, change, kiosk.clock.now())
        self._kiosks.append(kiosk)
        kiosk.start()
        eyes.enrol(kiosk)
        if fridge:
            fridge.stand_by(kiosk)
        return kiosk

    def close(self) -> None:
        for kiosk in self._kiosks:
            kiosk.close()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path / "kaimen.db")
    yield shop
    shop.close()


def join(kiosk: HeadlessKiosk, eyes: RealEyes, name: str, phone: str = PHONE) -> str:
    kiosk.touch(
        member_on.JoinPressed(), member_on.ConsentGiven(with_face=True), on.DigitsEntered(phone),
        on.DigitsEntered(phone), on.DigitsEntered(PIN), on.DigitsEntered(PIN),
        member_on.NameEntered("张"),
    )  # fmt: skip
    eyes.look(kiosk, name)
    kiosk.sees(see.Welcome)
    kiosk.touch(on.DonePressed())
    return members.search(kiosk.database, VAULT, phone)[0].member.id


@dataclass(frozen=True)
class Joined:
    """A shop's disk while the old pack is in use, and its one member, with some money."""

    disk: Path
    member_id: str
    after_s: float


@pytest.fixture(scope="module")
def joined(tmp_path_factory: pytest.TempPathFactory, old_eyes: RealEyes) -> Joined:
    """Once for all tests: looking at so many pictures takes seconds."""
    disk = tmp_path_factory.mktemp("joined") / "kaimen.db"
    shop = Shop(disk)
    kiosk = shop.start(old_eyes)
    choose_staff_pin(kiosk)
    member_id = join(kiosk, old_eyes, "obama")
    staff_top_up(kiosk, member_id, 500)
    shop.close()
    return Joined(disk, member_id, kiosk.clock.monotonic() - FakeClock().monotonic())


@pytest.fixture
def member_id(shop: Shop, joined: Joined) -> str:
    """Joined while the old pack was in use, with some money."""
    shop.go_on_from(joined)
    return joined.member_id


@pytest.fixture
def regular(shop: Shop, member_id: str, old_eyes: RealEyes) -> str:
    """Has paid by face once, which makes a regular by ONE_VISIT."""
    pay(shop.start(old_eyes, risk=ONE_VISIT), old_eyes, "obama")
    return member_id


def show_face(kiosk: HeadlessKiosk, eyes: RealEyes, name: str) -> None:
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByFacePressed())
    eyes.look(kiosk, name)


def prove(kiosk: HeadlessKiosk, phone: str = PHONE) -> None:
    asked = kiosk.screen()
    if isinstance(asked, show.EnterPhone):
        is_whole = asked.step is show.PhoneStep.WHOLE
        kiosk.touch(on.DigitsEntered(phone if is_whole else phone[-4:]))
    kiosk.sees(money_show.ConfirmPayment)


def pay(kiosk: HeadlessKiosk, eyes: RealEyes, name: str, phone: str = PHONE) -> None:
    show_face(kiosk, eyes, name)
    prove(kiosk, phone)
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)
    kiosk.touch(on.DonePressed())


def cut_power_in_the_move(kiosk: HeadlessKiosk) -> None:
    kiosk.database.execute(
        "CREATE TEMP TRIGGER power_cut BEFORE INSERT ON templates"
        " BEGIN SELECT RAISE(ROLLBACK, 'cut'); END"
    )


def look_at_door(fridge: ShopCabinet, eyes: RealEyes, name: str) -> None:
    fridge.wait(1)
    fridge.kiosk.touch(cabinet.OpenCabinetPressed("fridge", "d1"), money_on.PayByFacePressed())
    eyes.look(fridge.kiosk, name)


def took(fridge: ShopCabinet, mg: int) -> CabinetEnd:
    fridge.kiosk.sees(cabinet_show.CabinetShopping)
    fridge.take("s1", mg)
    fridge.close()
    return fridge.kiosk.sees(cabinet_show.CabinetResult).end


def packs_of(kiosk: HeadlessKiosk, member_id: str) -> list[str]:
    return [one.pack for one in members.templates_of(kiosk.database, VAULT, member_id)]


# --- there ----------------------------------------------------------------------------------------


def test_a_member_who_pays_once_is_known_to_the_new_pack(
    shop: Shop, member_id: str, both_eyes: RealEyes, models: Path
) -> None:
    kiosk = shop.start(both_eyes, TO_NEW)
    pay(kiosk, both_eyes, "obama2")
    assert packs_of(kiosk, member_id) == [OLD] * 3 + [NEW] * 3
    assert kiosk.eyes.changed[-1] == member_id
    assert held_by(kiosk, member_id) == Money(50_000) - LATTE

    alone = RealEyes(models, turned_pack.NAME)  # the old pack is not even loaded any more
    kiosk = shop.start(alone)
    pay(kiosk, alone, "obama2")
    assert held_by(kiosk, member_id) == Money(50_000) - LATTE - LATTE


def test_at_a_cabinet_a_member_of_the_old_pack_is_moved_by_their_digits(
    shop: Shop, member_id: str, both_eyes: RealEyes
) -> None:
    fridge = ShopCabinet()
    kiosk = shop.start(both_eyes, TO_NEW, fridge=fridge)
    look_at_door(fridge, both_eyes, "obama")
    assert packs_of(kiosk, member_id) == [OLD] * 3  # recognised, and nothing is proved yet
    asked = kiosk.sees(show.EnterPhone)
    is_whole = asked.step is show.PhoneStep.WHOLE
    kiosk.touch(on.DigitsEntered(PHONE if is_whole else PHONE[-4:]))
    assert took(fridge, LATTE_MG) is CabinetEnd.CHARGED
    assert packs_of(kiosk, member_id) == [OLD] * 3 + [NEW] * 3


def test_at_a_cabinet_one_look_moves_a_regular_once_what_they_took_is_paid(
    shop: Shop, regular: str, both_eyes: RealEyes, models: Path
) -> None:
    fridge = ShopCabinet()
    kiosk = shop.start(both_eyes, TO_NEW, ONE_VISIT, fridge)
    look_at_door(fridge, both_eyes, "obama")
    kiosk.sees(cabinet_show.CabinetShopping)
    assert one_row(kiosk, ASKED) == ("tap",)
    assert packs_of(kiosk, regular) == [OLD] * 3  # an open door is no more than a match
    assert took(fridge, 0) is CabinetEnd.NOTHING
    kiosk.touch(on.DonePressed())
    assert packs_of(kiosk, regular) == [OLD] * 3

    look_at_door(fridge, both_eyes, "obama2")
    assert took(fridge, LATTE_MG) is CabinetEnd.CHARGED
    assert one_row(kiosk, ASKED) == ("tap",)
    assert packs_of(kiosk, regular) == [OLD] * 3 + [NEW] * 3

    fridge = ShopCabinet()
    alone = RealEyes(models, turned_pack.NAME)
    kiosk = shop.start(alone, None, ONE_VISIT, fridge)
    look_at_door(fridge, alone, "obama2")
    assert took(fridge, LATTE_MG) is CabinetEnd.CHARGED


def test_after_a_move_at_a_cabinet_going_back_knows_the_face(
    shop: Shop, regular: str, both_eyes: RealEyes, old_eyes: RealEyes
) -> None:
    fridge = ShopCabinet()
    kiosk = shop.start(both_eyes, TO_NEW, ONE_VISIT, fridge)
    look_at_door(fridge, both_eyes, "obama")
    assert took(fridge, LATTE_MG) is CabinetEnd.CHARGED
    assert packs_of(kiosk, regular) == [OLD] * 3 + [NEW] * 3

    fridge = ShopCabinet()
    kiosk = shop.start(old_eyes, None, ONE_VISIT, fridge)
    look_at_door(fridge, old_eyes, "obama")
    assert took(fridge, LATTE_MG) is CabinetEnd.CHARGED


def test_killed_while_the_door_is_open_the_goods_are_paid_and_the_next_visit_moves(
    shop: Shop, regular: str, both_eyes: RealEyes
) -> None:
    """The frames were in memory alone, and went with it."""
    fridge = ShopCabinet()
    kiosk = shop.start(both_eyes, TO_NEW, ONE_VISIT, fridge)
    look_at_door(fridge, both_eyes, "obama")
    kiosk.sees(cabinet_show.CabinetShopping)

    fridge.kiosk = kiosk = shop.start(both_eyes, TO_NEW, ONE_VISIT, fridge)
    assert took(fridge, LATTE_MG) is CabinetEnd.CHARGED
    assert packs_of(kiosk, regular) == [OLD] * 3
    kiosk.touch(on.DonePressed())
    look_at_door(fridge, both_eyes, "obama")
    assert took(fridge, LATTE_MG) is CabinetEnd.CHARGED
    assert packs_of(kiosk, regular) == [OLD] * 3 + [NEW] * 3


def test_a_power_cut_in_the_move_costs_the_move_and_no_money(
    shop: Shop, regular: str, both_eyes: RealEyes
) -> None:
    fridge = ShopCabinet()
    kiosk = shop.start(both_eyes, TO_NEW, ONE_VISIT, fridge)
    cut_power_in_the_move(kiosk)
    before = held_by(kiosk, regular)
    look_at_door(fridge, both_eyes, "obama")
    assert took(fridge, LATTE_MG) is CabinetEnd.CHARGED

    fridge = ShopCabinet()
    kiosk = shop.start(both_eyes, TO_NEW, ONE_VISIT, fridge)
    assert (packs_of(kiosk, regular), held_by(kiosk, regular)) == ([OLD] * 3, before - LATTE)
    look_at_door(fridge, both_eyes, "obama")
    assert took(fridge, LATTE_MG) is CabinetEnd.CHARGED
    assert packs_of(kiosk, regular) == [OLD] * 3 + [NEW] * 3


def test_a_match_alone_moves_nobody(shop: Shop, member_id: str, both_eyes: RealEyes) -> None:
    """Recognised and alive, and the digits were never typed, or nobody said yes."""
    kiosk = shop.start(both_eyes, TO_NEW)
    show_face(kiosk, both_eyes, "obama2")
    kiosk.sees(show.EnterPhone)
    kiosk.touch(on.CancelPressed())
    assert packs_of(kiosk, member_id) == [OLD] * 3
    show_face(kiosk, both_eyes, "obama2")
    prove(kiosk)
    kiosk.touch(money_on.NotMePressed(), on.CancelPressed())
    assert packs_of(kiosk, member_id) == [OLD] * 3


def test_a_print_of_the_member_moves_nobody(
    shop: Shop, member_id: str, both_eyes: RealEyes
) -> None:
    kiosk = shop.start(both_eyes, TO_NEW)
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByFacePressed())
    both_eyes.look(kiosk, "obama2", holds=Medium.PRINT)
    kiosk.sees(face_show.NotAlive)
    assert packs_of(kiosk, member_id) == [OLD] * 3


def test_a_stranger_is_nobody_to_either_pack(
    shop: Shop, member_id: str, both_eyes: RealEyes
) -> None:
    kiosk = shop.start(both_eyes, TO_NEW)
    show_face(kiosk, both_eyes, "biden")
    kiosk.sees(face_show.NotRecognised)
    assert packs_of(kiosk, member_id) == [OLD] * 3


def test_who_is_known_to_the_old_pack_does_not_join_again(
    shop: Shop, member_id: str, both_eyes: RealEyes
) -> None:
    kiosk = shop.start(both_eyes, TO_NEW)
    other = "13900000000"
    kiosk.touch(
        member_on.JoinPressed(), member_on.ConsentGiven(with_face=True), on.DigitsEntered(other),
        on.DigitsEntered(other), member_on.SkipPressed(),
    )  # fmt: skip
    assert not kiosk.sees(show.EnterPin).can_skip  # faces may not last: there is to be a PIN
    kiosk.touch(on.DigitsEntered(PIN), on.DigitsEntered(PIN), member_on.NameEntered("李"))
    both_eyes.look(kiosk, "obama2")
    kiosk.sees(see.AlreadyMember)


def test_a_move_that_cannot_be_written_costs_nothing_and_the_next_visit_makes_it(
    shop: Shop, member_id: str, both_eyes: RealEyes
) -> None:
    kiosk = shop.start(both_eyes, TO_NEW)
    show_face(kiosk, both_eyes, "obama2")
    prove(kiosk)
    cut_power_in_the_move(kiosk)
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)
    assert packs_of(kiosk, member_id) == [OLD] * 3

    kiosk = shop.start(both_eyes, TO_NEW)
    assert held_by(kiosk, member_id) == Money(50_000) - LATTE
    pay(kiosk, both_eyes, "obama2")
    assert packs_of(kiosk, member_id) == [OLD] * 3 + [NEW] * 3


def photographed(eyes: RealEyes, *names: str) -> tuple[Template, ...]:
    """What the pack in use makes of these pictures."""
    found = []
    for name in names:
        image = cv2.imread(str(SAMPLES / f"{name}.jpg"))
        assert image is not None
        template = eyes.search.see(Frame(image.astype(np.uint8), 0.0, 1))[0].template
        assert template is not None
        found.append(template)
    return tuple(found)


def test_look_alikes_are_found_among_the_templates_of_each_pack(
    shop: Shop, member_id: str, old_eyes: RealEyes, models: Path
) -> None:
    """A twin: the same man in other pictures, registered as it never could be on the screen."""
    kiosk = shop.start(old_eyes)
    assert not look_alikes.is_one(kiosk.database, member_id)
    twin = a_member("twin", "13900000000", templates=photographed(old_eyes, "obama2", "obama3"))
    members.register(kiosk.database, VAULT, twin, kiosk.clock.now())
    kiosk.eyes.member_changed("twin")
    show_face(kiosk, old_eyes, "obama")
    asked = {member_id, "twin"}
    assert asked == {one for one in asked if look_alikes.is_one(kiosk.database, one)}

    alone = RealEyes(models, turned_pack.NAME)
    at = kiosk.clock.now()
    for one, pictures in ((member_id, ("obama",)), ("twin", ("obama2", "obama3"))):
        seen = photographed(alone, *pictures)
        assert pack_change.move(kiosk.database, VAULT, TO_NEW, one, seen, at)
    pack_change.begin(kiosk.database, TO_NEW, at)
    pack_change.finish(kiosk.database, TO_NEW, at)
    kiosk.database.execute("DELETE FROM look_alikes")
    kiosk = shop.start(alone)
    assert asked == {one for one in asked if look_alikes.is_one(kiosk.database, one)}
    assert look_alikes.not_compared(kiosk.database, alone.search.compares_by) == ()


# --- and back -------------------------------------------------------------------------------------


def test_going_back_knows_everybody_and_moves_who_joined_since(
    shop: Shop, member_id: str, both_eyes: RealEyes, models: Path
) -> None:
    kiosk = shop.start(both_eyes, TO_NEW)
    pay(kiosk, both_eyes, "obama2")
    newcomer = join(kiosk, both_eyes, "biden", "13900000000")
    staff_top_up(kiosk, newcomer, 100)
    assert packs_of(kiosk, newcomer) == [NEW] * 3
    found = pack_change.progress(kiosk.database, TO_NEW, kiosk.clock.now().date())
    assert (found.moved, found.to_move, found.only_new, found.only_new_no_pin) == (1, 0, 1, 0)

    back = RealEyes(models, DEFAULT_PACK, turned_pack.NAME)
    kiosk = shop.start(back, TO_OLD)
    pay(kiosk, back, "obama2")
    pay(kiosk, back, "biden", "13900000000")
    assert packs_of(kiosk, newcomer) == [NEW] * 3 + [OLD] * 3
    assert packs_of(kiosk, member_id) == [OLD] * 3 + [NEW] * 3


def test_going_back_without_the_new_pack_newcomers_pay_by_number_and_pin(
    shop: Shop, member_id: str, both_eyes: RealEyes, old_eyes: RealEyes
) -> None:
    kiosk = shop.start(both_eyes, TO_NEW)
    newcomer = join(kiosk, both_eyes, "biden", "13900000000")
    staff_top_up(kiosk, newcomer, 100)

    kiosk = shop.start(old_eyes)
    pay(kiosk, old_eyes, "obama")
    show_face(kiosk, old_eyes, "biden")
    kiosk.sees(face_show.NotRecognised)
    by_phone(kiosk, "13900000000")
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)
    assert held_by(kiosk, newcomer) == Money(10_000) - LATTE
    assert packs_of(kiosk, member_id) == [OLD] * 3


def test_after_some_weeks_what_is_not_needed_goes_by_itself(
    shop: Shop, member_id: str, both_eyes: RealEyes
) -> None:
    kiosk = shop.start(both_eyes, TO_NEW)
    pay(kiosk, both_eyes, "obama2")
    kiosk.clock.wind(30 * 24 * 3600)
    kiosk.wait(SWEEP_FIRST_S + SWEEP_S)
    assert packs_of(kiosk, member_id) == [NEW] * 3


def test_members_of_a_kiosk_that_changes_nothing_are_left_alone(tmp_path: Path) -> None:
    kiosk = HeadlessKiosk(tmp_path / "plain.db")
    kiosk.start()
    choose_staff_pin(kiosk)
    member_id = a_member_with(kiosk, 50)
    kiosk.wait(SWEEP_FIRST_S + 1)
    assert len(packs_of(kiosk, member_id)) == 3
    kiosk.close()
