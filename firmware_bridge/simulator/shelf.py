"""One shelf of a virtual cabinet: the units on it, and what they weigh together. Pure."""

from collections import Counter
from dataclasses import dataclass

from firmware_bridge.simulator.errors import NotPossibleError
from firmware_bridge.simulator.scale import Scale


@dataclass(frozen=True)
class Unit:
    """One bottle, one bag. No two weigh quite the same."""

    sku: str
    mg: float
    home: str
    """The shelf where it was when the program began, or was restocked to."""


class Shelf:
    """`scale` is None in a locker. `plate_mg` is the empty shelf."""

    def __init__(self, name: str, door: int, scale: Scale | None, plate_mg: int) -> None:
        self.name = name
        self.door = door
        self.scale = scale
        self.units: list[Unit] = []
        self._plate_mg = plate_mg
        self._laid: list[int] = []
        self._cleared: tuple[list[Unit], list[int]] | None = None

    @property
    def mg(self) -> float:
        """True weight of all that presses on the scale."""
        return self._plate_mg + sum(unit.mg for unit in self.units) + sum(self._laid)

    def count(self, sku: str) -> int:
        return sum(unit.sku == sku for unit in self.units)

    def take(self, sku: str, count: int) -> list[Unit]:
        """The foremost units. NotPossibleError: there are fewer."""
        found = [unit for unit in self.units if unit.sku == sku][:count]
        if len(found) < count:
            raise NotPossibleError(f"shelf {self.name} has only {len(found)} of {sku}.")
        for unit in found:
            self.units.remove(unit)
        return found

    def put(self, units: list[Unit]) -> None:
        self.units = units + self.units

    def lay(self, mg: int) -> None:
        self._laid.append(mg)

    def lift(self) -> int:
        """What was laid last is taken away again; its weight."""
        if not self._laid:
            raise NotPossibleError(f"nothing was laid on shelf {self.name}.")
        return self._laid.pop()

    def clear(self) -> None:
        """Everything off, for calibration; a second time changes nothing."""
        if self._cleared is None:
            self._cleared = (self.units, self._laid)
            self.units, self._laid = [], []

    def refill(self) -> None:
        """What `clear` took off stands where it was."""
        if self._cleared is None:
            raise NotPossibleError(f"shelf {self.name} was not emptied.")
        units, laid = self._cleared
        self.units, self._laid, self._cleared = self.units + units, self._laid + laid, None

    def describe(self) -> str:
        counts = Counter(unit.sku for unit in self.units)
        words = [f"{count} {sku}" for sku, count in sorted(counts.items())]
        words += [f"{mg / 1000:g} g of something" for mg in self._laid]
        return ", ".join(words) or "empty"
