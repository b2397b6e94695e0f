"""A stream of bytes to whole frames. Owns the receive buffer; knows no port and no clock.

Noise before, between and after frames is skipped. A fragment followed by silence is dropped, so
half an old answer never joins a new one.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

QUIET_S = 0.03
"""Silence that ends a frame. At 9600 baud a byte takes 1 ms and boards pause less than 5 ms, but
USB adapters hand bytes over up to 16 ms late (FTDI's latency timer), so 5 ms would cut frames."""


class FrameReader(Generic[T]):
    """Finds frames of one fixed length in whatever arrives.

    The buffer never holds `length` bytes or more between two calls, whatever is fed.
    """

    def __init__(
        self, length: int, decode: Callable[[bytes], T | None], quiet_s: float = QUIET_S
    ) -> None:
        self._length = length
        self._decode = decode
        self._quiet_s = quiet_s
        self._buffer = b""
        self._last_byte_at = 0.0
        self.noise = 0
        """Bytes skipped since the last `clear`."""

    def feed(self, data: bytes, now: float) -> list[T]:
        """The messages completed by `data`, which arrived at `now` (seconds)."""
        if not data:
            return []
        if now - self._last_byte_at > self._quiet_s:
            self._drop_fragment()
        self._last_byte_at = now
        self._buffer += data
        return self._take_messages()

    def clear(self) -> None:
        """Forget everything: the line was flushed."""
        self._buffer = b""
        self.noise = 0

    def _drop_fragment(self) -> None:
        self.noise += len(self._buffer)
        self._buffer = b""

    def _take_messages(self) -> list[T]:
        data, start, messages = self._buffer, 0, []
        while len(data) - start >= self._length:
            message = self._decode(data[start : start + self._length])
            if message is None:
                self.noise += 1
                start += 1
            else:
                messages.append(message)
                start += self._length
        self._buffer = data[start:]
        return messages
