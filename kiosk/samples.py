"""The tour's sample photographs: fetched from a pinned source archive, checked, installed.

The project ships no photographs of people. These are test pictures of the face_recognition
project: official portraits and press pictures of two presidents. Its 32bit.png stays out: under
that name the photograph camera would take it for a third person.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Protocol

from models.errors import FetchError
from models.pinned import fetch_pinned

REQUIREMENT = "face_recognition==1.3.0"
ARCHIVE_SHA256 = "5e5efdd1686aa566af0d3cc1313b131e4b197657a8ffd03669e6d3fad92705ec"
FOLDER = "face_recognition-1.3.0/tests/test_images"
PICTURES: Mapping[str, str] = {
    "biden.jpg": "3c17508bb91554c637a2eabddfae790e5bb1caba93130814fc2ac50be9760c4c",
    "obama.jpg": "0930e3aa8cae5920329c0c8cbc6a2ab70f47b0e67b432875beaa95cbf7e741f6",
    "obama2.jpg": "a7efcc907375274796f39646510704aa86672d59f6d5469d69af3c85590976a6",
    "obama3.jpg": "76ac6bf97c36dc2da0ad16a537d6a5ac1b10f48d49aac29a0cca9a17cdbc3ca3",
    "obama_partial_face.jpg": "c2d1f09e7ef3042352b41e41286e6eb0522f64f88308be13886991b95db52117",
    "obama_partial_face2.jpg": "9a812347f97633542b8cd9992de22def11b74f79d82056bc3ee830f13878e028",
}
"""Each picture's own sha256: what is on disk is checked without the archive."""

Report = Callable[[str], None]


class SamplesError(Exception):
    """The photographs could not be installed; what was there before is untouched."""


class Fetch(Protocol):
    """As models.pinned.fetch_pinned: the archive's path, in the folder `into`."""

    def __call__(
        self, requirement: str, sha256: str, into: Path, *, sdist: bool, report: Report
    ) -> Path: ...


def install_samples(
    root: Path,
    report: Report,
    *,
    fetch: Fetch = fetch_pinned,
    pictures: Mapping[str, str] = PICTURES,
) -> tuple[Path, ...]:
    """The photographs in `root`, flat; nothing is fetched when all are there and whole.

    Raises SamplesError, which says what to do.
    """
    wanted = tuple(root / name for name in pictures)
    if all(_is_whole(path, pictures[path.name]) for path in wanted):
        report(f"The {len(wanted)} sample photographs are already in {root}.")
        return wanted
    try:
        _install(root, report, fetch, pictures)
    except FetchError as error:
        raise SamplesError(str(error)) from error
    except OSError as error:
        raise SamplesError(
            f"The sample photographs cannot be written to {root} ({error.strerror}): "
            "check the space and the rights there, then run the command again."
        ) from error
    report(f"{len(wanted)} sample photographs are in {root}.")
    return wanted


def _install(root: Path, report: Report, fetch: Fetch, pictures: Mapping[str, str]) -> None:
    scratch = root / ".archive"
    scratch.mkdir(parents=True, exist_ok=True)
    archive = fetch(REQUIREMENT, ARCHIVE_SHA256, scratch, sdist=True, report=report)
    for name, data in _read_pictures(archive, pictures).items():
        _write_durably(root / name, data)
    shutil.rmtree(scratch)


def _is_whole(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _read_pictures(archive: Path, pictures: Mapping[str, str]) -> dict[str, bytes]:
    """All or none, in memory: no path out of the archive ever reaches the disk."""
    try:
        with tarfile.open(archive, "r:gz") as tar:
            data = {name: _member(tar, f"{FOLDER}/{name}") for name in pictures}
    except (KeyError, tarfile.TarError, EOFError, zlib.error, OSError) as error:
        raise SamplesError(
            f"The archive {archive.name} does not hold the photographs expected: "
            "delete it and run the command again."
        ) from error
    _refuse_altered(data.items(), pictures)
    return data


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(name)
    if file is None:
        raise tarfile.ReadError(f"{name} is not a file")
    return file.read()


def _refuse_altered(data: Iterable[tuple[str, bytes]], pictures: Mapping[str, str]) -> None:
    for name, content in data:
        if hashlib.sha256(content).hexdigest() != pictures[name]:
            raise SamplesError(
                f"{name} in the archive is not the picture that was pinned; nothing was "
                "installed. Check which package index pip is set up for (pip config list)."
            )


def _write_durably(target: Path, data: bytes) -> None:
    """Whole or not at all, whatever moment the power goes."""
    partial = target.with_name(f".{target.name}.partial")
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(target)
