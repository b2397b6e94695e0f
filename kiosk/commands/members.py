"""`forgotten verify`, `members packs`, `members reset`, `staff-pin reset`: whom the kiosk knows."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.commands.given import add_config, settings_of
from kiosk.commands.member_history import add_show
from kiosk.compose.records import (
    database_path,
    finish_change,
    forget_everybody,
    receipts_in,
    remove_staff_pin,
)
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.forgetting import ReceiptError, receipt_in
from kiosk.rails.signing_key import kept_key_in, public_key_in
from kiosk.storage.database import StorageError
from kiosk.storage.only_kiosk import AlreadyRunningError, only_kiosk


def forgotten_verify(given: argparse.Namespace) -> int:
    """Every receipt that is kept, or one that somebody shows: of this kiosk, and unaltered?"""
    settings = settings_of(given)
    own = settings.paths.device_key_file
    key = kept_key_in(own).public_key if given.key is None else public_key_in(given.key)
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
    settings = settings_of(given)
    if not given.yes:
        print("This forgets every member: faces, names, numbers. Orders, wallets' books and")
        print("receipts stay. Members sign up again; staff choose a new PIN.")
        print("If you mean it, add --yes.")
        return 2
    try:
        with only_kiosk(settings.paths.data_dir):
            count = forget_everybody(settings, SystemClock(settings.site.zone).now())
    except (AlreadyRunningError, StorageError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} members are forgotten; each has a receipt: python -m kiosk forgotten verify")
    return 0


def staff_pin_reset(given: argparse.Namespace) -> int:
    """When nobody knows the staff PIN any more, or it cannot be checked."""
    settings = settings_of(given)
    if not given.yes:
        print(
            "This removes the staff PIN. Whoever stands at the kiosk when it starts next chooses a"
        )
        print("new one: stay with it. Members and books stay. If you mean it, add --yes.")
        return 2
    try:
        with only_kiosk(settings.paths.data_dir):
            was_set = remove_staff_pin(settings, SystemClock(settings.site.zone).now())
    except (AlreadyRunningError, StorageError) as error:
        print(error, file=sys.stderr)
        return 1
    print("The staff PIN is gone." if was_set else "There was no staff PIN.")
    print("→ Start the kiosk: it asks for a new one before anything is sold.")
    return 0


def members_packs(given: argparse.Namespace) -> int:
    """How far a change of model packs is; or its end. Reading may be done while the kiosk sells."""
    from kiosk import doctor_packs  # noqa: PLC0415  # only this command needs it

    settings = settings_of(given)
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


def add_members(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
    add_config(verify)
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
    add_config(packs)
    packs.add_argument(
        "--finish", action="store_true", help="delete what the pack before made, for good"
    )
    packs.add_argument("--yes", action="store_true", help="I mean it")
    packs.set_defaults(command=members_packs)
    add_show(kept)
    reset = kept.add_parser(
        "reset", help="forget all members: only if the device secret is lost for good"
    )
    add_config(reset)
    reset.add_argument("--yes", action="store_true", help="I mean it")
    reset.set_defaults(command=members_reset)
    staff = (
        commands.add_parser("staff-pin", help="the staff PIN")
        .add_subparsers(metavar="COMMAND", required=True)
        .add_parser("reset", help="remove it: the next start asks for a new one")
    )
    add_config(staff)
    staff.add_argument("--yes", action="store_true", help="I mean it")
    staff.set_defaults(command=staff_pin_reset)
