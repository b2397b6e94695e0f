"""The shop's account at WeChat Pay: numbers, keys and how long a shopper may take."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.rails.errors import AccountError

HOST = "https://api.mch.weixin.qq.com"


@dataclass(frozen=True, slots=True)
class WechatAccount:
    """Keys are PEM texts. With `public_key` and `public_key_id` answers are checked by WeChat Pay's
    public key; with both empty by its platform certificates, which are fetched when first needed.

    `notify_url` is required by WeChat Pay for codes on our screen and for Payscore.
    `pay_within_s`: a code on our screen that is not paid by then expires.
    `store_id`: WeChat Pay's number of the store, for code pay.
    `forget_after_s`: what WeChat Pay never heard of is closed at this age, because no request of
    ours can still be on its way and be accepted: it refuses signatures that are older than five
    minutes [K: API v3's rules of signatures], and a minute is for clocks.
    """

    mchid: str
    appid: str
    serial: str
    private_key: str = field(repr=False)
    apiv3_key: str = field(repr=False)
    public_key: str = field(default="", repr=False)
    public_key_id: str = ""
    host: str = HOST
    notify_url: str = ""
    payscore_service_id: str = ""
    store_id: str = ""
    device_ip: str = "127.0.0.1"
    pay_within_s: int = 120
    forget_after_s: float = 360.0

    def __post_init__(self) -> None:
        if len(self.apiv3_key.encode()) != 32:
            raise AccountError("WeChat Pay's API v3 key has 32 characters. Check its file.")
        if bool(self.public_key) != bool(self.public_key_id):
            raise AccountError("WeChat Pay's public key and its id are needed both, or neither.")
