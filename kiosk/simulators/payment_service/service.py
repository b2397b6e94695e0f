"""The payment service as one thing to start and stop: in a test, or by its command."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.simulators.payment_service import buyers, settling
from kiosk.simulators.payment_service.alipay_gateway import AlipayGateway
from kiosk.simulators.payment_service.bill_shelf import BillShelf
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.control import Control
from kiosk.simulators.payment_service.desk import Desk
from kiosk.simulators.payment_service.exchange import Request
from kiosk.simulators.payment_service.faults import FaultPlan, FaultRule
from kiosk.simulators.payment_service.given import Clock, Rng
from kiosk.simulators.payment_service.http_front import HttpFront
from kiosk.simulators.payment_service.keys import Keys, keys_in
from kiosk.simulators.payment_service.notifier import Notifier
from kiosk.simulators.payment_service.notify_letters import Writer
from kiosk.simulators.payment_service.settings import ServiceSettings
from kiosk.simulators.payment_service.shoppers import Shoppers
from kiosk.simulators.payment_service.till import Till
from kiosk.simulators.payment_service.wechat_gateway import WeChatGateway
from kiosk.simulators.payment_service.wire import Wire


class PaymentService:
    """Both vendors on one address, with keys and books in `folder`.

        with PaymentService(tmp_path, clock, rng) as service:
            code = service.shoppers.code("alipay", "rich")
            ...  # the client under test pays at service.alipay_url
            assert service.shoppers.sums().balance

    `keys_folder` lets many services share one set of keys: making it takes about a second.
    Started again on the same folder it goes on where it was, also after kill -9.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        rng: Rng,
        settings: ServiceSettings | None = None,
        faults: Iterable[FaultRule] = (),
        *,
        keys_folder: Path | None = None,
    ) -> None:
        """Raises SettingsError."""
        self.settings = settings or ServiceSettings()
        self.folder = folder
        self.keys: Keys = keys_in(keys_folder or folder / "keys", rng)
        self.books = Books(folder / "books.sqlite3", clock, self.settings.habits)
        self._stopping = threading.Event()
        plan = FaultPlan(rng, faults)
        writer = Writer(self.books, self.keys, self.settings.merchant)
        notifier = Notifier(self.books, writer, plan)
        self._notifier = notifier
        merchant = self.settings.merchant
        self.shoppers = Shoppers(self.books, merchant, plan, notifier, rng, clock, self.keys)
        shelf = BillShelf()
        till = Till(self.books, shelf, self.settings.merchant, lambda: rng.randbytes(16).hex())
        self._desk = Desk(
            books=self.books,
            clock=clock,
            alipay=AlipayGateway(till, self.keys),
            wechat=WeChatGateway(till, self.keys),
            bills=shelf,
            plan=plan,
            send_notifies=notifier.send_due,
        )
        self._wire = Wire(self._stopping, rng, self.settings.habits.hang_s)
        self._front = HttpFront(self.settings.host, self.settings.port, self._reply)
        self._control = Control(self.shoppers, self.settings.control_port)
        shelf.address = self._front.address
        buyers.add_test_buyers(self.books)

    @property
    def url(self) -> str:
        """Where WeChat's /v3/… is: stands for https://api.mch.weixin.qq.com."""
        return self._front.address

    @property
    def alipay_url(self) -> str:
        """Stands for https://openapi.alipay.com/gateway.do."""
        return f"{self._front.address}/gateway.do"

    @property
    def control_url(self) -> str:
        return self._control.address

    def start(self) -> Self:
        self._front.start()
        self._control.start()
        self._notifier.start()
        return self

    def catch_up(self) -> None:
        """What is due by the clock happens now, notifies are sent; else a thread does it soon."""
        settling.settle_due(self.books)
        self._notifier.send_due()

    def stop(self) -> None:
        """Within two seconds; open connections are cut."""
        self._stopping.set()
        self._front.stop()
        self._control.stop()
        self._notifier.stop()
        self.books.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _reply(self, connection: socket.socket, request: Request) -> bool:
        served = self._desk.serve(request)
        return self._wire.send(connection, served.answer, served.trouble)
