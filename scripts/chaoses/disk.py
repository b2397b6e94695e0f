"""One checkout for every n, whose n-th operation on the disk fails: once, or from then on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.benchmarks.report import table, told
from tests.support.power.failing import ERRORS, NEVER, Ended, Fault, furnish, one_checkout

_WAYS = [(error, lasts) for error in ERRORS for lasts in (False, True)]


@dataclass(frozen=True, slots=True)
class DiskChaos:
    """How every checkout ended, by what failed."""

    ends: dict[Fault, Ended]

    @property
    def figures(self) -> dict[str, float]:
        return {
            "disk.checkouts": len(self.ends),
            "disk.sold": sum(end.is_sold for end in self.ends.values()),
            "disk.broken": sum(bool(end.wrong) for end in self.ends.values()),
        }

    @property
    def has_held(self) -> bool:
        return self.figures["disk.broken"] == 0

    def __str__(self) -> str:
        rows = [self._row(error, lasts=lasts) for error, lasts in _WAYS]
        broken = [f"{fault}: {'; '.join(end.wrong)}" for fault, end in self.ends.items()
                  if end.wrong]  # fmt: skip
        return "\n".join((
            "A checkout by face, from the first touch to the receipt, by the real core.",
            "",
            table(("the n-th operation fails with", "checkouts", "sold", "broken"), rows),
            "",
            *broken[:20],
            *(told(name, value) for name, value in self.figures.items()),
        ))  # fmt: skip

    def _row(self, error: str, *, lasts: bool) -> tuple[str, str, str, str]:
        ends = [
            end for fault, end in self.ends.items() if (fault.error, fault.lasts) == (error, lasts)
        ]
        name = f"{error}, and all that follow" if lasts else f"{error}, once"
        sold, broken = sum(end.is_sold for end in ends), sum(bool(end.wrong) for end in ends)
        return name, str(len(ends)), str(sold), str(broken)


def tried(step: int) -> DiskChaos:
    """Every `step`-th operation of the checkout fails in its turn."""
    with TemporaryDirectory(prefix="kaimen-disk-") as place:
        shop, work = Path(place) / "shop", Path(place) / "work"
        member_id = furnish(shop)
        asked = one_checkout(shop, member_id, Fault("EIO", NEVER, lasts=False), work).asked
        faults = [
            Fault(error, nth, lasts) for error, lasts in _WAYS for nth in range(0, asked, step)
        ]
        return DiskChaos({fault: one_checkout(shop, member_id, fault, work) for fault in faults})
