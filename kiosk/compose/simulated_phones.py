"""Messages for trying out: their simulated service, run inside this kiosk, and people's phones.

The kiosk then sends in mode "direct", over HTTP and with a key, as it would to the true service.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import SystemRandom  # noqa: TID251  # made here, to be given

from kiosk.config import Settings
from kiosk.config_messages import Messages
from kiosk.config_values import FOLDER
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.member import masked_phone
from kiosk.simulators.message_service.phones import Delivered
from kiosk.simulators.message_service.service import MessageService
from kiosk.simulators.message_service.snippet import (
    SECRET_FILE,
    secret_in,
    settings_snippet,
    write_addresses,
)

NAME = "message-service"
"""The folder of its secret and address, below the kiosk's data."""


class SimulatedPhones:
    """A `Part`. `settings` are those that were given, with an account at the simulated service."""

    def __init__(self, settings: Settings, clock: SystemClock) -> None:
        """Raises PaymentServiceError where the folder cannot be used."""
        self._folder = settings.paths.data_dir / NAME
        rng = SystemRandom()
        self.service = MessageService(
            clock, rng, secret_in(self._folder, rng), on_delivered=_show_on_terminal
        )
        snippet = settings_snippet(self.service, self._folder / SECRET_FILE)
        account = {"mode": "direct", **tomllib.loads(snippet)["messages"]}
        messages = Messages.model_validate(account, context={FOLDER: Path()})
        self.settings = settings.model_copy(update={"messages": messages})

    def start(self) -> None:
        write_addresses(self.service, self._folder)
        self.service.start()

    def stop(self) -> None:
        self.service.stop()


def _show_on_terminal(message: Delivered) -> None:
    """Nobody with a phone stands before a simulated kiosk. Not a log: nothing keeps it."""
    print(f"phone {masked_phone(message.number)}: {message.text}", flush=True)  # noqa: T201
