"""Fetching with the real pip, from a folder instead of an index."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from models.errors import FetchError
from models.pinned import digest, explain, fetch_pinned

WHEEL = "tiny_thing-1.0-py3-none-any.whl"
METADATA = "Metadata-Version: 2.1\nName: tiny-thing\nVersion: 1.0\n"
UNPINNED = ["thing", "thing>=1", "thing==1 --pre", "-r x==1", "../x==1"]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where pip looks instead of an index; it holds one wheel."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    info = "tiny_thing-1.0.dist-info"
    with zipfile.ZipFile(folder / WHEEL, "w") as wheel:
        wheel.writestr(f"{info}/METADATA", METADATA)
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def listing(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_wheel_arrives_once_and_is_not_fetched_again(shelf: Path, tmp_path: Path) -> None:
    into, said = tmp_path / "into", list[str]()
    sha256 = digest(shelf / WHEEL)
    path = fetch_pinned("tiny_thing==1.0", sha256, into, report=said.append)
    assert path == into / WHEEL
    assert listing(into) == [WHEEL]
    (shelf / WHEEL).unlink()
    assert fetch_pinned("Tiny-Thing==1.0", sha256, into, report=said.append) == path
    assert said == [
        "Fetching tiny_thing==1.0 (at most 15 minutes) ...",
        f"{WHEEL} arrived (0.0 MB), and its hash is right.",
        f"{WHEEL} is already there.",
    ]


def test_a_wheel_with_another_hash_is_thrown_away(shelf: Path, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="its hash differs"):
        fetch_pinned("tiny_thing==1.0", "0" * 64, tmp_path / "into", report=print)
    assert listing(tmp_path / "into") == []


def test_a_damaged_copy_is_fetched_anew(shelf: Path, tmp_path: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    (into / WHEEL).write_bytes(b"half")
    sha256 = digest(shelf / WHEEL)
    assert digest(fetch_pinned("tiny_thing==1.0", sha256, into, report=print)) == sha256


def test_an_index_without_the_version_is_told(shelf: Path, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"has no tiny_thing==2\.0"):
        fetch_pinned("tiny_thing==2.0", "0" * 64, tmp_path / "into", report=print)


def test_a_source_archive_is_not_taken_for_a_wheel(shelf: Path, tmp_path: Path) -> None:
    sha256 = digest(shelf / WHEEL)
    with pytest.raises(FetchError, match="of the kind needed"):
        fetch_pinned("tiny_thing==1.0", sha256, tmp_path / "into", sdist=True, report=print)


@pytest.mark.parametrize(
    "requirement", ["thing", "thing>=1", "thing==1 --pre", "-r x==1", "../x==1"]
)
def test_a_requirement_that_pins_nothing_is_refused(tmp_path: Path, requirement: str) -> None:
    with pytest.raises(FetchError, match="write name==version"):
        fetch_pinned(requirement, "0" * 64, tmp_path / "into", report=print)


@pytest.mark.parametrize(
    ("complaint", "told"),
    [
        ("ERROR: Retrying: Connection to index timed out.", "could not be reached"),
        ("ERROR: Temporary failure in name resolution", "could not be reached"),
        ("\nERROR: No space left on device\n", "could not fetch thing==1: ERROR: No space left"),
        ("", "could not fetch thing==1: no reason"),
    ],
)
def test_what_pip_complains_about_is_put_plainly(complaint: str, told: str) -> None:
    assert told in explain("thing==1", complaint)


def test_a_digest_is_sha256(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    assert digest(tmp_path / "file") == hashlib.sha256(b"abc").hexdigest()
