"""The disk is full from any write on while a member is being forgotten: told truly, and finished.

Either nothing was done, and nobody is told otherwise; or the key is gone, and with it the face from
the search and the number from the register, whatever becomes of the rows.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw
import pytest

from kiosk.domain.problems import Fault, Problem
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import screens as show
from kiosk.flows.events import Faulted, Mended
from kiosk.flows.housekeeping import SETTLED_S
from kiosk.storage import forgetting, members
from tests.journeys.steps import choose_staff_pin, join, one_row
from tests.journeys.test_leaving import TO_DATA
from tests.support.fake_clock import AT
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import PHONE, a_member
from tests.support.headless_kiosk import HeadlessKiosk
from tests.support.power.disk import Operation
from tests.support.power.vfs import RecordingVfs

FULL = Faulted(Problem(Fault.DISK_FULL, "Only 0 MB left on the disk."))
LONGEST = 600
EVERY = 5
HALF_GONE = "SELECT count(*) FROM members WHERE id NOT IN (SELECT member_id FROM member_keys)"


class NoRoom(apsw.FullError):
    """As SQLite tells it itself: with its number."""

    extendedresult = apsw.SQLITE_FULL


@dataclass
class FillingUp:
    """Takes so many more writes, and none after them."""

    left: int = 10**9

    def __call__(self, _operation: Operation) -> type[apsw.Error] | None:
        self.left -= 1
        return NoRoom if self.left < 0 else None


@dataclass(frozen=True)
class Shop:
    kiosk: HeadlessKiosk
    disk: FillingUp
    member_id: str

    def kept(self) -> str:
        """ "all" or "rows", of which nothing opens, or "nothing"."""
        if members.find(self.kiosk.database, VAULT, self.member_id):
            return "all"
        return "rows" if one_row(self.kiosk, "SELECT count(*) FROM members") == (1,) else "nothing"

    def receipts(self) -> list[str]:
        return [jws for _, jws in forgetting.receipts(self.kiosk.database)]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("furnished")
    kiosk = HeadlessKiosk(folder / "kaimen.db")
    kiosk.start()
    choose_staff_pin(kiosk)
    join(kiosk)
    kiosk.close()
    return folder


def every_moment(furnished: Path, folder: Path) -> Iterator[Shop]:
    """A shop whose disk is sound so far, for every write that it may fill up at."""
    for moment in range(0, LONGEST, EVERY):
        here = folder / f"full-{moment}"
        shutil.copytree(furnished, here)
        disk = FillingUp()
        with RecordingVfs(f"full-{here}", disk) as recording:
            kiosk = HeadlessKiosk(
                here / "kaimen.db",
                boot="boot-2",
                connect=recording.connect,
            )
            kiosk.start()
            (member_id,) = kiosk.database.execute("SELECT id FROM members").fetchone()
            shop = Shop(kiosk, disk, str(member_id))
            disk.left = moment
            yield shop
            is_over = disk.left > 0
            disk.left = 10**9
            kiosk.close()
        if is_over:
            return
    pytest.fail(f"forgetting takes more than {LONGEST} writes")


def is_free(kiosk: HeadlessKiosk) -> bool:
    return members.is_phone_free(kiosk.database, VAULT, PHONE)


def test_who_wishes_it_on_the_screen_is_told_the_truth(furnished: Path, tmp_path: Path) -> None:
    seen = set()
    for shop in every_moment(furnished, tmp_path):
        kiosk, left = shop.kiosk, shop.disk.left
        shop.disk.left = 10**9
        kiosk.touch(*TO_DATA, member_on.ForgetAllPressed())
        shop.disk.left = left
        kiosk.touch(on.ConfirmPressed())
        kept = shop.kept()
        seen.add(kept)
        if kept == "all":
            assert not isinstance(kiosk.screen(), see.Forgotten)
            assert not is_free(kiosk)
        else:
            told = kiosk.sees(see.Forgotten)
            assert told.has_rest is (kept == "rows")
            assert kiosk.eyes.changed[-1] == shop.member_id  # searched for no more
            assert is_free(kiosk)
            kiosk.touch(FULL)
            assert kiosk.sees(see.Forgotten) == told  # the receipt stays until it was read
            kiosk.touch(on.DonePressed())
            kiosk.sees(show.OutOfOrder)
            mend = shop.disk
            left, mend.left = mend.left, 10**9
            kiosk.touch(Mended(Fault.DISK_FULL))
            assert shop.kept() == "nothing"
            assert shop.receipts() == [told.receipt]
            mend.left = left
    assert seen == {"all", "rows", "nothing"}


def test_what_is_left_goes_by_itself_also_after_a_restart(furnished: Path, tmp_path: Path) -> None:
    """Nobody has noticed that the disk was full for a moment."""
    for shop in every_moment(furnished, tmp_path):
        kiosk, left = shop.kiosk, shop.disk.left
        shop.disk.left = 10**9
        kiosk.touch(*TO_DATA, member_on.ForgetAllPressed())
        shop.disk.left = left
        kiosk.touch(on.ConfirmPressed())
        if shop.kept() == "rows":
            path = kiosk._path
            again = path.parent / "again" / "kaimen.db"
            again.parent.mkdir()
            for part in path.parent.glob("kaimen.db*"):
                shutil.copy(part, again.parent / part.name)
            shop.disk.left = 10**9
            kiosk.touch(on.DonePressed())
            kiosk.wait(SETTLED_S + 1)
            assert shop.kept() == "nothing"
            restarted = HeadlessKiosk(again, boot="boot-3")
            assert restarted.database.execute("SELECT count(*) FROM members").fetchone() == (0,)
            assert [one for _, one in forgetting.receipts(restarted.database)] == shop.receipts()
            restarted.close()


def test_a_sweep_tells_the_search_of_each_who_is_gone(furnished: Path, tmp_path: Path) -> None:
    """Three were not here for long, and the disk fills up anywhere between them."""
    folder = tmp_path / "three"
    shutil.copytree(furnished, folder)
    kiosk = HeadlessKiosk(folder / "kaimen.db", boot="boot-1a")
    for number in (1, 2):
        new = a_member(f"m-{number}", f"1390000000{number}")
        members.register(kiosk.database, VAULT, new, AT)
    kiosk.close()
    for shop in every_moment(folder, tmp_path):
        left, kiosk = shop.disk.left, shop.kiosk
        shop.disk.left = 10**9
        kiosk.clock.wind(200 * 86_400)
        shop.disk.left = left
        kiosk.wait(1)  # the sweep's timer is due
        has_key = {one for (one,) in kiosk.database.execute("SELECT member_id FROM member_keys")}
        assert set(kiosk.eyes.changed) == {shop.member_id, "m-1", "m-2"} - has_key
        shop.disk.left = 10**9
        kiosk.wait(SETTLED_S + 1)
        assert one_row(kiosk, HALF_GONE) == (0,)
        (members_left,) = one_row(kiosk, "SELECT count(*) FROM members")
        assert len(shop.receipts()) + int(str(members_left)) == 3
