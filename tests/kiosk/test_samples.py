"""The tour's photographs, out of a local archive made like the real one."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.samples import FOLDER, PICTURES, SamplesError, install_samples
from models.errors import FetchError

CONTENTS = {"anna.jpg": b"picture of anna", "bo.jpg": b"picture of bo"}
PINS = {name: hashlib.sha256(data).hexdigest() for name, data in CONTENTS.items()}


class LocalIndex:
    """Stands for the package index: its archive holds `contents`; counts the fetches."""

    def __init__(self, contents: dict[str, bytes]) -> None:
        self._contents = contents
        self.fetches = 0

    def __call__(
        self,
        requirement: str,
        sha256: str,
        into: Path,
        *,
        sdist: bool,
        report: Callable[[str], None],
    ) -> Path:
        assert (requirement, len(sha256), sdist) == ("face_recognition==1.3.0", 64, True)
        self.fetches += 1
        report("fetched")
        return write_archive(into / "archive.tar.gz", self._contents)


def write_archive(path: Path, contents: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for name, data in contents.items():
            member = tarfile.TarInfo(f"{FOLDER}/{name}")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return path


def on_disk(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.*g*")}


def install(root: Path, index: LocalIndex) -> list[str]:
    reports: list[str] = []
    install_samples(root, reports.append, fetch=index, pictures=PINS)
    return reports


def test_the_photographs_are_installed_flat(tmp_path: Path) -> None:
    root = tmp_path / "var" / "samples"

    reports = install(root, LocalIndex(CONTENTS))

    assert on_disk(root) == CONTENTS
    assert reports == ["fetched", f"2 sample photographs are in {root}."]


def test_nothing_is_fetched_when_all_are_there(tmp_path: Path) -> None:
    index = LocalIndex(CONTENTS)
    install(tmp_path, index)

    reports = install(tmp_path, index)

    assert index.fetches == 1
    assert reports == [f"The 2 sample photographs are already in {tmp_path}."]


def test_a_damaged_photograph_is_replaced(tmp_path: Path) -> None:
    index = LocalIndex(CONTENTS)
    install(tmp_path, index)
    (tmp_path / "bo.jpg").write_bytes(b"half of a pict")

    install(tmp_path, index)

    assert on_disk(tmp_path) == CONTENTS


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.jpg").write_bytes(b"mine")

    install(tmp_path, LocalIndex(CONTENTS))

    assert on_disk(tmp_path) == CONTENTS | {"mine.jpg": b"mine"}


def test_an_altered_picture_is_refused_and_nothing_is_installed(tmp_path: Path) -> None:
    with pytest.raises(SamplesError, match=r"bo.jpg in the archive is not the picture"):
        install(tmp_path, LocalIndex(CONTENTS | {"bo.jpg": b"somebody else"}))

    assert not (tmp_path / "anna.jpg").exists()


def test_a_missing_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SamplesError, match="does not hold the photographs"):
        install(tmp_path, LocalIndex({"anna.jpg": CONTENTS["anna.jpg"]}))


def test_what_else_the_archive_holds_never_reaches_the_disk(tmp_path: Path) -> None:
    root = tmp_path / "samples"

    install(root, LocalIndex(CONTENTS | {"../../../../../evil.jpg": b"x", "/evil.jpg": b"x"}))

    assert on_disk(tmp_path) == {f"samples/{name}": data for name, data in CONTENTS.items()}


@pytest.mark.parametrize("damage", [b"", b"no archive", b"\x1f\x8b\x08\x00" + bytes(30)])
def test_a_damaged_archive_is_a_clear_error(tmp_path: Path, damage: bytes) -> None:
    def fetch(
        requirement: str, sha256: str, into: Path, *, sdist: bool, report: Callable[[str], None]
    ) -> Path:
        (into / "archive.tar.gz").write_bytes(damage)
        return into / "archive.tar.gz"

    with pytest.raises(SamplesError, match="delete it and run the command again"):
        install_samples(tmp_path, print, fetch=fetch, pictures=PINS)


def test_a_network_that_is_away_is_a_clear_error(tmp_path: Path) -> None:
    def fetch(
        requirement: str, sha256: str, into: Path, *, sdist: bool, report: Callable[[str], None]
    ) -> Path:
        raise FetchError("The package index could not be reached.")

    with pytest.raises(SamplesError, match="could not be reached"):
        install_samples(tmp_path, print, fetch=fetch, pictures=PINS)


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "samples").write_text("a file is in the way")

    with pytest.raises(SamplesError, match="cannot be written to"):
        install(tmp_path / "samples", LocalIndex(CONTENTS))


def test_every_photograph_is_pinned_by_its_own_hash() -> None:
    assert all(len(sha256) == 64 for sha256 in PICTURES.values())
    assert {"obama.jpg", "obama2.jpg", "obama3.jpg", "biden.jpg"} <= set(PICTURES)
