"""The brokers and the outbox most tests here need."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cloud_sync.brokers import MOSQUITTO, IotcoreBroker, MosquittoBroker, RealBroker
from tests.cloud_sync.builders import News, OutboxFile


@pytest.fixture(params=["iotcore", "mosquitto"])
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RealBroker]:
    """Not started yet."""
    made: RealBroker
    if request.param == "iotcore":
        made = IotcoreBroker(tmp_path)
    elif MOSQUITTO.exists():
        made = MosquittoBroker(tmp_path)
    else:
        pytest.skip(f"{MOSQUITTO} is not installed (apt-get install mosquitto)")
    yield made
    made.stop()


@pytest.fixture
def running(broker: RealBroker) -> RealBroker:
    broker.start()
    return broker


@pytest.fixture
def box(tmp_path: Path) -> OutboxFile:
    return OutboxFile(tmp_path / "kiosk.db")


@pytest.fixture
def news() -> News:
    """What the link tells."""
    return News()


@pytest.fixture
def office_news() -> News:
    """What the back office tells."""
    return News()
