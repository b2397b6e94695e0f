"""Setting a cabinet up, headless: which effect follows which touch, and what never happens."""

from __future__ import annotations

from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_bridge import learning_steps as learn
from firmware_bridge.findings import BoardFound, ScaleFound
from firmware_bridge.learnt import LockTried, Progress, Readings
from kiosk.domain.settlement.advice import Clash
from kiosk.flows import commissioning_effects as fit_do
from kiosk.flows import commissioning_events as fit_on
from kiosk.flows import commissioning_screens as show
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.cabinet_room import CabinetRoom
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.staff_commissioning import WATCH, StaffCommissioningPages
from tests.support.fake_cabinet import FRIDGE
from tests.support.fake_shop import CATALOGUE

BOARD = BoardFound(9600, "winnsen", 1, 2, "/dev/ttyUSB0")
SCALE = ScaleFound(9600, 7, ("rs485-transmitter",), "/dev/ttyUSB0")
SHUT, OPEN = Readings((False, False), lock=None), Readings((True, False), lock=None)
TRIED = LockTried(BOARD, 1, 1, SHUT, OPEN, SHUT)


def begun(progress: Progress | None = None) -> StaffCommissioningPages:
    """The buses are taken; a search runs, or it goes on."""
    ids = count(1)
    pages = StaffCommissioningPages(CabinetRoom((FRIDGE,), CATALOGUE), lambda: f"o-{next(ids)}")
    pages.start()
    pages.handle(fit_on.CommissioningLoaded(progress, "", can_undo=False))
    assert fit_do.TakeBuses() in pages.handle(fit_on.SetUpPressed())
    pages.handle(fit_on.BusesTaken(("/dev/ttyUSB0",)))
    return pages


def asked_to_open() -> StaffCommissioningPages:
    return begun(Progress((BOARD,)))


def say(pages: StaffCommissioningPages, answer: learn.Answer) -> list[Effect]:
    return pages.handle(fit_on.SetUpAnswered(answer))


def work(effects: list[Effect]) -> list[Effect]:
    """What reaches devices and books."""
    return [one for one in effects if not isinstance(one, do.Show | do.StartTimer | do.StopTimer)]


def step_of(pages: StaffCommissioningPages) -> learn.Step:
    screen = pages._screen
    assert isinstance(screen, show.StaffSetUpStep)
    return screen.step


def opening(pages: StaffCommissioningPages) -> fit_do.PulseForCommissioning:
    """A yes, and the reading before; the effect that opens."""
    (read,) = work(say(pages, learn.Yes()))
    assert isinstance(read, fit_do.AskDevice)
    (pulse,) = work(pages.handle(fit_on.DeviceTold(read.request, learn.DoorsRead(SHUT))))
    assert isinstance(pulse, fit_do.PulseForCommissioning)
    return pulse


def test_a_lock_is_pulsed_after_a_tap_and_a_reading_each_time_under_a_new_id() -> None:
    pages = asked_to_open()
    first = opening(pages)
    assert first.pulse == learn.PulseLock(BOARD, 1)
    pages.handle(fit_on.DeviceTold(first.request, learn.LockPulsed()))
    say(pages, learn.Skip("later"))
    second = opening(pages)
    assert (first.opening_id, second.opening_id) == ("o-1", "o-2")


def test_a_pulse_that_went_out_is_noted_and_one_that_failed_is_unknown() -> None:
    for told, known in ((learn.LockPulsed(), True), (learn.Failed(learn.Trouble.PORT_GONE), False)):
        pages = asked_to_open()
        pulse = opening(pages)
        effects = pages.handle(fit_on.DeviceTold(pulse.request, told))
        assert fit_do.NoteOpening("o-1", known) in effects


def test_an_opening_that_cannot_be_written_down_is_asked_again_and_noted_nowhere() -> None:
    pages = asked_to_open()
    pulse = opening(pages)
    assert work(pages.handle(on.NotDone(pulse))) == []
    screen = pages._screen
    assert isinstance(screen, show.StaffSetUpStep)
    assert (type(screen.step), screen.trouble) == (learn.AskOpen, learn.Trouble.NOT_WRITTEN)


def test_an_answer_that_nobody_waits_for_any_more_changes_nothing() -> None:
    pages = asked_to_open()
    pulse = opening(pages)
    pages.handle(fit_on.DeviceTold(pulse.request, learn.LockPulsed()))
    assert isinstance(step_of(pages), learn.AskWhichDoor)
    (look,) = work(pages.handle(on.TimedOut(WATCH)))
    assert isinstance(look, fit_do.AskDevice)
    (read,) = work(say(pages, learn.DoorNamed(1)))
    assert isinstance(read, fit_do.AskDevice)
    assert pages.handle(fit_on.DeviceTold(look.request, learn.DoorsRead(SHUT))) == []
    pages.handle(fit_on.DeviceTold(read.request, learn.DoorsRead(OPEN)))
    assert isinstance(step_of(pages), learn.AskClose)


def test_the_board_sees_the_door_close_and_what_was_confirmed_goes_to_disk_at_once() -> None:
    pages = asked_to_open()
    pulse = opening(pages)
    pages.handle(fit_on.DeviceTold(pulse.request, learn.LockPulsed()))
    (read,) = work(say(pages, learn.DoorNamed(1)))
    assert isinstance(read, fit_do.AskDevice)
    pages.handle(fit_on.DeviceTold(read.request, learn.DoorsRead(OPEN)))
    assert pages.is_busy
    (look,) = work(pages.handle(on.TimedOut(WATCH)))
    assert isinstance(look, fit_do.AskDevice)
    (keep,) = work(pages.handle(fit_on.DeviceTold(look.request, learn.DoorsRead(SHUT))))
    assert keep == fit_do.KeepProgress(Progress((BOARD,), (TRIED,)))
    assert not pages.is_busy


def test_leaving_gives_the_buses_back_and_calls_a_pulse_without_answer_unknown() -> None:
    pages = asked_to_open()
    opening(pages)
    effects = work(pages.handle(on.CancelPressed()))
    assert effects == [fit_do.NoteOpening("o-1", known=False), fit_do.GiveBusesBack()]
    assert (pages.is_over, pages.has_buses) == (True, False)


def test_nothing_is_written_before_all_is_done_and_nothing_twice() -> None:
    pages = begun(Progress((BOARD,), (TRIED,)))
    assert work(pages.handle(fit_on.WriteLearntPressed())) == []
    say(pages, learn.Skip("not_used"))
    (write,) = work(pages.handle(fit_on.WriteLearntPressed()))
    assert isinstance(write, fit_do.WriteLearnt)
    assert [board.doors for board in write.learnt.boards] == [((1, 1),)]
    assert work(pages.handle(fit_on.WriteLearntPressed())) == []
    pages.handle(fit_on.LearntWritten("cabinets.toml.bak-0001"))
    assert work(pages.handle(fit_on.WriteLearntPressed())) == []


def test_a_disk_that_takes_nothing_is_told_and_tried_again_with_the_next_answer() -> None:
    pages = begun(Progress((BOARD,), (TRIED,)))
    keep = fit_do.KeepProgress(Progress((BOARD,), (TRIED,)))
    pages.handle(on.NotDone(keep))
    screen = pages._screen
    assert isinstance(screen, show.StaffSetUpStep)
    assert screen.is_unkept
    assert any(isinstance(one, fit_do.KeepProgress) for one in say(pages, learn.Skip("later")))


def test_grams_that_are_none_are_refused_and_others_are_weighed() -> None:
    pages = begun(Progress((SCALE,)))
    say(pages, learn.ShelfNamed("s1"))
    (order,) = work(say(pages, learn.Yes()))
    assert isinstance(order, fit_do.AskDevice)
    pages.handle(fit_on.DeviceTold(order.request, learn.ScaleOrdered(None)))
    for digits in ("", "0", "60000", "1e3", "²"):
        assert work(pages.handle(fit_on.GramsTyped(digits))) == []
    (weigh,) = work(pages.handle(fit_on.GramsTyped("1000")))
    assert isinstance(weigh, fit_do.AskDevice)
    assert isinstance(weigh.effect, learn.WeighScales)


READINGS = st.sampled_from([SHUT, OPEN, Readings(None, None)])
ANSWERS: st.SearchStrategy[learn.Answer | learn.Again | learn.Back] = st.sampled_from([
    learn.Yes(), learn.Skip("later"), learn.Finish(), learn.Back(), learn.Again(),
    learn.SearchAgain(), learn.OpenDoor(1), learn.DoorNamed(1), learn.DoorNamed(None),
    learn.ShelfNamed("s1"), learn.KnownWeight(1_000_000),
])  # fmt: skip
TOLD = st.one_of(
    st.just(learn.DevicesFound((BOARD, SCALE))),
    st.builds(learn.DoorsRead, READINGS),
    st.just(learn.LockPulsed()),
    st.builds(learn.ScaleOrdered, st.none() | st.sampled_from(learn.Trouble), st.booleans()),
    st.builds(
        learn.Weighed, st.dictionaries(st.just(SCALE.place), st.none() | st.integers(0, 2_000_000))
    ),
    st.builds(learn.Failed, st.sampled_from(learn.Trouble)),
)
EVENTS = st.one_of(
    ANSWERS.map(fit_on.SetUpAnswered),
    TOLD,
    st.sampled_from([
        on.TimedOut(WATCH), on.BackPressed(), fit_on.LeaveOutPressed(), fit_on.GramsTyped("1000"),
        fit_on.OnceMorePressed("tried", 0), fit_on.OnceMorePressed("skipped", 0),
        fit_on.OnceMorePressed("tried", -1), fit_on.WriteLearntPressed(), fit_on.SetUpPressed(),
        fit_on.LearntNotWritten("why"), fit_on.SearchTold(0.5, "9600 baud"),
        on.NotDone(fit_do.KeepProgress(Progress())),
    ]),
)  # fmt: skip
WISHES = (learn.Yes(), learn.OpenDoor(1))


@settings(max_examples=300, deadline=None)
@given(st.lists(EVENTS, max_size=80))
def test_whatever_happens_a_door_opens_at_a_tap_of_its_own_only(
    events: list[Event | learn.Event],
) -> None:
    """Devices answer what was asked last, or something senseless; people touch anything."""
    pages = begun()
    wishes, ids, asked = 0, [], 1
    for event in events:
        is_told = isinstance(event, learn.Event)
        happened = fit_on.DeviceTold(asked, event) if isinstance(event, learn.Event) else event
        if isinstance(event, fit_on.SetUpAnswered) and event.answer in WISHES:
            wishes += 1
        for effect in pages.handle(happened):
            match effect:
                case fit_do.PulseForCommissioning(request, opening_id):
                    assert is_told
                    assert wishes > 0
                    wishes, asked = 0, request
                    ids.append(opening_id)
                case fit_do.AskDevice(request):
                    asked = request
                case fit_do.WriteLearnt():
                    assert isinstance(pages._learning.state.step, learn.Finished)
                case fit_do.GiveBusesBack():
                    assert pages.is_over
                case _:
                    pass
        if pages.is_over:
            assert not pages.has_buses
            return
    assert len(set(ids)) == len(ids)


def test_goods_that_weigh_alike_are_told_on_the_last_page() -> None:
    pages = begun(Progress((BOARD,), (TRIED,)))
    pages._clashes = (Clash("s1", ("latte",), ("toast",), 0.5),)
    say(pages, learn.Skip("later"))
    assert isinstance(pages._screen, show.StaffSetUpDone)
    assert [clash.skus for clash in pages._screen.clashes] == [("latte", "toast")]


def test_undo_without_buses_lets_them_begin_anew() -> None:
    pages = StaffCommissioningPages(CabinetRoom((FRIDGE,), CATALOGUE), lambda: "o")
    pages.start()
    pages.handle(fit_on.CommissioningLoaded(None, "", can_undo=True))
    assert work(pages.handle(fit_on.UndoLearntPressed())) == [fit_do.UndoLearnt()]
    undone = pages.handle(fit_on.LearntUndone("cabinets.toml.undone-0001", can_undo=False))
    assert work(undone) == [fit_do.ReloadBuses()]
    assert work(pages.handle(fit_on.UndoLearntPressed())) == []
