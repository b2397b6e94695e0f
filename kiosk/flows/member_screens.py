"""What members see of their own data: proof, what is kept, what goes, the receipt. Meaning only."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.forgetting import Scope
from kiosk.domain.problems import Problem
from kiosk.flows.records import MemberRow


@dataclass(frozen=True, slots=True)
class GuardianConsent:
    """Under 14: a guardian reads and decides. `why_no_face`: only a PIN can be offered now."""

    why_no_face: Problem | None = None


@dataclass(frozen=True, slots=True)
class ProveYourself:
    """By face or by number and PIN. `not_found`: the face was nobody's here."""

    why_no_face: Problem | None = None
    not_found: bool = False


@dataclass(frozen=True, slots=True)
class MyData:
    """What is kept of this member. `failed`: what was asked for could not be done."""

    row: MemberRow
    failed: bool = False

    @property
    def can_forget_face(self) -> bool:
        """A member without a PIN could not pay any more."""
        return self.row.member.has_face and self.row.member.has_pin

    @property
    def can_forget_all(self) -> bool:
        """Money that is left is handed out at the counter first: afterwards nobody could."""
        return self.row.balance.minor <= 0


@dataclass(frozen=True, slots=True)
class ForgetConfirm:
    """The second tap before something that cannot be undone."""

    scope: Scope
    row: MemberRow


@dataclass(frozen=True, slots=True)
class Forgotten:
    """`receipt`: a JWS, shown as a QR code. `for_staff`: who did it for somebody."""

    scope: Scope
    receipt: str
    for_staff: bool = False


MemberScreen = GuardianConsent | ProveYourself | MyData | ForgetConfirm | Forgotten
