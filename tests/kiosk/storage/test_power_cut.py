"""The power goes at many points of a day: nothing that anybody was told is lost, no money unclear.

`scripts/chaos power` tries many more. The two mistakes at the end show that the judge can say no.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random  # noqa: TID251  # with seeds of our own

import pytest

from tests.support.power.as_sqlite3 import Careless
from tests.support.power.cuts import cuts, judge, record
from tests.support.power.disk import (
    Delete,
    Loss,
    Operation,
    Sync,
    Truncate,
    Write,
    after_power_loss,
)

POINTS, CONTROL_POINTS = 100, 50


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # no secret


def wrong(operations: Sequence[Operation], folder: Path, points: int = POINTS) -> list[str]:
    """All that is wrong after any of the cuts."""
    return [
        f"{cut}: {complaint}"
        for cut in cuts(operations, points, dice(3))
        for complaint in judge(operations, cut, folder / "after", dice)
    ]


def test_a_power_cut_at_any_point_leaves_a_shop_that_goes_on(tmp_path: Path) -> None:
    assert wrong(record(tmp_path), tmp_path) == []


def test_a_charge_before_it_is_on_disk_is_noticed(tmp_path: Path) -> None:
    complaints = "\n".join(wrong(record(tmp_path, acts_first=True), tmp_path, CONTROL_POINTS))

    assert "pay-2 is charged by the service and not paid" in complaints
    assert "pay-1 was charged, and the kiosk does not know that it asked for it" in complaints


def test_a_database_that_does_not_sync_is_noticed(tmp_path: Path) -> None:
    complaints = "\n".join(wrong(record(tmp_path, wrap=Careless), tmp_path, CONTROL_POINTS))

    assert "was topped up, and the kiosk does not know it any more" in complaints


def left(loss: Loss, *operations: Operation, seed: int = 1) -> dict[str, bytes]:
    return after_power_loss(operations, loss, 4, dice(seed))


@pytest.mark.parametrize("loss", list(Loss))
def test_what_was_synced_stays(loss: Loss) -> None:
    assert left(loss, Write("f", 0, b"12345678"), Sync("f")) == {"f": b"12345678"}


def test_what_was_not_synced_may_be_gone_whole_or_in_parts() -> None:
    written = (Write("f", 0, b"abcd"), Sync("f"), Write("f", 2, b"EFGHIJ"), Truncate("f", 20))

    assert left(Loss.ALL, *written) == {"f": b"abcd"}
    assert left(Loss.NOTHING, *written) == {"f": b"abEFGHIJ".ljust(20, b"\0")}
    torn = {left(Loss.THE_END, *written, seed=seed)["f"] for seed in range(30)}
    assert torn == {b"abcd", b"abEF", b"abEFGHIJ", b"abEFGHIJ".ljust(20, b"\0")}
    late_first = {left(Loss.ANYTHING, *written, seed=seed)["f"][:8] for seed in range(30)}
    assert b"abcdGHIJ" in late_first


def test_a_deleted_file_may_come_back_unless_its_folder_was_synced() -> None:
    made = (Write("f", 0, b"abcd"), Sync("f"))

    assert left(Loss.ALL, *made, Delete("f", is_synced=False)) == {"f": b"abcd"}
    assert left(Loss.NOTHING, *made, Delete("f", is_synced=False)) == {}
    assert left(Loss.ALL, *made, Delete("f", is_synced=True)) == {}
