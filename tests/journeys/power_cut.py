"""A kiosk in a process of its own whose power is cut at a chosen durable write.

    python -m tests.journeys.power_cut

reads one job a line as JSON, does each in a forked child, and answers with one line: "cut" when
the child was killed, or the number of durable writes when it reached the end unharmed. The power
goes as SIGKILL, right before or right after the Nth COMMIT of the process; no product code knows.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal

from kiosk.domain.forgetting import Why
from kiosk.domain.hold import Hold
from kiosk.domain.money import Money
from kiosk.domain.refund import RefundReason
from kiosk.domain.retaking import Witness
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import member_effects as member_do
from kiosk.flows import money_effects as money_do
from kiosk.flows.adding_face_effects import AddFace
from kiosk.flows.effects import Effect
from kiosk.storage import database
from tests.journeys.steps import by_phone, fill_cart
from tests.support.fake_rails import LosingRail, place_hold
from tests.support.fake_shop import a_template
from tests.support.headless_kiosk import HeadlessKiosk

Task = Literal["buy", "start", "give_up", "refund", "hold", "leave", "settle", "add_face", "leap"]
When = Literal["before", "after"]
TOLD = "told"
PART = Money(1200)
HELD = Money(3000)
LEAP = timedelta(days=200)


@dataclass(frozen=True)
class Job:
    """`cut_at` 0: never. `door_log` gets a line for each time the lock board is asked, and for
    each time that a shopper is told that no charge will stand."""

    path: str
    door_log: str
    task: Task
    cut_at: int = 0
    when: When = "before"

    def to_line(self) -> str:
        return json.dumps(asdict(self)) + "\n"


class Fuse:
    """Counts durable writes, and blows at one of them."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.writes = 0

    def commit(self, really: Callable[[], sqlite3.Cursor]) -> sqlite3.Cursor:
        self.writes += 1
        self._blow("before")
        cursor = really()
        self._blow("after")
        return cursor

    def _blow(self, when: When) -> None:
        if (self.writes, when) == (self._job.cut_at, self._job.when):
            os.kill(os.getpid(), signal.SIGKILL)


class FusedConnection(sqlite3.Connection):
    """Every connection of this process hangs on the one fuse."""

    fuse: Fuse

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
        if sql == "COMMIT":
            return self.fuse.commit(lambda: super(FusedConnection, self).execute(sql))
        return super().execute(sql, *parameters)


def main() -> None:
    for line in sys.stdin:
        print(_in_a_child(Job(**json.loads(line))), flush=True)  # noqa: T201


def _in_a_child(job: Job) -> str:
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write_end, str(_do(job)).encode())
        os._exit(0)
    os.close(write_end)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read_end) as answer:
        finished = answer.read()
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return "cut"
    return finished if status == 0 else f"failed with status {status}"


def _do(job: Job) -> int:
    """The number of durable writes."""
    fuse = FusedConnection.fuse = Fuse(job)
    connect = partial(sqlite3.connect, factory=FusedConnection)
    database.sqlite3.connect = connect  # type: ignore[attr-defined]
    line = LosingRail if job.task == "give_up" else None
    kiosk = HeadlessKiosk(Path(job.path), boot=f"boot-{os.getpid()}", line=line)
    kiosk.door.answer = partial(_open, Path(job.door_log))
    kiosk.start()
    match job.task:
        case "buy":
            _buy(kiosk)
        case "give_up":
            _buy(kiosk)
            _give_up(kiosk, Path(job.door_log))
        case "refund":
            payment_id = _only_payment(kiosk)
            _act(
                kiosk,
                money_do.IntendRefund("refund-1", payment_id, PART, RefundReason.QUALITY, "staff"),
            )
        case "hold":
            member_id = _only_member(kiosk)
            _act(kiosk, place_hold(Hold("hold-1", "session-1", member_id, HELD, "wallet")))
            _act(kiosk, money_do.CaptureHold("hold-1", PART))
        case "leave":
            _act(kiosk, member_do.ForgetMember(_only_member(kiosk), Why.SHOPPER))
        case "settle":
            _act(kiosk, member_do.ForgetMember(_only_member(kiosk), pay_out_id="out-1"))
        case "add_face":
            new = tuple(a_template(number) for number in (7, 8, 9))
            proofs = (Witness.PIN, Witness.STAFF)
            _act(kiosk, AddFace(_only_member(kiosk), new, (), proofs))
        case "leap":
            kiosk.clock.set_wall(kiosk.clock.now() + LEAP)
            _act(kiosk, member_do.ForgetUnused())
            _act(kiosk, face_do.TidyPacks())
        case "start":
            pass
    kiosk.wait(8)  # the guard looks as well
    return fuse.writes


def _buy(kiosk: HeadlessKiosk) -> None:
    fill_cart(kiosk)
    by_phone(kiosk)
    kiosk.touch(on.ConfirmPressed(), on.DonePressed())


def _give_up(kiosk: HeadlessKiosk, log: Path) -> None:
    """With an effect of its own, so that it is right after the charge whose answer was lost."""
    _act(kiosk, money_do.GiveUpPayment(_only_payment(kiosk)))
    _write(log, TOLD)
    assert isinstance(kiosk.rail, LosingRail)
    kiosk.rail.is_down = False


def _act(kiosk: HeadlessKiosk, effect: Effect) -> None:
    kiosk.conductor._act([effect])
    kiosk.conductor.work_off()


def _only_member(kiosk: HeadlessKiosk) -> str:
    ((member_id,),) = kiosk.database.execute("SELECT id FROM members").fetchall()
    return str(member_id)


def _only_payment(kiosk: HeadlessKiosk) -> str:
    ((payment_id,),) = kiosk.database.execute("SELECT id FROM payments").fetchall()
    return str(payment_id)


def _open(door_log: Path, command_id: str) -> on.DoorOpened:
    _write(door_log, command_id)
    return on.DoorOpened(command_id)


def _write(path: Path, line: str) -> None:
    with path.open("a") as log:
        log.write(f"{line}\n")


if __name__ == "__main__":
    main()
