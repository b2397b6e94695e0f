"""Faces that did not move as asked count like wrong digits, and turn faces off on this kiosk."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from kiosk.domain.problems import Fault
from kiosk.domain.risk import RiskPolicy
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.perform_faces import FaceDesk, Mover
from kiosk.storage.database import open_database
from tests.journeys.steps import choose_staff_pin
from tests.support.fake_clock import FakeClock
from tests.support.fake_devices import RecordingEyes
from tests.support.fake_safe import VAULT
from tests.support.headless_kiosk import HeadlessKiosk

NOBODY = member_on.PinRefused(0, 0)


def test_the_third_within_five_minutes_turns_faces_off_for_a_quarter_of_an_hour(
    tmp_path: Path,
) -> None:
    clock = FakeClock()
    with closing(open_database(tmp_path / "kiosk.sqlite3")) as db:
        mover = Mover(db, VAULT, clock, RecordingEyes(), None)
        desk = FaceDesk(db, clock, RiskPolicy(), lambda _id: None, lambda *_: NOBODY, mover)
        notes = [face_do.NoteNotAlive(f"m-{number}") for number in (1, 2, 3, 4)]
        answers = [desk.perform(note) for note in notes]
        assert answers == [[], [], [face_on.FacesOff(900)], []]
        clock.wind(901)
        assert desk.perform(face_do.ReadFacesOff()) == [face_on.FacesOff(0)]
        assert desk.perform(notes[0]) == []


def test_those_of_an_hour_ago_are_forgiven(tmp_path: Path) -> None:
    clock = FakeClock()
    with closing(open_database(tmp_path / "kiosk.sqlite3")) as db:
        mover = Mover(db, VAULT, clock, RecordingEyes(), None)
        desk = FaceDesk(db, clock, RiskPolicy(), lambda _id: None, lambda *_: NOBODY, mover)
        for _ in range(5):
            assert desk.perform(face_do.NoteNotAlive("m-1")) == []
            clock.wind(3600)


def test_the_home_screen_tells_that_faces_are_off(tmp_path: Path) -> None:
    kiosk = HeadlessKiosk(tmp_path / "kaimen.db")
    kiosk.start()
    choose_staff_pin(kiosk)
    kiosk.touch(face_on.FacesOff(900))
    assert not kiosk.sees(show.Attract).faces_work
    assert Fault.FACES_OFF in kiosk.display.badges
    kiosk.close()
