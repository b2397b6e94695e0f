"""Looks for what must not be on the disk: numbers, names and templates, in whatever spelling.

Every byte of every file below a folder is searched: the database with its log and index, freed
pages, log files, printed receipts, and what went over the wire (wire.py).
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from models.codes import encode
from models.results import Template

SLICE = 24
"""Bytes of a template that are searched for; no other file has so many in a row by chance."""
PNG = b"\x89PNG\r\n\x1a\n"
SHORTEST = 8
"""Letters of base64 or hex that are searched for, for the same reason."""


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
    spellings += [spelled for spelled in _spelled(text.encode()) if len(spelled) >= SHORTEST]
    return Secret(name, tuple(dict.fromkeys(spellings)))


def masked(name: str, phone: str) -> Secret:
    """A number as screens and payment services mask it: 138****5678, 138*****678, 138******78."""
    ends = (phone[-4:], phone[-3:], phone[-2:])
    masks = [f"{phone[:3]}{'*' * (len(phone) - 3 - len(end))}{end}".encode() for end in ends]
    return Secret(name, tuple(spelling for one in masks for spelling in _spelled(one)))


def template(name: str, one: Template) -> Secret:
    """Head, middle and tail of a vector, and of the codes that it is searched by: as bytes, as hex,
    and as base64 in its three places."""
    codes = [part for part in _parts(_codes(one)) if len(set(part)) > SLICE // 3]
    slices = [*_parts(one.vector), *codes]
    return Secret(name, tuple(spelling for part in slices for spelling in _spelled(part)))


def sealed(name: str, raw: bytes) -> Secret:
    """What is encrypted, and should be gone as well."""
    return Secret(name, tuple(spelling for part in _parts(raw) for spelling in _spelled(part)))


def _parts(raw: bytes) -> list[bytes]:
    middle = len(raw) // 8 * 4
    return [raw[:SLICE], raw[middle : middle + SLICE], raw[-SLICE:]]


def _codes(one: Template) -> bytes:
    vector = np.frombuffer(one.vector, "<f4").reshape(1, -1)
    return encode(vector).codes.tobytes()


def _spelled(raw: bytes) -> Iterator[bytes]:
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    for skipped in range(3):  # what stands before it shifts base64 by so many bytes
        yield base64.b64encode(raw[skipped:])[: (len(raw) - skipped) // 3 * 4]


def traces(folder: Path, secrets: Iterable[Secret]) -> list[Trace]:
    """Where any of the secrets stands, one for each secret and file."""
    wanted = list(secrets)
    return [trace for path in _files(folder) for trace in _in_file(path, wanted)]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def without_pixels(raw: bytes) -> bytes:
    """A PNG with zeros for its compressed pixels, in which any four bytes of a short name turn up
    by chance; its texts and all other files stay as they are. Chunks: ISO/IEC 15948, 5.3."""
    if not raw.startswith(PNG):
        return raw
    kept, at = bytearray(raw), len(PNG)
    while at + 8 <= len(raw):
        length = int.from_bytes(raw[at : at + 4])
        if raw[at + 4 : at + 8] == b"IDAT":
            end = min(at + 8 + length, len(raw))
            kept[at + 8 : end] = bytes(end - at - 8)
        at += 12 + length
    return bytes(kept)


def _in_file(path: Path, secrets: list[Secret]) -> Iterator[Trace]:
    raw = without_pixels(path.read_bytes())
    for secret in secrets:
        places = [raw.find(spelling) for spelling in secret.spellings]
        found = [place for place in places if place >= 0]
        if found:
            yield Trace(secret.name, path, min(found))
