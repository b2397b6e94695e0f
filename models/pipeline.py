"""From a frame to a Sighting: the steps in reading order. One thread owns a Pipeline."""

from collections.abc import Sequence

from models.align import align
from models.arrays import Image, require_image
from models.errors import TemplateError
from models.gallery import Gallery
from models.packs import Pack
from models.quality import QualityPolicy, judge
from models.results import Face, Sighting, Template
from models.zoom import find_reduced, refine

FACE_WIDTH_SOUGHT_PX = 28
FAR_LOOK_EVERY = 5
BYSTANDER_BELOW = 0.6


class Pipeline:
    """Sees who stands before the kiosk."""

    def __init__(self, pack: Pack, policy: QualityPolicy | None = None) -> None:
        """Raises PackError if `pack` cannot tell people apart."""
        self._detector = pack.detector
        self._embedder = pack.need_embedder()
        self._pack_id = pack.id
        self._policy = policy or QualityPolicy()
        self._scale = FACE_WIDTH_SOUGHT_PX / self._policy.min_face_width_px
        self._empty_frames = 0

    def sight(self, image: Image, gallery: Gallery | None) -> Sighting:
        """What this frame shows; without a gallery (signing up) nobody is searched for.

        Raises ImageError if `image` is no BGR picture, TemplateError if `gallery` is of another
        pack.
        """
        self._require_same_pack(gallery)
        faces = people(self._find(require_image(image)))
        if len(faces) != 1:
            return Sighting(len(faces), faces[0] if faces else None, None, None, None)
        face = refine(self._detector, image, faces[0])
        aligned = align(image, face.points)
        height, width = image.shape[:2]
        issue = judge(face, aligned, (height, width), self._policy)
        if issue is not None:
            return Sighting(1, face, issue, None, None)
        vector = self._embedder.embed(aligned)
        match = gallery.best_match(vector) if gallery is not None else None
        return Sighting(1, face, None, Template(self._pack_id, vector.tobytes()), match)

    def _find(self, image: Image) -> list[Face]:
        """Faces of a reduced frame, in which one near enough to compare is still 28 px wide.

        The detector finds nearly all of that width, and misses more the smaller they are. With
        the usual limit of 112 px, a frame of 1280 x 720 is reduced to 320 x 180.

        Of frames without any, the first and then every fifth is looked at again in twice the
        size, so that somebody far away can be told to come closer while an idle kiosk stays cool.
        """
        faces = find_reduced(self._detector, image, self._scale)
        self._empty_frames = 0 if faces else self._empty_frames + 1
        if self._empty_frames % FAR_LOOK_EVERY == 1:
            return find_reduced(self._detector, image, 2 * self._scale)
        return faces

    def _require_same_pack(self, gallery: Gallery | None) -> None:
        if gallery is not None and gallery.pack != self._pack_id:
            raise TemplateError(
                f"This gallery is of {gallery.pack!r}, but faces are seen with {self._pack_id!r}."
            )


def people(faces: Sequence[Face]) -> list[Face]:
    """The widest face, then those at least 0.6 times as wide; bystanders are left out."""
    by_width = sorted(faces, key=lambda face: face.box.w, reverse=True)
    return [face for face in by_width if face.box.w >= BYSTANDER_BELOW * by_width[0].box.w]
