"""Ids of orders, payments, members and commands: UUID version 7 (RFC 9562, section 5.7).

They sort by time, and need no counter that a power cut could wind back.
"""

from __future__ import annotations

import uuid


def uuid7(now_ms: int, random_bytes: bytes) -> str:
    """32 hex digits from Unix time in ms and 10 random bytes; both are given, never fetched."""
    value = (now_ms & (1 << 48) - 1) << 80 | int.from_bytes(random_bytes[:10], "big")
    value = value & ~(0xF << 76) | 7 << 76  # version
    value = value & ~(0b11 << 62) | 0b10 << 62  # variant
    return uuid.UUID(int=value).hex
