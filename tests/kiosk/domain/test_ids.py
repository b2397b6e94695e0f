"""Ids: UUID version 7."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.ids import uuid7

TIMES = st.integers(min_value=0, max_value=2**48 - 1)
TEN_BYTES = st.binary(min_size=10, max_size=10)


def test_the_example_of_the_standard() -> None:
    # RFC 9562, appendix A.6
    random_bytes = bytes.fromhex("0cc318c4dc0c0c07398f")
    assert uuid7(0x017F22E279B0, random_bytes) == "017f22e279b07cc398c4dc0c0c07398f"


@given(TIMES, TEN_BYTES)
def test_version_and_variant_are_always_right(now_ms: int, random_bytes: bytes) -> None:
    made = uuid.UUID(hex=uuid7(now_ms, random_bytes))
    assert (made.version, made.variant, made.int >> 80) == (7, uuid.RFC_4122, now_ms)


@given(TIMES, TIMES, TEN_BYTES, TEN_BYTES)
def test_ids_sort_by_time(one: int, other: int, salt: bytes, pepper: bytes) -> None:
    early, late = sorted((one, other))
    assert early == late or uuid7(early, salt) < uuid7(late, pepper)


@given(TIMES, TEN_BYTES, TEN_BYTES)
def test_the_same_moment_gives_different_ids(now_ms: int, salt: bytes, pepper: bytes) -> None:
    kept = int.from_bytes(salt, "big") ^ int.from_bytes(pepper, "big")
    differs = bool(kept & ~(0xF << 76) & ~(0b11 << 62))
    assert (uuid7(now_ms, salt) != uuid7(now_ms, pepper)) is differs
