"""The one place that tames `import cv2`; import cv2 from here in devices.

opencv-python carries a Qt 5 of its own and points QT_QPA_PLATFORM_PLUGIN_PATH and
QT_QPA_FONTDIR at it while it is imported; our Qt 6 would then look for its platform plugin and
its fonts there. Import this module before the QGuiApplication is made, or at least before a
child process inherits the environment.
"""

from __future__ import annotations

import os

# Read once, when the library is loaded. The driver's own 10 s would outlast our watchdog.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")
# FFmpeg's chatter goes to stderr past our log (-8 is AV_LOG_QUIET); we raise errors of our own.
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")

import cv2
import cv2.utils.logging

os.environ.pop("QT_QPA_PLATFORM_PLUGIN_PATH", None)
os.environ.pop("QT_QPA_FONTDIR", None)
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

__all__ = ["cv2"]
