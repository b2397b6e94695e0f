"""Importing OpenCV must not lead our Qt astray."""

from __future__ import annotations

import os
import subprocess
import sys


def test_opencv_leaves_qt_its_own_plugins() -> None:
    script = (
        "import os, kiosk.devices.opencv;"
        "print([name for name in os.environ if name.startswith('QT_QPA')])"
    )
    environment = {name: text for name, text in os.environ.items() if not name.startswith("QT_")}

    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
