"""One kiosk at one virtual cabinet: its files, its process, and what is done to both.

kiosk (a process, killed) ── ptys ── boards, scales, doors, goods (here; they survive)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from random import Random  # noqa: TID251  # the type of what is given

from firmware_bridge.simulator import acts
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from kiosk.compose.cabinets import virtual_plan
from kiosk.domain.cabinet_wiring import CabinetWiring
from kiosk.domain.catalogue import Catalogue
from kiosk.storage.cabinet_file import load_cabinets
from scripts.chaoses.cabinet import books, truth
from scripts.chaoses.cabinet.kiosk_process import Job, run
from scripts.chaoses.cabinet.person import Person
from scripts.chaoses.cabinet.truth import Truth, What
from scripts.chaoses.cabinet.verdict import Books

PLANOGRAM = Path(__file__).parent / "cabinets.toml"
STEP_S, LOOK_S = 0.05, 0.5
OPENING_S, ENDING_S = 60.0, 10.0
STEADY_S = 0.8
TWIN_S = 30.0
"""A machine full of kiosks may be slow; what was asked of the twin is done all the same."""
YUAN = 100_000
FAULTS = ("drop_byte", "flip_byte")


@dataclass(frozen=True, slots=True)
class Climate:
    """Seconds between two kills, and two resets of all boards and scales: on average each.

    `down_s`: how long at most a killed kiosk stays down. `calm_s`: so long, when nobody new comes,
    what is open has to end; the bytes go on being lost. `theft_s`: so long a theft may
    go unnoticed. `bad_s`, `whole_s`: bytes are lost for so long, then for so long none, in turns.
    """

    kill_s: float = 16.0
    reset_s: float = 60.0
    down_s: float = 0.6
    calm_s: float = 120.0
    theft_s: float = 30.0
    bad_s: float = float("inf")
    whole_s: float = 0.0


@dataclass
class Happened:
    kills: int = 0
    resets: int = 0
    strange_ends: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Given:
    """The real clock, and where processes come from."""

    monotonic: Callable[[], float]
    now: Callable[[], datetime]
    wait: Callable[[float], object]
    processes: ForkServerContext
    catalogue: Catalogue


class Stand:
    """`rate`: share of bytes, both ways, that are lost or have a bit turned over; half each."""

    def __init__(self, job: Job, line: tuple[float, Climate], rng: Random, given: Given) -> None:
        self.happened = Happened()
        self._job = job
        self._rate, self._climate = line
        self._rng = rng
        self._monotonic, self._now, self._wait = given.monotonic, given.now, given.wait
        self._processes = given.processes
        self._kiosk: ForkServerProcess | None = None
        self._planned, self._wiring = load_cabinets(PLANOGRAM, given.catalogue)
        self._truth = Truth(job.folder / "truth.jsonl", self._now)
        self._robbed_at: float | None = None
        self._is_bad, self._turn_at = True, float("inf")
        self._kill_at = self._start_at = self._reset_at = float("inf")

    def run(self, sessions: int) -> None:
        """Until so many have begun, and none is open any more or the calm is over."""
        plan = virtual_plan(self._planned, self._wiring)
        with VirtualCabinet(
            plan,
            monotonic=self._monotonic,
            rng=self._rng,
            on_event=self._note_pulse,
            answers_within_s=TWIN_S,
        ) as twin:
            _write_settings(self._job.folder, twin, self._wiring)
            self._open_shop()
            self._set_line(twin, is_bad=True)
            try:
                self._rage(twin, sessions)
            finally:
                self._end_kiosk()
        self._truth.close()

    def books(self) -> Books:
        return books.of_kiosk(self._job.folder.name, self._database, _doors(self._wiring))

    def truth(self) -> tuple[truth.Fact, ...]:
        return truth.read(self._job.folder / "truth.jsonl")

    # --- what happens -------------------------------------------------------------------------

    def _rage(self, twin: VirtualCabinet, sessions: int) -> None:
        person = Person(twin, _reach(self._planned_shelves, self._wiring), self._truth, self._rng)
        self._start_kiosk()
        self._kill_at = self._later(self._climate.kill_s)
        self._reset_at = self._later(self._climate.reset_s)
        look_at, calm_until = self._monotonic(), float("inf")
        while (now := self._monotonic()) < calm_until:
            person.step(now)
            self._strike(twin, now)
            if now >= look_at:
                look_at = now + LOOK_S
                self._check_alive()
                begun, still_open = books.progress(self._database)
                if begun >= sessions and calm_until == float("inf"):
                    (self._job.folder / "enough").touch()
                    self._kill_at = self._reset_at = float("inf")
                    calm_until = now + self._climate.calm_s
                is_quiet = not still_open and person.is_at_rest and self._kiosk is not None
                if begun >= sessions and is_quiet and self._is_robbed(twin, now):
                    return
            self._wait(STEP_S)

    def _strike(self, twin: VirtualCabinet, now: float) -> None:
        if now >= self._kill_at:
            self._kill_kiosk()
            self._kill_at = float("inf")
            self._start_at = now + self._rng.uniform(0.05, self._climate.down_s)
        if now >= self._start_at:
            self._start_kiosk()
            self._start_at = float("inf")
            if not (self._job.folder / "enough").exists():
                self._kill_at = self._later(self._climate.kill_s)
        if now >= self._turn_at:
            self._set_line(twin, is_bad=not self._is_bad)
        if now >= self._reset_at:
            twin.do(acts.Reset())
            self.happened.resets += 1
            self._reset_at = self._later(self._climate.reset_s)

    def _set_line(self, twin: VirtualCabinet, *, is_bad: bool) -> None:
        self._is_bad = is_bad
        for name in FAULTS:
            twin.do(acts.Fault(name, self._rate / 2 if is_bad else 0.0))
        turn = self._climate.bad_s if is_bad else self._climate.whole_s
        self._turn_at = self._monotonic() + turn * self._rng.uniform(0.5, 1.5)

    def _is_robbed(self, twin: VirtualCabinet, now: float) -> bool:
        """At the end of the day a door is forced once. True when the kiosk knows, or never will."""
        if self._robbed_at is None:
            door = self._rng.choice(sorted(_doors(self._wiring).values()))
            self._robbed_at = now
            twin.do(acts.Force(door))
            self._truth.write(What.FORCED, door)
            return False
        is_known = bool(books.losses(self._database))
        return is_known or now > self._robbed_at + self._climate.theft_s

    def _later(self, mean_s: float) -> float:
        return self._monotonic() + self._rng.expovariate(1 / mean_s)

    def _note_pulse(self, said: str) -> None:
        """On the cabinet's thread: what a board did, on disk before its answer."""
        words = said.split()
        if words[0] == "door":
            self._truth.write(What.PULSED, int(words[1]))

    # --- the kiosk's process ------------------------------------------------------------------

    @property
    def _database(self) -> Path:
        return self._job.folder / "data" / "kiosk.sqlite3"

    def _open_shop(self) -> None:
        """Raises RuntimeError."""
        opening = self._processes.Process(target=run, args=(replace(self._job, opens_shop=True),))
        opening.start()
        opening.join(OPENING_S)
        if opening.exitcode != 0:
            raise RuntimeError(f"The kiosk did not open: see stderr.log in {self._job.folder}")

    def _start_kiosk(self) -> None:
        self._job = replace(self._job, boot=self._job.boot + 1)
        self._kiosk = self._processes.Process(target=run, args=(self._job,))
        self._kiosk.start()

    def _check_alive(self) -> None:
        """Raises RuntimeError."""
        if self._kiosk is not None and self._kiosk.exitcode is not None:
            raise RuntimeError(f"The kiosk ended by itself: see stderr.log in {self._job.folder}")

    def _kill_kiosk(self) -> None:
        assert self._kiosk is not None
        self._kiosk.kill()
        self._kiosk.join()
        self._kiosk = None
        self.happened.kills += 1

    def _end_kiosk(self) -> None:
        """In good order, if it is there."""
        if self._kiosk is None:
            return
        self._kiosk.terminate()
        self._kiosk.join(ENDING_S)
        if self._kiosk.exitcode != 0:
            self._kiosk.kill()
            self._kiosk.join()
            self.happened.strange_ends.append(f"{self._job.folder.name} did not end when asked")

    @property
    def _planned_shelves(self) -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
        """By cabinet and door, what stands behind it."""
        return {
            (cabinet.id, door.id): tuple(
                (shelf.id, facing.good.sku)
                for shelf in cabinet.behind(door.id).shelves
                for facing in shelf.facings
            )
            for cabinet in self._planned
            for door in cabinet.doors
        }


def _doors(wiring: CabinetWiring) -> dict[str, int]:
    """The virtual cabinet counts doors in the order of the wiring."""
    return {f"{one.cabinet}/{one.door}": n for n, one in enumerate(wiring.doors, start=1)}


def _reach(
    shelves: dict[tuple[str, str], tuple[tuple[str, str], ...]], wiring: CabinetWiring
) -> dict[int, tuple[tuple[str, str], ...]]:
    numbers = _doors(wiring)
    return {numbers[f"{place[0]}/{place[1]}"]: goods for place, goods in shelves.items()}


def _write_settings(folder: Path, twin: VirtualCabinet, wiring: CabinetWiring) -> None:
    """The product's own: times are set as low as the settings allow, devices are the ptys."""
    text = PLANOGRAM.read_text(encoding="utf-8")
    for port in wiring.ports:
        text = text.replace('"simulator:"', f'"{twin.path(port.id)}"', 1)
    (folder / "cabinets.toml").write_text(text, encoding="utf-8")
    (folder / "data").mkdir()
    base = f"""[site]
device_id = "{folder.name}"
[paths]
catalogue = "sample:"
data_dir = "{folder / "data"}"
[wallet]
max_top_up_yuan = {YUAN}
max_balance_yuan = {YUAN}
"""
    (folder / "opening.toml").write_text(base, encoding="utf-8")
    cabinet = f"""[cabinet]
file = "{folder / "cabinets.toml"}"
open_within_s = 3
closed_for_s = 0.3
steady_s = {STEADY_S}
"""
    (folder / "kiosk.toml").write_text(base + cabinet, encoding="utf-8")
