"""Faces followed from frame to frame, and the best few shots of each. Pure: values in, values out.

A track is one person for as long as their face is seen to move on; whoever takes their place
begins a new one. So what one frame told (a name, a turn) is not believed of the next face.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.results import Face
from models.zoom import overlap

LEAST_OVERLAP = 0.3
MOST_MISSED = 3
SHOTS_KEPT = 4


@dataclass(frozen=True, slots=True)
class Shot:
    """A frame worth keeping. `quality` 0 to 1; `alive` is a passive model's score for it."""

    quality: float
    alive: float


@dataclass(frozen=True, slots=True)
class Track:
    """`number` is never given again; `missed` frames in a row did not show it."""

    number: int
    face: Face
    missed: int = 0
    shots: tuple[Shot, ...] = ()

    def would_keep(self, quality: float) -> bool:
        """Whether a shot of this quality is among the best few."""
        return len(self.shots) < SHOTS_KEPT or quality > self.shots[-1].quality

    def with_shot(self, shot: Shot) -> Track:
        best = sorted((*self.shots, shot), key=lambda each: each.quality, reverse=True)
        return replace(self, shots=tuple(best[:SHOTS_KEPT]))

    @property
    def alive(self) -> float | None:
        """The mean of the best shots; None before there is one."""
        return sum(shot.alive for shot in self.shots) / len(self.shots) if self.shots else None


@dataclass(frozen=True, slots=True)
class Tracks:
    """Everybody who is followed."""

    tracks: tuple[Track, ...] = ()
    next_number: int = 1

    def after(self, faces: Sequence[Face]) -> Tracks:
        """After a frame with these faces: each goes on with the track that it overlaps most."""
        pairs = sorted(
            (
                (overlap(track.face.box, face.box), track.number, place)
                for track in self.tracks
                for place, face in enumerate(faces)
            ),
            reverse=True,
        )
        continued: dict[int, int] = {}
        for share, number, place in pairs:
            if share >= LEAST_OVERLAP and number not in continued.values():
                continued.setdefault(place, number)
        return self._moved_on(faces, continued)

    def _moved_on(self, faces: Sequence[Face], continued: dict[int, int]) -> Tracks:
        by_number = {track.number: track for track in self.tracks}
        seen: list[Track] = []
        number = self.next_number
        for place, face in enumerate(faces):
            if place in continued:
                seen.append(replace(by_number[continued[place]], face=face, missed=0))
            else:
                seen.append(Track(number, face))
                number += 1
        gone = (track for track in self.tracks if track.number not in continued.values())
        missed = [replace(track, missed=track.missed + 1) for track in gone]
        kept = [track for track in missed if track.missed <= MOST_MISSED]
        return Tracks((*seen, *kept), number)

    def of(self, face: Face) -> Track | None:
        """The track that this face, of the frame just seen, is on."""
        return next((track for track in self.tracks if track.face is face), None)

    def with_track(self, track: Track) -> Tracks:
        """`track` in the place of the one with its number."""
        return replace(
            self,
            tracks=tuple(track if old.number == track.number else old for old in self.tracks),
        )
