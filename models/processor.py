"""What this processor can do, as Linux tells it: chooses how a pack is installed."""

from pathlib import Path
from typing import Literal

Arithmetic = Literal["float32", "int8"]
"""Of most of the embedding network. Its templates compare with those of the other."""

CPUINFO = Path("/proc/cpuinfo")
INT8_PRODUCTS = {"avx512_vnni", "avx_vnni"}
"""x86's instructions that sum products of uint8 and int8 in int32. Older ones do it in int16, where
large sums are cut off: ONNX Runtime would recognise other people, and say nothing. ARM has such
instructions as well, but nobody tried them here."""


def best_arithmetic(cpuinfo: str | None = None) -> Arithmetic:
    """For this processor, or that of the text of a /proc/cpuinfo; float32 where it says nothing."""
    if cpuinfo is None:
        try:
            cpuinfo = CPUINFO.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return "float32"
    flags = [set(line.split()) for line in cpuinfo.splitlines() if line.startswith("flags")]
    return "int8" if flags and all(INT8_PRODUCTS & each for each in flags) else "float32"
