"""What is told of a member's agreements with payment services."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.agreement import Ending, Standing, ToSign, Wish


@dataclass(frozen=True, slots=True)
class AgreePressed:
    """The member wants to be charged by this service without a code."""

    rail: str


@dataclass(frozen=True, slots=True)
class EndAgreementPressed:
    rail: str


@dataclass(frozen=True, slots=True)
class AgreementLooked:
    """`unknown`: nobody could be asked."""

    member_id: str
    rail: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class AgreementBegun:
    """A code to sign, or why there is none: `agreed` already, `none` on this screen, `unknown`."""

    wish: Wish
    answer: ToSign | Standing


@dataclass(frozen=True, slots=True)
class AgreementEndNoted:
    """It is on disk: this kiosk charges by it no more, and will end it at the service."""

    ending: Ending


@dataclass(frozen=True, slots=True)
class AgreementEnded:
    """`none`: the service says so. `unknown`: not yet; it is asked again."""

    ending: Ending
    standing: Standing


AgreementNews = AgreementLooked | AgreementBegun | AgreementEnded
"""Told by the agreements worker, whoever stands there."""

AgreementEvent = AgreePressed | EndAgreementPressed | AgreementEndNoted | AgreementNews
FROM_AGREEING = (AgreePressed, EndAgreementPressed)
