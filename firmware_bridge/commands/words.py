"""The words of the command line: which commands, which options, and a bus plan out of them."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from firmware_bridge.bus_plan import BusPlan, ScaleOnBus
from firmware_bridge.errors import PlanError
from firmware_bridge.families import FAMILY_NAMES, FamilySettings
from firmware_bridge.family import Family
from firmware_bridge.messages import LockAddress
from firmware_bridge.scale_profile import known_profiles, load_profile
from firmware_bridge.scanning import BAUDS
from firmware_bridge.weights import ScaleAddress
from firmware_bridge.wiring import Polarity

DEFAULT_LOCKS = 8
DEFAULT_BAUD = 9600
"""Of a line that is only listened to."""

EXIT_CODES = """exit codes: 0 done, 1 the door did not open or nothing was found, 2 wrong words or
no port, 3 unknown: no trustworthy answer came, look at the door

begin with `ports`, then `scan --port PATH`, then `learn --port PATH`. Without hardware:
`python -m firmware_bridge.simulator` in another terminal, and --port var/cabinet/locks here."""

HELP = {
    "ports": "list the serial ports of this machine",
    "scan": "find speed, family and addresses of what is on a port; only reads, opens nothing",
    "status": "read every door of one board, and scales",
    "unlock": "open one door, and say whether it opened",
    "weigh": "read scales; tare or calibrate one",
    "watch": "show doors and weights as they change, until Ctrl-C",
    "record": "watch, and write every byte to a file; without boards and scales it only listens",
    "replay": "show what a recorded file says; nothing is sent",
    "learn": "set up a cabinet step by step, and write the settings for the kiosk",
}


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(
        prog="python -m firmware_bridge",
        description="Try, learn and watch the lock boards and scales of a cabinet by hand.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    made = {
        name: commands.add_parser(name, help=HELP[name], description=HELP[name].capitalize() + ".")
        for name in HELP
    }
    for name, command in made.items():
        if name not in {"ports", "replay"}:
            command.add_argument("--port", required=True, metavar="PATH", help="/dev/ttyUSB0 …")
        if name != "learn":
            command.add_argument("--json", action="store_true", help="one JSON object a line")
    for name in ("status", "unlock", "watch", "record", "replay"):
        _add_boards(made[name])
    for name in ("status", "weigh", "watch", "record", "replay"):
        _add_scales(made[name])
    _add_own_options(made)
    return root


def _add_boards(command: argparse.ArgumentParser) -> None:
    command.add_argument("--family", choices=FAMILY_NAMES, default="shuoming", help="of boards")
    command.add_argument(
        "--board", type=int, default=1, help="address of the board, its DIP switches (default 1)"
    )
    command.add_argument(
        "--polarity",
        choices=[polarity.value for polarity in Polarity],
        help="if every closed door reads as open, say the other one (default: as most boards)",
    )
    command.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="what else differs between boards, as in the settings: read_all=last-byte-first …",
    )


def _add_scales(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--scale", type=int, action="append", default=[], metavar="UNIT", help="may be repeated"
    )
    command.add_argument(
        "--profile",
        default="rs485-transmitter",
        metavar="NAME",
        help=f"of the scales: {', '.join(known_profiles())}, or a file (default rs485-transmitter)",
    )


def _add_own_options(made: dict[str, argparse.ArgumentParser]) -> None:
    for name in ("status", "unlock", "weigh", "watch", "record", "replay"):
        made[name].add_argument("--baud", type=int, help="if not the family's own")
    for name in ("status", "watch", "record", "replay"):
        made[name].add_argument(
            "--locks",
            type=int,
            metavar="N",
            help=f"locks 1 to N (default {DEFAULT_LOCKS}, 0: none)",
        )
    made["unlock"].add_argument("--lock", type=int, required=True, help="of that board, from 1")
    scan = made["scan"]
    scan.add_argument("--baud", type=int, action="append", default=[], choices=sorted(BAUDS))
    scan.add_argument("--family", action="append", default=[], choices=FAMILY_NAMES)
    scan.add_argument("--profile", action="append", default=[], metavar="NAME", help="of scales")
    scan.add_argument("--deep", action="store_true", help="every address there is; takes longer")
    order = made["weigh"].add_mutually_exclusive_group()
    order.add_argument("--tare", action="store_true", help="call what lies there now nothing")
    order.add_argument("--empty", action="store_true", help="calibrate: nothing lies on it now")
    order.add_argument("--known", metavar="WEIGHT", help="calibrate: 500g lies on it now")
    for name in ("scan", "learn"):
        made[name].add_argument(
            "--reply-ms",
            type=int,
            default=100,
            metavar="N",
            help="how long to wait for each answer (default 100; more for slow boards)",
        )
    for name in ("watch", "record"):
        made[name].add_argument("--seconds", type=float, help="end after so long")
    made["record"].add_argument("file", type=Path, help="where to; an existing one is not touched")
    made["replay"].add_argument("file", type=Path)
    learn = made["learn"]
    learn.add_argument("--cabinet", type=Path, metavar="FILE", help="goods, to check the planogram")
    learn.add_argument("--known", default="500g", metavar="WEIGHT", help="(default 500g)")
    learn.add_argument("--baud", type=int, action="append", default=[], choices=sorted(BAUDS))
    learn.add_argument("--family", action="append", default=[], choices=FAMILY_NAMES)
    learn.add_argument("--profile", action="append", default=[], metavar="NAME", help="of scales")
    learn.add_argument("--deep", action="store_true", help="every address there is")
    learn.add_argument("--out", type=Path, metavar="FILE", help="write the settings here")


# --- words to values ------------------------------------------------------------------------------


def family_of(arguments: argparse.Namespace) -> Family:
    """Raises PlanError for an option that the families do not have."""
    options: dict[str, object] = {"family": arguments.family}
    if arguments.polarity is not None:
        options["polarity"] = arguments.polarity
    for setting in arguments.option:
        name, equals, value = setting.partition("=")
        if not equals:
            raise PlanError(f"--option {setting}: say NAME=VALUE, such as answers_unlock=false.")
        options[name] = int(value, 0) if value[:1].isdigit() and value.isalnum() else value
    try:
        return FamilySettings.model_validate(options).make()
    except (ValidationError, ValueError) as error:
        raise PlanError(f"these options do not fit a board: {_in_words(error)}") from error


def plan_of(arguments: argparse.Namespace) -> BusPlan:
    """The bus that the options describe. Raises PlanError, ProfileError or AddressError."""
    locks = getattr(arguments, "locks", 0)
    if locks is None:
        locks = 0 if arguments.scale else DEFAULT_LOCKS
    has_boards = locks or arguments.command == "unlock"
    family = family_of(arguments) if has_boards else None
    doors = tuple(LockAddress(arguments.board, lock) for lock in range(1, locks + 1))
    scales = _scales(getattr(arguments, "scale", []), arguments)
    baud = arguments.baud or (None if family or scales else DEFAULT_BAUD)
    return BusPlan(family, doors, scales, baud)


def _scales(units: Sequence[int], arguments: argparse.Namespace) -> tuple[ScaleOnBus, ...]:
    if not units:
        return ()
    profile = load_profile(arguments.profile)
    return tuple(ScaleOnBus(ScaleAddress(unit), profile) for unit in units)


def _in_words(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(
        f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
        for fault in error.errors(include_url=False, include_input=False)
    )


def weight_mg(word: str) -> int:
    """`500g`, `1.5kg` or `200mg` in milligrams. Raises PlanError for anything else."""
    for unit, factor in (("mg", 1), ("kg", 1_000_000), ("g", 1_000)):
        if word.endswith(unit):
            try:
                mg = round(float(word.removesuffix(unit)) * factor)
            except (ValueError, OverflowError):
                break
            if 0 < mg <= 1_000_000_000:
                return mg
    raise PlanError(f"{word!r} is no weight: say 500g, 1.5kg or 200mg.")
