"""Real networks before a headless kiosk: photographs of people who turn their heads when asked.

    eyes = RealEyes(models, "yunet-sface")
    eyes.enrol(kiosk)
    eyes.look(kiosk, "obama2")

Every frame is drawn by the photograph camera's own scene and judged by `PackSearch`, one after the
other on the test's clock. People do what the screen asks; `holds` lets them hold up a print.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.devices.camera_photos import PhotoScene
from kiosk.devices.depth_simulated import SimulatedDepthCamera
from kiosk.devices.face_finder import FaceFinder
from kiosk.devices.face_search import PackSearch
from kiosk.devices.photo_acting import Acting, Medium, approached
from kiosk.devices.photo_people import pose_for
from kiosk.devices.photo_stage import Appearance
from kiosk.domain.camera import Frame
from kiosk.flows.face_events import FaceObserved
from kiosk.flows.face_screens import ProveAlive
from kiosk.storage import look_alikes, members
from kiosk.workers.look_alikes import LookAlikes
from models.arrays import Image
from models.packs import DEFAULT_PACK
from models.results import Box
from scripts.benchmarks.attack_swaps import Swap, in_the_place
from tests.support.fake_safe import VAULT
from tests.support.headless_kiosk import HeadlessKiosk

ROOT = Path(__file__).parents[2]
MODELS, SAMPLES = ROOT / "var" / "models", ROOT / "var" / "samples"
SIZE = (1280, 720)
FRAME_S = 0.08
FILL = 1.6
"""As the simulated kiosk's camera draws them."""


class RealEyes:
    """What a kiosk sees with `pack`, and `previous` beside it. Faces are compared as by its own
    vision thread, though all at once. `has_depth`: there is a depth camera, too."""

    def __init__(
        self, models: Path, pack: str, previous: str | None = None, *, has_depth: bool = False
    ) -> None:
        self._held = Medium.LIVE
        self._depth = SimulatedDepthCamera(lambda: self._held)
        depth = self._depth if has_depth else None
        self.search = PackSearch(models, pack, 112, previous, depth)
        self._scene = PhotoScene(SIZE, FILL, FaceFinder(MODELS, DEFAULT_PACK))
        self._changes_taken = 0

    def cover_depth(self) -> None:
        """It measures nothing from now on."""
        self._depth.is_blind = True

    def enrol(self, kiosk: HeadlessKiosk) -> None:
        """All members, as at a start."""
        self.search.enrol(members.all_templates(kiosk.database, VAULT))
        self._changes_taken = len(kiosk.eyes.changed)
        waiting = look_alikes.not_compared(kiosk.database, self.search.compares_by)
        alike = LookAlikes(self.search, waiting, kiosk.touch)
        while alike.go_on() is not None:
            pass

    def look(
        self,
        kiosk: HeadlessKiosk,
        name: str,
        *,
        holds: Medium = Medium.LIVE,
        obeys: bool = False,
        most_s: float = 30,
    ) -> None:
        """This person stands there until the kiosk does not look any more. `obeys`: what they hold
        up shows them turning as they are asked."""
        self._held = holds
        acting = Acting(medium=holds)

        def seen(at_s: float) -> Image:
            nonlocal acting
            acting = approached(acting, _asked(kiosk, holds, obeys=obeys), FRAME_S)
            return self._drawn(name, at_s, acting)

        self._look(kiosk, seen, most_s)

    def look_swapped(self, kiosk: HeadlessKiosk, name: str, thief: str, light: float) -> None:
        """A print of `name` is recognised; then `thief` makes the gestures, right in its place."""
        print_of, acting, asked_looks = Acting(medium=Medium.PRINT), Acting(), 0
        place, own = (self._face(self._drawn(each, 3, print_of)) for each in (name, thief))

        def seen(at_s: float) -> Image:
            nonlocal acting, asked_looks
            asked_looks += isinstance(kiosk.screen(), ProveAlive)
            if asked_looks <= 2:
                return self._drawn(name, at_s, print_of)
            acting = approached(acting, _asked(kiosk, Medium.LIVE, obeys=True), FRAME_S)
            return in_the_place(self._drawn(thief, at_s, acting), own, place, Swap(light))

        self._look(kiosk, seen, 40)

    def _look(self, kiosk: HeadlessKiosk, seen: Callable[[float], Image], most_s: float) -> None:
        self._take_changes(kiosk)
        self.search.forget()
        for number in range(1, round(most_s / FRAME_S)):
            if not kiosk.eyes.is_watching:
                return
            now_s = kiosk.clock.monotonic()
            frame = Frame(seen(number * FRAME_S), now_s, number)
            kiosk.touch(FaceObserved(*self.search.see(frame, closely=kiosk.eyes.is_close), now_s))
            kiosk.clock.wind(FRAME_S)
            kiosk.conductor.work_off()

    def _drawn(self, name: str, at_s: float, acting: Acting) -> Image:
        return self._scene.seen(Appearance(SAMPLES / f"{name}.jpg", 2 + at_s), at_s, acting)

    def _face(self, image: Image) -> Box:
        face = self.search.see(Frame(image, 0.0, 0))[0].face
        assert face is not None
        return face.box

    def _take_changes(self, kiosk: HeadlessKiosk) -> None:
        alike = LookAlikes(self.search, (), kiosk.touch)
        for member_id in kiosk.eyes.changed[self._changes_taken :]:
            templates = members.templates_of(kiosk.database, VAULT, member_id)
            self.search.change(member_id, templates)
            alike.changed(member_id)
        self._changes_taken = len(kiosk.eyes.changed)


def _asked(kiosk: HeadlessKiosk, holds: Medium, *, obeys: bool) -> Acting:
    screen = kiosk.screen()
    pose = pose_for(screen.gesture if isinstance(screen, ProveAlive) else None)
    if holds is Medium.LIVE or obeys:
        return Acting(head=pose, medium=holds)
    return Acting(sheet=pose, medium=holds)
