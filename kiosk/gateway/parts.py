"""The gateway's parts list: database, keys, rails, desks; and what runs while it serves."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from waitress import wasyncore  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]

from kiosk.domain.payment import Rail
from kiosk.gateway import agreements, readers
from kiosk.gateway.app import MAX_NOTICE_BYTES, Desks, make_app
from kiosk.gateway.database import Database
from kiosk.gateway.holds import HoldDesk
from kiosk.gateway.late_refunds import STOP_S, LateRefunds
from kiosk.gateway.notices import NoticeDesk, NoticeReader
from kiosk.gateway.payments import PaymentDesk
from kiosk.gateway.questions import Questions
from kiosk.gateway.refunds import RefundDesk
from kiosk.gateway.settings import GatewaySettings
from kiosk.gateway.turns import Turns
from kiosk.ports import HoldingRail, PaymentRail
from kiosk.rails import merchants
from kiosk.rails.http import HttpClient
from kiosk.rails.signing_key import Signer, key_in

log = logging.getLogger(__name__)

THREADS = 32
"""A hanging payment service holds a thread for each payment that waits."""


class GatewayParts:
    """Everything that serves one settings file. Raises FileProblem or StorageError."""

    def __init__(
        self, settings: GatewaySettings, now: Callable[[], datetime], http: HttpClient
    ) -> None:
        self.database = Database(settings.gateway.database)
        self.key: Signer = key_in(settings.gateway.key_file)
        place = merchants.Place(settings.gateway.store_id)
        rails: dict[str, PaymentRail] = {}
        holding: dict[str, HoldingRail] = {}
        notice_readers: dict[str, NoticeReader] = {}
        if settings.alipay is not None:
            account = merchants.alipay_account(settings.alipay, place)
            agreed = self._numbers(Rail.ALIPAY)
            rails[Rail.ALIPAY] = merchants.alipay_rail(account, http, now, agreed)
            holding[Rail.ALIPAY] = merchants.alipay_holds(account, http, now)
            notice_readers[Rail.ALIPAY] = readers.alipay_reader(account)
        if settings.wechat is not None:
            merchant = merchants.wechat_merchant(settings.wechat, place, http)
            if settings.wechat.notify_url is None:
                log.warning("wechat: without notify_url there are no QR codes on screens")
            rails[Rail.WECHAT] = merchants.wechat_rail(merchant, now)
            notice_readers[Rail.WECHAT] = readers.wechat_reader(merchant, now)
            holds = merchants.wechat_holds(merchant, self._numbers(Rail.WECHAT), now)
            if holds is not None:
                holding[Rail.WECHAT] = holds
        self.services = (*rails,)
        self.app, self.late = assembled(
            self.database, self.key, rails, holding, notice_readers, now
        )

    def _numbers(self, rail: Rail) -> Callable[[str], str | None]:
        return lambda member_id: agreements.number_of(self.database(), rail, member_id)


def assembled(
    database: Database,
    signer: Signer,
    rails: dict[str, PaymentRail],
    holding: dict[str, HoldingRail],
    notice_readers: dict[str, NoticeReader],
    now: Callable[[], datetime],
) -> tuple[Flask, LateRefunds]:
    """The app and its guard, over rails of any make."""
    turns = Turns()
    payments = PaymentDesk(database, rails, turns, now)
    refunds = RefundDesk(database, payments, rails, turns, now)
    holds = HoldDesk(database, holding, turns, now)
    questions = Questions(payments, refunds, holds, (*rails,), now)
    notices = NoticeDesk(database, now)
    desks = Desks(database, signer, questions.by_path(), notices, notice_readers, now)
    return make_app(desks), LateRefunds(refunds.push_late_ones)


class Server:
    """Listens on threads of its own. `port` is the one it got."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        """Raises OSError when the address is taken."""
        self._server = create_server(
            app, host=host, port=port, ipv4=":" not in host, ipv6=":" in host,
            threads=THREADS, ident="kaimen-gateway",
            max_request_body_size=MAX_NOTICE_BYTES, channel_timeout=30,
        )  # fmt: skip
        self.port = int(self._server.effective_port)
        self._thread = threading.Thread(target=self._server.run, name="http", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Takes no more questions. What is being answered may still end, within 2 s."""
        self._server.trigger.pull_trigger(self._end_loop)
        self._thread.join(STOP_S)
        workers = self._server.task_dispatcher
        workers.shutdown(timeout=STOP_S)
        if not workers.threads:
            self._server.trigger.close()

    def _end_loop(self) -> None:
        """On the loop's own thread: waitress ends it when there is nothing left to listen to.

        The trigger stays open for the workers that still end, and pull it.
        """
        sockets = self._server._map  # noqa: SLF001  # the public way out is Ctrl-C
        for one in list(sockets.values()):
            if one is self._server:
                wasyncore.dispatcher.close(one)  # its own close() would close the trigger as well
            elif one is not self._server.trigger:
                one.close()
        sockets.clear()
