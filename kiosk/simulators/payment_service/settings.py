"""Who the merchant is, what it costs, and how strict and how quick the service is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Merchant:
    """The one merchant that both vendors know. Made-up numbers in the vendors' forms."""

    app_id: str = "2021000000000042"
    seller_id: str = "2088000000000042"
    wechat_appid: str = "wx0000000000000042"
    mchid: str = "1900000042"
    service_id: str = "00004000000000159245042000000042"  # of Payscore


@dataclass(frozen=True, slots=True)
class Habits:
    """How the vendors behave where the documents leave it open, and how quick they are.

    Rates are shares of the amount, rounded half up to the fen [K]. Times are seconds.
    """

    alipay_rate: Decimal = Decimal("0.0038")  # [S]
    wechat_rate: Decimal = Decimal("0.006")  # [V] product.md: 6 per mille
    refund_returns_fee: bool = True  # [K] in proportion, at both vendors
    code_life_s: float = 60.0
    password_above_fen: int = 100_000  # [V] WeChat asks for the password above 1000 yuan
    qr_life_s: float = 7200.0  # [K] without time_expire/timeout_express
    timestamp_tolerance_s: float = 300.0  # [V] WeChat: 5 minutes; Alipay's own is not known [K]
    wechat_refund_s: float = 1.0  # PROCESSING for so long, then SUCCESS [K]
    score_charge_s: float = 0.0  # Payscore charges so long after `complete` [K]
    userpaying_as_error: bool = True  # 202 USERPAYING; False: 200 with trade_state USERPAYING [K]
    cancel_kills_unknown: bool = True  # Alipay: a number cancelled before its pay arrives [K]
    reverse_kills_unknown: bool = False  # WeChat: likewise; it answers 404 either way [K]
    refuses_old_nonce: bool = True  # WeChat: the same nonce twice within the tolerance [K]
    notify_pace: float = 1.0  # the vendors' gaps between notifies times this
    hang_s: float = 60.0  # how long a connection without an answer is held open
    auto_pay_s: float | None = None  # QR codes are paid by `auto_payer` so long after they show
    auto_payer: str = "rich"


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    merchant: Merchant = Merchant()
    habits: Habits = Habits()
    host: str = "127.0.0.1"
    port: int = 0  # 0: any free one
    control_port: int = 0
