"""The gateway's HTTP: signed questions of kiosks under /v1, notifications under /notify.

Every answer to a kiosk is signed, refusals too, as far as the question's own signature can be
read. What a question may look like stands in kiosk/rails/gateway_wire.py, how it is signed in
kiosk/rails/gateway_signing.py.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from kiosk.gateway import devices
from kiosk.gateway.database import Database
from kiosk.gateway.devices import Device
from kiosk.gateway.errors import GatewayError, NotSignedError, RequestError
from kiosk.gateway.notices import NoticeDesk, NoticeReader
from kiosk.gateway.questions import Answerer
from kiosk.rails.errors import RailError
from kiosk.rails.gateway_signing import (
    SignatureFormError,
    SignedRequest,
    read_request,
    signed_answer,
)
from kiosk.rails.gateway_wire import MAX_BODY_BYTES, ErrorBody, WireError, bytes_of
from kiosk.rails.signing_key import Signer
from kiosk.storage.database import StorageError

log = logging.getLogger(__name__)

MAX_NOTICE_BYTES = 65_536
NOTICE_TAKEN = {"alipay": b"success"}
"""What the service wants to read. WeChat Pay v3 is content with the status 200."""


@dataclass(frozen=True, slots=True)
class Desks:
    """What the app hands requests to. `readers` and `questions` by the last parts of the path."""

    database: Database
    signer: Signer
    questions: Mapping[str, Answerer]
    notices: NoticeDesk
    readers: Mapping[str, NoticeReader]
    now: Callable[[], datetime]


def make_app(desks: Desks) -> Flask:
    app = Flask("kiosk.gateway", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_NOTICE_BYTES

    @app.post("/v1/<path:_name>")
    def _question(_name: str) -> Response:
        return _signed(desks)

    @app.post("/notify/<service>")
    def _notice(service: str) -> Response:
        return _take_notice(desks, service)

    @app.get("/healthz")
    def _health() -> Response:
        return Response(b"ok\n", mimetype="text/plain")

    @app.errorhandler(HTTPException)
    def _no_such_thing(error: HTTPException) -> Response:
        return _response(*_refusal(error.code or 500, "http", error.name))

    return app


def _signed(desks: Desks) -> Response:
    """The answer to a kiosk, signed over the question's signature."""
    asked: SignedRequest | None = None
    try:
        body = _body()
        asked = _read(body)
        device = devices.admit(desks.database(), asked, desks.now())
        status, answer = 200, _answer(desks, device, body)
    except Exception as error:
        status, answer = _refused(error)
    if asked is None:
        return _response(status, answer)
    created = int(desks.now().timestamp())
    headers = signed_answer(status, answer, asked.signature, desks.signer, created)
    return _response(status, answer, headers)


def _headers() -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def _body() -> bytes:
    if request.content_length is None or request.content_length > MAX_BODY_BYTES:
        raise RequestEntityTooLarge
    return request.get_data(cache=False)


def _read(body: bytes) -> SignedRequest:
    if request.query_string:
        raise RequestError("The address has no question mark and nothing after it.")
    try:
        return read_request(_headers(), request.method, request.path, body)
    except SignatureFormError as error:
        raise NotSignedError(str(error)) from error


def _answer(desks: Desks, device: Device, body: bytes) -> bytes:
    answerer = desks.questions.get(request.path.removeprefix("/v1/"))
    if answerer is None:
        raise RequestError(f"There is no {request.path[:80]!r}.")
    return answerer(device, body)


def _refused(error: Exception) -> tuple[int, bytes]:
    match error:
        case GatewayError():
            log.warning("%s: %s", error.code, error)
            return _refusal(error.status, error.code, str(error))
        case WireError():
            log.warning("bad_request: %s", error)
            return _refusal(400, "bad_request", str(error))
        case HTTPException():
            return _refusal(error.code or 500, "http", error.name)
        case StorageError():
            log.error("the database: %s", error)
            return _refusal(503, "storage", "The gateway cannot write. See its log.")
        case _:
            log.error("a question broke down", exc_info=error)
            return _refusal(500, "internal", "The gateway failed. See its log.")


def _take_notice(desks: Desks, service: str) -> Response:
    reader = desks.readers.get(service)
    if reader is None:
        return _response(*_refusal(404, "no_service", "No account for this service."))
    try:
        desks.notices.take(service, reader(_headers(), request.get_data(cache=False)))
    except (RailError, GatewayError) as error:
        log.warning("a notice of %s is not taken: %s", service, error)
        return _response(*_refusal(400, "FAIL", "not taken"))
    except Exception as error:
        return _response(*_refused(error))
    return Response(NOTICE_TAKEN.get(service, b""), mimetype="text/plain")


def _refusal(status: int, code: str, message: str) -> tuple[int, bytes]:
    return status, bytes_of(ErrorBody(code=code, message=message))


def _response(status: int, body: bytes, headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        body,
        HTTPStatus(status),
        {"Cache-Control": "no-store", **(headers or {})},
        content_type="application/json",
    )
