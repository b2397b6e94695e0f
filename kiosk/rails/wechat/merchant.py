"""The package wechatpayv3, with our line under it and our errors around it.

The package signs requests, verifies answers and decrypts notifies. It hardcodes its host, has no
deadline for a whole answer, guesses the encoding of what is signed, and raises plain Exception:
`_Core` replaces its one method that sends, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from wechatpayv3 import WeChatPay, WeChatPayType
from wechatpayv3.core import Core
from wechatpayv3.type import RequestType
from wechatpayv3.utils import build_authorization

from kiosk.rails.errors import AccountError, RailError, UntrustedError
from kiosk.rails.http import HttpAnswer, HttpClient, refuse_plain
from kiosk.rails.wechat.account import WechatAccount

_CANONICAL = (
    "Wechatpay-Signature",
    "Wechatpay-Timestamp",
    "Wechatpay-Nonce",
    "Wechatpay-Serial",
    "Wechatpay-Signature-Type",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is HTTP's. `fields` is empty where there is no body (204).

    Below 300 the signature was verified. An error is verified where it is signed at all; WeChat
    Pay's own SDKs do not check errors, and whether all are signed is [K].
    """

    status: int
    fields: Mapping[str, object] = field(repr=False)

    @property
    def is_done(self) -> bool:
        return self.status in {200, 204}

    @property
    def code(self) -> str:
        """The error's name without its underscores: v2 and v3 spell them differently [K]."""
        code = self.fields.get("code")
        return code[:64].replace("_", "").upper() if isinstance(code, str) else ""


class Merchant:
    """Safe to share between threads. Raises AccountError when a key cannot be read."""

    def __init__(self, account: WechatAccount, http: HttpClient) -> None:
        refuse_plain(account.host)
        self.account = account
        self._package = _Package(account, http)

    def ask(self, call: Callable[[WeChatPay], tuple[int, str]]) -> Answer:
        """One call of the package. Raises RailError when its answer cannot be trusted."""
        try:
            status, text = call(self._package)
        except RailError:
            raise
        except Exception as error:  # the package knows no kinds of errors
            raise UntrustedError(
                f"WeChat Pay's answer cannot be trusted ({type(error).__name__})."
            ) from error
        return Answer(status, _fields(text))

    def opened(self, headers: Mapping[str, str], body: bytes) -> dict[str, object]:
        """A notify, verified and decrypted (`resource`). Raises UntrustedError."""
        by_name = {name.lower(): value for name, value in headers.items()}
        ours = {name: by_name[name.lower()] for name in _CANONICAL if name.lower() in by_name}
        try:
            opened = self._package.callback(ours, body)
        except RailError:
            raise
        except Exception as error:
            raise UntrustedError(f"The notify is rubbish ({type(error).__name__}).") from error
        if not isinstance(opened, dict):
            raise UntrustedError("The notify is not signed by WeChat Pay, or not for our key.")
        return opened


class _Core(Core):  # type: ignore[misc]
    """Sends by our HttpClient, and knows no folder: certificates live as long as the process."""

    def __init__(self, account: WechatAccount, http: HttpClient) -> None:
        self._http = http
        try:
            super().__init__(
                mchid=account.mchid,
                cert_serial_no=account.serial,
                private_key=account.private_key,
                apiv3_key=account.apiv3_key,
                public_key=account.public_key or None,
                public_key_id=account.public_key_id or None,
            )
        except Exception as error:
            raise AccountError("Cannot read the keys for WeChat Pay. Are they PEM?") from error
        self._gate_way = account.host

    def _init_certificates(self) -> None:
        """Not when the kiosk starts: it must start without a network, too."""

    def _update_certificates(self) -> None:
        known = list(self._certificates)
        try:
            super()._update_certificates()
        finally:
            if not self._certificates:  # the package forgets before it asks
                self._certificates.extend(known)

    def request(
        self,
        path: str,
        method: RequestType = RequestType.GET,
        data: object = None,
        skip_verify: bool = False,  # noqa: FBT001, FBT002 - the package's own signature
        **unused: object,
    ) -> tuple[int, str]:
        body = "" if data is None else json.dumps(data)
        answer = self._http.request(
            method.value,
            self._gate_way + path,
            self._headers(path, method, body),
            body.encode() or None,
        )
        text = _text(answer)
        if not skip_verify:
            self._require_signature(answer, text)
        return answer.status, text

    def _headers(self, path: str, method: RequestType, body: str) -> dict[str, str]:
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "User-Agent": "kaimen (wechatpayv3)",
            "Authorization": build_authorization(
                path,
                method.value,
                self._mchid,
                self._cert_serial_no,
                self._private_key,
                data=body,
            ),
        }
        if self._public_key_id:
            headers["Wechatpay-Serial"] = self._public_key_id
        return headers

    def _require_signature(self, answer: HttpAnswer, text: str) -> None:
        is_error = not 200 <= answer.status < 300
        if is_error and "wechatpay-signature" not in answer.headers:
            return
        headers = {name: answer.headers.get(name.lower(), "") for name in _CANONICAL}
        if not self._verify_signature(headers, text):
            raise UntrustedError("The answer's signature is wrong. Is it WeChat Pay, and its key?")


class _Package(WeChatPay):  # type: ignore[misc]
    """The package's calls over our core. Its own constructor would make a core of its own."""

    def __init__(self, account: WechatAccount, http: HttpClient) -> None:
        self._type = WeChatPayType.NATIVE
        self._mchid = account.mchid
        self._appid = account.appid
        self._notify_url = account.notify_url or None
        self._partner_mode = False
        self._core = _Core(account, http)


def _text(answer: HttpAnswer) -> str:
    try:
        return answer.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UntrustedError("The answer is not in UTF-8.") from error


def _fields(text: str) -> dict[str, object]:
    if not text:
        return {}
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UntrustedError("The answer is no JSON.") from error
    if not isinstance(fields, dict):
        raise UntrustedError("The answer is no JSON object.")
    return fields
