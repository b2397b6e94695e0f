"""What answers on a line, as frozen values: lock boards and scales. Knows no port and no search."""

from dataclasses import dataclass

from firmware_bridge.family import FamilyName


@dataclass(frozen=True)
class BoardFound:
    """`locks`: how many it tells of; None if it must be asked lock by lock. `port`: device path."""

    baud: int
    family: FamilyName
    board: int
    locks: int | None
    port: str = ""

    def __str__(self) -> str:
        locks = "locks must be counted by hand" if self.locks is None else f"{self.locks} locks"
        return f"{self.family} board {self.board} at {self.baud} baud, {locks}"


@dataclass(frozen=True)
class ScaleFound:
    """`profiles`: those whose registers it has; none: it answers, but knows none of them."""

    baud: int
    unit: int
    profiles: tuple[str, ...]
    port: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """Port and unit: no two scales share both."""
        return self.port, self.unit

    def __str__(self) -> str:
        known = " or ".join(self.profiles) or "no known profile: write one (see scale_profiles/)"
        return f"scale {self.unit} at {self.baud} baud, {known}"


Finding = BoardFound | ScaleFound
