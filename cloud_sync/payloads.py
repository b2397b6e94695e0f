"""What the messages say: versioned JSON, strict, checked when made and again on arrival.

No names, telephone numbers or faces: a field that is not listed here is refused, and a value that
has not its field's form. Ids of orders, payments and members hold no phone number and are no bare
number, such as a PIN; other texts are ASCII out of the shop's own files; none has room for a face.
"""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from cloud_sync.errors import PayloadError

CONTENT_TYPE = "application/json"
MAX_BYTES = 256 * 1024

_PHONE = re.compile(
    r"(?<![0-9])(?:86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])|[+][0-9 -]{7,}"
)
_MADE_BY_US = re.compile(r"[0-9a-f]{32}(-[A-Z0-9-]{1,40})?")
"""Random digits, in which a phone number means nothing."""


def _nobodys(value: str) -> str:
    if not _MADE_BY_US.fullmatch(value) and (value.isdigit() or _PHONE.search(value)):
        raise ValueError("a number of somebody")
    return value


Id = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,128}$")]  # printable ASCII, no space
Opaque = Annotated[Id, AfterValidator(_nobodys)]
Ticket = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}[0-9]{1,5}$")]
Minor = Annotated[int, Field(ge=0, le=10**12)]  # fen, cents: whole units of the currency


class _Payload(BaseModel):
    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False
    )

    version: Literal[1] = 1

    def to_bytes(self) -> bytes:
        return self.model_dump_json().encode()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Raises PayloadError, which names the fields at fault and never their content."""
        if len(raw) > MAX_BYTES:
            raise PayloadError(f"The message has {len(raw)} bytes; at most {MAX_BYTES} are read.")
        try:
            return cls.model_validate_json(raw)
        except ValidationError as error:
            raise PayloadError(_faults(cls.__name__, cls, error)) from None


class OrderLine(BaseModel):
    """One product of an order; `unit_price_minor` is what one piece was charged."""

    model_config = _Payload.model_config

    sku: Id
    quantity: Annotated[int, Field(ge=1, le=10_000)]
    unit_price_minor: Minor


class OrderPaid(_Payload):
    """An order whose payment is certain. `order_id` is the idempotency key of the order.

    `total_minor` is what was charged and may be less than the sum of the lines (promotions).
    `member_id`, if there is one, is opaque: it means nothing outside the member database.
    `ledger_head` is the hash of the last entry in the kiosk's books, remembered where the kiosk
    cannot reach it: without it nobody sees that entries were cut off the end.
    """

    order_id: Opaque
    device: Id
    site: Id
    business_date: date
    paid_at: AwareDatetime
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    total_minor: Minor
    lines: Annotated[tuple[OrderLine, ...], Field(min_length=1, max_length=500)]
    payment_id: Opaque
    rail: Id
    tickets: Annotated[tuple[Ticket, ...], Field(max_length=500)] = ()
    member_id: Opaque | None = None
    ledger_head: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class RefundDone(_Payload):
    """Money that was given back, for good. `refund_id` is the idempotency key.

    A `reason` of "late" is the kiosk's own: the money came after the shopper had been told that no
    charge would stand, and the order was never reported. `ledger_head`: as in OrderPaid.
    """

    refund_id: Opaque
    order_id: Opaque
    payment_id: Opaque
    device: Id
    site: Id
    refunded_at: AwareDatetime
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    amount_minor: Annotated[int, Field(ge=1, le=10**12)]
    rail: Id
    reason: Id
    ledger_head: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class MemberForgotten(_Payload):
    """Somebody is forgotten on a kiosk. `receipt`: signed by it (JWS); names its member by the
    SHA-256 of the `member_id` that came with their orders, so that those can be told by it.

    `command_id`: of the command that this answers; None where the kiosk tells it by itself.
    """

    command_id: Id | None = None
    device: Id
    site: Id
    receipt: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,2000}$")]


class DeliveryReceipt(_Payload):
    """The back office has the message with this idempotency key, durably."""

    key: Id

    @classmethod
    def for_key(cls, key: str) -> Self:
        """Raises PayloadError for what cannot be a key: keys come from outside too."""
        try:
            return cls(key=key)
        except ValidationError:
            raise PayloadError(
                "The idempotency key is not 1 to 128 printable ASCII characters without spaces."
            ) from None


def _faults(name: str, model: type[BaseModel], error: ValidationError) -> str:
    """Field names come from our model only: an unknown field's name is the sender's content."""
    known = set(model.model_fields) | set(OrderLine.model_fields)
    places = {
        ".".join(str(p) if isinstance(p, int) or p in known else "(unknown)" for p in fault["loc"])
        + f" ({fault['type']})"
        for fault in error.errors(include_input=False, include_url=False, include_context=False)
    }
    return f"This is not a valid {name} message: {', '.join(sorted(places)[:5])}."
