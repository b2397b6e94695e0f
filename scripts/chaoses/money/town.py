"""The folders, settings and processes of this chaos, and the bad lines between them.

kiosk (direct)  ─ line ─▶ payment service
kiosk           ─ line ─▶ gateway ─ line ─▶ payment service
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random  # noqa: TID251  # the type of what is given
from signal import SIGTERM

from kiosk import config
from kiosk.gateway import devices
from kiosk.gateway.database import Database
from kiosk.rails.signing_key import key_in
from kiosk.simulators.bad_line import BadLine, Weather
from kiosk.simulators.payment_service.asking import ask
from kiosk.simulators.payment_service.errors import ControlError
from kiosk.simulators.payment_service.keys import (
    MERCHANT_SERIAL,
    PUBLIC_KEY_ID,
    keys_in,
    serial_text,
)
from kiosk.simulators.payment_service.settings import Merchant
from scripts.chaoses.money.kiosk_process import Job
from scripts.chaoses.money.nursery import Nursery
from scripts.chaoses.money.opening import YUAN
from scripts.chaoses.money.pace import Pace

LOCAL = "127.0.0.1"
FAULTS = (
    "timeout-before,chance=0.015", "timeout-after,chance=0.025", "half-open,chance=0.005",
    "error-before,chance=0.02", "error-after,chance=0.02", "reset,chance=0.02",
    "reset-before,chance=0.01", "truncated,chance=0.01", "rubbish,chance=0.01",
    "bad-gateway,chance=0.01", "bad-gateway-after,chance=0.01",
    "slow-drip,chance=0.005", "slow-drip,chance=0.25,seconds=0.0004",
    "wrong-signature,chance=0.02", "missing-signature,chance=0.01",
    "pays-late,method=*pay,chance=0.05,seconds=2", "notify-first,chance=0.1",
    "duplicate-notify,method=notify.*,chance=0.2", "lost-notify,method=notify.*,chance=0.2",
)  # fmt: skip
"""Of each call to the service: one in five goes wrong without any bad line, and one in four takes
half a second after it was done, as real ones do."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`through_gateway`: every so many-th kiosk has its services behind the gateway."""

    kiosks: int
    quota: int
    seed: int
    pace: Pace
    acts_first: bool = False
    through_gateway: int = 4
    faults: tuple[str, ...] = FAULTS


class Town:
    """Everything of one run, below `folder`. `now`: the real clock, as the processes have it."""

    def __init__(
        self, folder: Path, plan: Plan, now: Callable[[], datetime], dice: Callable[[int], Random]
    ) -> None:
        self.folder = folder
        self.quota = plan.quota
        self._plan = plan
        self._now = now
        self._ports = _free_ports(3)
        self._keys = keys_in(folder / "service" / "keys", dice(1))
        self._nursery = Nursery()
        self._running: dict[str, int] = {}
        self._services_started = 0
        service_port, self._control_port, gateway_port = self._ports
        self._to_service = BadLine((LOCAL, service_port), dice(2))
        self._to_gateway = BadLine((LOCAL, gateway_port), dice(3))
        self.kiosks = tuple(f"kiosk{number}" for number in range(1, plan.kiosks + 1))
        self._write_gateway()
        for number, name in enumerate(self.kiosks, start=1):
            self._write_kiosk(name, is_direct=number % plan.through_gateway != 0)

    @property
    def control(self) -> str:
        return f"http://{LOCAL}:{self._control_port}"

    # --- processes ----------------------------------------------------------------------------

    def open_line(self) -> None:
        """The lines, and what is behind them."""
        self._to_service.start()
        self._to_gateway.start()
        self.start("service")
        self.start("gateway")

    def open_shops(self) -> None:
        """All of them side by side, and to the end. Raises RuntimeError."""
        jobs = [replace(self._job(name), opens_shop=True) for name in self.kiosks]
        ends = [self._nursery.ended(pid) for pid in [self._nursery.kiosk(job) for job in jobs]]
        if any(ends):
            raise RuntimeError(f"A kiosk did not open: see stderr.log in {self.folder}")

    @property
    def can_open(self) -> bool:
        """Whether service and gateway answer."""
        return all(map(_listens, self._ports))

    def close(self) -> None:
        """In good order."""
        for name in [*self._running]:
            self._nursery.end(self._running.pop(name), SIGTERM)
        self._nursery.close()
        self._to_service.stop()
        self._to_gateway.stop()

    def is_running(self, name: str) -> bool:
        return name in self._running

    def start(self, name: str) -> None:
        match name:
            case "service":
                self._running[name] = self._start_service()
            case "gateway":
                words = ["-m", "scripts.chaoses.money.gateway_process", str(self._gateway_config)]
                words.append(json.dumps(asdict(self._plan.pace)))
                self._running[name] = self._nursery.program(words, self.folder / "gateway.log")
            case _:
                self._running[name] = self._nursery.kiosk(self._job(name))

    def kill(self, name: str) -> int:
        """How it ended: -9, unless it had ended by itself before."""
        return self._nursery.end(self._running.pop(name))

    def set_weather(self, weather: Weather) -> None:
        self._to_service.weather = weather
        self._to_gateway.weather = weather

    def cut_lines(self) -> None:
        self._to_service.cut_all()
        self._to_gateway.cut_all()

    def clear_faults(self) -> bool:
        """False while the service does not answer."""
        try:
            ask(self.control, "clear", [])
        except ControlError:
            return False
        return True

    def _job(self, name: str) -> Job:
        plan = self._plan
        return Job(
            self.folder / name, self.control, plan.seed, plan.quota, plan.pace, plan.acts_first
        )

    def _start_service(self) -> int:
        """Another seed each time: codes are drawn from it, and none may come twice."""
        self._services_started += 1
        seed = self._plan.seed * 1000 + self._services_started
        words = ["-m", "kiosk.simulators.payment_service", "--folder", str(self.folder / "service"),
                 "--port", str(self._ports[0]), "--control-port", str(self._control_port),
                 "--seed", str(seed), "--hang", str(self._plan.pace.http_s * 1.5),
                 "--notify-pace", "0.01"]  # fmt: skip
        for rule in self._plan.faults:
            words += ["--fault", rule]
        return self._nursery.program(words, self.folder / "service.log")

    # --- folders ------------------------------------------------------------------------------

    @property
    def _gateway_config(self) -> Path:
        return self.folder / "gateway" / "gateway.toml"

    def _write_gateway(self) -> None:
        self._gateway_config.parent.mkdir()
        text = f"[gateway]\nport = {self._ports[2]}\n{self._accounts('[alipay]', '[wechat]')}"
        self._gateway_config.write_text(text, encoding="utf-8")
        self._gateway_data.mkdir()
        public = key_in(self._gateway_data / "gateway-key.pem").public_key.pem
        (self.folder / "gateway" / "public.pem").write_text(public, encoding="utf-8")

    @property
    def _gateway_data(self) -> Path:
        return self.folder / "gateway" / "data"

    def _write_kiosk(self, name: str, *, is_direct: bool) -> None:
        folder = self.folder / name
        (folder / "data").mkdir(parents=True)
        mode = "direct" if is_direct else "gateway"
        offers = f'mode = "{mode}"\noffers = ["code", "screen"]'
        sections = f"[alipay]\n{offers}", f"[wechat]\n{offers}"
        ways = self._accounts(*sections) if is_direct else self._behind_gateway(*sections)
        (folder / "kiosk.toml").write_text(_kiosk_toml(name) + ways, encoding="utf-8")
        settings = config.load(folder / "kiosk.toml")
        if not is_direct:
            key = key_in(settings.paths.device_key_file).public_key
            with closing(Database(self._gateway_data / "gateway.sqlite3")) as database:
                devices.add(database(), name, key, None, self._now())

    def _behind_gateway(self, alipay: str, wechat: str) -> str:
        url = f"http://{LOCAL}:{self._to_gateway.address[1]}"
        key = self.folder / "gateway" / "public.pem"
        return (
            f'[payments]\ngateway_url = "{url}"\ngateway_key_file = "{key}"\n{alipay}\n{wechat}\n'
        )

    def _accounts(self, alipay: str, wechat: str) -> str:
        url = f"http://{LOCAL}:{self._to_service.address[1]}"
        notify = f"http://{LOCAL}:{self._to_gateway.address[1]}/notify"
        files, shop = self._keys.merchant_files(), Merchant()
        return f"""{alipay}
app_id = "{shop.app_id}"
seller_id = "{shop.seller_id}"
private_key_file = "{files["alipay_private_key"]}"
alipay_public_key_file = "{files["alipay_public_key"]}"
url = "{url}/gateway.do"
notify_url = "{notify}/alipay"
{wechat}
mchid = "{shop.mchid}"
appid = "{shop.wechat_appid}"
serial = "{serial_text(MERCHANT_SERIAL)}"
private_key_file = "{files["wechat_private_key"]}"
apiv3_key_file = "{files["wechat_apiv3_key"]}"
public_key_file = "{files["wechat_public_key"]}"
public_key_id = "{PUBLIC_KEY_ID}"
url = "{url}"
notify_url = "{notify}/wechat"
"""


def _kiosk_toml(name: str) -> str:
    return f"""[site]
device_id = "{name}"
[paths]
catalogue = "sample:"
[timeouts]
payment_query_s = 0.5
payment_deadline_s = 5
[wallet]
max_top_up_yuan = {YUAN}
max_balance_yuan = {YUAN}
"""


def _listens(port: int) -> bool:
    try:
        socket.create_connection((LOCAL, port), timeout=1).close()
    except OSError:
        return False
    return True


def _free_ports(count: int) -> tuple[int, ...]:
    held = [socket.create_server((LOCAL, 0)) for _ in range(count)]
    ports = tuple(int(one.getsockname()[1]) for one in held)
    for one in held:
        one.close()
    return ports
