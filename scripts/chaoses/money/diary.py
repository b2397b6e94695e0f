"""What shoppers were told, on disk before they act on it: one JSON line a page, fsynced.

A file of its own, so that it can be held against the kiosk's books and against the service's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class What(StrEnum):
    BEGUN = "begun"  # a new shopper, with a cart of their own
    TOLD_PAID = "told_paid"
    TOLD_FREE = "told_free"  # no charge will stand
    TOLD_REFUNDED = "told_refunded"  # `detail`: how much, minor units
    TOLD_UNKNOWN = "told_unknown"  # staff must look
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Page:
    """`checkout`: the shopper's number at this kiosk. `at`: ISO 8601, of the kiosk's clock."""

    what: What
    checkout: int
    at: str
    order_id: str = ""
    detail: str = ""


class Diary:
    """Append-only. `last`: the page where the one before ended; a torn line counts for nothing."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._now = now
        self.last = pages[-1] if (pages := read(path)) else None
        self._file = path.open("ab")
        if path.stat().st_size and not path.read_bytes().endswith(b"\n"):
            self._file.write(b"\n")

    def write(self, what: What, checkout: int, order_id: str = "", detail: str = "") -> None:
        page = Page(what, checkout, self._now().isoformat(), order_id, detail)
        self._file.write(json.dumps(asdict(page)).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()


def read(path: Path) -> tuple[Page, ...]:
    """Whole pages only: a kill may have torn one."""
    if not path.exists():
        return ()
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return tuple(page for line in lines if (page := _page(line)) is not None)


def _page(line: str) -> Page | None:
    try:
        fields = json.loads(line)
        return Page(**{**fields, "what": What(fields["what"])})
    except (ValueError, TypeError, KeyError):
        return None
