"""Where the broker is and how patient the link is. Plain values, checked when made."""

from dataclasses import dataclass, field
from pathlib import Path

from cloud_sync.errors import SettingsError
from cloud_sync.topics import checked_name


@dataclass(frozen=True, slots=True)
class BrokerAddress:
    """An MQTT 5 broker. Without `ca_file`, TLS trusts the system's certificates.

    The password stays in its file and is read at each connection, so it can be changed
    without a restart and never appears in a repr. A line end at its end is not part of it.
    """

    host: str = "127.0.0.1"
    port: int = 1883
    username: str | None = None
    password_file: Path | None = None
    tls: bool = False
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        _require(bool(self.host.strip()), "The broker's host is empty.")
        _require(0 < self.port < 65536, "The broker's port must be from 1 to 65535.")
        _require(
            self.username is not None or self.password_file is None,
            "A password file needs a username as well.",
        )
        _require(
            self.tls or self.ca_file is None,
            "A CA file is given but TLS is off: set tls = true or remove ca_file.",
        )

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a broker. Each failed try doubles the pause, up to the longest."""

    connect_timeout_s: float = 1.5  # of the blocking part; stop() cannot interrupt it
    answer_timeout_s: float = 10.0
    reconnect_min_s: float = 1.0
    reconnect_max_s: float = 60.0
    keepalive_s: int = 30

    def __post_init__(self) -> None:
        _require(0 < self.connect_timeout_s <= 2, "connect_timeout_s must be above 0, at most 2.")
        _require(self.answer_timeout_s > 0, "answer_timeout_s must be above 0.")
        _require(
            0 < self.reconnect_min_s <= self.reconnect_max_s,
            "reconnect_min_s must be above 0 and at most reconnect_max_s.",
        )
        _require(5 <= self.keepalive_s <= 65535, "keepalive_s must be from 5 to 65535.")


@dataclass(frozen=True, slots=True)
class BrokerSettings:
    """How this kiosk reports.

    `expects_receipts` False: a message is done when the broker acknowledges it (PUBACK). Right
    for a plain broker; what the broker then loses is lost for its subscribers.
    True: it is done only when the back office answers on the receipts topic, and is published
    again, with the same key, after `receipt_timeout_s`, then at doubling intervals up to
    `receipt_longest_s`. Right wherever a back office exists.
    `hears_commands`: what comes on the commands topic goes into the inbox (inbox.py).
    """

    site: str
    device: str
    address: BrokerAddress = field(default_factory=BrokerAddress)
    expects_receipts: bool = False
    hears_commands: bool = False
    receipt_timeout_s: float = 30.0
    receipt_longest_s: float = 3600.0
    window: int = 10
    session_expiry_s: int = 7 * 24 * 3600
    patience: Patience = field(default_factory=Patience)

    def __post_init__(self) -> None:
        checked_name(self.site)
        checked_name(self.device)
        _require(
            0 < self.receipt_timeout_s <= self.receipt_longest_s,
            "receipt_timeout_s must be above 0 and at most receipt_longest_s.",
        )
        _require(1 <= self.window <= 20, "window must be from 1 to 20 messages.")
        _require(0 <= self.session_expiry_s < 2**32, "session_expiry_s must be from 0 to 2^32-1.")

    @property
    def client_id(self) -> str:
        """Fixed for the device: the broker keeps the session under this name."""
        return f"kaimen-{self.site}-{self.device}"


def _require(truth: bool, otherwise: str) -> None:  # noqa: FBT001 - it is the thing checked
    if not truth:
        raise SettingsError(otherwise)
