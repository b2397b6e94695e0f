"""What a gateway needs to know of a running service: its secret, its address, settings to copy."""

from __future__ import annotations

import json
from pathlib import Path

from kiosk.simulators.message_service.service import KEY_ID, MessageService
from kiosk.simulators.payment_service.errors import ControlError, SettingsError
from kiosk.simulators.payment_service.given import Rng

ADDRESSES, SECRET_FILE = "service.json", "access-key-secret.txt"


def secret_in(folder: Path, rng: Rng) -> str:
    """Made at the first time. Raises SettingsError."""
    path = folder / SECRET_FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
        if not path.read_text(encoding="ascii").strip():
            path.write_text(rng.randbytes(15).hex() + "\n", encoding="ascii")
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise SettingsError(f"Cannot use {path}: {error}. Choose another --folder.") from error


def write_addresses(service: MessageService, folder: Path) -> None:
    """So that commands find the service that runs on this folder."""
    addresses = {"messages": service.url, "control": service.control_url}
    text = json.dumps(addresses, indent=2) + "\n"
    (folder / ADDRESSES).write_text(text, encoding="utf-8")


def control_address(folder: Path) -> str:
    """Raises ControlError."""
    try:
        known = json.loads((folder / ADDRESSES).read_text(encoding="utf-8"))
        return str(known["control"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ControlError(
            f"No message service has run in {folder}. Start one, or name its --folder."
        ) from error


def settings_snippet(service: MessageService, secret_file: Path) -> str:
    """The section [messages] as the gateway reads it, or the kiosk in mode direct."""
    return f"""[messages]
access_key_id = "{KEY_ID}"
access_key_secret_file = "{secret_file.absolute()}"
sign_name = "{service.approved.sign_name}"
template_code = "{service.approved.template_code}"
url = "{service.url}"
"""
