"""An aligned face to its embedding."""

import math
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from models.arrays import AlignedFace, Embedding, Tensor
from models.errors import PackError
from models.inference import Runner


class FaceEmbedder(Protocol):
    """Turns aligned faces into embeddings of `size` numbers."""

    size: int

    def embed(self, aligned: AlignedFace) -> Embedding:
        """The face as a unit vector."""
        ...


@dataclass(frozen=True, slots=True)
class Preprocessing:
    """What the network wants: (pixel - mean) * scale, in this order of channels."""

    channel_order: Literal["bgr", "rgb"]
    mean: float
    scale: float


class Embedder:
    """A network that maps one 112 x 112 face to one vector."""

    def __init__(self, session: Runner, size: int, preprocessing: Preprocessing) -> None:
        self.session = session
        self.size = size
        self._preprocessing = preprocessing

    def embed(self, aligned: AlignedFace) -> Embedding:
        """The face as a unit vector; raises PackError if the network answers in another size."""
        outputs = self.session.run(to_tensor(aligned, self._preprocessing))
        vector = next(iter(outputs.values())).reshape(-1)
        if len(vector) != self.size:
            raise PackError(
                f"The embedding network gave {len(vector)} numbers where its manifest "
                f"promises {self.size}. Install the pack again."
            )
        return normalised(vector)


def to_tensor(aligned: AlignedFace, preprocessing: Preprocessing) -> Tensor:
    """(1, 3, 112, 112) float32 in the network's order and range."""
    ordered = aligned[..., ::-1] if preprocessing.channel_order == "rgb" else aligned
    planes = ordered.transpose(2, 0, 1)[None].astype(np.float32, order="C")
    if preprocessing.mean:
        planes -= np.float32(preprocessing.mean)
    if preprocessing.scale != 1:
        planes *= np.float32(preprocessing.scale)
    return planes


def normalised(vector: Tensor) -> Embedding:
    """Scaled to length 1. A zero vector, which no face gives, stays zero and matches nobody."""
    length = math.sqrt(np.vecdot(vector, vector))
    return np.ascontiguousarray(vector / max(length, 1e-12), dtype="<f4")
