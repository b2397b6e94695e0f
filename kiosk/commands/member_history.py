"""`members show`: what was agreed to, and why a face was asked for more, or refused."""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing

from kiosk.commands.given import add_config, settings_of
from kiosk.compose.records import database_path
from kiosk.config import Settings
from kiosk.devices.device_secret import device_secret
from kiosk.flows.decision_records import FaceCheck, MemberHistory
from kiosk.storage import members
from kiosk.storage.database import StorageError, open_database
from kiosk.storage.member_history import history_of
from kiosk.storage.vault import Vault
from kiosk.typed_file import FileProblem
from kiosk.ui.wording_risk import RISK

SHORTEST = 4


def members_show(given: argparse.Namespace) -> int:
    """May be done while the kiosk sells: it reads only."""
    settings = settings_of(given)
    path = database_path(settings)
    if not path.exists():
        print(f"There is no database at {path}.", file=sys.stderr)
        return 1
    try:
        with closing(open_database(path)) as database:
            member_id = _meant(settings, database, given.who)
            history = history_of(database, member_id)
    except (StorageError, FileProblem) as error:
        print(error, file=sys.stderr)
        return 1
    if history == MemberHistory((), (), (), ()):
        print("Nothing is known of such a member. Name the id, or the last digits of the number.")
        return 1
    for line in lines(member_id, history):
        print(line)
    return 0


def lines(member_id: str, history: MemberHistory) -> Iterator[str]:
    yield f"member {member_id}"
    for one in history.consents:
        by = "by a guardian" if one.by_guardian else "by the member"
        gone = f", withdrawn {one.withdrawn_at}" if one.withdrawn_at else ""
        yield f"consent  {one.given_at}  {one.version} in {one.language or '?'}, {by}{gone}"
    for check in history.checks:
        yield f"face     {check.at}  {_told(check)}"
    for other in history.alike:
        yield f"alike    member {other} looks much the same"
    for act in history.acts:
        yield f"journal  {act.at}  {act.what} {act.detail}".rstrip()


def _told(check: FaceCheck) -> str:
    amount, decision = check.amount, check.decision
    why = " · ".join(RISK[f"risk.why.{reason}"].en for reason in decision.reasons)
    order = f"  order {check.order_id}" if check.order_id else ""
    step = decision.step.name.lower()
    return f"{check.deed} {amount.minor} {amount.currency}: {step}, {check.state}{order}  ({why})"


def _meant(settings: Settings, database: sqlite3.Connection, who: str) -> str:
    """The id itself, or that of the one member whose number ends so. Raises FileProblem."""
    if not who.isdigit() or len(who) < SHORTEST:
        return who
    secret = device_secret(settings.members.device_secret, settings.paths.data_dir).read()
    if secret is None:
        return who
    found = members.search(database, Vault(secret, os.urandom), who)
    ids = [row.member.id for row in found if row.member.phone.endswith(who)]
    return ids[0] if len(ids) == 1 else who


def add_show(kept: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    shown = kept.add_parser(
        "show",
        help="consents, face checks with their reasons, look-alikes of one member",
        description="What one member agreed to, each time their face was judged and why, who looks "
        "much the same, what was done. Prints no name and no number; reads only.",
    )
    add_config(shown)
    shown.add_argument("who", help="the member's id, or at least 4 last digits of the number")
    shown.set_defaults(command=members_show)
