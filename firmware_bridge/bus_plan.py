"""What is on one serial line, as frozen values. Refuses what cannot be."""

from collections import Counter
from dataclasses import dataclass

from firmware_bridge.errors import AddressError, PlanError
from firmware_bridge.family import Family
from firmware_bridge.messages import LockAddress, Unlock
from firmware_bridge.scale_profile import ScaleProfile
from firmware_bridge.weights import ScaleAddress

MOST_BOARDS, MOST_DOORS = 8, 64


@dataclass(frozen=True)
class ScaleOnBus:
    scale: ScaleAddress
    profile: ScaleProfile


@dataclass(frozen=True)
class BusPlan:
    """One family of lock boards, any number of its boards, and any scales.

    `doors` are watched all the time; a lock that is not among them can be opened too and is
    watched while it is open. `baud` is needed only if family and scales do not agree.
    Raises PlanError.
    """

    family: Family | None = None
    doors: tuple[LockAddress, ...] = ()
    scales: tuple[ScaleOnBus, ...] = ()
    baud: int | None = None

    def __post_init__(self) -> None:
        _once("door", self.doors)
        _once("scale", tuple(on_bus.scale for on_bus in self.scales))
        boards = {door.board for door in self.doors}
        if len(boards) > MOST_BOARDS or len(self.doors) > MOST_DOORS:
            raise PlanError(
                f"{len(boards)} boards and {len(self.doors)} doors are too many for one port: "
                f"{MOST_BOARDS} and {MOST_DOORS} can be read in time. Use a second port."
            )
        for door in self.doors:
            self._check_door(door)
        self.line_baud  # noqa: B018 - raises if nobody says it

    @property
    def line_baud(self) -> int:
        if self.baud is not None:
            return self.baud
        said = {on_bus.profile.baud for on_bus in self.scales}
        said |= set() if self.family is None else {self.family.baud}
        if len(said) != 1:
            rates = ", ".join(map(str, sorted(said))) or "nothing is on it"
            raise PlanError(f"the bus needs one baud rate ({rates}): set `baud`.")
        return said.pop()

    def _check_door(self, door: LockAddress) -> None:
        if self.family is None:
            raise PlanError(f"{door} needs a family of lock boards: set `family`.")
        try:
            self.family.encode(Unlock(door))
        except AddressError as error:
            raise PlanError(str(error)) from error


def _once(what: str, addresses: tuple[LockAddress, ...] | tuple[ScaleAddress, ...]) -> None:
    for address, times in Counter[object](addresses).items():
        if times > 1:
            raise PlanError(f"{what} {address} is named {times} times: name it once.")
