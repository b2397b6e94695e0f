"""The members' templates, and who of them is most like a face. An immutable snapshot.

The search is exact. It uses numpy's vecdot, not the matrix product of BLAS: that one wakes a pool
of threads which then takes the cores from the networks, and no environment variable need be set
before numpy is imported to prevent it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

from models.arrays import Embedding, EmbeddingMatrix
from models.errors import TemplateError
from models.results import Match, Template

Entry = tuple[str, Template]
"""A member's id and one of this member's templates."""

Rows = Sequence[Embedding] | EmbeddingMatrix


def belongs(template: Template, pack: str, width: int) -> bool:
    """Whether a gallery of this pack and embedding size takes `template`; filter with it."""
    try:
        _row(template, pack, width)
    except TemplateError:
        return False
    return True


@dataclass(frozen=True, slots=True, eq=False)
class Gallery:
    """Everybody who can be recognised. Make one with `build`, then `with_member` and so on.

    Member i owns the rows from `starts[i]` up to `starts[i + 1]`.
    """

    pack: str
    width: int
    member_ids: tuple[str, ...] = field(repr=False)
    starts: npt.NDArray[np.intp] = field(repr=False)
    matrix: EmbeddingMatrix = field(repr=False)

    @classmethod
    def build(cls, pack: str, width: int, entries: Iterable[Entry]) -> Self:
        """A snapshot of `entries`, in any order, several for a member.

        Raises TemplateError for a template of another pack or size: `belongs` tells which.
        """
        by_member: dict[str, list[Embedding]] = {}
        for member_id, template in entries:
            by_member.setdefault(member_id, []).append(_row(template, pack, width))
        return cls._of(pack, width, by_member.items())

    @classmethod
    def _of(cls, pack: str, width: int, rows: Iterable[tuple[str, Rows]]) -> Self:
        members = [(member_id, vectors) for member_id, vectors in rows if len(vectors)]
        counts = [len(vectors) for _, vectors in members]
        matrix = np.zeros((sum(counts), width), np.float32)
        np.concatenate([matrix[:0], *(np.asarray(vectors) for _, vectors in members)], out=matrix)
        matrix.flags.writeable = False
        starts = np.cumsum([0, *counts[:-1]]) if counts else np.zeros(0, np.intp)
        return cls(pack, width, tuple(member_id for member_id, _ in members), starts, matrix)

    def __len__(self) -> int:
        """The number of members, not of templates."""
        return len(self.member_ids)

    def best_match(self, vector: Embedding) -> Match | None:
        """The most similar member (the first of equals) and the runner-up; None if empty."""
        if not self.member_ids:
            return None
        if vector.shape != (self.width,):
            raise TemplateError(f"Searched for {vector.shape} in a gallery of width {self.width}.")
        # float32 on both sides: a float64 vector would make numpy convert the whole matrix.
        scores = np.vecdot(self.matrix, vector.astype(np.float32, copy=False))
        best_of_member = np.maximum.reduceat(scores, self.starts)
        best = int(best_of_member.argmax())
        score = float(best_of_member[best])
        best_of_member[best] = -np.inf
        runner_up = float(best_of_member.max()) if len(self) > 1 else -1.0
        return Match(self.member_ids[best], score, runner_up)

    def with_member(self, member_id: str, templates: Sequence[Template]) -> Self:
        """A snapshot in which `member_id` has exactly these templates."""
        rows = [_row(template, self.pack, self.width) for template in templates]
        return self._of(self.pack, self.width, [*self._others(member_id), (member_id, rows)])

    def without_member(self, member_id: str) -> Self:
        """A snapshot without `member_id`, who need not have been in it."""
        return self._of(self.pack, self.width, self._others(member_id))

    def _others(self, member_id: str) -> Iterator[tuple[str, Rows]]:
        parts = np.split(self.matrix, self.starts[1:])
        for name, rows in zip(self.member_ids, parts, strict=False):  # of nothing, one empty part
            if name != member_id:
                yield name, rows


def _row(template: Template, pack: str, width: int) -> Embedding:
    if template.pack != pack:
        raise TemplateError(
            f"A template of the pack {template.pack!r} cannot join a gallery of {pack!r}: their "
            "numbers do not compare. Leave it out; its owner signs up again."
        )
    if len(template.vector) != 4 * width:
        raise TemplateError(
            f"A template of {len(template.vector)} bytes is damaged: {pack!r} makes {4 * width}."
        )
    row = np.frombuffer(template.vector, dtype="<f4")
    if not abs(float(np.vecdot(row, row)) - 1.0) < 1e-3:  # "not <" also catches nan
        raise TemplateError("A template is damaged: its vector does not have length 1.")
    return row
