"""One session at a cabinet: what it is called on disk, who it is for, and its sealed log.

    opening ─▶ unlocking ─▶ shopping ─▶ settling ─┬▶ nothing
       │           │                              ├▶ charging ─▶ charged | owed
       ╰───────────┴▶ cancelled                   ├▶ review ─▶ nothing | charging
                                                  ╰▶ restocked          (staff)

`opening`: nothing was sent to the lock. From `unlocking` on the door may have been open, so only
weights and door, or a person, can end it.

The log, byte for byte: the hash of line n is SHA-256 over the 64 hex digits of line n - 1's hash
and the netstrings (as in domain/ledger.py) of session id, n, time, what, detail. Line 0 follows
GENESIS. Whoever alters, adds or removes a line changes every hash after it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kiosk.domain.cabinet import Counts, counts_of
from kiosk.domain.ledger import canonical_bytes
from kiosk.domain.money import Money
from kiosk.domain.order import OrderLine
from kiosk.domain.settlement.evidence import Evidence
from kiosk.domain.settlement.explanation import Change

GENESIS = hashlib.sha256(b"Kaimen cabinet session, version 1").hexdigest()

NOT_DECIDED = "not_decided"
"""In the place of a dispute's reason: nobody decided in time, and the shopper was let go."""


class Role(StrEnum):
    SHOPPER = "shopper"
    STAFF = "staff"


class SessionState(StrEnum):
    OPENING = "opening"
    UNLOCKING = "unlocking"
    SHOPPING = "shopping"
    SETTLING = "settling"
    CHARGING = "charging"
    REVIEW = "review"
    CANCELLED = "cancelled"
    NOTHING = "nothing"
    CHARGED = "charged"
    OWED = "owed"
    RESTOCKED = "restocked"

    @property
    def is_over(self) -> bool:
        return self in {
            SessionState.CANCELLED,
            SessionState.NOTHING,
            SessionState.CHARGED,
            SessionState.OWED,
            SessionState.RESTOCKED,
        }


@dataclass(frozen=True, slots=True)
class NewSession:
    """All ids are made before anything happens. `hold_id` is empty for staff.

    `weights`: (shelf, mg) of every shelf before the door opens. `order_id` and `debt_id` are what
    the goods will be sold or owed under, whoever ends the session. The payment's id is the hold's.
    """

    id: str
    cabinet: str
    door: str
    role: Role
    member_id: str
    hold_id: str
    command_id: str
    order_id: str
    debt_id: str
    weights: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that a restart found. `charge`: what is to be captured of its hold, if decided;
    `door_was_seen`: open, by its log."""

    session: NewSession
    state: SessionState
    hold_state: str
    charge: Money | None
    door_was_seen: bool = False


@dataclass(frozen=True, slots=True)
class Loss:
    """A door that opened without us. `weights`: (shelf, mg) of what it leads to, before."""

    id: str
    cabinet: str
    door: str
    weights: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a session ends: what left, by what right. `by`: "weights", "door" or who decided.

    `paid` is captured of the hold, `owed` becomes a debt; both empty: nothing is charged.
    """

    session_id: str
    state: SessionState
    by: str
    paid: tuple[OrderLine, ...] = ()
    owed: tuple[OrderLine, ...] = ()
    changes: tuple[Change, ...] = ()
    evidence: Evidence | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LogLine:
    at: str
    what: str
    detail: str
    hash: str


def log_hash(previous: str, session_id: str, place: int, line: tuple[str, str, str]) -> str:
    fields = (session_id, str(place), *line)
    text = canonical_bytes(field.encode() for field in fields)
    return hashlib.sha256(previous.encode() + text).hexdigest()


def first_broken(session_id: str, lines: Iterable[LogLine]) -> int | None:
    """The place of the first line that does not follow the one before; None: the log is whole."""
    previous = GENESIS
    for place, line in enumerate(lines):
        expected = log_hash(previous, session_id, place, (line.at, line.what, line.detail))
        if expected != line.hash:
            return place
        previous = line.hash
    return None


def detail_text(values: Mapping[str, Any]) -> str:
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Debt:
    id: str
    amount: Money
    lines: tuple[OrderLine, ...]
    created_at: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One line of the list that staff work through. `dispute`: the shopper's reason, if any."""

    session_id: str
    cabinet: str
    began_at: str
    state: SessionState
    reason: str
    dispute: str
    charged: Money


@dataclass(frozen=True, slots=True)
class WeightPoint:
    """For the chart: a shelf weighed `mg` at `at_ms`."""

    at_ms: int
    shelf: str
    mg: int


@dataclass(frozen=True, slots=True)
class ReviewCase:
    """Everything that staff need to decide. `is_whole`: the log's hashes agree.

    `paid` and `owed`: lines that were charged already (a dispute); then only less can be decided.
    """

    row: ReviewRow
    hold_id: str
    hold: Money
    points: tuple[WeightPoint, ...]
    door_edges: tuple[tuple[int, bool], ...]
    evidence: Evidence | None
    paid: tuple[OrderLine, ...]
    owed: tuple[OrderLine, ...]
    payment_id: str
    is_whole: bool

    @property
    def charged(self) -> Counts:
        units: dict[str, int] = {}
        for line in (*self.paid, *self.owed):
            units[line.sku] = units.get(line.sku, 0) + line.quantity
        return counts_of(units)
