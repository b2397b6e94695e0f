"""A cabinet's times: command to wire, door closed to charge decided, settlement.

The wires are ptys and carry bytes at once; a real line of 9600 baud adds 5 ms for a lock's frame.
The kiosk, its database and its buses are real, the cabinet behind them is virtual.
"""

from __future__ import annotations

import multiprocessing
import queue
import random  # noqa: TID251  # a benchmark is a rim: it gives the chance that others take
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from firmware_bridge.bus import Bus
from firmware_bridge.capture import Direction
from firmware_bridge.messages import DoorOpened, LinkEvent, LockAddress, Unlock
from firmware_bridge.shuoming import Shuoming
from firmware_bridge.simulator import acts
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from kiosk import config
from kiosk.compose.cabinets import bus_plan, virtual_plan
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.settlement.settle import settle
from kiosk.domain.settlement.simulated import cabinet, shop
from kiosk.storage.cabinet_file import load_cabinets
from kiosk.storage.catalogue_file import load_catalogue
from scripts.benchmarks.report import Goal, told
from scripts.benchmarks.times import Now, median, percentile
from scripts.chaoses.cabinet import chaos
from scripts.chaoses.cabinet.kiosk_process import Job
from scripts.chaoses.cabinet.stand import PLANOGRAM, STEADY_S, Climate, Given, Stand
from scripts.chaoses.cabinet.truth import Fact, What

SEED = 20261122
STANDS, GOODS, SETTLED = 2, 5, 200
QUIET = Climate(kill_s=1e9, reset_s=1e9, theft_s=0.0)
DOOR = LockAddress(1, 1)
GOALS = {"cabinet.close_to_charge_p95_ms": Goal(most=1000)}
_DECIDED = "SELECT at FROM cabinet_log WHERE what = 'verdict' ORDER BY at"


@dataclass(frozen=True, slots=True)
class CabinetBench:
    """Milliseconds each. `charged`: beyond the time that weights must stand."""

    wired: list[float]
    charged: list[float]
    settled: list[float]

    @property
    def figures(self) -> dict[str, float]:
        return {
            "cabinet.command_to_wire_ms": median(self.wired),
            "cabinet.command_to_wire_p95_ms": percentile(self.wired, 95),
            "cabinet.close_to_charge_ms": median(self.charged),
            "cabinet.close_to_charge_p95_ms": percentile(self.charged, 95),
            "cabinet.settle_12x5_ms": median(self.settled),
            "cabinet.settle_12x5_p95_ms": percentile(self.settled, 95),
        }

    def __str__(self) -> str:
        lines = [
            f"{len(self.wired)} commands on a bus that watches doors and scales; "
            f"{len(self.charged)} doors closed, less the {STEADY_S:g} s that weights must stand; "
            f"{len(self.settled)} settlements of 12 shelves with 5 goods each.",
            "",
            *(
                told(name, value) + (f"  {GOALS[name].judged(value)}" if name in GOALS else "")
                for name, value in self.figures.items()
            ),
        ]
        return "\n".join(lines)


def measure(sessions: int, now: Now) -> CabinetBench:
    """`sessions`: commands, and as many doors closed."""
    with TemporaryDirectory(prefix="kaimen-bench-cabinet-") as place:
        folder = Path(place)
        return CabinetBench(
            _command_to_wire(folder, sessions, now),
            _close_to_charge(folder, sessions),
            _settlements(now),
        )


# --- command to wire ----------------------------------------------------------------------------


def _command_to_wire(folder: Path, commands: int, now: Now) -> list[float]:
    """From the order to the moment when its bytes were written, polls and read-backs in between."""
    catalogue = _catalogue()
    planned, wiring = load_cabinets(PLANOGRAM, catalogue)
    sent: queue.SimpleQueue[float] = queue.SimpleQueue()
    opened: queue.SimpleQueue[LinkEvent] = queue.SimpleQueue()
    frame = Shuoming().encode(Unlock(DOOR))

    def note(at: float, direction: Direction, data: bytes) -> None:
        if direction is Direction.SENT and data == frame:
            sent.put(at)

    def on_event(event: LinkEvent) -> None:
        if isinstance(event, DoorOpened):
            opened.put(event)

    times = []
    dice = random.Random(SEED)  # noqa: S311  # no secret
    plan = virtual_plan(planned, wiring)
    with VirtualCabinet(plan, monotonic=now, rng=dice, folder=folder / "ports") as twin:
        port = next(one for one in wiring.ports if one.id == "locks")
        bus = Bus(str(twin.path("locks")), bus_plan(port, wiring), on_event, now, record=note)
        bus.start()
        for number in range(commands):
            Event().wait(0.5 + dice.random() * 0.25)  # read closed since the last one
            ordered = now()
            bus.unlock(f"command-{number}", DOOR)
            times.append((sent.get(timeout=10) - ordered) * 1000)
            opened.get(timeout=10)
            twin.do(acts.Close(1))
        bus.stop()
    return times


# --- door closed to charge decided --------------------------------------------------------------


def _close_to_charge(folder: Path, sessions: int) -> list[float]:
    """Kiosks in processes of their own; from the push at the door to the verdict on disk."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(chaos.PRELOADED)
    clock = SystemClock(config.Settings().site.zone)
    given = Given(clock.monotonic, clock.now, Event().wait, processes, _catalogue())
    times: list[float] = []
    for number in range(STANDS):
        place = folder / f"stand{number}"
        place.mkdir()
        dice = random.Random(SEED + number)  # noqa: S311  # no secret
        stand = Stand(Job(place, SEED + number, 0), (0.0, QUIET), dice, given)
        stand.run(-(-sessions // STANDS))
        times += _between(stand.truth(), _verdicts(place / "data" / "kiosk.sqlite3"))
    return times


def _verdicts(database: Path) -> list[float]:
    with closing(sqlite3.connect(database)) as connection:
        return [datetime.fromisoformat(at).timestamp() for (at,) in connection.execute(_DECIDED)]


def _between(truth: Sequence[Fact], verdicts: Sequence[float]) -> list[float]:
    """From each closing to the first verdict after it; a door that was forced has none."""
    found = []
    for fact in truth:
        after = [at for at in verdicts if 0 <= at - fact.at < 30]
        if fact.what is What.CLOSED and after:
            found.append((after[0] - fact.at - STEADY_S) * 1000)
    return found


# --- settlement ---------------------------------------------------------------------------------


def _settlements(now: Now) -> list[float]:
    dice = random.Random(SEED)  # noqa: S311  # no secret
    times = []
    for _ in range(SETTLED):
        planogram = cabinet(dice, GOODS)
        session = shop(planogram, dice)
        began = now()
        settle(planogram, session.before, session.after, session.steps)
        times.append((now() - began) * 1000)
    return times


def _catalogue() -> Catalogue:
    settings = config.Settings(paths=config.Paths.model_validate({"catalogue": config.SAMPLE_SHOP}))
    return load_catalogue(settings.paths.catalogue)
