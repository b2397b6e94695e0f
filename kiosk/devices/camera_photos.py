"""A camera made of photographs, for tours, tests and staff without a camera at hand.

Renaming the folder away is unplugging the camera; renaming it back is plugging it in.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from kiosk.devices.camera_source import PhotoFolderSource
from kiosk.devices.pacing import Pacer
from kiosk.devices.photo_acting import Acting, approached
from kiosk.devices.photo_media import FindFace, acted, nobody_found
from kiosk.devices.photo_scene import (
    SLIDE_IN_S,
    Image,
    draw_empty_shop,
    lit,
    moving,
    prepare_picture,
    slid_in,
)
from kiosk.devices.photo_stage import (
    Appearance,
    PhotoStage,
    in_turn,
    looped,
    persons_among,
    pictures_in,
    presented,
)
from kiosk.domain.camera import (
    CameraGoneError,
    CameraSilentError,
    CameraUnavailableError,
    Frame,
)
from models.results import Face

STILL = Acting()

log = logging.getLogger(__name__)

MAX_PREPARED = 8
"""Pictures kept ready: 3.5 MB each at 1280x720."""


class PhotoCamera:
    """Frames of whoever the stage says stands there, at an even pace."""

    def __init__(
        self,
        source: PhotoFolderSource,
        pictures: Sequence[Path],
        stage: PhotoStage,
        now: Callable[[], float],
        find_face: FindFace = nobody_found,
    ) -> None:
        self._source = source
        self._turns = in_turn(list(persons_among(pictures).values()))
        self._scene = PhotoScene((source.width, source.height), source.fill, find_face)
        self._stage = stage
        self._now = now
        self._pacer = Pacer(source.fps, now)
        self._wish = stage.wish
        self._wish_since_s = now()
        self._number = 0
        self._acting = stage.acting
        self._acted_at_s = now()

    def read(self, timeout_s: float) -> Frame:
        """Raises CameraGoneError when the folder is away, CameraSilentError when too early."""
        if not self._source.path.is_dir():
            raise CameraGoneError(f"The folder {self._source.path} is away: put it back.")
        if not self._pacer.wait(timeout_s):
            if self._pacer.is_stopped:
                raise CameraGoneError("The camera was closed.")
            raise CameraSilentError("The next frame is not due yet.")
        now_s = self._now()
        self._acting = approached(self._acting, self._stage.acting, now_s - self._acted_at_s)
        self._acted_at_s = now_s
        image = self._scene.seen(self._appearance(now_s), now_s, self._acting)
        self._number += 1
        return Frame(image, now_s, self._number)

    def close(self) -> None:
        self._pacer.stop()

    def _appearance(self, now_s: float) -> Appearance | None:
        wish = self._stage.wish
        if wish is not self._wish:
            self._wish, self._wish_since_s = wish, now_s
        elapsed_s = now_s - self._wish_since_s
        if wish is None:
            return looped(self._turns, self._source.hold_s, self._source.empty_s, elapsed_s)
        return presented(wish.pictures, elapsed_s)


class PhotoScene:
    """The shop and the few pictures prepared last."""

    def __init__(
        self, size: tuple[int, int], fill: float, find_face: FindFace = nobody_found
    ) -> None:
        self._size = size
        self._fill = fill
        self._shop = draw_empty_shop(size)
        self._prepared: dict[Path, Image | None] = {}
        self._find_face = find_face
        self._faces: dict[Path, Face | None] = {}

    def seen(self, appearance: Appearance | None, now_s: float, acting: Acting = STILL) -> Image:
        """A new image. A picture that cannot be read shows nobody, and a warning in the log."""
        canvas = self._canvas(appearance.picture) if appearance else None
        if appearance is None or canvas is None:
            return lit(self._shop, now_s)
        if acting != STILL:
            canvas = self._acted(canvas, appearance.picture, acting)
        person = moving(canvas, self._size, appearance.age_s)
        if appearance.age_s >= SLIDE_IN_S:
            return person
        return slid_in(person, self._shop, appearance.age_s)

    def _acted(self, canvas: Image, picture: Path, acting: Acting) -> Image:
        """The picture with its head turned, or held up as a print; as it is without a face."""
        if picture not in self._faces:
            while len(self._faces) >= MAX_PREPARED:
                del self._faces[next(iter(self._faces))]
            self._faces[picture] = self._find_face(canvas)
        face = self._faces[picture]
        return canvas if face is None else acted(canvas, face, acting, self._shop)

    def _canvas(self, picture: Path) -> Image | None:
        if picture not in self._prepared:
            while len(self._prepared) >= MAX_PREPARED:
                del self._prepared[next(iter(self._prepared))]
            self._prepared[picture] = prepare_picture(picture, self._size, self._fill)
            if self._prepared[picture] is None:
                log.warning("%s cannot be read as a picture: replace or delete it", picture)
        return self._prepared[picture]


def open_photo_folder(
    source: PhotoFolderSource,
    stage: PhotoStage,
    now: Callable[[], float],
    find_face: FindFace = nobody_found,
) -> PhotoCamera:
    """Raises CameraUnavailableError when the folder is absent, closed to us, or empty."""
    folder = source.path
    try:
        pictures = pictures_in(folder)
    except OSError as error:
        raise CameraUnavailableError(
            f"The photograph folder {folder} cannot be opened ({error.strerror}): "
            "correct the camera URL, or install the samples with `python -m kiosk samples`."
        ) from error
    if not pictures:
        raise CameraUnavailableError(
            f"There are no pictures in {folder}: put .jpg or .png files there, "
            "or install the samples with `python -m kiosk samples`."
        )
    log.info("camera folder %s open, %d pictures", folder, len(pictures))
    return PhotoCamera(source, pictures, stage, now, find_face)
