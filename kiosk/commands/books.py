"""`ledger verify`: the books. `device-key`: what the gateway knows this kiosk by."""

from __future__ import annotations

import argparse
import string
import sys

from kiosk.commands.given import add_config, settings_of
from kiosk.compose.records import database_path
from kiosk.rails.signing_key import key_in
from kiosk.storage.database import StorageError
from kiosk.storage.ledger_reader import audit_file

MOST_NAMED = 20
"""Lines about a broken ledger: the first ones tell what happened."""


def ledger_verify(given: argparse.Namespace) -> int:
    """Reads only: the kiosk may be selling meanwhile."""
    try:
        audit = audit_file(database_path(settings_of(given)), given.head)
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
    settings = settings_of(given)
    key = key_in(settings.paths.device_key_file).public_key
    name = f"{settings.site.site_id}.{settings.site.device_id}"
    print(key.pem, end="")
    print(f"fingerprint {key.key_id}")
    print("→ Register it where the gateway runs:")
    print(f"  python -m kiosk.gateway devices add {name} {key.line} --config gateway.toml")
    return 0


def add_ledger(parser: argparse.ArgumentParser) -> None:
    verify = parser.add_subparsers(metavar="COMMAND", required=True).add_parser(
        "verify",
        help="name every entry that was altered, removed or does not balance",
        description="Reads every entry of the ledger; the kiosk may go on selling. "
        "Exit status 1 when anything is wrong.",
    )
    add_config(verify)
    verify.add_argument(
        "--head", type=_head, metavar="HASH", help="the head written down before: must be there"
    )
    verify.set_defaults(command=ledger_verify)


def add_device_key(parser: argparse.ArgumentParser) -> None:
    add_config(parser)
    parser.set_defaults(command=device_key)


def _head(text: str) -> str:
    """Of a sheet of paper: in capitals, or in groups."""
    digits = "".join(text.split()).lower()
    if len(digits) != 64 or not set(digits) <= set(string.hexdigits):
        raise argparse.ArgumentTypeError("a head has 64 digits from 0 to 9 and a to f")
    return digits
