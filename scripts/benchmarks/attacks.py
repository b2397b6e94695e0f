"""What gets past the liveness checks, per kind of attack, with counts; and which people do not.

Photographs become people who turn their heads (a warp), and things that are held up to the camera
(photo_media.py). All goes through the real pipeline and the real check, frame by frame; time is
counted, not waited for. Frames come evenly, or as a busy machine looks at them: with gaps drawn at
random. The photographs are not part of the project.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kiosk.devices.camera_photos import PhotoScene
from kiosk.devices.depth_simulated import SimulatedDepthCamera
from kiosk.devices.face_finder import FaceFinder
from kiosk.devices.photo_acting import AHEAD, Acting, Medium, Pose, approached
from kiosk.devices.photo_media import FindFace
from kiosk.devices.photo_people import haste_for, pose_for
from kiosk.devices.photo_stage import Appearance, person_of
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows.alive import AliveCheck, AlivePolicy, Verdict
from kiosk.flows.draws import Draws
from kiosk.flows.effects import Effect
from kiosk.flows.purpose import Purpose
from models.liveness_active import Gesture
from models.liveness_depth import DepthLiveness
from models.liveness_pack import installed_liveness, load_liveness
from models.packs import DEFAULT_PACK, Pack, load_pack
from models.pipeline import Pipeline
from models.quality import QualityPolicy
from models.rates import Rate
from models.results import Box, MatchPolicy, Sighting, Template
from scripts.benchmarks.attack_swaps import Swap, held_up, in_the_place
from scripts.benchmarks.errors import BenchError
from scripts.benchmarks.report import table

SAMPLES = Path("var/samples")
FRAMES_PER_S = 12
LEAST_GAP_S, MOST_GAP_S = 0.04, 1.0
SIZE = (1280, 720)
LOOK_S = 0.6
"""How long a face is looked at before the gestures begin, as the kiosk does."""
SEED = 20261122
NOBODY = MatchPolicy(1.0, 1.0, 0.0, 1)
CAVEAT = (
    "Heads are turned by a warp of photographs, and attacks are drawn: this says how the check\n"
    "behaves on both, not how it does with people, paper and telephones before a real camera.\n"
    "Each kind stands for itself; an attacker picks the best. The depth camera is simulated and\n"
    "told what is held up: its column says that it is asked and obeyed, not what one would see."
)

Acts = Callable[["Scene"], Acting]


@dataclass(frozen=True, slots=True)
class Scene:
    """What an actor knows: what is asked now, and how long it has been asked."""

    asked: Gesture | None
    elapsed_s: float


def _obeys(scene: Scene, share: float = 1.0) -> Pose:
    pose = pose_for(scene.asked)
    return Pose(pose.yaw_deg * share, pose.pitch_deg * share)


def _other_way(scene: Scene) -> Pose:
    pose = pose_for(scene.asked)
    return Pose(-pose.yaw_deg, -pose.pitch_deg)


def _all_in_turn(scene: Scene) -> Pose:
    """A recording of left, right, up and down, each for a second."""
    step = int(scene.elapsed_s)
    return pose_for((*Gesture,)[step // 2 % 4]) if step % 2 else AHEAD


def _waved(scene: Scene) -> Pose:
    turn = 2 * np.pi * scene.elapsed_s
    return Pose(35 * float(np.sin(turn / 1.7)), 30 * float(np.sin(turn / 2.3)))


@dataclass(frozen=True, slots=True)
class Kind:
    """`is_person`: should pass. `is_exchanged`: one print for another, at once. `swap`: somebody
    else's head comes in the place of the face, once that was matched."""

    name: str
    acts: Acts
    is_person: bool = False
    is_exchanged: bool = False
    swap: Swap | None = None


def _takes_over(name: str, swap: Swap) -> Kind:
    return Kind(name, lambda s: Acting(head=_obeys(s)), swap=swap)


KINDS = (
    Kind("person who turns", lambda s: Acting(head=_obeys(s)), is_person=True),
    Kind("person who turns little", lambda s: Acting(head=_obeys(s, 0.8)), is_person=True),
    Kind("person with a flat nose", lambda s: Acting(head=_obeys(s), nose=0.6), is_person=True),
    Kind("print held still", lambda _s: Acting(medium=Medium.PRINT)),
    Kind("print tilted as asked", lambda s: Acting(sheet=_obeys(s), medium=Medium.PRINT)),
    Kind("print tilted far as asked", lambda s: Acting(sheet=_obeys(s, 1.4), medium=Medium.PRINT)),
    Kind("print waved about", lambda s: Acting(sheet=_waved(s), medium=Medium.PRINT)),
    Kind("cut-out tilted as asked", lambda s: Acting(sheet=_obeys(s), medium=Medium.CUT_OUT)),
    Kind("bent print turned as asked", lambda s: Acting(sheet=_obeys(s), medium=Medium.BENT)),
    Kind("print bent tightly, turned",
         lambda s: Acting(sheet=_obeys(s), medium=Medium.BENT, radius=0.65)),
    Kind("bent print turned far", lambda s: Acting(sheet=_obeys(s, 1.3), medium=Medium.BENT)),
    Kind("screen held still", lambda _s: Acting(medium=Medium.SCREEN)),
    Kind("screen tilted as asked", lambda s: Acting(sheet=_obeys(s), medium=Medium.SCREEN)),
    Kind("video, turning the wrong way",
         lambda s: Acting(head=_other_way(s), medium=Medium.SCREEN)),
    Kind("video of all four moves", lambda s: Acting(head=_all_in_turn(s), medium=Medium.SCREEN)),
    Kind("video that obeys at once", lambda s: Acting(head=_obeys(s), medium=Medium.SCREEN)),
    Kind("second print, head turned", lambda s: Acting(head=_obeys(s)), is_exchanged=True),
    _takes_over("another person takes over", Swap()),
    _takes_over("takes over, too dark", Swap(light=0.2)),
    _takes_over("takes over, too far", Swap(width_px=100)),
    _takes_over("takes over, blurred", Swap(blurred_px=4)),
    _takes_over("there and back", Swap(away_s=0.4, back_s=0.15)),
    _takes_over("there and back, too dark", Swap(light=0.2, away_s=0.4, back_s=0.15)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pace:
    """How often the kiosk looks. `is_uneven`: as a busy machine does, that many times a second in
    the mean, and as long after the look before as chance will have it."""

    per_s: float = FRAMES_PER_S
    is_uneven: bool = False

    def gaps(self, rng: np.random.Generator) -> Iterator[float]:
        mean_s = 1 / self.per_s
        while True:
            drawn = float(rng.exponential(mean_s)) if self.is_uneven else mean_s
            yield min(max(drawn, LEAST_GAP_S), MOST_GAP_S) if self.is_uneven else mean_s

    def __str__(self) -> str:
        return f"{self.per_s:g} frames a second{', unevenly' if self.is_uneven else ''}"


@dataclass(frozen=True, slots=True)
class Counted:
    """`active`: passed the gestures. `both`: and the network, None where none is installed.
    `depth`: and a depth camera instead."""

    kind: Kind
    active: Rate
    both: Rate | None
    depth: Rate
    typical_s: float


@dataclass(frozen=True, slots=True)
class AttackBench:
    faces: int
    pace: Pace
    network: str | None
    counted: list[Counted]

    @property
    def figures(self) -> dict[str, float]:
        figures: dict[str, float] = {
            "attacks.faces": self.faces, "attacks.frames_per_s": self.pace.per_s
        }  # fmt: skip
        for each in self.counted:
            name = each.kind.name.replace(" ", "_").replace(",", "").replace("-", "_")
            parts = (("active", each.active), ("both", each.both), ("depth", each.depth))
            for part, rate in parts:
                if rate is not None:
                    figures[f"attacks.{name}.{part}_passed"] = rate.hits
                    figures[f"attacks.{name}.{part}_tries"] = rate.tries
            figures[f"attacks.{name}.median_s"] = each.typical_s
        return figures

    def __str__(self) -> str:
        rows = [
            (
                each.kind.name,
                "pass" if each.kind.is_person else "stop",
                str(each.active),
                str(each.both) if each.both else "-",
                str(each.depth),
                f"{each.typical_s:.1f} s",
            )
            for each in self.counted
        ]
        head = ("kind", "should", "passed the gestures", "and the network", "and depth", "median")
        return "\n".join((
            f"{self.faces} faces, {self.pace}; "
            f"passive network: {self.network or 'none installed'}",
            table(head, rows),
            "Passed, of people, is 1 - BPCER; of attacks it is APCER. Bounds are Wilson's, 95 %.",
            CAVEAT,
        ))  # fmt: skip


def measure(
    root: Path,
    pictures: Sequence[Path],
    most: int,
    kinds: Sequence[Kind],
    pace: Pace,
    say: Callable[[str], None],
) -> AttackBench:
    """Each kind with each usable face; `say` gets a line as each is done. Raises PackError,
    BenchError."""
    pack = load_pack(root)
    actors = list(_usable(pack, root, pictures, most))
    if len(actors) < 2:
        raise BenchError("Fewer than two photographs show a face that is large and straight.")
    counted: list[Counted] = []
    for kind in kinds:
        one = _count(kind, actors, pack, root, pace)
        counted.append(one)
        say(
            f"{kind.name}: {one.active} passed; and the network: {one.both}; "
            f"and depth: {one.depth}; {one.typical_s:.1f} s"
        )
    return AttackBench(len(actors), pace, installed_liveness(root), counted)


@dataclass(frozen=True, slots=True)
class Actor:
    """`face`: where it is in the scene, looking straight ahead."""

    picture: Path
    scene: PhotoScene
    face: Box


def _usable(pack: Pack, root: Path, pictures: Sequence[Path], most: int) -> Iterator[Actor]:
    """Photographs in which the kiosk would know somebody."""
    find_face = FaceFinder(root, DEFAULT_PACK)
    actors = (_actor(pack, picture, find_face) for picture in pictures)
    yield from islice((actor for actor in actors if actor is not None), most)


def _actor(pack: Pack, picture: Path, find_face: FindFace) -> Actor | None:
    for fill in (1.6, 0.85):
        scene = PhotoScene(SIZE, fill, find_face)
        image = scene.seen(Appearance(picture, 5.0), 5.0)
        sighting = Pipeline(pack, QualityPolicy()).sight(image, None)
        if sighting.template is not None and sighting.face is not None:
            return Actor(picture, scene, sighting.face.box)
    return None


def _count(kind: Kind, actors: Sequence[Actor], pack: Pack, root: Path, pace: Pace) -> Counted:
    rng = np.random.default_rng(SEED)
    network = load_liveness(root)
    passed, passed_both, passed_depth, took = 0, 0, 0, []
    for place, actor in enumerate(actors):
        pipeline = Pipeline(pack, QualityPolicy(), network)
        other = _somebody_else(actors, place)
        stage, drawn = _Stage(kind, actor, other), rng.bit_generator.state
        outcome, alive, seconds = _try(stage, pipeline, rng, pace, passive_least=0.0)
        if outcome is Verdict.ALIVE:
            same = np.random.default_rng(SEED)
            same.bit_generator.state = drawn
            passed_depth += _passes_depth(_Stage(kind, actor, other), pack, same, pace)
        threshold = network.threshold if network else 0.0
        passed += outcome is Verdict.ALIVE
        passed_both += outcome is Verdict.ALIVE and (alive is None or alive >= threshold)
        took.append(seconds)
    tries = len(actors)
    both = Rate(passed_both, tries) if network else None
    depth = Rate(passed_depth, tries)
    return Counted(kind, Rate(passed, tries), both, depth, float(np.median(took)))


def _passes_depth(stage: _Stage, pack: Pack, rng: np.random.Generator, pace: Pace) -> bool:
    """The same try once more, at a kiosk with a depth camera and no network."""
    depth = DepthLiveness(SimulatedDepthCamera(lambda: stage.medium))
    pipeline = Pipeline(pack, QualityPolicy(), depth)
    return _try(stage, pipeline, rng, pace, passive_least=None)[0] is Verdict.ALIVE


def _somebody_else(actors: Sequence[Actor], place: int) -> Actor:
    """The next photograph that shows another person."""
    after = [*actors[place + 1 :], *actors[:place]]
    mine = _person(actors[place].picture)
    return next((actor for actor in after if _person(actor.picture) != mine), after[0])


def _person(picture: Path) -> str:
    is_sample = picture.parent.resolve() == SAMPLES.resolve()
    return person_of(picture) if is_sample else picture.parent.name


def _try(
    stage: _Stage,
    pipeline: Pipeline,
    rng: np.random.Generator,
    pace: Pace,
    passive_least: float | None,
) -> tuple[Verdict | None, float | None, float]:
    """One shopper: matched, then asked. How it ended, what the network said, how long it took."""
    face = stage.matched(pipeline)
    if face is None:
        return None, None, 0.0
    draws, gaps = Draws(cache(lambda _said, n: int(rng.integers(n)))), pace.gaps(rng)
    check = AliveCheck(AlivePolicy(draws, passive_least=passive_least), face, Purpose.PAY)
    limits = _Timer()
    asked = limits.noted(check.start(), 0.0)
    at_s, alive = 0.0, None
    while check.outcome is None:
        gap_s = next(gaps)
        at_s += gap_s
        sighting = _judged(pipeline, stage.image(asked, at_s, gap_s))
        alive = sighting.alive if sighting.alive is not None else alive
        event: on.Event = face_on.FaceObserved(sighting, NOBODY, at_s)
        if limits.rings_at_s is not None and at_s >= limits.rings_at_s:
            event = on.TimedOut(limits.name)
        asked = limits.noted(check.handle(event), at_s) or asked
    return check.outcome, alive, at_s


def _judged(pipeline: Pipeline, image: NDArray[np.uint8]) -> Sighting:
    return pipeline.sight(image, None, closely=True)


class _Timer:
    """Notes when the check wants to be woken, and what it asks for."""

    name = ""
    rings_at_s: float | None = None

    def noted(self, effects: Sequence[Effect], at_s: float) -> face_show.ProveAlive | None:
        asked = None
        for effect in effects:
            if isinstance(effect, do.StartTimer):
                self.name, self.rings_at_s = effect.timer, at_s + effect.seconds
            if isinstance(effect, do.Show) and isinstance(effect.screen, face_show.ProveAlive):
                asked = effect.screen
        return asked


class _Stage:
    """What stands before the camera."""

    def __init__(self, kind: Kind, actor: Actor, other: Actor) -> None:
        self._kind = kind
        self._actor = actor
        self._other = other
        self._acting = kind.acts(Scene(None, 0.0))
        self._age_s = 5.0

    @property
    def medium(self) -> Medium:
        """What the face is on that is shown now."""
        return Medium.PRINT if self._kind.is_exchanged else self._acting.medium

    def matched(self, pipeline: Pipeline) -> Template | None:
        """The face as it was when it was recognised; None when it never was."""
        for frame in range(round(LOOK_S * FRAMES_PER_S)):
            acting = self._kind.acts(Scene(None, 0.0))
            image = self._seen(self._actor, acting, frame / FRAMES_PER_S)
            sighting = pipeline.sight(image, None)
            if sighting.template is not None:
                return sighting.template
        return None

    def image(
        self, asked: face_show.ProveAlive | None, at_s: float, gap_s: float
    ) -> NDArray[np.uint8]:
        """What is seen `gap_s` after the look before, at which `asked` was on the screen."""
        gesture = asked.gesture if asked else None
        haste = haste_for(asked.trouble if asked else None)
        wanted = replace(self._kind.acts(Scene(gesture, at_s)), haste=haste)
        if self._kind.is_exchanged:
            self._acting = wanted
        else:
            self._acting = approached(self._acting, wanted, gap_s)
        swap = self._kind.swap
        if swap is None:
            return self._seen(self._actor, self._acting, at_s)
        is_there = swap.is_there(at_s, is_asked=gesture is not None)
        return self._swapped(swap, at_s, is_there=is_there)

    def _swapped(self, swap: Swap, at_s: float, *, is_there: bool) -> NDArray[np.uint8]:
        """The print in somebody's hand, or their head in the place of it."""
        own, place = self._other.face, self._actor.face
        still = self._seen(self._actor, Acting(medium=Medium.PRINT), at_s)
        image, place = held_up(still, place, swap)
        if not is_there:
            return image
        return in_the_place(self._seen(self._other, self._acting, at_s), own, place, swap)

    def _seen(self, actor: Actor, acting: Acting, at_s: float) -> NDArray[np.uint8]:
        age_s = self._age_s + at_s
        return actor.scene.seen(Appearance(actor.picture, age_s), age_s, acting)


def pictures_of(samples: Path, photographs: Path) -> list[Path]:
    """The sample photographs, then one of each person of the folders that are there."""
    found = sorted(samples.glob("*.jpg"))[:4]
    for folder in (photographs / "colour", photographs / "members"):
        if folder.is_dir():
            people = (path for path in sorted(folder.iterdir()) if path.is_dir())
            firsts = (sorted(person.iterdir())[:1] for person in people)
            found += [picture for pictures in firsts for picture in pictures]
    return found
