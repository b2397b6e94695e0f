"""Reads a TOML or JSON file that people wrote into a frozen model.

Whatever is wrong with the file comes out as one FileProblem: sentences with the place and what
to do. Knows no setting and no product.
"""

from __future__ import annotations

import codecs
import json
import re
import tomllib
from pathlib import Path
from typing import Any, Never, TypeVar

from pydantic import BaseModel, ValidationError

from kiosk.typed_file_words import sentence, shown

MAX_BYTES = 2_000_000
MAX_LINES = 20
"""A file of another kind is wrong in every line; nobody reads the thousandth."""

Model = TypeVar("Model", bound=BaseModel)

_TOML_PLACE = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)


class FileProblem(Exception):  # noqa: N818 - it is told to people, like domain.problems.Problem
    """`lines` are sentences for whoever wrote the file; `str()` puts the path before each."""

    def __init__(self, path: Path, lines: list[str]) -> None:
        self.path = path
        self.lines = tuple(_shortened(lines))
        super().__init__("\n".join(f"{printable_path(path)}: {line}" for line in self.lines))


def read(path: Path, model: type[Model], *, word: str = "setting", context: object = None) -> Model:
    """The file as a `model`; `word` is what its readers call an entry ("setting", "field").

    `context` reaches the model's validators. Raises FileProblem, and nothing else.
    """
    raw = _parsed(path, text(path))
    try:
        return model.model_validate(raw, context=context)
    except ValidationError as error:
        lines = [sentence(raw, model, details, word) for details in error.errors(include_url=False)]
        raise FileProblem(path, lines) from error


def printable_path(path: Path) -> str:
    """The path for a message: bytes that are no text become escapes, line ends too."""
    text = str(path).encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def text(path: Path) -> str:
    """The file's UTF-8 text, at most MAX_BYTES of it. Raises FileProblem, and nothing else."""
    raw = _content(path)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise FileProblem(path, ["The file is UTF-16. Save it again as UTF-8."])
    try:
        return raw.decode("utf-8-sig")  # some Windows editors put a byte order mark first
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise FileProblem(
            path, [f"Line {line} is not UTF-8 text. Save the file again as UTF-8."]
        ) from error


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise FileProblem(path, ["This is a folder. Name the file in it."])
        if path.exists() and not path.is_file():
            raise FileProblem(path, ["This is a device, not a file. Name a .toml or .json file."])
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise FileProblem(
            path, ["There is no such file. Check the name, or create the file."]
        ) from error
    except PermissionError as error:
        raise FileProblem(
            path, ["This user may not read the file. Change its owner or its permissions."]
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the name
        raise FileProblem(path, [f"The file cannot be read ({error}). Check the disk."]) from error
    if len(raw) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        raise FileProblem(path, [f"The file is larger than {limit}. Is it the right file?"])
    return raw


def _parsed(path: Path, written: str) -> object:
    """Plain dicts, lists and scalars."""
    kind = path.suffix.lower()
    try:
        if kind == ".toml":
            return tomllib.loads(written)
        if kind == ".json":
            return json.loads(
                written, object_pairs_hook=_without_twins, parse_constant=_refuse_constant
            )
    except tomllib.TOMLDecodeError as error:
        raise FileProblem(path, [_toml_sentence(str(error), written)]) from error
    except json.JSONDecodeError as error:
        place = f"Line {error.lineno}, column {error.colno}"
        raise FileProblem(path, [f"{place} is not JSON: {error.msg}."]) from error
    except RecursionError as error:
        raise FileProblem(path, ["The file is nested too deeply. Is it the right file?"]) from error
    except ValueError as error:  # thousands of digits, dates that do not exist, twins
        raise FileProblem(path, [f"A value cannot be read: {error}."]) from error
    raise FileProblem(path, ["The file's name must end in .toml or .json."])


def _toml_sentence(message: str, written: str) -> str:
    """tomllib's words with the line in front. A place "at end of document" is the last line."""
    match = _TOML_PLACE.fullmatch(message)
    what = match[1] if match else message.removesuffix(" (at end of document)")
    line = int(match[2]) if match else written.count("\n") + 1
    return (
        f'Line {line} is not TOML: {what}. Write name = value, and text in quotes: name = "text".'
    )


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's pairs; JSON itself would let the second of two equal names win in silence."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"{shown(name)} stands twice in the same object; keep one of them")
        found[name] = value
    return found


def _refuse_constant(name: str) -> Never:
    raise ValueError(f"{name} is not a number")


def _shortened(lines: list[str]) -> list[str]:
    rest = len(lines) - MAX_LINES
    return lines if rest <= 0 else [*lines[:MAX_LINES], f"… and {rest} more like these."]
