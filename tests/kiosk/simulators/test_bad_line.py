"""The line between a client and a server: carried whole, cut, stalled, corrupted, refused."""

from __future__ import annotations

import contextlib
import queue
import random  # noqa: TID251  # given, with a seed
import socket
import threading
from collections.abc import Iterator

import pytest

from kiosk.simulators.bad_line import FAIR, BadLine, Fate, Weather, fate_of

WAIT_S = 5.0
REQUEST = b"q" * 3000
ANSWER = b"a" * 3000


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # weather, not a secret


class Shop:
    """A server that answers each connection once: ANSWER for whatever came, if all of it came."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.heard: list[bytes] = []
        self.accepted: queue.SimpleQueue[None] = queue.SimpleQueue()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def address(self) -> tuple[str, int]:
        host, port = self._listener.getsockname()
        return host, port

    def close(self) -> None:
        with contextlib.suppress(OSError):  # it may be closed already
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                one, _ = self._listener.accept()
            except OSError:
                return
            self.accepted.put(None)
            with one:
                one.settimeout(WAIT_S)
                try:
                    self._answer(one)
                except OSError:
                    continue

    def _answer(self, one: socket.socket) -> None:
        heard = b""
        while len(heard) < len(REQUEST) and (data := one.recv(4096)):
            heard += data
        self.heard.append(heard)
        if len(heard) == len(REQUEST):
            one.sendall(ANSWER)


@pytest.fixture
def shop() -> Iterator[Shop]:
    one = Shop()
    yield one
    one.close()


def ask(line: BadLine, wait_s: float = WAIT_S) -> bytes:
    """What comes back until the line ends; raises OSError where it is cut or silent."""
    with socket.create_connection(line.address, timeout=wait_s) as near:
        near.sendall(REQUEST)
        answer = b""
        while data := near.recv(4096):
            answer += data
    return answer


def test_in_fair_weather_both_ways_arrive_whole(shop: Shop) -> None:
    with BadLine(shop.address, seeded(1)) as line:
        assert [ask(line) for _ in range(5)] == [ANSWER] * 5
    assert shop.heard == [REQUEST] * 5
    assert line.counts[Fate.GOOD] == 5


def test_a_refused_connection_never_reaches_the_server(shop: Shop) -> None:
    with BadLine(shop.address, seeded(1)) as line:
        line.weather = Weather(refuses=1)
        with pytest.raises(OSError, match="reset"):
            ask(line)
        line.weather = FAIR
        assert ask(line) == ANSWER
    assert shop.heard == [REQUEST]


def test_a_cut_loses_the_request_or_the_answer(shop: Shop) -> None:
    with BadLine(shop.address, seeded(2)) as line:
        line.weather = Weather(cuts=1)
        for _ in range(20):
            with pytest.raises(OSError, match=r"reset|Broken pipe"):
                ask(line)
    assert 0 < len(shop.heard) < 20


def test_a_stalled_line_says_nothing_until_the_client_gives_up(shop: Shop) -> None:
    with BadLine(shop.address, seeded(3)) as line:
        line.weather = Weather(stalls=1)
        with pytest.raises(TimeoutError):
            ask(line, wait_s=0.2)


def test_a_corrupted_line_changes_one_byte(shop: Shop) -> None:
    with BadLine(shop.address, seeded(4)) as line:
        line.weather = Weather(corrupts=1)
        answers = [ask(line) for _ in range(10)]
    both = [*(zip(answers, [ANSWER] * 10, strict=True)), *((one, REQUEST) for one in shop.heard)]
    changed = [sum(a != b for a, b in zip(one, whole, strict=True)) for one, whole in both]
    assert sorted(changed) == [0] * 10 + [1] * 10


def test_cutting_all_connections_wakes_who_waits(shop: Shop) -> None:
    with BadLine(shop.address, seeded(5)) as line:
        near = socket.create_connection(line.address, timeout=WAIT_S)
        shop.accepted.get(timeout=WAIT_S)
        line.cut_all()
        with near, pytest.raises(OSError, match="reset"):
            near.recv(1)


def test_a_server_that_is_down_looks_like_a_reset(shop: Shop) -> None:
    gone = shop.address
    shop.close()
    with BadLine(gone, seeded(6)) as line, pytest.raises(OSError, match="reset"):
        ask(line)


@pytest.mark.parametrize(
    ("draw", "fate"),
    [
        (0.05, Fate.REFUSED),
        (0.15, Fate.CUT),
        (0.25, Fate.STALLED),
        (0.35, Fate.CORRUPTED),
        (0.45, Fate.GOOD),
    ],
)
def test_shares_follow_one_another(draw: float, fate: Fate) -> None:
    assert fate_of(Weather(refuses=0.1, cuts=0.1, stalls=0.1, corrupts=0.1), draw) is fate
