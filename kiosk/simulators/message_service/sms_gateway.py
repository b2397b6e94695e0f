"""SendSms of Dysmsapi 2017-05-25: what it takes, what it refuses, what it answers.

Source [V]: the page SendSms of help.aliyun.com, read 2026-11, and the vendor's own client 4.6.0.
Limits to one number [V]: one a minute, five an hour, ten a day, of one signature. Texts of answers
are [K]: nothing may hang on them.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl

from kiosk.simulators.message_service.errors import RefusedError
from kiosk.simulators.payment_service.exchange import Answer, Request
from kiosk.simulators.payment_service.http_front import json_answer

LIMITS = ((60.0, 1, "分钟"), (3600.0, 5, "小时"), (86_400.0, 10, "天"))
_MOBILE = re.compile(r"(?:\+86|0086|86)?(1[3-9][0-9]{9})")


@dataclass(frozen=True, slots=True)
class Approved:
    """What the one account has: a signature, and a template with a ${code} in it."""

    sign_name: str = "开门小店"
    template_code: str = "SMS_154950909"
    template: str = "您的验证码是${code}，5分钟内有效。请勿告诉他人。"


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the service accepts."""

    number: str = field(repr=False)
    text: str = field(repr=False)
    out_id: str


class SmsGateway:
    """`approved` of the one account. Thread-safe."""

    def __init__(self, approved: Approved) -> None:
        self._approved = approved
        self._lock = threading.Lock()
        self._sent: dict[str, list[float]] = {}

    def take(self, request: Request, now: datetime) -> Taken:
        """Counts it as sent. Raises RefusedError."""
        if (request.headers.get("x-acs-action"), request.headers.get("x-acs-version")) != (
            "SendSms", "2017-05-25",
        ):  # fmt: skip
            raise RefusedError("InvalidAction.NotFound", "There is SendSms of 2017-05-25.", 404)
        pairs = parse_qsl(request.query, keep_blank_values=True, max_num_fields=50)
        given = dict(pairs)
        taken = Taken(_number(given), self._text(given), given.get("OutId", ""))
        self._count(taken.number, now.timestamp())
        return taken

    def _text(self, given: dict[str, str]) -> str:
        if given.get("SignName") != self._approved.sign_name:
            raise RefusedError("isv.SMS_SIGNATURE_ILLEGAL", "签名不合法")
        if given.get("TemplateCode") != self._approved.template_code:
            raise RefusedError("isv.SMS_TEMPLATE_ILLEGAL", "模板不合法")
        code = _variables(given).get("code")
        if not isinstance(code, str) or not 0 < len(code) <= 20:
            raise RefusedError("isv.TEMPLATE_MISSING_PARAMETERS", "模板缺少变量")
        return f"【{self._approved.sign_name}】{self._approved.template.replace('${code}', code)}"

    def _count(self, number: str, now_s: float) -> None:
        with self._lock:
            before = self._sent.setdefault(number, [])
            for within_s, most, word in LIMITS:
                if sum(at_s > now_s - within_s for at_s in before) >= most:
                    said = f"触发{word}级流控Permits:{most}"
                    raise RefusedError("isv.BUSINESS_LIMIT_CONTROL", said)
            before.append(now_s)


def answer(request_id: str, biz_id: str) -> Answer:
    node = {"Message": "OK", "RequestId": request_id, "Code": "OK", "BizId": biz_id}
    return json_answer(json.dumps(node).encode())


def refusal(error: RefusedError, request_id: str) -> Answer:
    node = {"Message": str(error), "RequestId": request_id, "Code": error.code}
    return json_answer(json.dumps(node, ensure_ascii=False).encode(), error.status)


def _number(given: dict[str, str]) -> str:
    matched = _MOBILE.fullmatch(given.get("PhoneNumbers", ""))
    if matched is None:
        raise RefusedError("isv.MOBILE_NUMBER_ILLEGAL", "非法手机号")
    return matched.group(1)


def _variables(given: dict[str, str]) -> dict[str, object]:
    try:
        node = json.loads(given.get("TemplateParam", "{}"))
    except (ValueError, RecursionError) as error:
        raise RefusedError("isv.INVALID_JSON_PARAM", "JSON参数不合法，只接受字符串值") from error
    if not isinstance(node, dict):
        raise RefusedError("isv.INVALID_JSON_PARAM", "JSON参数不合法，只接受字符串值")
    return node
