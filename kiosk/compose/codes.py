"""Messages with codes as the settings want them: by the gateway, or by the account on this kiosk.

Imported where the first message is to be sent: it knows HTTP.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import partial

from kiosk.compose.services import gateway_line
from kiosk.config import Settings
from kiosk.domain.text_message import SendOnce
from kiosk.messages import accounts
from kiosk.messages.gateway_messages import GatewayMessages
from kiosk.rails.http import HttpClient
from kiosk.rails.signing_key import key_in

log = logging.getLogger(__name__)


def send_once(
    settings: Settings, now: Callable[[], datetime], connection: Callable[[], sqlite3.Connection]
) -> SendOnce:
    """For the thread that calls this. Raises FileProblem."""
    if settings.messages.mode == "gateway":
        return GatewayMessages(gateway_line(settings, now))
    log.warning("messages: the key is on this kiosk (mode direct). Whoever opens it has it.")
    keys = accounts.Keys(key_in(settings.paths.device_key_file), lambda: os.urandom(16).hex())
    desk = accounts.desk(settings.messages, connection, HttpClient(), now, keys)
    return partial(desk.send, settings.site.device_id)
