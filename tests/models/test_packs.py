"""Loading: nothing that the manifest does not vouch for."""

import shutil
from pathlib import Path

import pytest

from models import packs
from models.errors import PackError
from models.manifest import to_bytes
from models.packs import Pack, default_root, installed, load_pack
from models.store import write_pack
from tests.models.builders import a_manifest


@pytest.fixture
def copy(models_root: Path, tmp_path: Path) -> Path:
    """A root with a copy of the installed pack, to be spoilt."""
    shutil.copytree(models_root / "yunet-sface", tmp_path / "yunet-sface")
    return tmp_path


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_the_installed_pack_finds_and_knows_people(pack: Pack) -> None:
    assert pack.id == "sface-2021dec-int8bq"
    assert pack.need_embedder().size == pack.embedding.size == 128


@pytest.mark.parametrize("role", ["detector", "embedder"])
def test_a_network_with_one_flipped_bit_is_not_loaded(copy: Path, role: str) -> None:
    (network,) = (copy / "yunet-sface").glob(f"{role}-*.onnx")
    flip_a_bit(network)
    with pytest.raises(PackError, match="not the file that was installed"):
        load_pack(copy)


def test_a_missing_network_is_named(copy: Path) -> None:
    (network,) = (copy / "yunet-sface").glob("embedder-*.onnx")
    network.unlink()
    with pytest.raises(PackError, match=r"embedder-\w+.onnx is missing"):
        load_pack(copy)


def test_a_missing_pack_says_how_to_install_it(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=f"python -m models install --root {tmp_path}"):
        load_pack(tmp_path)


def test_a_pack_under_another_name_is_refused(copy: Path) -> None:
    (copy / "yunet-sface").rename(copy / "other")
    with pytest.raises(PackError, match="holds the pack yunet-sface, not other"):
        load_pack(copy, "other")


def test_a_vouched_file_that_is_no_network_is_refused(tmp_path: Path) -> None:
    manifest = a_manifest({"detector": b"no network"})
    write_pack(tmp_path, manifest, {manifest.files[0].name: b"no network"})
    with pytest.raises(PackError, match="ONNX Runtime does not accept"):
        load_pack(tmp_path, "test-pack")


def test_a_pack_with_only_a_detector_loads_and_says_what_it_cannot_do(
    models_root: Path, tmp_path: Path
) -> None:
    (network,) = (models_root / "yunet-sface").glob("detector-*.onnx")
    manifest = a_manifest({"detector": network.read_bytes()})
    write_pack(tmp_path, manifest, {manifest.files[0].name: network.read_bytes()})
    pack = load_pack(tmp_path, "test-pack")
    assert pack.embedder is None
    for ask in (pack.need_embedder, lambda: pack.id, lambda: pack.embedding):
        with pytest.raises(PackError, match="not tell people apart"):
            ask()


def test_packs_are_listed_by_their_manifests(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "manifest.json").write_bytes(to_bytes(a_manifest({"detector": b"d"})))
    (tmp_path / "a").mkdir()
    assert installed(tmp_path) == ["b"]
    assert installed(tmp_path / "nowhere") == []


def test_the_root_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAIMEN_MODELS", "/srv/models")
    assert default_root() == Path("/srv/models")
    monkeypatch.delenv("KAIMEN_MODELS")
    assert default_root() == Path("var/models")


def test_a_pack_in_int8_is_refused_where_int8_is_not_exact(
    pack: Pack, monkeypatch: pytest.MonkeyPatch, models_root: Path
) -> None:
    if pack.embedding.arithmetic != "int8":
        pytest.skip("this processor got the pack in float32")
    monkeypatch.setattr(packs, "best_arithmetic", lambda: "float32")
    with pytest.raises(PackError, match="processor with VNNI"):
        load_pack(models_root)
