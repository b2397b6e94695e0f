"""Ways to pay as the settings want them: one switch over wallet, counter and payment services.

A service whose keys cannot be used takes only itself away: the rest of the kiosk goes on selling.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from datetime import datetime

from kiosk.config import Settings
from kiosk.config_money import Mode, Way
from kiosk.domain.payment import Rail
from kiosk.domain.ways import Offer
from kiosk.flows.events import RailsChanged
from kiosk.ports import HoldingRail, PaymentRail
from kiosk.rails import merchants, watch
from kiosk.rails.counter import CounterRail
from kiosk.rails.counter_book import SqliteCounterBook
from kiosk.rails.errors import RailError
from kiosk.rails.gateway_rail import DEADLINE_S, GatewayLine, GatewayRail
from kiosk.rails.http import HttpClient
from kiosk.rails.switch import RailSwitch
from kiosk.rails.watch import Probe, RailWatch
from kiosk.storage.wallet import WalletRail
from kiosk.typed_file import FileProblem

log = logging.getLogger(__name__)

Now = Callable[[], datetime]


def rails(settings: Settings, now: Now, connect: Callable[[], sqlite3.Connection]) -> RailSwitch:
    """A `PaymentRail` and a `HoldingRail`, for the thread that calls this; never raises.

    Money in a wallet and at the counter can be queried and given back whatever the settings offer.
    """
    wallet = WalletRail(connect, now)
    counter = CounterRail(SqliteCounterBook(connect, now))
    paying: dict[str, PaymentRail] = {Rail.WALLET: wallet, Rail.CASH: counter, Rail.CARD: counter}
    holding: dict[str, HoldingRail] = {Rail.WALLET: wallet}
    for name, mode in service_modes(settings).items():
        try:
            _add_service(settings, name, mode, now, paying, holding)
        except (FileProblem, RailError) as error:
            log.warning("%s cannot be used: %s", name, error)
    return RailSwitch(paying, holding)


def service_modes(settings: Settings) -> dict[Rail, Mode]:
    """The payment services that are on."""
    modes: dict[Rail, Mode] = {
        Rail.ALIPAY: settings.alipay.mode,
        Rail.WECHAT: settings.wechat.mode,
    }
    return {name: mode for name, mode in modes.items() if mode != "off"}


def offer(settings: Settings) -> Offer:
    """What shoppers may choose from."""
    counter = settings.counter
    return Offer(
        wallet=settings.payments.wallet,
        code=_offering(settings, "code"),
        screen=_offering(settings, "screen"),
        agreements=_offering(settings, "member"),
        counter=tuple(
            rail for rail, taken in ((Rail.CASH, counter.cash), (Rail.CARD, counter.card)) if taken
        ),
    )


def rail_watch(settings: Settings, now: Now, on_event: Callable[[RailsChanged], None]) -> RailWatch:
    return RailWatch(
        {name: _probe(settings, name, mode, now) for name, mode in service_modes(settings).items()},
        on_event,
    )


def gateway_line(settings: Settings, now: Now) -> GatewayLine:
    """Of settings with a gateway. Raises FileProblem."""
    key_file = settings.paths.device_key_file
    return merchants.gateway_line(
        settings.payments, key_file, HttpClient(deadline_s=DEADLINE_S), now,
        lambda: os.urandom(16).hex(),
    )  # fmt: skip


def _add_service(
    settings: Settings,
    name: Rail,
    mode: Mode,
    now: Now,
    paying: dict[str, PaymentRail],
    holding: dict[str, HoldingRail],
) -> None:
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


def _offering(settings: Settings, way: Way) -> tuple[str, ...]:
    offers = {Rail.ALIPAY: settings.alipay.offers, Rail.WECHAT: settings.wechat.offers}
    wechat = settings.wechat
    if wechat.mode == "direct" and wechat.notify_url is None:  # WeChat Pay refuses without it
        offers[Rail.WECHAT] = tuple(one for one in wechat.offers if one != "screen")
    return tuple(name for name in service_modes(settings) if way in offers[name])


def _probe(settings: Settings, name: Rail, mode: Mode, now: Now) -> Probe:
    if mode == "direct":
        url = settings.alipay.url if name is Rail.ALIPAY else settings.wechat.url
        return watch.direct_probe(HttpClient(), url)
    try:
        return watch.gateway_probe(gateway_line(settings, now), name)
    except FileProblem as error:
        log.warning("%s cannot be used: %s", name, error)
        return watch.broken
