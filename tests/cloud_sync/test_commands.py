"""The two commands, as processes."""

import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cloud_sync.events import MessageDelivered
from tests.cloud_sync.brokers import IotcoreBroker
from tests.cloud_sync.builders import News, OutboxFile, a_link, some_settings

ROOT = Path(__file__).parents[2]
LINE = "museum-east/kiosk-7  order order-1  2 pieces  1250 minor units CNY  by face"


class Command:
    """Lines of a running command; each wait is bounded."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def wait_for(self, text: str) -> str:
        while True:
            line = self._lines.get(timeout=20)
            if text in line:
                return line

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(10)
        self._reader.join(10)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@contextmanager
def running_command(*words: str) -> Iterator[Command]:
    process = subprocess.Popen(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    command = Command(process)
    try:
        yield command
    finally:
        assert command.end() == 0


@pytest.fixture
def iotcore(tmp_path: Path) -> Iterator[IotcoreBroker]:
    broker = IotcoreBroker(tmp_path)
    yield broker
    broker.stop()


def test_the_simulator_waits_for_a_broker_then_prints_each_order(
    iotcore: IotcoreBroker, box: OutboxFile, news: News
) -> None:
    box.put("order-1")
    settings = some_settings(iotcore.address, expects_receipts=True)
    with running_command("cloud_sync.simulator", "--port", str(iotcore.address.port)) as command:
        command.wait_for("Not connected")
        iotcore.start()
        command.wait_for("Listening")
        with a_link(settings, box, news):
            line = command.wait_for("order-1")
            assert news.wait_for(MessageDelivered) == MessageDelivered("order-1")

    assert LINE in line
    assert "pay-order-1" not in line


def test_watch_prints_each_order_and_takes_nothing(
    iotcore: IotcoreBroker, box: OutboxFile, news: News
) -> None:
    iotcore.start()
    port = str(iotcore.address.port)
    with running_command("cloud_sync", "watch", "--port", port) as command:
        command.wait_for("Listening")
        box.put("order-1")
        with a_link(some_settings(iotcore.address), box, news):
            assert LINE in command.wait_for("order-1")


@pytest.mark.parametrize("words", [["--port", "0"], ["--ca-file", "ca.pem"], ["--slow", "x"]])
def test_a_wrong_argument_is_explained(words: list[str]) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "cloud_sync.simulator", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )

    assert result.returncode == 2
    assert "error:" in result.stderr
