"""Devices as the settings want them, and in which order they come up."""

from __future__ import annotations

import queue
from pathlib import Path

from kiosk import config
from kiosk.compose.devices import cloud
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.problems import Fault
from kiosk.flows.events import Event, Mended
from tests.cloud_sync.brokers import free_port


def test_the_link_waits_until_the_embedded_broker_listens(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(f'[cloud]\nmode = "embedded"\nport = {free_port()}\n', encoding="utf-8")
    settings = config.load(file)
    heard: queue.SimpleQueue[Event] = queue.SimpleQueue()
    _, parts = cloud(settings, SystemClock(settings.site.zone), heard.put)
    for part in parts:
        part.start()
    try:
        assert heard.get(timeout=20) == Mended(Fault.CLOUD)
    finally:
        for part in parts:
            part.stop()
