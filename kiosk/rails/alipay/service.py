"""One signed question to Alipay, one verified answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from kiosk.rails.alipay import wire
from kiosk.rails.alipay.account import AlipayAccount
from kiosk.rails.alipay.signing import trusted_answer
from kiosk.rails.errors import LostAnswerError
from kiosk.rails.http import HttpClient, refuse_plain

_HEADERS = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}


class AlipayService:
    """Safe to share between threads. Raises AccountError for an address that is not https."""

    def __init__(
        self, account: AlipayAccount, http: HttpClient, now: Callable[[], datetime]
    ) -> None:
        refuse_plain(account.gateway_url)
        self.account = account
        self.now = now
        self._http = http

    def ask(self, method: str, biz: wire.Biz) -> dict[str, object]:
        """The answer's fields, whatever its code. Raises RailError when none can be trusted."""
        url, body = wire.request(self.account, method, biz, self.now())
        answer = self._http.request("POST", url, _HEADERS, body)
        if answer.status != 200:
            raise LostAnswerError(f"Alipay's gateway answered with HTTP {answer.status}.")
        return trusted_answer(answer.body, wire.node_of(method), self.account.alipay_public_key)
