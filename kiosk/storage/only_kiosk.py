"""One kiosk per data folder.

A second one, started by hand beside the service, would take the first one's payment in flight for
one that a crash left behind: it would close it under the shopper's hands and drop the door.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

LOCK_FILE = "kiosk.lock"


class AlreadyRunningError(Exception):
    """Another kiosk uses this data folder. End it first."""


@contextmanager
def only_kiosk(data_dir: Path) -> Iterator[None]:
    """Hold the folder; the system lets go of it however this process ends.

    Raises AlreadyRunningError. A folder that cannot be written has an error screen of its own.
    """
    with ExitStack() as held:
        file = _opened(data_dir)
        if file is not None:
            _lock(held.enter_context(file), data_dir)
        yield


def _lock(file: IO[bytes], data_dir: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise AlreadyRunningError(
            f"A kiosk runs on {data_dir} already. End it first, or give this one another data_dir."
        ) from error


def _opened(data_dir: Path) -> IO[bytes] | None:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        return (data_dir / LOCK_FILE).open("ab")
    except OSError:
        return None
