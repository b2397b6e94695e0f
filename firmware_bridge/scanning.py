"""Finds out what is on a line, by readings alone. Pure: probes out, answers in.

    scan = scanning(ScanWishes())
    probe = next(scan)
    probe = scan.send(answer or None)     # ... until StopIteration, whose value is the findings

First every speed and family is tried at a few addresses, then at more; what answers settles the
speed, and from then on only that speed is searched, at every address of scales and of the family
that answered (a line has one family; if only scales answered, of all).
Nothing here is ever an unlock, in any family: a test holds each probe against all of them.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace

from firmware_bridge.families import FAMILY_NAMES, FamilyName, FamilySettings
from firmware_bridge.family import Family
from firmware_bridge.findings import BoardFound, Finding, ScaleFound
from firmware_bridge.line import LineMessage, LineRequest
from firmware_bridge.messages import BoardReport, LockAddress, LockReport, ReadBoard, ReadLock
from firmware_bridge.modbus import ReadRegisters, Refusal, Registers
from firmware_bridge.scale_profile import ScaleProfile, known_profiles, load_profile
from firmware_bridge.wiring import ByteOrder

BAUDS = (9600, 19200, 115200, 57600, 38400, 4800)
"""Most common first."""

FIRST_ADDRESSES = 3
LAST_ADDRESS = 32
"""Switches of boards and most scales end here; a deep scan goes on."""
LAST_UNIT = 247


@dataclass(frozen=True)
class ScanWishes:
    """`deep`: every address that a family and Modbus have. Empty `profiles`: all that ship."""

    bauds: tuple[int, ...] = BAUDS
    families: tuple[FamilyName, ...] = FAMILY_NAMES
    profiles: tuple[str, ...] = ()
    deep: bool = False


@dataclass(frozen=True)
class Probe:
    """One reading to send. `family` is None for a scale."""

    baud: int
    family: Family | None
    request: LineRequest

    def __str__(self) -> str:
        match self.request:
            case ReadRegisters(unit):
                return f"{self.baud} baud, scale {unit}"
            case ReadLock(address):
                return f"{self.baud} baud, {self._family_name} board {address.board}"
            case ReadBoard(board):
                return f"{self.baud} baud, {self._family_name} board {board}"
            case _:
                return f"{self.baud} baud"

    @property
    def _family_name(self) -> str:
        return "no family" if self.family is None else self.family.name


Scan = Generator[Probe, LineMessage | None, tuple[Finding, ...]]


def reading_family(name: FamilyName) -> Family:
    """The family with the options that make it tell the most; polarity is not known yet."""
    order = ByteOrder.FIRST_BYTE_FIRST if name == "shuoming" else None
    return FamilySettings(family=name, read_all=order).make()


def scanning(wishes: ScanWishes) -> Scan:
    """Probes until everything was found; the findings are the generator's value."""
    profiles = [load_profile(name) for name in wishes.profiles or known_profiles()]
    for depth in (FIRST_ADDRESSES, LAST_ADDRESS):
        for baud in wishes.bauds:
            families = yield from _families_heard(baud, wishes.families, depth)
            has_scales = yield from _any_scale(baud, profiles, depth)
            if families or has_scales:
                narrowed = replace(wishes, families=families or wishes.families)
                return (yield from _sweep(baud, narrowed, profiles))
    return ()


def most_probes(wishes: ScanWishes) -> int:
    """How many a port takes on which nothing answers. Where something does, it is fewer or little
    more: that is good enough to show how far a search has got."""
    search, count = scanning(wishes), 1
    try:
        next(search)
        while True:
            search.send(None)
            count += 1
    except StopIteration:
        return count


def addresses(family: Family, *, deep: bool) -> Iterable[int]:
    last = family.boards[-1] if deep else min(LAST_ADDRESS, family.boards[-1])
    return range(family.boards[0], last + 1)


# --- is anybody there -----------------------------------------------------------------------------


def _families_heard(
    baud: int, names: Sequence[FamilyName], depth: int
) -> Generator[Probe, LineMessage | None, tuple[FamilyName, ...]]:
    heard: tuple[FamilyName, ...] = ()
    for name in names:
        if (yield from _speaks(baud, name, depth)):
            heard += (name,)
    return heard


def _speaks(baud: int, name: FamilyName, depth: int) -> Generator[Probe, LineMessage | None, bool]:
    family = reading_family(name)
    for board in family.boards[:depth]:
        if (yield _board_probe(baud, family, board)) is not None:
            return True
    return False


def _any_scale(
    baud: int, profiles: Sequence[ScaleProfile], depth: int
) -> Generator[Probe, LineMessage | None, bool]:
    for unit in range(1, depth + 1):
        for profile in profiles[:1]:  # a refusal tells as well that somebody is there
            if (yield _scale_probe(baud, profile, unit)) is not None:
                return True
    return False


# --- who exactly ----------------------------------------------------------------------------------


def _sweep(baud: int, wishes: ScanWishes, profiles: Sequence[ScaleProfile]) -> Scan:
    found: list[Finding] = []
    for name in wishes.families:
        for board in addresses(reading_family(name), deep=wishes.deep):
            finding = yield from _look_at_board(baud, name, board)
            if finding is not None:
                found.append(finding)
    for unit in range(1, (LAST_UNIT if wishes.deep else LAST_ADDRESS) + 1):
        scale = yield from _look_at_scale(baud, profiles, unit)
        if scale is not None:
            found.append(scale)
    return tuple(found)


def _look_at_board(
    baud: int, name: FamilyName, board: int
) -> Generator[Probe, LineMessage | None, BoardFound | None]:
    family = reading_family(name)
    answer = yield _board_probe(baud, family, board)
    if answer is None:
        return None
    whole = (
        answer if isinstance(answer, BoardReport) else (yield Probe(baud, family, ReadBoard(board)))
    )
    locks = len(whole.is_open) if isinstance(whole, BoardReport) else None
    return BoardFound(baud, name, board, locks)


def _look_at_scale(
    baud: int, profiles: Sequence[ScaleProfile], unit: int
) -> Generator[Probe, LineMessage | None, ScaleFound | None]:
    fitting: list[str] = []
    is_there = False
    for profile in profiles:
        answer = yield _scale_probe(baud, profile, unit)
        if answer is None and not is_there:
            return None
        is_there = True
        if isinstance(answer, Registers) and profile.status is not None:
            answer = yield Probe(baud, None, ReadRegisters(unit, profile.status.register_, 1))
        if isinstance(answer, Registers):
            fitting.append(profile.name)
    return ScaleFound(baud, unit, tuple(fitting))


def _board_probe(baud: int, family: Family, board: int) -> Probe:
    """A single lock where the family can: that answer has one length on every board."""
    reading = family.reading(LockAddress(board, 1))
    return Probe(baud, family, reading)


def _scale_probe(baud: int, profile: ScaleProfile, unit: int) -> Probe:
    return Probe(baud, None, ReadRegisters(unit, profile.weight.register_, profile.weight.count))


def answers(probe: Probe, message: LineMessage) -> bool:
    """Whether this message is an answer to the probe, and no echo or report."""
    match probe.request, message:
        case ReadLock(address), LockReport(told):
            return address == told
        case ReadBoard(board), BoardReport(told_board):
            return board == told_board
        case ReadRegisters(), Registers() | Refusal():
            return True
        case _:
            return False
