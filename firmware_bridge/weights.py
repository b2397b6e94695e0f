"""What scales are asked and what they say, as frozen values. No registers, no ports, no clocks."""

from dataclasses import dataclass
from enum import Enum

from firmware_bridge.errors import AddressError

UNITS = range(1, 248)
"""Modbus addresses of one device; 0 is everybody and is never used here."""


@dataclass(frozen=True, order=True)
class ScaleAddress:
    """One scale on the bus, by its Modbus unit. Raises AddressError outside 1-247."""

    unit: int

    def __post_init__(self) -> None:
        if type(self.unit) is not int or self.unit not in UNITS:
            raise AddressError(f"scale {self.unit!r} does not exist: say 1 to {UNITS.stop - 1}.")

    def __str__(self) -> str:
        return f"scale {self.unit}"


class Quality(Enum):
    """How far a weight may be believed."""

    STABLE = "stable"
    UNSTABLE = "unstable"
    OVERLOAD = "overload"
    UNKNOWN = "unknown"
    """The scale does not say, or did not answer."""


@dataclass(frozen=True)
class Weight:
    """`mg` is None when there is no number to believe: no answer, or too much on the scale."""

    mg: int | None
    quality: Quality


@dataclass(frozen=True)
class WeightRead:
    """One reading. `at`: seconds of the bus's clock; it describes the scale then or later.

    For a weight that did not come, when it was given up.
    """

    scale: ScaleAddress
    mg: int | None
    quality: Quality
    at: float


# --- orders -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tare:
    """Call what lies on the scale now nothing, until its power goes."""


@dataclass(frozen=True)
class CalibrateEmpty:
    """The scale is empty now: the first half of a calibration."""


@dataclass(frozen=True)
class CalibrateWith:
    """This much lies on the scale now: the second half of a calibration."""

    mg: int


@dataclass(frozen=True)
class SetUnit:
    """Answer as another Modbus unit from now on."""

    unit: int


ScaleOrder = Tare | CalibrateEmpty | CalibrateWith | SetUnit


@dataclass(frozen=True)
class ScaleOrderDone:
    """The scale confirmed every write of this order."""

    order_id: str
    scale: ScaleAddress


@dataclass(frozen=True)
class ScaleOrderFailed:
    """Certain: the scale refused, does not know such an order, or not one byte was sent."""

    order_id: str
    scale: ScaleAddress
    reason: str


@dataclass(frozen=True)
class ScaleOrderUnknown:
    """A write was sent and no answer came: weigh something known before trusting this scale."""

    order_id: str
    scale: ScaleAddress
    reason: str


ScaleResult = ScaleOrderDone | ScaleOrderFailed | ScaleOrderUnknown
ScaleEvent = WeightRead | ScaleResult
