"""What Linux itself says of its clocks: which boot this is, how long ago, and who sets the time.

Elsewhere, or in a jail without /proc, each start counts as a boot of its own, and nobody sets it.
"""

from __future__ import annotations

import ctypes
import time
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
SYNCHRONISED_US = 16_000_000
"""adjtimex(2): the kernel's bound for the error grows by 500 us a second after the last word from a
time server, and stands at 16 s when there never was one, or when somebody has set the clock."""


def boot_id(of_this_process: str) -> str:
    try:
        return _BOOT_ID.read_text().strip() or of_this_process
    except OSError:
        return of_this_process


def up_s() -> float:
    """Counts on while the machine sleeps."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)


class _Timex(ctypes.Structure):
    """The beginning of `struct timex`; asked with `modes` 0 nothing is changed."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("rest", ctypes.c_byte * 512),
    )


def is_synchronised() -> bool:
    """By NTP, PTP or the like, within the last hours. False where nobody can tell."""
    try:
        timex = _Timex()
        state = ctypes.CDLL(None, use_errno=True).adjtimex(ctypes.byref(timex))
    except (AttributeError, OSError):  # not Linux
        return False
    return bool(state >= 0 and timex.maxerror < SYNCHRONISED_US)
