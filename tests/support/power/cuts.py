"""Power cuts at many points of one recorded day, each judged by itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random  # noqa: TID251  # the type of what is given

from kiosk.storage.database import open_database
from tests.support.power.as_sqlite3 import AsSqlite3
from tests.support.power.day import Day, Shop
from tests.support.power.disk import Loss, Operation, Told, after_power_loss
from tests.support.power.service import Service
from tests.support.power.verdict import complaints
from tests.support.power.vfs import RecordingVfs

DATABASE = "kiosk.sqlite3"
SECTORS = (512, 4096)


@dataclass(frozen=True, slots=True)
class Cut:
    """The power goes after so many operations. `seed` decides what the disk keeps."""

    after: int
    loss: Loss
    sector: int
    seed: int


def record(
    folder: Path,
    *,
    acts_first: bool = False,
    wrap: Callable[[AsSqlite3], AsSqlite3] = lambda connection: connection,
) -> list[Operation]:
    """One day at the till, from an empty folder to closing time. `wrap` may spoil connections."""
    with RecordingVfs(f"recording-{folder.name}", wrap=wrap) as disk:
        with closing(
            Shop(
                lambda: open_database(folder / DATABASE, disk.connect),
                Service(disk.tell),
                disk.tell,
            )
        ) as shop:
            Day(shop, disk.tell, acts_first=acts_first).pass_by()
        return disk.operations


def cuts(operations: Sequence[Operation], points: int, rng: Random) -> Iterator[Cut]:
    """Spread evenly over the day, every kind of loss and size of sector in turn."""
    losses = list(Loss)
    for number in range(points):
        begin = number * len(operations) // points
        end = max(begin + 1, (number + 1) * len(operations) // points)
        yield Cut(
            rng.randrange(begin, end) + 1,
            losses[number % len(losses)],
            SECTORS[number // len(losses) % len(SECTORS)],
            rng.randrange(1 << 32),
        )


def judge(
    operations: Sequence[Operation], cut: Cut, folder: Path, rng: Callable[[int], Random]
) -> list[str]:
    """What is wrong after this cut; nothing in a sound shop. `folder` is used and emptied."""
    before = operations[: cut.after]
    files = after_power_loss(before, cut.loss, cut.sector, rng(cut.seed))
    folder.mkdir(parents=True)
    try:
        for path, content in files.items():
            (folder / Path(path).name).write_bytes(content)
        told = [operation for operation in before if isinstance(operation, Told)]
        return complaints(folder / DATABASE, told)
    finally:
        shutil.rmtree(folder)
