"""Commissioning whole cabinets of every family on real ptys, with an installer who has eyes."""

import time

import pytest

from firmware_bridge.families import FAMILY_NAMES, FamilyName
from firmware_bridge.findings import BoardFound
from firmware_bridge.learning import Learning
from firmware_bridge.learning_devices import LearningDevices
from firmware_bridge.learnt import GoodWanted, usual_polarity
from firmware_bridge.prober import Prober
from firmware_bridge.scanning import ScanWishes
from firmware_bridge.simulator.plan import CabinetPlan, plan_of
from firmware_bridge.wiring import ByteOrder, Polarity
from tests.firmware_bridge.installer import Installer, short_wait
from tests.firmware_bridge.simulator.builders import real_cabinet

PROFILE = "rs485-transmitter"


def cabinet_of(family: FamilyName, polarity: Polarity) -> CabinetPlan:
    """Board 2 with door 7 at lock 1 and door 8 at lock 2, and an uncalibrated scale of shelf A."""
    board = {
        "family": family,
        "port": "bus",
        "address": 2,
        "locks": 8,
        "options": {"polarity": polarity.value},
    }
    scale = {"port": "bus", "unit": 3, "profile": PROFILE, "zero_mg": 20_000, "span": 1.05}
    return plan_of(
        {
            "hand_s": 0,
            "port": [{"name": "bus"}],
            "board": [board],
            "door": [{"number": 7, "board": 1, "lock": 1}, {"number": 8, "board": 1, "lock": 2}],
            "good": [{"sku": "cola", "weight_mg": 350_000}],
            "shelf": [
                {"name": "A", "door": 7, "scale": scale | {"settle_s": 0.2, "noise_mg": 200}}
            ],
        }
    )


@pytest.mark.parametrize("family", FAMILY_NAMES)
def test_a_cabinet_of_every_family_is_learnt_though_wired_unusually(family: FamilyName) -> None:
    usual = usual_polarity(BoardFound(9600, family, 2, 8))
    polarity = next(polarity for polarity in Polarity if polarity is not usual)
    clock = time.monotonic  # noqa: TID251 - a real pty lives in real time
    wishes = ScanWishes(bauds=(9600,), families=(family,), profiles=(PROFILE,))
    with (
        real_cabinet(cabinet_of(family, polarity)) as cabinet,
        Prober(str(cabinet.path("bus")), clock, reply_s=0.025) as prober,
    ):
        learning = Learning(500_000, [GoodWanted("cola", "A", 350_000)])
        devices = LearningDevices([prober], wishes, clock, short_wait)
        Installer(cabinet, locks=2).set_up(learning, devices)
        pulses = [pulse.door for pulse in cabinet.pulses()]
    learnt = learning.learnt
    assert learnt.doubts == ()
    (board,) = learnt.boards
    assert (board.board.family, board.board.board, board.polarity) == (family, 2, polarity)
    assert board.doors == ((7, 1), (8, 2))
    assert board.read_all is (ByteOrder.LAST_BYTE_FIRST if family == "shuoming" else None)
    assert [shelf.shelf for shelf in learnt.shelves] == ["A"]
    assert [good.shelf for good in learnt.goods] == ["A"]
    assert pulses == [7, 8, 7]
