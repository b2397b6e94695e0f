"""One kiosk of its own: the product's parts list without window and eyes, and a shopper."""

from __future__ import annotations

import logging
import multiprocessing
import os
import queue
import signal
import threading
from dataclasses import dataclass
from pathlib import Path
from random import Random  # noqa: TID251  # made here, to be given

from kiosk import config
from kiosk.compose.eyes import CameraSeat
from kiosk.compose.kiosk import Kiosk
from kiosk.flows.screens import Screen
from kiosk.storage.only_kiosk import only_kiosk
from kiosk.workers.vision import VisionWorker
from scripts.chaoses.cabinet.shopper import Shopper
from scripts.chaoses.cabinet.spoilt import Mistake, spoil
from scripts.chaoses.money.opening import open_shop
from scripts.chaoses.money.shopper import ScreenForShopper


@dataclass(frozen=True, slots=True)
class Job:
    """`folder` holds opening.toml and kiosk.toml; logs come beside them.

    `opens_shop`: nothing but that, once, without a cabinet, and then it ends.
    """

    folder: Path
    seed: int
    boot: int
    opens_shop: bool = False
    mistake: Mistake | None = None


def run(job: Job) -> None:
    """Until SIGTERM; or until it is killed."""
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who gives the orders
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    _log_to(job.folder)
    name = "opening.toml" if job.opens_shop else "kiosk.toml"
    settings = config.load(job.folder / name)
    with only_kiosk(settings.paths.data_dir):
        screens: queue.SimpleQueue[Screen] = queue.SimpleQueue()
        kiosk = Kiosk(settings, ScreenForShopper(screens), lambda _: None, lambda: None)
        parts = kiosk._parts  # noqa: SLF001  # nobody pays by face here: models take a second
        parts[:] = [part for part in parts if not isinstance(part, VisionWorker | CameraSeat)]
        if job.mistake is not None:
            spoil(kiosk, job.mistake)
        kiosk.start()
        if job.opens_shop:
            open_shop(kiosk.put, screens)
        else:
            dice = Random(f"{job.seed} {job.boot}")  # noqa: S311  # no secret
            Shopper(kiosk.put, screens, job.folder / "enough", dice).start()
            ending.wait()
        kiosk.stop()


def _end_with_parent() -> None:
    """Whatever ends who gives the orders ends this as well: it would go on holding the ptys."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _log_to(folder: Path) -> None:
    written = os.open(folder / "stderr.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for place in (1, 2):
        os.dup2(written, place)
    logging.basicConfig(
        filename=folder / "kiosk.log",
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
