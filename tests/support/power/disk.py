"""A disk that loses power: a log of operations in, the files that are left out. Pure.

The model is the harshest that SQLite promises to survive (sqlite.org/atomiccommit.html): what was
synced stays; of everything written since, any part may be there, in any order, cut at sectors.
What lies beside the written bytes is not damaged (SQLite's "powersafe overwrite").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from random import Random  # noqa: TID251  # the type of what is given


@dataclass(frozen=True, slots=True)
class Write:
    path: str
    offset: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Truncate:
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    path: str


@dataclass(frozen=True, slots=True)
class Delete:
    """`is_synced`: the folder was synced too, so it cannot come back."""

    path: str
    is_synced: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody outside knows it now: a shopper, or a service with books of its own."""

    what: str
    ref: str


Change = Write | Truncate | Delete
Operation = Change | Sync | Told


class Loss(Enum):
    """What becomes of the bytes that were not synced."""

    ALL = auto()
    NOTHING = auto()  # as after SIGKILL: the system still writes them
    THE_END = auto()  # kept in order up to a point, torn there
    ANYTHING = auto()  # any sector of any write, whatever became of those before


@dataclass(slots=True)
class _File:
    """`synced` None: it does not exist. `waiting`: changes since the last sync."""

    synced: bytes | None = None
    waiting: list[Change] = field(default_factory=list)


def after_power_loss(
    operations: Sequence[Operation], loss: Loss, sector: int, rng: Random
) -> dict[str, bytes]:
    """The files, by path, when the power goes after the last of `operations`."""
    files: dict[str, _File] = {}
    for operation in operations:
        match operation:
            case Told():
                continue
            case Sync(path):
                file = files.setdefault(path, _File())
                file.synced, file.waiting = _applied(file.synced, file.waiting), []
            case Delete(path, True):
                files[path] = _File()
            case _:
                files.setdefault(operation.path, _File()).waiting.append(operation)
    left = {path: _left(file, loss, sector, rng) for path, file in files.items()}
    return {path: content for path, content in left.items() if content is not None}


def _left(file: _File, loss: Loss, sector: int, rng: Random) -> bytes | None:
    """A deletion happened or not, as a whole: what came after it went to another file."""
    content, waiting = file.synced, file.waiting
    deletions = [at for at, change in enumerate(waiting) if isinstance(change, Delete)]
    if deletions:
        last = deletions[-1]
        if loss is Loss.NOTHING or (loss is not Loss.ALL and rng.random() < 0.5):
            content, waiting = None, waiting[last + 1 :]
        else:
            waiting = waiting[: deletions[0]]
    return _applied(content, _kept(waiting, loss, sector, rng))


def _kept(waiting: Sequence[Change], loss: Loss, sector: int, rng: Random) -> list[Change]:
    pieces = [piece for change in waiting for piece in _sectors(change, sector)]
    match loss:
        case Loss.ALL:
            return []
        case Loss.NOTHING:
            return list(waiting)
        case Loss.THE_END:
            return pieces[: rng.randrange(len(pieces) + 1)]
        case Loss.ANYTHING:
            share = rng.choice((0.1, 0.5, 0.9))
            kept = [piece for piece in pieces if rng.random() < share]
            rng.shuffle(kept)
            return kept


def _sectors(change: Change, sector: int) -> Iterable[Change]:
    """A write in the parts that reach the disk one by one."""
    if not isinstance(change, Write):
        return [change]
    end = change.offset + len(change.data)
    starts = [change.offset, *range(change.offset // sector * sector + sector, end, sector)]
    ends = [*starts[1:], end]
    return [
        Write(change.path, start, change.data[start - change.offset : stop - change.offset])
        for start, stop in zip(starts, ends, strict=True)
    ]


def _applied(content: bytes | None, changes: Iterable[Change]) -> bytes | None:
    now = None if content is None else bytearray(content)
    for change in changes:
        match change:
            case Write(_, offset, data):
                now = now if now is not None else bytearray()
                now.extend(bytes(max(0, offset - len(now))))
                now[offset : offset + len(data)] = data
            case Truncate(_, size):
                now = now if now is not None else bytearray()
                del now[size:]
                now.extend(bytes(size - len(now)))
            case Delete():
                now = None
    return None if now is None else bytes(now)
