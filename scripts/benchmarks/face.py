"""One face in one frame, all the way to a name: ours against OpenCV's own, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.packs import load_pack
from models.pipeline import Pipeline
from scripts.benchmarks.contestants import STEPS, Ours, OurSteps, gallery_of
from scripts.benchmarks.errors import FramesError
from scripts.benchmarks.frames import FACE_WIDTH_PX, PHOTO, frames_with_face
from scripts.benchmarks.plain_opencv import PlainOpenCv, published, rewritten
from scripts.benchmarks.report import Goal, table, told
from scripts.benchmarks.times import Now, median, percentile, take_turns

TEMPLATES = 10_000
FRAMES = 8
GOALS = {"face.ratio_to_opencv": Goal(most=0.25), "face.outside_onnx_share": Goal(most=0.15)}
TOLD = ("face.ratio_to_opencv", "face.ratio_to_opencv_rewritten", "face.outside_onnx_share")
OURS, BY_STEP = "Kaimen", "Kaimen, step by step"
OPENCV, REWRITTEN = "OpenCV", "OpenCV, our SFace"
NOTES = """\
OpenCV: the plain loop, on the whole frame, with its own number of threads; YuNet as published and
  SFace's published weights folded to float32, nothing else changed (OpenCV 5 refuses the file).
OpenCV, our SFace: the same with SFace as we rewrite it, but in float32: OpenCV 5 has no other."""


@dataclass(frozen=True, slots=True)
class FaceBench:
    """`times_ms` of each contestant and each step; `network_ms`: ours inside ONNX Runtime.

    `arithmetic`: of our embedding network on this machine. `cpu_ms`: of all threads of the process.
    """

    times_ms: dict[str, list[float]]
    network_ms: list[float]
    arithmetic: str
    cpu_ms: dict[str, list[float]]

    @property
    def figures(self) -> dict[str, float]:
        ours, plain, other = (median(self.times_ms[name]) for name in (OURS, OPENCV, REWRITTEN))
        outside = [
            1 - network / whole
            for network, whole in zip(self.network_ms, self.times_ms[OURS], strict=True)
        ]
        steps = {f"face.{step}_ms": median(self.times_ms[step]) for step in STEPS}
        return {
            "face.ratio_to_opencv": ours / plain,
            "face.ratio_to_opencv_rewritten": ours / other,
            "face.ratio_of_least": min(self.times_ms[OURS]) / min(self.times_ms[OPENCV]),
            "face.cpu_ratio_to_opencv": median(self.cpu_ms[OURS]) / median(self.cpu_ms[OPENCV]),
            "face.outside_onnx_share": median(outside),
            "face.whole_ms": ours,
            "face.opencv_ms": plain,
            "face.opencv_rewritten_ms": other,
            **steps,
        }

    def __str__(self) -> str:
        rows = [_row(name, self.times_ms[name]) for name in (OURS, OPENCV, REWRITTEN, BY_STEP)]
        steps = [_row(f"  {name}", self.times_ms[name]) for name in STEPS]
        figures = self.figures
        return "\n".join((
            f"One 1280x720 frame with one face {FACE_WIDTH_PX} px wide, {TEMPLATES} templates, "
            f"{len(self.network_ms)} rounds in turn; our SFace in {self.arithmetic}.",
            NOTES,
            "",
            table(("milliseconds", "median", "least", "95th %"), [*rows, *steps]),
            "",
            *(told(name, figures[name], GOALS.get(name)) for name in TOLD),
            told("face.ratio_of_least", figures["face.ratio_of_least"])
            + "   (of the rounds that others disturbed least)",
            told("face.cpu_ratio_to_opencv", figures["face.cpu_ratio_to_opencv"])
            + "   (of processor time, which others disturb less)",
        ))  # fmt: skip


def measure(root: Path, rounds: int, now: Now, spent: Now, photo: Path = PHOTO) -> FaceBench:
    """`spent`: processor time of this process.

    Raises ModelsError, and FramesError when the ways do not all name the same person."""
    pack = load_pack(root)
    frames = frames_with_face(pack.detector, photo, FRAMES)
    person = Pipeline(pack).sight(frames[0], None).template
    if person is None:
        raise FramesError(f"The face in {photo} is not good enough: take another photo.")
    gallery = gallery_of(pack, person, TEMPLATES)
    ours, steps = Ours(pack, gallery, now), OurSteps(pack, gallery, now)
    floor = pack.manifest.detection.score_floor
    detector, embedder = published(root)
    plain = PlainOpenCv(detector, embedder, floor, gallery)
    other = PlainOpenCv(detector, rewritten(embedder), floor, gallery)
    for way in (ours, steps, plain, other):
        if any(way.recognise(frame) != "person" for frame in frames):
            raise FramesError(f"{type(way).__name__} does not name the person: nothing to compare.")
    network_ms: list[float] = []
    turn = 0

    def recognise_ours() -> None:
        before = ours.network_s
        ours.recognise(frames[turn % FRAMES])
        network_ms.append((ours.network_s - before) * 1000)

    def recognise_plain() -> None:
        plain.recognise(frames[turn % FRAMES])

    def recognise_other() -> None:
        other.recognise(frames[turn % FRAMES])

    def recognise_by_step() -> None:
        nonlocal turn
        steps.recognise(frames[turn % FRAMES])
        turn += 1  # it is the last of a round: all four see the same frame

    contestants = {
        OURS: recognise_ours,
        OPENCV: recognise_plain,
        REWRITTEN: recognise_other,
        BY_STEP: recognise_by_step,
    }
    times = take_turns(contestants, rounds, now)
    networks = network_ms[-rounds:]
    cpu = take_turns({name: contestants[name] for name in (OURS, OPENCV)}, rounds, spent)
    return FaceBench(
        {**times, **{name: steps.spent_ms[name][-rounds:] for name in STEPS}},
        networks,
        pack.embedding.arithmetic,
        cpu,
    )


def _row(name: str, times_ms: list[float]) -> tuple[str, ...]:
    numbers = (median(times_ms), min(times_ms), percentile(times_ms, 95))
    return (name, *(f"{number:.2f}" for number in numbers))
