"""Small virtual cabinets for stories."""

import random  # noqa: TID251 - seeded dice
import time
from collections.abc import Callable
from pathlib import Path

from firmware_bridge.simulator.cabinet import Cabinet
from firmware_bridge.simulator.plan import BoardPlan, CabinetPlan, one_board, parse_plan
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from firmware_bridge.timing import Timing
from firmware_bridge.wiring import Polarity

QUICK = Timing(
    reply_s=0.15,
    settle_s=0.05,
    poll_s=0.05,
    open_within_s=0.2,
    send_within_s=1.0,
    watch_s=0.05,
    closed_for_s=0.05,
    reopen_s=0.5,
    cool_down_s=0.05,
)
"""For a board on a pty, where real time passes."""

SMALL = """
hand_s = 0
[[port]]
name = "bus"
[[board]]
family = "shuoming"
port = "bus"
address = 1
locks = 2
[[door]]
number = 1
board = 1
lock = 1
[[door]]
number = 2
board = 1
lock = 2
[[good]]
sku = "cola"
weight_mg = 350_000
[[good]]
sku = "crisps"
weight_mg = 80_000
[[shelf]]
name = "A"
door = 1
goods = [{ sku = "cola", stock = 3 }]
scale = { port = "bus", unit = 11, profile = "rs485-transmitter", noise_mg = 0 }
[[shelf]]
name = "B"
door = 1
goods = [{ sku = "crisps", stock = 2 }]
scale = { port = "bus", unit = 12, profile = "rs485-transmitter", noise_mg = 0 }
[[shelf]]
name = "L"
door = 2
goods = [{ sku = "cola", stock = 1 }]
"""
"""Door 1 with shelves A (3 cola) and B (2 crisps) on scales 11 and 12; locker L behind door 2."""


def small_plan(extra: str = "") -> CabinetPlan:
    return parse_plan(SMALL + extra)


def dice(seed: int = 1) -> random.Random:
    return random.Random(seed)  # noqa: S311


def small_cabinet() -> Cabinet:
    return Cabinet(small_plan(), dice(), now=0.0)


def opened_cabinet() -> Cabinet:
    """Both doors stand open."""
    cabinet = small_cabinet()
    for door in cabinet.doors.values():
        door.force(0.0)
    return cabinet


def real_cabinet(
    plan: CabinetPlan | None = None,
    folder: Path | None = None,
    on_event: Callable[[str], None] | None = None,
) -> VirtualCabinet:
    """A cabinet behind ptys, which live in real time."""
    return VirtualCabinet(
        plan or small_plan(),
        monotonic=time.monotonic,  # noqa: TID251 - a real pty lives in real time
        rng=dice(),
        folder=folder,
        on_event=on_event,
    )


def real_board(
    link: Path,
    polarity: Polarity = Polarity.CLOSING_FEEDBACK,
    on_event: Callable[[str], None] | None = None,
) -> VirtualCabinet:
    """Shuoming board 1 with eight doors, at that path."""
    options: dict[str, bool | int | str] = {"polarity": polarity.value}
    board = BoardPlan(family="shuoming", port=link.name, address=1, locks=8, options=options)
    return real_cabinet(one_board(board), link.parent, on_event)
