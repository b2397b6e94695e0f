"""The device secret sealed to a TPM 2.0: swtpm, a TPM in software, behind the same systemd-creds.

apt-get install swtpm libtss2-tcti-swtpm0 libtss2-esys-3.0.2-0 libtss2-rc0
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.devices.device_secret import TpmSecret
from kiosk.storage.database import open_database
from kiosk.storage.sealing import open_vault
from kiosk.typed_file import FileProblem

SECRET = bytes(range(32))
START_S = 10.0
HAS_TOOLS = shutil.which("swtpm") is not None and shutil.which("systemd-creds") is not None
HAS_TCTI = any(Path("/usr/lib").glob("*/libtss2-tcti-swtpm.so.0"))
pytestmark = pytest.mark.skipif(
    not (HAS_TOOLS and HAS_TCTI),
    reason="needs swtpm, systemd-creds and libtss2-tcti-swtpm0",
)


class SoftwareTpm:
    """A TPM on a socket. What it holds lies in `state`, and outlives switching it off."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._socket = state / "tpm"
        state.mkdir()

    @property
    def device(self) -> str:
        return f"swtpm:path={self._socket}"

    def switch_on(self) -> None:
        command = [
            "swtpm", "socket", "--tpm2", "--tpmstate", f"dir={self._state}",
            "--server", f"type=unixio,path={self._socket}",
            "--ctrl", f"type=unixio,path={self._socket}.ctrl",
            "--flags", "not-need-init,startup-clear",
        ]  # fmt: skip
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0
        )
        self._wait_until_it_listens()

    def switch_off(self) -> None:
        self._process.terminate()
        self._process.communicate(timeout=START_S)
        for left in (self._socket, Path(f"{self._socket}.ctrl")):
            left.unlink(missing_ok=True)

    def _wait_until_it_listens(self) -> None:
        for _ in range(round(START_S / 0.05)):
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(f"{self._socket}.ctrl") == 0:
                    return
            try:
                self._process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            break
        raise AssertionError("swtpm does not start")


@pytest.fixture
def home() -> Iterator[Path]:
    """Short: the path of a socket has 107 letters at most."""
    with tempfile.TemporaryDirectory(prefix="tpm-") as folder:
        yield Path(folder)


@pytest.fixture
def tpm(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoftwareTpm]:
    yield from _switched_on(SoftwareTpm(home / "one"), monkeypatch)


def _switched_on(tpm: SoftwareTpm, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoftwareTpm]:
    tpm.switch_on()
    monkeypatch.setenv("SYSTEMD_TPM2_DEVICE", tpm.device)
    yield tpm
    tpm.switch_off()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "device-secret.tpm"


def test_what_the_tpm_sealed_it_opens(tpm: SoftwareTpm, path: Path) -> None:
    assert TpmSecret(path).read() is None
    TpmSecret(path).keep(SECRET)
    assert TpmSecret(path).read() == SECRET
    assert path.stat().st_mode & 0o777 == 0o600
    for written in (SECRET, SECRET.hex().encode()):
        assert written not in path.read_bytes()


def test_it_opens_after_the_power_was_off(tpm: SoftwareTpm, path: Path) -> None:
    TpmSecret(path).keep(SECRET)
    tpm.switch_off()
    tpm.switch_on()
    assert TpmSecret(path).read() == SECRET


def test_the_disk_in_another_machine_opens_nothing(
    tpm: SoftwareTpm, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    TpmSecret(path).keep(SECRET)
    sealed = path.read_bytes()
    other = SoftwareTpm(home / "two")
    for _ in _switched_on(other, monkeypatch):
        with pytest.raises(FileProblem, match="could not decrypt"):
            TpmSecret(path).read()
    assert path.read_bytes() == sealed
    monkeypatch.setenv("SYSTEMD_TPM2_DEVICE", tpm.device)
    assert TpmSecret(path).read() == SECRET


def test_a_tpm_that_is_off_is_told_and_nothing_is_replaced(tpm: SoftwareTpm, path: Path) -> None:
    TpmSecret(path).keep(SECRET)
    sealed = path.read_bytes()
    tpm.switch_off()
    with pytest.raises(FileProblem, match=r"TPM 2\.0"):
        TpmSecret(path).read()
    assert path.read_bytes() == sealed
    tpm.switch_on()


@pytest.mark.parametrize("damage", [b"", b"AAAA", b"\xff" * 400])
def test_a_damaged_file_is_told(tpm: SoftwareTpm, path: Path, damage: bytes) -> None:
    TpmSecret(path).keep(SECRET)
    path.write_bytes(damage)
    with pytest.raises(FileProblem):
        TpmSecret(path).read()


def test_members_sealed_under_a_tpm_open_after_a_restart_and_not_elsewhere(
    tpm: SoftwareTpm, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(home / "kiosk.sqlite3")
    opened = open_vault(database, TpmSecret(path), os.urandom)
    key, wrapped = opened.vault.new_key("m-1")
    database.execute("PRAGMA foreign_keys=OFF")
    database.execute("INSERT INTO member_keys VALUES ('m-1', ?)", (wrapped,))
    name = key.seal("name", b"Ouyang")

    again = open_vault(database, TpmSecret(path), os.urandom)
    for _ in _switched_on(SoftwareTpm(home / "two"), monkeypatch):
        elsewhere = open_vault(database, TpmSecret(path), os.urandom)
    database.close()

    assert again.problem == ""
    assert again.vault.key_of("m-1", wrapped).open("name", name) == b"Ouyang"
    assert elsewhere.vault.is_locked
    assert "could not decrypt" in elsewhere.problem
