"""Faces followed from frame to frame, and their best shots."""

from __future__ import annotations

import pytest

from models.results import Face
from models.track import MOST_MISSED, Shot, Track, Tracks
from tests.models.builders import a_face


def numbers(tracks: Tracks, *faces: Face) -> list[int]:
    found = [tracks.of(face) for face in faces]
    return [track.number for track in found if track is not None]


def test_a_face_that_moves_on_keeps_its_number() -> None:
    tracks = Tracks()
    for x in range(400, 700, 40):
        face = a_face(x=x)
        tracks = tracks.after([face])
        assert numbers(tracks, face) == [1]


def test_two_people_keep_their_numbers_when_they_are_found_in_another_order() -> None:
    left, right = a_face(x=100), a_face(x=800)
    tracks = Tracks().after([left, right])
    left2, right2 = a_face(x=120), a_face(x=780)
    tracks = tracks.after([right2, left2])
    assert numbers(tracks, left2, right2) == [1, 2]


def test_whoever_takes_the_place_after_a_gap_is_somebody_new() -> None:
    tracks = Tracks().after([a_face()])
    for _ in range(MOST_MISSED + 1):
        tracks = tracks.after([])
    face = a_face()
    assert numbers(tracks.after([face]), face) == [2]


def test_a_face_missed_for_a_moment_is_the_same() -> None:
    tracks = Tracks().after([a_face()])
    for _ in range(MOST_MISSED):
        tracks = tracks.after([])
    face = a_face()
    assert numbers(tracks.after([face]), face) == [1]


def test_a_face_that_jumps_across_the_picture_is_another() -> None:
    tracks = Tracks().after([a_face(x=100)])
    face = a_face(x=900)
    assert numbers(tracks.after([face]), face) == [2]


def test_two_faces_never_share_one_track() -> None:
    tracks = Tracks().after([a_face(x=400)])
    near, nearer = a_face(x=440), a_face(x=410)
    assert numbers(tracks.after([near, nearer]), near, nearer) == [2, 1]


def test_only_the_best_shots_are_kept_and_count() -> None:
    track = Track(1, a_face())
    for quality, alive in ((0.2, 0.0), (0.9, 1.0), (0.8, 0.9), (0.7, 0.8), (0.95, 0.9)):
        track = track.with_shot(Shot(quality, alive))
    assert [shot.quality for shot in track.shots] == [0.95, 0.9, 0.8, 0.7]
    assert track.alive == pytest.approx(0.9)
    assert not track.would_keep(0.6)
    assert track.would_keep(0.75)
