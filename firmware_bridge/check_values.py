"""The check values that end the frames of boards and scales. Pure."""

from functools import reduce
from operator import xor


def bcc(data: bytes) -> int:
    """Block check character: XOR of all bytes. 0 over a sound frame with its own BCC."""
    return reduce(xor, data, 0)


def sum8(data: bytes) -> int:
    """The low byte of the sum of all bytes."""
    return sum(data) & 0xFF


def crc16_modbus(data: bytes) -> bytes:
    """CRC-16/MODBUS (polynomial A001 reflected, start FFFF), low byte first as on the wire."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return crc.to_bytes(2, "little")
