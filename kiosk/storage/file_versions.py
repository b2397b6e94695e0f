"""A file that people write by hand, changed by us: whole or not at all, and to be undone.

cabinets.toml.bak-0001      as it was before the first change, and so on
cabinets.toml.undone-0001   what was undone: nothing is ever thrown away
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from kiosk.typed_file import FileProblem


def write_version(path: Path, text: str) -> Path:
    """Put `text` in place of the file; where the version before is kept now.

    After a power cut the file is the old one or the new one, whole. Raises FileProblem: then the
    old one stands.
    """
    try:
        number = max(_numbers(path, "bak"), default=0) + 1
        kept = _named(path, "bak", number)
        _durably(kept, path.read_bytes())
        _durably(path, text.encode())
    except OSError as error:
        raise FileProblem(path, [f"It cannot be written: {error.strerror}. {ADVICE}"]) from error
    return kept


ADVICE = "Check the disk, and that this user may write in that folder."


def undo_version(path: Path) -> Path:
    """Bring the version before back; where the one that it replaces is kept now.

    Raises FileProblem, and changes nothing, when there is none.
    """
    numbers = _numbers(path, "bak")
    if not numbers:
        raise FileProblem(path, ["There is no version before this one."])
    try:
        undone = _named(path, "undone", max([0, *_numbers(path, "undone")]) + 1)
        _durably(undone, path.read_bytes())
        _named(path, "bak", max(numbers)).replace(path)
        _sync_folder(path)
    except OSError as error:
        raise FileProblem(path, [f"It cannot be undone: {error.strerror}. {ADVICE}"]) from error
    return undone


def can_undo(path: Path) -> bool:
    try:
        return bool(_numbers(path, "bak"))
    except OSError:
        return False


def _numbers(path: Path, kind: str) -> list[int]:
    pattern = re.compile(re.escape(f"{path.name}.{kind}-") + r"(\d{4,})")
    found = (pattern.fullmatch(other.name) for other in path.parent.iterdir())
    return [int(match[1]) for match in found if match]


def _named(path: Path, kind: str, number: int) -> Path:
    return path.with_name(f"{path.name}.{kind}-{number:04}")


def _durably(path: Path, content: bytes) -> None:
    """Beside it first, on disk, then in its place."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _sync_folder(path)


def _sync_folder(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
