"""A gateway on a free port of this machine, and kiosks with keys of their own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.money import Money
from kiosk.gateway import devices
from kiosk.gateway.database import Database
from kiosk.gateway.late_refunds import LateRefunds
from kiosk.gateway.notices import NoticeReader
from kiosk.gateway.parts import Server, assembled
from kiosk.rails.gateway_rail import GatewayLine, GatewayRail
from kiosk.rails.http import HttpClient
from kiosk.rails.signing_key import FileKey, key_in
from tests.kiosk.gateway.booked_service import BookedService
from tests.support.fake_clock import FakeClock

_NUMBERS = itertools.count(1)


@dataclass
class RunningGateway:
    folder: Path
    url: str
    database: Database
    key: FileKey
    late: LateRefunds
    service: BookedService = field(repr=False)
    clock: FakeClock = field(repr=False)

    def kiosk_key(self, name: str) -> FileKey:
        return key_in(self.folder / f"{name}.pem")

    def register(self, name: str, daily_limit: Money | None = None) -> None:
        key = self.kiosk_key(name).public_key
        devices.add(self.database(), name, key, daily_limit, self.clock.now())

    def line(self, name: str, clock: FakeClock | None = None) -> GatewayLine:
        """As a kiosk has it. Nonces are counted: none comes twice in one run."""
        return GatewayLine(
            self.url,
            self.key.public_key,
            self.kiosk_key(name),
            HttpClient(),
            (clock or self.clock).now,
            lambda: f"{next(_NUMBERS):032x}",
        )

    def kiosk(self, name: str = "kiosk-1", daily_limit: Money | None = None) -> GatewayRail:
        self.register(name, daily_limit)
        return GatewayRail(self.line(name))


@contextmanager
def a_gateway(
    folder: Path,
    service: BookedService | None = None,
    readers: Mapping[str, NoticeReader] | None = None,
) -> Iterator[RunningGateway]:
    """May be started again on the same folder: then it is the same gateway after a restart."""
    service = service or BookedService()
    clock = FakeClock()
    database = Database(folder / "gateway.sqlite3")
    key = key_in(folder / "gateway-key.pem")
    rails = {"alipay": service}
    app, late = assembled(database, key, {**rails}, {**rails}, dict(readers or {}), clock.now)
    server = Server(app, "127.0.0.1", 0)
    server.start()
    try:
        yield RunningGateway(
            folder, f"http://127.0.0.1:{server.port}", database, key, late, service, clock
        )
    finally:
        server.stop()
        database.close()
