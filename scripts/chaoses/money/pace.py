"""The product's constants of time, shortened: 2,000 checkouts take minutes, not a night.

Settings are set by settings (town.py). These here are constants, because no two sites need
different ones; they are replaced by name, in processes of this chaos only. What is proved does not
hang on them, as long as they keep their order: `forget_s` is longer than any request can be on
its way (`http_s`, some of them one after the other), as the vendors' own rules of minutes are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from types import ModuleType

import kiosk.compose.rails
import kiosk.compose.services
import kiosk.domain.back_off
import kiosk.flows.housekeeping
import kiosk.flows.settling
import kiosk.gateway.__main__
import kiosk.rails.merchants
from kiosk.rails.alipay.account import AlipayAccount
from kiosk.rails.http import HttpClient
from kiosk.rails.watch import RailWatch
from kiosk.rails.wechat.account import WechatAccount


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. `http_s`: one request (10 in the product); `gateway_s`: one at the gateway (15);
    `close_s`: closing before a shopper is let go (10); `forget_s`: after it a payment that the
    service never heard of is closed (180 at Alipay, 360 at WeChat Pay); `often_s`: between two
    pushes of the guard (60); `watch_s`: between two looks at the rails (20).
    """

    http_s: float = 2.0
    gateway_s: float = 5.0
    close_s: float = 3.0
    forget_s: float = 25.0
    often_s: float = 5.0
    watch_s: float = 1.0


FULL = Pace()
SHORT = Pace(http_s=1.0, gateway_s=2.5, close_s=2.0, forget_s=10.0, often_s=2.0)


def set_pace(pace: Pace) -> None:
    """For this process, before anything is built."""
    _replace(
        kiosk.compose.services,
        HttpClient=partial(HttpClient, deadline_s=pace.http_s),
        DEADLINE_S=pace.gateway_s,
    )
    _replace(kiosk.compose.rails, RailWatch=partial(RailWatch, every_s=pace.watch_s))
    _replace(
        kiosk.rails.merchants,
        AlipayAccount=partial(AlipayAccount, forget_after_s=pace.forget_s),
        WechatAccount=partial(WechatAccount, forget_after_s=pace.forget_s),
    )
    _replace(kiosk.gateway.__main__, HttpClient=partial(HttpClient, deadline_s=pace.http_s))
    _replace(kiosk.flows.settling, CLOSE_WITHIN_S=pace.close_s)
    _replace(kiosk.flows.housekeeping, GUARD_FIRST_S=1.0)
    _replace(kiosk.domain.back_off, OFTEN_S=pace.often_s)


def _replace(module: ModuleType, **values: object) -> None:
    """Raises KeyError for a name that the product does not have any more."""
    for name, value in values.items():
        _ = vars(module)[name]
        vars(module)[name] = value
