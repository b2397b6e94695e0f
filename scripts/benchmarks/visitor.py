"""A shopper at a running kiosk: sends what a touch sends, and notes when what was painted.

Runs on the Qt thread and serves Qt's own event loop while it waits, as the kiosk does.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer

from kiosk.compose.kiosk import Kiosk
from kiosk.config import Settings
from kiosk.flows import events as on
from kiosk.flows import face_events as face_on
from kiosk.flows import money_events as money_on
from kiosk.flows.events import Event
from kiosk.run import Window
from scripts.benchmarks.errors import VisitError
from scripts.benchmarks.times import Now

PRODUCT = "americano"
WAIT_S = 20.0
LOOK_EVERY_MS = 20


class Visitor:
    """Owns a kiosk and its window; `close` it. All moments are seconds of `now`."""

    def __init__(self, settings: Settings, now: Now) -> None:
        self._now = now
        self.first_good_face_at: float | None = None
        self.frames_judged = 0
        self.shown_at: dict[str, float] = {}
        self.painted_at: dict[str, float] = {}
        self.camera_frames_at: list[float] = []
        self._end_overhearing = _overhear(self._heard)
        self.window = Window(settings)
        app = self.window.app
        app.bridge.shown.connect(self._on_shown)
        app.view.frameSwapped.connect(self._on_painted)
        app.preview.arrived.connect(
            lambda: self.camera_frames_at.append(self._now()), Qt.ConnectionType.DirectConnection
        )
        self._loop = QEventLoop()
        self._is_so: Callable[[], bool] = lambda: False
        self._look = QTimer()
        self._look.timeout.connect(self._check)
        self._look.start(LOOK_EVERY_MS)
        self.window.kiosk.stage.present(None)
        self.window.kiosk.start()

    def close(self) -> None:
        self._look.stop()
        self.window.close()
        self._end_overhearing()

    @property
    def screen(self) -> str:
        return str(self.window.app.bridge.screen_name)

    @property
    def is_moving(self) -> bool:
        return bool(self.window.app.view.rootObject().property("is_moving"))

    def present(self, *pictures: Path) -> float:
        """These stand before the camera from now on; nobody without any. The moment of it."""
        self.first_good_face_at = None
        at = self._now()
        self.window.kiosk.stage.present(pictures or None)
        return at

    def go_to_pay_by_face(self) -> None:
        """From the invitation to the preview, standing still; nobody need be in the picture."""
        for event in (
            on.ShopPressed(), on.ProductAdded(PRODUCT), on.CheckoutPressed(),
            money_on.PayByFacePressed()
        ):  # fmt: skip
            self.window.kiosk.put(event)
        self.wait("the preview", lambda: self.screen == "LookAtCamera" and not self.is_moving)

    def leave(self) -> None:
        """Back to the invitation, with everything noted forgotten."""
        self.window.kiosk.put(on.CancelPressed())
        self.present()
        self.wait("the invitation", lambda: self.screen == "Attract")
        self.shown_at.clear()
        self.painted_at.clear()
        self.camera_frames_at.clear()

    def pause(self, seconds: float) -> None:
        until = self._now() + seconds
        self.wait("a pause to end", lambda: self._now() >= until, seconds + WAIT_S)

    def wait(self, what: str, is_so: Callable[[], bool], timeout_s: float = WAIT_S) -> None:
        """Serve the screen until `is_so`; raises VisitError that tells what was waited for."""
        if is_so():
            return
        late = QTimer()
        late.setSingleShot(True)
        late.timeout.connect(lambda: self._loop.exit(1))
        late.start(round(timeout_s * 1000))
        self._is_so = is_so
        try:
            if self._loop.exec():
                raise VisitError(f"Waited {timeout_s:.0f} s for {what}; on {self.screen}.")
        finally:
            late.stop()
            self._is_so = lambda: False

    def _check(self) -> None:
        if self._is_so():
            self._loop.exit(0)

    def _on_shown(self, name: str) -> None:
        self.shown_at.setdefault(name, self._now())

    def _on_painted(self) -> None:
        """The first frame after a screen was shown is the first that can hold it."""
        for name in self.shown_at.keys() - self.painted_at.keys():
            self.painted_at[name] = self._now()
        self._check()

    def _heard(self, event: Event) -> None:
        """From any thread."""
        if isinstance(event, face_on.FaceObserved):
            self.frames_judged += 1
            if self.first_good_face_at is None and event.sighting.template is not None:
                self.first_good_face_at = event.at_s


def _overhear(hear: Callable[[Event], None]) -> Callable[[], None]:
    """Tell `hear` every event of kiosks made from now on; returns what ends it.

    The product has no hook for benchmarks.
    """
    plain = Kiosk.put

    def put(kiosk: Kiosk, event: Event) -> None:
        hear(event)
        plain(kiosk, event)

    def end() -> None:
        Kiosk.put = plain  # type: ignore[method-assign]

    Kiosk.put = put  # type: ignore[method-assign, assignment]
    return end
