"""What is wrong, from what truly happened and what the kiosk has written down.

Pure: values in, complaints out. The truth decides; the kiosk's books are what is judged. A session
in review waits for a person: it is neither charged nor wrong, and it did not end by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from scripts.chaoses.cabinet.truth import Fact, What

GRACE_S = 6.0
"""A bus sends an unlock within 5 s of its order, or never; and a pulse comes at once."""
EARLY_S = 0.002
"""The kiosk's log counts in milliseconds."""
ENDED = {"charged", "owed", "nothing", "cancelled"}
CHARGED = {"charging", "charged", "owed"}


class Wrong(StrEnum):
    UNLOCKS_WITHOUT_SESSION = "unlocks_without_session"
    WRONG_DOORS = "wrong_doors"
    CHARGES_WITHOUT_EVIDENCE = "charges_without_evidence"
    OVERCHARGED = "overcharged"
    UNDERCHARGED = "undercharged"
    NEVER_CHARGED = "never_charged"
    CHARGED_TWICE = "charged_twice"
    BOOKS_BROKEN = "books_broken"


@dataclass(frozen=True, slots=True)
class Complaint:
    wrong: Wrong
    what: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """A command that the kiosk let through to a lock, by its log. `at`: seconds since 1970."""

    session_id: str
    door: int
    at: float


@dataclass(frozen=True, slots=True)
class SessionRow:
    """`charged`: units by SKU that were paid or owed. `paid`: minor units that its orders tell;
    `taken`: what the ledger took of its hold, `times` how often."""

    id: str
    state: str
    charged: Mapping[str, int]
    saw_door_open: bool
    has_weights: bool
    by_person: bool
    paid: int = 0
    taken: int = 0
    times: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Books:
    """Of one kiosk. `other_takings`: what the ledger took for no session, minor units.
    `losses`: doors that it knows were opened without it, and were weighed afterwards."""

    name: str
    sessions: tuple[SessionRow, ...]
    ordered: tuple[Ordered, ...]
    broken: tuple[str, ...] = ()
    other_takings: int = 0
    losses: tuple[int, ...] = ()


@dataclass(slots=True)
class Visit:
    """A door that opened, and what left through it."""

    session_id: str | None
    taken: Counter[str] = field(default_factory=Counter)


def complaints(books: Books, truth: Sequence[Fact]) -> list[Complaint]:
    """Nothing, where all is well."""
    visits, found = _visits(books, truth)
    taken: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for visit in visits:
        if visit.session_id is not None:
            taken[visit.session_id] += visit.taken
    for session in books.sessions:
        found += [
            Complaint(wrong, f"{books.name}: {what}, session {session.id} is {session.state}")
            for wrong, what in _of_session(session, taken[session.id])
        ]
    found += [Complaint(Wrong.BOOKS_BROKEN, f"{books.name}: {what}") for what in books.broken]
    if books.other_takings:
        told = f"{books.name}: {books.other_takings} taken for no session"
        found.append(Complaint(Wrong.CHARGED_TWICE, told))
    return found


def counts(found: Iterable[Complaint]) -> dict[str, int]:
    """All of them, zeros too."""
    counted = Counter(complaint.wrong for complaint in found)
    return {wrong.value: counted[wrong] for wrong in Wrong}


def thefts(books: Books, truth: Iterable[Fact]) -> tuple[int, int]:
    """How many doors were forced, and how many of these the kiosk has written down."""
    forced = Counter(fact.door for fact in truth if fact.what is What.FORCED)
    return forced.total(), (forced & Counter(books.losses)).total()


def self_ended(sessions: Iterable[SessionRow]) -> int:
    return sum(one.state in ENDED and not one.by_person for one in sessions)


# --- doors --------------------------------------------------------------------------------------


def _visits(books: Books, truth: Sequence[Fact]) -> tuple[list[Visit], list[Complaint]]:
    """Each true opening with the order that it obeyed; each order is good for one pulse."""
    unused = sorted(books.ordered, key=lambda one: one.at)
    open_at: dict[int, Visit] = {}
    visits, found = [], []
    for fact in truth:
        match fact.what:
            case What.PULSED:
                order = _order_of(fact, unused)
                if order is None:
                    told = f"{books.name}: door {fact.door} was pulsed at {fact.at:.3f}, unasked"
                    found.append(Complaint(Wrong.UNLOCKS_WITHOUT_SESSION, told))
                else:
                    unused.remove(order)
                    if order.door != fact.door:
                        told = f"{books.name}: door {fact.door} for door {order.door}"
                        found.append(Complaint(Wrong.WRONG_DOORS, told))
                visits.append(Visit(order.session_id if order else None))
                open_at[fact.door] = visits[-1]
            case What.FORCED:
                visits.append(Visit(None))
                open_at[fact.door] = visits[-1]
            case What.TOOK:
                open_at[fact.door].taken[fact.sku] += fact.units
            case What.PUT_BACK:
                open_at[fact.door].taken[fact.sku] -= fact.units
            case What.CLOSED:
                pass
    return visits, found


def _order_of(pulse: Fact, orders: Sequence[Ordered]) -> Ordered | None:
    """The last order before this pulse that no other pulse has used."""
    mine = [one for one in orders if -EARLY_S <= pulse.at - one.at <= GRACE_S]
    return mine[-1] if mine else None


# --- money --------------------------------------------------------------------------------------


def _of_session(session: SessionRow, taken: Counter[str]) -> Iterator[tuple[Wrong, str]]:
    truly = {sku: units for sku, units in sorted(taken.items()) if units}
    charged = dict(session.charged)
    told = f"{truly or 'nothing'} was taken, {charged or 'nothing'} charged"
    if session.state in CHARGED:
        has_evidence = session.saw_door_open and session.has_weights
        if not has_evidence and not session.by_person:
            yield Wrong.CHARGES_WITHOUT_EVIDENCE, "no door seen open, or no weights"
        skus = {*truly, *charged}
        if any(charged.get(sku, 0) > truly.get(sku, 0) for sku in skus):
            yield Wrong.OVERCHARGED, told
        if any(charged.get(sku, 0) < truly.get(sku, 0) for sku in skus):
            yield Wrong.UNDERCHARGED, told
    elif session.state in {"nothing", "cancelled"} and any(n > 0 for n in truly.values()):
        yield Wrong.NEVER_CHARGED, told
    if session.times > 1:
        yield Wrong.CHARGED_TWICE, f"its hold was captured {session.times} times"
    elif session.taken != session.paid:
        yield Wrong.BOOKS_BROKEN, f"{session.taken} taken for {session.paid} on the receipt"
