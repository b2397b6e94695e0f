"""A record of every byte on a bus, and its decoding afterwards.

A capture is a text file of JSON objects, one a line: `at` in seconds of the recorder's clock,
`direction` (`sent` or `heard`), and `hex`, the bytes as one write or one read carried them:

    {"at": 12.345678, "direction": "sent", "hex": "8a0101119b"}

Weights and door states are in it, no person is.
"""

import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TextIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.errors import CaptureError
from firmware_bridge.line import Line, LineMessage


class Direction(Enum):
    SENT = "sent"
    HEARD = "heard"


Recorder = Callable[[float, Direction, bytes], None]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    at: float = Field(allow_inf_nan=False)
    direction: Direction = Field(strict=False)
    hex: str = Field(pattern=r"^(?:[0-9a-fA-F]{2})+$")


@dataclass(frozen=True)
class Captured:
    """What one write or one read carried."""

    at: float
    direction: Direction
    data: bytes


@dataclass(frozen=True)
class Replayed:
    """A captured piece and the messages that it completed."""

    captured: Captured
    messages: tuple[LineMessage, ...]


def write_to(file: TextIO) -> Recorder:
    """A recorder for a bus; each line is flushed, so that a killed recording is whole."""

    def record(at: float, direction: Direction, data: bytes) -> None:
        piece = {"at": round(at, 6), "direction": direction.value, "hex": data.hex()}
        file.write(json.dumps(piece) + "\n")
        file.flush()

    return record


def read_capture(lines: Iterable[str]) -> Iterator[Captured]:
    """Raises CaptureError with the number of the first line that cannot be read.

    A last line that a power cut left half is such a line; what came before it was yielded.
    """
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            line = _Line.model_validate_json(text)
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"])) or "line"
            raise CaptureError(f"line {number}: {where}: {fault['msg']}.") from error
        yield Captured(line.at, line.direction, bytes.fromhex(line.hex))


def replay(pieces: Iterable[Captured], plan: BusPlan) -> Iterator[Replayed]:
    """Decode a capture as a bus of this plan would have; nothing is sent.

    What only the quiet at the end completes comes with an empty piece.
    """
    line, last_at = Line(plan), 0.0
    for piece in pieces:
        last_at, ended = piece.at, tuple(line.advance(piece.at))
        if piece.direction is Direction.SENT:
            line.overhear(piece.data)
            yield Replayed(piece, ended)
        else:
            yield Replayed(piece, (*ended, *line.hear(piece.data, piece.at)))
    if rest := tuple(line.advance(math.inf)):
        yield Replayed(Captured(last_at, Direction.HEARD, b""), rest)
