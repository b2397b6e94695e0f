"""Where the device secret lies: the three ends of the port `DeviceSecret`.

    file        DATA_DIR/device-secret, 0600, made at the first start. It protects a copy of the
                database alone: whoever takes the whole disk has the secret too
    credential  $CREDENTIALS_DIRECTORY/kaimen-device-secret, given by systemd
    tpm         DATA_DIR/device-secret.tpm, sealed to this machine's TPM 2.0 by systemd-creds(1):
                a disk without its machine is worth nothing. The user needs /dev/tpmrm0 (group
                tss) and libtss2; a TPM elsewhere is named in $SYSTEMD_TPM2_DEVICE. Sealed to PCR 7:
                when Secure Boot's keys change, it is sealed again from its backup

The text of a secret is 64 hex digits and a newline.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from kiosk.ports import DeviceSecret
from kiosk.secret_file import secret_text, write_secret
from kiosk.storage.vault import SECRET_BYTES
from kiosk.typed_file import FileProblem, printable_path

CREDENTIAL = "kaimen-device-secret"
DIRECTORY = "CREDENTIALS_DIRECTORY"
"""Set by systemd for a unit with credentials: systemd.exec(5)."""
TOOL_S = 20.0
"""A TPM takes about a second; a hung one must not hold up the start for longer."""


class FileSecret:
    """A `DeviceSecret` in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def place(self) -> str:
        return printable_path(self._path)

    def read(self) -> bytes | None:
        if not self._path.exists():
            return None
        return _parsed(self._path, secret_text(self._path))

    def keep(self, secret: bytes) -> None:
        write_secret(self._path, _text(secret))


class CredentialSecret:
    """A `DeviceSecret` that systemd hands to the service: read only, made by whoever installs."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._folder = Path(environment.get(DIRECTORY, ""))
        self._path = self._folder / CREDENTIAL

    @property
    def place(self) -> str:
        return f"${DIRECTORY}/{CREDENTIAL}"

    def read(self) -> bytes | None:
        if self._folder == Path():
            raise FileProblem(
                Path(CREDENTIAL),
                [f"${DIRECTORY} is not set: start the kiosk as a systemd service. {_HOW}"],
            )
        if not self._path.exists():
            return None
        return _parsed(self._path, secret_text(self._path))

    def keep(self, secret: bytes) -> None:
        raise FileProblem(Path(CREDENTIAL), [f"There is no such credential. {_HOW}"])


class TpmSecret:
    """A `DeviceSecret` sealed by systemd-creds(1), to the TPM unless `key` names another of its
    keys: `host` seals to a file of root's, for machines without a TPM and for tests."""

    def __init__(self, path: Path, key: str = "tpm2") -> None:
        self._path = path
        self._key = key

    @property
    def place(self) -> str:
        return printable_path(self._path)

    def read(self) -> bytes | None:
        if not self._path.exists():
            return None
        text = self._run("decrypt", str(self._path), "-")
        return _parsed(self._path, text.decode(errors="replace"))

    def keep(self, secret: bytes) -> None:
        sealed = self._run("encrypt", f"--with-key={self._key}", "-", "-", given=_text(secret))
        write_secret(self._path, sealed)

    def _run(self, verb: str, *arguments: str, given: bytes = b"") -> bytes:
        """What systemd-creds says on its standard output; the secret stands on no command line."""
        tool = shutil.which("systemd-creds")
        if tool is None:
            raise FileProblem(self._path, ["systemd-creds is missing (systemd 250 or newer)."])
        command = [tool, verb, f"--name={CREDENTIAL}", *arguments]
        try:
            done = subprocess.run(
                command, input=given, capture_output=True, timeout=TOOL_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            late = "The TPM did not answer. Restart the machine."
            raise FileProblem(self._path, [late]) from error
        if done.returncode:
            lines = done.stderr.decode(errors="replace").strip().splitlines()
            said = lines[-1] if lines else "no reason given"
            raise FileProblem(
                self._path,
                [
                    f"systemd-creds could not {verb} it: {said}. "
                    "Check that this machine has a TPM 2.0 and that the kiosk may use it, "
                    'or set device_secret = "file".'
                ],
            )
        return done.stdout


def device_secret(kind: str, data_dir: Path) -> DeviceSecret:
    """The end that the settings name: file, credential or tpm."""
    match kind:
        case "credential":
            return CredentialSecret()
        case "tpm":
            return TpmSecret(data_dir / "device-secret.tpm")
        case _:
            return FileSecret(data_dir / "device-secret")


_HOW = (
    "Make it once: openssl rand -hex 32 | sudo systemd-creds encrypt --name="
    f"{CREDENTIAL} - /etc/credstore.encrypted/{CREDENTIAL}, and put "
    f"LoadCredentialEncrypted={CREDENTIAL} into the unit."
)


def _text(secret: bytes) -> bytes:
    return secret.hex().encode() + b"\n"


def _parsed(path: Path, text: str) -> bytes:
    try:
        secret = bytes.fromhex(text.strip())
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise FileProblem(
            path,
            [f"This is not a device secret ({SECRET_BYTES * 2} hex digits). Restore its backup."],
        )
    return secret
