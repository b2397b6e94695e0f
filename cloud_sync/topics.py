"""Names of MQTT topics. `kaimen/v1/{site}/{device}/orders` and `…/orders/refunds` go up,
`…/receipts` comes down. So do `…/commands`, and `…/orders/answers` go up to them.
"""

import re
from dataclasses import dataclass

from cloud_sync.errors import PayloadError, SettingsError

ALL_ORDERS = "kaimen/v1/+/+/orders/#"
"""And their refunds, and answers to commands: # stands for the level above as well."""

# Narrower than MQTT asks: the same names make client ids, file names and access rules.
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ORDERS = re.compile(rf"kaimen/v1/({_NAME.pattern})/({_NAME.pattern})/orders")
_REFUNDS = re.compile(rf"{_ORDERS.pattern}/refunds")
_ANSWERS = re.compile(rf"{_ORDERS.pattern}/answers")


@dataclass(frozen=True, slots=True)
class Origin:
    """Which kiosk of which site a message comes from."""

    site: str
    device: str


def orders(site: str, device: str) -> str:
    return f"kaimen/v1/{checked_name(site)}/{checked_name(device)}/orders"


def refunds(site: str, device: str) -> str:
    return f"{orders(site, device)}/refunds"


def commands(site: str, device: str) -> str:
    return f"kaimen/v1/{checked_name(site)}/{checked_name(device)}/commands"


def answers(site: str, device: str) -> str:
    """Below the orders: whoever may read those may read what became of a command, and that a member
    whose id they bear was forgotten."""
    return f"{orders(site, device)}/answers"


def receipts(site: str, device: str) -> str:
    return f"kaimen/v1/{checked_name(site)}/{checked_name(device)}/receipts"


def origin_of_orders(topic: str) -> Origin:
    """Raises PayloadError for any topic that `orders` does not make."""
    match = _ORDERS.fullmatch(topic)
    if match is None:
        raise PayloadError("The message came on a topic that is not a kiosk's orders topic.")
    return Origin(match[1], match[2])


def origin_of_refunds(topic: str) -> Origin | None:
    """None for any topic that `refunds` does not make."""
    match = _REFUNDS.fullmatch(topic)
    return None if match is None else Origin(match[1], match[2])


def origin_of_answers(topic: str) -> Origin | None:
    """None for any topic that `answers` does not make."""
    match = _ANSWERS.fullmatch(topic)
    return None if match is None else Origin(match[1], match[2])


def checked_name(name: str) -> str:
    """Raises SettingsError unless `name` may stand between two slashes of a topic."""
    if _NAME.fullmatch(name) is None:
        raise SettingsError(
            f"{name!r} cannot be a site or device name. "
            "Use 1 to 64 letters A-Z, digits, dots, hyphens or underscores."
        )
    return name
