"""What one make of scale calls its registers: read from a TOML file and checked.

Profiles that ship are in firmware_bridge/scale_profiles/; an installer may write another and
give its path. Everything that differs between makes is data there, not code here.
"""

import math
import struct
import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from firmware_bridge.errors import ProfileError
from firmware_bridge.weights import (
    CalibrateEmpty,
    CalibrateWith,
    Quality,
    ScaleOrder,
    SetUnit,
    Tare,
    Weight,
)

T = TypeVar("T")

Register = Annotated[int, Field(ge=0, le=0xFFFF)]
BitPlace = Annotated[int, Field(ge=0, le=15)]
Encoding = Literal["int16", "uint16", "int32", "uint32", "float32"]

FORMATS: dict[Encoding, str] = {
    "int16": ">h",
    "uint16": ">H",
    "int32": ">i",
    "uint32": ">I",
    "float32": ">f",
}


class Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Number(Section):
    """A number in one register or two. `register` is counted from 0."""

    register_: Register = Field(alias="register")
    encoding: Encoding = "int32"
    word_order: Literal["high-first", "low-first"] = "high-first"

    @property
    def count(self) -> int:
        """Registers that it takes."""
        return struct.calcsize(FORMATS[self.encoding]) // 2

    def decode(self, words: tuple[int, ...]) -> float:
        ordered = words if self.word_order == "high-first" else words[::-1]
        data = b"".join(word.to_bytes(2, "big") for word in ordered)
        number: float = struct.unpack(FORMATS[self.encoding], data)[0]
        return number

    def encode(self, number: float) -> tuple[int, ...]:
        """Raises ProfileError for a number that does not fit."""
        try:
            value = number if self.encoding == "float32" else round(number)
            data = struct.pack(FORMATS[self.encoding], value)
        except (struct.error, OverflowError) as error:
            raise ProfileError(f"{number} does not fit into {self.encoding}.") from error
        words = tuple(int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))
        return words if self.word_order == "high-first" else words[::-1]


class WeightNumber(Number):
    unit_mg: float = Field(gt=0, description="Milligrams of a 1 with no decimals: 1000 is grams.")
    decimals: int = Field(default=0, ge=0, le=7, description="If the status does not tell them.")


class Status(Section):
    """One register of flags. A bit that a make does not have is left out."""

    register_: Register = Field(alias="register")
    decimals_mask: int = Field(default=0, ge=0, le=0xFFFF, description="0: they are fixed.")
    negative_bit: BitPlace | None = Field(
        default=None, description="Only for an unsigned weight: the sign is here."
    )
    unstable_bit: BitPlace | None = None
    zero_bit: BitPlace | None = None
    overload_bits: tuple[BitPlace, ...] = ()


class Write(Section):
    """One constant that is written to carry out an order."""

    register_: Register = Field(alias="register")
    words: tuple[Register, ...] = Field(min_length=1, max_length=4)


class Orders(Section):
    """What is missing is not done by this make; the owner does it in software."""

    unlock_settings: Write | None = None
    tare: Write | None = None
    calibrate_empty: Write | None = None
    calibrate_with: Number | None = None
    set_unit: Number | None = None


class ScaleProfile(Section):
    name: str = Field(min_length=1)
    source: str = Field(min_length=1, description="Where these registers were read, and how sure.")
    baud: int = Field(default=9600, ge=1200, le=921600)
    weight: WeightNumber
    status: Status | None = None
    orders: Orders = Field(default_factory=Orders)

    @model_validator(mode="after")
    def _sign_is_said_once(self) -> Self:
        signed = not self.weight.encoding.startswith("uint")
        if self.status is not None and self.status.negative_bit is not None and signed:
            raise ValueError("status.negative_bit is for an unsigned weight.encoding only.")
        return self

    def weigh(self, words: tuple[int, ...], status: int | None) -> Weight:
        """The weight that these registers tell; `status` is None for a make without one."""
        quality = self._quality(status)
        number = self.weight.decode(words)
        if quality is Quality.OVERLOAD:
            return Weight(None, quality)
        if not math.isfinite(number):
            return Weight(None, Quality.UNKNOWN)
        if self._is_negative(status):
            number = -number
        return Weight(round(number * self.weight.unit_mg / 10 ** self.decimals(status)), quality)

    def decimals(self, status: int | None) -> int:
        if status is None or self.status is None or self.status.decimals_mask == 0:
            return self.weight.decimals
        mask = self.status.decimals_mask
        lowest = (mask & -mask).bit_length() - 1
        return (status & mask) >> lowest

    def writes(self, order: ScaleOrder, status: int | None) -> tuple[Write, ...]:
        """What to write, in turn, to carry out `order`.

        Raises ProfileError if this make does not do it, or for a weight that does not fit.
        """
        orders = self.orders
        match order:
            case Tare():
                return (self._known(orders.tare, "tare"),)
            case CalibrateEmpty():
                steps = self._known(orders.calibrate_empty, "calibrate")
            case CalibrateWith(mg):
                number = self._known(orders.calibrate_with, "calibrate")
                steps = _write(number, mg / self.weight.unit_mg * 10 ** self.decimals(status))
            case SetUnit(unit):
                steps = _write(self._known(orders.set_unit, "change its unit"), unit)
        return (steps,) if orders.unlock_settings is None else (orders.unlock_settings, steps)

    def _known(self, order: T | None, what: str) -> T:
        if order is None:
            raise ProfileError(f"a scale of profile {self.name} cannot {what} by wire.")
        return order

    def _quality(self, status: int | None) -> Quality:
        if status is None or self.status is None:
            return Quality.UNKNOWN
        if any(status >> place & 1 for place in self.status.overload_bits):
            return Quality.OVERLOAD
        if self.status.unstable_bit is None:
            return Quality.UNKNOWN
        return Quality.UNSTABLE if status >> self.status.unstable_bit & 1 else Quality.STABLE

    def _is_negative(self, status: int | None) -> bool:
        place = None if self.status is None else self.status.negative_bit
        return place is not None and status is not None and bool(status >> place & 1)


def _write(number: Number, value: float) -> Write:
    return Write(register=number.register_, words=number.encode(value))


# --- files ------------------------------------------------------------------------------------


def known_profiles() -> tuple[str, ...]:
    """The names of the profiles that ship."""
    return tuple(
        sorted(name.removesuffix(".toml") for name in (f.name for f in _shipped().iterdir()))
    )


def load_profile(name_or_path: str | Path) -> ScaleProfile:
    """A shipped profile by its name, or any file by a path that ends in .toml.

    Raises ProfileError with what is wrong and where.
    """
    text = str(name_or_path)
    if text.endswith(".toml"):
        return parse_profile(_text_of(Path(text)), text)
    if text not in known_profiles():
        raise ProfileError(
            f"no scale profile {text!r}: say one of {', '.join(known_profiles())}, or a path "
            f"that ends in .toml."
        )
    return parse_profile(_text_of(_shipped() / f"{text}.toml"), text)


def parse_profile(text: str, where: str) -> ScaleProfile:
    """Raises ProfileError; `where` is told in it."""
    try:
        return ScaleProfile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"scale profile {where} is not TOML: {error}.") from error
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
        raise ProfileError(f"scale profile {where}: {'; '.join(faults)}.") from error


def _text_of(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(f"scale profile {file} cannot be read: {error}.") from error


def _shipped() -> Traversable:
    return resources.files("firmware_bridge") / "scale_profiles"
