"""The screen and the devices in the settings: camera, locks, printer."""

from __future__ import annotations

from typing import Literal, Self
from urllib.parse import quote

from pydantic import Field, model_validator

from kiosk import typed_file
from kiosk.config_values import CameraUrl, DepthUrl, FilePath, LockPort, PrinterUrl, Section


class Screen(Section):
    """The window."""

    fullscreen: bool = Field(default=True, description="false shows a window of the size below.")
    width_px: int = Field(default=1080, ge=320, le=7680, description="Width of the window.")
    height_px: int = Field(default=1920, ge=320, le=7680, description="Height of the window.")


class Camera(Section):
    """The camera that looks at the shopper."""

    url: CameraUrl = Field(
        default="none:",
        description="none: | v4l2:/dev/video0 | rtsp://HOST/PATH | file:VIDEO | dir:FOLDER "
        "(photographs, one after the other). Without a camera nobody can pay by face.",
    )
    credentials_file: FilePath | None = Field(
        default=None, description="File with USER:PASSWORD in it, for rtsp cameras that ask."
    )

    depth: DepthUrl = Field(
        default="none:",
        description="A depth or infrared camera in the same housing: none: | simulator: (of dir:, "
        "protects nobody) | MODULE:CLASS of its driver, on Python's path. While it does not "
        "measure, nobody pays by face.",
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.credentials_file is not None and not self.url.startswith("rtsp"):
            raise ValueError("credentials_file is for rtsp cameras; remove it.")
        if self.depth == "simulator:" and not self.url.startswith("dir:"):
            raise ValueError("depth = simulator: knows only what a dir: camera shows.")
        return self

    def url_with_credentials(self) -> str:
        """A secret: never log it. Reads `credentials_file`, so it raises FileProblem."""
        if self.credentials_file is None:
            return self.url
        user, colon, password = typed_file.text(self.credentials_file).strip().partition(":")
        if not colon:
            raise typed_file.FileProblem(self.credentials_file, ["Write one line: USER:PASSWORD"])
        scheme, _, rest = self.url.partition("://")
        return f"{scheme}://{quote(user, safe='')}:{quote(password, safe='')}@{rest}"


class Locks(Section):
    """The lock board, and the lock of the pick-up door."""

    port: LockPort = Field(
        default="none:", description="none: | simulator: | the serial port, such as /dev/ttyUSB0"
    )
    board: int = Field(default=1, ge=1, le=32, description="The board's address (DIP switches).")
    lock: int = Field(default=1, ge=1, le=50, description="The channel of the pick-up door's lock.")
    polarity: Literal["closing-feedback", "opening-feedback"] = Field(
        default="closing-feedback",
        description="What closes the lock's switch: closing-feedback is a closed door, "
        "opening-feedback an open one. Try with: python -m firmware_bridge status --port PORT",
    )


class Printer(Section):
    """The receipt printer (ESC/POS)."""

    url: PrinterUrl = Field(
        default="none:",
        description="none: | device:/dev/usb/lp0 | tcp:HOST:9100 | serial:/dev/ttyS1?baud=19200 | "
        "file:PATH (bytes) | text:PATH. Receipts are sent as pictures; with ?mode=text behind it "
        "as GB18030, for printers with a Chinese font on a slow line.",
    )
    columns: Literal[32, 48] = Field(
        default=32, description="Characters a line: 32 on 58 mm paper, 48 on 80 mm."
    )
