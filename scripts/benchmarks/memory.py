"""Resident memory of a process and its children, as the kernel tells it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Resident:
    """Megabytes (10^6 bytes) resident at one moment."""

    process_mb: float
    children_mb: dict[str, float]


def resident(pid: int) -> Resident | None:
    """None once the process is gone."""
    own = _rss_mb(pid)
    if own is None:
        return None
    children = {name: mb for name, mb in map(_named, _children(pid)) if mb is not None}
    return Resident(own, children)


def parse_status(text: str) -> tuple[str, float | None]:
    """Name and VmRSS in MB of a /proc/PID/status; no VmRSS in that of a process that ended."""
    values = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
    name = values.get("Name", "?").strip()
    rss = values.get("VmRSS")
    return name, None if rss is None else int(rss.split()[0]) * 1024 / 1e6


def _rss_mb(pid: int) -> float | None:
    return _named(pid)[1]


def _named(pid: int) -> tuple[str, float | None]:
    try:
        return parse_status((PROC / str(pid) / "status").read_text())
    except OSError:
        return "?", None


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for listed in (PROC / str(pid) / "task").glob("*/children"):
        try:
            found += [int(word) for word in listed.read_text().split()]
        except OSError:
            continue  # that thread has just ended
    return found
