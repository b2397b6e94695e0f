"""Camera and models, brought up on the vision thread after the first screen is shown.

Both need OpenCV, which takes most of a second to import: that is why these imports are inside.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.compose import heap
from kiosk.config import Settings
from kiosk.devices.photo_stage import PhotoStage
from kiosk.domain.camera import Frame
from kiosk.domain.problems import Fault, Problem
from kiosk.flows.events import Event, Faulted, Mended
from kiosk.workers.vision import FaceSearch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.workers.camera import CameraEvent, CameraWorker
    from kiosk.workers.depth import DepthWorker


class CameraSeat:
    """Where the camera worker sits once it is there. `stage` moves people before a dir: camera."""

    def __init__(
        self,
        settings: Settings,
        monotonic: Callable[[], float],
        put: Callable[[Event], None],
        on_preview: Callable[[NDArray[np.uint8]], None],
    ) -> None:
        self.stage = PhotoStage()
        self._settings = settings
        self._monotonic = monotonic
        self._put = put
        self._on_preview = on_preview
        self._worker: CameraWorker | None = None
        self._depth: DepthWorker | None = None

    @property
    def depth_trouble(self) -> str:
        """What keeps the depth camera from measuring; empty if nothing does, or there is none."""
        return self._depth.trouble if self._depth else ""

    def load(self) -> FaceSearch:
        """Start the camera, then load the models; raises PackError when they are missing."""
        from kiosk.devices.face_search import PackSearch  # noqa: PLC0415  # see above

        self._worker = self._worker or self._started()
        self._depth = self._depth or self._depth_started()
        face = self._settings.face
        models_dir = self._settings.paths.models_dir
        search = PackSearch(
            models_dir, face.pack, face.min_face_px, face.previous_pack, self._depth
        )
        if self._depth is not None:
            self._depth.wait_until_open()
        heap.give_back()  # what loading took, which is twice what the models keep
        heap.settle()  # all is imported by now, and everybody's templates come next
        return search

    def newest_after(self, number: int, timeout_s: float) -> Frame | None:
        return self._worker.newest_after(number, timeout_s) if self._worker else None

    def start(self) -> None:
        """`load` starts it."""

    def stop(self) -> None:
        for worker in (self._worker, self._depth):
            if worker is not None:
                worker.stop()

    def _depth_started(self) -> DepthWorker | None:
        from kiosk.devices.depth_driver import depth_opener  # noqa: PLC0415
        from kiosk.workers.depth import DepthWorker  # noqa: PLC0415

        opener = depth_opener(self._settings.camera.depth, lambda: self.stage.acting.medium)
        if opener is None:
            return None
        worker = DepthWorker(opener, self._monotonic, self._put)
        worker.start()
        return worker

    def _started(self) -> CameraWorker | None:
        from kiosk.devices.camera_url import open_camera, parse_camera_url  # noqa: PLC0415
        from kiosk.devices.face_finder import FaceFinder  # noqa: PLC0415
        from kiosk.workers.camera import CameraWorker  # noqa: PLC0415

        camera, face = self._settings.camera, self._settings.face
        find_face = FaceFinder(self._settings.paths.models_dir, face.pack)
        if camera.url == "none:":
            self._put(Faulted(Problem(Fault.CAMERA, "No camera is set: see [camera] url.")))
            return None
        worker = CameraWorker(
            lambda: open_camera(
                parse_camera_url(camera.url_with_credentials()),
                self._monotonic,
                self.stage,
                find_face,
            ),
            self._changed,
            self._on_preview,
        )
        worker.start()
        return worker

    def _changed(self, event: CameraEvent) -> None:
        from kiosk.workers.camera import CameraLost  # noqa: PLC0415

        if isinstance(event, CameraLost):
            self._put(Faulted(Problem(Fault.CAMERA, event.reason)))
        else:
            self._put(Mended(Fault.CAMERA))
