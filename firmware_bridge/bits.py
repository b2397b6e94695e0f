"""Status bytes to one truth value for each lock. Pure."""

from collections.abc import Sequence

from firmware_bridge.wiring import ByteOrder


def lock_bits(status: bytes, order: ByteOrder = ByteOrder.FIRST_BYTE_FIRST) -> tuple[bool, ...]:
    """Lock 1 is the lowest bit of the first byte, or of the last."""
    ordered = status if order is ByteOrder.FIRST_BYTE_FIRST else status[::-1]
    return tuple(bool(byte >> bit & 1) for byte in ordered for bit in range(8))


def status_bytes(
    bits: Sequence[bool], length: int, order: ByteOrder = ByteOrder.FIRST_BYTE_FIRST
) -> bytes:
    """The inverse, filled up with zeros to `length` bytes."""
    number = sum(1 << place for place, bit in enumerate(bits) if bit)
    return number.to_bytes(length, "little" if order is ByteOrder.FIRST_BYTE_FIRST else "big")
