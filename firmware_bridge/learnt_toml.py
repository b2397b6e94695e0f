"""What was learnt of a cabinet as TOML, to read or to copy from by hand.

A kiosk writes its own file (python -m kiosk cabinet): this is for people who set up without one.
"""

from collections.abc import Sequence

from firmware_bridge.learnt import BoardLearnt, Learnt


def settings_snippet(learnt: Learnt) -> str:
    """Doubts are in it as remarks, so that nobody misses them."""
    parts = [f"# {doubt}" for doubt in learnt.doubts]
    if learnt.boards:
        parts += _locks_section(learnt.boards)
    for shelf in learnt.shelves:
        parts += [
            "",
            "[[cabinet.scales]]",
            f"shelf = {_text(shelf.shelf)}",
            f"port = {_text(shelf.scale.port)}",
            f"baud = {shelf.scale.baud}",
            f"unit = {shelf.scale.unit}",
            f"profile = {_text(shelf.profile)}",
        ]
        if not shelf.by_wire:
            parts += [f"zero_mg = {shelf.zero_mg}", f"span = {shelf.span:.9f}"]
    return "\n".join(parts) + "\n"


def _locks_section(boards: Sequence[BoardLearnt]) -> list[str]:
    """One family and polarity a port: that is how a bus is."""
    board = boards[0].board
    polarities = {learnt.polarity for learnt in boards if learnt.polarity is not None}
    orders = {learnt.read_all for learnt in boards}
    lines = [
        "[locks]",
        f"port = {_text(board.port)}",
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
