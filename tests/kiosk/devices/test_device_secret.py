"""The ends that keep the device secret: a real file, a credentials folder, systemd-creds."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.devices.device_secret import (
    CREDENTIAL,
    CredentialSecret,
    FileSecret,
    TpmSecret,
    device_secret,
)
from kiosk.typed_file import FileProblem

SECRET = bytes(range(32))


def test_a_file_keeps_the_secret_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "device-secret"
    assert FileSecret(path).read() is None
    FileSecret(path).keep(SECRET)
    assert FileSecret(path).read() == SECRET
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_secret_is_never_replaced(tmp_path: Path) -> None:
    secret = FileSecret(tmp_path / "device-secret")
    secret.keep(SECRET)
    secret.keep(bytes(32))
    assert secret.read() == SECRET


def test_a_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "device-secret"
    FileSecret(path).keep(SECRET)
    path.chmod(0o644)
    with pytest.raises(FileProblem, match="chmod 600"):
        FileSecret(path).read()


@pytest.mark.parametrize("text", ["", "00" * 31, "00" * 33, "zz" * 32, "\N{BELL}"])
def test_a_file_with_something_else_in_it_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "device-secret"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(FileProblem, match="not a device secret"):
        FileSecret(path).read()


@pytest.mark.parametrize("modes", [(0o500, 0o400), (0o550, 0o440)])
def test_a_credential_is_read_from_the_folder_that_systemd_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, modes: tuple[int, int]
) -> None:
    """0400 up to systemd 253; 0440 since then for a unit with User=, where an ACL lets it read."""
    path = tmp_path / "credentials" / CREDENTIAL
    path.parent.mkdir()
    path.write_text(SECRET.hex() + "\n")
    path.chmod(modes[1])
    path.parent.chmod(modes[0])
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(path.parent))
    assert CredentialSecret().read() == SECRET


def test_without_credentials_it_is_told_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="systemd-creds encrypt"):
        CredentialSecret({}).read()
    empty = CredentialSecret({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert empty.read() is None
    with pytest.raises(FileProblem, match="systemd-creds encrypt"):
        empty.keep(SECRET)


def test_without_systemd_creds_the_tpm_end_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileProblem, match="systemd-creds is missing"):
        TpmSecret(tmp_path / "device-secret.tpm").keep(SECRET)


def has_host_key() -> bool:
    """systemd-creds is here, and root may use the key of this machine."""
    tool = shutil.which("systemd-creds")
    if tool is None or os.geteuid() != 0:
        return False
    asked = [tool, "encrypt", "--with-key=host", "--name=x", "-", "-"]
    done = subprocess.run(asked, input=b"x", capture_output=True, check=False)
    return done.returncode == 0


@pytest.mark.skipif(not has_host_key(), reason="needs systemd-creds, and root")
def test_what_systemd_creds_sealed_it_opens(tmp_path: Path) -> None:
    """With the machine's key in place of a TPM's: the same commands, the same bytes."""
    path = tmp_path / "device-secret.tpm"
    TpmSecret(path, key="host").keep(SECRET)
    assert TpmSecret(path).read() == SECRET
    assert SECRET.hex().encode() not in path.read_bytes()
    path.write_bytes(path.read_bytes()[:-9] + b"AAAAAAAA\n")
    with pytest.raises(FileProblem, match="could not decrypt"):
        TpmSecret(path).read()


@pytest.mark.skipif(not has_host_key(), reason="needs systemd-creds, and root")
def test_the_credential_that_we_tell_people_to_make_is_one_we_read(tmp_path: Path) -> None:
    """The two commands of the advice; then what systemd does for LoadCredentialEncrypted=."""
    path = tmp_path / CREDENTIAL
    script = (
        f"openssl rand -hex 32 | systemd-creds encrypt --with-key=host --name={CREDENTIAL} - given"
        f" && systemd-creds decrypt --name={CREDENTIAL} given {CREDENTIAL}"
        f" && chmod 400 {CREDENTIAL}"
    )
    subprocess.run(["sh", "-c", script], cwd=tmp_path, check=True, capture_output=True)
    secret = CredentialSecret({"CREDENTIALS_DIRECTORY": str(tmp_path)}).read()
    assert secret is not None
    assert len(secret) == len(SECRET)
    assert secret.hex() in path.read_text()


@pytest.mark.skipif(not has_host_key(), reason="needs systemd-creds, and root")
@pytest.mark.skipif(Path("/dev/tpmrm0").exists(), reason="there is a TPM here")
def test_without_a_tpm_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"TPM 2\.0"):
        TpmSecret(tmp_path / "device-secret.tpm").keep(SECRET)


def test_the_settings_choose_the_end(tmp_path: Path) -> None:
    kinds = [type(device_secret(kind, tmp_path)) for kind in ("file", "credential", "tpm")]
    assert kinds == [FileSecret, CredentialSecret, TpmSecret]
