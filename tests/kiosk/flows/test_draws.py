"""Nobody has other gestures drawn by leaving: a film of one row must not be waited for."""

from __future__ import annotations

from itertools import count, groupby

import pytest

from kiosk.domain.risk import RiskPolicy
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_screens as face_show
from kiosk.flows import money_events as money_on
from kiosk.flows.alive import ALIVE_TIMER, AlivePolicy
from kiosk.flows.draws import Draws
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.identify import Identify
from kiosk.flows.my_data import MyDataFlow
from models.liveness_active import Gesture
from tests.kiosk.flows.play import play
from tests.kiosk.flows.test_alive import a_turn
from tests.kiosk.flows.test_identify_alive import CART, a_match
from tests.models.builders import a_template

TIME_UP = on.TimedOut(ALIVE_TIMER)
FACE, MATCHED = money_on.PayByFacePressed(), (a_match(), a_match())


def draws() -> Draws:
    """Each new row is another than the one before."""
    known: dict[str, int] = {}
    numbers = count()
    return Draws(lambda said, below: known.setdefault(said, next(numbers) * 5) % below)


def a_purchase(rows: Draws) -> Identify:
    alive = AlivePolicy(rows, gestures=1)
    identify = Identify(CART, 15.0, None, new_id=lambda: "c", risk=RiskPolicy(), alive=alive)
    identify.start()
    return identify


def asked(step: Identify | MyDataFlow, *events: Event) -> list[Gesture]:
    """What the screen asked for, each change once."""
    return asked_in([effect for effects in play(step, *events) for effect in effects])


def asked_in(effects: list[Effect]) -> list[Gesture]:
    shown = [getattr(effect, "screen", None) for effect in effects]
    gestures = [
        one.gesture for one in shown if isinstance(one, face_show.ProveAlive) and one.gesture
    ]
    return [gesture for gesture, _ in groupby(gestures)]


REST = a_turn()[:4]


def test_who_goes_back_and_comes_again_is_asked_for_the_same() -> None:
    purchase = a_purchase(draws())
    first = asked(purchase, FACE, *MATCHED, *REST)
    again = [asked(purchase, on.BackPressed(), FACE, *MATCHED, *REST) for _ in range(12)]
    assert again == [first] * 12


def test_the_next_purchase_and_ones_own_data_ask_for_the_same_as_well() -> None:
    rows = draws()
    first = asked(a_purchase(rows), FACE, *MATCHED, *REST, on.CancelPressed())
    assert asked(a_purchase(rows), FACE, *MATCHED, *REST) == first
    my_data = MyDataFlow(15.0, None, AlivePolicy(rows, gestures=1))
    my_data.start()
    assert asked(my_data, FACE, *MATCHED, *REST) == first


def test_who_waits_until_time_is_up_is_asked_for_the_same() -> None:
    purchase = a_purchase(draws())
    first = asked(purchase, FACE, *MATCHED, *REST)
    assert asked(purchase, TIME_UP, *REST) == first


def test_another_way_is_counted_and_then_others_are_asked() -> None:
    purchase = a_purchase(draws())
    assert asked(purchase, FACE, *MATCHED, *REST) == [Gesture.LEFT]
    assert asked(purchase, *a_turn(-30), *REST) == [Gesture.LEFT, Gesture.RIGHT]


def test_who_made_them_is_asked_for_others_the_next_time() -> None:
    rows = draws()
    assert asked(a_purchase(rows), FACE, *MATCHED, *a_turn()) == [Gesture.LEFT]
    assert asked(a_purchase(rows), FACE, *MATCHED, *REST) == [Gesture.RIGHT]


@pytest.mark.parametrize(
    "leaves", [on.BackPressed(), on.CancelPressed(), money_on.PayByPhonePressed()]
)
def test_who_leaves_after_a_wrong_move_is_told_to_the_risk_engine(leaves: Event) -> None:
    purchase = a_purchase(draws())
    play(purchase, FACE, *MATCHED, *a_turn(-30))
    assert face_do.NoteNotAlive("zhang") in play(purchase, leaves)[0]


def test_who_leaves_without_having_moved_is_not() -> None:
    purchase = a_purchase(draws())
    play(purchase, FACE, *MATCHED, *REST)
    assert face_do.NoteNotAlive("zhang") not in play(purchase, on.BackPressed())[0]


def test_somebody_else_s_face_does_not_draw_others_for_a_member() -> None:
    rows = draws()
    first = asked(a_purchase(rows), FACE, *MATCHED, *REST)
    rows.row("li", 1)
    rows.decided("li")
    assert asked(a_purchase(rows), FACE, *MATCHED, *a_turn(template=a_template(1, 0, 0))) == first
