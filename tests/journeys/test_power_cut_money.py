"""The plug is pulled while money goes back, is set aside, or is given up.

After the restart, and once the guard has looked, each of these has happened once or not at all.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kiosk.domain.accounts import DEPOSITS, REFUNDS
from kiosk.domain.hold import HoldState
from kiosk.domain.money import Money
from kiosk.flows import money_effects as money_do
from kiosk.storage import holds, ledger, refunds, wallet
from kiosk.storage.database import open_database
from kiosk.storage.ledger_reader import audit_books
from tests.journeys.power_cut import HELD, PART, TOLD
from tests.journeys.test_power_cut import (
    PRICE,
    Kiosk,
    Run,
    column,
    cuts,
    open_for_business,
    run,
)
from tests.support.headless_kiosk import HeadlessKiosk

__all__ = ["run"]  # a fixture

START = Money(10_000)


def start_again(disk: Kiosk) -> None:
    """The next start, and time enough for the guard."""
    kiosk = HeadlessKiosk(disk.path, boot="next-day")
    kiosk.start()
    kiosk.wait(10)
    kiosk.close()


def held_by_the_member(disk: Kiosk) -> Money:
    with closing(open_database(disk.path)) as db:
        assert audit_books(db).broken == ()
        (member_id,) = column(db, "SELECT id FROM members")
        return wallet.balance(db, str(member_id))


@pytest.fixture(scope="module")
def sold(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Kiosk:
    """A member with 100 yuan has bought a latte and a toast."""
    disk = open_for_business(tmp_path_factory.mktemp("sold") / "before", 100)
    assert run(disk.job("buy")).isdigit()
    return disk


def test_a_refund_cut_at_any_write_is_given_once_or_never_was(
    run: Run, sold: Kiosk, tmp_path: Path
) -> None:
    seen = set()
    for moment, disk in cuts(run, "refund", sold, tmp_path):
        start_again(disk)
        left = held_by_the_member(disk)
        with closing(open_database(disk.path)) as db:
            intended = refunds.find(db, "refund-1") is not None
            assert column(db, "SELECT state FROM refunds") == ["refunded"] * intended, moment
            assert ledger.balance(db, REFUNDS) == (PART if intended else Money(0)), moment
        assert left == START - PRICE + (PART if intended else Money(0)), moment
        seen.add(intended)
    assert seen == {True, False}


def test_a_hold_cut_at_any_write_is_captured_or_let_go(
    run: Run, sold: Kiosk, tmp_path: Path
) -> None:
    seen = set()
    for moment, disk in cuts(run, "hold", sold, tmp_path):
        start_again(disk)
        with closing(open_database(disk.path)) as db:
            state = holds.state_of(db, "hold-1")
            set_aside = ledger.balance(db, DEPOSITS)
        taken = {HoldState.HELD: HELD, HoldState.CAPTURED: PART}.get(state, Money(0))  # type: ignore[arg-type]
        assert held_by_the_member(disk) == START - PRICE - taken, moment
        assert set_aside == (HELD if state is HoldState.HELD else Money(0)), moment
        if state is HoldState.HELD:  # its door may be open: the session decides
            let_go(disk)
            assert held_by_the_member(disk) == START - PRICE, moment
        seen.add(state)
    assert seen == {None, HoldState.RELEASED, HoldState.HELD, HoldState.CAPTURED}


def let_go(disk: Kiosk) -> None:
    kiosk = HeadlessKiosk(disk.path, boot="cabinet")
    kiosk.start()
    kiosk.conductor._act([money_do.ReleaseHold("hold-1")])
    kiosk.conductor.work_off()
    kiosk.close()


def test_who_was_told_that_no_charge_stands_is_not_charged(run: Run, tmp_path: Path) -> None:
    before = open_for_business(tmp_path / "before", 100)
    seen = set()
    for moment, disk in cuts(run, "give_up", before, tmp_path):
        start_again(disk)
        was_told = TOLD in disk.doors_asked()
        left = held_by_the_member(disk)
        with closing(open_database(disk.path)) as db:
            sold = column(db, "SELECT count(*) FROM tickets") != [0]
            open_ones = (
                "SELECT count(*) FROM payments WHERE state NOT IN ('paid', 'closed', 'refunded')"
            )
            assert column(db, open_ones) == [0], moment
        assert left == (START - PRICE if sold else START), moment
        assert not (was_told and sold), moment
        seen.add((was_told, sold))
    assert seen == {(True, False), (False, True), (False, False)}
