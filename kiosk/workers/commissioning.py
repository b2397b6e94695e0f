"""The thread that sets a cabinet up: it owns the ports while the cabinets' buses rest.

One order after the other. `give_back` and `stop` end a search in the middle of it; a pulse is never
taken back, and never sent twice.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Protocol

from firmware_bridge.errors import FirmwareBridgeError
from firmware_bridge.learning_devices import LearningDevices
from firmware_bridge.learning_steps import Effect, Failed, FindDevices, Trouble
from firmware_bridge.learning_steps import Event as LearningEvent
from firmware_bridge.prober import REPLY_S, Prober
from firmware_bridge.scanning import Probe, ScanWishes, most_probes
from kiosk.flows import commissioning_events as on
from kiosk.flows.events import Event

log = logging.getLogger(__name__)

STOP_S = 2.0
TELL_EVERY = 8
"""A search tells so many probes at once how far it is."""


class Buses(Protocol):
    """What rests meanwhile: compose/cabinet_buses.py."""

    def release(self) -> tuple[str, ...]: ...
    def take_up(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Search:
    """How ports are looked through, and how patiently. `pace`: of each wait for a latch or a
    scale so much; virtual ones need less."""

    wishes: ScanWishes = field(default_factory=ScanWishes)
    reply_s: float = REPLY_S
    pace: float = 1.0


class _HaltedError(Exception):
    """Somebody wants the ports back."""


@dataclass(frozen=True, slots=True)
class _Order:
    request: int
    effect: Effect


class _TakeOver:
    pass


class _GiveBack:
    pass


class _Reload:
    pass


class _Stop:
    pass


_Job = _Order | _TakeOver | _GiveBack | _Reload | _Stop


class CommissioningWorker:
    """A `CabinetFitter`, and a part. Nothing is opened but by a PulseLock."""

    def __init__(
        self,
        buses: Buses,
        put: Callable[[Event], None],
        monotonic: Callable[[], float],
        search: Search | None = None,
    ) -> None:
        self._buses = buses
        self._put = put
        self._monotonic = monotonic
        self._search = search or Search()
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._halt = threading.Event()
        self._held = ExitStack()
        self._devices: LearningDevices | None = None
        self._asked, self._most = 0, 1
        self._thread = threading.Thread(target=self._run, name="commissioning", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._halt.set()
        self._jobs.put(_Stop())
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    # --- orders, from any thread ----------------------------------------------------------------

    def take_over(self) -> None:
        self._jobs.put(_TakeOver())

    def carry_out(self, request: int, effect: Effect) -> None:
        self._jobs.put(_Order(request, effect))

    def give_back(self) -> None:
        self._halt.set()
        self._jobs.put(_GiveBack())

    def reload(self) -> None:
        self._jobs.put(_Reload())

    # --- the thread -----------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            match self._jobs.get():
                case _Stop():
                    self._let_go()
                    return
                case _TakeOver():
                    self._take_over()
                case _GiveBack():
                    self._let_go()
                    self._halt.clear()
                    self._buses.take_up()
                case _Reload():
                    self._let_go()
                    self._buses.release()
                    self._buses.take_up()
                case _Order(request, effect):
                    self._do(request, effect)

    def _take_over(self) -> None:
        ports = self._buses.release()
        self._asked, self._most = 0, len(ports) * most_probes(self._search.wishes)
        probers = [
            self._held.enter_context(
                Prober(port, self._monotonic, reply_s=self._search.reply_s)
            )
            for port in ports
        ]  # fmt: skip
        self._devices = LearningDevices(
            probers, self._search.wishes, self._monotonic, self._wait, self._tell_search
        )
        self._put(on.BusesTaken(ports))

    def _let_go(self) -> None:
        self._devices = None
        self._held.close()

    def _do(self, request: int, effect: Effect) -> None:
        if self._devices is None or self._halt.is_set():
            return
        if isinstance(effect, FindDevices):
            self._asked = 0
        try:
            told: LearningEvent = self._devices.carry_out(effect)
        except _HaltedError:
            return
        except FirmwareBridgeError as error:
            log.warning("setting up: %s", error)
            told = Failed(Trouble.PORT_GONE)
        except Exception:
            log.exception("setting up: %s failed", type(effect).__name__)
            told = Failed(Trouble.PORT_GONE)
        self._put(on.DeviceTold(request, told))

    def _wait(self, seconds: float) -> None:
        if self._halt.wait(seconds * self._search.pace):
            raise _HaltedError

    def _tell_search(self, probe: Probe, _count: int) -> None:
        if self._halt.is_set():
            raise _HaltedError
        self._asked += 1
        if self._asked % TELL_EVERY == 1:
            share = min(0.99, self._asked / max(1, self._most))
            self._put(on.SearchTold(share, str(probe)))
