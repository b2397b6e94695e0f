"""Who stands before a camera made of photographs, and when. Values and names; no pixels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.devices.photo_acting import Acting

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})
PICTURE_CHANGE_S = 3.0
"""How long one picture of a presented person is shown before that person's next."""


@dataclass(frozen=True, slots=True)
class Appearance:
    """Somebody stands there: in which picture, and for how long already."""

    picture: Path
    age_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Presented:
    """Staff or a test chose who stands there; an empty tuple is nobody."""

    pictures: tuple[Path, ...]


class PhotoStage:
    """The door that people come through. It outlives the camera, which is opened anew after
    every loss; one assignment of a frozen value carries the wish from any thread."""

    def __init__(self) -> None:
        self._wish: Presented | None = None
        self._acting = Acting()
        self.obeys = True
        """Whether people do what the screen asks of them; see kiosk/devices/photo_people.py."""
        self.plays = False
        """Whether what they hold up is a video that does what is asked, in their place."""

    @property
    def wish(self) -> Presented | None:
        """What is to be seen; None: the folder's people come and go by themselves."""
        return self._wish

    def present(self, paths: Sequence[Path] | None) -> None:
        """These pictures of one person stand there until told otherwise; None: nobody does."""
        self._wish = Presented(tuple(paths or ()))

    @property
    def acting(self) -> Acting:
        """What whoever stands there does, or holds up; they take a moment to get there."""
        return self._acting

    def act(self, acting: Acting) -> None:
        self._acting = acting

    def loop(self) -> None:
        """The folder's people come and go by themselves again."""
        self._wish = None


def pictures_in(folder: Path) -> list[Path]:
    """The pictures of a folder, sorted by name. Raises OSError."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in PICTURE_SUFFIXES and not path.name.startswith(".")
    )


def person_of(picture: Path) -> str:
    """obama.jpg, obama2.jpg and obama_partial_face2.jpg are one person: `obama`."""
    stem = picture.stem.lower()
    return re.sub(r"\d+$", "", stem.partition("_")[0]) or stem


def persons_among(pictures: Sequence[Path]) -> dict[str, list[Path]]:
    """The pictures of each person, in the order given."""
    persons: dict[str, list[Path]] = {}
    for picture in pictures:
        persons.setdefault(person_of(picture), []).append(picture)
    return persons


def in_turn(persons: Sequence[Sequence[Path]]) -> tuple[Path, ...]:
    """A, B, A's second picture, B again …: of two persons, never the same twice running."""
    rounds = max((len(pictures) for pictures in persons), default=0)
    return tuple(pictures[turn % len(pictures)] for turn in range(rounds) for pictures in persons)


def looped(
    turns: Sequence[Path], hold_s: float, empty_s: float, elapsed_s: float
) -> Appearance | None:
    """Nobody for `empty_s`, somebody for `hold_s`, nobody, the next …"""
    visit, phase_s = divmod(elapsed_s, empty_s + hold_s)
    if not turns or phase_s < empty_s:
        return None
    return Appearance(turns[int(visit) % len(turns)], phase_s - empty_s)


def presented(pictures: Sequence[Path], elapsed_s: float) -> Appearance | None:
    """One person's pictures, one after the other, with no going away between them."""
    if not pictures:
        return None
    return Appearance(pictures[int(elapsed_s // PICTURE_CHANGE_S) % len(pictures)], elapsed_s)
