"""Commissioning without devices: which question follows which answer, what is undone by Back."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.learning import Learning
from firmware_bridge.learning_steps import (
    Again,
    AskClose,
    AskEmpty,
    AskGood,
    AskKnownWeight,
    AskOpen,
    AskShelf,
    AskWhichDoor,
    Back,
    Begin,
    DevicesFound,
    DoorNamed,
    DoorsRead,
    Effect,
    Event,
    FindDevices,
    Finish,
    Finished,
    LockPulsed,
    NothingFound,
    OpenDoor,
    OrderScale,
    PulseLock,
    ReadDoors,
    ScaleOrdered,
    ShelfNamed,
    Skip,
    Step,
    Weighed,
    WeighScales,
    Yes,
)
from firmware_bridge.learnt import GoodWanted, Readings, ShelfLearnt
from firmware_bridge.scanning import BoardFound, ScaleFound
from firmware_bridge.weights import CalibrateEmpty, CalibrateWith

BOARD = BoardFound(9600, "winnsen", 1, 2)
SCALE = ScaleFound(9600, 7, ("rs485-transmitter",))
COLA = GoodWanted("cola", "A", 350_000)
SHUT = DoorsRead(Readings((False, False), None))
FIRST_OPEN = DoorsRead(Readings((True, False), None))


def begun(*findings: BoardFound | ScaleFound) -> Learning:
    learning = Learning("/dev/ttyUSB0", 500_000, [COLA])
    assert learning.handle(Begin()) == [FindDevices()]
    assert learning.handle(DevicesFound(findings)) == []
    return learning


def step_of(learning: Learning) -> Step:
    return learning.state.step


def told(learning: Learning, events: Iterable[Event]) -> list[Effect]:
    return [effect for event in events for effect in learning.handle(event)]


FIRST_LOCK: list[Event] = [Yes(), SHUT, LockPulsed(), DoorNamed(4), FIRST_OPEN, Yes(), SHUT]


def test_one_lock_is_read_pulsed_once_and_read_again() -> None:
    learning = begun(BOARD)
    assert told(learning, FIRST_LOCK) == [
        ReadDoors(BOARD, 1),
        PulseLock(BOARD, 1),
        ReadDoors(BOARD, 1),
        ReadDoors(BOARD, 1),
    ]
    assert step_of(learning) == AskOpen(BOARD, 2)
    assert learning.learnt.boards[0].doors == ((4, 1),)


def test_nothing_found_looks_again_on_request() -> None:
    learning = begun()
    assert step_of(learning) == NothingFound()
    assert learning.handle(Again()) == [FindDevices()]


def test_no_lock_is_pulsed_without_a_yes_of_its_own() -> None:
    learning = begun(BOARD)
    assert told(learning, [Skip(), LockPulsed(), SHUT, DoorNamed(1)]) == []
    assert step_of(learning) == AskOpen(BOARD, 2)
    assert told(learning, [Skip()]) == []
    assert step_of(learning) == Finished()


def test_a_door_is_named_once_and_none_is_an_answer() -> None:
    learning = begun(BOARD)
    told(learning, [*FIRST_LOCK, Yes(), SHUT, LockPulsed()])
    assert told(learning, [DoorNamed(4)]) == []
    step = learning.state.step
    assert isinstance(step, AskWhichDoor)
    assert step.note == "door 4 was opened by another lock before."
    told(learning, [DoorNamed(None), SHUT])
    assert step_of(learning) == Finished()
    assert "lock 2 opened no door" in learning.learnt.doubts[0]


def test_back_undoes_the_last_answer_and_what_was_learnt_from_it() -> None:
    learning = begun(BOARD)
    told(learning, FIRST_LOCK)
    assert learning.learnt.boards
    learning.handle(Back())
    assert isinstance(step_of(learning), AskClose)
    assert learning.learnt.boards == ()
    learning.handle(Back())
    assert isinstance(step_of(learning), AskWhichDoor)
    learning.handle(Back())
    assert step_of(learning) == AskOpen(BOARD, 1)
    learning.handle(Back())
    assert step_of(learning) == AskOpen(BOARD, 1)


def test_again_begins_the_same_lock_anew_and_reads_before_the_next_pulse() -> None:
    learning = begun(BOARD)
    told(learning, [Yes(), SHUT, LockPulsed(), DoorNamed(4), FIRST_OPEN, Again()])
    assert step_of(learning) == AskOpen(BOARD, 1)
    assert told(learning, [Yes()]) == [ReadDoors(BOARD, 1)]


def test_nothing_is_undone_while_a_device_is_at_work() -> None:
    learning = begun(BOARD)
    told(learning, [Yes(), SHUT])
    working = learning.state
    told(learning, [Back(), Again(), Skip(), Finish(), Yes()])
    assert learning.state == working


SHELF: list[Event] = [ShelfNamed("A"), Yes(), ScaleOrdered(None), Yes(), ScaleOrdered(None)]


def test_a_shelf_is_calibrated_empty_and_with_the_known_weight_and_checked() -> None:
    learning = begun(SCALE)
    assert step_of(learning) == AskShelf(SCALE)
    assert told(learning, SHELF) == [
        OrderScale(SCALE, "rs485-transmitter", CalibrateEmpty()),
        OrderScale(SCALE, "rs485-transmitter", CalibrateWith(500_000)),
        WeighScales(((SCALE, "rs485-transmitter"),)),
    ]
    told(learning, [Weighed({7: 500_000})])
    shelf = ShelfLearnt(SCALE, "rs485-transmitter", "A", 500_000, 500_000)
    assert learning.learnt.shelves == (shelf,)


def test_a_weight_that_is_refused_is_asked_for_again_with_the_reason() -> None:
    learning = begun(SCALE)
    told(learning, [*SHELF[:-1], ScaleOrdered("scale 7 refused.")])
    step = learning.state.step
    assert isinstance(step, AskKnownWeight)
    assert step.note == "scale 7 refused."


def test_a_make_that_is_not_calibrated_by_wire_is_calibrated_in_software() -> None:
    learning = begun(SCALE)
    told(learning, [ShelfNamed("A"), Yes(), ScaleOrdered("cannot calibrate by wire.")])
    told(learning, [Weighed({7: 20_000}), Yes(), Weighed({7: 1_020_000})])
    (shelf,) = learning.learnt.shelves
    assert (shelf.by_wire, shelf.zero_mg, shelf.span, shelf.doubt) == (False, 20_000, 0.5, None)


def test_a_good_on_the_wrong_shelf_is_a_doubt() -> None:
    other = ScaleFound(9600, 8, ("rs485-transmitter",))
    learning = begun(SCALE, other)
    shelf_b: list[Event] = [ShelfNamed("B"), *SHELF[1:], Weighed({8: 500_000})]
    told(learning, [*SHELF, Weighed({7: 500_000}), *shelf_b, Weighed({7: 0, 8: 0})])
    assert isinstance(step_of(learning), AskGood)
    told(learning, [Yes(), Weighed({7: 1_000, 8: 351_000})])
    assert step_of(learning) == Finished()
    assert learning.learnt.doubts == ("cola: shelf B became heavier, not A.",)


def test_a_learnt_door_can_be_opened_to_reach_its_shelf() -> None:
    learning = begun(BOARD, SCALE)
    told(learning, [*FIRST_LOCK, Finish()])
    assert told(learning, [OpenDoor(9)]) == []
    assert told(learning, [OpenDoor(4), SHUT, LockPulsed()]) == [
        ReadDoors(BOARD, 1),
        PulseLock(BOARD, 1),
    ]
    assert step_of(learning) == AskShelf(SCALE)
    told(learning, [ShelfNamed("A")])
    assert isinstance(step_of(learning), AskEmpty)


READINGS = st.builds(
    Readings,
    st.none() | st.lists(st.booleans(), max_size=3).map(tuple),
    st.none() | st.booleans(),
)
EVENTS = st.one_of(
    st.sampled_from([Begin(), Yes(), Skip(), Finish(), Back(), Again(), LockPulsed(), OpenDoor(4)]),
    st.just(DevicesFound((BOARD, SCALE))),
    st.builds(DoorNamed, st.none() | st.integers(1, 4)),
    st.builds(ShelfNamed, st.sampled_from("AB")),
    st.builds(DoorsRead, READINGS),
    st.builds(ScaleOrdered, st.none() | st.just("no")),
    st.builds(Weighed, st.dictionaries(st.just(7), st.none() | st.integers(-9, 10**6))),
)


@given(st.lists(EVENTS, max_size=60))
def test_whatever_happens_each_pulse_follows_a_reading_and_a_wish_of_its_own(
    events: list[Event],
) -> None:
    learning = begun(BOARD, SCALE)
    wishes = 0
    for event in events:
        wishes += isinstance(event, Yes | OpenDoor)
        for effect in learning.handle(event):
            if isinstance(effect, PulseLock):
                assert isinstance(event, DoorsRead)
                assert wishes > 0
                wishes = 0
