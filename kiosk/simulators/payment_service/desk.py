"""Which vendor a request is for, and what goes wrong with it: before it is done, or after."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.simulators.payment_service import alipay_gateway, settling, wechat_gateway
from kiosk.simulators.payment_service.alipay_gateway import AlipayGateway
from kiosk.simulators.payment_service.bill_shelf import BillShelf
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.exchange import Answer, Request, Signing
from kiosk.simulators.payment_service.faults import Fault, FaultPlan, FaultRule
from kiosk.simulators.payment_service.given import Clock
from kiosk.simulators.payment_service.paying import Late
from kiosk.simulators.payment_service.wechat_gateway import WeChatGateway

log = logging.getLogger(__name__)

SILENT = (Fault.HALF_OPEN, Fault.TIMEOUT_BEFORE, Fault.RESET_BEFORE)
ON_THE_WIRE = (Fault.TIMEOUT_AFTER, Fault.SLOW_DRIP, Fault.RESET, Fault.TRUNCATED, Fault.RUBBISH)
PAGE_502 = Answer(
    502,
    b"<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>",
    {"Content-Type": "text/html"},
)


@dataclass(frozen=True, slots=True)
class Served:
    """`answer` None: nothing is said. `trouble`: what happens on the wire."""

    answer: Answer | None
    trouble: FaultRule | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """`send_notifies` sends those that are due, now."""

    books: Books
    clock: Clock
    alipay: AlipayGateway
    wechat: WeChatGateway
    bills: BillShelf
    plan: FaultPlan
    send_notifies: Callable[[], None]

    def serve(self, request: Request) -> Served:
        """Whatever is done is committed when it returns."""
        faults = self.plan.for_call(call_name(request))
        for fault in SILENT:
            if fault in faults:
                return Served(None, faults[fault])
        try:
            answer = self._answer(request, faults)
        except sqlite3.Error:
            log.exception("The books failed; nothing was done.")
            return Served(self._system_error(request))
        if Fault.NOTIFY_FIRST in faults:
            self.send_notifies()
        trouble = next((faults[fault] for fault in ON_THE_WIRE if fault in faults), None)
        return Served(answer, trouble)

    def _answer(self, request: Request, faults: dict[Fault, FaultRule]) -> Answer:
        if Fault.ERROR_BEFORE in faults:
            return self._system_error(request)
        if Fault.BAD_GATEWAY in faults:
            return PAGE_502
        settling.settle_due(self.books)
        answer = self._carried_out(request, _late(faults), _signing(faults))
        if Fault.ERROR_AFTER in faults:
            return self._system_error(request)
        return PAGE_502 if Fault.BAD_GATEWAY_AFTER in faults else answer

    def _carried_out(self, request: Request, late: Late | None, signing: Signing) -> Answer:
        if request.path == "/gateway.do":
            return self.alipay.answer(request, self.clock.now(), late, signing)
        if request.path.startswith("/v3/"):
            return self.wechat.answer(request, self.clock.now(), late, signing)
        if request.path.startswith("/bills/"):
            return self.bills.alipay_file(request)
        return Answer(404, b"", {})

    def _system_error(self, request: Request) -> Answer:
        if request.path.startswith("/v3/"):
            return self.wechat.system_error()
        return self.alipay.system_error(request)


def call_name(request: Request) -> str:
    """What fault rules call it: `alipay.trade.pay`, `wechat.codepay`."""
    if request.path == "/gateway.do":
        return alipay_gateway.name_of(request)
    return wechat_gateway.name_of(request)


def _late(faults: dict[Fault, FaultRule]) -> Late | None:
    rule = faults.get(Fault.PAYS_LATE)
    if rule is None:
        return None
    return Late(queries=rule.queries) if rule.queries else Late(after_s=rule.seconds)


def _signing(faults: dict[Fault, FaultRule]) -> Signing:
    if Fault.MISSING_SIGNATURE in faults:
        return Signing.MISSING
    return Signing.WRONG if Fault.WRONG_SIGNATURE in faults else Signing.RIGHT
