"""How memory is kept: glibc's malloc and Python's garbage collector, told once.

Left alone, glibc gives each of our dozen threads a heap of its own, and after the first big block
is freed it stops returning big blocks to the system. Loading the models needs three times their
size for a moment, so the kiosk then kept about 50 MB that nothing used. Measured with
`scripts/bench start`. Camera frames (2.8 MB) stay below the limit: mapping each of them anew
would cost more page faults than memory is worth.
"""

from __future__ import annotations

import ctypes
import gc

# From glibc's malloc.h; see mallopt(3).
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8

LARGE_BYTES = 4 * 1024 * 1024
KEPT_BYTES = 8 * 1024 * 1024
HEAPS = 2


def keep_little() -> None:
    """From now on. Call it before there are threads; does nothing without glibc."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
        mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)
        mallopt(M_ARENA_MAX, HEAPS)


def give_back() -> None:
    """Return what is free in all heaps, once; takes a few milliseconds."""
    malloc_trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if malloc_trim is not None:
        malloc_trim(0)


def settle() -> None:
    """What is there now stays, and Python's garbage collector looks at it no more: modules, for the
    most part, that it went through for 40 ms each time, while every thread stood still."""
    gc.freeze()
