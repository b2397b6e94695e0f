"""A virtual Modbus scale: a `Twin` (twin.py) that answers as a profile says. See modbus.py.

Written from the published frames a second time: it shares the profile with the library, because
that is data, and the check value, but no code that puts registers into frames or takes them out.
A register that the profile does not name is refused (exception 2); settings that are locked are
refused too (exception 3), until they are unlocked, and are locked again by a restart.
"""

import struct

from firmware_bridge.check_values import crc16_modbus
from firmware_bridge.frames import Frame, FrameReader, Taken, Wait, quiet_s
from firmware_bridge.scale_profile import Number, ScaleProfile
from firmware_bridge.simulator.scale import WeighedNow
from firmware_bridge.simulator.twin import ScaleOfTwin

NO_SUCH_FUNCTION, NO_SUCH_REGISTER, NO_SUCH_VALUE = 1, 2, 3

PACK = {"int16": ">h", "uint16": ">H", "int32": ">i", "uint32": ">I", "float32": ">f"}


class ModbusScaleTwin:
    """`reads_gross`: its weight register tells the weight before tare."""

    def __init__(
        self, profile: ScaleProfile, unit: int, scale: ScaleOfTwin, *, reads_gross: bool = False
    ) -> None:
        self.unit = unit
        self._profile = profile
        self._scale = scale
        self._reads_gross = reads_gross
        self._is_locked = profile.orders.unlock_settings is not None
        self._reader = FrameReader[bytes](self._take, quiet_s(profile.baud))

    def receive(self, data: bytes, now: float) -> list[bytes]:
        answers = (self._answer(request, now) for request in self._reader.feed(data, now))
        return [answer + crc16_modbus(answer) for answer in answers]

    def unasked(self, now: float) -> list[bytes]:
        return []

    def restart(self, now: float) -> None:
        self._reader.clear()
        self._is_locked = self._profile.orders.unlock_settings is not None
        self._scale.restart()

    def _take(self, data: bytes, ended: bool) -> Taken[bytes]:  # noqa: FBT001 - a Take
        """The request at the beginning, without its CRC."""
        if data[0] != self.unit:
            return None
        length = 8
        if len(data) > 6 and data[1] == 0x10:
            length = 9 + data[6]
        if len(data) < length:
            return None if ended else Wait.WAIT
        body, check = data[: length - 2], data[length - 2 : length]
        return Frame(body, length) if crc16_modbus(body) == check else None

    def _answer(self, request: bytes, now: float) -> bytes:
        function, register, count = struct.unpack(">xBHH", request[:6])
        if function == 0x03:
            words = self._read(register, count, now)
            if words is None:
                return self._refuse(function, NO_SUCH_REGISTER)
            return bytes((self.unit, 0x03, 2 * count)) + b"".join(words)
        if function == 0x10 and len(request) == 7 + 2 * count:
            unit = self.unit
            refusal = self._write(register, request[7:], now)
            if refusal is not None:
                return self._refuse(function, refusal)
            return bytes((unit, 0x10)) + request[2:6]
        return self._refuse(function, NO_SUCH_FUNCTION)

    def _refuse(self, function: int, code: int) -> bytes:
        return bytes((self.unit, function | 0x80, code))

    # --- reading ------------------------------------------------------------------------------

    def _read(self, register: int, count: int, now: float) -> list[bytes] | None:
        weighed, weight, status = self._scale.weigh(now), self._profile.weight, self._profile.status
        if (register, count) == (weight.register_, weight.count):
            return self._weight_words(weighed)
        if status is not None and (register, count) == (status.register_, 1):
            return [self._flags(weighed).to_bytes(2, "big")]
        return None

    def _weight_words(self, weighed: WeighedNow) -> list[bytes]:
        weight = self._profile.weight
        mg = weighed.gross_mg if self._reads_gross else weighed.mg
        counts = mg / weight.unit_mg * 10.0**weight.decimals
        if weight.encoding.startswith("uint"):
            counts = abs(counts)
        value = counts if weight.encoding == "float32" else round(counts)
        data = struct.pack(PACK[weight.encoding], value)
        words = [data[place : place + 2] for place in range(0, len(data), 2)]
        return words if weight.word_order == "high-first" else words[::-1]

    def _flags(self, weighed: WeighedNow) -> int:
        status = self._profile.status
        if status is None:
            return 0
        flags = 0
        if mask := status.decimals_mask:
            flags |= self._profile.weight.decimals * (mask & -mask)
        if status.unstable_bit is not None and not weighed.is_stable:
            flags |= 1 << status.unstable_bit
        if status.zero_bit is not None and weighed.mg == 0:
            flags |= 1 << status.zero_bit
        if status.negative_bit is not None and weighed.mg < 0:
            flags |= 1 << status.negative_bit
        if weighed.is_overloaded:
            for place in status.overload_bits:
                flags |= 1 << place
        return flags

    # --- writing ------------------------------------------------------------------------------

    def _write(self, register: int, data: bytes, now: float) -> int | None:
        """The refusal's code, or None when it was done."""
        orders = self._profile.orders
        words = tuple(struct.unpack(f">{len(data) // 2}H", data))
        unlock, tare, empty = orders.unlock_settings, orders.tare, orders.calibrate_empty
        if unlock is not None and register == unlock.register_:
            self._is_locked = words != unlock.words
            return None
        if tare is not None and register == tare.register_:
            if words != tare.words:
                return NO_SUCH_VALUE
            self._scale.tare(now)
            return None
        if self._is_locked:
            return NO_SUCH_VALUE
        if empty is not None and register == empty.register_:
            self._scale.calibrate_empty(now)
            return None
        return self._set(register, words, now)

    def _set(self, register: int, words: tuple[int, ...], now: float) -> int | None:
        orders, weight = self._profile.orders, self._profile.weight
        if orders.calibrate_with is not None and register == orders.calibrate_with.register_:
            counts = _number(orders.calibrate_with, words)
            mg = round(counts * weight.unit_mg / 10.0**weight.decimals)
            return None if self._scale.calibrate_with(mg, now) else NO_SUCH_VALUE
        if orders.set_unit is not None and register == orders.set_unit.register_:
            unit = round(_number(orders.set_unit, words))
            if unit not in range(1, 248):
                return NO_SUCH_VALUE
            self.unit = unit
            return None
        return NO_SUCH_REGISTER


def _number(number: Number, words: tuple[int, ...]) -> float:
    ordered = words if number.word_order == "high-first" else words[::-1]
    data = struct.pack(f">{len(ordered)}H", *ordered)
    if len(data) != struct.calcsize(PACK[number.encoding]):
        return 0.0
    value: float = struct.unpack(PACK[number.encoding], data)[0]
    return value
