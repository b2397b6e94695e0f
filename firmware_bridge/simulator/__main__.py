"""`python -m firmware_bridge.simulator`: a smart cabinet to talk to, in a terminal."""

import argparse
import random  # noqa: TID251 - the rim: the one place of this command that makes its dice
import signal
import sys
import threading
import time
from pathlib import Path

from firmware_bridge.errors import FirmwareBridgeError
from firmware_bridge.families import FAMILY_NAMES
from firmware_bridge.simulator.acts import Act, Fault, Pause
from firmware_bridge.simulator.errors import ScriptError
from firmware_bridge.simulator.plan import DEFAULT_FILE, CabinetPlan, load_plan
from firmware_bridge.simulator.script import WORDS, parse_line, parse_script
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from firmware_bridge.simulator.wire import FAULT_NAMES

HELP = f"""{WORDS}
    play FILE                   a script                  status          every door and shelf
    help                        this list                 quit            end (Ctrl-C does too)"""


def main(words: list[str] | None = None) -> int:
    """Exit status: 0 ended by a person or with the script, 1 the script failed, 2 wrong words."""
    arguments = _parser().parse_args(words)
    try:
        return _run(arguments)
    except FirmwareBridgeError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("ended")
        return 0


def _run(arguments: argparse.Namespace) -> int:
    script = None if arguments.script is None else _text_of(arguments.script)
    parse_script(script or "")
    faults = [_fault(setting) for setting in arguments.fault]
    cabinet = VirtualCabinet(
        _plan(arguments),
        monotonic=time.monotonic,  # noqa: TID251 - the rim makes the real clock
        rng=random.Random(arguments.seed),  # noqa: S311 - faults, not secrets
        folder=arguments.folder,
        on_event=_print,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with cabinet:
        _print(_table(cabinet))
        for fault in faults:
            cabinet.do(fault)
        _print("ready")
        if script is not None:
            return _play(cabinet, script)
        _serve(cabinet)
        return 0


def _play(cabinet: VirtualCabinet, script: str) -> int:
    try:
        cabinet.play(script)
    except FirmwareBridgeError:
        return 1  # the cabinet said which line and why
    _print("the script is over")
    return 0


def _serve(cabinet: VirtualCabinet) -> None:
    """Obey lines from the keyboard; without a keyboard run until a signal."""
    if sys.stdin.isatty():
        _print(HELP)
    for line in sys.stdin:
        if line.strip() in {"quit", "exit"}:
            return
        _print(_obey(cabinet, line))
    threading.Event().wait()


def _obey(cabinet: VirtualCabinet, line: str) -> str:
    """Carry out one line; the answer for the person."""
    try:
        match line.split():
            case [] | ["wait" | "at", *_]:
                return "" if not line.strip() else "not done: waiting is for scripts (`play FILE`)."
            case ["help"]:
                return HELP
            case ["status"]:
                return "\n".join(cabinet.describe())
            case ["play", name]:
                cabinet.begin(parse_script(_text_of(Path(name))))
                return f"playing {name}"
            case _:
                acts = [step for step in parse_line(line) if not isinstance(step, Pause)]
                return "\n".join(cabinet.do(act) for act in acts)
    except FirmwareBridgeError as error:
        return f"not done: {error}"


def _table(cabinet: VirtualCabinet) -> str:
    """What is where, for whoever sets the kiosk up."""
    plan = cabinet.plan
    lines = [f"{'port':10} {'device':32} {'baud':>6}  on it"]
    for port in plan.ports:
        on_it = [
            f"{board.family} board {board.address} ({board.locks} locks)"
            for board in plan.boards
            if board.port == port.name
        ]
        units = [s.scale for s in plan.shelves if s.scale and s.scale.port == port.name]
        on_it += [f"scale {scale.unit} ({scale.profile})" for scale in units]
        path = str(cabinet.path(port.name))
        lines.append(f"{port.name:10} {path:32} {port.baud:6}  {'; '.join(on_it) or 'nothing'}")
    for door in plan.doors:
        board = plan.boards[door.board - 1]
        shelves = ", ".join(shelf.name for shelf in plan.shelves if shelf.door == door.number)
        lines.append(
            f"door {door.number:2} is board {board.address} lock {door.lock} on {board.port}; "
            f"behind it: {shelves or 'nothing'}"
        )
    return "\n".join(lines)


def _plan(arguments: argparse.Namespace) -> CabinetPlan:
    plan = load_plan(arguments.cabinet)
    if arguments.family is None:
        return plan
    boards = tuple(
        board.model_copy(update={"family": arguments.family, "options": {}})
        for board in plan.boards
    )
    return CabinetPlan.model_validate(plan.model_dump() | {"boards": [*boards]})


def _fault(setting: str) -> Act:
    """`drop=0.05` as in a script."""
    name, _, chance = setting.partition("=")
    for step in parse_line(f"fault {name or '?'} {chance or '?'}"):
        if isinstance(step, Fault):
            return step
    raise ScriptError(f"fault {setting!r}: say NAME=CHANCE, such as drop_byte=0.05.")


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ScriptError(f"{path} cannot be read: {error}.") from error


def _print(line: str) -> None:
    print(line, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m firmware_bridge.simulator",
        description="A smart cabinet on ptys: lock boards, doors, shelves on scales, goods, and "
        "a person's hand. For trying things without hardware.",
        epilog=f"What to type, or to write into a script:\n\n{HELP}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--cabinet",
        type=Path,
        default=DEFAULT_FILE,
        metavar="FILE",
        help=f"TOML that describes it (default, with every word explained: {DEFAULT_FILE})",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path("var/cabinet"),
        metavar="DIR",
        help="where each port gets a link that stays the same (default var/cabinet)",
    )
    parser.add_argument("--family", choices=FAMILY_NAMES, help="other lock boards than the file's")
    parser.add_argument("--script", type=Path, metavar="FILE", help="play this, then end")
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
