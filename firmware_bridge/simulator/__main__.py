"""`python -m firmware_bridge.simulator`: a lock board to talk to, in a terminal."""

import argparse
import random  # noqa: TID251 - the rim: the one place of this command that makes its dice
import shlex
import signal
import sys
import threading
import time
from pathlib import Path

from firmware_bridge.errors import FirmwareBridgeError
from firmware_bridge.shuoming import Polarity
from firmware_bridge.simulator.board import BoardEvent, BoardPlan
from firmware_bridge.simulator.faults import FAULT_NAMES, parse_faults
from firmware_bridge.simulator.pty_port import PtyBoard

HELP = """close N   push door N shut        jam N    door N does not move any more
status    every door              free N   door N moves again
unplug    pull the USB cable      plug     put it back
help      this list               quit     end (Ctrl-C does too)"""


def main() -> int:
    args = _parser().parse_args()
    try:
        faults = parse_faults(args.fault)
        rng = random.Random(args.seed)  # noqa: S311 - faults, not secrets
        board = PtyBoard(
            monotonic=time.monotonic,  # noqa: TID251 - the rim makes the real clock
            rng=rng,
            plan=BoardPlan(args.board, args.doors, Polarity(args.polarity), args.latch_s),
            faults=faults,
            symlink=args.symlink,
            on_event=_print_event,
        )
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with board:
            print(f"lock board {args.board} with {args.doors} doors at {board.path}", flush=True)
            _serve(board)
    except FirmwareBridgeError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("ended")
    return 0


def _serve(board: PtyBoard) -> None:
    """Obey lines from the keyboard; without a keyboard run until a signal."""
    if sys.stdin.isatty():
        print(HELP, flush=True)
    for line in sys.stdin:
        if line.strip() in {"quit", "exit"}:
            return
        print(_obey(board, line), flush=True)
    threading.Event().wait()


def _obey(board: PtyBoard, line: str) -> str:
    """Carry out one line; the answer for the person."""
    try:
        match shlex.split(line):
            case []:
                return ""
            case ["close", lock]:
                board.close_door(int(lock))
            case ["jam", lock]:
                board.jam(int(lock))
            case ["free", lock]:
                board.free(int(lock))
            case ["unplug"]:
                board.unplug()
            case ["plug"]:
                board.plug()
            case ["status"]:
                return "\n".join(board.describe())
            case _:
                return HELP
    except (ValueError, FirmwareBridgeError) as error:
        return f"not done: {error}"
    return "done"


def _print_event(event: BoardEvent) -> None:
    print(event, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m firmware_bridge.simulator",
        description="A Shuoming 8A/80 lock board on a pty, for trying things without hardware.",
        epilog=f"Prompt commands:\n{HELP}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--symlink", type=Path, metavar="PATH", help="stable path of the device")
    parser.add_argument("--board", type=int, default=1, help="DIP address, 1-32 (default 1)")
    parser.add_argument("--doors", type=int, default=8, help="channels, 1-50 (default 8)")
    parser.add_argument(
        "--polarity",
        choices=[polarity.value for polarity in Polarity],
        default=Polarity.CLOSING_FEEDBACK.value,
        help="which state of a door the board calls 11 (default closing-feedback)",
    )
    parser.add_argument("--latch-s", type=float, default=0.1, help="time a latch takes to open")
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="NAME=CHANCE",
        help=f"misbehave with this chance, 0 to 1; may be repeated; {', '.join(FAULT_NAMES)}",
    )
    parser.add_argument("--seed", type=int, default=None, help="repeat the same faults")
    return parser


if __name__ == "__main__":
    sys.exit(main())
