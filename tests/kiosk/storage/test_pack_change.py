"""Members on their way from one pack to the next: moved whole, counted, finished, brought back."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.forgetting import Why
from kiosk.domain.pack_change import MOST_TEMPLATES, PackChange, Progress
from kiosk.storage import forgetting, journal, members, pack_change
from kiosk.storage.database import open_database
from kiosk.storage.forgetting import Wish
from kiosk.storage.vault import SealBrokenError, template_place
from models.results import Template
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT, a_vault
from tests.support.fake_shop import PIN, a_member, a_template

CHANGE = PackChange("new-pack", "old-pack", keep_days=30)
BACK = PackChange("old-pack", "new-pack", keep_days=30)
TODAY = AT.date()
ROOT = Path(__file__).parents[3]


def old(seed: int = 1) -> Template:
    return a_template(seed, "old-pack")


def new(*seeds: int) -> tuple[Template, ...]:
    return tuple(a_template(seed, "new-pack") for seed in seeds or (11, 12, 13))


def join(db: sqlite3.Connection, number: int, *templates: Template, pin: str | None = None) -> str:
    member = a_member(f"m-{number}", f"1380000000{number}", pin=pin, templates=templates)
    assert members.register(db, VAULT, member, AT)
    return member.id


def move(db: sqlite3.Connection, member_id: str, *templates: Template) -> bool:
    return pack_change.move(db, VAULT, CHANGE, member_id, templates or new(), AT)


# --- moving ---------------------------------------------------------------------------------------


def test_a_moved_member_has_both_and_a_line_in_the_journal(db: sqlite3.Connection) -> None:
    member_id = join(db, 1, old())
    assert move(db, member_id)
    assert members.templates_of(db, VAULT, member_id) == (old(), *new())
    assert next(line[1] for line in journal.latest(db)) == "member.moved"


def test_new_templates_are_sealed_for_their_member_and_their_pack(db: sqlite3.Connection) -> None:
    member_id = join(db, 1, old())
    move(db, member_id)
    (wrapped,) = db.execute("SELECT wrapped FROM member_keys").fetchone()
    (sealed,) = db.execute("SELECT sealed FROM templates WHERE pack = 'new-pack'").fetchone()
    key = VAULT.key_of(member_id, wrapped)
    assert key.open(template_place("new-pack"), sealed) == new()[0].vector
    with pytest.raises(SealBrokenError):
        key.open(template_place("old-pack"), sealed)
    with pytest.raises(SealBrokenError):
        VAULT.key_of("m-2", wrapped)


def test_later_visits_add_until_it_is_enough(db: sqlite3.Connection) -> None:
    member_id = join(db, 1, old())
    assert [move(db, member_id, *new(n, n + 1, n + 2)) for n in (10, 20, 30, 40)] == [
        True, True, True, False,
    ]  # fmt: skip
    assert len(members.templates_of(db, VAULT, member_id)) == 1 + MOST_TEMPLATES


def test_nobody_is_moved_who_is_gone_or_not_of_this_change(db: sqlite3.Connection) -> None:
    joined_since, third = join(db, 1, *new()), join(db, 2, a_template(5, "third-pack"))
    faceless = join(db, 3)
    assert not any(move(db, one) for one in (joined_since, third, faceless, "nobody"))
    known = join(db, 4, old())
    assert not move(db, known, old(7))
    assert not move(db, known, *new(), a_template(5, "third-pack"))
    assert not pack_change.move(db, VAULT, CHANGE, known, (), AT)
    assert members.templates_of(db, VAULT, known) == (old(),)


def test_under_another_device_key_nothing_is_written(db: sqlite3.Connection) -> None:
    member_id = join(db, 1, old())
    stranger = a_vault(bytes([7]) * 32)
    assert not pack_change.move(db, stranger, CHANGE, member_id, new(), AT)
    assert pack_change.packs_of_templates(db) == {"old-pack": 1}


KILLED = """
import os, signal, sqlite3, sys
from kiosk.storage import pack_change
from tests.kiosk.storage.test_pack_change import AT, CHANGE, VAULT, new

class Cut(sqlite3.Connection):
    def execute(self, sql, *values):
        if sql.startswith(sys.argv[2]) and sys.argv[3] == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = super().execute(sql, *values)
        if sql.startswith(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

db = sqlite3.connect(sys.argv[1], factory=Cut, isolation_level=None)
pack_change.move(db, VAULT, CHANGE, "m-1", new(), AT)
"""


@pytest.mark.parametrize(
    ("statement", "when", "is_moved"),
    [
        ("INSERT INTO journal", "after", False),
        ("COMMIT", "before", False),
        ("COMMIT", "after", True),
    ],
)
def test_a_kill_while_moving_leaves_the_member_moved_or_not(
    tmp_path: Path, statement: str, when: str, *, is_moved: bool
) -> None:
    path = tmp_path / "kiosk.sqlite3"
    with closing(open_database(path)) as db:
        join(db, 1, old())
    command = [sys.executable, "-c", KILLED, str(path), statement, when]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    with closing(open_database(path)) as db:
        after = (old(), *new()) if is_moved else (old(),)
        assert members.templates_of(db, VAULT, "m-1") == after
        assert pack_change.progress(db, CHANGE, TODAY).moved == is_moved


# --- how far it is --------------------------------------------------------------------------------


@pytest.fixture
def shop(db: sqlite3.Connection) -> sqlite3.Connection:
    """Two to move, one of them long unseen and without a PIN; one moved; one who joined since, and
    one of an older change."""
    join(db, 1, old(1), old(2), pin=PIN)
    long_unseen = join(db, 2, old(3))
    moved = join(db, 3, old(4))
    join(db, 4, *new(21))
    join(db, 5, a_template(5, "third-pack"))
    join(db, 6)
    pack_change.begin(db, CHANGE, AT)
    move(db, moved)
    day = (TODAY - timedelta(days=31)).isoformat()
    db.execute("UPDATE members SET used_on = ? WHERE id = ?", (day, long_unseen))
    return db


def test_progress_counts_persons(shop: sqlite3.Connection) -> None:
    assert pack_change.progress(shop, CHANGE, TODAY) == Progress(
        TODAY, moved=1, to_move=2, unseen=1, to_move_no_pin=1,
        only_new=1, only_new_no_pin=1, others=1,
    )  # fmt: skip


def test_going_back_is_the_same_change_the_other_way(shop: sqlite3.Connection) -> None:
    later = AT + timedelta(days=3)
    assert pack_change.begin(shop, BACK, later) == later.date()
    found = pack_change.progress(shop, BACK, later.date())
    assert (found.moved, found.to_move, found.only_new) == (1, 1, 2)


def test_a_restart_does_not_begin_the_change_anew(shop: sqlite3.Connection) -> None:
    assert pack_change.begin(shop, CHANGE, AT + timedelta(days=9)) == TODAY
    began = [line for line in journal.latest(shop) if line[1] == "packs.change_began"]
    assert len(began) == 1


def test_nothing_is_known_of_a_change_that_never_began(db: sqlite3.Connection) -> None:
    assert pack_change.since(db) is None
    assert pack_change.progress(db, CHANGE, TODAY) == Progress(TODAY)
    assert pack_change.drop_moved(db, CHANGE, AT) == 0


# --- the end --------------------------------------------------------------------------------------


def test_finishing_drops_all_of_the_old_pack_and_nothing_else(shop: sqlite3.Connection) -> None:
    assert pack_change.finish(shop, CHANGE, AT) == 3
    assert pack_change.packs_of_templates(shop) == {"new-pack": 2, "third-pack": 1}
    assert pack_change.progress(shop, CHANGE, TODAY).is_finished
    assert members.find(shop, VAULT, "m-1") is not None
    assert pack_change.finish(shop, CHANGE, AT) == 0


def test_by_age_only_what_nobody_needs_goes(shop: sqlite3.Connection) -> None:
    assert pack_change.drop_moved(shop, CHANGE, AT + timedelta(days=29)) == 0
    assert pack_change.drop_moved(shop, CHANGE, AT + timedelta(days=30)) == 1
    assert members.templates_of(shop, VAULT, "m-3") == new()
    assert pack_change.progress(shop, CHANGE, TODAY).to_move == 2


def test_what_was_dropped_is_not_on_the_disk_any_more(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.sqlite3"
    with closing(open_database(path)) as db:
        join(db, 1, old())
        (sealed,) = db.execute("SELECT sealed FROM templates").fetchone()
        pack_change.finish(db, CHANGE, AT)
        assert all(sealed not in file.read_bytes() for file in tmp_path.iterdir())


def test_forgetting_takes_both_packs(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.sqlite3"
    with closing(open_database(path)) as db:
        member_id = join(db, 1, old())
        move(db, member_id)
        sealed = [row[0] for row in db.execute("SELECT sealed FROM templates")]
        assert len(sealed) == 4
        forgetting.forget(db, Wish(member_id, Why.SHOPPER, AT), SIGNER)
        assert pack_change.packs_of_templates(db) == {}
        disk = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert not any(one in disk for one in sealed)


def test_deleting_the_face_takes_both_packs_and_no_move_brings_one_back(
    db: sqlite3.Connection,
) -> None:
    member_id = join(db, 1, old(), pin=PIN)
    move(db, member_id)
    forgetting.forget_face(db, VAULT, Wish(member_id, Why.SHOPPER, AT), SIGNER)
    assert members.templates_of(db, VAULT, member_id) == ()
    assert not move(db, member_id)
