"""What can go wrong between a rail and its payment service.

A rail lets none of these out of a call that moves money: it answers Unknown.
"""

from __future__ import annotations


class RailError(Exception):
    """The service gave no answer that counts. Whether money moved is not known."""


class NotSentError(RailError):
    """Nobody was reached: no byte of the request left. For diagnosis, never taken for a no."""


class LostAnswerError(RailError):
    """The request may have arrived; the answer did not, or not whole, or not in time."""


class UntrustedError(RailError):
    """Something came, but nobody vouches for it: no signature, a wrong one, or not our protocol."""


class AccountError(RailError):
    """The merchant account is not set up well: a key cannot be read. Somebody must mend that."""
