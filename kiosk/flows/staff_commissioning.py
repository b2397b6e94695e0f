"""Setting a cabinet up: the learning of firmware_bridge, asked on the screen.

    what comes ─▶ buses taken ─▶ search ─▶ each lock ─▶ each shelf ─▶ each good ─▶ what was learnt
         │             ╰─ left: buses given back, and nothing lost        ╰─ once more ─┤
         ╰─ undo the last settings                              written into the settings ─▶ left

A door opens at a tap of its own only, under an id that is on disk before. What was confirmed is on
disk at once; the settings change by one tap at the end, and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from firmware_bridge import learning_steps as learn
from firmware_bridge.learning import Learning
from firmware_bridge.learnt import GoodWanted, Progress
from kiosk.domain.commissioning import commissioning_plan
from kiosk.domain.settlement.advice import clashes
from kiosk.flows import commissioning_effects as fit_do
from kiosk.flows import commissioning_events as fit_on
from kiosk.flows import commissioning_screens as show
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.cabinet_room import CabinetRoom
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event

WATCH, WATCH_S = "commissioning_watch", 0.4
"""So often a door is looked at while somebody is asked about it."""
MOST_GRAMS = 50_000

SetUpScreen = show.StaffSetUp | show.StaffSetUpStep | show.StaffSetUpDone


class StaffCommissioningPages:
    """`is_over`: back to the menu. `has_buses`: nobody else must take the screen away unheard."""

    def __init__(self, room: CabinetRoom, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._plan = commissioning_plan(room.cabinets, room.catalogue)
        self._clashes = tuple(
            clash for one in room.cabinets for clash in clashes(one.planogram)
        )  # fmt: skip
        self._learning = self._fresh(None)
        self._kept: Progress | None = None
        self._loaded: fit_on.CommissioningLoaded | None = None
        self._screen: SetUpScreen = show.StaffSetUp(self._plan, is_loading=True)
        self._request, self._watch = 0, -1
        self._opening_id = ""
        self._search = (0.0, "")
        self._is_leaving_out = self._is_wrong_number = self._is_unkept = False
        self._written, self._detail, self._can_undo = show.Written.NOT_YET, "", False
        self.has_buses = False
        self.is_over = False

    @property
    def is_busy(self) -> bool:
        """A door may stand open, or a device is at work: nobody may take the time away."""
        is_asked = isinstance(self._learning.state.step, learn.AskWhichDoor | learn.AskClose)
        return self.has_buses and (is_asked or isinstance(self._learning.state.step, learn.Work))

    def start(self) -> list[Effect]:
        return [do.Show(self._screen), fit_do.LoadCommissioning()]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case on.CancelPressed():
                return self._leave()
            case on.BackPressed():
                return self._back()
            case fit_on.CommissioningLoaded():
                return self._load(event)
            case fit_on.SetUpPressed(anew) if self._loaded and not self.has_buses:
                return self._begin(anew=anew)
            case fit_on.UndoLearntPressed() if self._can_undo:
                return [fit_do.UndoLearnt()]
            case fit_on.LearntUndone() | fit_on.LearntWritten() | fit_on.LearntNotWritten():
                return self._file_told(event)
            case on.NotDone(effect):
                return self._not_done(effect)
            case _ if self.has_buses:
                return self._at_work(event)
            case _:
                return []

    # --- before and after -------------------------------------------------------------------

    def _fresh(self, progress: Progress | None) -> Learning:
        goods = [GoodWanted(one.sku, one.shelf, one.mg) for one in self._plan.goods]
        return Learning(goods=goods, progress=progress)

    def _load(self, loaded: fit_on.CommissioningLoaded) -> list[Effect]:
        self._loaded, self._can_undo = loaded, loaded.can_undo
        is_begun = loaded.progress is not None
        screen = show.StaffSetUp(self._plan, is_begun, loaded.written_at, loaded.can_undo)
        return self._show(screen)

    def _begin(self, *, anew: bool) -> list[Effect]:
        assert self._loaded is not None  # noqa: S101  # nothing can be touched before
        self._kept = None if anew else self._loaded.progress
        self._learning = self._fresh(self._kept)
        self.has_buses = True
        forget: list[Effect] = [fit_do.ForgetCommissioning()] if anew else []
        shown = self._show(show.StaffSetUpStep(learn.Searching(), self._plan, Progress()))
        return [*forget, fit_do.TakeBuses(), *shown]

    def _back(self) -> list[Effect]:
        """One answer; before the first one, out. While a device is at work nothing happens."""
        if isinstance(self._learning.state.step, learn.Work):
            return []
        if self._is_leaving_out:
            return self._ask(leaving_out=False)
        if self.has_buses and self._learning.can_go_back:
            return self._answer(learn.Back())
        return self._leave()

    def _leave(self) -> list[Effect]:
        """What was confirmed is on disk already. A pulse that was never answered is unknown."""
        self.is_over = True
        if not self.has_buses:
            return []
        self.has_buses = False
        return [*self._pulse_ended(known=False), do.StopTimer(WATCH), fit_do.GiveBusesBack()]

    # --- the questions ----------------------------------------------------------------------

    def _at_work(self, event: Event) -> list[Effect]:
        match event:
            case fit_on.BusesTaken():
                return self._answer(learn.Begin())
            case fit_on.SearchTold(share, what):
                self._search = (share, what)
                return self._show_step()
            case fit_on.DeviceTold(request, told):
                return self._told(request, told)
            case on.TimedOut(timer) if timer == WATCH:
                return self._look()
            case fit_on.LeaveOutPressed(wanted):
                return self._ask(leaving_out=wanted)
            case fit_on.GramsTyped(digits):
                return self._grams(digits)
            case fit_on.OnceMorePressed(part, place):
                return self._once_more(part, place)
            case fit_on.SetUpAnswered(answer):
                return self._answer(answer)
            case fit_on.WriteLearntPressed() if self._can_write:
                self._written = show.Written.BUSY
                write = fit_do.WriteLearnt(self._learning.learnt, self._plan)
                return [*self._show_step(), write]
            case _:
                return []

    def _answer(self, event: learn.Event) -> list[Effect]:
        """A person's answer, or a device's: what follows from it."""
        effects = self._learning.handle(event)
        self._is_leaving_out = self._is_wrong_number = False
        if effects:
            self._search = (0.0, "")
        progress = self._learning.state.progress
        kept: list[Effect] = []
        if progress != (self._kept or Progress()):
            self._kept, self._is_unkept = progress, False
            self._written, self._detail = show.Written.NOT_YET, ""
            kept = [fit_do.KeepProgress(progress)]
        asked = [self._asked(effect) for effect in effects]
        return [*kept, *asked, *self._show_step(), self._watch_timer()]

    def _asked(self, effect: learn.Effect) -> Effect:
        self._request += 1
        self._watch = -1
        if isinstance(effect, learn.PulseLock):
            self._opening_id = self._new_id()
            return fit_do.PulseForCommissioning(self._request, self._opening_id, effect)
        return fit_do.AskDevice(self._request, effect)

    def _told(self, request: int, told: learn.Event) -> list[Effect]:
        """An answer that nobody waits for any more is none."""
        if request not in {self._request, self._watch}:
            return []
        is_pulse = isinstance(told, learn.LockPulsed | learn.Failed)
        ended = self._pulse_ended(known=isinstance(told, learn.LockPulsed)) if is_pulse else []
        return [*ended, *self._answer(told)]

    def _pulse_ended(self, *, known: bool) -> list[Effect]:
        opening_id, self._opening_id = self._opening_id, ""
        return [fit_do.NoteOpening(opening_id, known)] if opening_id else []

    def _look(self) -> list[Effect]:
        """Whether the door moved meanwhile."""
        reading = self._learning.watched
        if reading is None:
            return []
        self._request += 1
        self._watch = self._request
        return [fit_do.AskDevice(self._request, reading)]

    def _watch_timer(self) -> Effect:
        is_watched = self._learning.watched is not None
        return do.StartTimer(WATCH, WATCH_S) if is_watched else do.StopTimer(WATCH)

    def _ask(self, *, leaving_out: bool) -> list[Effect]:
        is_question = isinstance(self._learning.state.step, learn.Question)
        self._is_leaving_out = leaving_out and is_question
        return self._show_step()

    def _grams(self, digits: str) -> list[Effect]:
        is_whole = digits.isascii() and digits.isdigit() and len(digits) <= 5
        if not is_whole or not 0 < int(digits) <= MOST_GRAMS:
            self._is_wrong_number = True
            return self._show_step()
        return self._answer(learn.KnownWeight(int(digits) * 1000))

    def _once_more(self, part: str, place: int) -> list[Effect]:
        progress = self._learning.state.progress
        parts: dict[str, tuple[learn.AnyDone, ...]] = {
            "tried": progress.tried, "shelves": progress.shelves, "goods": progress.goods,
            "skipped": progress.skipped,
        }  # fmt: skip
        done = parts.get(part, ())
        return self._answer(learn.Redo(done[place])) if 0 <= place < len(done) else []

    # --- the settings -----------------------------------------------------------------------

    @property
    def _can_write(self) -> bool:
        learnt = self._learning.learnt
        is_finished = isinstance(self._learning.state.step, learn.Finished)
        is_free = self._written not in {show.Written.BUSY, show.Written.DONE}
        return is_finished and is_free and bool(learnt.boards or learnt.shelves)

    def _file_told(
        self, event: fit_on.LearntUndone | fit_on.LearntWritten | fit_on.LearntNotWritten
    ) -> list[Effect]:
        match event:
            case fit_on.LearntWritten(kept):
                self._written, self._detail, self._can_undo = show.Written.DONE, kept, True
            case fit_on.LearntUndone(_, can_undo):
                self._written, self._detail = show.Written.NOT_YET, ""
                self._can_undo = can_undo
            case fit_on.LearntNotWritten(reason):
                self._written, self._detail = show.Written.FAILED, reason
        if self.has_buses:
            return self._show_step()
        undone = isinstance(event, fit_on.LearntUndone)
        reload: list[Effect] = [fit_do.ReloadBuses()] if undone else []
        if isinstance(self._screen, show.StaffSetUp):
            self._screen = replace(
                self._screen,
                can_undo=self._can_undo, was_undone=undone, problem=self._detail, written_at="",
            )  # fmt: skip
        return [*reload, do.Show(self._screen)]

    def _not_done(self, effect: Effect) -> list[Effect]:
        """The disk did not take it: a door that is not written down stays shut."""
        match effect:
            case fit_do.PulseForCommissioning():
                self._opening_id = ""
                return self._answer(learn.Failed(learn.Trouble.NOT_WRITTEN))
            case fit_do.KeepProgress():
                self._kept, self._is_unkept = None, True
                return self._show_step()
            case fit_do.LoadCommissioning():
                return self._leave()
            case fit_do.WriteLearnt():
                return self._file_told(fit_on.LearntNotWritten(""))
            case _:
                return []

    # --- the screen -------------------------------------------------------------------------

    def _show(self, screen: SetUpScreen) -> list[Effect]:
        self._screen = screen
        return [do.Show(screen)]

    def _show_step(self) -> list[Effect]:
        state = self._learning.state
        if isinstance(state.step, learn.Finished):
            doubts = self._learning.learnt.doubts
            return self._show(show.StaffSetUpDone(
                self._plan, state.progress, doubts, self._clashes,
                self._written, self._detail, self._can_undo,
            ))  # fmt: skip
        share, what = self._search
        return self._show(show.StaffSetUpStep(
            state.step, self._plan, state.progress, state.trouble, self._learning.can_go_back,
            share, what, self._is_leaving_out, self._is_wrong_number, self._is_unkept,
            self._clashes,
        ))  # fmt: skip
