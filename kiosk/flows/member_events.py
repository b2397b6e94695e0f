"""What happened to members: touches while joining and at their own data, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.leaving import Waits
from kiosk.domain.member import Member
from kiosk.flows.records import MemberRow


@dataclass(frozen=True, slots=True)
class JoinPressed:
    pass


@dataclass(frozen=True, slots=True)
class NameEntered:
    """A surname or first letter; empty for "rather not"."""

    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SkipPressed:
    """Rather no PIN now; or rather the number once more than wait for a message."""


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """`with_face`: False joins by phone number and PIN alone."""

    with_face: bool


@dataclass(frozen=True, slots=True)
class GuardianPressed:
    """Under 14: a guardian is to decide."""


@dataclass(frozen=True, slots=True)
class MyDataPressed:
    """A member wants to see, or delete, what is kept."""


@dataclass(frozen=True, slots=True)
class ForgetFacePressed:
    """My face alone; membership goes on by number and PIN."""


@dataclass(frozen=True, slots=True)
class ForgetAllPressed:
    pass


@dataclass(frozen=True, slots=True)
class PhoneChecked:
    """Whether a phone number can still join."""

    is_free: bool


@dataclass(frozen=True, slots=True)
class PinAccepted:
    member: Member


@dataclass(frozen=True, slots=True)
class PinRefused:
    """Wrong number or wrong PIN: the two are not told apart, so that nobody can probe numbers."""

    tries_left: int
    locked_for_s: int


@dataclass(frozen=True, slots=True)
class MemberRegistered:
    member: Member


@dataclass(frozen=True, slots=True)
class PhoneTaken:
    pass


@dataclass(frozen=True, slots=True)
class MemberForgotten:
    """`receipt`: signed (domain/forgetting.py), without personal data. `is_clean`: nothing is left
    in the database's log; else it goes within minutes (storage/cleaning.py). `waits`: what is
    open, so that the number stays until it is settled. `has_rest`: the disk was too full to
    delete more than the key; the rest goes once there is room."""

    receipt: str = ""
    is_clean: bool = True
    waits: tuple[Waits, ...] = ()
    has_rest: bool = False


@dataclass(frozen=True, slots=True)
class RetakePressed:
    """The member wants their face taken anew."""


@dataclass(frozen=True, slots=True)
class FaceRetaken:
    """`is_done` False: the member has no face any more, or is leaving."""

    is_done: bool = True


@dataclass(frozen=True, slots=True)
class UnusedForgotten:
    """`more`: there may be others, to be forgotten a little later."""

    count: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class MembersLoaded:
    """`failed`: the search broke down."""

    rows: tuple[MemberRow, ...]
    searched: str = field(default="", repr=False)
    failed: bool = False


@dataclass(frozen=True, slots=True)
class MemberLoaded:
    row: MemberRow | None


FROM_MEMBERS = (
    JoinPressed, NameEntered, SkipPressed, ConsentGiven, GuardianPressed, MyDataPressed,
    ForgetFacePressed, ForgetAllPressed, RetakePressed,
)  # fmt: skip
MemberEvent = (
    JoinPressed | NameEntered | SkipPressed | ConsentGiven | GuardianPressed | MyDataPressed
    | ForgetFacePressed | ForgetAllPressed | PhoneChecked | PinAccepted | PinRefused
    | MemberRegistered | PhoneTaken | MemberForgotten | RetakePressed | FaceRetaken
    | UnusedForgotten | MembersLoaded | MemberLoaded
)  # fmt: skip
