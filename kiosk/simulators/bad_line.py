"""A network line that misbehaves: a TCP proxy which stalls, cuts and corrupts connections.

    with BadLine(("127.0.0.1", 8300), rng) as line:      # the service behind it
        line.weather = Weather(cuts=0.1, stalls=0.1, corrupts=0.05)
        client.connect(line.address)

Each connection draws its fate when it is made, and one direction and byte where it strikes: so a
request may be lost, or only its answer, or the middle of it. Whoever wants to know what went over
the line gives an `ear`.
"""

from __future__ import annotations

import contextlib
import itertools
import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from types import TracebackType
from typing import Protocol, Self

STOP_S = 2.0
CHUNK = 4096
STRIKES_WITHIN = 1500
"""A fate strikes within so many bytes: a request and an answer here are about that long."""

Address = tuple[str, int]
Ear = Callable[[int, bytes], None]
"""Gets all bytes that are sent, with the number of the connection's direction; on any thread."""


class Rng(Protocol):
    def random(self) -> float: ...
    def randrange(self, stop: int, /) -> int: ...


@dataclass(frozen=True, slots=True)
class Weather:
    """Shares of connections, 0 to 1 each, that meet a fate; what is left goes through.

    `refuses`: closed at once, nothing is carried. `cuts`: reset in the middle. `stalls`: nothing
    more is carried in one direction, and nobody hears of it. `corrupts`: one byte is changed.
    """

    refuses: float = 0.0
    cuts: float = 0.0
    stalls: float = 0.0
    corrupts: float = 0.0


FAIR = Weather()


class Fate(Enum):
    GOOD = auto()
    REFUSED = auto()
    CUT = auto()
    STALLED = auto()
    CORRUPTED = auto()


@dataclass(slots=True)
class _Strike:
    """What happens to the byte number `at` that goes one way; `flip` is never 0."""

    fate: Fate
    at: int
    flip: int


def fate_of(weather: Weather, draw: float) -> Fate:
    """`draw` is from 0 to 1."""
    for share, fate in (
        (weather.refuses, Fate.REFUSED),
        (weather.cuts, Fate.CUT),
        (weather.stalls, Fate.STALLED),
        (weather.corrupts, Fate.CORRUPTED),
    ):
        if draw < share:
            return fate
        draw -= share
    return Fate.GOOD


def _deaf(_direction: int, _data: bytes) -> None:
    """Nobody listens."""


class BadLine:
    """Listens on a free port of 127.0.0.1. `weather` may be changed at any time."""

    def __init__(self, behind: Address, rng: Rng, *, port: int = 0, ear: Ear = _deaf) -> None:
        self.weather = FAIR
        self._behind = behind
        self._rng = rng
        self._ear = ear
        self._directions = itertools.count()
        self._listener = socket.create_server(("127.0.0.1", port))
        self._open: set[socket.socket] = set()
        self._ended: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._accept, name="bad-line", daemon=True)
        self.counts: dict[Fate, int] = dict.fromkeys(Fate, 0)

    @property
    def address(self) -> Address:
        host, port = self._listener.getsockname()
        return host, port

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        # shutdown, because closing a listening socket does not wake who accepts from it
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut_all()
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def cut_all(self) -> None:
        """Reset every connection that is open now."""
        with self._lock:
            sockets, self._open = self._open, set()
        for one in sockets:
            _reset(one)

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:  # stopped
                return
            fate = fate_of(self.weather, self._rng.random())
            self.counts[fate] += 1
            self._connect(near, fate)

    def _connect(self, near: socket.socket, fate: Fate) -> None:
        if fate is Fate.REFUSED:
            _reset(near)
            return
        with self._lock:  # whoever cuts all waits, and then cuts this one too
            try:
                far = socket.create_connection(self._behind, timeout=STOP_S)
            except OSError:  # the service is down
                _reset(near)
                return
            far.settimeout(None)
            self._open |= {near, far}
        strike = _Strike(fate, self._rng.randrange(STRIKES_WITHIN), 1 + self._rng.randrange(255))
        calm = _Strike(Fate.GOOD, 0, 0)
        there, back = (strike, calm) if self._rng.random() < 0.5 else (calm, strike)
        self._pump(near, far, there)
        self._pump(far, near, back)

    def _pump(self, source: socket.socket, sink: socket.socket, strike: _Strike) -> None:
        threading.Thread(
            target=self._carry, args=(source, sink, strike), name="bad-line-pump", daemon=True
        ).start()

    def _carry(self, source: socket.socket, sink: socket.socket, strike: _Strike) -> None:
        try:
            _carry_until_the_end(source, sink, strike, partial(self._ear, next(self._directions)))
            sink.shutdown(socket.SHUT_WR)  # the other direction may still have something to say
        except OSError:  # either side went away, or the line was cut
            self._cut(source, sink)
            return
        with self._lock:
            self._ended.add(source)
            is_over = sink in self._ended
        if is_over:
            self._cut(source, sink)

    def _cut(self, *sockets: socket.socket) -> None:
        with self._lock:
            mine = [one for one in sockets if one in self._open]
            self._open -= set(mine)
            self._ended -= set(mine)
        for one in mine:
            _reset(one)


def _carry_until_the_end(
    source: socket.socket, sink: socket.socket, strike: _Strike, ear: Callable[[bytes], None]
) -> None:
    """Raises OSError where the line is cut."""
    carried = 0
    while data := source.recv(CHUNK):
        ear(data)
        is_struck = carried <= strike.at < carried + len(data)
        match strike.fate:
            case Fate.CUT if is_struck:
                sink.sendall(data[: strike.at - carried])
                raise ConnectionResetError
            case Fate.STALLED if is_struck:
                sink.sendall(data[: strike.at - carried])
                _swallow(source)
            case Fate.CORRUPTED if is_struck:
                sink.sendall(_flipped(data, strike.at - carried, strike.flip))
            case _:
                sink.sendall(data)
        carried += len(data)


def _swallow(source: socket.socket) -> None:
    """Half open: what comes is taken and forgotten, until the sender gives up."""
    while source.recv(CHUNK):
        pass


def _flipped(data: bytes, at: int, flip: int) -> bytes:
    changed = bytearray(data)
    changed[at] ^= flip
    return bytes(changed)


def _reset(one: socket.socket) -> None:
    """RST, as a pulled cable looks to the other end once it is plugged in again."""
    with contextlib.suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RD)  # wakes who reads from it; both ways would say a polite end
    one.close()
