"""The settings that money follows: ways to pay, merchant accounts, limits, tax.

Part of the tree of config.py; the gateway's settings use the merchant accounts as well. Keys are
paths of files, never values.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from kiosk.config_values import FilePath, Section, ServiceUrl, Words, one_of
from kiosk.domain.language import Label
from kiosk.domain.money import Money, yuan

Mode = Literal["off", "gateway", "direct"]
Way = Literal["code", "screen", "member", "face"]
MODE_HELP = (
    "off | gateway: the merchant keys are on the gateway of [payments] | direct: they are on this "
    "kiosk. Whoever opens the kiosk then has them: for tests and for a site with no server."
)
OFFERS_HELP = (
    "code: the shopper's app shows a code | screen: our screen shows one | member: by the "
    "member's agreement with the service | face: the service's own certified camera."
)


class Payments(Section):
    """How shoppers can pay, and where the gateway is that holds the merchant keys."""

    wallet: bool = Field(default=True, description="The prepaid balance of members.")
    simulated: bool = Field(
        default=False,
        description="true: simulated Alipay and WeChat Pay run inside this kiosk, to try them. "
        "No money moves. [alipay] and [wechat] are not used then.",
    )
    gateway_url: ServiceUrl | None = Field(
        default=None,
        description="Such as https://pay.example.com: where python -m kiosk.gateway is.",
    )
    gateway_key_file: FilePath | None = Field(
        default=None,
        description="The gateway's public key (PEM), as python -m kiosk.gateway key prints it.",
    )


class AlipayAccount(Section):
    """The shop's account at Alipay. A section that is there must be complete."""

    app_id: Annotated[str, one_of((r"[0-9]{8,32}", "2021000000000000"))] | None = Field(
        default=None, description="The application's id in Alipay's open platform."
    )
    seller_id: Annotated[str, one_of((r"2088[0-9]{12}", "2088000000000000"))] | None = Field(
        default=None, description="The shop's own account number (PID), 16 digits from 2088 on."
    )
    private_key_file: FilePath | None = Field(
        default=None,
        description="The application's private key (RSA2, PEM), readable by its owner alone.",
    )
    alipay_public_key_file: FilePath | None = Field(
        default=None, description="Alipay's public key for this application (PEM)."
    )
    url: ServiceUrl = Field(
        default="https://openapi.alipay.com/gateway.do",
        description="Alipay, its sandbox, or python -m kiosk.simulators.payment_service",
    )
    notify_url: ServiceUrl | None = Field(
        default=None, description="Where Alipay sends its notifications: https://…/notify/alipay"
    )

    agreement_scene: (
        Annotated[str, one_of((r"[A-Z_]{1,30}\|[A-Z_]{1,30}", "INDUSTRY|SOCIALIZATION"))] | None
    ) = Field(
        default=None,
        description="The sign_scene that Alipay named in your contract for 商家扣款: members can "
        "then agree on the kiosk's screen to be charged without a code.",
    )

    def missing(self) -> list[str]:
        """Settings without which nothing can be charged."""
        return _unset(self, "app_id", "seller_id", "private_key_file", "alipay_public_key_file")


class WechatAccount(Section):
    """The shop's account at WeChat Pay (API v3). A section that is there must be complete."""

    mchid: Annotated[str, one_of((r"[0-9]{6,32}", "1900000109"))] | None = Field(
        default=None, description="The merchant's number."
    )
    appid: Annotated[str, one_of((r"[A-Za-z0-9]{6,32}", "wx0123456789abcdef"))] | None = Field(
        default=None, description="The official account or mini program that is bound to it."
    )
    serial: Annotated[str, one_of((r"[0-9A-Fa-f]{8,64}", "5157F09EFDC096DE"))] | None = Field(
        default=None, description="Serial number of the merchant's API certificate."
    )
    private_key_file: FilePath | None = Field(
        default=None,
        description="The API certificate's private key (PEM), readable by its owner alone.",
    )
    apiv3_key_file: FilePath | None = Field(
        default=None, description="The API v3 key, 32 characters, readable by its owner alone."
    )
    public_key_file: FilePath | None = Field(
        default=None, description="WeChat Pay's public key (PEM)."
    )
    public_key_id: Annotated[str, one_of((r"[A-Za-z0-9_]{8,64}", "PUB_KEY_ID_0119"))] | None = (
        Field(default=None, description="The id of that public key.")
    )
    payscore_service_id: Annotated[str, one_of((r"[0-9]{1,32}", "50000000000"))] | None = Field(
        default=None, description="For members who pay after (Payscore)."
    )
    url: ServiceUrl = Field(
        default="https://api.mch.weixin.qq.com",
        description="WeChat Pay, or python -m kiosk.simulators.payment_service",
    )
    notify_url: ServiceUrl | None = Field(
        default=None, description="Where WeChat Pay sends notifications: https://…/notify/wechat"
    )

    def missing(self) -> list[str]:
        """Settings without which nothing can be charged."""
        return _unset(
            self, "mchid", "appid", "serial", "private_key_file", "apiv3_key_file",
            "public_key_file", "public_key_id",
        )  # fmt: skip


class _Offer(Section):
    mode: Mode = Field(default="off", description=MODE_HELP)
    offers: tuple[Way, ...] = Field(
        default=("code", "screen"), strict=False, min_length=1, description=OFFERS_HELP
    )

    @field_validator("offers")
    @classmethod
    def _once_each(cls, offers: tuple[Way, ...]) -> tuple[Way, ...]:
        if len(set(offers)) != len(offers):
            raise ValueError("names the same way twice; keep one of them.")
        return offers


class Alipay(AlipayAccount, _Offer):
    """Alipay. The account is set at the gateway; here only if mode is "direct"."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        _require_account(self.mode, self.missing())
        return self


class Wechat(WechatAccount, _Offer):
    """WeChat Pay. The account is set at the gateway; here only if mode is "direct"."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        _require_account(self.mode, self.missing())
        return self


class Counter(Section):
    """Money that staff take at the counter, and confirm on this kiosk."""

    cash: bool = Field(default=False, description="true: pay with cash at the counter.")
    card: bool = Field(default=False, description="true: pay with a card on a terminal there.")


class Wallet(Section):
    """Limits of a member's prepaid balance."""

    max_top_up_yuan: int = Field(default=1000, ge=1, le=100_000, description="Most in one top-up.")
    max_balance_yuan: int = Field(default=5000, ge=1, le=100_000, description="Most in a wallet.")

    @model_validator(mode="after")
    def _a_top_up_fits(self) -> Self:
        if self.max_top_up_yuan > self.max_balance_yuan:
            raise ValueError("max_top_up_yuan must not be above max_balance_yuan.")
        return self

    @property
    def max_top_up(self) -> Money:
        return yuan(str(self.max_top_up_yuan))

    @property
    def max_balance(self) -> Money:
        return yuan(str(self.max_balance_yuan))


class Offline(Section):
    """What may be sold from wallets while the back office cannot be reached."""

    per_member_yuan: int = Field(
        default=100, ge=0, le=100_000, description="Most that one member may spend meanwhile."
    )
    per_kiosk_yuan: int = Field(
        default=2000, ge=0, le=1_000_000, description="Most that this kiosk may sell meanwhile."
    )
    hours: float = Field(
        default=12, ge=0, le=720, description="How long, counted from when the line was lost."
    )

    @model_validator(mode="after")
    def _a_member_fits(self) -> Self:
        if self.per_member_yuan > self.per_kiosk_yuan:
            raise ValueError("per_member_yuan must not be above per_kiosk_yuan.")
        return self

    @property
    def per_member(self) -> Money:
        return yuan(str(self.per_member_yuan))

    @property
    def per_kiosk(self) -> Money:
        return yuan(str(self.per_kiosk_yuan))


class Tax(Section, strict=False):  # as Site: strict would refuse a table for the Label
    """The tax line of receipts. Prices include the tax."""

    rate_percent: float = Field(
        default=0, ge=0, le=100, strict=True, description="Such as 13 or 0.5; 0 prints no tax line."
    )
    label: Words = Field(
        default=Label(zh="含增值税", en="VAT included"), description="What the line says."
    )

    @field_validator("rate_percent")
    @classmethod
    def _two_decimals(cls, rate: float) -> float:
        if Decimal(str(rate)) != round(Decimal(str(rate)), 2):
            raise ValueError(f"is {rate:g}; use two decimals at most.")
        return rate

    @property
    def rate_basis_points(self) -> int:
        """Hundredths of a percent, so that no float touches an amount."""
        return int(Decimal(str(self.rate_percent)) * 100)


def _unset(account: Section, *names: str) -> list[str]:
    return [name for name in names if getattr(account, name) is None]


def _require_account(mode: Mode, missing: list[str]) -> None:
    if mode == "direct" and missing:
        raise ValueError(f'needs {", ".join(missing)} as well, because mode is "direct".')


def refuse_half_set_ways(
    payments: Payments, alipay: Alipay, wechat: Wechat, counter: Counter
) -> None:
    """What no section can see alone. Raises ValueError."""
    services = {"alipay": alipay.mode, "wechat": wechat.mode}
    missing = _unset(payments, "gateway_url", "gateway_key_file")
    for name, mode in services.items():
        if mode == "gateway" and missing:
            raise ValueError(
                f'needs [payments] {" and ".join(missing)}, because [{name}] mode is "gateway".'
            )
    offered = payments.wallet or counter.cash or counter.card or {*services.values()} != {"off"}
    if not offered:
        raise ValueError(
            "offers no way to pay: set [payments] wallet, [alipay] mode, [wechat] mode, "
            "[counter] cash or card."
        )


def secret_files(account: AlipayAccount | WechatAccount) -> list[Path]:
    """Files of the account that nobody but their owner may read."""
    names = ("private_key_file", "apiv3_key_file")
    return [path for name in names if (path := getattr(account, name, None)) is not None]
