"""Why the gateway says no: each with its HTTP status and a code for programs.

A message is a sentence for the technician who reads the kiosk's log; it shows nothing secret.
"""

from __future__ import annotations

from typing import ClassVar


class GatewayError(Exception):
    """Nothing was sent to a payment service, unless it had been before."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"


class RequestError(GatewayError):
    """The kiosk's program asked in a form that there is not."""

    status = 400
    code = "bad_request"


class NotSignedError(GatewayError):
    """No signature that counts, or not from a key that is registered."""

    status = 401
    code = "not_signed"


class ClockError(GatewayError):
    """The technician sets the kiosk's clock."""

    status = 401
    code = "clock"


class ReplayedError(GatewayError):
    """This very request came before."""

    status = 401
    code = "replayed"


class RevokedError(GatewayError):
    """The kiosk's key was taken back."""

    status = 403
    code = "revoked"


class NotYoursError(GatewayError):
    """The payment is another kiosk's."""

    status = 403
    code = "not_yours"


class NotKnownError(GatewayError):
    """Nothing with this id was ever asked for here."""

    status = 404
    code = "not_known"


class ConflictError(GatewayError):
    """The same id with other parameters, or an order of acts that cannot be."""

    status = 409
    code = "conflict"


class NoServiceError(GatewayError):
    """The gateway's settings have no account for this payment service."""

    status = 501
    code = "no_service"


class BusyError(GatewayError):
    """The same payment is being worked on; asking again will do."""

    status = 503
    code = "busy"
