"""What the link tells its owner."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CloudConnected:
    """The broker let us in."""


@dataclass(frozen=True, slots=True)
class CloudLost:
    """No connection; told once until it changes. `reason` is a sentence for the operator."""

    reason: str


@dataclass(frozen=True, slots=True)
class MessageDelivered:
    """Done, and gone from the outbox. Told after the commit."""

    key: str


@dataclass(frozen=True, slots=True)
class MessageRefused:
    """The broker would not take this one message. It stays in the outbox and is tried later."""

    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class CommandWaits:
    """One more is in the inbox. Told after the commit."""


LinkEvent = CloudConnected | CloudLost | MessageDelivered | MessageRefused | CommandWaits
