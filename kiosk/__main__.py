"""python -m kiosk: the commands of a kiosk."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

from kiosk import config
from kiosk.commands import books, cabinet, fleet, members
from kiosk.commands.given import add_config, settings_of
from kiosk.config import Settings
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.language import Language
from kiosk.flows.records import Grade
from kiosk.log_setup import start_logging
from kiosk.storage.only_kiosk import AlreadyRunningError, only_kiosk
from kiosk.typed_file import FileProblem

SIGNS = {Grade.GOOD: "ok  ", Grade.WARNING: "warn", Grade.BAD: "BAD "}
LANGUAGES = [language.value for language in Language]


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 fine, 1 something is wrong, 2 the command or the settings are."""
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except FileProblem as problem:
        print(problem, file=sys.stderr)
        return 2


def run(given: argparse.Namespace) -> int:
    """The kiosk itself, until somebody closes it."""
    settings = settings_of(given)
    try:
        with only_kiosk(settings.paths.data_dir):
            wants_restart = _run(settings, given)
    except AlreadyRunningError as error:
        print(error, file=sys.stderr)
        return 1
    if wants_restart:
        os.execv(sys.executable, [sys.executable, "-m", "kiosk", *sys.argv[1:]])  # noqa: S606
    return 0


def _run(settings: Settings, given: argparse.Namespace) -> bool:
    """True when staff asked for a restart."""
    _choose_renderer()
    stop_logging = start_logging(settings.paths.data_dir / "log", _level(given, logging.WARNING))
    from kiosk.run import run_kiosk  # noqa: PLC0415  # Qt is slow to import and not always needed

    try:
        return run_kiosk(settings)
    finally:
        stop_logging()


def display(given: argparse.Namespace) -> int:
    """The call screen, in a process of its own: it only reads the kiosk's database."""
    settings = settings_of(given)
    _choose_renderer()
    from kiosk.run import run_display  # noqa: PLC0415  # as above

    stop_logging = start_logging(None, logging.WARNING)  # the kiosk's own process has the file
    try:
        return run_display(settings)
    finally:
        stop_logging()


def tour(given: argparse.Namespace) -> int:
    """Touch every screen and take its picture."""
    settings = settings_of(given)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _choose_renderer()
    from kiosk.tour.guide import SHAPES, lead  # noqa: PLC0415  # Qt, as above

    stop_logging = start_logging(given.out / "log", _level(given, logging.ERROR))
    try:
        return lead(
            settings,
            Path("var/samples"),
            given.out,
            SystemClock(settings.site.zone).monotonic,
            tuple(Language) if given.language is None else (Language(given.language),),
            tuple(SHAPES) if given.shape is None else (given.shape,),
        )
    finally:
        stop_logging()


def doctor(given: argparse.Namespace) -> int:
    from kiosk import doctor as checks  # noqa: PLC0415  # brings OpenCV along

    settings = settings_of(given)
    found = checks.findings(settings, SystemClock(settings.site.zone).now())
    language = settings.site.language if given.language is None else Language(given.language)
    for finding in found:
        print(f"{SIGNS[finding.grade]} {finding.topic:10} {finding.detail.text(language)}")
        if finding.grade is not Grade.GOOD and finding.advice.text(language):
            print(f"{'':16}→ {finding.advice.text(language)}")
    return 1 if any(finding.grade is Grade.BAD for finding in found) else 0


def settings_example(_given: argparse.Namespace) -> int:
    print(config.example_text(), end="")
    return 0


def samples(given: argparse.Namespace) -> int:
    from kiosk.samples import SamplesError, install_samples  # noqa: PLC0415  # brings OpenCV along

    try:
        install_samples(given.into, print)
    except SamplesError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _level(given: argparse.Namespace, quiet: int) -> int:
    return logging.INFO if given.verbose else quiet


def _choose_renderer() -> None:
    """Without a display Qt draws off screen; without a GPU the software renderer is faster."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_WAYLAND_DISABLE_WINDOWDECORATION", "1")  # no title bar on a device
    if not Path("/dev/dri").exists():
        os.environ.setdefault("QT_QUICK_BACKEND", "software")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m kiosk",
        description="Kaimen (开门): face-pay kiosk. Without a command: run the kiosk.",
    )
    _add_run(parser)
    parser.set_defaults(command=run)
    commands = parser.add_subparsers(metavar="COMMAND")
    _add_run(commands.add_parser("run", help="run the kiosk")).set_defaults(command=run)
    for name, command, text in (
        ("display", display, "the call screen: numbers being made and ready"),
        ("doctor", doctor, "what is missing or broken, and what to do about it"),
    ):
        added = commands.add_parser(name, help=text, description=f"{text.capitalize()}.")
        add_config(added)
        if command is display:
            added.add_argument("--fullscreen", action="store_true", help="fill the screen")
        else:
            added.add_argument(
                "--language", choices=LANGUAGES, help="without it: the site's language"
            )
        added.set_defaults(command=command)
    touring = commands.add_parser(
        "tour",
        help="touch every screen, write pictures of them",
        description="A finger touches every screen of a simulated kiosk, in both languages, "
        "upright and wide; each step is checked. Takes some minutes. Exit status 1: one failed.",
    )
    add_config(touring)
    touring.add_argument("--out", type=Path, default=Path("out/tour"), help="folder for pictures")
    touring.add_argument("--language", choices=LANGUAGES, help="only this language")
    touring.add_argument("--shape", choices=["portrait", "landscape"], help="only this shape")
    touring.add_argument("--verbose", action="store_true", help="log to the terminal as well")
    touring.set_defaults(command=tour)
    books.add_ledger(
        commands.add_parser("ledger", help="the books: check that nobody altered them")
    )
    members.add_members(commands)
    cabinet.add_cabinet(commands)
    fleet.add_fleet(commands)
    books.add_device_key(
        commands.add_parser(
            "device-key",
            help="print this kiosk's public key, to register at the payment gateway",
            description="Prints this kiosk's public key, and the command that registers it at the "
            "payment gateway. The private key is made at the first call, and stays in its file.",
        )
    )
    example = commands.add_parser(
        "settings",
        help="print a settings file with every default",
        description="Prints a settings file in which each line is explained: "
        "python -m kiosk settings > kiosk.toml",
    )
    example.set_defaults(command=settings_example)
    sample = commands.add_parser("samples", help="install the sample photographs")
    sample.add_argument("--into", type=Path, default=Path("var/samples"), help="folder")
    sample.set_defaults(command=samples)
    return parser


def _add_run(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    add_config(parser)
    parser.add_argument("--fullscreen", action="store_true", help="fill the screen")
    parser.add_argument("--verbose", action="store_true", help="log to the terminal as well")
    return parser


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # A driver that hangs or a model that is loading may still hold a thread inside native code;
    # taking the interpreter down under it would end in an abort instead of this exit status.
    os._exit(code)
