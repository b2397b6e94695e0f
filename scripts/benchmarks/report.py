"""What a benchmark found: lines for people, figures under stable names for machines."""

from __future__ import annotations

import json
import math
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure must be at most `most` or at least `least`."""

    most: float = math.inf
    least: float = -math.inf

    def judged(self, value: float) -> str:
        """For a person: what was wanted and whether it was reached."""
        wanted = f"at most {self.most:g}" if self.most < math.inf else f"at least {self.least:g}"
        return f"goal {wanted}: {'reached' if self.least <= value <= self.most else 'MISSED'}"


def table(head: Row, rows: Iterable[Row]) -> str:
    """Columns as wide as needed; the first to the left, the others to the right."""
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def told(name: str, value: float, goal: Goal | None = None) -> str:
    """One figure under its stable name, and its goal if it has one."""
    return f"{name} = {value:.4g}" + (f"   ({goal.judged(value)})" if goal else "")


def machine() -> str:
    """What it was measured on: a figure without it means nothing."""
    cores = len(os.sched_getaffinity(0))
    load = f"load {os.getloadavg()[0]:.1f} now"
    return f"{_processor()}, {cores} cores, {load}, Python {platform.python_version()}"


def write_json(path: Path, figures: Mapping[str, float]) -> None:
    """One flat object, names in order; what could not be measured is null."""
    clean = {
        name: (value if math.isfinite(value) else None) for name, value in sorted(figures.items())
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(clean, indent=2) + "\n")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
