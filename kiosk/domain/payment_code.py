"""Which payment service a code belongs to that the shopper's app shows.

A code is a permission to charge: good for about a minute and once. It is looked at here, never
kept; it must not reach a log, a repr or a file (payment.ByCode hides it).
"""

from __future__ import annotations

from kiosk.domain.payment import Rail

ALIPAY_PREFIXES = range(25, 31)
"""25 to 30, 16 to 24 digits. Source: official SDK, AlipayTradePayModel.auth_code [V]."""
ALIPAY_LENGTHS = range(16, 25)
WECHAT_PREFIXES = range(10, 16)
"""10 to 15, 18 digits. Source: WeChat Pay's pages about code pay [K]."""
WECHAT_LENGTH = 18


def rail_of(code: str) -> Rail | None:
    """None for anything that is no payment code of a service we know."""
    if not code.isascii() or not code.isdigit():
        return None
    prefix = int(code[:2])
    if prefix in ALIPAY_PREFIXES and len(code) in ALIPAY_LENGTHS:
        return Rail.ALIPAY
    if prefix in WECHAT_PREFIXES and len(code) == WECHAT_LENGTH:
        return Rail.WECHAT
    return None
