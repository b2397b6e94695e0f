"""Simulated shopping in a smart cabinet: how often settlement charges, errs, asks a person.

Sessions are split into chunks with seeds of their own, so that the figures do not depend on how
many processes share the work.
"""

from __future__ import annotations

import random  # noqa: TID251  # a benchmark is a rim: it gives the chance that others take
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context

from kiosk.domain.settlement.decision import Decision, Review, decide
from kiosk.domain.settlement.explanation import Findings
from kiosk.domain.settlement.policy import USUAL, Policy
from kiosk.domain.settlement.settle import explain
from kiosk.domain.settlement.simulated import Difficulty, Shopping, cabinet, cabinet_of, shop
from models.rates import Rate
from scripts.benchmarks.report import Goal, table, told
from scripts.benchmarks.times import Now, percentile

CHUNK = 250
SEED = 20261121
ODDS = (1.5, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000)
SIGMAS = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0)
LOOSE_ODDS = 3
"""With the usual odds no tolerance charges wrongly: what it does by itself is seen with these."""
WIDE = Policy(sigmas=max(SIGMAS), odds=max(ODDS), unseen_odds=max(ODDS))
GOALS = {
    "settle.wrong_share": Goal(most=1e-4),
    "settle.one_good.review_share": Goal(most=0.02),
    "settle.p95_ms": Goal(most=50),
}


@dataclass(slots=True)
class Tally:
    """How sessions ended. `overcharged`: of the wrong ones, those that cost a shopper something
    they did not take; the others cost the shop."""

    charged: int = 0
    wrong: int = 0
    review: int = 0
    overcharged: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def sessions(self) -> int:
        return self.charged + self.wrong + self.review

    def count(self, decision: Decision, shopping: Shopping) -> None:
        """`charged` includes those who took nothing and pay nothing."""
        if isinstance(decision, Review):
            self.review += 1
            self.reasons[decision.reason] += 1
        elif decision.explanation.taken == _truth(shopping):
            self.charged += 1
        else:
            self.wrong += 1
            truth = _truth(shopping)
            more = any(n > truth.get(sku, 0) for sku, n in decision.explanation.taken.items())
            self.overcharged += more

    def add(self, other: Tally) -> None:
        self.charged += other.charged
        self.wrong += other.wrong
        self.review += other.review
        self.overcharged += other.overcharged
        self.reasons += other.reasons


Setting = tuple[str, float]
"""("odds" or "sigmas", its value): a policy that differs from the usual one in this."""


@dataclass(slots=True)
class Outcome:
    """Of one difficulty: with the steps, by weights alone, and with the steps as settings move."""

    by_steps: Tally = field(default_factory=Tally)
    by_weights: Tally = field(default_factory=Tally)
    swept: dict[Setting, Tally] = field(
        default_factory=lambda: {setting: Tally() for setting in _settings()}
    )

    def add(self, other: Outcome) -> None:
        self.by_steps.add(other.by_steps)
        self.by_weights.add(other.by_weights)
        for setting, tally in self.swept.items():
            tally.add(other.swept[setting])


@dataclass(frozen=True, slots=True)
class SettleBench:
    """Outcomes by difficulty; milliseconds of settlements of 12 shelves of 5 goods."""

    outcomes: dict[Difficulty, Outcome]
    by_steps_ms: list[float]
    by_weights_ms: list[float]

    @property
    def figures(self) -> dict[str, float]:
        found: dict[str, float] = {}
        both = Tally()
        for difficulty, outcome in self.outcomes.items():
            both.add(outcome.by_steps)
            found |= _shares(f"settle.{difficulty}", outcome.by_steps)
            found |= _shares(f"settle.{difficulty}.weights_only", outcome.by_weights)
        found |= _shares("settle", both)
        return found | {
            "settle.sessions": both.sessions,
            "settle.p50_ms": percentile(self.by_steps_ms, 50),
            "settle.p95_ms": percentile(self.by_steps_ms, 95),
            "settle.weights_only.p95_ms": percentile(self.by_weights_ms, 95),
        }

    def __str__(self) -> str:
        figures = self.figures
        reasons = Counter[str]()
        for outcome in self.outcomes.values():
            reasons += outcome.by_steps.reasons
        return "\n".join((
            f"{figures['settle.sessions']:.0f} simulated sessions; review tells its 95 % interval.",
            "",
            table(("with the steps", "by itself", "wrong", "to review"), _rows(self, "steps")),
            "",
            table(("weights only", "by itself", "wrong", "to review"), _rows(self, "weights")),
            "",
            "reviewed because: " + ", ".join(f"{why} {n}" for why, n in reasons.most_common()),
            *(told(name, figures[name], goal) for name, goal in GOALS.items()),
            told("settle.overcharged_share", figures["settle.overcharged_share"]),
            told("settle.weights_only.p95_ms", figures["settle.weights_only.p95_ms"]),
        ))  # fmt: skip


def measure(sessions: int, processes: int, now: Now) -> SettleBench:
    """`sessions` in all, shared evenly by the difficulties, in whole chunks."""
    chunks = max(1, round(sessions / len(Difficulty) / CHUNK))
    size = min(CHUNK, max(1, sessions // len(Difficulty)))
    jobs = [(each, chunk, size) for chunk in range(chunks) for each in Difficulty]
    outcomes = {each: Outcome() for each in Difficulty}
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for difficulty, outcome in pool.map(_chunk, jobs):
            outcomes[difficulty].add(outcome)
    times = list(_times(min(sessions, 300), now))
    return SettleBench(outcomes, [by for by, _ in times], [alone for _, alone in times])


def _chunk(job: tuple[Difficulty, int, int]) -> tuple[Difficulty, Outcome]:
    difficulty, chunk, size = job
    rng, outcome = random.Random(f"{SEED} {difficulty} {chunk}"), Outcome()  # noqa: S311
    for _ in range(size):
        shopping = shop(cabinet_of(difficulty, rng), rng, moves=difficulty is Difficulty.MOVED)
        wide = _explained(shopping, WIDE)
        outcome.by_steps.count(_decided(shopping, _explained(shopping, USUAL), USUAL), shopping)
        alone = explain(shopping.planogram, shopping.before, shopping.after)
        outcome.by_weights.count(_decided(shopping, alone, USUAL), shopping)
        for setting, tally in outcome.swept.items():
            tally.count(_decided(shopping, wide, _moved_to(setting)), shopping)
    return difficulty, outcome


def _explained(shopping: Shopping, policy: Policy) -> Findings:
    return explain(shopping.planogram, shopping.before, shopping.after, shopping.steps, policy)


def _decided(shopping: Shopping, findings: Findings, policy: Policy) -> Decision:
    return decide(shopping.planogram, findings, policy)


def _settings() -> Iterator[Setting]:
    yield from (("odds", value) for value in ODDS)
    yield from (("sigmas", value) for value in SIGMAS)


def _moved_to(setting: Setting) -> Policy:
    name, value = setting
    if name == "sigmas":
        return replace(USUAL, sigmas=value, odds=LOOSE_ODDS, unseen_odds=LOOSE_ODDS)
    return replace(USUAL, odds=value, unseen_odds=10 * value)


def _times(sessions: int, now: Now) -> Iterator[tuple[float, float]]:
    """Milliseconds with the steps and without, of 12 shelves of 5 goods."""
    rng = random.Random(SEED)  # noqa: S311
    for number in range(sessions):
        shopping = shop(cabinet(rng, 5), rng, moves=number % 4 == 0)
        marks = [now()]
        for steps in (shopping.steps, None):
            found = explain(shopping.planogram, shopping.before, shopping.after, steps)
            decide(shopping.planogram, found, USUAL)
            marks.append(now())
        yield (marks[1] - marks[0]) * 1000, (marks[2] - marks[1]) * 1000


def _truth(shopping: Shopping) -> dict[str, int]:
    return {sku: count for sku, count in sorted(shopping.taken.items()) if count}


def _shares(name: str, tally: Tally) -> dict[str, float]:
    return {
        f"{name}.charged_share": tally.charged / tally.sessions,
        f"{name}.wrong_share": tally.wrong / tally.sessions,
        f"{name}.review_share": tally.review / tally.sessions,
        f"{name}.overcharged_share": tally.overcharged / tally.sessions,
    }


def _rows(bench: SettleBench, by: str) -> Iterator[tuple[str, ...]]:
    for difficulty, outcome in bench.outcomes.items():
        tally = outcome.by_steps if by == "steps" else outcome.by_weights
        counts = (tally.charged, tally.wrong, tally.review)
        charged, wrong, review = (Rate(count, tally.sessions) for count in counts)
        yield difficulty, f"{100 * charged.value:.2f} %", str(wrong), str(review)
