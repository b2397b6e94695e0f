"""Modbus RTU as scales use it: functions 03 and 10 (hexadecimal), bytes to messages and back.

    UNIT 03 REGISTER COUNT CRC              -> UNIT 03 BYTES DATA.. CRC
    UNIT 10 REGISTER COUNT BYTES DATA CRC   -> UNIT 10 REGISTER COUNT CRC
    either                                  -> UNIT FUNC+80 CODE CRC      refused

Numbers are 16 bits, high byte first; the CRC alone is low byte first. Source: MODBUS over serial
line 1.02 and application protocol 1.1b3. An answer does not say which register it tells, so it
is only ever read against the request that is on the wire.
"""

from dataclasses import dataclass

from firmware_bridge.check_values import crc16_modbus
from firmware_bridge.errors import AddressError
from firmware_bridge.frames import Frame, Taken, Wait
from firmware_bridge.weights import UNITS

READ, WRITE, REFUSED = 0x03, 0x10, 0x80

REFUSALS = {
    1: "it does not know this function",
    2: "it has no such register",
    3: "it does not accept this value",
    4: "it failed",
    6: "it is busy",
}


@dataclass(frozen=True)
class ReadRegisters:
    """Harmless, so it may be repeated. `register` is counted from 0."""

    unit: int
    register: int
    count: int


@dataclass(frozen=True)
class WriteRegisters:
    """`words`: 16 bits each."""

    unit: int
    register: int
    words: tuple[int, ...]


@dataclass(frozen=True)
class Registers:
    """The answer to ReadRegisters."""

    unit: int
    words: tuple[int, ...]


@dataclass(frozen=True)
class Written:
    """The answer to WriteRegisters."""

    unit: int
    register: int
    count: int


@dataclass(frozen=True)
class Refusal:
    """The unit heard the request and does not carry it out."""

    unit: int
    function: int
    code: int

    def __str__(self) -> str:
        why = REFUSALS.get(self.code, "it gives a reason of its own")
        return f"scale {self.unit} refused: {why} (Modbus exception {self.code})"


ModbusRequest = ReadRegisters | WriteRegisters
ModbusAnswer = Registers | Written | Refusal


def encode(request: ModbusRequest) -> bytes:
    """Raises AddressError for a unit, register or count that cannot be."""
    match request:
        case ReadRegisters(unit, register, count):
            _check(unit, register, count)
            body = bytes((unit, READ)) + _word(register) + _word(count)
        case WriteRegisters(unit, register, words):
            _check(unit, register, len(words))
            head = bytes((unit, WRITE)) + _word(register) + _word(len(words))
            body = head + bytes((2 * len(words),)) + b"".join(_word(word) for word in words)
    return body + crc16_modbus(body)


def take_answer(request: ModbusRequest, data: bytes, *, ended: bool) -> Taken[ModbusAnswer]:
    """The answer to `request` at the beginning of `data`; see frames.py."""
    head = _answer_head(request)
    refused = bytes((request.unit, head[1] | REFUSED))
    if data[:2] == refused:
        head, length = refused, 5
    else:
        length = 5 + 2 * request.count if isinstance(request, ReadRegisters) else 8
    if data[: len(head)] != head[: len(data)]:
        return None
    if len(data) < length:
        return None if ended else Wait.WAIT
    frame = data[:length]
    if crc16_modbus(frame[:-2]) != frame[-2:]:
        return None
    return Frame(_answer(request, frame), length)


def decode_request(data: bytes) -> ModbusRequest | None:
    """The request in exactly these bytes, or None."""
    if len(data) < 8 or data[0] not in UNITS or crc16_modbus(data[:-2]) != data[-2:]:
        return None
    unit, function = data[0], data[1]
    register, count = int.from_bytes(data[2:4], "big"), int.from_bytes(data[4:6], "big")
    if function == READ and len(data) == 8 and count in range(1, 124):
        return ReadRegisters(unit, register, count)
    if function == WRITE and data[6] == 2 * count == len(data) - 9 and count > 0:
        return WriteRegisters(unit, register, _words(data[7:-2]))
    return None


def _answer_head(request: ModbusRequest) -> bytes:
    """What every answer but a refusal begins with."""
    match request:
        case ReadRegisters(unit, _, count):
            return bytes((unit, READ, 2 * count))
        case WriteRegisters(unit, register, words):
            return bytes((unit, WRITE)) + _word(register) + _word(len(words))


def _answer(request: ModbusRequest, frame: bytes) -> ModbusAnswer:
    if frame[1] & REFUSED:
        return Refusal(request.unit, frame[1] & ~REFUSED, frame[2])
    match request:
        case ReadRegisters(unit):
            return Registers(unit, _words(frame[3:-2]))
        case WriteRegisters(unit, register, words_written):
            return Written(unit, register, len(words_written))


def _check(unit: int, register: int, count: int) -> None:
    if unit not in UNITS or register not in range(0x10000) or count not in range(1, 124):
        raise AddressError(
            f"unit {unit}, register {register}, {count} registers cannot be asked of a scale: "
            f"units are 1 to 247, registers 0 to 65535, at most 123 at once."
        )


def _word(number: int) -> bytes:
    return number.to_bytes(2, "big")


def _words(data: bytes) -> tuple[int, ...]:
    pairs = (data[place : place + 2] for place in range(0, len(data), 2))
    return tuple(int.from_bytes(pair, "big") for pair in pairs)
