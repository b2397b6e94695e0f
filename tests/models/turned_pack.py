"""A second real pack: the installed one, with its embeddings turned in space by a fixed rotation.

It tells people apart exactly as well, and its vectors mean nothing beside those of the other: a
template that is compared across packs is seen at once.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper

from models.manifest import Manifest, PackFile
from models.packs import DEFAULT_PACK, read_checked, read_manifest
from models.store import content_name, write_pack

NAME, ID = "yunet-sface-turned", "sface-turned"


def install_turned(models: Path, into: Path, **thresholds: Any) -> Manifest:
    """Write it below `into`, made of the installed pack below `models`. `thresholds` differ."""
    manifest = read_manifest(models / DEFAULT_PACK)
    assert manifest.embedding is not None
    assert manifest.thresholds is not None
    detector, embedder = manifest.file("detector"), manifest.file("embedder")
    networks = {"detector": read_checked(models / DEFAULT_PACK, detector)}
    plain = read_checked(models / DEFAULT_PACK, embedder)
    networks["embedder"] = turned(plain, manifest.embedding.size)
    files = {role: content_name(role, data) for role, data in networks.items()}
    described = manifest.model_copy(
        update={
            "name": NAME,
            "version": 1,
            "files": [
                _file(detector, files["detector"], networks["detector"]),
                _file(embedder, files["embedder"], networks["embedder"]),
            ],
            "embedding": manifest.embedding.model_copy(update={"pack_id": ID}),
            "thresholds": manifest.thresholds.model_copy(update=thresholds),
        }
    )
    write_pack(into, described, {files[role]: data for role, data in networks.items()})
    return described


def turned(network: bytes, width: int) -> bytes:
    """The network with a rotation behind its output."""
    model = onnx.load_model_from_string(network)
    (output,) = model.graph.output
    model.graph.initializer.append(numpy_helper.from_array(rotation(width), "rotation"))
    model.graph.node.append(helper.make_node("MatMul", [output.name, "rotation"], ["turned"]))
    output.name = "turned"
    return model.SerializeToString()  # type: ignore[no-any-return]


def rotation(width: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Orthogonal, so that the cosine of two turned vectors is that of the two."""
    gauss = np.random.default_rng(20261122).standard_normal((width, width))
    return np.linalg.qr(gauss)[0].astype(np.float32)


def _file(of: PackFile, name: str, data: bytes) -> PackFile:
    sha256 = hashlib.sha256(data).hexdigest()
    return of.model_copy(update={"name": name, "sha256": sha256, "size_bytes": len(data)})
