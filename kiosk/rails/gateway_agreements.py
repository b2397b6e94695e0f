"""Members' agreements as the gateway keeps them: signed questions, with a short time-out.

What is not an answer that the gateway vouches for is `unknown`: a member is not told "no" by a
network that is slow.
"""

from __future__ import annotations

import logging

from pydantic import BaseModel

from kiosk.domain.agreement import Ending, Standing, ToSign, Wish
from kiosk.rails.errors import RailError
from kiosk.rails.gateway_rail import GatewayLine
from kiosk.rails.gateway_wire import AgreementAnswer, EndingBody, LookBody, WishBody, parse

log = logging.getLogger(__name__)

DEADLINE_S = 4.0
"""The confirm page stands meanwhile: a button appears when the answer comes."""


class GatewayAgreements:
    """An `Agreements` of one rail. Safe to share between threads."""

    def __init__(self, line: GatewayLine, rail: str) -> None:
        self._line = line
        self._rail = rail

    def look(self, member_id: str) -> Standing:
        body = LookBody(member_id=member_id, rail=self._rail)
        return self._standing(self._ask("/v1/agreements/look", body))

    def begin(self, wish: Wish) -> ToSign | Standing:
        answer = self._ask("/v1/agreements/begin", WishBody.of(wish))
        if answer is not None and answer.code_url:
            return ToSign(answer.code_url)
        return self._standing(answer)

    def end(self, ending: Ending) -> Standing:
        answer = self._standing(self._ask("/v1/agreements/end", EndingBody.of(ending)))
        return answer if answer is Standing.NONE else Standing.UNKNOWN

    def _standing(self, answer: AgreementAnswer | None) -> Standing:
        return Standing.UNKNOWN if answer is None else answer.standing

    def _ask(self, path: str, body: BaseModel) -> AgreementAnswer | None:
        try:
            return parse(self._line.ask(path, body), AgreementAnswer)
        except (RailError, ValueError) as error:  # ValueError: an odd body
            log.warning("%s: %s", path, error)
            return None
