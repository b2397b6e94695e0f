"""How a member stands with each payment service of this kiosk, and what can be done about it here.

Nobody waits for a service: what is known is shown at once, and what is learnt comes in between.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.agreement import Ending, Standing
from kiosk.domain.member import Member
from kiosk.flows import member_screens as see
from kiosk.flows.agreeing import AgreeingPolicy
from kiosk.flows.agreement_effects import LookAtAgreements
from kiosk.flows.agreement_events import AgreementEnded, AgreementLooked
from kiosk.flows.effects import Effect
from kiosk.flows.records import MemberRow


@dataclass(frozen=True, slots=True)
class Agreements:
    """`rails`: services that charge or hold for members here; `signs`: where a new agreement can
    be made on our screen; `down`: those that cannot be reached now."""

    rails: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    policy: AgreeingPolicy = field(default_factory=AgreeingPolicy)


class MyAgreements:
    """Of a member who is leaving none is shown nor made: they are being ended."""

    def __init__(self, services: Agreements, row: MemberRow) -> None:
        self._services = services
        self._member_id = row.member.id
        self._is_leaving = bool(row.leaves_since)
        self._standings = {rail: _known(row.member, rail) for rail in services.rails}

    @property
    def shown(self) -> tuple[see.MyAgreement, ...]:
        if self._is_leaving:
            return ()
        return tuple(
            see.MyAgreement(rail, standing, self.can_sign(rail))
            for rail, standing in self._standings.items()
        )

    def can_sign(self, rail: str) -> bool:
        has_none = self._standings.get(rail) is Standing.NONE and not self._is_leaving
        return has_none and rail in self._services.signs and rail not in self._services.down

    def can_end(self, rail: str) -> bool:
        return self._standings.get(rail) is Standing.AGREED

    def ask(self) -> list[Effect]:
        """All services that can be reached."""
        down = self._services.down
        up = tuple(rail for rail in self._services.rails if rail not in down)
        return [LookAtAgreements(self._member_id, up)] if up else []

    def learn(self, news: AgreementLooked | AgreementEnded) -> bool:
        """Whether it changes what is shown."""
        about = news.ending if isinstance(news, AgreementEnded) else news
        if isinstance(about, Ending) and about.wish_id:
            return False  # of a code that nobody signed
        is_mine = about.member_id == self._member_id and about.rail in self._standings
        is_news = news.standing not in {Standing.UNKNOWN, self._standings.get(about.rail)}
        if is_mine and is_news:
            self.note(about.rail, news.standing)
        return is_mine and is_news

    def note(self, rail: str, standing: Standing) -> None:
        self._standings[rail] = standing


def _known(member: Member, rail: str) -> Standing:
    """What is known without asking anybody."""
    if rail in member.agreements:
        return Standing.AGREED
    return Standing.NONE if rail in member.no_agreements else Standing.UNKNOWN
