"""Commissioning, as a state machine: events in, effects out. Knows no port, no clock, no screen.

    find devices
      for each lock:   ask -> read -> pulse -> which door? -> read -> push it shut -> read
      for each scale:  which shelf? -> empty it -> calibrate -> lay a known weight -> calibrate
      for each good:   weigh -> put one on its shelf -> weigh -> what was seen instead?
    finished

A person answers every question before anything moves; no lock is pulsed without a Yes of its own,
and none twice without its board being read between. `Back` undoes the last answer and what was
learnt from it, `Again` the whole trial of this lock, scale or good, `Skip` leaves it out, `Finish`
goes on to the next part, `OpenDoor` opens a door that was learnt, to reach its shelves; when all is
finished, `Redo` does one of them once more. What a device cannot do comes back as `Failed`, and the
last question is asked again.
"""

from collections.abc import Sequence
from dataclasses import replace

from firmware_bridge.learning_goods import ask_of_good, work_on_good
from firmware_bridge.learning_locks import (
    ask_of_lock,
    open_learnt,
    work_on_lock,
    work_on_opening,
)
from firmware_bridge.learning_order import Next, found_again, onward, redone
from firmware_bridge.learning_shelves import ask_of_shelf, work_on_shelf
from firmware_bridge.learning_steps import (
    Again,
    Answer,
    AskClose,
    AskEmpty,
    AskGood,
    AskKnownWeight,
    AskOpen,
    AskShelf,
    AskSure,
    AskWhichDoor,
    Back,
    Begin,
    DevicesFound,
    DoorsRead,
    Effect,
    Event,
    Failed,
    FindDevices,
    Finished,
    KnownWeight,
    NotBegun,
    NothingFound,
    OpenDoor,
    OpeningDoor,
    Question,
    ReadDoors,
    Redo,
    SearchAgain,
    Searching,
    State,
    ToldGood,
    Trouble,
    Work,
    WorkingOnGood,
    WorkingOnLock,
    WorkingOnShelf,
)
from firmware_bridge.learnt import GoodWanted, Learnt, Progress, learnt_from

BEGINS_A_TRIAL = AskOpen | AskShelf | AskGood
MOST_UNDONE = 500


class Learning:
    """`goods`: what to check on which shelf. `progress`: to go on with, after a power cut."""

    def __init__(
        self,
        known_mg: int = 500_000,
        goods: Sequence[GoodWanted] = (),
        progress: Progress | None = None,
    ) -> None:
        self.state = State(progress=progress or Progress())
        self._known_mg = known_mg
        self._goods = tuple(goods)
        self._past: list[State] = []

    @property
    def learnt(self) -> Learnt:
        """What is known so far."""
        return learnt_from(self.state.progress)

    @property
    def goods_left(self) -> int:
        """How many goods come after this one, left out or checked ones not counted."""
        progress = self.state.progress
        known = {shelf.shelf for shelf in progress.shelves}
        return len([good for good in self._goods if good.shelf in known]) - len(progress.goods)

    @property
    def can_go_back(self) -> bool:
        return bool(self._past)

    @property
    def watched(self) -> ReadDoors | None:
        """What to read again and again while a person is asked about a door."""
        match self.state.step:
            case AskWhichDoor(trial) | AskClose(trial):
                return ReadDoors(trial.board, trial.lock)
            case _:
                return None

    def handle(self, event: Event) -> list[Effect]:
        """Late or senseless events change nothing."""
        before = self.state
        is_asking = isinstance(before.step, Question | Finished)
        if is_asking and isinstance(event, Back | Again):
            self._undo(whole_trial=isinstance(event, Again))
            return []
        if isinstance(event, Failed):
            self._fail(event.trouble)
            return []
        if isinstance(event, DoorsRead) and before.trouble is Trouble.PORT_GONE:
            before = replace(before, trouble=None)
        self.state, effects = self._next(before, event)
        is_answered = isinstance(event, Answer) and not isinstance(event, OpenDoor)
        if is_asking and is_answered and self.state.step != before.step:
            self._past = [*self._past, replace(before, trouble=None)][-MOST_UNDONE:]
        if isinstance(event, KnownWeight) and event.mg > 0:
            self._known_mg = event.mg
        return effects

    def _undo(self, *, whole_trial: bool) -> None:
        """To the question before; of a lock that was done, and of a whole trial, to its first one.

        A door that was pushed shut cannot be read while it is open: it must be opened anew.
        """
        inside = isinstance(self.state.step, AskWhichDoor | AskClose)
        while self._past:
            self.state = self._past.pop()
            is_amid = isinstance(self.state.step, AskWhichDoor | AskClose) and not inside
            if isinstance(self.state.step, BEGINS_A_TRIAL | Finished):
                return
            if not whole_trial and not is_amid:
                return

    def _fail(self, trouble: Trouble) -> None:
        """A device did not do it. Nothing that was confirmed is lost."""
        state = self.state
        match state.step:
            case OpeningDoor(back=back):
                self.state = State(back, state.progress, trouble)
            case WorkingOnGood("before", good):
                self.state = State(AskGood(good, ()), state.progress, trouble)
            case step if isinstance(step, Work) and self._past:
                self.state = replace(self._past.pop(), trouble=trouble)
            case step if isinstance(step, Work):
                self.state = State(NothingFound(), state.progress, trouble)
            case _:  # a watch that failed: the question stands
                self.state = replace(state, trouble=trouble)

    def _next(self, state: State, event: Event) -> Next:
        match state.step, event:
            case NotBegun(), Begin() if state.progress.findings:
                return onward(state.progress, self._goods)
            case ((NotBegun() | NothingFound()), (Begin() | Again() | SearchAgain())):
                return State(Searching(), state.progress), [FindDevices()]
            case step, SearchAgain() if isinstance(step, Question | Finished):
                return State(Searching(), state.progress), [FindDevices()]
            case Searching(), DevicesFound(()):
                return State(NothingFound(), state.progress), []
            case Searching(), DevicesFound(findings):
                return onward(found_again(state.progress, findings), self._goods)
            case Finished(), Redo(what):
                return redone(state.progress, what)
            case (
                (
                    AskShelf() | AskEmpty() | AskKnownWeight() | AskSure() | AskGood() | ToldGood()
                ) as back,
                OpenDoor(door),
            ):
                return open_learnt(state, back, door)
            case _:
                return self._ask_or_work(state, event)

    def _ask_or_work(self, state: State, event: Event) -> Next:
        match state.step:
            case (AskOpen() | AskWhichDoor() | AskClose()) as step:
                return ask_of_lock(step, state, event, self._goods)
            case (AskShelf() | AskEmpty() | AskKnownWeight() | AskSure()) as step:
                return ask_of_shelf(step, state, event, self._goods, self._known_mg)
            case (AskGood() | ToldGood()) as step:
                return ask_of_good(step, state, event, self._goods)
            case OpeningDoor() as step:
                return work_on_opening(step, state, event)
            case WorkingOnLock() as step:
                return work_on_lock(step, state, event, self._goods)
            case WorkingOnShelf() as step:
                return work_on_shelf(step, state, event, self._goods)
            case WorkingOnGood() as step:
                return work_on_good(step, state, event, self._goods)
            case _:
                return state, []
