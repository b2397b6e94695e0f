"""Codes by Alibaba Cloud's message service: Dysmsapi 2017-05-25, SendSms.

Sources [V], read 2026-11: the pages SendSms and "V3 request structure and signature" of
help.aliyun.com; the request as the vendor's own client 4.6.0 sends it: POST, parameters in the
address, no body. The service itself knows no idempotency, says that page, and asks its callers to
see to it: desk.py does. [K] marks what could not be verified.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from kiosk.domain.text_message import CodeMessage, Fate
from kiosk.messages.aliyun_signing import NO_BODY, authorization, query_text
from kiosk.rails.errors import NotSentError, RailError
from kiosk.rails.http import HttpAnswer, HttpClient

log = logging.getLogger(__name__)

VERSION, ACTION = "2017-05-25", "SendSms"
FATES: Mapping[str, Fate] = {
    "OK": Fate.SENT,
    "isv.BUSINESS_LIMIT_CONTROL": Fate.LIMITED,
    "isv.DAY_LIMIT_CONTROL": Fate.LIMITED,
    "isv.MONTH_LIMIT_CONTROL": Fate.LIMITED,
    "isv.MOBILE_NUMBER_ILLEGAL": Fate.NO_SUCH_NUMBER,
    "isp.SYSTEM_ERROR": Fate.UNKNOWN,  # [K] whether it was sent all the same
}
"""By the answer's Code. Any other one is a refusal that somebody has to look at [K]."""
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,79}")
MOST_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class AliyunAccount:
    """`sign_name`, `template_code`: as the service approved them; the template has one variable,
    ${code}."""

    key_id: str
    secret: str = field(repr=False)
    sign_name: str
    template_code: str
    url: str = "https://dysmsapi.aliyuncs.com"


class AliyunMessages:
    """A `MessageService` (desk.py). `new_nonce`: never the same twice."""

    def __init__(
        self,
        account: AliyunAccount,
        http: HttpClient,
        now: Callable[[], datetime],
        new_nonce: Callable[[], str],
    ) -> None:
        self._account = account
        self._http = http
        self._now = now
        self._new_nonce = new_nonce

    def send(self, message: CodeMessage) -> Fate:
        query = query_text(self._parameters(message))
        address = urlsplit(self._account.url)
        url = f"{address.scheme}://{address.netloc}/?{query}"
        try:
            answer = self._http.request("POST", url, self._headers(query))
        except NotSentError as error:
            log.warning("message %s was not sent: %s", message.id, error)
            return Fate.DOWN
        except RailError as error:
            log.warning("message %s: %s", message.id, error)
            return Fate.UNKNOWN
        return fate_of(answer, message.id)

    def _parameters(self, message: CodeMessage) -> dict[str, str]:
        return {
            "PhoneNumbers": message.phone,
            "SignName": self._account.sign_name,
            "TemplateCode": self._account.template_code,
            "TemplateParam": json.dumps({"code": message.code}),
            "OutId": message.id,
        }

    def _headers(self, query: str) -> dict[str, str]:
        signed = {
            "host": urlsplit(self._account.url).netloc,
            "x-acs-action": ACTION,
            "x-acs-version": VERSION,
            "x-acs-date": self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": self._new_nonce(),
            "x-acs-content-sha256": NO_BODY,
        }
        account = self._account
        proof = authorization(account.key_id, account.secret, "POST", query, signed)
        return {**signed, "accept": "application/json", "authorization": proof}


def fate_of(answer: HttpAnswer, message_id: str) -> Fate:
    """What an answer says. Its Message is never looked at: it may quote the request."""
    code = _code_in(answer)
    if not code or answer.status >= 500:
        log.warning("message %s: HTTP %s, code %r, that tells nothing",
                    message_id, answer.status, code)  # fmt: skip
        return Fate.UNKNOWN
    if code == "OK" and answer.status != 200:
        return Fate.UNKNOWN
    fate = FATES.get(code, Fate.DOWN)
    if fate is Fate.DOWN:
        log.error("message %s is refused: %s. See the account's settings.", message_id, code)
    elif fate is not Fate.SENT:
        log.warning("message %s: %s", message_id, code)
    return fate


def _code_in(answer: HttpAnswer) -> str:
    """The answer's Code; "" for what is no answer of this service."""
    if len(answer.body) > MOST_BYTES:
        return ""
    try:
        told: Any = json.loads(answer.body)
    except (ValueError, RecursionError):
        return ""
    code = told.get("Code") if isinstance(told, dict) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""
