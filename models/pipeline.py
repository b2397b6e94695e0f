"""From a frame to a Sighting: the steps in reading order. One thread owns a Pipeline."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.align import align
from models.arrays import AlignedFace, Embedding, Image, require_image
from models.embed import FaceEmbedder
from models.errors import TemplateError
from models.gallery import Gallery
from models.liveness_passive import PassiveLiveness
from models.packs import Pack
from models.parallax import ParallaxMeter
from models.quality import Judged, QualityPolicy, judge
from models.results import Face, Match, Parallax, Sighting, Template
from models.track import Shot, Tracks
from models.zoom import find_reduced, refine, refine_steadily

FACE_WIDTH_SOUGHT_PX = 28
NEAR = 1.25
"""Times the least width that can be compared: so wide is who stands where the screen asks them to.
Only narrower faces need the larger copy of the frame."""
FAR_LOOK_EVERY = 5
BYSTANDER_BELOW = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """A pack that is being given up: its embedding network, and the members it knows.

    Costs one more embedding of each good frame. None is made of a face that the pack in use finds
    a member for with `unless` or more.
    """

    embedder: FaceEmbedder
    gallery: Gallery
    unless: float | None = None

    def look(self, aligned: AlignedFace, found: Match | None) -> Match | None:
        """Whom of its members this face is most like."""
        is_known = found is not None and self.unless is not None and found.score >= self.unless
        if is_known or not len(self.gallery):
            return None
        return self.gallery.best_match(self.embedder.embed(aligned))


class Pipeline:
    """Sees who stands before the kiosk. `liveness` judges the best shots of everybody followed."""

    def __init__(
        self,
        pack: Pack,
        policy: QualityPolicy | None = None,
        liveness: PassiveLiveness | None = None,
    ) -> None:
        """Raises PackError if `pack` cannot tell people apart."""
        self._detector = pack.detector
        self._embedder = pack.need_embedder()
        self._pack_id = pack.id
        self._policy = policy or QualityPolicy()
        self._near_px = NEAR * self._policy.min_face_width_px
        self._scale = reduction(self._policy)
        self._empty_frames = 0
        self._liveness = liveness
        self._alive_least = liveness.threshold if liveness is not None else None
        self._tracks = Tracks()
        self._meter = ParallaxMeter()
        self._metered = 0

    def forget(self) -> None:
        """Follow nobody any more: whoever is seen next is somebody new."""
        self._tracks = Tracks(next_number=self._tracks.next_number)
        self._meter.forget()

    def sight(
        self,
        image: Image,
        gallery: Gallery | None,
        *,
        closely: bool = False,
        beside: Beside | None = None,
    ) -> Sighting:
        """What this frame shows; without a gallery (signing up) nobody is searched for.

        `closely` finds the five points more steadily, for a turning head, and measures how far its
        nose stands out of it: 10 ms more. A bad frame is embedded then, too, as a glimpse. `beside`
        looks for the face among another pack's members as well.
        Raises ImageError if `image` is no BGR picture, TemplateError if `gallery` is of another
        pack.
        """
        self._require_same_pack(gallery)
        faces = people(self._find(require_image(image)))
        self._tracks = self._tracks.after(faces)
        if len(faces) != 1:
            return Sighting(len(faces), faces[0] if faces else None, None, None, None)
        look = refine_steadily if closely else refine
        face = look(self._detector, image, faces[0])
        aligned = align(image, face.points)
        height, width = image.shape[:2]
        judged = judge(face, aligned, (height, width), self._policy)
        issue = judged.issue
        number, alive = self._followed(image, faces[0], face, judged)
        moved = self._metered_by(image, face, number) if closely else None
        if issue is not None:
            glimpse = self._template(self._embedder.embed(aligned)) if closely else None
            return Sighting(
                1, face, issue, None, None, number, alive, moved, None, self._alive_least, glimpse
            )
        vector = self._embedder.embed(aligned)
        match = gallery.best_match(vector) if gallery is not None else None
        template = self._template(vector)
        other = beside.look(aligned, match) if beside is not None else None
        return Sighting(
            1, face, None, template, match, number, alive, moved, other, self._alive_least,
            quality=judged.quality,
        )  # fmt: skip

    def _template(self, vector: Embedding) -> Template:
        return Template(self._pack_id, vector.tobytes())

    def _metered_by(self, image: Image, face: Face, number: int) -> Parallax | None:
        """None where this track was not looked at closely before."""
        if number != self._metered:
            self._meter.forget()
            self._metered = number
        return self._meter.after(image, face)

    def _followed(
        self, image: Image, found: Face, face: Face, judged: Judged
    ) -> tuple[int, float | None]:
        """The number of the track, and what the liveness network makes of its best shots."""
        track = self._tracks.of(found)
        if track is None:  # it was just given to them
            return 0, None
        if judged.issue is not None or self._liveness is None:
            return track.number, track.alive
        wanted = track.would_keep(judged.quality)
        alive = self._liveness.alive(image, face) if wanted else None
        if alive is not None:
            track = track.with_shot(Shot(judged.quality, alive))
            self._tracks = self._tracks.with_track(track)
        return track.number, track.alive

    def _find(self, image: Image) -> list[Face]:
        """Faces of a reduced frame, in which one of the usual distance is still 28 px wide.

        The detector finds nearly all of that width, and misses more the smaller they are (400
        frames: 287 of 290 faces of 140 px and more, 106 of 110 below). With the usual limit of
        112 px, a frame of 1280 x 720 is reduced to 256 x 144.

        Of frames without any, the first and then every fifth is looked at again in twice the
        size, so that somebody far away can be told to come closer while an idle kiosk stays cool.
        Once somebody so far away is followed, every frame that misses them is.
        """
        faces = find_reduced(self._detector, image, self._scale)
        self._empty_frames = 0 if faces else self._empty_frames + 1
        if not faces and any(track.face.box.w < self._near_px for track in self._tracks.tracks):
            return find_reduced(self._detector, image, 2 * self._scale)
        if self._empty_frames % FAR_LOOK_EVERY == 1:
            return find_reduced(self._detector, image, 2 * self._scale)
        return faces

    def _require_same_pack(self, gallery: Gallery | None) -> None:
        if gallery is not None and gallery.pack != self._pack_id:
            raise TemplateError(
                f"This gallery is of {gallery.pack!r}, but faces are seen with {self._pack_id!r}."
            )


def reduction(policy: QualityPolicy) -> float:
    """How many times smaller the copy of a frame is in which faces are looked for first."""
    return FACE_WIDTH_SOUGHT_PX / (NEAR * policy.min_face_width_px)


def people(faces: Sequence[Face]) -> list[Face]:
    """The widest face, then those at least 0.6 times as wide; bystanders are left out."""
    by_width = sorted(faces, key=lambda face: face.box.w, reverse=True)
    return [face for face in by_width if face.box.w >= BYSTANDER_BELOW * by_width[0].box.w]
