"""A pack is the old one or the new one, whenever the power goes."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import InstallError
from models.packs import read_checked, read_manifest
from models.store import write_pack
from tests.models.builders import a_manifest

WRITER = """
import sys, itertools
from pathlib import Path
from models.store import write_pack
from tests.models.builders import a_manifest
for n in itertools.count():
    data = {"detector": bytes([n % 256]) * 300_000}
    manifest = a_manifest(data, version=n + 1)
    write_pack(Path(sys.argv[1]), manifest, {manifest.files[0].name: data["detector"]})
    print(n, flush=True)
"""


def write(root: Path, data: bytes, version: int = 1) -> None:
    manifest = a_manifest({"detector": data}, version=version)
    write_pack(root, manifest, {manifest.files[0].name: data})


def read(root: Path) -> bytes:
    manifest = read_manifest(root / "test-pack")
    return read_checked(root / "test-pack", manifest.files[0])


def test_a_new_pack_replaces_the_old_one_and_leaves_nothing_of_it(tmp_path: Path) -> None:
    write(tmp_path, b"old")
    write(tmp_path, b"new")
    assert read(tmp_path) == b"new"
    assert len(list((tmp_path / "test-pack").iterdir())) == 2


def test_what_a_cut_short_installation_left_is_tidied_up(tmp_path: Path) -> None:
    folder = tmp_path / "test-pack"
    folder.mkdir()
    (folder / "embedder-half.onnx.partial").write_bytes(b"ha")
    write(tmp_path, b"new")
    assert not (folder / "embedder-half.onnx.partial").exists()


@pytest.mark.parametrize("writes", [1, 2, 5, 9, 14])
def test_a_writer_killed_at_any_moment_leaves_a_whole_pack(tmp_path: Path, writes: int) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(writes):
            writer.stdout.readline()
        writer.kill()
    data = read(tmp_path)
    assert data == data[:1] * 300_000
    assert read_manifest(tmp_path / "test-pack").version >= writes


def test_a_root_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(InstallError, match="could not be written"):
        write(tmp_path / "file", b"new")
