"""`python -m kiosk.simulators.receipt_printer`: a receipt printer to try things with."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path

from PIL import Image

from kiosk.simulators.receipt_printer.machine import Habits, Machine
from kiosk.simulators.receipt_printer.port import PrinterPort, PtyEnd, TcpEnd

HELP = """paper out    take the roll out        paper in     put a new one in
paper N      N dots of paper are left (8 are a millimetre)
cover open   cover close              jam, free    the knife is stuck, and not
mute, talk   answer no questions      help, quit   (Ctrl-C ends it too)"""


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 ended by a person, 1 the port or the folder cannot be used."""
    given = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    machine = Machine(given.dots, _keeper(given.folder), Habits(buffer=given.buffer))
    try:
        given.folder.mkdir(parents=True, exist_ok=True)
        end = PtyEnd() if given.pty else TcpEnd(given.host, given.port)
    except OSError as error:
        print(f"It cannot start: {error}. Try another --port or --folder.", file=sys.stderr)
        return 1
    with PrinterPort(machine, end) as port:
        print(f'[printer] url = "{port.url}"; receipts come to {given.folder}/', flush=True)
        try:
            _serve(port)
        except KeyboardInterrupt:
            print("ended")
    return 0


def act_of(line: str) -> Callable[[Machine], None] | None:
    """What a typed line does to the printer; None for one that means nothing."""
    match line.split():
        case ["paper", "out"]:
            return lambda machine: _set_paper(machine, 0)
        case ["paper", "in"]:
            return lambda machine: _set_paper(machine, None)
        case ["paper", dots] if dots.isascii() and dots.isdigit() and len(dots) < 9:
            return lambda machine: _set_paper(machine, int(dots))
        case ["cover", "open" | "close" as how]:
            return lambda machine: setattr(machine, "is_cover_open", how == "open")
        case ["jam" | "free" as how]:
            return lambda machine: setattr(machine.habits, "is_jammed", how == "jam")
        case ["mute" | "talk" as how]:
            return lambda machine: setattr(machine.habits, "is_mute", how == "mute")
        case _:
            return None


def _serve(port: PrinterPort) -> None:
    """Obey lines from the keyboard; without a keyboard run until a signal."""
    if sys.stdin.isatty():
        print(HELP, flush=True)
    for line in sys.stdin:
        if line.strip() in {"quit", "exit"}:
            return
        act = act_of(line)
        if act is not None:
            port.act(act)
        print("done" if act else HELP, flush=True)
    threading.Event().wait()


def _set_paper(machine: Machine, dots: int | None) -> None:
    machine.head.paper = dots


def _keeper(folder: Path) -> Callable[[Image.Image], None]:
    numbers = count(1)

    def keep(picture: Image.Image) -> None:
        path = next(
            path
            for number in numbers
            if not (path := folder / f"receipt-{number:04d}.png").exists()
        )
        picture.save(path)
        print(f"{path}: {picture.width} by {picture.height} dots", flush=True)

    return keep


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port < 2**16:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return port


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.simulators.receipt_printer",
        description="An ESC/POS receipt printer on a TCP port or a pty; every receipt is a PNG.",
        epilog=f"Lines to type while it runs:\n{HELP}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=_port, default=9100, help="TCP port (default 9100)")
    parser.add_argument("--pty", action="store_true", help="a device file instead of a TCP port")
    parser.add_argument(
        "--dots", type=int, choices=(384, 576), default=384, help="58 or 80 mm paper"
    )
    parser.add_argument(
        "--folder", type=Path, default=Path("var/receipts"), help="where receipts go"
    )
    parser.add_argument(
        "--buffer", type=int, default=64 * 1024, help="bytes it takes before it has printed them"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
