"""`ports` and `scan`: what is there."""

import argparse
from collections.abc import Callable
from dataclasses import asdict

from firmware_bridge.commands.terminal import Colour, Terminal
from firmware_bridge.families import FAMILY_NAMES
from firmware_bridge.findings import Finding
from firmware_bridge.ports import known_ports
from firmware_bridge.prober import Prober
from firmware_bridge.scanning import BAUDS, Probe, ScanWishes


def ports(terminal: Terminal) -> int:
    found = known_ports()
    for device, description in found:
        terminal.say(f"{device}  {description}")
        terminal.tell({"device": device, "description": description})
    if not found:
        terminal.complain(
            "No serial port found: plug the RS-485 adapter in, or start a simulated cabinet with "
            "`python -m firmware_bridge.simulator`."
        )
    return 0


def scan(arguments: argparse.Namespace, terminal: Terminal, clock: Callable[[], float]) -> int:
    terminal.say(f"Looking for boards and scales on {arguments.port}; nothing is opened.")
    found = scan_port(arguments, terminal, clock)
    for finding in found:
        terminal.say(str(finding), Colour.GREEN)
        terminal.tell({"found": type(finding).__name__, **asdict(finding)})
    if found:
        return 0
    terminal.complain(
        "Nothing answers at any speed: check power and ground, swap A and B, see that no other "
        "program uses the port, and try --deep."
    )
    return 1


def scan_port(
    arguments: argparse.Namespace, terminal: Terminal, clock: Callable[[], float]
) -> tuple[Finding, ...]:
    """What is on the port, with progress on a terminal."""

    def progress(probe: Probe, count: int) -> None:
        terminal.progress(f"{count + 1}. {probe} … ")

    wishes = ScanWishes(
        bauds=tuple(arguments.baud) or BAUDS,
        families=tuple(arguments.family) or FAMILY_NAMES,
        profiles=tuple(arguments.profile),
        deep=arguments.deep,
    )
    with Prober(arguments.port, clock, reply_s=arguments.reply_ms / 1000) as prober:
        found = prober.scan(wishes, progress)
    terminal.progress("")
    return found
