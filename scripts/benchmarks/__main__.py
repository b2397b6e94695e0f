"""scripts/bench NAME: measure one thing, or `all` that does not take long, on this machine."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from models.errors import ModelsError
from models.packs import default_root
from scripts.benchmarks import accuracy, attacks, commit, face, search
from scripts.benchmarks.errors import BenchError
from scripts.benchmarks.report import machine, write_json


class Bench(Protocol):
    """What was measured: its `str` is for people."""

    @property
    def figures(self) -> dict[str, float]: ...


Command = Callable[[argparse.Namespace], Iterator[Bench]]


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 measured, whatever came of it; 1 could not measure."""
    given = _parser().parse_args(arguments)
    # The window is drawn off screen by the software renderer, so that runs compare.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"
    print(machine())
    print("Others may be at work on this machine: run it again, and trust ratios more than times.")
    figures: dict[str, float] = {}
    command: Command = given.command
    try:
        for bench in command(given):
            print(f"\n{bench}", flush=True)
            figures |= bench.figures
    except (ModelsError, BenchError) as error:
        print(error, file=sys.stderr)
        return 1
    if given.json is not None:
        write_json(given.json, figures)
    return 0


def measure_face(given: argparse.Namespace) -> Iterator[Bench]:
    yield face.measure(given.models, given.rounds, time.perf_counter, time.process_time)
    yield from measure_accuracy(given)


def measure_accuracy(given: argparse.Namespace) -> Iterator[Bench]:
    if not accuracy.has_photographs(given.photographs):
        print(f"\nAccuracy is left out: there are no photographs in {given.photographs}.")
        print("Name a folder with members/NAME/*.jpg and strangers/*.jpg by --photographs.")
        return
    yield accuracy.measure(given.models, given.photographs, most_people=given.people)


def measure_start(given: argparse.Namespace) -> Iterator[Bench]:
    from scripts.benchmarks import start  # noqa: PLC0415  # Qt needs the environment set above

    yield start.measure(given.models, given.starts, given.recognitions, time.perf_counter)


def measure_preview(given: argparse.Namespace) -> Iterator[Bench]:
    from scripts.benchmarks import preview  # noqa: PLC0415  # as above

    yield preview.measure(given.models, given.seconds, time.perf_counter)


def measure_recognise(given: argparse.Namespace) -> Iterator[Bench]:
    from scripts.benchmarks import recognise  # noqa: PLC0415  # as above

    yield recognise.measure(given.models, given.tries, time.perf_counter)


def measure_search(given: argparse.Namespace) -> Iterator[Bench]:
    yield from search.measure(given.templates, given.rounds, time.perf_counter)


def measure_load(given: argparse.Namespace) -> Iterator[Bench]:
    from scripts.benchmarks import load  # noqa: PLC0415  # as above

    most = min(given.templates, load.TEMPLATES)
    yield load.measure(given.models, given.folder, most, time.perf_counter)


def measure_commit(given: argparse.Namespace) -> Iterator[Bench]:
    yield commit.measure(given.folder, given.checkouts, tuple(given.stored), time.perf_counter)


def measure_attacks(given: argparse.Namespace) -> Iterator[Bench]:
    pictures = attacks.pictures_of(attacks.SAMPLES, given.photographs)
    kinds = [kind for kind in attacks.KINDS if given.kind in kind.name]
    if not kinds:
        names = "; ".join(kind.name for kind in attacks.KINDS)
        raise BenchError(f"No kind has {given.kind!r} in its name. There are: {names}.")
    pace = attacks.Pace(given.fps, given.uneven)
    yield attacks.measure(given.models, pictures, given.faces, kinds, pace, _say)


def _say(line: str) -> None:
    """How far it is; figures go to standard output."""
    print(line, file=sys.stderr, flush=True)


def measure_settle(given: argparse.Namespace) -> Iterator[Bench]:
    from scripts.benchmarks import settle, settle_plot  # noqa: PLC0415  # only where it is wanted

    bench = settle.measure(given.sessions, given.processes, time.perf_counter)
    settle_plot.draw(bench, given.plot)
    yield bench
    print(f"\nReview against wrong as the tolerance moves: {given.plot}")


def measure_cabinet(given: argparse.Namespace) -> Iterator[Bench]:
    from scripts.benchmarks import cabinet  # noqa: PLC0415  # only where it is wanted

    yield cabinet.measure(given.doors, time.perf_counter)


def measure_all(given: argparse.Namespace) -> Iterator[Bench]:
    for measure in (
        measure_face,
        measure_start,
        measure_preview,
        measure_recognise,
        measure_commit,
        measure_settle,
    ):
        yield from measure(given)


COMMANDS: dict[str, tuple[Command, str]] = {
    "face": (measure_face, "one face in one frame, against OpenCV's own; then accuracy"),
    "accuracy": (measure_accuracy, "how often members and strangers are named"),
    "start": (measure_start, "time to the first screen; memory at work"),
    "preview": (measure_preview, "how smoothly the preview moves while recognising"),
    "recognise": (measure_recognise, "from a face in the picture to its name on the screen"),
    "search": (measure_search, "one face among up to a million, against numpy and FAISS"),
    "load": (measure_load, "how long a screen stands still while faces are loaded"),
    "commit": (measure_commit, "what a checkout writes, and how it grows with what was sold"),
    "settle": (measure_settle, "how often a smart cabinet charges, errs, asks a person"),
    "cabinet": (measure_cabinet, "command to wire, door closed to charge, settlement; 5 minutes"),
    "attacks": (measure_attacks, "what gets past the liveness checks, kind by kind; 15 minutes"),
    "all": (measure_all, "all but search, cabinet and attacks; about a quarter of an hour"),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    commands = parser.add_subparsers(metavar="NAME", required=True)
    for name, (command, text) in COMMANDS.items():
        added = commands.add_parser(name, help=text.replace("%", "%%"), description=text)
        added.set_defaults(command=command)
        added.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
        added.add_argument("--models", type=Path, default=default_root(), help="folder of packs")
        _add_amounts(added)
    return parser


def _rate(text: str) -> float:
    rate = float(text)
    if not 1 <= rate <= 30:
        raise argparse.ArgumentTypeError("give 1 to 30 looks a second")
    return rate


def _add_amounts(parser: argparse.ArgumentParser) -> None:
    """All commands know all amounts, because `all` runs them all."""
    for flag, amount, text in (
        ("--rounds", 60, "face, search: rounds of all contestants"),
        ("--templates", 1_000_000, "search, load: only galleries up to so many"),
        ("--starts", 7, "start: times the kiosk is started"),
        ("--recognitions", 8, "start: people recognised while memory is watched"),
        ("--tries", 200, "recognise: shoppers"),
        ("--doors", 40, "cabinet: commands, and doors closed"),
        ("--checkouts", 300, "commit: checkouts measured at each stage"),
        ("--sessions", 20_000, "settle: simulated sessions in all"),
        ("--processes", len(os.sched_getaffinity(0)), "settle: that share the work"),
        ("--faces", 12, "attacks: photographs, each used for every kind"),
        ("--people", None, "accuracy: only so many members and strangers"),
    ):
        parser.add_argument(flag, type=int, default=amount, metavar="N", help=text)
    parser.add_argument(
        "--stored",
        type=int,
        nargs="+",
        default=commit.STAGES,
        metavar="N",
        help="commit: measure with so many orders stored, fewest first",
    )
    parser.add_argument(
        "--folder", type=Path, default=Path("var"), help="commit, load: on the disk to measure"
    )
    parser.add_argument(
        "--plot", type=Path, default=Path("out/settle.png"), help="settle: the PNG to draw"
    )
    parser.add_argument(
        "--kind", default="", metavar="TEXT", help="attacks: only kinds with this in their name"
    )
    parser.add_argument(
        "--fps",
        type=_rate,
        default=attacks.FRAMES_PER_S,
        metavar="N",
        help="attacks: looks a second",
    )
    parser.add_argument(
        "--uneven", action="store_true", help="attacks: that many in the mean, as if busy"
    )
    parser.add_argument("--seconds", type=float, default=20, help="preview: how long to watch")
    parser.add_argument(
        "--photographs",
        type=Path,
        default=accuracy.PHOTOGRAPHS,
        metavar="DIR",
        help="accuracy: folder with members/NAME/ and strangers/; left out when absent",
    )


if __name__ == "__main__":
    sys.exit(main())
