"""What can go wrong between the kiosk and the back office, split by who must act."""


class CloudSyncError(Exception):
    """Root of every error this library raises."""


class SettingsError(CloudSyncError):
    """Whoever wrote the settings must correct them."""


class PayloadError(CloudSyncError):
    """The sender must correct what it sent. The text never repeats the content."""


class OutboxError(CloudSyncError):
    """The database with the outbox could not be used: look at the disk."""


class ConnectionFailedError(CloudSyncError):
    """No connection, or not any more. The link tries again by itself."""


class MessageRejectedError(CloudSyncError):
    """This one message cannot be carried by this broker, although the connection is good."""


class EmbeddedBrokerError(CloudSyncError):
    """The broker inside the kiosk did not start."""
