"""The threads that ask about members' agreements: every answer an event.

Two lanes: one for whoever stands in front (is there one? a code to sign), one for what is to end,
which may hang without delaying anybody. The same question waits once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from kiosk.domain.agreement import Ending, Standing, ToSign, Wish
from kiosk.flows.agreement_events import (
    AgreementBegun,
    AgreementEnded,
    AgreementLooked,
    AgreementNews,
)
from kiosk.ports import Agreements
from kiosk.workers.lane import Lane

log = logging.getLogger(__name__)

Services = Mapping[str, Agreements]
_Made = Callable[[], Services]
"""Makes them on the lane's own thread, or gives those that are made."""


class AgreementsWorker:
    """An `AgreementTalk`. `make` is called on each lane's own thread."""

    def __init__(
        self, make: Callable[[], Services], on_event: Callable[[AgreementNews], None]
    ) -> None:
        self._front = Lane("agreements", make, on_event)
        self._guard = Lane("agreements-guard", make, on_event)

    def start(self) -> None:
        self._front.start()
        self._guard.start()

    def stop(self) -> None:
        for lane in (self._front, self._guard):
            lane.end()
        for lane in (self._front, self._guard):
            lane.join()

    def look(self, member_id: str, rail: str) -> None:
        def call(services: _Made) -> AgreementNews:
            return AgreementLooked(member_id, rail, _look(services, rail, member_id))

        self._front.ask(("look", member_id, rail), call)

    def begin(self, wish: Wish) -> None:
        self._front.ask(wish, lambda services: AgreementBegun(wish, _begin(services, wish)))

    def end(self, ending: Ending) -> None:
        self._guard.ask(ending, lambda services: AgreementEnded(ending, _end(services, ending)))


def _look(services: _Made, rail: str, member_id: str) -> Standing:
    try:
        return services()[rail].look(member_id)
    except Exception:
        log.exception("whether there is an agreement with %s could not be asked", rail)
        return Standing.UNKNOWN


def _begin(services: _Made, wish: Wish) -> ToSign | Standing:
    try:
        return services()[wish.rail].begin(wish)
    except Exception:
        log.exception("agreement %s could not be begun", wish.id)
        return Standing.UNKNOWN


def _end(services: _Made, ending: Ending) -> Standing:
    try:
        return services()[ending.rail].end(ending)
    except Exception:
        log.exception("an agreement with %s could not be ended", ending.rail)
        return Standing.UNKNOWN
