"""What kiosk and gateway say to each other, as strict JSON: bodies of requests and answers.

Amounts are whole minor units with a currency; numbers in quotes, fractions, unknown names and
anything too long are refused. Turns bodies into the words of domain/ and back; no network.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from kiosk.domain.agreement import Ending, Standing, Wish
from kiosk.domain.hold import Hold
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    AtCounter,
    ByCode,
    ByFaceToken,
    ByMember,
    ByScreen,
    Means,
    Payment,
)
from kiosk.domain.refund import Refund, RefundReason

MAX_BODY_BYTES = 16_384
MOST_MINOR = 100_000_000_00
"""A hundred million yuan: more is a mistake of a program."""


_BodyKind = TypeVar("_BodyKind", bound=BaseModel)


class WireError(ValueError):
    """Not a body of this form. The message names the place, and shows nothing of the content."""


class Body(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, hide_input_in_errors=True
    )


_Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}\z")]
_RefundId = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}\z")]
_Reference = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z._-]{0,64}\z")]
_Member = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z._-]{1,64}\z")]
_Subject = Annotated[str, StringConstraints(pattern=r"^[^\p{Cc}]{0,128}\z")]
_Token = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,2048}\z")]
Said = Annotated[str, StringConstraints(max_length=2048)]
_Rail = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,16}\z")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}\z")]


class AmountBody(Body):
    minor: int = Field(ge=1, le=MOST_MINOR)
    currency: Currency

    @staticmethod
    def of(money: Money) -> AmountBody:
        return AmountBody(minor=money.minor, currency=money.currency)

    def money(self) -> Money:
        return Money(self.minor, self.currency)


class PaymentBody(Body):
    id: _Id
    order_id: _Reference
    member_id: _Reference
    amount: AmountBody
    rail: _Rail
    subject: _Subject
    service_number: _Reference = ""
    terminal: _Reference = ""

    @staticmethod
    def of(payment: Payment) -> PaymentBody:
        return PaymentBody(
            id=payment.id,
            order_id=payment.order_id,
            member_id=payment.member_id,
            amount=AmountBody.of(payment.amount),
            rail=payment.rail,
            subject=payment.subject,
            service_number=payment.service_number,
            terminal=payment.terminal,
        )

    def payment(self) -> Payment:
        return Payment(
            self.id,
            self.order_id,
            self.member_id,
            self.amount.money(),
            self.rail,
            self.subject,
            self.service_number,
            self.terminal,
        )


class MeansBody(Body):
    """`token`: the code of the shopper's app, or what the vendor's camera gave: a secret."""

    kind: Literal["member", "code", "screen", "face"]
    token: _Token | None = Field(default=None, repr=False)

    @staticmethod
    def of(means: Means) -> MeansBody:
        match means:
            case ByMember():
                return MeansBody(kind="member")
            case ByCode(code):
                return MeansBody(kind="code", token=code)
            case ByScreen():
                return MeansBody(kind="screen")
            case ByFaceToken(token):
                return MeansBody(kind="face", token=token)
            case AtCounter():
                raise WireError("Money at the counter does not pass through the gateway.")

    def means(self) -> Means:
        match self.kind, self.token:
            case "member", None:
                return ByMember()
            case "screen", None:
                return ByScreen()
            case "code", str(code):
                return ByCode(code)
            case "face", str(token):
                return ByFaceToken(token)
            case _:
                raise WireError("means: code and face need a token, member and screen have none.")


class ChargeBody(Body):
    payment: PaymentBody
    means: MeansBody


class PaymentOnlyBody(Body):
    """To query or to close."""

    payment: PaymentBody


class RefundBody(Body):
    id: _RefundId
    payment: PaymentBody
    amount: AmountBody
    reason: RefundReason

    @staticmethod
    def of(refund: Refund) -> RefundBody:
        return RefundBody(
            id=refund.id,
            payment=PaymentBody.of(refund.payment),
            amount=AmountBody.of(refund.amount),
            reason=refund.reason,
        )

    def refund(self) -> Refund:
        return Refund(self.id, self.payment.payment(), self.amount.money(), self.reason)


class HoldBody(Body):
    id: _Id
    session_id: _Reference
    member_id: _Reference
    amount: AmountBody
    rail: _Rail
    subject: _Subject
    terminal: _Reference = ""

    @staticmethod
    def of(hold: Hold) -> HoldBody:
        return HoldBody(
            id=hold.id,
            session_id=hold.session_id,
            member_id=hold.member_id,
            amount=AmountBody.of(hold.amount),
            rail=hold.rail,
            subject=hold.subject,
            terminal=hold.terminal,
        )

    def hold(self) -> Hold:
        amount = self.amount.money()
        return Hold(
            self.id,
            self.session_id,
            self.member_id,
            amount,
            self.rail,
            self.subject,
            self.terminal,
        )


class PlaceHoldBody(Body):
    """Without `means`: by the member, as kiosks of before ask."""

    hold: HoldBody
    means: MeansBody = MeansBody(kind="member")


class HoldOnlyBody(Body):
    """To release or to query."""

    hold: HoldBody


class CaptureBody(Body):
    hold: HoldBody
    amount: AmountBody


class LookBody(Body):
    member_id: _Member
    rail: _Rail


class WishBody(Body):
    id: _Id
    member_id: _Member
    rail: _Rail
    shown_name: _Subject = Field(default="", repr=False)

    @staticmethod
    def of(wish: Wish) -> WishBody:
        return WishBody(
            id=wish.id, member_id=wish.member_id, rail=wish.rail, shown_name=wish.shown_name
        )

    def wish(self) -> Wish:
        return Wish(self.id, self.member_id, self.rail, self.shown_name)


class EndingBody(Body):
    """Without `wish_id`: all that the member has there."""

    member_id: _Member
    rail: _Rail
    wish_id: _Reference = ""

    @staticmethod
    def of(ending: Ending) -> EndingBody:
        return EndingBody(member_id=ending.member_id, rail=ending.rail, wish_id=ending.wish_id)

    def ending(self) -> Ending:
        return Ending(self.member_id, self.rail, self.wish_id)


class AgreementAnswer(Body):
    """`code_url`: what the app scans to agree; then nothing is agreed yet."""

    standing: Standing
    code_url: Said | None = Field(default=None, repr=False)


class PingBody(Body):
    """Nothing is asked but whether kiosk and gateway know each other."""


class PingAnswer(Body):
    """`services`: rails that the gateway has an account for. `now_s`: its Unix time."""

    device: Said
    now_s: int
    services: tuple[Said, ...] = Field(strict=False)


class ErrorBody(Body):
    code: Said
    message: Said


def bytes_of(body: BaseModel) -> bytes:
    return body.model_dump_json(exclude_defaults=True).encode()


def parse(raw: bytes, kind: type[_BodyKind]) -> _BodyKind:
    """Raises WireError."""
    try:
        return TypeAdapter(kind).validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(map(str, first["loc"])) or "the body"
        raise WireError(f"{place}: {first['msg']}"[:300]) from None
