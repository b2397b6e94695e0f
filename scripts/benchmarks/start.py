"""How soon the first screen stands, and how much memory a kiosk at work takes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.benchmarks.errors import VisitError
from scripts.benchmarks.memory import Resident, resident
from scripts.benchmarks.report import Goal, table, told
from scripts.benchmarks.shop import Shop, furnished
from scripts.benchmarks.times import Now, percentile

MEMBERS = 500
_NOT_INHERITED = {"PYTHONDONTWRITEBYTECODE"}
START_TIMEOUT_S, SAMPLE_EVERY_S = 60.0, 0.1
GOALS = {"start.first_screen_s": Goal(most=3.0), "start.rss_mb": Goal(most=400)}


@dataclass(frozen=True, slots=True)
class StartBench:
    """`first_screens_s` of fresh processes; `samples` of one kiosk while it recognises people."""

    first_screens_s: list[float]
    samples: list[Resident]

    @property
    def children_mb(self) -> dict[str, float]:
        """The most that each child process held."""
        most: dict[str, float] = {}
        for sample in self.samples:
            for name, mb in sample.children_mb.items():
                most[name] = max(most.get(name, 0.0), mb)
        return most

    @property
    def figures(self) -> dict[str, float]:
        own = [sample.process_mb for sample in self.samples]
        return {
            "start.first_screen_s": percentile(self.first_screens_s, 50),
            "start.first_screen_least_s": min(self.first_screens_s),
            "start.first_screen_most_s": max(self.first_screens_s),
            "start.rss_mb": max(own),
            "start.rss_median_mb": percentile(own, 50),
            "start.rss_children_mb": sum(self.children_mb.values()),
        }

    def __str__(self) -> str:
        figures = self.figures
        tries = ", ".join(f"{seconds:.2f}" for seconds in self.first_screens_s)
        rows = [
            ("the kiosk, most", f"{figures['start.rss_mb']:.0f}"),
            ("the kiosk, median", f"{figures['start.rss_median_mb']:.0f}"),
            *((f"child process {name}", f"{mb:.0f}") for name, mb in self.children_mb.items()),
        ]
        return "\n".join((
            f"Seconds from starting `python -m kiosk` to the first painted screen, "
            f"{len(self.first_screens_s)} second starts: {tries}.",
            "",
            table(("resident while recognising", "MB"), rows),
            "",
            *(told(name, figures[name], goal) for name, goal in GOALS.items()),
        ))  # fmt: skip


def measure(models: Path, tries: int, recognitions: int, now: Now) -> StartBench:
    """`now` must be the machine's monotonic clock: another process answers in it.

    Raises PackError, FramesError, and VisitError when a kiosk does not start.
    """
    with furnished(models, MEMBERS) as shop:
        _first_screen_s(shop, now)  # compiles, and brings everything into the page cache
        starts = [_first_screen_s(shop, now) for _ in range(tries)]
        return StartBench(starts, _memory_at_work(shop, recognitions))


def _first_screen_s(shop: Shop, now: Now) -> float:
    began = now()
    try:
        done = subprocess.run(
            _command("started_kiosk", str(shop.settings)),
            env=_environment(shop.settings.parent),
            capture_output=True,
            text=True,
            timeout=START_TIMEOUT_S,
            check=True,
        )
    except subprocess.SubprocessError as error:
        raise VisitError(f"The kiosk did not start: {getattr(error, 'stderr', error)}") from error
    told_lines = [line for line in done.stdout.splitlines() if line.startswith("first screen")]
    if not told_lines:
        raise VisitError(f"The kiosk showed no screen: {done.stderr}")
    return float(told_lines[0].split()[-1]) - began


def _memory_at_work(shop: Shop, recognitions: int) -> list[Resident]:
    command = _command("busy_kiosk", str(shop.settings), str(shop.member), str(recognitions))
    samples: list[Resident] = []
    with subprocess.Popen(
        command,
        env=_environment(shop.settings.parent),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as kiosk:
        while True:
            try:
                kiosk.wait(SAMPLE_EVERY_S)
            except subprocess.TimeoutExpired:
                sample = resident(kiosk.pid)
                if sample is not None:
                    samples.append(sample)
                continue
            break
        said, complaint = kiosk.communicate()
    if kiosk.returncode or said.count("recognised") < recognitions:
        raise VisitError(f"The kiosk did not recognise everybody: {complaint}")
    return samples


def _command(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", f"scripts.benchmarks.{module}", *arguments]


def _environment(home: Path) -> dict[str, str]:
    """Bytecode is kept, as on a kiosk, whatever this shell says."""
    own = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    return {
        **own,
        "PYTHONPYCACHEPREFIX": str(home / "bytecode"),
        "QT_QPA_PLATFORM": "offscreen",
        "QT_QUICK_BACKEND": "software",
    }
