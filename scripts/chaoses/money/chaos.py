"""One run from an empty folder to the verdict, and what it says for people and as figures."""

from __future__ import annotations

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
from kiosk.simulators.bad_line import FAIR
from scripts.benchmarks.report import told
from scripts.chaoses.money import books, verdict
from scripts.chaoses.money.pace import FULL, SHORT
from scripts.chaoses.money.storm import Climate, Storm, Told
from scripts.chaoses.money.town import Plan, Town
from scripts.chaoses.money.verdict import Complaint, KioskBooks, Wrong

Dice = Callable[[int], Random]
SHOWN = 30
CONTROL_CHECKOUTS = 80
ROUGH = Climate(2.2, 4.0, 6.0, weather_s=1.0, down_s=0.4, recovery_s=45.0)
DEADLY = Climate(1.2, 60.0, 60.0, down_s=0.4, recovery_s=45.0, weathers=(FAIR,))
SLOW_PAY = ("slow-drip,method=*pay,chance=0.8,seconds=0.0005",)
PROMISED = ("checkouts", "double_charges", "lost_orders", "charges_without_decision", "unresolved")
"""Written without the `money.` in front as well."""


@dataclass(frozen=True, slots=True)
class MoneyChaos:
    """`is_control`: the kiosks acted first and wrote later, so that something must be wrong."""

    checkouts: int
    paid: int
    found: list[Complaint]
    storm: Told
    seconds: float
    is_control: bool = False
    left_in: Path | None = None
    ended: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def figures(self) -> dict[str, float]:
        counted = {"checkouts": self.checkouts, **verdict.counts(self.found)}
        if self.is_control:
            return {f"money.control_{name}": value for name, value in counted.items()}
        return {
            **{name: counted[name] for name in PROMISED},
            **{f"money.{name}": value for name, value in counted.items()},
            "money.paid": self.paid,
            "money.kiosk_kills": self.storm.kills["kiosk"],
            "money.service_kills": self.storm.kills["service"],
            "money.gateway_kills": self.storm.kills["gateway"],
            "money.recovery_s": round(self.storm.recovery_s, 1),
            "money.seconds": round(self.seconds, 1),
        }

    @property
    def has_held(self) -> bool:
        if self.is_control:
            return verdict.counts(self.found)[Wrong.LOST_ORDERS] > 0
        is_all_there = self.checkouts > 0 and self.paid > 0
        return is_all_there and not self.found and not self.storm.strange_ends

    def __str__(self) -> str:
        kind = "The control (it charges, then writes)" if self.is_control else "The kiosk"
        lines = [
            f"{kind}: {self.checkouts} checkouts, {self.paid} paid, in {self.seconds:.0f} s.",
            f"Killed: {self.storm.kills}; {self.storm.weathers} weathers; nothing was open "
            f"any more {self.storm.recovery_s:.1f} s after the storm.",
            "Payments: "
            + ", ".join(f"{n} {rail} {state}" for (rail, state), n in sorted(self.ended.items())),
            "",
            *(f"{complaint.wrong}: {complaint.what}" for complaint in self.found[:SHOWN]),
            *self.storm.strange_ends[:SHOWN],
            *([f"Everything is still in {self.left_in}"] if self.left_in else []),
            *(told(name, value) for name, value in self.figures.items() if "money." in name),
        ]
        return "\n".join(lines)


def plan(checkouts: int, seed: int, *, is_short: bool = False) -> Plan:
    kiosks = 4 if is_short else 8
    return Plan(kiosks, -(-checkouts // kiosks), seed, SHORT if is_short else FULL)


def tried(plan: Plan, dice: Dice) -> MoneyChaos:
    """From an empty folder, which is left behind only where something was wrong."""
    return _judged(plan, ROUGH if plan.pace == SHORT else Climate(), dice)


def controlled(seed: int, dice: Dice) -> MoneyChaos:
    """Kiosks with the mistake; the same verdict must find what they lost.

    Only they are killed, and most codes are charged half a second before the answer is there: a
    control that is caught in most runs only would say nothing.
    """
    spoilt = plan(CONTROL_CHECKOUTS, seed, is_short=True)
    return _judged(replace(spoilt, acts_first=True, faults=SLOW_PAY), DEADLY, dice)


def _judged(plan: Plan, climate: Climate, dice: Dice) -> MoneyChaos:
    folder = Path(mkdtemp(prefix="kaimen-money-"))
    made = _tried(folder, plan, climate, dice)
    if made.has_held:
        rmtree(folder)
        return made
    return replace(made, left_in=folder)


def _tried(folder: Path, plan: Plan, climate: Climate, dice: Dice) -> MoneyChaos:
    clock = SystemClock(config.Settings().site.zone)
    began = clock.monotonic()
    town = Town(folder, plan, clock.now, lambda number: dice(plan.seed + number))
    storm = Storm(town, climate, dice(plan.seed), clock.monotonic, Event().wait, _say)
    try:
        storm.rage(plan.kiosks * plan.quota)
        storm.calm_down()
    finally:
        town.close()
    kiosks = [books.of_kiosk(folder / name) for name in town.kiosks]
    found = verdict.complaints(books.of_service(folder / "service"), kiosks)
    return MoneyChaos(
        verdict.checkouts(kiosks), _paid(kiosks), found, storm.told,
        clock.monotonic() - began, plan.acts_first,
        ended=Counter((one.rail, one.state) for kiosk in kiosks for one in kiosk.payments),
    )  # fmt: skip


def _say(line: str) -> None:
    print(line, flush=True)


def _paid(kiosks: list[KioskBooks]) -> int:
    return sum(order.receipt is not None for kiosk in kiosks for order in kiosk.orders)
