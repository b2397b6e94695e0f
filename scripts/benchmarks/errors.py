"""What keeps a benchmark from measuring."""

from __future__ import annotations


class BenchError(Exception):
    """Nothing can be measured. The message says what to do."""


class FramesError(BenchError):
    """The photographs are missing or not fit."""


class VisitError(BenchError):
    """The kiosk did not do what it should."""
