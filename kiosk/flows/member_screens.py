"""What members see: joining, and their own data: proof, what is kept, what goes, the receipt."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.agreement import Standing
from kiosk.domain.forgetting import Scope
from kiosk.domain.leaving import Waits
from kiosk.domain.problems import Problem
from kiosk.flows.records import MemberRow

# --- joining ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Consent:
    """`why_no_face`: joining by face cannot be offered now. `adds`: to a member who has none."""

    why_no_face: Problem | None = None
    adds: bool = False


@dataclass(frozen=True, slots=True)
class GuardianConsent:
    """Under 14: a guardian reads and decides. `why_no_face`: only a PIN can be offered now.
    `adds`: to a member who has no face."""

    why_no_face: Problem | None = None
    adds: bool = False


@dataclass(frozen=True, slots=True)
class EnterName:
    pass


@dataclass(frozen=True, slots=True)
class Welcome:
    """`can_agree`: with a payment service, on this screen, to be charged without a code."""

    masked: str
    has_face: bool
    can_agree: bool = False


@dataclass(frozen=True, slots=True)
class AlreadyMember:
    """This face has joined before. No name: it may be somebody who looks like the member."""


@dataclass(frozen=True, slots=True)
class JoinFailed:
    """The face was not captured. `RetryPressed`, or `ConfirmPressed` to join without.

    `why_no_face`: trying again makes no sense now, and why.
    """

    why_no_face: Problem | None = None


# --- my own data ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProveYourself:
    """By face or by number and PIN. `not_found`: the face was nobody's here."""

    why_no_face: Problem | None = None
    not_found: bool = False


@dataclass(frozen=True, slots=True)
class MyAgreement:
    """`can_sign`: a new one can be made on this screen, now."""

    rail: str
    standing: Standing
    can_sign: bool = False


@dataclass(frozen=True, slots=True)
class SignAgreement:
    """A code for the app to agree by; without `code_url` it is still asked for."""

    rail: str
    code_url: str = field(default="", repr=False)
    valid_s: int = 0


@dataclass(frozen=True, slots=True)
class EndAgreementConfirm:
    """The second tap before an agreement is ended."""

    rail: str


@dataclass(frozen=True, slots=True)
class MyData:
    """What is kept of this member. `failed`: what was asked for could not be done.

    `agreements`: with each service that charges members here; `agreed`: how making or ending one
    has just ended (a key of the words), at `agreed_rail`. `retaken`: likewise, of taking the face
    anew; `added`: of taking a first one.
    """

    row: MemberRow
    failed: bool = False
    agreements: tuple[MyAgreement, ...] = ()
    agreed: str = ""
    agreed_rail: str = ""
    can_retake: bool = False
    retaken: str = ""
    can_add: bool = False
    added: str = ""

    @property
    def is_leaving(self) -> bool:
        """The wish was accepted; what is left waits for open money, and goes by itself."""
        return bool(self.row.leaves_since)

    @property
    def can_forget_face(self) -> bool:
        """At any time: a member without a PIN may choose one first (new_pin.py)."""
        return self.row.member.has_face

    @property
    def can_forget_all(self) -> bool:
        """Whatever money is open: the wish is accepted, and what the money needs goes later."""
        return not self.is_leaving


@dataclass(frozen=True, slots=True)
class ForgetConfirm:
    """The second tap before something that cannot be undone."""

    scope: Scope
    row: MemberRow


@dataclass(frozen=True, slots=True)
class Forgotten:
    """`receipt`: a JWS, shown as a QR code. `for_staff`: who did it for somebody. `is_clean`: else
    something encrypted waits in the database's log, for minutes as a rule. `waits`: what has to be
    settled before the number goes, too; `scope` is ACCEPTED then. `can_pay`: a PIN is left.
    `has_rest`: rows that nothing opens any more wait for room on the disk."""

    scope: Scope
    receipt: str
    for_staff: bool = False
    is_clean: bool = True
    waits: tuple[Waits, ...] = ()
    can_pay: bool = True
    has_rest: bool = False


JoiningScreen = Consent | GuardianConsent | EnterName | Welcome | AlreadyMember | JoinFailed
MyDataScreen = (
    ProveYourself | MyData | SignAgreement | EndAgreementConfirm | ForgetConfirm | Forgotten
)  # fmt: skip
MemberScreen = JoiningScreen | MyDataScreen
