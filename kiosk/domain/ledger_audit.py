"""Is the chain whole, and do the books balance? Looks at entries as they lie on disk.

What is altered, missing or out of balance is named by its number. A tail that was cut off whole
cannot be seen in what is left: only against a head that somebody wrote down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kiosk.domain.accounts import AccountKind
from kiosk.domain.ledger import GENESIS, chain_hash

HEADER = 4
"""Fields of an entry before those of its postings."""
POSTING = 4
"""Fields of a posting: place, account, amount, currency."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as bytes: what was altered need not be text any more. `fields`: see ledger.py."""

    number: int
    fields: tuple[bytes, ...]
    hash: str

    @property
    def name(self) -> str:
        """Its number and id, with whatever is not printable ASCII escaped."""
        shown = self.fields[1].decode("ascii", "backslashreplace")
        return f"entry {self.number} ({shown!a})"


@dataclass(frozen=True, slots=True)
class Broken:
    """`number`: the entry it is about. `what`: a sentence for people."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Audit:
    """`head`: the last entry's hash. What was cut off after it is not among `broken`.

    `day_ends`: Z reports that were read, where there are any.
    """

    entries: int
    head: str
    broken: tuple[Broken, ...]
    day_ends: int = 0


def audit(rows: Iterable[Recorded], remembered: str | None = None) -> Audit:
    """Read all entries, in order of their number.

    `remembered`: a head that was written down before, and must still be in the chain.
    """
    auditor = _Auditor()
    found: list[Broken] = []
    is_remembered = remembered in {None, GENESIS}
    for row in rows:
        found += auditor.look_at(row)
        is_remembered = is_remembered or row.hash == remembered
    if not is_remembered:
        what = f"the entry with the hash {remembered} is not there: the end may have been cut off"
        found.append(Broken(auditor.number + 1, what))
    return Audit(auditor.entries, auditor.head, tuple(found))


class _Auditor:
    """What has to be remembered from one entry to the next."""

    def __init__(self) -> None:
        self.entries = 0
        self.number = 0
        self.head = GENESIS
        self._healed = GENESIS  # the head as it would be, had that hash not been altered
        self._is_sound = True  # else nobody knows what a wallet held
        self._wallets: defaultdict[tuple[bytes, bytes], int] = defaultdict(int)

    def look_at(self, row: Recorded) -> Iterator[Broken]:
        """What is wrong with it, if anything is."""
        self.entries += 1
        if row.number < 1:
            yield Broken(row.number, f"{row.name} has a number that no entry can have")
            return
        follows = chain_hash(self.head, row.fields)
        why = self._why_broken(row, follows)
        self.number, self.head, self._healed = row.number, row.hash, follows
        if why:
            self._is_sound = False
            yield why

    def _why_broken(self, row: Recorded, follows: str) -> Broken | None:
        if row.number > self.number + 1:  # what it follows is gone: nothing more can be said of it
            return Broken(self.number + 1, f"{self._gap_before(row)} missing, before {row.name}")
        if row.hash not in {follows, chain_hash(self._healed, row.fields)}:
            what = "or one of its postings was altered, removed or added"
            return Broken(row.number, f"{row.name} {what}, or the entry before it was rewritten")
        why = self._out_of_balance(row)
        return Broken(row.number, f"{row.name} {why}") if why else None

    def _gap_before(self, row: Recorded) -> str:
        first, last = self.number + 1, row.number - 1
        return f"entry {first} is" if first == last else f"entries {first} to {last} are"

    def _out_of_balance(self, row: Recorded) -> str | None:
        sums: defaultdict[bytes, int] = defaultdict(int)
        postings = list(_postings(row))
        for account, minor, currency in postings:
            sums[currency] += minor
            if account.startswith(f"{AccountKind.WALLET}:".encode()):
                self._wallets[account, currency] -= minor
                if self._is_sound and self._wallets[account, currency] < 0:
                    return "overdraws a wallet"
        is_balanced = len(postings) >= 2 and not any(sums.values())
        return None if is_balanced else "does not sum to zero"


def _postings(row: Recorded) -> Iterator[tuple[bytes, int, bytes]]:
    """(account, amount, currency) of each, once the hash has vouched for them."""
    for start in range(HEADER, len(row.fields), POSTING):
        _, account, minor, currency = row.fields[start : start + POSTING]
        yield account, int(minor), currency
