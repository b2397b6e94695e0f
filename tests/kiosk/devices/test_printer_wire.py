"""Real wires: a TCP port and a device file, both ours."""

from __future__ import annotations

import os
import pty
import queue
import socket
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from kiosk.devices.printer_bytes import FEED_AND_CUT, picture_bytes, text_bytes
from kiosk.devices.printer_escpos import EscPosPrinter
from kiosk.devices.printer_status import ASK_IN_TURN, ASK_OFFLINE_CAUSE
from kiosk.devices.printer_wire import open_device, open_serial, open_tcp
from kiosk.domain.receipt_lines import PrinterError, TextLine
from kiosk.simulators.receipt_printer.machine import Machine
from kiosk.simulators.receipt_printer.port import PrinterPort, PtyEnd, TcpEnd
from tests.support.escpos_reader import PaperRow, read_receipts

TEXT = partial(text_bytes, columns=32)
PICTURE = partial(picture_bytes, dots=384)


class NetworkPrinter:
    """Accepts one connection and keeps all that comes; answers one question, and tells its end."""

    def __init__(self, answer: bytes) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._answer = answer
        self._received = b""
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @property
    def port(self) -> int:
        port: int = self._server.getsockname()[1]
        return port

    def received(self) -> bytes:
        self._thread.join(5)
        self._server.close()
        return self._received

    def _serve(self) -> None:
        connection, _ = self._server.accept()
        with connection:
            while data := connection.recv(4096):
                self._received += data
                if data.endswith(ASK_OFFLINE_CAUSE):
                    connection.sendall(self._answer)
                if data.endswith(ASK_IN_TURN):
                    connection.sendall(b"\x00")


@contextmanager
def device() -> Iterator[tuple[int, Path]]:
    """Our end of a terminal, and the path of the other, which is as raw as a printer."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    yield ours, Path(os.ttyname(theirs))
    os.close(theirs)
    os.close(ours)


def read_to_the_cut(descriptor: int) -> bytes:
    """What was sent comes in pieces."""
    sent = b""
    while not sent.endswith(FEED_AND_CUT):
        sent += os.read(descriptor, 4096)
    return sent


@pytest.mark.parametrize("answer", [b"", b"\x12"])
def test_a_receipt_arrives_whole_over_tcp(answer: bytes) -> None:
    there = NetworkPrinter(answer)

    EscPosPrinter(lambda: open_tcp("127.0.0.1", there.port), TEXT).print_receipt([TextLine("开门")])

    assert read_receipts(there.received()) == [[PaperRow("开门")]]


def test_a_late_answer_does_not_cut_the_receipt_short() -> None:
    there = NetworkPrinter(b"\x12\x12\x12\x12")
    lines = [TextLine("开门" * 8)] * 200

    EscPosPrinter(lambda: open_tcp("127.0.0.1", there.port), TEXT).print_receipt(lines)

    assert read_receipts(there.received()) == [[PaperRow("开门" * 8)] * 200]


def test_a_printer_that_is_switched_off_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(PrinterError, match=f"127.0.0.1:{port} does not answer: check its power"):
        open_tcp("127.0.0.1", port)


def test_a_network_printer_that_stops_taking_data_is_noticed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        wire = open_tcp("127.0.0.1", server.getsockname()[1], stall_timeout_s=0.05)
        with pytest.raises(PrinterError, match="takes no more data: check its paper"):
            wire.write(bytes(20_000_000))
        wire.close()


def test_a_printer_that_hangs_up_is_noticed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        wire = open_tcp("127.0.0.1", server.getsockname()[1], stall_timeout_s=1)
        server.accept()[0].close()
        with pytest.raises(PrinterError, match="went away"):
            wire.write(bytes(1_000_000))
        wire.close()


def test_a_receipt_arrives_whole_at_a_device() -> None:
    with device() as (ours, path):
        EscPosPrinter(lambda: open_device(path), TEXT).print_receipt([TextLine("开门")])

        sent = read_to_the_cut(ours)

    assert read_receipts(sent) == [[PaperRow("开门")]]


def test_a_device_out_of_paper_is_noticed() -> None:
    with device() as (_, path):
        wire = open_device(path, stall_timeout_s=0.05)
        with pytest.raises(PrinterError, match="takes no more data: check its paper"):
            wire.write(bytes(1_000_000))
        wire.close()


def test_an_absent_device_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PrinterError, match=r"no printer at .*lp0 .*: check its cable"):
        open_device(tmp_path / "lp0")


def test_a_picture_arrives_whole_at_the_virtual_printer_over_tcp() -> None:
    cut: queue.SimpleQueue[Image.Image] = queue.SimpleQueue()
    with PrinterPort(Machine(384, cut.put), TcpEnd("127.0.0.1", 0)) as port:
        tcp_port = int(port.url.rpartition(":")[2])
        printer = EscPosPrinter(lambda: open_tcp("127.0.0.1", tcp_port), PICTURE)

        printer.print_receipt([TextLine("开门")] * 40)

        assert cut.get(timeout=10).height == 40 * 33 + 24 + 80


def test_a_roll_that_ends_is_told_over_tcp_and_a_new_one_too() -> None:
    cut: queue.SimpleQueue[Image.Image] = queue.SimpleQueue()
    with PrinterPort(Machine(384, cut.put), TcpEnd("127.0.0.1", 0)) as port:
        tcp_port = int(port.url.rpartition(":")[2])
        printer = EscPosPrinter(lambda: open_tcp("127.0.0.1", tcp_port), PICTURE)
        port.act(lambda machine: setattr(machine.head, "paper", 100))

        with pytest.raises(PrinterError, match="out of paper"):
            printer.print_receipt([TextLine("开门")] * 4)
        port.act(lambda machine: setattr(machine.head, "paper", None))

        assert cut.get(timeout=10).height > 4 * 33
        printer.check()


@pytest.mark.parametrize("way", ["device", "serial"])
def test_a_picture_arrives_whole_over_a_terminal(way: str) -> None:
    cut: queue.SimpleQueue[Image.Image] = queue.SimpleQueue()
    end = PtyEnd()
    opener = partial(open_device, end.path) if way == "device" else partial(
        open_serial, end.path, 115_200
    )  # fmt: skip
    with PrinterPort(Machine(384, cut.put), end):
        EscPosPrinter(opener, PICTURE).print_receipt([TextLine("开门")] * 40)

        assert cut.get(timeout=10).height == 40 * 33 + 24 + 80


def test_an_absent_serial_line_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(PrinterError, match=r"no printer at .*ttyUSB7: check its cable"):
        open_serial(tmp_path / "ttyUSB7", 9600)


def test_a_file_is_not_taken_for_a_device(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(PrinterError, match=r"is a file, not a printer: .* write file:"):
        open_device(tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text() == "mine"
