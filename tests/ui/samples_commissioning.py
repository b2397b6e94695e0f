"""The pages of setting a cabinet up, with values as a technician would see them."""

from __future__ import annotations

from firmware_bridge import learning_steps as learn
from firmware_bridge.findings import BoardFound, ScaleFound
from firmware_bridge.learning_steps import Trouble
from firmware_bridge.learnt import (
    GoodChecked,
    GoodWanted,
    LockTried,
    Progress,
    Readings,
    ShelfLearnt,
    SkippedGood,
    SkippedLock,
    learnt_from,
)
from kiosk.domain.commissioning import CommissioningPlan, DoorPlace, GoodPlace, ShelfPlace
from kiosk.domain.language import Label
from kiosk.domain.settlement.advice import Clash, Move
from kiosk.flows.commissioning_screens import (
    CommissioningScreen,
    StaffSetUp,
    StaffSetUpDone,
    StaffSetUpStep,
    Written,
)

PORT = "/dev/ttyUSB0"
BOARD = BoardFound(9600, "shuoming", 1, 24, PORT)
SCALE = ScaleFound(9600, 3, ("rs485-transmitter",), PORT)
COLA, JUICE = Label("可乐 330ml", "Cola 330 ml"), Label("鲜榨橙汁", "Orange juice")
BAGEL = Label("海盐贝果配奶油奶酪和烟熏三文鱼", "Sea salt bagel with cream cheese and salmon")
PLAN = CommissioningPlan(
    (
        DoorPlace(1, "fridge", "d1", Label("左门", "the left door")),
        DoorPlace(2, "fridge", "d2", Label("右门", "the right door")),
        DoorPlace(3, "fridge", "d3", Label("下面的抽屉", "the drawer below")),
    ),
    (ShelfPlace("A", "fridge", "A", 1), ShelfPlace("B", "fridge", "B", 1)),
    (
        GoodPlace("cola", "A", 345_000, COLA),
        GoodPlace("juice", "B", 520_000, JUICE),
        GoodPlace("bagel", "B", 168_000, BAGEL),
    ),
)


SHUT = Readings((False, False), lock=False)
OPEN = Readings((True, False), lock=True)
FIRST = LockTried(BOARD, 1, 1, SHUT, OPEN, SHUT)
DUMB = LockTried(BOARD, 2, 2, SHUT, SHUT, SHUT)
FREE = LockTried(BOARD, 3, None, SHUT, SHUT, SHUT)
SHELF = ShelfLearnt(SCALE, "rs485-transmitter", "A", 1_000_000, 1_000_000)
WANTED = GoodWanted("juice", "B", 520_000)
FOUND = Progress((BOARD, SCALE))
BEGUN = Progress((BOARD, SCALE), (FIRST,), (SHELF,))
WRONG = GoodChecked(WANTED, "B", 168_000, ("bagel",))
ELSEWHERE = GoodChecked(WANTED, "A", 521_000)
DONE = Progress(
    (BOARD, SCALE), (FIRST, DUMB, FREE), (SHELF,),
    (GoodChecked(GoodWanted("cola", "A", 345_000), "A", 346_000), ELSEWHERE),
    (SkippedLock(BOARD, 4, "later"), SkippedGood(GoodWanted("bagel", "B", 168_000), "broken")),
)  # fmt: skip
CLASH = Clash("B", ("juice",), ("bagel", "cola"), 0.42, Move("juice", "A", 0.0))


def step(one: learn.Step, progress: Progress = BEGUN, **more: object) -> StaffSetUpStep:
    return StaffSetUpStep(one, PLAN, progress, can_go_back=True, **more)  # type: ignore[arg-type]


COMMISSIONING_SCREENS: dict[str, CommissioningScreen] = {
    "set-up": StaffSetUp(PLAN),
    "set-up-begun": StaffSetUp(PLAN, is_begun=True, can_undo=True),
    "set-up-undone": StaffSetUp(
        PLAN, is_begun=True, written_at="2026-11-21T14:30:00+08:00", can_undo=True, was_undone=True
    ),
    "set-up-search": step(
        learn.Searching(), Progress(), share=0.43, what="9600 baud, kerong-cu48 board 3"
    ),
    "set-up-nothing": step(learn.NothingFound(), Progress()),
    "set-up-open": step(learn.AskOpen(BOARD, 1), FOUND),
    "set-up-open-gone": step(learn.AskOpen(BOARD, 1), FOUND, trouble=Trouble.PORT_GONE),
    "set-up-opening": step(learn.WorkingOnLock("pulse", FIRST), FOUND),
    "set-up-which": step(learn.AskWhichDoor(FIRST, sees_open=True), FOUND),
    "set-up-close": step(learn.AskClose(FIRST), FOUND),
    "set-up-leave-out": step(learn.AskOpen(BOARD, 2), is_leaving_out=True),
    "set-up-shelf": step(learn.AskShelf(SCALE)),
    "set-up-empty": step(learn.AskEmpty(SHELF)),
    "set-up-empty-dead": step(learn.AskEmpty(SHELF), trouble=Trouble.NO_WEIGHT),
    "set-up-known": step(learn.AskKnownWeight(SHELF)),
    "set-up-known-wrong": step(learn.AskKnownWeight(SHELF), is_wrong_number=True),
    "set-up-sure": step(learn.AskSure(SHELF, 500_300)),
    "set-up-calibrating": step(learn.WorkingOnShelf("calibrate", SHELF)),
    "set-up-good": step(learn.AskGood(WANTED, ()), clashes=(CLASH,)),
    "set-up-good-long": step(learn.AskGood(GoodWanted("bagel", "B", 168_000), ())),
    "set-up-good-wrong": step(learn.ToldGood(WRONG)),
    "set-up-done": StaffSetUpDone(PLAN, DONE, learnt_from(DONE).doubts, (CLASH,)),
    "set-up-written": StaffSetUpDone(
        PLAN, BEGUN, (), (), Written.DONE, "cabinets.toml.bak-0001", can_undo=True
    ),
    "set-up-not-written": StaffSetUpDone(
        PLAN, DONE, learnt_from(DONE).doubts, (), Written.FAILED,
        "locks: locks board 1 lock 2 stands twice. Name each once.",
    ),
    "set-up-done-none": StaffSetUpDone(PLAN, Progress()),
}  # fmt: skip
