"""`python -m firmware_bridge`: find the port, read the doors, open one. For installers."""

import argparse
import queue
import sys
import time
import uuid
from typing import Self

from firmware_bridge.bus import Bus
from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.errors import FirmwareBridgeError
from firmware_bridge.messages import (
    DoorOpened,
    DoorSeen,
    LinkEvent,
    LinkLost,
    LockAddress,
    UnlockFailed,
    UnlockResult,
    UnlockUnknown,
)
from firmware_bridge.ports import known_ports, open_port
from firmware_bridge.shuoming import Shuoming, ShuomingOptions
from firmware_bridge.wiring import Polarity

STATES = {True: "open", False: "closed", None: "no answer"}

EXIT_CODES = """exit codes: 0 done, 1 the door did not open, 2 wrong words or no port,
3 unknown: no trustworthy answer came, look at the door"""


def main() -> int:
    args = _parser().parse_args()
    try:
        match args.command:
            case "ports":
                return _ports()
            case "status":
                return _status(args)
            case _:
                return _unlock(args)
    except FirmwareBridgeError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. If an unlock was sent, the door may be open.", file=sys.stderr)
        return 3


def _ports() -> int:
    ports = known_ports()
    for device, description in ports:
        print(f"{device}  {description}")
    if not ports:
        print("No serial port found: plug the RS-485 adapter in, or start a simulated board with")
        print("`python -m firmware_bridge.simulator --symlink var/locks`.")
    return 0


def _status(args: argparse.Namespace) -> int:
    answers = 0
    with _Desk(args.port, args.polarity) as desk:
        for lock in range(1, args.locks + 1):
            seen = desk.look(LockAddress(args.board, lock))
            print(f"{seen.address}: {STATES[seen.is_open]}", flush=True)
            answers += seen.is_open is not None
    if answers == 0:
        print("The board does not answer: check power, A/B wires and DIP address.", file=sys.stderr)
        return 3
    return 0


def _unlock(args: argparse.Namespace) -> int:
    address = LockAddress(args.board, args.lock)
    with _Desk(args.port, args.polarity) as desk:
        command_id = str(uuid.uuid4())  # noqa: TID251 - the rim makes the real id
        result = desk.unlock(command_id, address)
    match result:
        case DoorOpened():
            print(f"{address}: open")
            return 0
        case UnlockFailed(_, _, reason):
            print(f"{address}: did not open: {reason}", file=sys.stderr)
            return 1
        case UnlockUnknown(_, _, reason):
            print(f"{address}: unknown: {reason}", file=sys.stderr)
            return 3


class _Desk:
    """A link for one command: order, wait for the answer. Raises PortGoneError without a port."""

    def __init__(self, port: str, polarity: str) -> None:
        open_port(port).close()  # a wrong port is said at once, before anything is ordered
        self._events: queue.SimpleQueue[LinkEvent] = queue.SimpleQueue()
        clock = time.monotonic  # noqa: TID251 - the rim makes the real clock
        plan = BusPlan(Shuoming(ShuomingOptions(Polarity(polarity))))
        self._link = Bus(port, plan, self._events.put, clock)

    def __enter__(self) -> Self:
        self._link.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._link.stop()

    def unlock(self, command_id: str, address: LockAddress) -> UnlockResult:
        self._link.unlock(command_id, address)
        while True:
            event = self._next_event()
            if isinstance(event, DoorOpened | UnlockFailed | UnlockUnknown):
                return event

    def look(self, address: LockAddress) -> DoorSeen:
        self._link.look(address)
        while True:
            event = self._next_event()
            if isinstance(event, DoorSeen):
                return event

    def _next_event(self) -> LinkEvent:
        """Every order ends in an event, so this cannot wait for ever; a lost port is said aloud."""
        event = self._events.get()
        if isinstance(event, LinkLost):
            print(event.reason, file=sys.stderr)
        return event


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m firmware_bridge",
        description="Try the lock boards of a cabinet by hand (Shuoming 8A/80, 9600 8N1).",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("ports", help="list the serial ports of this machine")

    status = commands.add_parser("status", help="read every door of one board")
    _add_board(status)
    status.add_argument("--locks", type=int, default=8, help="doors to read (default 8)")

    unlock = commands.add_parser("unlock", help="open one door, and say whether it opened")
    _add_board(unlock)
    unlock.add_argument("--lock", type=int, required=True, help="door, 1-50")
    return parser


def _add_board(command: argparse.ArgumentParser) -> None:
    command.add_argument("--port", required=True, metavar="PATH", help="such as /dev/ttyUSB0")
    command.add_argument("--board", type=int, default=1, help="DIP address, 1-32 (default 1)")
    command.add_argument(
        "--polarity",
        choices=[polarity.value for polarity in Polarity],
        default=Polarity.CLOSING_FEEDBACK.value,
        help="if every closed door reads as open, say the other one (default closing-feedback)",
    )


if __name__ == "__main__":
    sys.exit(main())
