"""A liveness network is fed as its spec says, and believed only if it answers as promised."""

from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.arrays import Planes, Tensor
from models.errors import FetchError, InstallError, PackError
from models.liveness_pack import (
    KNOWN,
    install_liveness,
    installed_liveness,
    leave_only,
    load_liveness,
)
from models.liveness_passive import CroppedLiveness, crop, softmax, upright
from models.liveness_spec import SPEC_NAME, LivenessSpec, parse_spec
from models.results import Box
from tests.models.builders import a_face


class Answering:
    """A network that says the same of every picture, and keeps what it was shown."""

    def __init__(self, *scores: float) -> None:
        self._scores = np.array([scores], np.float32)
        self.shown: list[Tensor | Planes] = []

    def run(self, tensor: Tensor | Planes) -> dict[str, Tensor]:
        self.shown.append(tensor)
        return {"out": self._scores}


def a_spec(name: str = "fr-liveness") -> LivenessSpec:
    return LivenessSpec(
        format=1, name=name, version=1, file="liveness-1.onnx", sha256="0" * 64, size_bytes=1,
        original_sha256="0" * 64, licence="none", basis="none", **KNOWN[name].spec,
    )  # fmt: skip


PICTURE = np.dstack([np.full((720, 1280), level, np.uint8) for level in (10, 20, 30)])


def test_two_crops_are_shown_blue_first_and_unscaled() -> None:
    network = Answering(2.0, 0.0, 0.0)
    score = CroppedLiveness(network, a_spec()).alive(PICTURE, a_face())
    assert score == pytest.approx(0.787, abs=0.001)
    assert [tensor.shape for tensor in network.shown] == [(1, 3, 128, 128)] * 2
    assert network.shown[0][0, :, 0, 0].tolist() == [10, 20, 30]


def test_insightfaces_addon_is_shown_one_upright_face_red_first_in_shares() -> None:
    network = Answering(0.93)
    assert CroppedLiveness(network, a_spec("insightface-liveness")).alive(
        PICTURE, a_face()
    ) == pytest.approx(0.93)
    (tensor,) = network.shown
    assert tensor.shape == (1, 3, 80, 80)
    assert tensor[0, :, 40, 40].tolist() == pytest.approx([30 / 255, 20 / 255, 10 / 255], abs=1e-4)


def test_its_template_puts_the_eyes_where_it_was_trained() -> None:
    face = a_face()
    marked = np.zeros((720, 1280, 3), np.uint8)
    x, y = (round(value) for value in face.points[0])
    marked[y - 8 : y + 9, x - 8 : x + 9] = 255
    bright = np.argwhere(upright(marked, face, 80)[:, :, 0] > 128).mean(axis=0)
    assert bright.tolist() == pytest.approx([38.06, 32.03], abs=0.6)


@pytest.mark.parametrize("scores", [(1.0,), (1.0, 2.0), (np.nan, 0.0, 0.0)])
def test_a_network_that_answers_otherwise_is_not_believed(scores: tuple[float, ...]) -> None:
    with pytest.raises(PackError, match="Install it again"):
        CroppedLiveness(Answering(*scores), a_spec()).alive(PICTURE, a_face())


@given(
    x=st.floats(-200, 1300), y=st.floats(-200, 800), w=st.floats(1, 1500), h=st.floats(1, 1500),
    size=st.sampled_from([1.0, 1.5, 2.7]),
)  # fmt: skip
def test_a_crop_never_leaves_the_frame(x: float, y: float, w: float, h: float, size: float) -> None:
    assert crop(PICTURE, Box(x, y, w, h), size, 32).shape == (32, 32, 3)


def test_shares_add_up_even_for_large_scores() -> None:
    assert sum(softmax(np.array([900.0, -900.0, 3.0], np.float32))) == pytest.approx(1)


# --- installing --------------------------------------------------------------------------------


def test_a_file_with_another_hash_is_refused_and_nothing_is_installed(tmp_path: Path) -> None:
    (tmp_path / "x.onnx").write_bytes(b"not it")
    with pytest.raises(InstallError, match="not the file that is pinned"):
        install_liveness(tmp_path, "fr-liveness", file=tmp_path / "x.onnx", report=print)
    assert installed_liveness(tmp_path) is None
    assert load_liveness(tmp_path) is None


def test_an_archive_that_is_not_pinned_is_not_unpacked(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz") as opened:
        opened.addfile(tarfile.TarInfo("package/model/fr_liveness.onnx"))
    (tmp_path / "x.tgz").write_bytes(archive.getvalue())
    with pytest.raises(InstallError, match="pinned"):
        install_liveness(tmp_path, "fr-liveness", file=tmp_path / "x.tgz", report=print)


def test_without_npm_it_is_said_how_to_bring_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FetchError, match="--file"):
        install_liveness(tmp_path, "fr-liveness", file=None, report=print)


def test_what_npm_packs_is_found_also_where_packs_live_in_a_relative_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """npm reads a relative --pack-destination as one below its own working folder."""
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text('#!/bin/sh\nfor last; do :; done\necho fetched > "$last/package.tgz"\n')
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(npm.parent), prepend=":")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InstallError, match=r"package\.tgz is not the file that is pinned"):
        install_liveness(Path("packs"), "fr-liveness", file=None, report=print)


def test_insightfaces_addon_is_never_fetched(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="bring the file"):
        install_liveness(tmp_path, "insightface-liveness", file=None, report=print)


def test_the_network_installed_last_is_the_one_that_judges(tmp_path: Path) -> None:
    for name in KNOWN:
        (tmp_path / name).mkdir()
        (tmp_path / name / SPEC_NAME).write_text("{}")
    assert leave_only("insightface-liveness", tmp_path) == ["fr-liveness"]
    assert installed_liveness(tmp_path) == "insightface-liveness"
    assert leave_only("insightface-liveness", tmp_path) == []


def test_a_network_changed_on_disk_is_not_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "fr-liveness"
    folder.mkdir()
    data = b"the network"
    spec = a_spec().model_copy(
        update={"sha256": hashlib.sha256(data).hexdigest(), "size_bytes": len(data)}
    )
    (folder / SPEC_NAME).write_text(spec.model_dump_json())
    (folder / spec.file).write_bytes(data + b"!")
    with pytest.raises(PackError, match="not the file that was installed"):
        load_liveness(tmp_path)


@given(st.binary(max_size=300))
def test_no_bytes_make_a_spec_by_accident(text: bytes) -> None:
    with pytest.raises(PackError):
        parse_spec(text)
