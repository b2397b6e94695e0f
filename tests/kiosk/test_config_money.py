"""What a technician writes about money, and what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import config
from kiosk.config import Settings
from kiosk.config_money import secret_files
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.typed_file import FileProblem

GATEWAY = '[payments]\ngateway_url = "https://pay.example.com"\ngateway_key_file = "gateway.pem"\n'
ALIPAY_ACCOUNT = """
app_id = "2021000000000001"
seller_id = "2088000000000001"
private_key_file = "alipay.pem"
alipay_public_key_file = "alipay-public.pem"
"""


def settings_of(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def test_without_a_word_only_the_wallet_is_offered(tmp_path: Path) -> None:
    found = settings_of(tmp_path, "")
    assert found.payments.wallet
    assert (found.alipay.mode, found.wechat.mode) == ("off", "off")
    assert (found.counter.cash, found.counter.card) == (False, False)


def test_a_service_behind_the_gateway_needs_no_keys_here(tmp_path: Path) -> None:
    found = settings_of(tmp_path, GATEWAY + '[alipay]\nmode = "gateway"\noffers = ["code"]')
    assert (found.alipay.mode, found.alipay.offers) == ("gateway", ("code",))
    assert found.payments.gateway_key_file == tmp_path / "gateway.pem"
    assert secret_files(found.alipay) == []


def test_a_direct_account_brings_its_keys(tmp_path: Path) -> None:
    found = settings_of(tmp_path, f'[alipay]\nmode = "direct"{ALIPAY_ACCOUNT}').alipay
    assert found.missing() == []
    assert secret_files(found) == [tmp_path / "alipay.pem"]
    assert found.url == "https://openapi.alipay.com/gateway.do"


def test_a_simulator_on_this_computer_needs_no_tls(tmp_path: Path) -> None:
    found = settings_of(tmp_path, '[alipay]\nurl = "http://127.0.0.1:8090/gateway.do"')
    assert found.alipay.url == "http://127.0.0.1:8090/gateway.do"


def test_limits_are_money_and_the_rate_is_whole(tmp_path: Path) -> None:
    found = settings_of(
        tmp_path,
        "[offline]\nper_member_yuan = 50\nper_kiosk_yuan = 500\nhours = 1.5\n"
        '[tax]\nrate_percent = 0.5\nlabel = { zh = "税", en = "tax" }\n',
    )
    assert (found.offline.per_member, found.offline.per_kiosk) == (Money(5000), Money(50_000))
    assert (found.tax.rate_basis_points, found.tax.label) == (50, Label("税", "tax"))


@pytest.mark.parametrize(("percent", "points"), [(13, 1300), (6.5, 650), (0.29, 29), (1.15, 115)])
def test_no_rate_is_rounded(tmp_path: Path, percent: float, points: int) -> None:
    assert settings_of(tmp_path, f"[tax]\nrate_percent = {percent}").tax.rate_basis_points == points


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[payments]\nwallet = false", "The file offers no way to pay: set [payments] wallet"),
        ('[alipay]\nmode = "gateway"', "needs [payments] gateway_url and gateway_key_file, bec"),
        ('[wechat]\nmode = "gateway"', 'because [wechat] mode is "gateway"'),
        ('[alipay]\nmode = "direct"', "[alipay] needs app_id, seller_id, private_key_file, alip"),
        ('[wechat]\nmode = "direct"\nmchid = "1900000109"', "[wechat] needs appid, serial, priv"),
        ('[alipay]\nmode = "on"', "[alipay] mode must be 'off', 'gateway' or 'direct', not \"on\""),
        ('[alipay]\noffers = ["qr"]', "[alipay] offers.0 must be 'code', 'screen', 'member' or"),
        ('[alipay]\noffers = ["code", "code"]', "[alipay] offers names the same way twice"),
        ("[alipay]\noffers = []", "[alipay] offers"),
        ('[alipay]\napp_id = "x"', '[alipay] app_id is "x". Write it like 2021000000000000.'),
        ('[alipay]\nurl = "http://openapi.alipay.com/"', "Use https; http is for simulators"),
        ('[payments]\ngateway_url = "http://10.0.0.5:8443"', "Use https; http is for simulators"),
        ('[payments]\ngateway_url = "http://127.0.0.1.evil.com"', "Use https; http is for"),
        ('[payments]\ngateway_url = "https://127.0.0.1@evil"', "Write it like https://pay.example"),
        ('[payments]\ngateway_url = "pay"', '[payments] gateway_url is "pay". Write it like'),
        ("[payments]\nwallets = true", "wallets is not a setting. Did you mean wallet?"),
        ("[offline]\nper_member_yuan = 3000", "per_member_yuan must not be above per_kiosk_yuan"),
        ("[tax]\nrate_percent = 6.125", "[tax] rate_percent is 6.125; use two decimals at most."),
        ("[tax]\nrate_percent = -1", "[tax] rate_percent must be at least 0"),
        ('[tax]\nlabel = "VAT"', "[tax] label must be a table of names and values"),
        ('[counter]\ncash = "yes"', "[counter] cash must be true or false, without quotes"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_do(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(FileProblem) as caught:
        settings_of(tmp_path, text)
    assert told in " ".join(caught.value.lines)
