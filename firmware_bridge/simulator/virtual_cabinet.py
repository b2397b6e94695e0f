"""A whole virtual cabinet behind real ptys: what `python -m firmware_bridge.simulator` runs.

    with VirtualCabinet(load_plan(), monotonic=clock, rng=dice) as cabinet:
        link = BusLink(str(cabinet.path("locks")), ...)
        cabinet.do(Take("cola", 2))
        cabinet.play("wait open 1 within 5\\ntake cola 2\\nclose 1\\n")

One thread owns the world, the wires and the ptys; everything else asks it through a queue. A pty
knows no parity and no modem lines: those cannot be tried here.
"""

import contextlib
import os
import queue
import select
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from firmware_bridge.simulator import acts
from firmware_bridge.simulator.acts import Act
from firmware_bridge.simulator.board_wire import Heard
from firmware_bridge.simulator.cabinet import Cabinet, WorldAct, WorldRng
from firmware_bridge.simulator.errors import NotPossibleError
from firmware_bridge.simulator.plan import CabinetPlan
from firmware_bridge.simulator.player import Player
from firmware_bridge.simulator.port import Port, ports_of
from firmware_bridge.simulator.script import ScriptLine, parse_script
from firmware_bridge.simulator.wire import WireRng

T = TypeVar("T")

STOP_S = 2.0
TICK_S = 0.02
"""How late a script's step, or an unasked report, may be."""


class CabinetRng(WorldRng, WireRng, Protocol):
    """What random.Random offers and is used here."""


@dataclass(frozen=True)
class Pulse:
    """A board drove a lock's coil."""

    door: int
    at: float


class VirtualCabinet:
    """`start` makes the devices, `stop` takes them away; usable in a `with`.

    `folder`: where each port gets a link of its name, so that its path stays the same; without,
    the paths are the ptys' own. `on_event` is told, on the cabinet's thread, what happens at the
    doors and in a script. Raises SymlinkError from `start` if a link's place is taken.
    """

    def __init__(
        self,
        plan: CabinetPlan,
        *,
        monotonic: Callable[[], float],
        rng: CabinetRng,
        folder: Path | None = None,
        on_event: Callable[[str], None] | None = None,
        answers_within_s: float = STOP_S,
    ) -> None:
        self.plan = plan
        self._monotonic = monotonic
        self._answers_within_s = answers_within_s
        self._on_event = on_event or (lambda _event: None)
        self._pulses: list[Pulse] = []
        self._world = Cabinet(plan, rng, monotonic())
        self._ports = ports_of(plan, self._world, rng, folder, self._note_pulse)
        self._has_reports = any(board.reports for board in plan.boards)
        self._player: Player | None = None
        self._played: Future[None] = Future()
        self._inbox: queue.SimpleQueue[Callable[[], bool]] = queue.SimpleQueue()
        self._wake_read, self._wake_write = -1, -1
        self._thread: threading.Thread | None = None

    # --- life ---------------------------------------------------------------------------------

    def start(self) -> None:
        with contextlib.ExitStack() as undo:
            for port in self._ports.values():
                port.plug()
                undo.callback(port.unplug)
            undo.pop_all()
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=self._run, name="virtual-cabinet", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread and remove the devices; harmless when not started."""
        if self._thread is None:
            return
        self._post(lambda: False)
        self._thread.join(STOP_S)
        self._thread = None
        os.close(self._wake_read)
        os.close(self._wake_write)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def path(self, port: str) -> Path:
        """What to give to the host. KeyError for a port that the plan does not have."""
        return self._ports[port].path

    # --- what one can do to it ----------------------------------------------------------------

    def do(self, act: Act) -> str:
        """Carry out one act now; what happened, in words. NotPossibleError: nothing changed."""
        return self._ask(lambda: self._perform(act, self._monotonic()))

    def play(self, script: str, within_s: float | None = None) -> None:
        """Play a script to its end.

        Raises ScriptError for a wrong line, NotPossibleError for a step that cannot be done,
        TimeoutError if it is not over in time; the script ends then.
        """
        played = self.begin(parse_script(script))
        try:
            played.result(within_s)
        except TimeoutError:
            self.begin(())
            raise

    def begin(self, lines: tuple[ScriptLine, ...]) -> "Future[None]":
        """Start to play; a script that is playing ends. The future ends with the script."""
        return self._ask(lambda: self._begin(lines))

    # --- what one can see of it ---------------------------------------------------------------

    def is_open(self, door: int) -> bool:
        """What a person sees. NotPossibleError for a door that does not exist."""
        return self._ask(lambda: self._is_open(door, self._monotonic()))

    def count(self, shelf: str, sku: str) -> int:
        """Units that stand on a shelf."""
        return self._ask(lambda: self._world.shelves[shelf].count(sku))

    def hand(self) -> tuple[str, ...]:
        """What the person holds, by SKU."""
        return self._ask(lambda: tuple(unit.sku for unit in self._world.hand))

    def pulses(self) -> tuple[Pulse, ...]:
        """Every time that a board drove a lock, in order."""
        return self._ask(lambda: tuple(self._pulses))

    def requests(self) -> tuple[Heard, ...]:
        """What the lock boards understood lately, board by board, each in order."""
        return self._ask(
            lambda: tuple(
                heard
                for port in self._ports.values()
                for board in port.boards
                for heard in board.heard
            )
        )

    def describe(self) -> list[str]:
        """One line for each port, door and shelf."""
        return self._ask(self._describe)

    # --- the thread ---------------------------------------------------------------------------

    def _ask(self, act: Callable[[], T]) -> T:
        """Run `act` on the cabinet's thread; its errors come back here."""
        answer: Future[T] = Future()

        def run() -> bool:
            try:
                answer.set_result(act())
            except Exception as error:
                answer.set_exception(error)
            return True

        self._post(run)
        return answer.result(self._answers_within_s)

    def _post(self, act: Callable[[], bool]) -> None:
        if self._thread is None:
            raise RuntimeError("the virtual cabinet is not running: start it first.")
        self._inbox.put(act)
        os.write(self._wake_write, b"w")

    def _run(self) -> None:
        try:
            while self._wait():
                now = self._monotonic()
                self._play_on(now)
                for port in self._ports.values():
                    port.advance(now)
        finally:
            for port in self._ports.values():
                port.unplug()

    def _wait(self) -> bool:
        """Until bytes come, somebody asks or something is due. False: stop."""
        by_end = {port.end.master: port for port in self._ports.values() if port.end is not None}
        ready, _, _ = select.select([self._wake_read, *by_end], [], [], self._nap_s())
        for end in ready:
            if end in by_end:
                by_end[end].receive(self._monotonic())
        if self._wake_read in ready:
            os.read(self._wake_read, 1)
            return self._inbox.get()()
        return True

    def _nap_s(self) -> float | None:
        """None: until somebody asks, for nothing is going to happen by itself."""
        now = self._monotonic()
        dues = [port.wire.next_due_at for port in self._ports.values()]
        naps = [max(0.0, due - now) for due in dues if due is not None]
        if self._player is not None or self._has_reports:
            naps.append(TICK_S)
        return min(naps, default=None)

    # --- scripts ------------------------------------------------------------------------------

    def _begin(self, lines: tuple[ScriptLine, ...]) -> "Future[None]":
        self._end_script("another script began.")
        self._player, self._played = Player(lines, self._monotonic()), Future()
        return self._played

    def _play_on(self, now: float) -> None:
        player = self._player
        if player is None:
            return
        for said in player.advance(now, self._perform, self._is_open):
            self._on_event(said)
        if player.is_done:
            self._end_script(player.failure)

    def _end_script(self, failure: str | None) -> None:
        if self._player is None:
            return
        self._player = None
        if failure is None:
            self._played.set_result(None)
        else:
            self._on_event(f"the script ended: {failure}")
            self._played.set_exception(NotPossibleError(failure))

    # --- acts ---------------------------------------------------------------------------------

    def _perform(self, act: Act, now: float) -> str:
        if isinstance(act, WorldAct):
            return self._world.do(act, now)
        if isinstance(act, acts.Power):
            for port in self._ports.values():
                port.wire.power(on=act.on, now=now)
            return f"the power is {'on' if act.on else 'off'}"
        ports = self._ports_named(act.port)
        for port in ports:
            self._perform_on(port, act, now)
        names = ", ".join(port.name for port in ports)
        return f"{type(act).__name__.lower()} of {names}: done"

    def _perform_on(
        self,
        port: Port,
        act: acts.Fault | acts.Reset | acts.Unplug | acts.Plug | acts.Inject,
        now: float,
    ) -> None:
        match act:
            case acts.Fault(name, chance):
                port.wire.set_fault(name, chance)
            case acts.Reset():
                port.wire.reset(now)
            case acts.Unplug():
                port.unplug()
            case acts.Plug():
                port.plug()
            case acts.Inject(data):
                port.wire.inject(data, now)

    def _ports_named(self, name: str | None) -> list[Port]:
        if name is None:
            return list(self._ports.values())
        if name not in self._ports:
            raise NotPossibleError(
                f"port {name} does not exist; there are {', '.join(self._ports)}."
            )
        return [self._ports[name]]

    def _is_open(self, door: int, now: float) -> bool:
        if door not in self._world.doors:
            raise NotPossibleError(f"door {door} does not exist.")
        return self._world.doors[door].is_open(now)

    def _note_pulse(self, door: int, what: str, now: float) -> None:
        self._pulses.append(Pulse(door, now))
        self._on_event(f"door {door} {what}")

    def _describe(self) -> list[str]:
        ports = [
            f"port {port.name}: {port.path if port.end else 'unplugged'}"
            f"{'' if port.wire.has_power else ' (no power)'}"
            for port in self._ports.values()
        ]
        return ports + self._world.describe(self._monotonic())
