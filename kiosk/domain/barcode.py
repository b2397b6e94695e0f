"""GTIN barcodes (EAN-8, UPC-A, EAN-13, GTIN-14) and the key burst of a scanner.

A HID scanner types its digits faster than any finger and ends with Enter.
"""

from __future__ import annotations

from dataclasses import dataclass

GTIN_LENGTHS = (8, 12, 13, 14)
MAX_GAP_S = 0.1
"""Scanners send a key every 1 to 30 ms; people need more than 100 ms between keys."""
MAX_KEYS = 48


def is_gtin(code: str) -> bool:
    """Whether digits and check digit make a GTIN (GS1 General Specifications, section 7.9)."""
    if len(code) not in GTIN_LENGTHS or not (code.isascii() and code.isdigit()):
        return False
    weighted = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(code[-2::-1]))
    return (10 - weighted % 10) % 10 == int(code[-1])


@dataclass(frozen=True, slots=True)
class KeyBurst:
    """The keys of a scan so far. A value: `typed` gives the next one."""

    keys: str = ""
    last_at_s: float = 0.0

    def typed(self, key: str, at_s: float) -> KeyBurst:
        """The burst after one more key; a slow key starts a new one."""
        is_slow = at_s - self.last_at_s > MAX_GAP_S
        keys = key if is_slow else self.keys + key
        return KeyBurst(keys[-MAX_KEYS:], at_s)

    def entered(self, at_s: float) -> str | None:
        """The code when Enter ends a burst of at least four keys, else None."""
        is_slow = at_s - self.last_at_s > MAX_GAP_S
        return None if is_slow or len(self.keys) < 4 else self.keys
