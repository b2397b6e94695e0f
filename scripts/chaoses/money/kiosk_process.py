"""One kiosk of its own: the product's parts list without window and eyes, and a shopper."""

from __future__ import annotations

import logging
import queue
import signal
import threading
from dataclasses import dataclass
from pathlib import Path
from random import Random  # noqa: TID251  # made here, to be given

from kiosk import config
from kiosk.compose.eyes import CameraSeat
from kiosk.compose.kiosk import Kiosk
from kiosk.config import Settings
from kiosk.devices.system_clock import SystemClock
from kiosk.flows.screens import Screen
from kiosk.storage.only_kiosk import only_kiosk
from kiosk.workers.vision import VisionWorker
from scripts.chaoses.money.acts_first import spoil
from scripts.chaoses.money.diary import Diary
from scripts.chaoses.money.errands import Errand, errand
from scripts.chaoses.money.opening import open_shop
from scripts.chaoses.money.pace import Pace, set_pace
from scripts.chaoses.money.phone import Phone
from scripts.chaoses.money.shopper import Crowd, ScreenForShopper, Shopper


@dataclass(frozen=True, slots=True)
class Job:
    """`folder` holds kiosk.toml; the diary and the log come beside it. `control`: the phones'.

    `opens_shop`: nothing but that, once, and then it ends.
    """

    folder: Path
    control: str
    seed: int
    quota: int
    pace: Pace
    acts_first: bool = False
    opens_shop: bool = False

    @property
    def name(self) -> str:
        return self.folder.name


def run(job: Job) -> None:
    """Until SIGTERM; or until it is killed."""
    logging.basicConfig(filename=job.folder / "kiosk.log", level=logging.WARNING)
    set_pace(job.pace)
    settings = config.load(job.folder / "kiosk.toml")
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    with only_kiosk(settings.paths.data_dir):
        screens: queue.SimpleQueue[Screen] = queue.SimpleQueue()
        kiosk = _kiosk(job, settings, screens)
        kiosk.start()
        if job.opens_shop:
            open_shop(kiosk.put, screens)
        else:
            _shopper(job, settings, kiosk, screens).start()
            ending.wait()
        kiosk.stop()


def _kiosk(job: Job, settings: Settings, screens: queue.SimpleQueue[Screen]) -> Kiosk:
    kiosk = Kiosk(settings, ScreenForShopper(screens), lambda _: None, lambda: None)
    _without_eyes(kiosk)
    if job.acts_first:
        spoil(kiosk)
    return kiosk


def _shopper(
    job: Job, settings: Settings, kiosk: Kiosk, screens: queue.SimpleQueue[Screen]
) -> Shopper:
    waiting = threading.Event()
    crowd = Crowd(
        job.quota,
        lambda number: _errand(job, number),
        lambda number: Phone(job.control, f"{job.name}_{number}", waiting.wait),
    )
    diary = Diary(job.folder / "diary.jsonl", SystemClock(settings.site.zone).now)
    return Shopper(kiosk.put, screens, diary, crowd)


def _errand(job: Job, number: int) -> Errand:
    return errand(Random(f"{job.seed} {job.name} {number}"))  # noqa: S311  # no secret


def _without_eyes(kiosk: Kiosk) -> None:
    """Models and OpenCV would take a second of every start, and nobody pays by face here."""
    parts = kiosk._parts  # noqa: SLF001  # the product has no kiosk without them
    parts[:] = [part for part in parts if not isinstance(part, VisionWorker | CameraSeat)]
