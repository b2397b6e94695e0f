"""python -m kiosk: the commands of a kiosk."""

from __future__ import annotations

import argparse
import logging
import os
import string
import sys
from collections.abc import Callable
from pathlib import Path

from firmware_bridge.errors import FirmwareBridgeError
from kiosk import config
from kiosk.compose.records import database_path, finish_change, forget_everybody, receipts_in
from kiosk.config import Settings
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.forgetting import ReceiptError, receipt_in
from kiosk.domain.ids import uuid7
from kiosk.domain.language import Language
from kiosk.flows.records import Grade
from kiosk.log_setup import start_logging
from kiosk.rails.signing_key import key_in, public_key_in
from kiosk.storage.database import StorageError
from kiosk.storage.ledger_reader import audit_file
from kiosk.storage.only_kiosk import AlreadyRunningError, only_kiosk
from kiosk.typed_file import FileProblem

SIGNS = {Grade.GOOD: "ok  ", Grade.WARNING: "warn", Grade.BAD: "BAD "}
MOST_NAMED = 20
"""Lines about a broken ledger: the first ones tell what happened."""


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
    settings = _settings(given)
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
    settings = _settings(given)
    _choose_renderer()
    from kiosk.run import run_display  # noqa: PLC0415  # as above

    return run_display(settings)


def tour(given: argparse.Namespace) -> int:
    """Touch every screen and take its picture."""
    settings = _settings(given)
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

    settings = _settings(given)
    found = checks.findings(settings, SystemClock(settings.site.zone).now())
    language = settings.site.language if given.language is None else Language(given.language)
    for finding in found:
        print(f"{SIGNS[finding.grade]} {finding.topic:10} {finding.detail.text(language)}")
        if finding.grade is not Grade.GOOD and finding.advice.text(language):
            print(f"{'':16}→ {finding.advice.text(language)}")
    return 1 if any(finding.grade is Grade.BAD for finding in found) else 0


def ledger_verify(given: argparse.Namespace) -> int:
    """Reads only: the kiosk may be selling meanwhile."""
    try:
        audit = audit_file(database_path(_settings(given)), given.head)
    except StorageError as error:
        print(error, file=sys.stderr)
        return 1
    for broken in audit.broken[:MOST_NAMED]:
        print(f"BAD  {broken.what}")
    if len(audit.broken) > MOST_NAMED:
        print(f"BAD  and {len(audit.broken) - MOST_NAMED} more")
    read = f"{audit.entries} entries and {audit.day_ends} day-ends read"
    print(f"{'BAD ' if audit.broken else 'ok  '} {read}")
    print(f"head {audit.head}")
    if audit.broken:
        print("→ Stop selling, keep a copy of the database, and compare with your last backup.")
        return 1
    if given.head is None:
        print("→ Write the head on the day-end sheet and give it as --head next time: only so")
        print("  is it seen when entries are cut off the end.")
    return 0


def device_key(given: argparse.Namespace) -> int:
    """Made at the first time. The private part never leaves its file."""
    settings = _settings(given)
    key = key_in(settings.paths.device_key_file).public_key
    name = f"{settings.site.site_id}.{settings.site.device_id}"
    print(key.pem, end="")
    print(f"fingerprint {key.key_id}")
    print("→ Register it where the gateway runs:")
    print(f"  python -m kiosk.gateway devices add {name} {key.line} --config gateway.toml")
    return 0


def forgotten_verify(given: argparse.Namespace) -> int:
    """Every receipt that is kept, or one that somebody shows: of this kiosk, and unaltered?"""
    settings = _settings(given)
    public = key_in(settings.paths.device_key_file).public_key
    key = public if given.key is None else public_key_in(given.key)
    try:
        kept = [given.receipt] if given.receipt else receipts_in(database_path(settings))
    except StorageError as error:
        print(error, file=sys.stderr)
        return 1
    bad = 0
    for number, jws in enumerate(kept, start=1):
        try:
            one = receipt_in(jws, key.has_signed)
            print(f"ok   {number:4}  {one.at}  {one.scope:4} {one.why:8} {one.member_sha256[:16]}…")
        except ReceiptError as error:
            bad += 1
            print(f"BAD  {number:4}  {error}")
    print(f"{len(kept)} receipts, {bad} bad; key {key.key_id}")
    return 1 if bad else 0


def members_reset(given: argparse.Namespace) -> int:
    """When the device secret is lost for good: all members are forgotten, and sign up again."""
    settings = _settings(given)
    if not given.yes:
        print("This forgets every member: faces, names, numbers. Orders, wallets' books and")
        print("receipts stay. Members sign up again. If you mean it, add --yes.")
        return 2
    try:
        with only_kiosk(settings.paths.data_dir):
            count = forget_everybody(settings, SystemClock(settings.site.zone).now())
    except (AlreadyRunningError, StorageError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} members are forgotten; each has a receipt: python -m kiosk forgotten verify")
    return 0


def members_packs(given: argparse.Namespace) -> int:
    """How far a change of model packs is; or its end. Reading may be done while the kiosk sells."""
    from kiosk import doctor_packs  # noqa: PLC0415  # only this command needs it

    settings = _settings(given)
    now = SystemClock(settings.site.zone).now()
    try:
        for line in doctor_packs.report(settings, now):
            print(line)
        if not given.finish:
            return 0
        if not given.yes:
            print("This deletes templates and cannot be undone. If you mean it, add --yes.")
            return 2
        with only_kiosk(settings.paths.data_dir):
            count = finish_change(settings, now)
    except (AlreadyRunningError, StorageError) as error:
        print(error, file=sys.stderr)
        return 1
    if count < 0:
        print("There is nothing to finish.")
        return 1
    print(f"What the pack before made of {count} members is deleted.")
    print("→ Remove previous_pack from the settings.")
    return 0


def cabinet(given: argparse.Namespace) -> int:
    """Set up, look at, or bring back what a cabinet's file says."""
    from firmware_bridge.commands.terminal import standard_terminal  # noqa: PLC0415  # not always
    from kiosk.compose import cabinet_commands as commands  # noqa: PLC0415  # brings Qt along

    settings = _settings(given)
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


def _settings(given: argparse.Namespace) -> Settings:
    if given.config is not None:
        settings = config.load(given.config)
    else:
        settings = config.load(config.simulated_path(), relative_to=Path.cwd())
    if getattr(given, "fullscreen", False):
        screen = settings.screen.model_copy(update={"fullscreen": True})
        settings = settings.model_copy(update={"screen": screen})
    return settings


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
        added = commands.add_parser(name, help=text)
        _add_config(added)
        if command is display:
            added.add_argument("--fullscreen", action="store_true", help="fill the screen")
        else:
            added.add_argument(
                "--language", choices=[*Language], help="without it: the site's language"
            )
        added.set_defaults(command=command)
    touring = commands.add_parser("tour", help="touch every screen, write pictures of them")
    _add_config(touring)
    touring.add_argument("--out", type=Path, default=Path("out/tour"), help="folder for pictures")
    touring.add_argument("--language", choices=[*Language], help="only this language")
    touring.add_argument("--shape", choices=["portrait", "landscape"], help="only this shape")
    touring.add_argument("--verbose", action="store_true", help="log to the terminal as well")
    touring.set_defaults(command=tour)
    _add_ledger(commands.add_parser("ledger", help="the books: check that nobody altered them"))
    _add_members(commands)
    _add_cabinet(commands)
    keys = commands.add_parser(
        "device-key", help="print this kiosk's public key, to register at the payment gateway"
    )
    _add_config(keys)
    keys.set_defaults(command=device_key)
    example = commands.add_parser("settings", help="print a settings file with every default")
    example.set_defaults(command=settings_example)
    sample = commands.add_parser("samples", help="install the sample photographs")
    sample.add_argument("--into", type=Path, default=Path("var/samples"), help="folder")
    sample.set_defaults(command=samples)
    return parser


def _add_run(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    _add_config(parser)
    parser.add_argument("--fullscreen", action="store_true", help="fill the screen")
    parser.add_argument("--verbose", action="store_true", help="log to the terminal as well")
    return parser


def _add_ledger(parser: argparse.ArgumentParser) -> None:
    verify = parser.add_subparsers(metavar="COMMAND", required=True).add_parser(
        "verify",
        help="name every entry that was altered, removed or does not balance",
        description="Reads every entry of the ledger; the kiosk may go on selling. "
        "Exit status 1 when anything is wrong.",
    )
    _add_config(verify)
    verify.add_argument(
        "--head", type=_head, metavar="HASH", help="the head written down before: must be there"
    )
    verify.set_defaults(command=ledger_verify)


def _add_members(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verify = (
        commands.add_parser(
            "forgotten", help="receipts of members who were forgotten: check their signatures"
        )
        .add_subparsers(metavar="COMMAND", required=True)
        .add_parser(
            "verify",
            help="check every receipt that is kept, or one that somebody shows",
            description="Exit status 1 when a receipt was altered or is of another kiosk.",
        )
    )
    _add_config(verify)
    verify.add_argument("receipt", nargs="?", help="the text of a receipt's QR code")
    verify.add_argument(
        "--key", type=Path, metavar="FILE", help="the public key (PEM) of another kiosk"
    )
    verify.set_defaults(command=forgotten_verify)
    kept = commands.add_parser("members", help="what is kept of members").add_subparsers(
        metavar="COMMAND", required=True
    )
    packs = kept.add_parser(
        "packs",
        help="how far a change to another model pack is; what going back and finishing cost",
    )
    _add_config(packs)
    packs.add_argument(
        "--finish", action="store_true", help="delete what the pack before made, for good"
    )
    packs.add_argument("--yes", action="store_true", help="I mean it")
    packs.set_defaults(command=members_packs)
    reset = kept.add_parser(
        "reset", help="forget all members: only if the device secret is lost for good"
    )
    _add_config(reset)
    reset.add_argument("--yes", action="store_true", help="I mean it")
    reset.set_defaults(command=members_reset)


def _add_cabinet(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
        _add_config(added)
        if name == "learn":
            added.add_argument("--anew", action="store_true", help="forget how far it has got")
        added.set_defaults(command=cabinet)


def _head(text: str) -> str:
    """Of a sheet of paper: in capitals, or in groups."""
    digits = "".join(text.split()).lower()
    if len(digits) != 64 or not set(digits) <= set(string.hexdigits):
        raise argparse.ArgumentTypeError("a head has 64 digits from 0 to 9 and a to f")
    return digits


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="settings (TOML); without it: the simulated kiosk, in ./var",
    )


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # A driver that hangs or a model that is loading may still hold a thread inside native code;
    # taking the interpreter down under it would end in an abort instead of this exit status.
    os._exit(code)
