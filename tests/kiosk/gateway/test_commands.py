"""The gateway's commands, as a technician types them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.__main__ import main as kiosk_main
from kiosk.gateway import settings
from kiosk.gateway.__main__ import main
from kiosk.gateway.database import Database
from kiosk.rails.signing_key import key_in, public_key
from kiosk.storage.agreement_book import number_of
from kiosk.typed_file import FileProblem

ROOT = Path(__file__).parents[3]
Said = pytest.CaptureFixture[str]


@pytest.fixture(name="config")
def a_config(tmp_path: Path) -> str:
    path = tmp_path / "gateway.toml"
    path.write_text("[gateway]\nport = 0\n")
    return str(path)


def test_the_example_loads_and_names_every_setting(tmp_path: Path, capsys: Said) -> None:
    assert main(["example"]) == 0
    text = capsys.readouterr().out
    path = tmp_path / "gateway.toml"
    path.write_text(text)
    found = settings.load(path)
    assert found.gateway.data_dir == tmp_path / "data"
    assert (found.alipay, found.wechat) == (None, None)
    for name in ("alipay_public_key_file", "apiv3_key_file", "notify_url", "timezone"):
        assert name in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[alipay]", "The file needs [alipay] app_id, seller_id, private_key_file, alipay_publ"),
        ("[gateway]\nport = 70000", "[gateway] port must be at most 65535"),
        ("[gateway]\nhots = 1", "hots is not a setting. Did you mean host?"),
        ('[wechat]\nmchid = "1900000042"', "The file needs [wechat] appid, serial"),
        ('[alipay]\nmode = "gateway"', "mode is not a setting"),
    ],
)
def test_a_mistake_in_the_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "gateway.toml"
    path.write_text(text)
    with pytest.raises(FileProblem) as caught:
        settings.load(path)
    assert told in " ".join(caught.value.lines)


def test_a_kiosk_is_registered_by_what_it_prints(tmp_path: Path, config: str, capsys: Said) -> None:
    (tmp_path / "kiosk.toml").write_text("")
    assert kiosk_main(["device-key", "--config", str(tmp_path / "kiosk.toml")]) == 0
    printed = capsys.readouterr().out
    key = key_in(tmp_path / "data" / "device-key.pem").public_key
    assert public_key(printed.split("fingerprint")[0]) == key
    assert f"fingerprint {key.key_id}" in printed
    command = printed.strip().splitlines()[-1].split()
    assert command[:3] == ["python", "-m", "kiosk.gateway"]
    assert main([*command[3:-1], config]) == 0
    assert main(["devices", "list", "--config", config]) == 0
    assert f"site-1.kiosk-1           {key.key_id}  no limit" in capsys.readouterr().out


def test_limits_and_revocations_are_listed(tmp_path: Path, config: str, capsys: Said) -> None:
    line = key_in(tmp_path / "d.pem").public_key.line
    add = ["devices", "add", "lobby", line, "--config", config]
    assert main([*add, "--daily-limit", "500"]) == 0
    main(["devices", "list", "--config", config])
    assert "500.00 a day" in capsys.readouterr().out
    assert main(["devices", "revoke", "lobby", "--config", config]) == 0
    main(["devices", "list", "--config", config])
    assert "revoked 2" in capsys.readouterr().out
    assert main(["devices", "revoke", "lobby", "--config", config]) == 1
    assert main(add) == 1
    assert "Make a new one" in capsys.readouterr().err


def test_a_key_comes_as_a_pem_file_too(tmp_path: Path, config: str) -> None:
    (tmp_path / "pub.pem").write_text(key_in(tmp_path / "d.pem").public_key.pem)
    assert main(["devices", "add", "lobby", str(tmp_path / "pub.pem"), "--config", config]) == 0


@pytest.mark.parametrize(
    ("name", "key"), [("lobby", "not-a-key"), ("../x", "MCowBQYDK2VwAyEA" + "A" * 43 + "=")]
)
def test_a_device_that_cannot_be_is_refused(config: str, capsys: Said, name: str, key: str) -> None:
    assert main(["devices", "add", name, key, "--config", config]) == 1
    assert capsys.readouterr().err


def test_agreements_are_kept_and_forgotten(tmp_path: Path, config: str, capsys: Said) -> None:
    words = ["alipay", "member-1"]
    assert main(["agreements", "set", *words, "2026112100000042", "--config", config]) == 0
    database = Database(tmp_path / "data" / "gateway.sqlite3")
    assert number_of(database(), "alipay", "member-1") == "2026112100000042"
    assert number_of(database(), "wechat", "member-1") is None
    assert main(["agreements", "forget", *words, "--config", config]) == 0
    assert number_of(database(), "alipay", "member-1") is None
    assert main(["agreements", "forget", *words, "--config", config]) == 1
    assert "no agreement" in capsys.readouterr().err


def test_the_public_key_is_printed_the_same_every_time(config: str, capsys: Said) -> None:
    main(["key", "--config", config])
    first = capsys.readouterr().out
    main(["key", "--config", config])
    assert capsys.readouterr().out == first
    assert first.startswith("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2Vw")


def test_the_settings_are_shown_without_a_key(config: str, capsys: Said) -> None:
    assert main(["show-config", "--config", config]) == 0
    assert json.loads(capsys.readouterr().out)["gateway"]["timezone"] == "Asia/Shanghai"


def test_a_database_of_something_else_is_left_alone(
    tmp_path: Path, config: str, capsys: Said
) -> None:
    path = tmp_path / "data" / "gateway.sqlite3"
    path.parent.mkdir()
    path.write_bytes(b"a shopping list" * 100)
    assert main(["devices", "list", "--config", config]) == 1
    assert capsys.readouterr().err
    assert path.read_bytes() == b"a shopping list" * 100


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_it_serves_until_it_is_asked_to_stop(config: str, host: str) -> None:
    Path(config).write_text(f'[gateway]\nport = 0\nhost = "{host}"\n')
    command = [sys.executable, "-m", "kiosk.gateway", "serve", "--config", config]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as gateway:
        assert gateway.stdout is not None
        line = gateway.stdout.readline()
        assert line.startswith(f"Listening on http://{host}:")
        assert "no service" in line
        gateway.send_signal(signal.SIGTERM)
        assert gateway.wait(timeout=10) == 0


def test_a_port_that_is_taken_is_told(tmp_path: Path, config: str) -> None:
    serve = [sys.executable, "-m", "kiosk.gateway", "serve", "--config"]
    with subprocess.Popen([*serve, config], cwd=ROOT, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        port = first.stdout.readline().split(":")[2].split()[0]
        other = tmp_path / "other.toml"
        other.write_text(f'[gateway]\nport = {port}\ndata_dir = "other"\n')
        second = subprocess.run(
            [*serve, str(other)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        first.kill()
    assert second.returncode == 1
    assert "Set [gateway] port" in second.stderr


def test_two_gateways_do_not_share_their_books(config: str) -> None:
    serve = [sys.executable, "-m", "kiosk.gateway", "serve", "--config", config]
    with subprocess.Popen(serve, cwd=ROOT, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        first.stdout.readline()
        second = subprocess.run(serve, cwd=ROOT, capture_output=True, text=True, check=False)
        first.kill()
    assert second.returncode == 1
    assert "already" in second.stderr


def test_where_the_servers_packages_are_missing_serving_says_what_to_install(config: str) -> None:
    """A kiosk's own environment: help and keys work, only serving needs Flask."""
    without = "import sys; from importlib import util; real = util.find_spec\n"
    without += "util.find_spec = lambda name: None if name == 'flask' else real(name)\n"
    without += "sys.modules['flask'] = None\n"
    without += "from kiosk.gateway.__main__ import main; sys.exit(main(sys.argv[1:]))"

    def told(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", without, *words, "--config", config]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert told("devices", "list").returncode == 0
    refused = told("serve")
    assert refused.returncode == 1
    assert "requirements-gateway.lock" in refused.stderr
    assert "Traceback" not in refused.stderr
