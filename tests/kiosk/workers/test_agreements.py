"""The agreements threads: every answer an event; an ending that hangs delays nobody."""

from __future__ import annotations

import queue
import threading
from collections.abc import Mapping

from kiosk.domain.agreement import Ending, Standing, ToSign, Wish
from kiosk.flows.agreement_events import (
    AgreementBegun,
    AgreementEnded,
    AgreementLooked,
    AgreementNews,
)
from kiosk.ports import Agreements
from kiosk.workers.agreements import AgreementsWorker

WAIT_S = 10.0
WISH = Wish("w", "m-1", "alipay")
ENDING = Ending("m-1", "alipay")


class Slow:
    """An `Agreements` whose endings hang until they are let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def look(self, member_id: str) -> Standing:
        if member_id == "m-2":
            raise RuntimeError("no")
        return Standing.AGREED

    def begin(self, wish: Wish) -> ToSign | Standing:
        return ToSign("https://sign")

    def end(self, ending: Ending) -> Standing:
        self.let_go.wait(WAIT_S)
        return Standing.NONE


def test_an_ending_that_hangs_delays_nobody() -> None:
    service, told = Slow(), queue.SimpleQueue[AgreementNews]()
    services: Mapping[str, Agreements] = {"alipay": service}
    worker = AgreementsWorker(lambda: services, told.put)
    worker.start()
    worker.end(ENDING)
    worker.look("m-1", "alipay")
    assert told.get(timeout=WAIT_S) == AgreementLooked("m-1", "alipay", Standing.AGREED)
    worker.begin(WISH)
    assert told.get(timeout=WAIT_S) == AgreementBegun(WISH, ToSign("https://sign"))
    service.let_go.set()
    assert told.get(timeout=WAIT_S) == AgreementEnded(ENDING, Standing.NONE)
    worker.stop()


def test_what_cannot_be_asked_is_unknown_and_never_none() -> None:
    told = queue.SimpleQueue[AgreementNews]()
    services: Mapping[str, Agreements] = {"alipay": Slow()}
    worker = AgreementsWorker(lambda: services, told.put)
    worker.start()
    worker.look("m-2", "alipay")
    assert told.get(timeout=WAIT_S) == AgreementLooked("m-2", "alipay", Standing.UNKNOWN)
    worker.look("m-1", "wechat")
    assert told.get(timeout=WAIT_S) == AgreementLooked("m-1", "wechat", Standing.UNKNOWN)
    worker.stop()
