"""The members' templates, and who of them is most like a face. An immutable snapshot.

The search is exact, by models/index.py. It uses numpy's vecdot, not the matrix product of BLAS:
that one wakes a pool of threads which then takes the cores from the networks, and no environment
variable need be set before numpy is imported to prevent it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from models.arrays import Embedding, EmbeddingMatrix
from models.errors import TemplateError
from models.index import Index
from models.results import Match, Template

Entry = tuple[str, Template]
"""A member's id and one of this member's templates."""

LENGTH_SLACK = 1e-3
"""By which a template's length may differ from 1: float32 roundings stay a hundred times below."""


def fitting(entries: Sequence[Entry], pack: str, width: int) -> list[Entry]:
    """The entries that a gallery of this pack and embedding size takes: the others are damaged,
    or of another pack."""
    sized = [entry for entry in entries if _complaint(entry[1], pack, width) is None]
    sound = _has_length_one(as_rows(sized, width))
    return [entry for entry, is_sound in zip(sized, sound, strict=True) if is_sound]


@dataclass(frozen=True, slots=True, eq=False)
class Gallery:
    """Everybody who can be recognised. Make one with `build`, then `with_member` and so on.

    `rows` are the numbers of each member's rows in `index`; `owners` says whose each row is.
    """

    pack: str
    width: int
    index: Index = field(repr=False)
    rows: Mapping[str, tuple[int, ...]] = field(repr=False)
    owners: tuple[str, ...] = field(repr=False)
    most_rows: int = field(default=0, repr=False)

    @classmethod
    def build(cls, pack: str, width: int, entries: Iterable[Entry]) -> Self:
        """A snapshot of `entries`, in any order, several for a member.

        Raises TemplateError for a template of another pack or size: `fitting` leaves those out.
        """
        given = list(entries)
        owners = [member_id for member_id, _ in given]
        return cls.of_rows(pack, width, owners, _checked(given, pack, width))

    @classmethod
    def of_rows(cls, pack: str, width: int, owners: Sequence[str], matrix: EmbeddingMatrix) -> Self:
        """`matrix` is (templates, width), each row of length 1; `owners` says whose each is."""
        rows = _rows_of(owners)
        index = Index.empty(width).added(matrix)
        return cls(pack, width, index, rows, tuple(owners), _most(rows))

    def __len__(self) -> int:
        """The number of members, not of templates."""
        return len(self.rows)

    def best_match(self, vector: Embedding) -> Match | None:
        """The most similar member (the first of equals) and the runner-up; None if empty."""
        if not self.rows:
            return None
        if vector.shape != (self.width,):
            raise TemplateError(f"Searched for {vector.shape} in a gallery of width {self.width}.")
        # One row more than any member has: so there are two members among them, if there are two.
        numbers, scores = self.index.top(vector, self.most_rows + 1)
        best = self.owners[numbers[0]]
        others = (
            float(score)
            for number, score in zip(numbers, scores, strict=True)
            if self.owners[number] != best
        )
        return Match(best, float(scores[0]), next(others, -1.0), self.pack)

    def alike(self, member_id: str, least: float) -> tuple[str, ...]:
        """All others of whom a template scores `least` or more against one of this member's, by
        id. Takes a search for each of this member's templates, and more where many are alike."""
        numbers = np.asarray(self.rows.get(member_id, ()), np.intp)
        found = {
            owner for vector in self.index.rows(numbers) for owner in self._from(vector, least)
        }
        return tuple(sorted(found - {member_id}))

    def _from(self, vector: Embedding, least: float) -> set[str]:
        count = self.most_rows + 1
        while True:
            numbers, scores = self.index.top(vector, count)
            if len(scores) < count or scores[-1] < least:
                return {self.owners[one] for one in numbers[scores >= least]}
            count *= 4

    def with_member(self, member_id: str, templates: Sequence[Template]) -> Self:
        """A snapshot in which `member_id` has exactly these templates. Makes no codes, but for one
        time in thousands where nobody has `tidied`."""
        entries = [(member_id, template) for template in templates]
        matrix = _checked(entries, self.pack, self.width)
        rest = self.without_member(member_id)
        if not entries:
            return rest
        first = rest.index.size
        rows = {**rest.rows, member_id: tuple(range(first, first + len(entries)))}
        owners = (*rest.owners, *[member_id] * len(entries))
        most = max(rest.most_rows, len(entries))
        return type(self)(self.pack, self.width, rest.index.added(matrix), rows, owners, most)

    def without_member(self, member_id: str) -> Self:
        """A snapshot without `member_id`, who need not have been in it."""
        if member_id not in self.rows:
            return self
        rows = dict(self.rows)
        index = self.index.removed(rows.pop(member_id))
        return replace(self, index=index, rows=rows)

    @property
    def is_tidy(self) -> bool:
        """Whether `tidied` would change nothing."""
        return self.index.is_tidy

    def tidied(self) -> Self:
        """The same members, and nothing of others left in memory. Takes up to a second for 100,000
        rows, so models/live_gallery.py does it beside the searches; one thread may call it while
        another one searches."""
        if 2 * self.index.gone <= self.index.size:
            return replace(self, index=self.index.tidied())
        numbers = np.asarray(
            sorted(one for of_one in self.rows.values() for one in of_one), np.intp
        )
        index = Index.empty(self.width).added(self.index.rows(numbers))
        owners = tuple(self.owners[number] for number in numbers)
        rows = _rows_of(owners)
        return replace(self, index=index, rows=rows, owners=owners, most_rows=_most(rows))


def _rows_of(owners: Iterable[str]) -> dict[str, tuple[int, ...]]:
    rows: dict[str, tuple[int, ...]] = {}
    for number, owner in enumerate(owners):
        rows[owner] = (*rows.get(owner, ()), number)
    return rows


def _most(rows: Mapping[str, tuple[int, ...]]) -> int:
    return max(map(len, rows.values()), default=0)


def _checked(entries: Sequence[Entry], pack: str, width: int) -> EmbeddingMatrix:
    """The templates as rows. Raises TemplateError for one that does not belong."""
    for _, template in entries:
        complaint = _complaint(template, pack, width)
        if complaint is not None:
            raise TemplateError(complaint)
    matrix = as_rows(entries, width)
    if not _has_length_one(matrix).all():
        raise TemplateError("A template is damaged: its vector does not have length 1.")
    return matrix


def _complaint(template: Template, pack: str, width: int) -> str | None:
    if template.pack != pack:
        return (
            f"A template of the pack {template.pack!r} cannot join a gallery of {pack!r}: their "
            "numbers do not compare. Leave it out; its owner signs up again."
        )
    if len(template.vector) != 4 * width:
        return f"A template of {len(template.vector)} bytes is damaged: {pack!r} makes {4 * width}."
    return None


def as_rows(entries: Sequence[Entry], width: int) -> EmbeddingMatrix:
    """Their vectors, (entries, width), as they are: each has been found to be as long."""
    data = b"".join(template.vector for _, template in entries)
    return np.frombuffer(data, dtype="<f4").reshape(-1, width)


def _has_length_one(matrix: EmbeddingMatrix) -> npt.NDArray[np.bool_]:
    with np.errstate(over="ignore", invalid="ignore"):  # damaged bytes may be any number
        is_one: npt.NDArray[np.bool_] = np.abs(np.vecdot(matrix, matrix) - 1.0) < LENGTH_SLACK
    return is_one  # nan is never below
