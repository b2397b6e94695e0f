"""scripts/chaos NAME: try to break one thing many times, and count what broke."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random, SystemRandom  # noqa: TID251  # made here, to be given
from typing import Protocol

from scripts.benchmarks.report import write_json
from scripts.chaoses import disk, power, traffic
from scripts.chaoses.cabinet import chaos as cabinet
from scripts.chaoses.money import chaos as money


class Chaos(Protocol):
    """What came of it: its `str` is for people."""

    @property
    def figures(self) -> dict[str, float]: ...

    @property
    def has_held(self) -> bool:
        """Nothing broke, and every mistake that was put in on purpose was noticed."""


Command = Callable[[argparse.Namespace], Iterator[Chaos]]


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 it held, 1 it did not."""
    given = _parser().parse_args(arguments)
    # Thousands of faults on purpose: those that matter are counted, and told in the end.
    logging.getLogger().addHandler(logging.NullHandler())
    if given.seed is None:
        given.seed = SystemRandom().randrange(1 << 32)
    print(f"seed {given.seed}: the same again with --seed {given.seed}", flush=True)
    command: Command = given.command
    has_held = True
    figures: dict[str, float] = {}
    for chaos in command(given):
        print(f"\n{chaos}", flush=True)
        figures |= chaos.figures
        has_held = has_held and chaos.has_held
    if given.json is not None:
        write_json(given.json, figures)
    return 0 if has_held else 1


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # no secret


def cut_power(given: argparse.Namespace) -> Iterator[Chaos]:
    yield power.tried(given.points, given.seed, dice)


def fail_disk(given: argparse.Namespace) -> Iterator[Chaos]:
    yield disk.tried(given.step)


def chase_money(given: argparse.Namespace) -> Iterator[Chaos]:
    """The real kiosk, then the control; or one of them alone."""
    if not given.negative:
        yield money.tried(money.plan(given.checkouts, given.seed, is_short=given.short), dice)
    if not given.real:
        yield money.controlled(given.seed, dice)


def inject_traffic(given: argparse.Namespace) -> Iterator[Chaos]:
    yield traffic.tried(given.frames, given.seed, dice)


def shop_at_cabinets(given: argparse.Namespace) -> Iterator[Chaos]:
    """Each rate, then the controls; or one of the two alone."""
    if not given.negative:
        rates = [given.rate / 100] if given.rate is not None else cabinet.RATES
        for rate in rates[:2] if given.short else rates:
            yield cabinet.tried(cabinet.plan(rate, given.sessions, given.seed), dice)
    if not given.real and not given.short:
        for mistake in cabinet.MUST_FIND:
            yield cabinet.controlled(given.seed, mistake, dice)


COMMANDS: dict[str, tuple[Command, str]] = {
    "power": (cut_power, "power cuts in a day at the till; unsynced writes lost, torn, reordered"),
    "disk": (fail_disk, "one checkout for every n, whose n-th write or sync fails"),
    "money": (
        chase_money,
        "checkouts while kiosks, gateway and payment service are killed, and "
        "the network stalls, cuts, refuses and corrupts",
    ),
    "cabinet": (
        shop_at_cabinets,
        "sessions at smart cabinets with 1, 5 and 20 % of bytes lost or flipped, resets, kills",
    ),
    "traffic": (
        inject_traffic,
        "foreign frames on the lock bus: valid, of other boards, broken, replayed",
    ),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/chaos", description=__doc__)
    commands = parser.add_subparsers(metavar="NAME", required=True)
    for name, (command, text) in COMMANDS.items():
        added = commands.add_parser(name, help=text.replace("%", "%%"), description=text)
        added.set_defaults(command=command)
        added.add_argument("--json", type=Path, metavar="FILE", help="write the counts there")
        added.add_argument("--seed", type=int, default=None, help="repeat what was tried before")
        added.add_argument(
            "--points", type=int, default=1000, metavar="N", help="power: how many power cuts"
        )
        added.add_argument(
            "--step", type=int, default=1, metavar="N", help="disk: only every N-th operation"
        )
        added.add_argument(
            "--checkouts", type=int, default=2000, metavar="N", help="money: how many"
        )
        added.add_argument(
            "--sessions", type=int, default=1000, metavar="N", help="cabinet: how many per rate"
        )
        added.add_argument(
            "--rate", type=float, metavar="PCT", help="cabinet: only so many percent of bad bytes"
        )
        added.add_argument(
            "--frames", type=int, default=100_000, metavar="N", help="traffic: how many"
        )
        added.add_argument(
            "--short",
            action="store_true",
            help="money: fewer kiosks, shorter times, more kills; cabinet: 1 and 5 %% alone",
        )
        alone = added.add_mutually_exclusive_group()
        alone.add_argument("--real", action="store_true", help="money: without the control")
        alone.add_argument(
            "--negative",
            action="store_true",
            help="money: only the control, kiosks that charge first and write later",
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
