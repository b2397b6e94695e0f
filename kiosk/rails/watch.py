"""Looks now and then which rails can be used, so that those that cannot are greyed beforehand.

Tells at every look how all of them are. A probe moves no money; a rail that looks fine may still
fail at the charge, which is then Unknown as ever.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kiosk.domain.ways import DownRail, WhyNot
from kiosk.flows.money_events import RailsChanged
from kiosk.rails.errors import LostAnswerError, NotSentError, RailError

if TYPE_CHECKING:
    from kiosk.rails.gateway_rail import GatewayLine
    from kiosk.rails.http import HttpClient

log = logging.getLogger(__name__)

EVERY_S = 20.0
STOP_S = 2.0

Probe = Callable[[], WhyNot | None]
"""None: it can be used."""


def gateway_probe(line: GatewayLine, rail: str) -> Probe:
    def look() -> WhyNot | None:
        try:
            return None if rail in line.ping().services else WhyNot.TURNED_AWAY
        except (NotSentError, LostAnswerError):
            return WhyNot.OFFLINE
        except RailError as error:
            log.warning("the gateway turns this kiosk away: %s", error)
            return WhyNot.TURNED_AWAY

    return look


def direct_probe(http: HttpClient, url: str) -> Probe:
    """Whether anybody answers there; whether our keys are taken shows at the first charge."""

    def look() -> WhyNot | None:
        try:
            http.request("GET", url, {})
        except RailError:
            return WhyNot.OFFLINE
        return None

    return look


def broken() -> WhyNot:
    """A `Probe` of a rail whose keys cannot be used."""
    return WhyNot.TURNED_AWAY


class RailWatch:
    """`seen`: what its last look found; None before the first. Any thread may read it."""

    def __init__(
        self,
        probes: Mapping[str, Probe],
        on_event: Callable[[RailsChanged], None],
        every_s: float = EVERY_S,
    ) -> None:
        self._probes = dict(probes)
        self._on_event = on_event
        self._every_s = every_s
        self.seen: tuple[DownRail, ...] | None = None
        self._logged: tuple[DownRail, ...] = ()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rail-watch", daemon=True)

    def start(self) -> None:
        """Without a rail to look at there is nothing to tell."""
        if self._probes:
            self._thread.start()

    def stop(self) -> None:
        """A look that is under way is left behind; it moves nothing."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            down = self.seen = self._look()
            if down != self._logged:
                log.warning("rails that cannot be used: %s", [one.rail for one in down])
                self._logged = down
            self._on_event(RailsChanged(down))
            self._stopping.wait(self._every_s)

    def _look(self) -> tuple[DownRail, ...]:
        found = []
        for rail, probe in self._probes.items():
            why = _seen(rail, probe)
            if why is not None:
                found.append(DownRail(rail, why))
        return tuple(found)


def _seen(rail: str, probe: Probe) -> WhyNot | None:
    try:
        return probe()
    except Exception:  # the watch must not fall silent
        log.exception("the look at %s broke down", rail)
        return WhyNot.OFFLINE
