"""A product's picture on disk: inside the catalogue's folder, of a kind that Qt draws, not huge."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

from kiosk.typed_file_words import shown

MAX_BYTES = 2_000_000
_HEAD_BYTES = 1024


def checked_picture(folder: Path, name: str) -> Path:
    """The absolute path of the picture `name` below `folder`.

    Raises ValueError with the end of a sentence that begins with the word "picture".
    """
    path = _inside(folder, name)
    try:
        if not path.is_file():
            raise ValueError(f"{shown(name)} does not exist. Put it there, or remove the line.")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise ValueError(f"{shown(name)} cannot be read ({error.strerror}).") from error
    if size > MAX_BYTES:
        raise ValueError(f"{shown(name)} is larger than 2 MB. Save it smaller; 640 x 640 is ample.")
    if not _is_picture(path.suffix.lower(), head):
        raise ValueError(f"{shown(name)} is no PNG, JPEG or SVG, or its ending says otherwise.")
    return path


def _inside(folder: Path, name: str) -> Path:
    """The real place of `name`, links followed; refused if that is not below `folder`."""
    is_absolute = Path(name).is_absolute() or PureWindowsPath(name).anchor != ""
    try:
        root = folder.resolve()
        path = (root / name).resolve()
    except (OSError, ValueError, RuntimeError) as error:  # NUL character, too long, links in a ring
        raise ValueError(f"{shown(name)} is not the name of a file.") from error
    if is_absolute or not path.is_relative_to(root):
        raise ValueError(f"{shown(name)} lies outside the catalogue's folder. Copy it there.")
    return path


def _is_picture(ending: str, head: bytes) -> bool:
    """Whether the first bytes are what the ending says (PNG 1.2 section 3.1, JPEG SOI, SVG)."""
    match ending:
        case ".png":
            return head.startswith(b"\x89PNG\r\n\x1a\n")
        case ".jpg" | ".jpeg":
            return head.startswith(b"\xff\xd8\xff")
        case ".svg":
            return b"<svg" in head
        case _:
            return False
