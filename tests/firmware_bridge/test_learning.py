"""Commissioning without devices: which question follows which answer, what is undone by Back."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.findings import BoardFound, ScaleFound
from firmware_bridge.learning import Learning
from firmware_bridge.learning_steps import (
    Again,
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
    DoorNamed,
    DoorsRead,
    Effect,
    Event,
    Failed,
    FindDevices,
    Finish,
    Finished,
    KnownWeight,
    LockPulsed,
    NothingFound,
    OpenDoor,
    OrderScale,
    PulseLock,
    ReadDoors,
    Redo,
    ScaleOrdered,
    SearchAgain,
    ShelfNamed,
    Skip,
    Step,
    ToldGood,
    Trouble,
    Weighed,
    WeighScales,
    Yes,
)
from firmware_bridge.learnt import (
    GoodChecked,
    GoodWanted,
    Progress,
    Readings,
    ShelfLearnt,
    SkippedLock,
)
from firmware_bridge.weights import CalibrateEmpty, CalibrateWith

BOARD = BoardFound(9600, "winnsen", 1, 2)
SCALE = ScaleFound(9600, 7, ("rs485-transmitter",))
COLA = GoodWanted("cola", "A", 350_000)
A_SHELF = ShelfLearnt(SCALE, "rs485-transmitter", "A", 500_000, 500_000)
SHUT = DoorsRead(Readings((False, False), None))
FIRST_OPEN = DoorsRead(Readings((True, False), None))


def begun(*findings: BoardFound | ScaleFound) -> Learning:
    learning = Learning(500_000, [COLA])
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
    assert isinstance(step_of(learning), AskWhichDoor)
    assert learning.state.trouble is Trouble.DOOR_NAMED_TWICE
    told(learning, [DoorNamed(None), SHUT])
    assert step_of(learning) == Finished()
    assert "lock 2 opened no door" in str(learning.learnt.doubts[0])


def test_back_undoes_the_last_answer_and_what_was_learnt_from_it() -> None:
    learning = begun(BOARD)
    told(learning, FIRST_LOCK)
    assert learning.learnt.boards
    learning.handle(Back())
    assert step_of(learning) == AskOpen(BOARD, 1)
    assert learning.learnt.boards == ()
    told(learning, FIRST_LOCK[:5])
    assert isinstance(step_of(learning), AskClose)
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


HALF_A_KILO = Weighed({SCALE.place: 500_000})
SHELF: list[Event] = [
    ShelfNamed("A"), Yes(), ScaleOrdered(None), Yes(), HALF_A_KILO, ScaleOrdered(None)
]  # fmt: skip


def test_a_shelf_is_calibrated_empty_and_with_the_known_weight_and_checked() -> None:
    learning = begun(SCALE)
    assert step_of(learning) == AskShelf(SCALE)
    assert told(learning, SHELF) == [
        OrderScale(SCALE, "rs485-transmitter", CalibrateEmpty()),
        WeighScales(((SCALE, "rs485-transmitter"),)),
        OrderScale(SCALE, "rs485-transmitter", CalibrateWith(500_000)),
        WeighScales(((SCALE, "rs485-transmitter"),)),
    ]
    told(learning, [HALF_A_KILO])
    assert learning.learnt.shelves == (A_SHELF,)


def test_a_weight_that_is_refused_is_asked_for_again_with_the_reason() -> None:
    learning = begun(SCALE)
    told(learning, [*SHELF[:-1], ScaleOrdered(Trouble.NO_ANSWER)])
    assert isinstance(step_of(learning), AskKnownWeight)
    assert learning.state.trouble is Trouble.NO_ANSWER


def test_a_make_that_is_not_calibrated_by_wire_is_calibrated_in_software() -> None:
    learning = begun(SCALE)
    told(learning, [ShelfNamed("A"), Yes(), ScaleOrdered(Trouble.REFUSED, is_able=False)])
    told(learning, [Weighed({SCALE.place: 20_000}), Yes(), Weighed({SCALE.place: 1_020_000})])
    assert isinstance(step_of(learning), AskSure)
    told(learning, [Yes()])
    (shelf,) = learning.learnt.shelves
    assert (shelf.by_wire, shelf.zero_mg, shelf.span, shelf.doubt) == (False, 20_000, 0.5, None)


def test_a_good_on_the_wrong_shelf_is_a_doubt() -> None:
    other = ScaleFound(9600, 8, ("rs485-transmitter",))
    learning = begun(SCALE, other)
    on_b = Weighed({other.place: 500_000})
    shelf_b: list[Event] = [ShelfNamed("B"), *SHELF[1:4], on_b, ScaleOrdered(None), on_b]
    told(learning, [*SHELF, HALF_A_KILO, *shelf_b, Weighed({SCALE.place: 0, other.place: 0})])
    assert isinstance(step_of(learning), AskGood)
    told(learning, [Yes(), Weighed({SCALE.place: 1_000, other.place: 351_000})])
    assert isinstance(step_of(learning), ToldGood)
    told(learning, [Again()])
    assert isinstance(step_of(learning), AskGood)
    told(learning, [Yes(), Weighed({SCALE.place: 1_000, other.place: 351_000}), Yes()])
    assert step_of(learning) == Finished()
    assert [str(doubt) for doubt in learning.learnt.doubts] == [
        "cola: shelf B became heavier, not A."
    ]


def test_what_lies_there_instead_is_named_by_its_weight() -> None:
    crisps = GoodWanted("crisps", "A", 80_000)
    learning = Learning(500_000, [COLA, crisps], Progress((SCALE,), shelves=(A_SHELF,)))
    told(learning, [Begin(), Weighed({SCALE.place: 0}), Yes(), Weighed({SCALE.place: 80_500})])
    assert step_of(learning) == ToldGood(GoodChecked(COLA, "A", 80_500, ("crisps",)))


def test_a_weight_that_looks_wrong_is_asked_back_before_it_calibrates() -> None:
    learning = begun(SCALE)
    told(learning, [*SHELF[:3], KnownWeight(1_000_000)])
    assert told(learning, [HALF_A_KILO]) == []
    asked = step_of(learning)
    assert isinstance(asked, AskSure)
    assert (asked.shelf.known_mg, asked.shown_mg) == (1_000_000, 500_000)
    assert told(learning, [Yes()]) == [
        OrderScale(SCALE, "rs485-transmitter", CalibrateWith(1_000_000))
    ]


def test_an_empty_shelf_is_never_taken_for_the_known_weight() -> None:
    learning = begun(SCALE)
    assert told(learning, [*SHELF[:4], Weighed({SCALE.place: 300})])[-1:] == [
        WeighScales(((SCALE, "rs485-transmitter"),))
    ]
    assert isinstance(step_of(learning), AskKnownWeight)
    assert learning.state.trouble is Trouble.NOTHING_ON_IT


def test_a_scale_that_does_not_weigh_is_not_calibrated() -> None:
    learning = begun(SCALE)
    told(learning, [*SHELF[:2], ScaleOrdered(Trouble.NO_WEIGHT)])
    assert isinstance(step_of(learning), AskEmpty)
    assert learning.state.trouble is Trouble.NO_WEIGHT


def test_a_door_that_is_pushed_shut_is_noticed_without_a_tap() -> None:
    learning = begun(BOARD)
    told(learning, FIRST_LOCK[:3])
    assert learning.watched == ReadDoors(BOARD, 1)
    told(learning, [FIRST_OPEN])
    asked = step_of(learning)
    assert isinstance(asked, AskWhichDoor)
    assert asked.sees_open
    told(learning, [DoorNamed(4), FIRST_OPEN, FIRST_OPEN])
    assert isinstance(step_of(learning), AskClose)
    told(learning, [SHUT])
    assert step_of(learning) == AskOpen(BOARD, 2)
    assert learning.learnt.boards[0].doors == ((4, 1),)


def test_a_board_that_never_saw_the_door_open_does_not_see_it_close() -> None:
    learning = begun(BOARD)
    told(learning, [*FIRST_LOCK[:4], SHUT, SHUT])
    assert isinstance(step_of(learning), AskClose)
    told(learning, [Yes(), SHUT])
    assert "does not notice" in str(learning.learnt.doubts[0])


def test_a_cable_pulled_out_brings_the_last_question_back() -> None:
    learning = begun(BOARD)
    told(learning, [*FIRST_LOCK, Yes(), SHUT, Failed(Trouble.PORT_GONE)])
    assert step_of(learning) == AskOpen(BOARD, 2)
    assert learning.state.trouble is Trouble.PORT_GONE
    assert learning.learnt.boards[0].doors == ((4, 1),)
    told(learning, [Yes()])
    assert learning.state.trouble is None


def test_a_power_cut_later_it_goes_on_where_it_was() -> None:
    learning = begun(BOARD, SCALE)
    told(learning, FIRST_LOCK)
    other = Learning(500_000, [COLA], learning.state.progress)
    assert told(other, [Begin()]) == []
    assert step_of(other) == AskOpen(BOARD, 2)
    told(other, [Skip("later")])
    assert step_of(other) == AskShelf(SCALE)
    assert other.state.progress.skipped == (SkippedLock(BOARD, 2, "later"),)


def test_one_of_them_is_done_once_more_and_then_all_is_done_again() -> None:
    learning = begun(BOARD)
    told(learning, [*FIRST_LOCK, Skip("later")])
    assert step_of(learning) == Finished()
    told(learning, [Redo(learning.state.progress.tried[0])])
    assert step_of(learning) == AskOpen(BOARD, 1)
    assert learning.learnt.boards == ()
    told(learning, FIRST_LOCK)
    assert step_of(learning) == Finished()
    told(learning, [Redo(learning.state.progress.skipped[0])])
    assert step_of(learning) == AskOpen(BOARD, 2)


def test_a_new_search_keeps_what_is_still_there() -> None:
    learning = begun(BOARD, SCALE)
    told(learning, FIRST_LOCK)
    assert told(learning, [SearchAgain()]) == [FindDevices()]
    told(learning, [DevicesFound((BOARD,))])
    assert [trial.door for trial in learning.state.progress.tried] == [4]
    told(learning, [SearchAgain(), DevicesFound((SCALE,))])
    assert [board.doors for board in learning.learnt.boards] == []
    learning.handle(Back())
    assert [board.doors for board in learning.learnt.boards] == [((4, 1),)]


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
    st.sampled_from(
        [
            Begin(),
            Yes(),
            Skip(),
            Finish(),
            Back(),
            Again(),
            SearchAgain(),
            LockPulsed(),
            OpenDoor(4),
        ]
    ),
    st.just(DevicesFound((BOARD, SCALE))),
    st.builds(DoorNamed, st.none() | st.integers(1, 4)),
    st.builds(ShelfNamed, st.sampled_from("AB")),
    st.builds(DoorsRead, READINGS),
    st.builds(Failed, st.sampled_from(Trouble)),
    st.builds(KnownWeight, st.integers(-5, 10**6)),
    st.builds(ScaleOrdered, st.none() | st.sampled_from(Trouble), st.booleans()),
    st.builds(Weighed, st.dictionaries(st.just(SCALE.place), st.none() | st.integers(-9, 10**6))),
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
