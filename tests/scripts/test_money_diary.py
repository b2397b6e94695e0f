"""The shoppers' diary: what is on it was told, and a kill in the middle of a line loses that."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from random import Random  # noqa: TID251  # seeded

from scripts.chaoses.money.diary import Diary, Page, What, read
from scripts.chaoses.money.errands import errand
from tests.support.fake_clock import AT


def test_a_torn_line_is_no_page_and_the_next_ones_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "diary.jsonl"
    with closing(Diary(path, lambda: AT)) as before:
        before.write(What.BEGUN, 1)
    with path.open("a") as torn:
        torn.write('{"what": "told_paid", "check')

    with closing(Diary(path, lambda: AT)) as after:
        after.write(What.ENDED, 1, "order-1", "detail")

    at = AT.isoformat()
    assert after.last == Page(What.BEGUN, 1, at)
    assert read(path) == (
        Page(What.BEGUN, 1, at),
        Page(What.ENDED, 1, at, "order-1", "detail"),
    )


def test_without_a_diary_nobody_was_here(tmp_path: Path) -> None:
    assert read(tmp_path / "none.jsonl") == ()


def test_the_same_seed_sends_the_same_shopper() -> None:
    errands = [errand(Random(f"7 kiosk1 {number}")) for number in range(50)]  # noqa: S311
    assert errands == [errand(Random(f"7 kiosk1 {number}")) for number in range(50)]  # noqa: S311
    assert {one.way for one in errands} == {"scan", "screen", "phone"}
