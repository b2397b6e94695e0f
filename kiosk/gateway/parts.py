"""The gateway's parts list: database, keys, rails, desks; and what runs while it serves."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Flask
from waitress import wasyncore  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]

from kiosk.domain.payment import Rail
from kiosk.gateway import readers
from kiosk.gateway.agreement_answers import AgreementAnswers
from kiosk.gateway.app import MAX_NOTICE_BYTES, Desks, make_app
from kiosk.gateway.code_messages import CodeMessages
from kiosk.gateway.database import Database
from kiosk.gateway.holds import HoldDesk
from kiosk.gateway.late_refunds import STOP_S, LateRefunds
from kiosk.gateway.notices import NoticeDesk, NoticeReader
from kiosk.gateway.payments import PaymentDesk
from kiosk.gateway.questions import Questions
from kiosk.gateway.refunds import RefundDesk
from kiosk.gateway.settings import GatewaySettings
from kiosk.gateway.turns import Turns
from kiosk.messages import accounts
from kiosk.messages.desk import MessageDesk
from kiosk.messages.wire import SERVICE as MESSAGES
from kiosk.ports import Agreements, HoldingRail, PaymentRail
from kiosk.rails import merchants
from kiosk.rails.agreement_keeper import AgreementKeeper
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
        keepers: dict[str, Agreements] = {}
        if settings.alipay is not None:
            account = merchants.alipay_account(settings.alipay, place)
            signing = merchants.alipay_agreements(account, http, now)
            keeper = AgreementKeeper(Rail.ALIPAY, self.database, signing, now)
            keepers[Rail.ALIPAY] = keeper
            rails[Rail.ALIPAY] = merchants.alipay_rail(account, http, now, keeper)
            holding[Rail.ALIPAY] = merchants.alipay_holds(account, http, now)
            notice_readers[Rail.ALIPAY] = readers.alipay_reader(account)
        if settings.wechat is not None:
            merchant = merchants.wechat_merchant(settings.wechat, place, http)
            if settings.wechat.notify_url is None:
                log.warning("wechat: without notify_url there are no QR codes on screens")
            rails[Rail.WECHAT] = merchants.wechat_rail(merchant, now)
            notice_readers[Rail.WECHAT] = readers.wechat_reader(merchant, now)
            permitted = merchants.wechat_permissions(merchant)
            keeper = AgreementKeeper(Rail.WECHAT, self.database, permitted, now)
            keepers[Rail.WECHAT] = keeper
            holds = merchants.wechat_holds(merchant, keeper.number_of, now)
            if holds is not None:
                holding[Rail.WECHAT] = holds
        messages: MessageDesk | None = None
        if settings.messages is not None:
            keys = accounts.Keys(self.key, lambda: os.urandom(16).hex())
            messages = accounts.desk(settings.messages, self.database, http, now, keys)
        self.services = (*rails, *((MESSAGES,) if messages else ()))
        self.app, self.late = assembled(
            self.database, self.key, rails, holding, notice_readers, now, keepers, messages
        )


def assembled(  # noqa: PLR0913, PLR0917 - a parts list
    database: Database,
    signer: Signer,
    rails: dict[str, PaymentRail],
    holding: dict[str, HoldingRail],
    notice_readers: dict[str, NoticeReader],
    now: Callable[[], datetime],
    keepers: Mapping[str, Agreements] | None = None,
    messages: MessageDesk | None = None,
) -> tuple[Flask, LateRefunds]:
    """The app and its guard, over rails of any make."""
    turns = Turns()
    payments = PaymentDesk(database, rails, turns, now)
    refunds = RefundDesk(database, payments, rails, turns, now)
    holds = HoldDesk(database, holding, turns, now)
    agreements = AgreementAnswers(keepers or {})
    services = (*rails, *((MESSAGES,) if messages else ()))
    codes = CodeMessages(messages)
    questions = Questions(payments, refunds, holds, services, now, agreements, codes)
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
