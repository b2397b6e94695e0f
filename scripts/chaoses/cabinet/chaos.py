"""So many sessions for each rate of bad bytes, and what came of them for people and as figures."""

from __future__ import annotations

import multiprocessing
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random  # noqa: TID251  # the type of what is given
from shutil import rmtree
from tempfile import mkdtemp
from threading import Event

from kiosk import config
from kiosk.devices.system_clock import SystemClock
from kiosk.storage.catalogue_file import load_catalogue
from scripts.benchmarks.report import told
from scripts.chaoses.cabinet import verdict
from scripts.chaoses.cabinet.kiosk_process import Job
from scripts.chaoses.cabinet.spoilt import Mistake
from scripts.chaoses.cabinet.stand import Climate, Given, Stand
from scripts.chaoses.cabinet.verdict import Complaint, SessionRow, Wrong

Dice = Callable[[int], Random]
RATES = (0.01, 0.05, 0.20)
STANDS = 12
SHOWN = 30
CONTROL_SESSIONS = 16
DEADLY = Climate(kill_s=5.0, calm_s=30.0)
HOPELESS, IN_TURNS = 0.10, Climate(bad_s=6.0, whole_s=5.0)
"""From that share of bad bytes on no door is offered at all, because no scale is read in time; so
that there are sessions, the line is bad and whole in turns, whoever stands there."""
IN_TURNS_TOLD = "Bad for about 6 s, whole for about 5 s, in turns: else no door would be offered."
MUST_FIND = {
    Mistake.UNLOCKS_FIRST: Wrong.UNLOCKS_WITHOUT_SESSION,
    Mistake.CHARGES_BLINDLY: Wrong.OVERCHARGED,
}
PROMISED = (
    "sessions", "unlocks_without_session", "wrong_doors", "charges_without_evidence",
    "self_ended_share",
)  # fmt: skip
"""Of the first rate, written without the `cabinet.1pct.` in front as well."""
PRELOADED = ["scripts.chaoses.__main__", "scripts.chaoses.cabinet.kiosk_process"]


@dataclass(frozen=True, slots=True)
class CabinetChaos:
    """One rate. `mistake`: the kiosks had one, so that something must be wrong."""

    rate: float
    sessions: tuple[SessionRow, ...]
    unlocks: int
    found: list[Complaint]
    kills: int
    resets: int
    strange_ends: list[str]
    seconds: float
    mistake: Mistake | None = None
    left_in: Path | None = None
    ends: Counter[str] = field(default_factory=Counter)
    thefts: tuple[int, int] = (0, 0)

    @property
    def self_ended_share(self) -> float:
        return verdict.self_ended(self.sessions) / len(self.sessions) if self.sessions else 0.0

    @property
    def figures(self) -> dict[str, float]:
        counted = verdict.counts(self.found)
        if self.mistake is not None:
            return {f"cabinet.control.{self.mistake}.{MUST_FIND[self.mistake]}": counted[
                MUST_FIND[self.mistake]
            ]}  # fmt: skip
        figures: dict[str, float] = {
            "sessions": len(self.sessions),
            **counted,
            "self_ended_share": round(self.self_ended_share, 5),
            "reviews": self.ends["review"],
            "thefts": self.thefts[0],
            "thefts_recorded": self.thefts[1],
            "kills": self.kills,
            "resets": self.resets,
            "seconds": round(self.seconds, 1),
        }
        named = {f"cabinet.{round(self.rate * 100)}pct.{name}": n for name, n in figures.items()}
        return named | ({name: figures[name] for name in PROMISED} if self.rate == RATES[0] else {})

    @property
    def has_held(self) -> bool:
        if self.mistake is not None:
            return verdict.counts(self.found)[MUST_FIND[self.mistake]] > 0
        return len(self.sessions) > 0 and not self.found and not self.strange_ends

    def __str__(self) -> str:
        ends = ", ".join(f"{state} {count}" for state, count in sorted(self.ends.items()))
        who = f"The control ({self.mistake})" if self.mistake else "The kiosk"
        why = Counter(one.reason for one in self.sessions if one.state == "review")
        lines = [
            f"{who}: {self.rate:.0%} of bytes lost or flipped; {len(self.sessions)} sessions, "
            f"{self.unlocks} pulses, in {self.seconds:.0f} s.",
            *([IN_TURNS_TOLD] if self.rate >= HOPELESS else []),
            f"Killed {self.kills} times, boards and scales reset {self.resets} times.",
            f"Ended as: {ends}.",
            *([f"Reviews: {dict(why)}"] if why else []),
            "",
            *(f"{one.wrong}: {one.what}" for one in self.found[:SHOWN]),
            *self.strange_ends[:SHOWN],
            *([f"Everything is still in {self.left_in}"] if self.left_in else []),
            *(told(name, n) for name, n in self.figures.items() if name not in PROMISED),
        ]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Plan:
    """`stands`: kiosks side by side, each with a virtual cabinet of its own."""

    rate: float
    sessions: int
    seed: int
    stands: int = STANDS
    climate: Climate = field(default_factory=Climate)
    mistake: Mistake | None = None


def plan(rate: float, sessions: int, seed: int) -> Plan:
    climate = IN_TURNS if rate >= HOPELESS else Climate()
    return Plan(rate, sessions, seed, min(STANDS, -(-sessions // 2)), climate)


def tried(plan: Plan, dice: Dice) -> CabinetChaos:
    """From an empty folder, which is left behind only where something was wrong."""
    folder = Path(mkdtemp(prefix="kaimen-cabinet-"))
    made = _tried(folder, plan, dice)
    if made.has_held:
        rmtree(folder)
        return made
    return replace(made, left_in=folder)


def controlled(seed: int, mistake: Mistake, dice: Dice) -> CabinetChaos:
    """Kiosks with that mistake; the same verdict must find it."""
    return tried(Plan(0.01, CONTROL_SESSIONS, seed, 4, DEADLY, mistake), dice)


def _tried(folder: Path, plan: Plan, dice: Dice) -> CabinetChaos:
    settings = config.Settings(paths=config.Paths.model_validate({"catalogue": config.SAMPLE_SHOP}))
    catalogue = load_catalogue(settings.paths.catalogue)
    clock = SystemClock(settings.site.zone)
    began = clock.monotonic()
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(PRELOADED)
    given = Given(clock.monotonic, clock.now, Event().wait, processes, catalogue)
    stands = []
    for number in range(plan.stands):
        place = folder / f"stand{number}"
        place.mkdir()
        rng = dice(plan.seed + number + round(plan.rate * 1000) * 100)
        job = Job(place, plan.seed + number, 0, mistake=plan.mistake)
        stands.append(Stand(job, (plan.rate, plan.climate), rng, given))
    _all_of(stands, plan)
    books = [(stand.books(), stand.truth()) for stand in stands]
    robbed = [verdict.thefts(one, facts) for one, facts in books]
    sessions = tuple(session for one, _ in books for session in one.sessions)
    return CabinetChaos(
        plan.rate,
        sessions,
        sum(fact.what == "pulsed" for _, facts in books for fact in facts),
        [complaint for one, facts in books for complaint in verdict.complaints(one, facts)],
        sum(stand.happened.kills for stand in stands),
        sum(stand.happened.resets for stand in stands),
        [end for stand in stands for end in stand.happened.strange_ends],
        clock.monotonic() - began,
        plan.mistake,
        ends=Counter(session.state for session in sessions),
        thefts=(sum(done for done, _ in robbed), sum(known for _, known in robbed)),
    )


def _all_of(stands: list[Stand], plan: Plan) -> None:
    """Side by side. Raises what a stand raised."""
    failed: list[Exception] = []

    def run(stand: Stand) -> None:
        try:
            stand.run(-(-plan.sessions // plan.stands))
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(stand,)) for stand in stands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
