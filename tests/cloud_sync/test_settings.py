"""Settings that cannot work are refused at once."""

from pathlib import Path

import pytest

from cloud_sync.errors import SettingsError
from cloud_sync.settings import BrokerAddress, BrokerSettings, Patience


@pytest.mark.parametrize(
    "values",
    [
        {"host": " "},
        {"port": 0},
        {"port": 65536},
        {"password_file": Path("pw")},
        {"ca_file": Path("ca.pem")},
    ],
)
def test_an_address_that_cannot_work_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        BrokerAddress(**values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "values",
    [{"site": "a/b"}, {"device": "#"}, {"window": 0}, {"window": 21}, {"receipt_timeout_s": 0}],
)
def test_settings_that_cannot_work_are_refused(values: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        BrokerSettings(**({"site": "s", "device": "d"} | values))  # type: ignore[arg-type]


def test_a_longest_pause_below_the_shortest_is_refused() -> None:
    with pytest.raises(SettingsError, match="reconnect"):
        Patience(reconnect_min_s=2, reconnect_max_s=1)
