"""When what is killed, started again and cut off: until enough checkouts have begun; then calm."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random  # noqa: TID251  # the type of what is given

from kiosk.simulators.bad_line import FAIR, Weather
from scripts.chaoses.money import books, diary
from scripts.chaoses.money.diary import What
from scripts.chaoses.money.town import Town

WEATHERS = (
    FAIR,
    FAIR,
    Weather(refuses=0.1, cuts=0.15, stalls=0.05, corrupts=0.1),
    Weather(cuts=0.4),
    Weather(corrupts=0.4),
    Weather(stalls=0.25),
    Weather(refuses=1.0),
)
LOOK_S = 0.25


@dataclass(frozen=True, slots=True)
class Climate:
    """Seconds between two kills of each process, and between two weathers: on average each.

    `down_s`: how long at most a killed one stays down. `recovery_s`: the deadline after the storm.
    """

    kiosk_s: float = 3.0
    service_s: float = 9.0
    gateway_s: float = 15.0
    weather_s: float = 2.5
    down_s: float = 1.0
    recovery_s: float = 90.0
    weathers: tuple[Weather, ...] = WEATHERS


@dataclass
class Told:
    """What happened. `recovery_s`: how long it took until nothing was open any more."""

    kills: dict[str, int] = field(default_factory=lambda: {"kiosk": 0, "service": 0, "gateway": 0})
    weathers: int = 0
    strange_ends: list[str] = field(default_factory=list)
    recovery_s: float = 0.0


class Storm:
    """`monotonic` and `wait` (seconds) are the real ones."""

    def __init__(
        self,
        town: Town,
        climate: Climate,
        dice: Random,
        monotonic: Callable[[], float],
        wait: Callable[[float], object],
        say: Callable[[str], object],
    ) -> None:
        self._town = town
        self._climate = climate
        self._dice = dice
        self._monotonic = monotonic
        self._wait = wait
        self._say = say
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self.told = Told()

    def rage(self, checkouts: int) -> None:
        """Until so many have begun. Kiosks open once the others answer."""
        self._town.open_line()
        self._town.open_shops()
        while not self._town.can_open:
            self._wait(LOOK_S)
        for name in self._town.kiosks:
            self._town.start(name)
        means = {"service": self._climate.service_s, "gateway": self._climate.gateway_s}
        for name in ("service", "gateway", *self._town.kiosks):
            self._kill_later(name, means.get(name, self._climate.kiosk_s))
        self._change_weather()
        said = 0
        while (begun := self._begun()) < checkouts:
            if begun >= said + checkouts // 10:
                said = begun
                self._say(f"{begun} of {checkouts} checkouts, {self.told.kills} killed")
            self._act_until(self._monotonic() + LOOK_S)

    def calm_down(self) -> None:
        """Fair weather, everybody is there; then wait until nothing is open any more."""
        self._due.clear()
        self._town.set_weather(FAIR)
        for name in ("service", "gateway", *self._town.kiosks):
            if not self._town.is_running(name):
                self._town.start(name)
        began = self._monotonic()
        is_cleared = is_quiet = False
        while not is_quiet and self._monotonic() < began + self._climate.recovery_s:
            self._wait(LOOK_S)
            is_cleared = is_cleared or self._town.clear_faults()
            is_quiet = is_cleared and self._is_quiet()
        self.told.recovery_s = self._monotonic() - began
        if not is_quiet:
            self.told.strange_ends.append(
                f"still busy {self.told.recovery_s:.0f} s after the storm"
            )

    # --- what happens -------------------------------------------------------------------------

    def _act_until(self, end_s: float) -> None:
        while self._due and self._due[0][0] < end_s:
            at_s, _, act = heapq.heappop(self._due)
            self._wait(max(0.0, at_s - self._monotonic()))
            act()
        self._wait(max(0.0, end_s - self._monotonic()))

    def _later(self, mean_s: float, act: Callable[[], None]) -> None:
        at_s = self._monotonic() + self._dice.expovariate(1 / mean_s)
        heapq.heappush(self._due, (at_s, next(self._order), act))

    def _kill_later(self, name: str, mean_s: float) -> None:
        self._later(mean_s, lambda: self._kill(name, mean_s))

    def _kill(self, name: str, mean_s: float) -> None:
        ended = self._town.kill(name)
        if ended != -9:
            self.told.strange_ends.append(f"{name} had ended by itself: {ended}")
        self.told.kills[name.rstrip("0123456789")] += 1
        self._later(self._climate.down_s / 2, lambda: self._start(name, mean_s))

    def _start(self, name: str, mean_s: float) -> None:
        self._town.start(name)
        self._kill_later(name, mean_s)

    def _change_weather(self) -> None:
        self.told.weathers += 1
        self._town.set_weather(self._dice.choice(self._climate.weathers))
        if self._dice.random() < 0.15:
            self._town.cut_lines()
        self._later(self._climate.weather_s, self._change_weather)

    # --- how things stand ---------------------------------------------------------------------

    def _begun(self) -> int:
        return sum(
            page.what is What.BEGUN
            for name in self._town.kiosks
            for page in diary.read(self._town.folder / name / "diary.jsonl")
        )

    def _is_quiet(self) -> bool:
        return all(
            books.is_at_rest(self._town.folder / name, self._town.quota)
            for name in self._town.kiosks
        )
