"""Passive liveness networks that can be installed, and how each is fed. Data, no code of theirs.

root/fr-liveness/liveness.json + liveness-<hash>.onnx
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.errors import PackError
from models.manifest import FileName, Sha256, Text

SPEC_NAME = "liveness.json"


class LivenessSpec(BaseModel):
    """`crops`: the box of the face so many times as large, squeezed to a square; or empty: the face
    on the five-point template. `answer`: logits of `classes` kinds of which `live_class` is a live
    face, or one number that is the probability itself. `sha256` is of `file`, as we rewrote it."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    format: Literal[1]
    name: FileName
    version: Annotated[int, Field(gt=0)]
    file: FileName
    sha256: Sha256
    size_bytes: Annotated[int, Field(gt=0)]
    original_sha256: Sha256
    licence: Text
    basis: Text
    input_px: Annotated[int, Field(ge=32, le=512)]
    crops: list[Annotated[float, Field(ge=0.5, le=5)]]
    channel_order: Literal["bgr", "rgb"]
    mean: float
    scale: Annotated[float, Field(gt=0)]
    answer: Literal["logits", "probability"]
    classes: Annotated[int, Field(ge=1, le=10)]
    live_class: Annotated[int, Field(ge=0, le=9)]
    threshold: Annotated[float, Field(gt=0, lt=1)]


def parse_spec(text: bytes) -> LivenessSpec:
    """Raises PackError that names what is wrong."""
    try:
        spec = LivenessSpec.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "the text"
        raise PackError(
            f"{SPEC_NAME} of the liveness network is not valid: {where}: {first['msg']}. "
            "Install it again."
        ) from error
    if spec.live_class >= spec.classes or (spec.answer == "probability" and spec.classes != 1):
        raise PackError(
            f"{SPEC_NAME} of the liveness network contradicts itself. Install it again."
        )
    return spec
