"""Setting a cabinet up from the screen: true bytes, boards wired oddly, and everything that breaks.

The kiosk's core and books are real, its screen is a value, its buses talk to a virtual cabinet.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from firmware_bridge import learning_steps as learn
from firmware_bridge.families import FAMILY_NAMES, FamilyName
from firmware_bridge.findings import BoardFound
from firmware_bridge.learnt import usual_polarity
from firmware_bridge.simulator import acts
from firmware_bridge.simulator.plan import CabinetPlan
from firmware_bridge.wiring import Polarity
from kiosk.domain.cabinet_wiring import DoorWiring, ShelfWiring
from kiosk.flows import commissioning_events as setup
from kiosk.flows import commissioning_screens as show
from kiosk.flows import events as on
from kiosk.flows import screens
from kiosk.flows.cabinet_screens import CabinetHome
from tests.firmware_bridge.simulator.builders import real_cabinet
from tests.support.headless_kiosk import HeadlessKiosk
from tests.support.technician import FILE, Technician, WiredShop, odd_cabinet

pytestmark = pytest.mark.slow

OPENINGS = "SELECT state FROM commissioning_openings ORDER BY rowid"


@contextmanager
def a_shop(
    folder: Path, plan: CabinetPlan | None = None, family: FamilyName = "shuoming"
) -> Iterator[WiredShop]:
    with real_cabinet(plan or odd_cabinet(), folder) as cabinet:
        clock = time.monotonic  # noqa: TID251  # a real pty lives in real time
        yield WiredShop(folder, cabinet, clock, (family,))


def rows(kiosk: HeadlessKiosk, query: str) -> list[str]:
    return [row[0] for row in kiosk.database.execute(query)]


def pulses(shop: WiredShop) -> list[int]:
    return [pulse.door for pulse in shop.cabinet.pulses()]


@pytest.mark.parametrize("family", FAMILY_NAMES)
def test_a_cabinet_of_every_family_is_set_up_and_runs_by_what_was_learnt(
    tmp_path: Path, family: FamilyName
) -> None:
    usual = usual_polarity(BoardFound(9600, family, 2, 8))
    polarity = next(polarity for polarity in Polarity if polarity is not usual)
    plan = odd_cabinet(family, polarity=polarity.value)
    with a_shop(tmp_path, plan, family) as shop, shop.opened() as kiosk:
        staff = Technician(shop, kiosk)
        staff.enter()
        staff.begin()
        staff.set_up()
        done = kiosk.sees(show.StaffSetUpDone)
        assert done.doubts == ()
        kiosk.touch(setup.WriteLearntPressed())
        assert kiosk.sees(show.StaffSetUpDone).written is show.Written.DONE
        wiring = shop.wiring
        (port,) = wiring.ports
        assert (port.family, port.polarity, port.baud) == (family, polarity.value, 9600)
        assert port.read_all == ("last-byte-first" if family == "shuoming" else None)
        assert wiring.doors == (
            DoorWiring("fridge", "d1", "bus", 2, 2), DoorWiring("fridge", "d2", "bus", 2, 1)
        )  # fmt: skip
        assert wiring.shelves == (
            ShelfWiring("fridge", "A", "bus", 3), ShelfWiring("fridge", "B", "bus", 4)
        )  # fmt: skip
        text = shop.file.read_text()
        for remark in [line[line.index("#") :] for line in FILE.splitlines() if "#" in line]:
            assert remark in text
        assert (tmp_path / "cabinets.toml.bak-0001").read_text() == FILE
        shop.cabinet.do(acts.Close())
        kiosk.touch(on.CancelPressed(), on.CancelPressed())
        opens_by_the_new_wiring(kiosk, staff, shop)


def opens_by_the_new_wiring(kiosk: HeadlessKiosk, staff: Technician, shop: WiredShop) -> None:
    """The cabinet's buses run again: both doors are seen, shelves weigh, and d2 is door 2."""
    staff.wait_for(lambda: all(offer.why_not is None for offer in kiosk.sees(CabinetHome).doors))
    kiosk.touch(on.StaffDoorKnocked(), on.DigitsEntered("482915"))
    kiosk.touch(on.StaffPageChosen(screens.StaffPage.RESTOCK))
    from kiosk.flows.cabinet_events import RestockChosen  # noqa: PLC0415

    before = len(shop.cabinet.pulses())
    kiosk.touch(RestockChosen("fridge", "d2"))
    staff.wait_for(lambda: shop.cabinet.is_open(2))
    assert pulses(shop)[before:] == [2]


def test_each_opening_is_on_disk_before_its_pulse_and_has_an_id_of_its_own(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.opened() as kiosk:
        staff = Technician(shop, kiosk)
        staff.enter()
        staff.begin()
        assert pulses(shop) == []
        staff.answer()
        assert isinstance(staff.step, learn.AskWhichDoor)
        assert (pulses(shop), rows(kiosk, OPENINGS)) == ([2], ["pulsed"])
        staff.answer()
        staff.answer()
        staff.answer()
        assert (pulses(shop), rows(kiosk, OPENINGS)) == ([2, 1], ["pulsed", "pulsed"])
        ids = rows(kiosk, "SELECT id FROM commissioning_openings")
        noted = rows(kiosk, "SELECT ref FROM journal WHERE what = 'commissioning.opening'")
        assert (len(set(ids)), noted) == (2, ids)


def test_nobody_shops_meanwhile_and_the_cabinet_is_taken_up_again(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.opened() as kiosk:
        staff = Technician(shop, kiosk)
        staff.enter()
        staff.begin()
        kiosk.sees(show.StaffSetUpStep)
        world = kiosk._cabinets
        world.locks.unlock("a-shopper", "fridge", "d1")
        kiosk.wait(1)
        assert pulses(shop) == []
        kiosk.touch(on.CancelPressed(), on.CancelPressed())
        assert shop.file.read_text() == FILE
        kiosk.sees(CabinetHome)


def test_a_jammed_door_is_told_left_for_later_and_done_once_more(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.opened() as kiosk:
        shop.cabinet.do(acts.Trouble("jam", 2))
        staff = Technician(shop, kiosk)
        staff.enter()
        staff.begin()
        staff.answer()
        staff.say(learn.DoorNamed(None))
        staff.set_up()
        done = kiosk.sees(show.StaffSetUpDone)
        assert [str(doubt) for doubt in done.doubts] == [
            "lock 1 opened no door: it is free, or its two power wires are off."
        ]
        shop.cabinet.do(acts.Trouble("jam", 2, on=False))
        shop.cabinet.do(acts.Close())
        staff.touch(setup.OnceMorePressed("tried", 0))
        staff.set_up()
        assert kiosk.sees(show.StaffSetUpDone).doubts == ()
        assert sorted(t.door or 0 for t in kiosk.sees(show.StaffSetUpDone).progress.tried) == [1, 2]


def test_silence_is_told_and_looked_at_again(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.opened() as kiosk:
        shop.cabinet.do(acts.Power(on=False))
        staff = Technician(shop, kiosk)
        staff.enter()
        staff.begin()
        assert isinstance(staff.step, learn.NothingFound)
        shop.cabinet.do(acts.Power(on=True))
        staff.say(learn.Again())
        assert isinstance(staff.step, learn.AskOpen)


def test_a_cable_pulled_out_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.opened() as kiosk:
        staff = Technician(shop, kiosk)
        staff.enter()
        staff.begin()
        for _ in range(3):
            staff.answer()
        asked = staff.step
        assert isinstance(asked, learn.AskOpen)
        shop.cabinet.do(acts.Unplug())
        staff.say(learn.Yes())
        assert (staff.step, staff.trouble) == (asked, learn.Trouble.PORT_GONE)
        shop.cabinet.do(acts.Plug())
        staff.set_up()
        assert kiosk.sees(show.StaffSetUpDone).doubts == ()
        assert pulses(shop)[:2] == [2, 1]


def test_a_dead_cell_is_told_and_can_be_left_out(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.opened() as kiosk:
        shop.cabinet.do(acts.Dead("A"))
        staff = Technician(shop, kiosk)
        staff.enter()
        staff.begin()
        while not isinstance(staff.step, learn.AskEmpty):
            staff.answer()
        staff.answer()
        assert (type(staff.step), staff.trouble) == (learn.AskEmpty, learn.Trouble.NO_WEIGHT)
        kiosk.touch(setup.LeaveOutPressed())
        assert kiosk.sees(show.StaffSetUpStep).is_leaving_out
        staff.say(learn.Skip("broken"))
        staff.set_up()
        (skipped,) = kiosk.sees(show.StaffSetUpDone).progress.skipped
        assert skipped.reason == "broken"


def test_a_wrong_weight_is_asked_back_and_never_calibrates_by_itself(tmp_path: Path) -> None:
    plan = odd_cabinet()
    with a_shop(tmp_path, plan) as shop, shop.opened() as kiosk:
        staff = Technician(shop, kiosk)
        staff.enter()
        staff.begin()
        while not isinstance(staff.step, learn.AskKnownWeight):
            staff.answer()
        shop.cabinet.do(acts.Lay(200_000, "A"))
        staff.touch(setup.GramsTyped("1000"))
        asked = staff.step
        assert isinstance(asked, learn.AskSure)
        assert abs(asked.shown_mg - 260_000) < 3_000  # not calibrated yet: 1.3 times as much
        noted = "SELECT detail FROM journal WHERE what = 'commissioning.scale'"
        assert rows(kiosk, noted) == ["CalibrateEmpty"]
        staff.touch(on.BackPressed())
        shop.cabinet.do(acts.Lift("A"))
        staff.set_up()
        assert kiosk.sees(show.StaffSetUpDone).doubts == ()


def test_the_wrong_good_is_named_by_what_was_seen_instead(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.opened() as kiosk:
        staff = Technician(shop, kiosk)
        staff.enter()
        staff.begin()
        while not isinstance(staff.step, learn.AskGood):
            staff.answer()
        shop.cabinet.do(acts.Force(2))
        shop.cabinet.do(acts.Restock("toast", 1, "B"))
        staff.say(learn.Yes())
        told = staff.step
        assert isinstance(told, learn.ToldGood)
        assert (told.checked.wanted.sku, told.checked.shelf, told.checked.looks_like) == (
            "latte", "B", ("toast",)
        )  # fmt: skip
        shop.cabinet.do(acts.Empty("B"))
        staff.say(learn.Again())
        staff.set_up()
        assert kiosk.sees(show.StaffSetUpDone).doubts == ()


def test_a_kiosk_killed_in_the_middle_goes_on_where_it_was(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        with shop.opened() as kiosk:
            staff = Technician(shop, kiosk)
            staff.enter()
            staff.begin()
            for _ in range(3):
                staff.answer()
            kiosk.touch(setup.SetUpAnswered(learn.Yes()))  # and dies before anything comes back
        with shop.opened() as kiosk:
            staff = Technician(shop, kiosk)
            assert set(rows(kiosk, OPENINGS)) <= {"pulsed", "sent"}
            staff.enter()
            assert kiosk.sees(show.StaffSetUp).is_begun
            assert "sent" not in rows(kiosk, OPENINGS)
            shop.cabinet.do(acts.Close())
            staff.begin()
            asked = staff.step
            assert isinstance(asked, learn.AskOpen)
            assert asked.lock == 2
            staff.set_up()
            assert kiosk.sees(show.StaffSetUpDone).doubts == ()
            assert shop.file.read_text() == FILE


def test_whoever_walks_away_leaves_a_cabinet_that_sells(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.opened() as kiosk:
        staff = Technician(shop, kiosk)
        staff.enter()
        staff.begin()
        staff.answer()
        staff.answer()
        kiosk.wait(400)
        assert isinstance(staff.step, learn.AskClose)  # a door stands open: nobody takes the time
        staff.answer()
        kiosk.wait(80)
        kiosk.sees(CabinetHome)
        staff.enter()
        staff.begin()
        assert len(kiosk.sees(show.StaffSetUpStep).progress.tried) == 1


def test_the_settings_before_come_back_with_one_tap(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop, shop.opened() as kiosk:
        staff = Technician(shop, kiosk)
        staff.enter()
        staff.begin()
        staff.set_up()
        kiosk.touch(setup.WriteLearntPressed())
        assert shop.file.read_text() != FILE
        kiosk.touch(on.CancelPressed())
        staff.enter()
        kiosk.touch(setup.UndoLearntPressed())
        assert kiosk.sees(show.StaffSetUp).was_undone
        assert shop.file.read_text() == FILE
        assert (tmp_path / "cabinets.toml.undone-0001").exists()
