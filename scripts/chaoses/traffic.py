"""Foreign traffic on the lock bus: a stranger's frames at a real session, for every family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random  # noqa: TID251  # the type of what is given

from firmware_bridge.families import FAMILY_NAMES, FamilySettings
from firmware_bridge.simulator.stranger import Stranger, StrangersReport

TELL_WITHIN_S = 1.0


@dataclass(frozen=True)
class Traffic:
    """A report for each family, by its name."""

    reports: dict[str, StrangersReport]

    @property
    def figures(self) -> dict[str, float]:
        reports = self.reports.values()
        return {
            "traffic.frames": sum(report.frames for report in reports),
            "traffic.unlocks_sent": sum(report.unlocks_sent for report in reports),
            "traffic.openings": sum(report.openings for report in reports),
            "traffic.openings_untold": sum(report.openings_untold for report in reports),
            "traffic.slowest_told_s": max(report.slowest_told_s for report in reports),
        }

    @property
    def has_held(self) -> bool:
        figures = self.figures
        in_time = figures["traffic.slowest_told_s"] <= TELL_WITHIN_S
        is_tried = figures["traffic.openings"] > 0
        nothing_sent = figures["traffic.unlocks_sent"] == 0
        return nothing_sent and in_time and is_tried and figures["traffic.openings_untold"] == 0

    def __str__(self) -> str:
        lines = [f"{'family':12} {'frames':>8} {'unlocks by us':>14} {'openings':>9} {'untold':>7}"]
        lines += [
            f"{name:12} {report.frames:8} {report.unlocks_sent:14} {report.openings:9} "
            f"{report.openings_untold:7}   slowest told after {report.slowest_told_s:.2f} s"
            for name, report in self.reports.items()
        ]
        return "\n".join(lines)


def tried(frames: int, seed: int, dice: Callable[[int], Random]) -> Traffic:
    """`frames` in all, shared out among the families."""
    share = max(1, frames // len(FAMILY_NAMES))
    reports: dict[str, StrangersReport] = {}
    for name in FAMILY_NAMES:
        stranger = Stranger(FamilySettings(family=name), dice(seed))
        reports[name] = stranger.harass(share)
    return Traffic(reports)
