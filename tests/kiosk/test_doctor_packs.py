"""How far a change of packs is, in words for staff and on the command line."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from kiosk import config, doctor_devices, doctor_packs
from kiosk.__main__ import main
from kiosk.config import Settings
from kiosk.domain.pack_change import PackChange, Progress
from kiosk.flows.records import Finding, Grade
from kiosk.storage import members, pack_change
from kiosk.storage.database import open_database
from kiosk.storage.only_kiosk import only_kiosk
from kiosk.typed_file import FileProblem
from models.manifest import to_bytes
from models.packs import read_manifest
from models.results import Template
from tests.models.builders import a_manifest
from tests.support.fake_clock import AT
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import PIN, a_member, a_template

CHANGE = PackChange("new-id", "old-id")


def install(models: Path, name: str, pack_id: str) -> None:
    """Only its manifest: nothing here loads a network."""
    manifest = a_manifest({"detector": b"d", "embedder": b"e"}, name=name)
    assert manifest.embedding is not None
    spec = manifest.embedding.model_copy(update={"pack_id": pack_id})
    (models / name).mkdir(parents=True)
    text = to_bytes(manifest.model_copy(update={"embedding": spec}))
    (models / name / "manifest.json").write_bytes(text)


def settings_in(folder: Path, face: str) -> Settings:
    (folder / "kiosk.toml").write_text(f"[face]\n{face}\n")
    return config.load(folder / "kiosk.toml")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A kiosk in the middle of a change: one moved, one to move, one who joined since."""
    settings = settings_in(tmp_path, 'pack = "new"\nprevious_pack = "old"')
    install(settings.paths.models_dir, "new", "new-id")
    install(settings.paths.models_dir, "old", "old-id")
    with closing(open_database(settings.paths.data_dir / "kiosk.sqlite3")) as db:
        old, new = a_template(1, "old-id"), a_template(2, "new-id")
        kept: list[tuple[Template, ...]] = [(old, new), (old,), (new,)]
        for number, templates in enumerate(kept):
            one = a_member(f"m-{number}", f"1380000000{number}", pin=PIN, templates=templates)
            members.register(db, VAULT, one, AT)
        pack_change.begin(db, CHANGE, AT)
    return tmp_path


def found(folder: Path, face: str = 'pack = "new"\nprevious_pack = "old"') -> Finding:
    return doctor_packs.packs(settings_in(folder, face), AT)


def test_staff_see_how_many_were_moved_and_how_many_are_missing(shop: Path) -> None:
    said = found(shop)
    assert said.grade is Grade.GOOD
    assert said.detail.en == (
        "to new-id since 2026-11-21: 1 of 2 members moved, 1 to move (0 not here for 30 days); "
        "1 known to the new pack alone"
    )
    assert "2 人中已换 1 人" in said.detail.zh


def test_without_gestures_nobody_is_moved_and_that_is_said(shop: Path) -> None:
    said = found(shop, 'pack = "new"\nprevious_pack = "old"\ngestures = 0')
    assert said.grade is Grade.WARNING
    assert "gestures = 2" in said.advice.en


def test_a_change_that_is_over_says_what_to_remove() -> None:
    said = doctor_packs.changing(CHANGE, Progress(AT.date(), only_new=40), has_gestures=True)
    assert said.grade is Grade.WARNING
    assert "previous_pack" in said.advice.en


def test_a_shop_that_changes_nothing_has_nothing_to_do(shop: Path) -> None:
    said = found(shop, 'pack = "new"')
    assert (said.grade, said.detail.en) == (Grade.GOOD, "new; no change goes on")


@pytest.mark.parametrize(
    ("face", "grade", "words"),
    [
        ('pack = "gone"\nprevious_pack = "old"', Grade.BAD, "gone is not installed"),
        ('pack = "new"\nprevious_pack = "gone"', Grade.BAD, "whom only it knows is not recognised"),
        ('pack = "new"\nprevious_pack = "twin"', Grade.WARNING, "make the same templates"),
    ],
)
def test_what_keeps_a_change_from_going_on_is_said(
    shop: Path, face: str, grade: Grade, words: str
) -> None:
    install(shop / "models", "twin", "new-id")
    said = found(shop, face)
    assert said.grade is grade
    assert words in said.detail.en
    assert said.advice.zh


def test_a_pack_before_that_was_altered_is_found_like_the_one_in_use(shop: Path) -> None:
    manifest = read_manifest(shop / "models" / "new")
    for file in manifest.files:
        (shop / "models" / "new" / file.name).write_bytes(file.role[:1].encode())
        (shop / "models" / "old" / file.name).write_bytes(b"altered")
    alone = settings_in(shop, 'pack = "new"')
    assert doctor_devices.models(alone).grade is Grade.GOOD
    both = settings_in(shop, 'pack = "new"\nprevious_pack = "old"')
    assert doctor_devices.models(both).grade is Grade.BAD
    assert "models/old" in doctor_devices.models(both).detail.en


def test_a_database_that_cannot_be_opened_is_no_crash(shop: Path) -> None:
    (shop / "data" / "kiosk.sqlite3").write_bytes(b"a shopping list" * 100)
    assert found(shop).grade is Grade.BAD


# --- the command ----------------------------------------------------------------------------------


def run(shop: Path, *arguments: str) -> int:
    return main(["members", "packs", "--config", str(shop / "kiosk.toml"), *arguments])


def test_the_command_says_what_going_back_and_finishing_would_cost(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(shop) == 0
    said = capsys.readouterr().out
    assert "      2  new-id (in use)\n      2  old-id (being given up)\n" in said
    assert 'pack = "old"  previous_pack = "new"' in said
    assert "With pack alone set, 1 would not be recognised and have to join again" in said
    assert "number and PIN, which 0 of them do not have" in said


def test_finishing_wants_a_second_word(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shop, "--finish") == 2
    assert "cannot be undone" in capsys.readouterr().out
    assert run(shop, "--finish", "--yes") == 0
    assert "made of 2 members is deleted" in capsys.readouterr().out
    assert run(shop) == 0
    assert "old-id (being" not in capsys.readouterr().out


def test_a_running_kiosk_is_not_finished_behind_its_back(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with only_kiosk(shop / "data"):
        assert run(shop, "--finish", "--yes") == 1
    assert run(shop) == 0
    assert "      2  old-id" in capsys.readouterr().out


def test_a_setting_that_names_one_pack_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="previous_pack is the pack in use"):
        settings_in(tmp_path, 'pack = "one"\nprevious_pack = "one"')
