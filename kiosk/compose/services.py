"""Payment services as the settings want them: their rails and probes, over HTTP.

Imported by compose/rails.py only where a service is on: requests, wechatpayv3 and all that HTTP
needs cost a shop without them 10 MB and a sixth of a second at start.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.config import Settings
from kiosk.config_money import Mode
from kiosk.domain.payment import Rail
from kiosk.ports import Agreements, HoldingRail, PaymentRail
from kiosk.rails import gateway_agreements, merchants, watch
from kiosk.rails.agreement_keeper import AgreementKeeper, AgreementService
from kiosk.rails.gateway_agreements import GatewayAgreements
from kiosk.rails.gateway_rail import DEADLINE_S, GatewayLine, GatewayRail
from kiosk.rails.http import HttpClient
from kiosk.rails.signing_key import key_in
from kiosk.rails.watch import Probe
from kiosk.typed_file import FileProblem

log = logging.getLogger(__name__)

Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Lane:
    """A thread that asks payment services. `connection`: its own, to the kiosk's database."""

    settings: Settings
    now: Now
    connection: Callable[[], sqlite3.Connection]


def gateway_line(settings: Settings, now: Now, deadline_s: float = DEADLINE_S) -> GatewayLine:
    """Of settings with a gateway. Raises FileProblem."""
    key_file = settings.paths.device_key_file
    return merchants.gateway_line(
        settings.payments, lambda: key_in(key_file), HttpClient(deadline_s=deadline_s), now,
        lambda: os.urandom(16).hex(),
    )  # fmt: skip


def add_service(
    lane: Lane,
    name: Rail,
    mode: Mode,
    paying: dict[str, PaymentRail],
    holding: dict[str, HoldingRail],
) -> None:
    """Put the rail of this service among the others. Raises FileProblem and RailError."""
    settings, now = lane.settings, lane.now
    if mode == "gateway":
        behind = GatewayRail(gateway_line(settings, now), settings.site.device_id)
        paying[name], holding[name] = behind, behind
        return
    log.warning(
        "%s: the merchant's keys are on this kiosk (mode direct). Whoever opens it has them.", name
    )
    http, place = HttpClient(), merchants.Place(terminal_id=settings.site.device_id)
    keeper = AgreementKeeper(name, lane.connection, None, now)
    if name is Rail.ALIPAY:
        account = merchants.alipay_account(settings.alipay, place)
        paying[name] = merchants.alipay_rail(account, http, now, keeper)
        holding[name] = merchants.alipay_holds(account, http, now)
    else:
        merchant = merchants.wechat_merchant(settings.wechat, place, http)
        paying[name] = merchants.wechat_rail(merchant, now)
        scored = merchants.wechat_holds(merchant, keeper.number_of, now)
        if scored is not None:  # as Alipay's: what is held can be captured and let go
            holding[name] = scored


def agreements_of(lane: Lane, name: Rail, mode: Mode) -> Agreements:
    """With a short time-out: a member stands at the screen. Raises FileProblem and RailError."""
    settings, now, deadline_s = lane.settings, lane.now, gateway_agreements.DEADLINE_S
    if mode == "gateway":
        return GatewayAgreements(gateway_line(settings, now, deadline_s), name)
    http, place = HttpClient(deadline_s=deadline_s), merchants.Place()
    service: AgreementService | None
    if name is Rail.ALIPAY:
        account = merchants.alipay_account(settings.alipay, place)
        service = merchants.alipay_agreements(account, http, now)
    else:
        merchant = merchants.wechat_merchant(settings.wechat, place, http)
        service = merchants.wechat_permissions(merchant)
    return AgreementKeeper(name, lane.connection, service, now)


def probe_of(settings: Settings, name: Rail, mode: Mode, now: Now) -> Probe:
    if mode == "direct":
        url = settings.alipay.url if name is Rail.ALIPAY else settings.wechat.url
        return watch.direct_probe(HttpClient(), url)
    try:
        return watch.gateway_probe(gateway_line(settings, now), name)
    except FileProblem as error:
        log.warning("%s cannot be used: %s", name, error)
        return watch.broken
