"""Logging: through a queue, to a file that rotates and to the terminal. Ids only, never people.

A digit string that looks like a mobile number is masked before it is written, should one ever
slip into a message.
"""

from __future__ import annotations

import logging
import logging.handlers
import queue
import re
from collections.abc import Callable
from pathlib import Path

_MOBILE = re.compile(r"(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)")
_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_FILE_BYTES, _FILES = 2_000_000, 5


class _Masking(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return _MOBILE.sub(r"\1****\2", super().format(record))


def start_logging(folder: Path | None, terminal_level: int) -> Callable[[], None]:
    """Begin to log; returns what ends it. Without a writable `folder`, to the terminal only.

    The terminal shows `terminal_level` and above, the file INFO and above.
    """
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    if folder is not None:
        handlers.extend(_file_handler(folder))
    for handler in handlers:
        handler.setFormatter(_Masking(_FORMAT))
    handlers[0].setLevel(terminal_level)
    records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    entrance = logging.handlers.QueueHandler(records)
    root.addHandler(entrance)
    listener = logging.handlers.QueueListener(records, *handlers, respect_handler_level=True)
    listener.start()

    def end() -> None:
        root.removeHandler(entrance)
        listener.stop()  # writes what is waiting
        for handler in handlers:
            handler.close()

    return end


def _file_handler(folder: Path) -> list[logging.Handler]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "kiosk.log"
        return [logging.handlers.RotatingFileHandler(path, "a", _FILE_BYTES, _FILES, "utf-8")]
    except OSError:
        return []  # a full or read-only disk has its own screen; the terminal still hears
