"""What staff look up, and where it is read: by a thread with a connection of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from kiosk.flows.decision_effects import LoadDecisions, LoadRecord
from kiosk.flows.decision_events import DecisionsLoaded, RecordLoaded
from kiosk.flows.events import Event
from kiosk.flows.member_effects import LoadMembers
from kiosk.flows.member_events import MembersLoaded
from kiosk.storage import decisions, members
from kiosk.storage.member_history import record_of
from kiosk.storage.vault import Vault
from kiosk.workers.lookups import IsWanted, Question


def answer(
    connection: sqlite3.Connection,
    vault: Vault,
    now: datetime,
    question: Question,
    is_wanted: IsWanted = lambda: True,
) -> Event:
    match question:
        case LoadMembers(digits):
            found = members.search(connection, vault, digits, is_wanted=is_wanted)
            return MembersLoaded(found, digits)
        case LoadDecisions(only_asked, before):
            page = decisions.page(connection, vault, now, only_asked=only_asked, before=before)
            return DecisionsLoaded(question, page)
        case LoadRecord(member_id):
            return RecordLoaded(member_id, record_of(connection, vault, member_id))


def answers(
    connection: Callable[[], sqlite3.Connection], vault: Vault, now: Callable[[], datetime]
) -> Callable[[Question, IsWanted], Event]:
    """`connection`: that of the thread that asks for it."""
    return lambda question, is_wanted: answer(connection(), vault, now(), question, is_wanted)
