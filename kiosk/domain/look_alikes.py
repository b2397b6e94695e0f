"""Members whose faces nearly pass for each other: whom each was compared with, and by what."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Compared:
    """Some members' faces, each held against everybody's. `by`: packs and thresholds, as a name.

    `found`: of each member, all others who come near enough, by id; nobody, of most.
    """

    by: str
    found: tuple[tuple[str, tuple[str, ...]], ...]
