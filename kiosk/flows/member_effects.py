"""What to do about members: find, register, take a face anew, forget (perform_members.py)."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.forgetting import Scope, Why
from kiosk.domain.retaking import Witness
from models.results import Template


@dataclass(frozen=True, slots=True)
class CheckPhone:
    """Answered by PhoneChecked."""

    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Answered by PinAccepted or PinRefused."""

    phone: str = field(repr=False)
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegisterMember:
    """Answered by MemberRegistered or PhoneTaken. `pin` may be empty when a face was given.

    `look_alikes`: members whom this face nearly passes for.
    `by_guardian`: the member is under 14, and a guardian agreed.
    """

    member_id: str
    phone: str = field(repr=False)
    name: str = field(repr=False)
    pin: str = field(repr=False)
    templates: tuple[Template, ...]
    look_alikes: tuple[str, ...] = ()
    by_guardian: bool = False


@dataclass(frozen=True, slots=True)
class LoadMembers:
    """Those whose phone number contains `digits`. Answered by MembersLoaded, now or later."""

    digits: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LoadMember:
    member_id: str


@dataclass(frozen=True, slots=True)
class ForgetMember:
    """The member's key is destroyed, then templates, name and number go; the money's history keeps
    the bare id. While money is open the number stays (domain/leaving.py). Answered by
    MemberForgotten, with the receipt.

    `pay_out_id`: staff hand out what is left in the wallet, and it is booked under this id.
    `new_pin`: chosen by a member whose face alone goes.
    """

    member_id: str
    why: Why = Why.STAFF
    scope: Scope = Scope.ALL
    pay_out_id: str = ""
    new_pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RetakeFace:
    """The member's templates are replaced by these. Answered by FaceRetaken."""

    member_id: str
    templates: tuple[Template, ...] = field(repr=False)
    look_alikes: tuple[str, ...]
    proofs: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class ForgetUnused:
    """Members whom nobody has seen for as long as the settings say. Answered by UnusedForgotten."""


@dataclass(frozen=True, slots=True)
class WipeDeleted:
    """Write the database anew, if anything was deleted: seconds, for when nobody stands there."""


@dataclass(frozen=True, slots=True)
class ForgetSettled:
    """Members who wished to be forgotten, and whose money is settled by now. Not answered."""


MemberEffect = (
    CheckPhone | CheckPin | RegisterMember | LoadMembers | LoadMember | ForgetMember | RetakeFace
    | ForgetUnused | WipeDeleted | ForgetSettled
)  # fmt: skip
