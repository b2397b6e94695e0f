"""`cabinet learn`, `advise`, `undo`: a cabinet's wiring, from a terminal."""

from __future__ import annotations

import argparse
import os
import sys

from firmware_bridge.errors import FirmwareBridgeError
from kiosk.commands.given import add_config, settings_of
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.ids import uuid7
from kiosk.storage.database import StorageError
from kiosk.storage.only_kiosk import AlreadyRunningError, only_kiosk


def cabinet(given: argparse.Namespace) -> int:
    """Set up, look at, or bring back what a cabinet's file says."""
    from firmware_bridge.commands.terminal import standard_terminal  # noqa: PLC0415  # not always
    from kiosk.compose import cabinet_commands as commands  # noqa: PLC0415  # brings Qt along

    settings = settings_of(given)
    clock = SystemClock(settings.site.zone)
    try:
        if given.what == "advise":
            return commands.advise(settings, settings.site.language, print)
        with only_kiosk(settings.paths.data_dir):
            if given.what == "undo":
                return commands.undo(settings, clock.now(), print)
            terminal = standard_terminal(as_json=False)
            return commands.learn(
                settings, terminal, clock.monotonic, clock.now,
                lambda: uuid7(clock.now_ms(), os.urandom(10)), anew=given.anew,
            )  # fmt: skip
    except (AlreadyRunningError, FirmwareBridgeError, StorageError) as error:
        print(error, file=sys.stderr)
        return 1
    except (EOFError, KeyboardInterrupt):
        print("\nWhat was confirmed is kept; run this again to go on.", file=sys.stderr)
        return 1


def add_cabinet(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    named = commands.add_parser(
        "cabinet", help="smart cabinets: set up, advise, undo"
    ).add_subparsers(metavar="COMMAND", required=True, dest="what")
    for name, text in (
        ("learn", "find boards and scales, learn doors and shelves, write it into the settings; "
                  "as the staff screen does, while the kiosk does not run"),
        ("advise", "goods of one shelf that cannot be told apart by weight, and what to move"),
        ("undo", "bring back the cabinets' file as it was before the last set-up"),
    ):  # fmt: skip
        added = named.add_parser(name, help=text, description=f"{text.capitalize()}.")
        add_config(added)
        if name == "learn":
            added.add_argument("--anew", action="store_true", help="forget how far it has got")
        added.set_defaults(command=cabinet)
