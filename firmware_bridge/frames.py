"""A stream of bytes to whole frames. Owns the receive buffer; knows no port and no clock.

Noise before, between and after frames is skipped. A fragment followed by silence is dropped, so
half an old answer never joins a new one. A frame whose length is told by its own first bytes is
taken as soon as it is whole; one that is not ends with the quiet after it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

QUIET_BYTES = 5
"""Boards pause less than this many byte times inside a frame (5 ms at 9600 baud)."""

ADAPTER_S = 0.025
"""USB adapters hand bytes over up to 16 ms late (FTDI's latency timer), so that the quiet of the
wire alone would cut frames; with a margin for a busy machine."""

BITS_PER_BYTE = 10
"""8N1: a start bit, eight, a stop bit."""


def quiet_s(baud: int) -> float:
    """Silence that ends a frame: 30 ms at 9600 baud, 28 ms at 19200."""
    return QUIET_BYTES * BITS_PER_BYTE / baud + ADAPTER_S


@dataclass(frozen=True)
class Frame(Generic[T_co]):
    """A sound frame of `length` bytes. Its message is None if it says nothing to us."""

    message: T_co | None
    length: int


class Wait(Enum):
    """These bytes may begin a frame; more bytes, or the quiet, will tell."""

    WAIT = "wait"


Taken = Frame[T] | Wait | None
"""What the bytes at one place are: a frame, perhaps one, or none."""

Take = Callable[[bytes, bool], Taken[T]]
"""Looks at bytes from one place on; the flag says that the quiet came after the last of them."""


class FrameReader(Generic[T]):
    """Finds frames in whatever arrives.

    `longest`: no frame is longer, so the buffer never holds more between two calls.
    """

    def __init__(self, take: Take[T], quiet: float, longest: int = 256) -> None:
        self._take = take
        self._quiet = quiet
        self._longest = longest
        self._buffer = b""
        self._last_byte_at = float("-inf")
        self.noise = 0
        """Bytes skipped since the last `clear`."""

    def feed(self, data: bytes, now: float) -> list[T]:
        """The messages completed by `data`, which arrived at `now` (seconds)."""
        messages = self.advance(now)
        if not data:
            return messages
        self._last_byte_at = now
        self._buffer += data
        return messages + self._take_all(ended=False)

    def advance(self, now: float) -> list[T]:
        """The messages completed by the quiet up to `now`. Nothing unfinished survives it."""
        if not self._buffer or now - self._last_byte_at <= self._quiet:
            return []
        messages = self._take_all(ended=True)
        self.noise += len(self._buffer)
        self._buffer = b""
        return messages

    def clear(self) -> None:
        """Forget everything: the line was flushed."""
        self._buffer = b""
        self.noise = 0

    @property
    def is_in_frame(self) -> bool:
        """Bytes are held whose end has not come."""
        return bool(self._buffer)

    @property
    def last_byte_at(self) -> float:
        return self._last_byte_at

    def _take_all(self, *, ended: bool) -> list[T]:
        data, start, messages = self._buffer, 0, []
        while start < len(data):
            taken = self._take(data[start:], ended)
            if isinstance(taken, Frame):
                start += taken.length
                if taken.message is not None:
                    messages.append(taken.message)
            elif taken is Wait.WAIT and not ended and len(data) - start < self._longest:
                break
            else:
                self.noise += 1
                start += 1
        self._buffer = data[start:]
        return messages
