"""The plug is pulled at every durable write of a purchase, and of the restart after it.

Whatever moment it is: a member is charged once or not at all, and a charge is an order with a
number, a receipt and a message for the back office, or there is none of them.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from kiosk.domain.accounts import takings_of
from kiosk.domain.money import Money
from kiosk.flows import events as on
from kiosk.flows import screens as show
from kiosk.storage import ledger, recovery, wallet
from kiosk.storage.database import check, open_database
from kiosk.storage.ledger_reader import audit_books
from kiosk.storage.recovery import Recovered
from kiosk.storage.wallet import WalletRail
from tests.journeys.power_cut import Job, Task, When
from tests.journeys.steps import a_member_with, by_phone, choose_staff_pin, fill_cart
from tests.support.fake_clock import AT
from tests.support.fake_shop import ADDRESS
from tests.support.headless_kiosk import HeadlessKiosk

ROOT = Path(__file__).parents[2]
PRICE = Money(3150)
LONGEST = 40
"""More durable writes than any purchase or restart makes."""

Run = Callable[[Job], str]


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    """Does a job in a process that may be killed; its answer."""
    command = [sys.executable, "-m", "tests.journeys.power_cut"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        send, answers = process.stdin, process.stdout

        def do(job: Job) -> str:
            send.write(job.to_line())
            send.flush()
            return answers.readline().strip()

        yield do
        send.close()


@dataclass(frozen=True)
class Kiosk:
    """The files of one kiosk, as they lie on its disk."""

    path: Path
    door_log: Path

    def job(self, task: Task, cut_at: int = 0, when: When = "before") -> Job:
        return Job(str(self.path), str(self.door_log), task, cut_at, when)

    def copied_to(self, folder: Path) -> Kiosk:
        folder.mkdir()
        for part in self.path.parent.iterdir():
            shutil.copy(part, folder / part.name)
        return Kiosk(folder / self.path.name, folder / self.door_log.name)

    def doors_asked(self) -> list[str]:
        return self.door_log.read_text().split() if self.door_log.exists() else []


def open_for_business(folder: Path, yuan: int) -> Kiosk:
    """Staff have a PIN, one member has `yuan`; all is well and the plug is in."""
    folder.mkdir()
    files = Kiosk(folder / "kaimen.db", folder / "doors.log")
    kiosk = HeadlessKiosk(files.path)
    kiosk.start()
    choose_staff_pin(kiosk)
    a_member_with(kiosk, yuan)
    kiosk.close()
    return files


def cuts(run: Run, task: Task, before: Kiosk, folder: Path) -> Iterator[tuple[str, Kiosk]]:
    """Every moment at which the power can go, with the disk it leaves behind; last, unharmed."""
    for cut_at in range(1, LONGEST):
        for when in ("before", "after"):
            disk = before.copied_to(folder / f"{task}-{when}-{cut_at}")
            answer = run(disk.job(task, cut_at, "before" if when == "before" else "after"))
            if answer != "cut":
                assert int(answer) == cut_at - 1
                yield "unharmed", disk
                return
            yield f"{task}: {when} write {cut_at}", disk
    pytest.fail(f"{task} makes more than {LONGEST} durable writes")


def recover(disk: Kiosk) -> Recovered:
    with closing(open_database(disk.path)) as db, closing(open_database(disk.path)) as other:
        check(db)
        return recovery.recover(db, WalletRail(lambda: other, lambda: AT), ADDRESS, AT)


def was_charged(disk: Kiosk, held: Money) -> bool:
    """Checks that the books agree with each other; whether the member was charged."""
    with closing(open_database(disk.path)) as db:
        assert audit_books(db).broken == ()
        charges = column(
            db,
            "SELECT p.minor FROM ledger_entries e JOIN ledger_postings p ON p.entry = e.number"
            " WHERE e.kind = 'charge' ORDER BY p.place",
        )
        assert charges in ([], [PRICE.minor, -PRICE.minor])
        paid = charges != []
        assert ledger.balance(db, takings_of("wallet")) == (PRICE if paid else Money(0))
        assert column(db, "SELECT state FROM orders") in (
            [["paid"]] if paid else [[], ["cancelled"]]
        )
        final = [["paid"]] if paid else [[], ["closed"], ["failed"]]
        assert column(db, "SELECT state FROM payments") in final
        receipts = "SELECT receipt_number FROM orders WHERE receipt_number IS NOT NULL"
        assert column(db, receipts) == ([1] if paid else [])
        numbers = "SELECT prefix || number FROM tickets ORDER BY prefix"
        assert column(db, numbers) == (["A1", "B1"] if paid else [])
        assert column(db, "SELECT count(*) FROM outbox") == [int(paid)]
        (member_id,) = column(db, "SELECT id FROM members")
        left = held - PRICE if paid else held
        assert wallet.balance(db, str(member_id)) == left
        doors = db.execute("SELECT id, state FROM door_commands").fetchall()
    for command_id, state in doors:
        was_asked = command_id in disk.doors_asked()
        assert state in ({"opened", "unknown"} if was_asked else {"dropped", "unknown"})
    assert disk.doors_asked() in ([], [command_id for command_id, _ in doors])
    assert paid or not doors
    return paid


def column(db: sqlite3.Connection, query: str) -> list[object]:
    return [value for (value,) in db.execute(query)]


def contents(disk: Kiosk) -> list[str]:
    with closing(open_database(disk.path)) as db:
        return list(db.iterdump())


@pytest.mark.parametrize(("yuan", "expected"), [(100, {True, False}), (20, {False})])
def test_a_purchase_cut_at_any_write_is_whole_or_never_was(
    run: Run, tmp_path: Path, yuan: int, expected: set[bool]
) -> None:
    before = open_for_business(tmp_path / "before", yuan)
    seen = set()
    for moment, disk in cuts(run, "buy", before, tmp_path):
        done = recover(disk)
        charged = was_charged(disk, Money(yuan * 100))
        settled = contents(disk)
        assert done.still_unknown == (), moment
        assert recover(disk) == Recovered(), moment
        assert contents(disk) == settled, moment
        if moment == "unharmed":
            assert done == Recovered()
            assert disk.doors_asked() if charged else not disk.doors_asked()
        seen.add(charged)
    assert seen == expected


def test_a_restart_that_is_cut_as_well_ends_the_same(run: Run, tmp_path: Path) -> None:
    before = open_for_business(tmp_path / "before", 100)
    restarts = count()
    for moment, disk in cuts(run, "buy", before, tmp_path):
        straight = disk.copied_to(tmp_path / f"straight-{next(restarts)}")
        recover(straight)
        expected = was_charged(straight, Money(10_000))
        folder = tmp_path / f"again-{next(restarts)}"
        folder.mkdir()
        for second, again in cuts(run, "start", disk, folder):
            recover(again)
            assert was_charged(again, Money(10_000)) == expected, (moment, second)


def test_after_every_cut_the_next_shopper_gets_the_next_number(run: Run, tmp_path: Path) -> None:
    before = open_for_business(tmp_path / "before", 100)
    for moment, disk in cuts(run, "buy", before, tmp_path):
        kiosk = HeadlessKiosk(disk.path, boot="next-day")
        kiosk.start()
        was_paid = column(kiosk.database, "SELECT count(*) FROM tickets WHERE prefix = 'A'") == [1]
        greeting = kiosk.sees(show.Attract)
        fill_cart(kiosk)
        by_phone(kiosk)
        kiosk.touch(on.ConfirmPressed())
        receipt = kiosk.sees(show.Result).receipt
        kiosk.close()
        number = 2 if was_paid else 1
        assert receipt.number == f"20261121-000{number}", moment
        assert [one.text for one in receipt.tickets] == [f"A00{number}", f"B00{number}"], moment
        finished = kiosk.recovered.finished
        assert greeting.recovered == (finished[-1] if finished else None), moment
