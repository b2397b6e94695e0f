"""The search for a face among many, side by side with numpy's float32 product and with FAISS.

Each searches for IN_A_ROW faces before it is the next one's turn. The first of them finds the
processor's caches swept by the others, and is told apart: so it is in a kiosk, where networks run
between two searches. FAISS (development only) is given one thread: with two, a search of one face
is slower there. Rows are unit vectors without any structure, the hardest case for a bound.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np
import numpy.typing as npt

from models.arrays import Embedding, EmbeddingMatrix
from models.index import Index
from models.loading import Loading, batches
from models.results import Template
from scripts.benchmarks.errors import BenchError
from scripts.benchmarks.memory import resident
from scripts.benchmarks.report import Goal, table, told
from scripts.benchmarks.times import Now, median, take_turns

SIZES = (1_000, 10_000, 100_000, 1_000_000)
WIDTHS = (128, 512)
FIRST = 5
IN_A_ROW = 16
TEMPLATES_EACH = 3
SEED = 20261121
WARM_UP_ROWS = 20_000
CHUNK_ROWS = 131_072

Way = Callable[[Embedding], object]
Flat = Callable[[Embedding], tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]]
"""FAISS's: scores and row numbers, (1, FIRST) each."""

FAISS_ROUNDING = 1e-5
"""It adds up in another order than numpy: rows whose scores lie so close may change places."""

Times = dict[str, list[float]]

RATIO_GOAL = Goal(most=0.25)
NONE_GOAL = Goal(most=0)


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds are medians; `mismatches` of `queries` answers differed from float32's or
    from FAISS's.

    `first_ms` and `faiss_first_ms`: those of the first search after another's turn.

    To add or remove a member somebody waits; nobody waits for the tidying after a removal, which
    is done beside the searches. `load_s` is for all templates, once.
    """

    rows: int
    width: int
    ours_ms: float
    numpy_ms: float
    faiss_ms: float
    first_ms: float
    faiss_first_ms: float
    add_ms: float
    remove_ms: float
    tidy_ms: float
    load_s: float
    bytes_per_template: float
    mismatches: int
    queries: int

    @property
    def ratio(self) -> float:
        return self.ours_ms / self.faiss_ms

    @property
    def first_ratio(self) -> float:
        return self.first_ms / self.faiss_first_ms


@dataclass(frozen=True, slots=True)
class SearchBench:
    measured: tuple[Measured, ...]

    @property
    def figures(self) -> dict[str, float]:
        figures = {"search.mismatches": float(sum(one.mismatches for one in self.measured))}
        for one in self.measured:
            name = f"{_short(one.rows)}_{one.width}"
            figures |= {
                f"search.ratio_to_faiss_{name}": one.ratio,
                f"search.first_ratio_to_faiss_{name}": one.first_ratio,
                f"search.bytes_per_template_{name}": one.bytes_per_template,
                f"search.add_ms_{name}": one.add_ms,
                f"search.remove_ms_{name}": one.remove_ms,
                f"search.tidy_ms_{name}": one.tidy_ms,
                f"search.load_s_{name}": one.load_s,
            }
        at_100k = [one for one in self.measured if one.rows == 100_000]
        if at_100k:  # of both widths the worse one
            figures["search.ratio_to_faiss_100k"] = max(one.ratio for one in at_100k)
            figures["search.first_ratio_to_faiss_100k"] = max(one.first_ratio for one in at_100k)
            figures["search.bytes_per_template"] = max(one.bytes_per_template for one in at_100k)
            figures["search.add_ms"] = max(one.add_ms for one in at_100k)
        return figures

    def __str__(self) -> str:
        head = (
            *("templates", "ours ms", "numpy ms", "FAISS ms", "ratio", "first ms", "first ratio"),
            *("add ms", "remove ms", "tidy ms", "load s", "bytes", "wrong"),
        )
        rows = [
            (
                f"{one.rows:,} x {one.width}",
                f"{one.ours_ms:.2f}",
                f"{one.numpy_ms:.2f}",
                f"{one.faiss_ms:.2f}",
                f"{one.ratio:.2f}",
                f"{one.first_ms:.2f}",
                f"{one.first_ratio:.2f}",
                f"{one.add_ms:.2f}",
                f"{one.remove_ms:.2f}",
                f"{one.tidy_ms:.0f}",
                f"{one.load_s:.2f}",
                f"{one.bytes_per_template:.0f}",
                f"{one.mismatches} of {one.queries}",
            )
            for one in self.measured
        ]
        goals = {"search.ratio_to_faiss_100k": RATIO_GOAL, "search.mismatches": NONE_GOAL}
        lines = [
            told(name, self.figures[name], goal)
            for name, goal in goals.items()
            if name in self.figures
        ]
        return "\n".join([
            f"Search of one face, {IN_A_ROW} in a row each; first: after the others had their turn",
            table(head, rows),
            *lines,
        ])  # fmt: skip


def measure(most_rows: int, rounds: int, now: Now) -> Iterator[SearchBench]:
    """One table of all widths and sizes up to `most_rows`. Raises BenchError without FAISS."""
    sizes = [size for size in SIZES if size <= most_rows]
    yield SearchBench(
        tuple(_measure_one(rows, width, rounds, now) for width in WIDTHS for rows in sizes)
    )


def _measure_one(rows: int, width: int, rounds: int, now: Now) -> Measured:
    rng = np.random.default_rng(SEED)
    matrix = _unit_rows(rng, rows, width)
    index = Index.empty(width).added(matrix)
    flat = _faiss(width, matrix)
    queries = list(_queries(rng, matrix, IN_A_ROW * rounds))
    ways = {
        "ours": lambda query: index.top(query, FIRST),
        "numpy": lambda query: np.argpartition(matrix @ query, -FIRST),
        "faiss": flat,
    }
    first, next_ = _in_turn(ways, queries, now)
    return Measured(
        rows,
        width,
        median(next_["ours"]),
        median(next_["numpy"]),
        median(next_["faiss"]),
        median(first["ours"]),
        median(first["faiss"]),
        *_changing(matrix, now),
        _bytes_per_template(rows, width),
        sum(not _is_same(index, matrix, flat, query) for query in queries),
        len(queries),
    )


def _in_turn(
    ways: Mapping[str, Way], queries: Sequence[Embedding], now: Now
) -> tuple[Times, Times]:
    """Milliseconds of each way's first search in each turn, and of all that followed."""
    first: Times = {name: [] for name in ways}
    next_: Times = {name: [] for name in ways}
    for turn in range(0, len(queries), IN_A_ROW):
        for name, way in ways.items():
            for place, query in enumerate(queries[turn : turn + IN_A_ROW]):
                began = now()
                way(query)
                (next_ if place else first)[name].append((now() - began) * 1000)
    return first, next_


def _unit_rows(rng: np.random.Generator, rows: int, width: int) -> EmbeddingMatrix:
    matrix: EmbeddingMatrix = rng.standard_normal((rows, width), np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix


def _queries(rng: np.random.Generator, matrix: EmbeddingMatrix, count: int) -> Iterator[Embedding]:
    """Half of them somebody's face, seen again; half of them strangers."""
    for turn in range(count):
        query = _unit_rows(rng, 1, matrix.shape[1])[0]
        if turn % 2:
            query = query + matrix[rng.integers(len(matrix))]
        yield (query / np.linalg.norm(query)).astype(np.float32)


def _is_same(index: Index, matrix: EmbeddingMatrix, flat: Flat, query: Embedding) -> bool:
    """To the last bit what numpy's float32 says, and FAISS's first five but for its roundings."""
    scores = np.vecdot(matrix, query)
    expected = np.lexsort((np.arange(len(scores)), -scores))[:FIRST]
    numbers, found = index.top(query, FIRST)
    theirs = scores[flat(query)[1][0]]
    return bool(
        (numbers == expected).all()
        and (found == scores[expected]).all()
        and (np.abs(theirs - found) < FAISS_ROUNDING).all()
    )


def _changing(matrix: EmbeddingMatrix, now: Now) -> tuple[float, float, float, float]:
    """To add a member, to remove one, to tidy then (milliseconds), and to load all (seconds)."""
    entries = [
        (f"member-{number // TEMPLATES_EACH}", Template("bench", row.tobytes()))
        for number, row in enumerate(matrix)
    ]
    began = now()
    loading = Loading("bench", matrix.shape[1])
    for batch in batches(entries):
        loading.take(batch)
    gallery = loading.gallery()
    load_s = now() - began
    newcomer = [entry[1] for entry in entries[:TEMPLATES_EACH]]
    less = gallery.without_member("member-0")
    times = take_turns(
        {
            "add": lambda: gallery.with_member("newcomer", newcomer),
            "remove": lambda: gallery.without_member("member-0"),
            "tidy": less.tidied,
        },
        9,
        now,
    )
    return median(times["add"]), median(times["remove"]), median(times["tidy"]), load_s


def _bytes_per_template(rows: int, width: int) -> float:
    """In a process of its own: memory that something else has freed would be used again."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(_growth, rows, width).result() / rows


def _growth(rows: int, width: int) -> float:
    """By how many bytes this process grows for an index of so many rows, beyond its first ones."""
    rng = np.random.default_rng(SEED)
    index = Index.empty(width).added(_unit_rows(rng, WARM_UP_ROWS, width))  # loads what scans need
    before = resident(os.getpid())
    for _ in range(max(1, rows // CHUNK_ROWS)):
        index = index.added(_unit_rows(rng, min(rows, CHUNK_ROWS), width))
    after = resident(os.getpid())
    assert before is not None
    assert after is not None
    return (after.process_mb - before.process_mb) * 1e6


def _faiss(width: int, matrix: EmbeddingMatrix) -> Flat:
    try:
        import faiss  # noqa: PLC0415  # development only: a kiosk does without
    except ImportError as error:
        raise BenchError("FAISS is missing. Run: ./scripts/setup --dev") from error
    faiss.omp_set_num_threads(1)
    flat = faiss.IndexFlatIP(width)
    flat.add(matrix)
    return lambda query: flat.search(query[None], FIRST)


def _short(rows: int) -> str:
    return {1_000: "1k", 10_000: "10k", 100_000: "100k", 1_000_000: "1m"}[rows]
