"""A pack is the old one or the new one, whenever the power goes."""

import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import InstallError
from models.packs import read_checked, read_manifest
from models.store import write_pack
from tests.models.builders import a_manifest

# Dies at the n-th touch of the disk, as Python's audit events tell them; a file that was being
# opened for writing is left empty, which is the worst that can happen to it.
WRITER = """
import os, sys
from pathlib import Path
from tests.models.test_store import write

def die_at(n):
    seen = 0
    def hook(event, arguments):
        nonlocal seen
        writes = event == "open" and isinstance(arguments[1], str) and "w" in arguments[1]
        if writes or event in ("os.rename", "os.remove"):
            seen += 1
            if seen == n:
                if writes:
                    os.close(os.open(arguments[0], os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
                os._exit(9)
    sys.addaudithook(hook)

die_at(int(sys.argv[2]))
write(Path(sys.argv[1]), b"new", version=2)
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


@pytest.mark.parametrize("touch", range(1, 7))
def test_a_writer_killed_at_any_touch_of_the_disk_leaves_a_whole_pack(
    tmp_path: Path, touch: int
) -> None:
    write(tmp_path, b"old")
    command = [sys.executable, "-c", WRITER, str(tmp_path), str(touch)]
    code = subprocess.run(command, check=False).returncode
    assert code == (9 if touch < 6 else 0)  # two files opened and renamed, one old one removed
    assert read(tmp_path) == (b"old" if touch < 5 else b"new")
    write(tmp_path, b"new")
    assert read(tmp_path) == b"new"


def test_a_root_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(InstallError, match="could not be written"):
        write(tmp_path / "file", b"new")
