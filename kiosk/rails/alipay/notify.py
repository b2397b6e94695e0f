"""Alipay's notifies: a form, posted to us, that says what became of a trade. Bytes in, value out.

Handling each `notify_id` once, and answering `success` only when that is written down, is the
caller's part. So is comparing it with the payment on the books: `outcome`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from kiosk.domain.payment import Outcome, Payment
from kiosk.rails.alipay import answers
from kiosk.rails.alipay.account import AlipayAccount
from kiosk.rails.alipay.signing import is_signed, notify_content
from kiosk.rails.errors import UntrustedError

MAX_BYTES = 64 * 1024
MAX_FIELDS = 200


@dataclass(frozen=True, slots=True)
class AlipayNotify:
    """Signed by Alipay, and for our account. `payment_id` is out_trade_no.

    `is_refund`: tells of a refund of a trade that goes on to be paid (`out_biz_no`, [K]).
    """

    id: str
    payment_id: str
    trade_status: str
    is_refund: bool = False
    fields: dict[str, str] = field(repr=False, default_factory=dict)


def verified(body: bytes, account: AlipayAccount) -> AlipayNotify:
    """Raises UntrustedError: no signature, a wrong one, another account, or not a form."""
    fields = _form(body)
    signature = fields.get("sign", "")
    if fields.get("sign_type") != "RSA2" or not signature:
        raise UntrustedError("The notify is not signed with RSA2.")
    if not is_signed(notify_content(fields), signature, account.alipay_public_key):
        raise UntrustedError("The notify's signature is wrong.")
    if fields.get("app_id") != account.app_id:
        raise UntrustedError("The notify is for another application.")
    if account.seller_id and fields.get("seller_id") != account.seller_id:
        raise UntrustedError("The notify is for another seller.")
    if not fields.get("notify_id") or not fields.get("out_trade_no"):
        raise UntrustedError("The notify has no notify_id or no out_trade_no.")
    return AlipayNotify(
        id=fields["notify_id"],
        payment_id=fields["out_trade_no"],
        trade_status=fields.get("trade_status", ""),
        is_refund=bool(fields.get("out_biz_no") or fields.get("refund_fee")),
        fields=fields,
    )


def outcome(notify: AlipayNotify, payment: Payment) -> Outcome:
    """What it says about `payment`: Paid only for this number and this amount."""
    return answers.after_query({**notify.fields, "code": answers.DONE}, payment)


def _form(body: bytes) -> dict[str, str]:
    if len(body) > MAX_BYTES:
        raise UntrustedError("The notify is too long.")
    try:
        rows = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MAX_FIELDS,
        )
    except ValueError as error:
        raise UntrustedError("The notify is no form in UTF-8.") from error
    fields = dict(rows)
    if len(fields) != len(rows):
        raise UntrustedError("The notify has a field twice.")
    return fields
