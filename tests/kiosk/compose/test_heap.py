"""The process keeps little of what it freed: asked of the kernel, in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

GLIBC = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks Linux")

_PAGES_KEPT = """
import ctypes
from kiosk.compose import heap

def pages():
    return int(open("/proc/self/statm").read().split()[1])

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
{before}
libc.free(libc.malloc(ctypes.c_size_t(30_000_000)))  # from here on, glibc would map no big blocks
start = pages()
blocks = []
for _ in range(8):
    block = libc.malloc(ctypes.c_size_t({size}))
    ctypes.memset(block, 1, {size})
    blocks.append(block)
    blocks.append(libc.malloc(ctypes.c_size_t(100)))  # small ones between hold the heap in place
for block in blocks[::2]:
    libc.free(block)
{after}
print((pages() - start) * 4096)
"""


def kept_bytes(size: int, before: str = "", after: str = "") -> int:
    """What is still resident after eight blocks of `size` came and went, small ones between."""
    code = _PAGES_KEPT.format(size=size, before=before, after=after)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stdout)


@GLIBC
def test_big_blocks_go_back_to_the_system_when_they_are_freed() -> None:
    size = 5_000_000

    assert kept_bytes(size, before="heap.keep_little()") < size < kept_bytes(size)


@GLIBC
def test_smaller_blocks_go_back_when_we_say_so() -> None:
    size = 1_000_000

    assert kept_bytes(size, after="heap.give_back()") < size < kept_bytes(size)


def test_what_was_there_when_all_settled_is_not_gone_through_again() -> None:
    code = (
        "import gc\n"
        "from kiosk.compose import heap\n"
        "before = len(gc.get_objects())\n"
        "heap.settle()\n"
        "print(len(gc.get_objects()) < before / 10)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
