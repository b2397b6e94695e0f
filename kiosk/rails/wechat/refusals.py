"""Which of WeChat Pay's error codes are a final no, and what to tell the shopper.

Names stand here without underscores: v2 writes AUTHCODEEXPIRE and NOTENOUGH, v3 writes some of
them as AUTH_CODE_EXPIRE and NOT_ENOUGH. Names: v2's page on code pay [S]; their v3 spelling, and
that each is final, is [K]. What is not listed is not final: the rail answers Unknown and asks
again. SYSTEMERROR, BANKERROR, ORDERPAID, OUTTRADENOUSED and all of HTTP 5xx are never a no.
"""

from __future__ import annotations

from kiosk.domain.payment import Refusal

FINAL: dict[str, Refusal] = {
    "AUTHCODEEXPIRE": Refusal.CODE_INVALID,
    "AUTHCODEEXPIRED": Refusal.CODE_INVALID,
    "AUTHCODEERROR": Refusal.CODE_INVALID,
    "AUTHCODEINVALID": Refusal.CODE_INVALID,
    "NOTENOUGH": Refusal.NOT_ENOUGH,
    "RULELIMIT": Refusal.OVER_LIMIT,
    "NOTSUPORTCARD": Refusal.DECLINED,  # the service's own spelling
    "NOTSUPPORTCARD": Refusal.DECLINED,
    "ACCOUNTERROR": Refusal.DECLINED,
    "USERACCOUNTABNORMAL": Refusal.DECLINED,
    "BUYERMISMATCH": Refusal.DECLINED,
    "TRADEERROR": Refusal.DECLINED,
}

WAITING = "USERPAYING"
"""The shopper types a password. HTTP 202 [S], or an error [K]."""

NOT_THERE = frozenset({"ORDERNOTEXIST", "ORDERNOTEXISTS", "RESOURCENOTEXISTS"})
"""Not a no: the request may still be on its way."""

HOLD_FINAL: dict[str, Refusal] = {
    "NOAUTH": Refusal.NO_ACCOUNT,
    "RULELIMIT": Refusal.OVER_LIMIT,
    "ACCOUNTERROR": Refusal.DECLINED,
    "USERACCOUNTABNORMAL": Refusal.DECLINED,
}
"""Of Payscore's create [K]."""

REFUND_FINAL = frozenset({"USERACCOUNTABNORMAL", "TRADEOVERDUE"})
"""The payer's account is gone; a year is over [K]. NOTENOUGH is not here: the shop's own account
is short of money, and the same refund goes when it is topped up."""
