"""The buses of all cabinets as one part: they run, are handed over, and are taken up again.

While they are handed over nobody knows what doors and scales do, and no door is opened by them.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from firmware_bridge.bus import Bus
from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.errors import FirmwareBridgeError
from firmware_bridge.ports import known_ports
from kiosk.devices.cabinet import BusCabinets
from kiosk.domain.cabinet_wiring import SIMULATED, CabinetWiring, PortWiring
from kiosk.domain.problems import Fault, Problem
from kiosk.flows.events import Event, Faulted, Mended
from kiosk.typed_file import FileProblem

log = logging.getLogger(__name__)

ADAPTERS = ("/dev/ttyUSB", "/dev/ttyACM", "/dev/ttyAMA", "COM")
"""Devices that may be an RS-485 adapter; a PC has others that no board is ever on."""

PlanOf = Callable[[PortWiring, CabinetWiring], BusPlan]


class CabinetBuses:
    """A part. `read` gives the wiring of the file as it is now; it raises FileProblem.

    `folder`: where the simulated ports are. Raises FirmwareBridgeError for a wiring that no bus can
    be made of.
    """

    def __init__(
        self,
        wiring: CabinetWiring,
        read: Callable[[], CabinetWiring],
        plan_of: PlanOf,
        folder: Path,
        put: Callable[[Event], None],
        monotonic: Callable[[], float],
    ) -> None:
        self._read = read
        self._plan_of = plan_of
        self._folder = folder
        self._put = put
        self._monotonic = monotonic
        self._wiring = wiring
        self.locks = BusCabinets(wiring, put, monotonic)
        self._buses: dict[str, Bus] = {}
        self._guard = threading.Lock()
        self._is_over = False
        self._connect(self._made(wiring))

    def start(self) -> None:
        for bus in self._buses.values():
            bus.start()

    def stop(self) -> None:
        """For good."""
        with self._guard:
            self._is_over = True
            self._stop_buses()

    # --- handing over ---------------------------------------------------------------------------

    def release(self) -> tuple[str, ...]:
        """Stop, so that the ports are free; the device paths where something may be."""
        with self._guard:
            self._stop_buses()
            self.locks.disconnect()
        named = [self.path_of(port) for port in self._wiring.ports]
        if all(port.device == SIMULATED for port in self._wiring.ports):
            return tuple(named)
        others = (device for device, _ in known_ports() if device.startswith(ADAPTERS))
        return tuple(dict.fromkeys([*named, *others]))

    def take_up(self) -> None:
        """By the file as it is now; by the wiring of before, if that cannot be used."""
        with self._guard:
            if self._is_over or self._buses:
                return
            self._put(Mended(Fault.LOCKS))  # a port that is still gone says so again
            wiring, made = self._as_written()
            self._wiring = wiring
            self.locks.rewire(wiring)
            self._connect(made)
            self.start()

    def path_of(self, port: PortWiring) -> str:
        return str(self._folder / port.id) if port.device == SIMULATED else port.device

    @property
    def devices(self) -> dict[str, str]:
        """The device path of each port of the file, by its id."""
        return {port.id: self.path_of(port) for port in self._wiring.ports}

    # --- inside ---------------------------------------------------------------------------------

    def _as_written(self) -> tuple[CabinetWiring, dict[str, Bus]]:
        try:
            wiring = self._read()
            return wiring, self._made(wiring)
        except (FileProblem, FirmwareBridgeError) as error:
            log.warning("the cabinets' file cannot be used, the wiring stays: %s", error)
            self._put(Faulted(Problem(Fault.LOCKS, str(error))))
            return self._wiring, self._made(self._wiring)

    def _made(self, wiring: CabinetWiring) -> dict[str, Bus]:
        return {
            port.id: Bus(
                self.path_of(port),
                self._plan_of(port, wiring),
                self.locks.heard(port.id),
                self._monotonic,
            )
            for port in wiring.ports
        }

    def _connect(self, buses: dict[str, Bus]) -> None:
        self._buses = buses
        self.locks.connect(buses)

    def _stop_buses(self) -> None:
        for bus in self._buses.values():
            bus.stop()
        self._buses = {}
