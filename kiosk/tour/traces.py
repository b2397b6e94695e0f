"""Looks for what must not be on the disk: numbers, names and templates, in whatever spelling.

Every byte of every file below a folder is searched: the database with its log and index, freed
pages, log files, printed receipts, what the broker keeps.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from models.results import Template

SLICE = 24
"""Bytes of a template that are searched for; no other file has so many in a row by chance."""


@dataclass(frozen=True, slots=True)
class Secret:
    """`name` tells what was found without showing it."""

    name: str
    spellings: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Trace:
    """`offset` in the file."""

    secret: str
    path: Path
    offset: int


def words(name: str, text: str) -> Secret:
    """A number or a name, in the encodings that files here have. Shorter than two letters is none:
    a surname of one sign is on any page, and 张* is what screens show."""
    if len(text) < 2:
        raise ValueError(f"{name} is too short to be searched for")
    encodings = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
    spellings = [text.encode(encoding) for encoding in encodings]
    spellings.append(text.encode("unicode_escape"))
    spellings.append(text.encode().hex().encode())
    return Secret(name, tuple(dict.fromkeys(spellings)))


def template(name: str, one: Template) -> Secret:
    """Head, middle and tail of a vector: as bytes, as hex, and as base64 in its three places."""
    middle = len(one.vector) // 8 * 4
    slices = [one.vector[:SLICE], one.vector[middle : middle + SLICE], one.vector[-SLICE:]]
    return Secret(name, tuple(spelling for part in slices for spelling in _spelled(part)))


def _spelled(raw: bytes) -> Iterator[bytes]:
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    for skipped in range(3):  # what stands before it shifts base64 by so many bytes
        yield base64.b64encode(raw[skipped:])[: (SLICE - 3) // 3 * 4]


def traces(folder: Path, secrets: Iterable[Secret]) -> list[Trace]:
    """Where any of the secrets stands, one for each secret and file."""
    wanted = list(secrets)
    return [trace for path in _files(folder) for trace in _in_file(path, wanted)]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _in_file(path: Path, secrets: list[Secret]) -> Iterator[Trace]:
    raw = path.read_bytes()
    for secret in secrets:
        places = [raw.find(spelling) for spelling in secret.spellings]
        found = [place for place in places if place >= 0]
        if found:
            yield Trace(secret.name, path, min(found))
