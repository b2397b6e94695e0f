"""Payment services as the settings want them: their rails and probes, over HTTP.

Imported by compose/rails.py only where a service is on: requests, wechatpayv3 and all that HTTP
needs cost a shop without them 10 MB and a sixth of a second at start.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import datetime

from kiosk.config import Settings
from kiosk.config_money import Mode
from kiosk.domain.payment import Rail
from kiosk.ports import HoldingRail, PaymentRail
from kiosk.rails import merchants, watch
from kiosk.rails.gateway_rail import DEADLINE_S, GatewayLine, GatewayRail
from kiosk.rails.http import HttpClient
from kiosk.rails.watch import Probe
from kiosk.typed_file import FileProblem

log = logging.getLogger(__name__)

Now = Callable[[], datetime]


def gateway_line(settings: Settings, now: Now) -> GatewayLine:
    """Of settings with a gateway. Raises FileProblem."""
    key_file = settings.paths.device_key_file
    return merchants.gateway_line(
        settings.payments, key_file, HttpClient(deadline_s=DEADLINE_S), now,
        lambda: os.urandom(16).hex(),
    )  # fmt: skip


def add_service(
    settings: Settings,
    name: Rail,
    mode: Mode,
    now: Now,
    paying: dict[str, PaymentRail],
    holding: dict[str, HoldingRail],
) -> None:
    """Put the rail of this service among the others. Raises FileProblem and RailError."""
    if mode == "gateway":
        behind = GatewayRail(gateway_line(settings, now))
        paying[name], holding[name] = behind, behind
        return
    log.warning(
        "%s: the merchant's keys are on this kiosk (mode direct). Whoever opens it has them.", name
    )
    http, place = HttpClient(), merchants.Place(terminal_id=settings.site.device_id)
    if name is Rail.ALIPAY:
        account = merchants.alipay_account(settings.alipay, place)
        paying[name] = merchants.alipay_rail(account, http, now, _nobody)
        holding[name] = merchants.alipay_holds(account, http, now)
    else:
        merchant = merchants.wechat_merchant(settings.wechat, place, http)
        paying[name] = merchants.wechat_rail(merchant, now)
        scored = merchants.wechat_holds(merchant, _nobody, now)
        if scored is not None:  # as Alipay's: what is held can be captured and let go
            holding[name] = scored


def _nobody(_member_id: str) -> None:
    """Agreements with members are kept at the gateway only."""


def probe_of(settings: Settings, name: Rail, mode: Mode, now: Now) -> Probe:
    if mode == "direct":
        url = settings.alipay.url if name is Rail.ALIPAY else settings.wechat.url
        return watch.direct_probe(HttpClient(), url)
    try:
        return watch.gateway_probe(gateway_line(settings, now), name)
    except FileProblem as error:
        log.warning("%s cannot be used: %s", name, error)
        return watch.broken
