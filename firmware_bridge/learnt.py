"""What trying a cabinet has taught: polarity, byte order, door map, shelves. Pure conclusions.

Nothing is guessed: what the trials do not agree about is a doubt, in a sentence for the installer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from firmware_bridge.scanning import BoardFound, ScaleFound
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


@dataclass(frozen=True)
class BoardLearnt:
    """`polarity` and `read_all` are None where the trials do not tell. `doors`: (door, lock)."""

    board: BoardFound
    polarity: Polarity | None
    read_all: ByteOrder | None
    doors: tuple[tuple[int, int], ...]
    doubts: tuple[str, ...]


def board_learnt(board: BoardFound, tried: Sequence[LockTried]) -> BoardLearnt:
    """What all trials of one board say together."""
    ours = [trial for trial in tried if trial.board == board and trial.door is not None]
    polarity, turned = _polarity(board, ours)
    order, misplaced = _byte_order(board, ours)
    dumb = [
        f"lock {trial.lock} opened door {trial.door}, but the board does not notice: "
        f"check the two wires of its switch."
        for trial in ours
        if trial.told_open is None
    ]
    no_door = [
        f"lock {trial.lock} opened no door: it is free, or its two power wires are off."
        for trial in tried
        if trial.board == board and trial.door is None
    ]
    doors = sorted((trial.door, trial.lock) for trial in ours if trial.door is not None)
    doubts = tuple(turned + misplaced + dumb + no_door)
    return BoardLearnt(board, polarity, order, tuple(doors), doubts)


def usual_polarity(board: BoardFound) -> Polarity:
    """What the family is read with before anything is known."""
    is_winnsen = board.family == "winnsen"
    return Polarity.OPENING_FEEDBACK if is_winnsen else Polarity.CLOSING_FEEDBACK


def _polarity(board: BoardFound, tried: Sequence[LockTried]) -> tuple[Polarity | None, list[str]]:
    """What most locks say, and which say otherwise."""
    usual = usual_polarity(board)
    other = next(polarity for polarity in Polarity if polarity is not usual)
    as_usual = [trial for trial in tried if trial.told_open is True]
    turned = [trial for trial in tried if trial.told_open is False]
    if not as_usual and not turned:
        return None, []
    few = turned if len(as_usual) >= len(turned) else as_usual
    doubts = [
        f"lock {trial.lock} reads the other way round than the others: its switch is wired to "
        f"the wrong contact (NO and NC)."
        for trial in few
    ]
    return (usual if few is turned else other), doubts


def _byte_order(
    board: BoardFound, tried: Sequence[LockTried]
) -> tuple[ByteOrder | None, list[str]]:
    """In which order the whole status comes, and which locks are at neither place."""
    if board.family != "shuoming":
        misplaced = [
            f"lock {trial.lock} moves the switch of lock {trial.moved[0] + 1}: the wires of their "
            f"switches are swapped."
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
    return None, ["the board's whole status fits no byte order: locks will be read one by one."]


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
    def doubt(self) -> str | None:
        if self.shown_mg is None:
            return f"shelf {self.shelf} does not weigh: try it again."
        if not is_near(self.shown_mg, self.known_mg):
            return (
                f"shelf {self.shelf} shows {self.shown_mg / 1000:g} g for "
                f"{self.known_mg / 1000:g} g: see that nothing touches it, and try it again."
            )
        return None


@dataclass(frozen=True)
class GoodWanted:
    """One good of the planogram."""

    sku: str
    shelf: str
    mg: int


@dataclass(frozen=True)
class GoodChecked:
    """One unit was put down. `shelf`: where weight came, None for nowhere."""

    wanted: GoodWanted
    shelf: str | None
    mg: int

    @property
    def doubt(self) -> str | None:
        wanted = self.wanted
        if self.shelf is None:
            return f"{wanted.sku}: no shelf became heavier."
        if self.shelf != wanted.shelf:
            return f"{wanted.sku}: shelf {self.shelf} became heavier, not {wanted.shelf}."
        if not is_near(self.mg, wanted.mg):
            return (
                f"{wanted.sku} weighs {self.mg / 1000:g} g here, and {wanted.mg / 1000:g} g in the "
                f"planogram: is it the right good, and just one?"
            )
        return None


def is_near(shown_mg: int, true_mg: int) -> bool:
    return abs(shown_mg - true_mg) <= max(WEIGHT_MG, round(true_mg * WEIGHT_SHARE))


# --- the settings ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Learnt:
    """Everything. `port` is the device path on which it was learnt."""

    port: str
    boards: tuple[BoardLearnt, ...]
    shelves: tuple[ShelfLearnt, ...]
    goods: tuple[GoodChecked, ...]

    @property
    def doubts(self) -> tuple[str, ...]:
        of_boards = [doubt for board in self.boards for doubt in board.doubts]
        rest = [shelf.doubt for shelf in self.shelves] + [good.doubt for good in self.goods]
        return (*of_boards, *(doubt for doubt in rest if doubt is not None))


def settings_snippet(learnt: Learnt) -> str:
    """TOML for the kiosk's settings. Doubts are in it as remarks, so that nobody misses them."""
    parts = [f"# {doubt}" for doubt in learnt.doubts]
    if learnt.boards:
        parts += _locks_section(learnt.port, learnt.boards)
    for shelf in learnt.shelves:
        parts += [
            "",
            "[[cabinet.scales]]",
            f"shelf = {_text(shelf.shelf)}",
            f"port = {_text(learnt.port)}",
            f"baud = {shelf.scale.baud}",
            f"unit = {shelf.scale.unit}",
            f"profile = {_text(shelf.profile)}",
        ]
        if not shelf.by_wire:
            parts += [f"zero_mg = {shelf.zero_mg}", f"span = {shelf.span:.9f}"]
    return "\n".join(parts) + "\n"


def _locks_section(port: str, boards: Sequence[BoardLearnt]) -> list[str]:
    """One family and polarity a port: that is how a bus is."""
    board = boards[0].board
    polarities = {learnt.polarity for learnt in boards if learnt.polarity is not None}
    orders = {learnt.read_all for learnt in boards}
    lines = [
        "[locks]",
        f"port = {_text(port)}",
        f"baud = {board.baud}",
        f"family = {_text(board.family)}",
    ]
    if len(polarities) == 1:
        lines.append(f"polarity = {_text(polarities.pop().value)}")
    order = orders.pop() if len(orders) == 1 else None
    if order is not None:
        lines.append(f"read_all = {_text(order.value)}")
    for learnt in boards:
        for door, lock in learnt.doors:
            lines += [
                "",
                "[[cabinet.doors]]",
                f"number = {door}",
                f"board = {learnt.board.board}",
                f"lock = {lock}",
            ]
    return lines


def _text(word: str) -> str:
    """A TOML basic string."""
    escaped = "".join(
        f"\\u{ord(char):04x}" if ord(char) < 0x20 or ord(char) == 0x7F else char
        for char in word.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{escaped}"'
