"""Power cuts at a thousand points of a day at the till, and two mistakes that must be noticed.

What a power cut leaves: tests/support/power/disk.py. What must hold then: verdict.py beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random  # noqa: TID251  # the type of what is given
from tempfile import TemporaryDirectory

from scripts.benchmarks.report import table, told
from tests.support.power.as_sqlite3 import AsSqlite3, Careless
from tests.support.power.cuts import cuts, judge, record
from tests.support.power.disk import Loss, Operation

CONTROL_POINTS = 100
Dice = Callable[[int], Random]


@dataclass(frozen=True, slots=True)
class Tried:
    """`points` cuts by what was lost; `broken`: cuts with what was wrong after them."""

    points: Counter[Loss]
    operations: int
    broken: list[str]

    @classmethod
    def of(cls, operations: Sequence[Operation], count: int, folder: Path, dice: Dice) -> Tried:
        chosen = list(cuts(operations, count, dice(count)))
        wrong = [(cut, judge(operations, cut, folder, dice)) for cut in chosen]
        broken = [f"{cut}: {'; '.join(found)}" for cut, found in wrong if found]
        return cls(Counter(cut.loss for cut in chosen), len(operations), broken)


@dataclass(frozen=True, slots=True)
class PowerChaos:
    """The real thing, and what the same judge said of two shops with a mistake in them."""

    real: Tried
    acts_first: Tried
    never_syncs: Tried

    @property
    def figures(self) -> dict[str, float]:
        return {
            "power.points": self.real.points.total(),
            "power.broken": len(self.real.broken),
            "power.control_acts_first_caught": len(self.acts_first.broken),
            "power.control_never_syncs_caught": len(self.never_syncs.broken),
        }

    @property
    def has_held(self) -> bool:
        return not self.real.broken and bool(self.acts_first.broken and self.never_syncs.broken)

    def __str__(self) -> str:
        rows = [
            (loss.name.lower().replace("_", " "), str(count))
            for loss, count in self.real.points.items()
        ]
        return "\n".join((
            f"A day of {self.real.operations} operations on the disk: a top-up, five checkouts on "
            "two rails, two refunds, a late one, two holds.",
            "",
            table(("of what was not synced, lost", "cuts"), rows),
            "",
            *self.real.broken[:20],
            *(told(name, value) for name, value in self.figures.items()),
        ))  # fmt: skip


def tried(points: int, seed: int, dice: Dice) -> PowerChaos:
    """`dice` makes random numbers from a seed; all of them follow from this one."""

    def with_seed(number: int) -> Random:
        return dice(seed + number)

    with TemporaryDirectory(prefix="kaimen-power-") as place:
        folder = Path(place)
        return PowerChaos(
            Tried.of(_recorded(folder / "day"), points, folder / "after", with_seed),
            Tried.of(
                _recorded(folder / "acts-first", acts_first=True),
                CONTROL_POINTS,
                folder / "after",
                with_seed,
            ),
            Tried.of(
                _recorded(folder / "never-syncs", wrap=Careless),
                CONTROL_POINTS,
                folder / "after",
                with_seed,
            ),
        )


def _recorded(
    folder: Path,
    *,
    acts_first: bool = False,
    wrap: Callable[[AsSqlite3], AsSqlite3] = lambda connection: connection,
) -> list[Operation]:
    folder.mkdir()
    return record(folder, acts_first=acts_first, wrap=wrap)
