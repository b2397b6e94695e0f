"""Keys and passwords in files of their own: read only where nobody else can read them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from kiosk import typed_file
from kiosk.typed_file import FileProblem

_OPEN_TO_OTHERS = stat.S_IRWXO | stat.S_IWGRP
"""A group may read (0640, owned by root, is a usual way to hand a key to a service)."""


def secret_text(path: Path) -> str:
    """The file's text. Raises FileProblem, also if others could have read or changed it."""
    problem = openness(path)
    if problem is not None:
        raise problem
    return typed_file.text(path)


def openness(path: Path) -> FileProblem | None:
    """What is wrong with who may read the file; None as well where there is no file."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return None  # reading it tells what is wrong, as it does of a folder
    if os.name != "posix" or stat.S_ISDIR(mode) or not mode & _OPEN_TO_OTHERS:
        return None
    name = typed_file.printable_path(path)
    return FileProblem(path, [f"Others may use this secret. Close it: chmod 600 {name}"])


def write_secret(path: Path, content: bytes) -> None:
    """A new file, 0600, on disk when this returns; one that is there already is left alone.

    Raises FileProblem.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
        _write_synced(temporary, content)
        try:
            os.link(temporary, path)  # unlike a rename, this never replaces a key in use
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
        _sync_folder(path.parent)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileProblem(
            path, [f"The file cannot be written ({reason}). Check the disk."]
        ) from error


def _write_synced(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "wb") as file:  # noqa: PTH123  # a handle, so that it is 0600 from the start
        file.write(content)
        file.flush()
        os.fsync(handle)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
