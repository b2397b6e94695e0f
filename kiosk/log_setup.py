"""Logging: through a queue, to a file that rotates and to the terminal. Ids only, never people.

What may stand in a line is an allow-list of kinds: numbers, texts, times, paths, errors. Anything
else, such as a member, a template or bytes, is written as the name of its kind. Then the whole
line, with its traceback, goes through log_values.py, whoever wrote it: a library, Qt, or Python
itself about an exception that nobody caught.
"""

from __future__ import annotations

import logging
import logging.handlers
import queue
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path, PurePath
from types import TracebackType

from kiosk.domain.money import Money
from kiosk.log_values import scrubbed

log = logging.getLogger(__name__)

_ALLOWED = (
    int, float, str, PurePath, datetime, date, timedelta, Money, BaseException, type(None)
)  # fmt: skip
"""Kinds that may stand in a line; enums of texts and numbers are among them."""
MOST_CHARACTERS = 2000
"""Of one argument. Nothing that a kiosk has to say is longer."""
_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
_FILE_BYTES, _FILES = 2_000_000, 5


class AllowedFields(logging.Filter):
    """Lets every line through, and of its fields only what is of an allowed kind."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, Mapping):
            record.args = {key: _allowed(value) for key, value in record.args.items()}
        elif record.args:
            record.args = tuple(_allowed(value) for value in record.args)
        if not isinstance(record.msg, str):
            record.msg = str(_allowed(record.msg))
        return True


def _allowed(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_allowed(one) for one in value]
    if not isinstance(value, _ALLOWED):
        return f"<{type(value).__name__}>"
    if isinstance(value, str) and len(value) > MOST_CHARACTERS:
        return f"{value[:MOST_CHARACTERS]}…"
    return value


class _Scrubbing(logging.Formatter):
    """The time, level and logger of a line are ours; all that follows is scrubbed. The queue
    has made message and traceback one text."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's name
        record.message = scrubbed(record.message)
        return super().formatMessage(record)


def start_logging(folder: Path | None, terminal_level: int) -> Callable[[], None]:
    """Begin to log; returns what ends it. Without a writable `folder`, to the terminal only.

    The terminal shows `terminal_level` and above, the file INFO and above.
    """
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    if folder is not None:
        handlers.extend(_file_handler(folder))
    for handler in handlers:
        handler.setFormatter(_Scrubbing(_FORMAT))
    handlers[0].setLevel(terminal_level)
    records: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    # It warns of garbled answers with a traceback and pieces of them; the rails say it in words.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    entrance = logging.handlers.QueueHandler(records)
    entrance.addFilter(AllowedFields())
    root.addHandler(entrance)
    listener = logging.handlers.QueueListener(records, *handlers, respect_handler_level=True)
    listener.start()
    hooks = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = _uncaught, _uncaught_in_thread

    def end() -> None:
        sys.excepthook, threading.excepthook = hooks
        root.removeHandler(entrance)
        listener.stop()  # writes what is waiting
        for handler in handlers:
            handler.close()

    return end


def _uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    log.critical("an exception that nobody caught", exc_info=(kind, error, traceback))


def _uncaught_in_thread(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None and not isinstance(given.exc_value, SystemExit):
        _uncaught(given.exc_type, given.exc_value, given.exc_traceback)


def _file_handler(folder: Path) -> list[logging.Handler]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "kiosk.log"
        return [logging.handlers.RotatingFileHandler(path, "a", _FILE_BYTES, _FILES, "utf-8")]
    except OSError:
        return []  # a full or read-only disk has its own screen; the terminal still hears
