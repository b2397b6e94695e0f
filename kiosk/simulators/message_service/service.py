"""The message service as one thing to start and stop: in a test, in a kiosk, or by its command."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

from kiosk.simulators.message_service import sms_gateway
from kiosk.simulators.message_service.errors import RefusedError
from kiosk.simulators.message_service.phones import Delivered, Phones
from kiosk.simulators.message_service.signature import Verifier
from kiosk.simulators.message_service.sms_gateway import Approved, SmsGateway, Taken
from kiosk.simulators.message_service.troubles import Rule, Trouble, Troubles, parse_rule
from kiosk.simulators.payment_service.errors import PaymentServiceError
from kiosk.simulators.payment_service.exchange import Answer, Request
from kiosk.simulators.payment_service.faults import Fault, FaultRule
from kiosk.simulators.payment_service.given import Clock, Rng
from kiosk.simulators.payment_service.http_front import HttpFront, json_answer
from kiosk.simulators.payment_service.wire import Wire, raw_answer

LOCAL = "127.0.0.1"
KEY_ID = "LTAI5tSimulatedKaimen"
PAGE_502 = Answer(502, b"<html><body>502 Bad Gateway</body></html>", {"Content-Type": "text/html"})
HANG_S = 60.0
ON_THE_WIRE: Mapping[Trouble, Fault] = {
    Trouble.TIMEOUT_BEFORE: Fault.TIMEOUT_BEFORE,
    Trouble.TIMEOUT_AFTER: Fault.TIMEOUT_AFTER,
    Trouble.RESET: Fault.RESET,
    Trouble.TRUNCATED: Fault.TRUNCATED,
    Trouble.RUBBISH: Fault.RUBBISH,
}


class MessageService:
    """Listens for SendSms, and on a port of its own for commands.

        with MessageService(clock, rng, "secret") as service:
            ...  # the client under test sends to service.url, with KEY_ID and the secret
            assert service.phones.code("13812345678") == "482913"

    `on_delivered` hears of each message that a phone got at once, on the thread that took it.
    """

    def __init__(  # noqa: PLR0913 - what a service is set up with
        self,
        clock: Clock,
        rng: Rng,
        secret: str,
        approved: Approved | None = None,
        *,
        port: int = 0,
        control_port: int = 0,
        rules: tuple[Rule, ...] = (),
        on_delivered: Callable[[Delivered], None] = lambda _message: None,
    ) -> None:
        """Raises SettingsError when a port is taken."""
        self.approved = approved or Approved()
        self.troubles = Troubles(rules)
        self.phones = Phones(lambda: clock.now().timestamp())
        self._clock = clock
        self._rng = rng
        self._on_delivered = on_delivered
        self._verifier = Verifier(KEY_ID, secret)
        self._sms = SmsGateway(self.approved)
        self._stopping = threading.Event()
        self._wire = Wire(self._stopping, rng, HANG_S)
        self._front = HttpFront(LOCAL, port, self._reply)
        self._control = HttpFront(LOCAL, control_port, self._obey)

    @property
    def url(self) -> str:
        """Stands for https://dysmsapi.aliyuncs.com."""
        return self._front.address

    @property
    def control_url(self) -> str:
        return self._control.address

    def start(self) -> Self:
        self._front.start()
        self._control.start()
        return self

    def stop(self) -> None:
        """Within two seconds; open connections are cut."""
        self._stopping.set()
        self._front.stop()
        self._control.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # --- SendSms ------------------------------------------------------------------------------

    def _reply(self, connection: socket.socket, request: Request) -> bool:
        rule = self.troubles.strike()
        kind = rule.trouble if rule else None
        if kind is Trouble.TIMEOUT_BEFORE:
            return self._broken(connection, None, Fault.TIMEOUT_BEFORE)
        told = self._answer(request, rule)
        if rule is not None and kind is Trouble.ANSWERS_LATE:
            self._stopping.wait(rule.seconds)
        fault = ON_THE_WIRE.get(kind) if kind else None
        return self._broken(connection, told, fault) if fault else self._wire.send(
            connection, told, None
        )  # fmt: skip

    def _broken(self, connection: socket.socket, told: Answer | None, fault: Fault) -> bool:
        return self._wire.send(connection, told, FaultRule(fault))

    def _answer(self, request: Request, rule: Rule | None) -> Answer:
        request_id = self._new_id()
        if rule is not None and rule.trouble is Trouble.BAD_GATEWAY:
            return PAGE_502
        try:
            now = self._clock.now()
            self._verifier.check(request, now)
            _refuse_on_purpose(rule)
            self._deliver(self._sms.take(request, now), rule)
        except RefusedError as error:
            return sms_gateway.refusal(error, request_id)
        return sms_gateway.answer(request_id, f"{self._rng.randrange(10**17, 10**18)}^0")

    def _deliver(self, taken: Taken, rule: Rule | None) -> None:
        if rule is not None and rule.trouble is Trouble.LOSES:
            return
        is_late = rule is not None and rule.trouble is Trouble.DELIVERS_LATE
        late_s = rule.seconds if rule is not None and is_late else 0.0
        at_s = self._clock.now().timestamp() + late_s
        message = Delivered(taken.number, taken.text, taken.out_id, at_s)
        self.phones.deliver(message)
        if not late_s:
            self._on_delivered(message)

    def _new_id(self) -> str:
        return self._rng.randbytes(16).hex().upper()

    # --- commands -----------------------------------------------------------------------------

    def do(self, name: str, words: list[str]) -> object:
        """Raises PaymentServiceError, and TypeError, KeyError or ValueError for odd words."""
        acts: dict[str, Callable[..., object]] = {
            "inbox": lambda number="": [f"{one.number}  {one.text}" for one in
                                        self.phones.inbox(number)],
            "code": self.phones.code,
            "trouble": lambda rule: self.troubles.add(parse_rule(rule)),
            "troubles": lambda: [rule.trouble.value for rule in self.troubles.rules()],
            "clear": self.troubles.clear,
        }  # fmt: skip
        return acts[name](*words)

    def _obey(self, connection: socket.socket, request: Request) -> bool:
        connection.sendall(raw_answer(self._obeyed(request)))
        return True

    def _obeyed(self, request: Request) -> Answer:
        try:
            asked = json.loads(request.body)
            done = self.do(asked["do"], list(map(str, asked.get("with", []))))
        except PaymentServiceError as error:
            return _told(409, error=str(error))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return _told(400, error="Not understood. See --help for the commands.")
        return _told(200, done=done)


def _refuse_on_purpose(rule: Rule | None) -> None:
    """Raises RefusedError."""
    match rule:
        case Rule(Trouble.REFUSES, code=code):
            raise RefusedError(code, "refused as a tester wished")
        case Rule(Trouble.SYSTEM_ERROR):
            raise RefusedError("isp.SYSTEM_ERROR", "系统错误", 500)
        case _:
            pass


def _told(status: int, **node: object) -> Answer:
    return json_answer(json.dumps(node, ensure_ascii=False).encode(), status)
