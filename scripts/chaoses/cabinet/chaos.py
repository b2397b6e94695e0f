"""What must hold after every session, counted over many of them and several bad lines."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random  # noqa: TID251  # the type of what is given
from tempfile import TemporaryDirectory

from scripts.benchmarks.report import table, told
from scripts.chaoses.cabinet.stand import DOORS, Ordered, RealClock, Stand

RATES = (0.01, 0.05, 0.20)
GRACE_S = 20.0
"""A bus may wait its turn, and a bad line makes it look first: a pulse comes within this."""
OVER = ("nothing", "charged", "owed", "cancelled")
_NO_EVIDENCE = """
    SELECT count(*) FROM cabinet_sessions s WHERE state IN ('charged', 'owed', 'charging')
    AND (evidence IS NULL OR NOT EXISTS (SELECT 1 FROM cabinet_log l WHERE l.session_id = s.id
        AND l.what = 'door' AND l.detail LIKE '%"is_open":true%'))
"""


@dataclass(slots=True)
class Tried:
    """One rate: what was counted at all of its stands."""

    rate: float
    sessions: int = 0
    unlocks: int = 0
    unlocks_without_session: int = 0
    wrong_doors: int = 0
    charges_without_evidence: int = 0
    restarts: int = 0
    ends: Counter[str] = field(default_factory=Counter)

    @property
    def self_ended_share(self) -> float:
        tried = sum(self.ends.values()) - self.ends["not ready"]
        return sum(self.ends[state] for state in OVER) / tried if tried else 0.0

    def add(self, stand: Stand) -> None:
        self.sessions += stand.sessions
        self.restarts += stand.boots - 1
        self.ends += stand.ends
        self.unlocks += len(stand.pulses)
        left = list(stand.ordered)
        for pulse in stand.pulses:
            order = _order_of(pulse.at, left)
            if order is None:
                self.unlocks_without_session += 1
                continue
            left.remove(order)
            self.wrong_doors += DOORS[order.cabinet] != pulse.door
        with closing(sqlite3.connect(stand.folder / "kiosk.db")) as db:
            (without,) = db.execute(_NO_EVIDENCE).fetchone()
            self.charges_without_evidence += without


def _order_of(at: float, orders: Sequence[Ordered]) -> Ordered | None:
    """The last order before this pulse that no other pulse has used; each is good for one."""
    mine = [one for one in orders if 0 <= at - one.at <= GRACE_S]
    return max(mine, key=lambda one: one.at) if mine else None


@dataclass(frozen=True, slots=True)
class CabinetChaos:
    tried: tuple[Tried, ...]

    @property
    def figures(self) -> dict[str, float]:
        return {
            f"cabinet.{round(one.rate * 100)}pct.{name}": value
            for one in self.tried
            for name, value in (
                ("sessions", one.sessions),
                ("unlocks_without_session", one.unlocks_without_session),
                ("wrong_doors", one.wrong_doors),
                ("charges_without_evidence", one.charges_without_evidence),
                ("self_ended_share", one.self_ended_share),
            )
        }

    @property
    def has_held(self) -> bool:
        return not any(
            one.unlocks_without_session or one.wrong_doors or one.charges_without_evidence
            for one in self.tried
        )

    def __str__(self) -> str:
        rows = [
            (
                f"{one.rate:.0%}",
                str(one.sessions),
                str(one.unlocks),
                str(one.restarts),
                ", ".join(f"{state} {count}" for state, count in sorted(one.ends.items())),
            )
            for one in self.tried
        ]
        head = ("lost or flipped", "sessions", "pulses", "restarts", "ended as")
        return "\n".join((
            "Sessions at two cabinets on one line, over ptys.", "", table(head, rows), "",
            *(told(name, value) for name, value in self.figures.items()),
        ))  # fmt: skip


def tried(
    sessions: int,
    seed: int,
    dice: Callable[[int], Random],
    monotonic: Callable[[], float],
    stands: int = 6,
    *,
    is_short: bool = False,
) -> CabinetChaos:
    """So many sessions for each rate, at `stands` cabinets at once; short: without the worst."""
    rates = RATES[:-1] if is_short else RATES
    return CabinetChaos(
        tuple(_at(rate, sessions, seed, (dice, monotonic), stands) for rate in rates)
    )


def _at(
    rate: float,
    sessions: int,
    seed: int,
    given: tuple[Callable[[int], Random], Callable[[], float]],
    stands: int,
) -> Tried:
    dice, monotonic = given
    found = Tried(rate)
    with TemporaryDirectory(prefix="kaimen-cabinet-") as place:
        row = []
        for number in range(stands):
            folder = Path(place) / str(number)
            folder.mkdir()
            rng = dice(seed + number + round(rate * 1000) * 100)
            row.append(Stand(folder, rate, rng, RealClock(monotonic)))
        each = -(-sessions // stands)
        threads = [threading.Thread(target=stand.run, args=(each,)) for stand in row]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for stand in row:
            found.add(stand)
    return found
