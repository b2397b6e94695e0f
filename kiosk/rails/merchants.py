"""From the settings: keys are read from their files, and the rails made of them.

The gateway uses it, and the kiosk. Raises FileProblem for everything that is wrong
with a key's file; its content is never quoted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from kiosk import config_money, typed_file
from kiosk.ports import HoldingRail, PaymentRail
from kiosk.rails.agreement_keeper import AgreementKeeper, AgreementService
from kiosk.rails.alipay.account import AlipayAccount, private_key, public_key
from kiosk.rails.alipay.agreements import AlipayAgreements
from kiosk.rails.alipay.holds import AlipayHolds
from kiosk.rails.alipay.rail import AlipayRail
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.errors import AccountError
from kiosk.rails.gateway_rail import GatewayLine
from kiosk.rails.http import HttpClient
from kiosk.rails.signing_key import Signer, public_key_in
from kiosk.rails.wechat.account import WechatAccount
from kiosk.rails.wechat.merchant import Merchant
from kiosk.rails.wechat.payscore import PayscoreHolds
from kiosk.rails.wechat.permissions import PayscorePermissions
from kiosk.rails.wechat.rail import WechatRail
from kiosk.secret_file import secret_text
from kiosk.typed_file import FileProblem

AgreementOf = Callable[[str], str | None]
"""What a service knows a member by: Alipay's agreement number, the openid at WeChat."""

Now = Callable[[], datetime]
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the rail runs, as the services want to know it."""

    store_id: str = ""
    terminal_id: str = ""


def alipay_account(settings: config_money.AlipayAccount, place: Place) -> AlipayAccount:
    """Of settings that miss nothing. Raises FileProblem."""
    return AlipayAccount(
        app_id=settings.app_id or "",
        private_key=_read(settings.private_key_file, secret_text, private_key),
        alipay_public_key=_read(settings.alipay_public_key_file, typed_file.text, public_key),
        seller_id=settings.seller_id or "",
        gateway_url=settings.url,
        notify_url=settings.notify_url or "",
        store_id=place.store_id,
        terminal_id=place.terminal_id,
        agreement_scene=settings.agreement_scene or "",
    )


def alipay_rail(
    account: AlipayAccount, http: HttpClient, now: Now, keeper: AgreementKeeper
) -> PaymentRail:
    return AlipayRail(AlipayService(account, http, now), keeper.number_of, keeper.has_ended)


def alipay_agreements(account: AlipayAccount, http: HttpClient, now: Now) -> AgreementService:
    return AlipayAgreements(AlipayService(account, http, now))


def alipay_holds(account: AlipayAccount, http: HttpClient, now: Now) -> HoldingRail:
    return AlipayHolds(AlipayService(account, http, now))


def wechat_merchant(
    settings: config_money.WechatAccount, place: Place, http: HttpClient
) -> Merchant:
    """Of settings that miss nothing. Raises FileProblem."""

    def made(apiv3_key: str) -> Merchant:
        account = WechatAccount(
            mchid=settings.mchid or "",
            appid=settings.appid or "",
            serial=settings.serial or "",
            private_key=_read(settings.private_key_file, secret_text, str),
            apiv3_key=apiv3_key.strip(),
            public_key=_read(settings.public_key_file, typed_file.text, str),
            public_key_id=settings.public_key_id or "",
            host=settings.url.rstrip("/"),
            notify_url=settings.notify_url or "",
            payscore_service_id=settings.payscore_service_id or "",
            store_id=place.store_id,
        )
        return Merchant(account, http)

    return _read(settings.apiv3_key_file, secret_text, made)


def wechat_rail(merchant: Merchant, now: Now) -> PaymentRail:
    return WechatRail(merchant, now)


def wechat_holds(merchant: Merchant, openid_of: AgreementOf, now: Now) -> HoldingRail | None:
    """None without a Payscore service."""
    if not merchant.account.payscore_service_id:
        return None
    return PayscoreHolds(merchant, openid_of, now)


def wechat_permissions(merchant: Merchant) -> AgreementService | None:
    """None without a Payscore service."""
    return PayscorePermissions(merchant) if merchant.account.payscore_service_id else None


def gateway_line(
    payments: config_money.Payments,
    signer: Callable[[], Signer],
    http: HttpClient,
    now: Now,
    new_nonce: Callable[[], str],
) -> GatewayLine:
    """`signer`: this kiosk's key, asked for once the settings are right. Raises FileProblem."""
    url, key_file = payments.gateway_url, payments.gateway_key_file
    if url is None or key_file is None:
        raise FileProblem(Path("the settings"), ["Set [payments] gateway_url, gateway_key_file."])
    return GatewayLine(url, public_key_in(key_file), signer(), http, now, new_nonce)


def _read(path: Path | None, text: Callable[[Path], str], made: Callable[[str], _Read]) -> _Read:
    """`made` of the file's text, its complaints with the file's name."""
    if path is None:
        raise FileProblem(Path("the settings"), ["A key's file is not set. See the settings."])
    try:
        return made(text(path))
    except AccountError as error:
        raise FileProblem(path, [str(error)]) from error
