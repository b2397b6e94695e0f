"""`python -m firmware_bridge`: find, try, watch and learn lock boards and scales. The rim."""

import argparse
import sys
import threading
import time
import uuid

from firmware_bridge.commands import commissioning, doors_and_weights, finding, watching
from firmware_bridge.commands.terminal import Terminal, standard_terminal
from firmware_bridge.commands.words import parser
from firmware_bridge.errors import FirmwareBridgeError


def main(words: list[str] | None = None) -> int:
    arguments = parser().parse_args(words)
    terminal = standard_terminal(as_json=getattr(arguments, "json", False))
    try:
        return _run(arguments, terminal)
    except FirmwareBridgeError as error:
        terminal.complain(str(error))
        return 2
    except BrokenPipeError:
        return 2
    except (KeyboardInterrupt, EOFError):
        terminal.complain("Stopped. If an unlock was sent, the door may be open.")
        return 3


def _run(arguments: argparse.Namespace, terminal: Terminal) -> int:
    clock = time.monotonic  # noqa: TID251 - the rim makes the real clock
    match arguments.command:
        case "ports":
            return finding.ports(terminal)
        case "scan":
            return finding.scan(arguments, terminal, clock)
        case "status":
            return doors_and_weights.status(arguments, terminal, clock)
        case "unlock":
            return doors_and_weights.unlock(arguments, terminal, clock, _new_id)
        case "weigh":
            return doors_and_weights.weigh(arguments, terminal, clock, _new_id)
        case "watch":
            return watching.watch(arguments, terminal, clock)
        case "record":
            return watching.record(arguments, terminal, clock)
        case "replay":
            return watching.show_replay(arguments, terminal)
        case _:
            return commissioning.learn(arguments, terminal, clock, threading.Event().wait)


def _new_id() -> str:
    return str(uuid.uuid4())  # noqa: TID251 - the rim makes the real id


if __name__ == "__main__":
    sys.exit(main())
