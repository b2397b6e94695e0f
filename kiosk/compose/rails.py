"""Ways to pay as the settings want them: one switch over wallet, counter and payment services.

A service whose keys cannot be used takes only itself away: the rest of the kiosk goes on selling.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import cache

from kiosk.config import Settings
from kiosk.config_money import Mode, Way
from kiosk.domain.payment import Rail
from kiosk.domain.ways import Offer, WhyNot
from kiosk.flows.money_events import RailsChanged
from kiosk.ports import Agreements, HoldingRail, PaymentRail
from kiosk.rails.counter import CounterRail
from kiosk.rails.counter_book import SqliteCounterBook
from kiosk.rails.errors import RailError
from kiosk.rails.switch import RailSwitch
from kiosk.rails.watch import Probe, RailWatch
from kiosk.storage.wallet import WalletRail
from kiosk.typed_file import FileProblem

log = logging.getLogger(__name__)

Now = Callable[[], datetime]
Connect = Callable[[], sqlite3.Connection]


def rails(settings: Settings, now: Now, connect: Connect) -> RailSwitch:
    """A `PaymentRail` and a `HoldingRail`, for the thread that calls this; never raises.

    Money in a wallet and at the counter can be queried and given back whatever the settings offer.
    """
    wallet = WalletRail(connect, now)
    counter = CounterRail(SqliteCounterBook(connect, now))
    paying: dict[str, PaymentRail] = {Rail.WALLET: wallet, Rail.CASH: counter, Rail.CARD: counter}
    holding: dict[str, HoldingRail] = {Rail.WALLET: wallet}
    for name, mode in service_modes(settings).items():
        from kiosk.compose import services  # noqa: PLC0415  # heavy; many shops need none

        place = services.Lane(settings, now, kept(connect))
        try:
            services.add_service(place, name, mode, paying, holding)
        except (FileProblem, RailError) as error:
            log.warning("%s cannot be used: %s", name, error)
    return RailSwitch(paying, holding)


def agreements(settings: Settings, now: Now, connect: Connect) -> dict[str, Agreements]:
    """Members' agreements with each service that is on, for the thread that calls this."""
    found: dict[str, Agreements] = {}
    for name, mode in service_modes(settings).items():
        from kiosk.compose import services  # noqa: PLC0415  # as above

        place = services.Lane(settings, now, kept(connect))
        try:
            found[name] = services.agreements_of(place, name, mode)
        except (FileProblem, RailError) as error:
            log.warning("agreements with %s cannot be asked about: %s", name, error)
    return found


def kept(connect: Connect) -> Connect:
    """One connection, opened at the first question, by the thread that asks it."""
    return cache(connect)


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
        signs=_signable(settings),
        counter=tuple(
            rail for rail, taken in ((Rail.CASH, counter.cash), (Rail.CARD, counter.card)) if taken
        ),
    )


def _signable(settings: Settings) -> tuple[str, ...]:
    """WeChat's permission is given on a page of the merchant's own, not on our screen [K]. Whether
    a gateway knows Alipay's scene it tells when it is asked."""
    alipay = settings.alipay
    is_known = alipay.mode == "gateway" or alipay.agreement_scene is not None
    is_offered = Rail.ALIPAY in _offering(settings, "member")
    return (Rail.ALIPAY,) if is_offered and is_known else ()


def rail_watch(settings: Settings, now: Now, on_event: Callable[[RailsChanged], None]) -> RailWatch:
    modes = service_modes(settings)
    return RailWatch(
        {name: _late_probe(settings, name, mode, now) for name, mode in modes.items()}, on_event
    )


def _late_probe(settings: Settings, name: Rail, mode: Mode, now: Now) -> Probe:
    """Made at its first look, by the watch's thread: the first screen need not wait for HTTP."""

    @cache
    def made() -> Probe:
        from kiosk.compose import services  # noqa: PLC0415  # as above

        return services.probe_of(settings, name, mode, now)

    def look() -> WhyNot | None:
        return made()()

    return look


def _offering(settings: Settings, way: Way) -> tuple[str, ...]:
    offers = {Rail.ALIPAY: settings.alipay.offers, Rail.WECHAT: settings.wechat.offers}
    wechat = settings.wechat
    if wechat.mode == "direct" and wechat.notify_url is None:  # WeChat Pay refuses without it
        offers[Rail.WECHAT] = tuple(one for one in wechat.offers if one != "screen")
    return tuple(name for name in service_modes(settings) if way in offers[name])
