"""What trying a cabinet has taught: polarity, byte order, door map, shelves. Pure conclusions.

Nothing is guessed: what the trials do not agree about is a doubt (doubts.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from firmware_bridge.doubts import Doubt, DoubtKind, doubt, grams
from firmware_bridge.findings import BoardFound, Finding, ScaleFound
from firmware_bridge.wiring import ByteOrder, Polarity

States = tuple[bool, ...]
"""Whether each lock is open, as told with the usual polarity and the first byte first."""

WEIGHT_SHARE, WEIGHT_MG = 0.02, 3_000
"""A good, or the known weight, may be so far off: 2 % or 3 g, whichever is more."""


@dataclass(frozen=True)
class Readings:
    """One look at a board. `whole`: read-all; `lock`: the tried lock by itself, where it can be."""

    whole: States | None
    lock: bool | None


NOTHING_READ = Readings(None, None)


@dataclass(frozen=True)
class LockTried:
    """One lock was pulsed. `door`: what a person saw open; None: nothing."""

    board: BoardFound
    lock: int
    door: int | None
    before: Readings
    opened: Readings
    closed: Readings

    @property
    def moved(self) -> tuple[int, ...]:
        """Places in the whole status that changed with the door, and back again."""
        if self.before.whole is None or self.opened.whole is None or self.closed.whole is None:
            return ()
        told = zip(self.before.whole, self.opened.whole, self.closed.whole, strict=False)
        return tuple(
            place
            for place, (before, opened, closed) in enumerate(told)
            if before != opened and before == closed
        )

    @property
    def told_open(self) -> bool | None:
        """What the board said while the door stood open; None if it did not react to the door."""
        if self.opened.lock is not None:
            reacts = self.before.lock != self.opened.lock and self.before.lock == self.closed.lock
            return self.opened.lock if reacts else None
        if not self.moved or self.opened.whole is None:
            return None
        place = self.lock - 1 if self.lock - 1 in self.moved else self.moved[0]
        return self.opened.whole[place]

    @property
    def doubt(self) -> Doubt | None:
        if self.door is None:
            return doubt(DoubtKind.NO_DOOR, lock=self.lock)
        if self.told_open is None:
            return doubt(DoubtKind.NO_SWITCH, lock=self.lock, door=self.door)
        return None


@dataclass(frozen=True)
class BoardLearnt:
    """`polarity` and `read_all` are None where the trials do not tell. `doors`: (door, lock)."""

    board: BoardFound
    polarity: Polarity | None
    read_all: ByteOrder | None
    doors: tuple[tuple[int, int], ...]
    doubts: tuple[Doubt, ...]


def board_learnt(board: BoardFound, tried: Sequence[LockTried]) -> BoardLearnt:
    """What all trials of one board say together."""
    mine = [trial for trial in tried if trial.board == board]
    ours = [trial for trial in mine if trial.door is not None]
    polarity, turned = _polarity(board, ours)
    order, misplaced = _byte_order(board, ours)
    single = [trial.doubt for trial in (*ours, *(t for t in mine if t.door is None))]
    doors = sorted((trial.door, trial.lock) for trial in ours if trial.door is not None)
    doubts = (*turned, *misplaced, *(one for one in single if one is not None))
    return BoardLearnt(board, polarity, order, tuple(doors), doubts)


def usual_polarity(board: BoardFound) -> Polarity:
    """What the family is read with before anything is known."""
    is_winnsen = board.family == "winnsen"
    return Polarity.OPENING_FEEDBACK if is_winnsen else Polarity.CLOSING_FEEDBACK


def _polarity(board: BoardFound, tried: Sequence[LockTried]) -> tuple[Polarity | None, list[Doubt]]:
    """What most locks say, and which say otherwise."""
    usual = usual_polarity(board)
    other = next(polarity for polarity in Polarity if polarity is not usual)
    as_usual = [trial for trial in tried if trial.told_open is True]
    turned = [trial for trial in tried if trial.told_open is False]
    if not as_usual and not turned:
        return None, []
    few = turned if len(as_usual) >= len(turned) else as_usual
    doubts = [doubt(DoubtKind.TURNED, lock=trial.lock) for trial in few]
    return (usual if few is turned else other), doubts


def _byte_order(
    board: BoardFound, tried: Sequence[LockTried]
) -> tuple[ByteOrder | None, list[Doubt]]:
    """In which order the whole status comes, and which locks are at neither place."""
    if board.family != "shuoming":
        misplaced = [
            doubt(DoubtKind.SWAPPED, lock=trial.lock, other=trial.moved[0] + 1)
            for trial in tried
            if trial.moved and trial.lock - 1 not in trial.moved
        ]
        return None, misplaced
    told = [trial for trial in tried if trial.moved]
    first = [trial for trial in told if trial.lock - 1 in trial.moved]
    last = [trial for trial in told if _mirrored(trial) in trial.moved]
    if not told:
        return None, []
    if len(first) == len(told):
        return ByteOrder.FIRST_BYTE_FIRST, []
    if len(last) == len(told):
        return ByteOrder.LAST_BYTE_FIRST, []
    return None, [doubt(DoubtKind.NO_ORDER)]


def _mirrored(trial: LockTried) -> int:
    """The place of this lock if the last byte is of locks 1-8."""
    whole = trial.before.whole or ()
    byte, bit = divmod(trial.lock - 1, 8)
    return (len(whole) // 8 - 1 - byte) * 8 + bit


# --- shelves --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ShelfLearnt:
    """A scale and its shelf. `shown_mg`: what it showed for the known weight afterwards.

    `by_wire` False: this make is not calibrated by wire, so true milligrams are
    (shown - zero_mg) * span.
    """

    scale: ScaleFound
    profile: str
    shelf: str
    known_mg: int
    shown_mg: int | None
    by_wire: bool = True
    zero_mg: int = 0
    span: float = 1.0

    @property
    def doubt(self) -> Doubt | None:
        if self.shown_mg is None:
            return doubt(DoubtKind.NO_WEIGHT, shelf=self.shelf)
        if not is_near(self.shown_mg, self.known_mg):
            shown, known = grams(self.shown_mg), grams(self.known_mg)
            return doubt(DoubtKind.WEIGHS_WRONG, shelf=self.shelf, shown=shown, known=known)
        return None


@dataclass(frozen=True)
class GoodWanted:
    """One good of the planogram."""

    sku: str
    shelf: str
    mg: int


@dataclass(frozen=True)
class GoodChecked:
    """One unit was put down. `shelf`: where weight came, None for nowhere.

    `looks_like`: other goods of the planogram that weigh as much, when this one weighs otherwise.
    """

    wanted: GoodWanted
    shelf: str | None
    mg: int
    looks_like: tuple[str, ...] = ()

    @property
    def doubt(self) -> Doubt | None:
        wanted = self.wanted
        if self.shelf is None:
            return doubt(DoubtKind.GOOD_NOWHERE, sku=wanted.sku)
        if self.shelf != wanted.shelf:
            return doubt(
                DoubtKind.GOOD_ELSEWHERE, sku=wanted.sku, seen=self.shelf, shelf=wanted.shelf
            )
        if not is_near(self.mg, wanted.mg):
            shown, known = grams(self.mg), grams(wanted.mg)
            return doubt(DoubtKind.GOOD_WEIGHS_OTHER, sku=wanted.sku, shown=shown, known=known)
        return None


def is_near(shown_mg: int, true_mg: int) -> bool:
    return abs(shown_mg - true_mg) <= max(WEIGHT_MG, round(true_mg * WEIGHT_SHARE))


# --- all of it ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SkippedLock:
    board: BoardFound
    lock: int
    reason: str = ""


@dataclass(frozen=True)
class SkippedScale:
    scale: ScaleFound
    reason: str = ""


@dataclass(frozen=True)
class SkippedGood:
    good: GoodWanted
    reason: str = ""


Skipped = SkippedLock | SkippedScale | SkippedGood


@dataclass(frozen=True)
class Progress:
    """What has been found, confirmed or left out so far: enough to go on from, after a power cut.

    `locks_over` and the others: a person wants no more of these.
    """

    findings: tuple[Finding, ...] = ()
    tried: tuple[LockTried, ...] = ()
    shelves: tuple[ShelfLearnt, ...] = ()
    goods: tuple[GoodChecked, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    locks_over: bool = False
    scales_over: bool = False
    goods_over: bool = False

    @property
    def boards(self) -> tuple[BoardFound, ...]:
        return tuple(found for found in self.findings if isinstance(found, BoardFound))

    @property
    def scales(self) -> tuple[ScaleFound, ...]:
        return tuple(
            found for found in self.findings if isinstance(found, ScaleFound) and found.profiles
        )


@dataclass(frozen=True)
class Learnt:
    """What follows from the progress."""

    boards: tuple[BoardLearnt, ...]
    shelves: tuple[ShelfLearnt, ...]
    goods: tuple[GoodChecked, ...]

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        of_boards = [one for board in self.boards for one in board.doubts]
        rest = [shelf.doubt for shelf in self.shelves] + [good.doubt for good in self.goods]
        return (*of_boards, *(one for one in rest if one is not None))


def learnt_from(progress: Progress) -> Learnt:
    boards = [
        board_learnt(board, progress.tried)
        for board in progress.boards
        if any(trial.board == board for trial in progress.tried)
    ]
    return Learnt(tuple(boards), progress.shelves, progress.goods)
