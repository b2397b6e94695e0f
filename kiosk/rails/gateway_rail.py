"""The payment services behind our gateway: a rail that asks it, signed with this kiosk's key.

Only an answer that carries the gateway's signature over this very request counts. Anything else
(no answer, a late one, another signer, a status that is not 200, an odd body) is Unknown.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from pydantic import BaseModel

from kiosk.domain.hold import Captured, Held, Hold, HoldOutcome, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    BY_MEMBER,
    Closed,
    Means,
    Outcome,
    Paid,
    Payment,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, Refunded, RefundOutcome, RefundRefused
from kiosk.rails.errors import RailError, UntrustedError
from kiosk.rails.gateway_outcome import decoded
from kiosk.rails.gateway_signing import is_true_answer, signed_request
from kiosk.rails.gateway_wire import (
    AmountBody,
    CaptureBody,
    ChargeBody,
    ErrorBody,
    HoldBody,
    HoldOnlyBody,
    MeansBody,
    PaymentBody,
    PaymentOnlyBody,
    PingAnswer,
    PingBody,
    PlaceHoldBody,
    RefundBody,
    WireError,
    bytes_of,
    parse,
)
from kiosk.rails.http import HttpAnswer, HttpClient
from kiosk.rails.signing_key import PublicKey, Signer
from kiosk.typed_file import FileProblem

log = logging.getLogger(__name__)

DEADLINE_S = 15.0
"""Longer than the gateway waits for a payment service, so that its answer arrives here."""

_Answer = TypeVar("_Answer")


class TurnedAwayError(RailError):
    """The gateway answered, and says no to us. `code` as in kiosk/gateway/errors.py."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class GatewayLine:
    """Signed questions to one gateway. `new_nonce` gives 32 hex digits, never the same twice."""

    def __init__(
        self,
        url: str,
        gateway: PublicKey,
        signer: Signer,
        http: HttpClient,
        now: Callable[[], datetime],
        new_nonce: Callable[[], str],
    ) -> None:
        self._url = url.rstrip("/")
        self._gateway = gateway
        self._signer = signer
        self._http = http
        self._now = now
        self._new_nonce = new_nonce

    def ask(self, path: str, question: BaseModel) -> bytes:
        """The body of an answer that the gateway vouches for. Raises RailError."""
        body = bytes_of(question)
        created = int(self._now().timestamp())
        try:
            signed = signed_request(path, body, self._signer, created, self._new_nonce())
        except FileProblem as error:
            raise RailError(str(error)) from error
        headers = {**signed, "content-type": "application/json"}
        answer = self._http.request("POST", self._url + path, headers, body)
        if not is_true_answer(answer.headers, answer.status, answer.body, signed, self._gateway):
            raise UntrustedError(_distrust(answer))
        if answer.status != 200:
            raise _turned_away(answer)
        return answer.body

    def ping(self) -> PingAnswer:
        """Whether kiosk and gateway know each other. Raises RailError."""
        try:
            return parse(self.ask("/v1/ping", PingBody()), PingAnswer)
        except WireError as error:
            raise UntrustedError(f"The gateway's answer has an odd form: {error}") from error


class GatewayRail:
    """A `PaymentRail` and a `HoldingRail`. Safe to share between threads.

    `terminal`: what this kiosk is called in the services' bills, beside others of the same account.
    """

    def __init__(self, line: GatewayLine, terminal: str = "") -> None:
        self._line = line
        self._terminal = terminal

    def charge(self, payment: Payment, means: Means) -> Outcome:
        def question() -> BaseModel:
            named = replace(payment, terminal=self._terminal)
            return ChargeBody(payment=PaymentBody.of(named), means=MeansBody.of(means))

        return self._payment("/v1/payments/charge", payment.id, question)

    def query(self, payment: Payment) -> Outcome:
        return self._payment("/v1/payments/query", payment.id, lambda: _only(payment))

    def close(self, payment: Payment) -> Outcome:
        return self._payment("/v1/payments/close", payment.id, lambda: _only(payment))

    def refund(self, refund: Refund) -> RefundOutcome:
        return self._refund("/v1/refunds/refund", refund)

    def query_refund(self, refund: Refund) -> RefundOutcome:
        return self._refund("/v1/refunds/query", refund)

    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> HoldOutcome:
        def question() -> BaseModel:
            return PlaceHoldBody(hold=self._named(hold), means=MeansBody.of(means))

        return self._hold("/v1/holds/hold", hold, question)

    def capture(self, hold: Hold, amount: Money) -> HoldOutcome:
        def question() -> BaseModel:
            return CaptureBody(hold=self._named(hold), amount=AmountBody.of(amount))

        return self._hold("/v1/holds/capture", hold, question)

    def release(self, hold: Hold) -> HoldOutcome:
        return self._hold("/v1/holds/release", hold, lambda: _only_hold(hold))

    def query_hold(self, hold: Hold) -> HoldOutcome:
        return self._hold("/v1/holds/query", hold, lambda: _only_hold(hold))

    def _named(self, hold: Hold) -> HoldBody:
        return HoldBody.of(replace(hold, terminal=self._terminal))

    def _payment(self, path: str, ref: str, question: Callable[[], BaseModel]) -> Outcome:
        answer = self._outcome(path, ref, question)
        match answer:
            case Paid() | Refused() | Waiting() | Closed() | Reversed() | Unknown():
                return answer
            case _:
                return _out_of_place(path, ref)

    def _refund(self, path: str, refund: Refund) -> RefundOutcome:
        answer = self._outcome(path, refund.id, lambda: RefundBody.of(refund))
        match answer:
            case Refunded() | RefundRefused() | Unknown():
                return answer
            case _:
                return _out_of_place(path, refund.id)

    def _hold(self, path: str, hold: Hold, question: Callable[[], BaseModel]) -> HoldOutcome:
        answer = self._outcome(path, hold.id, question)
        match answer:
            case Held() | Captured() | Released() | Refused() | Unknown():
                return answer
            case _:
                return _out_of_place(path, hold.id)

    def _outcome(self, path: str, ref: str, question: Callable[[], BaseModel]) -> object:
        try:
            return decoded(self._line.ask(path, question()))
        except (RailError, ValueError) as error:  # ValueError: a body that the wire refuses
            log.warning("%s %s: %s", path, ref, _plain(error))
            return Unknown(_plain(error))


def _only(payment: Payment) -> PaymentOnlyBody:
    return PaymentOnlyBody(payment=PaymentBody.of(payment))


def _only_hold(hold: Hold) -> HoldOnlyBody:
    return HoldOnlyBody(hold=HoldBody.of(hold))


def _plain(error: Exception) -> str:
    """In one line, without what was sent: that may be a shopper's code."""
    if isinstance(error, RailError | WireError):
        return str(error)
    return (
        f"This kiosk asked for something that the gateway does not take ({type(error).__name__})."
    )


def _out_of_place(path: str, ref: str) -> Unknown:
    log.error("%s %s: the gateway answered something else", path, ref)
    return Unknown("The gateway answered another question.")


def _distrust(answer: HttpAnswer) -> str:
    return (
        f"The answer (HTTP {answer.status}) is not signed by our gateway. "
        "Compare [payments] gateway_key_file with: python -m kiosk.gateway key"
    )


def _turned_away(answer: HttpAnswer) -> RailError:
    try:
        said = parse(answer.body, ErrorBody)
    except WireError:
        return TurnedAwayError("unreadable", f"The gateway refused with HTTP {answer.status}.")
    return TurnedAwayError(said.code, f"The gateway refused: {said.message}")
