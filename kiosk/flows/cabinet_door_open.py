"""While the door is open: the cart on the screen, reminders, and the moment to settle.

    open ─ closed for 500 ms ─▶ weighing ─ all shelves at rest since then ─▶ over
      ▲ ╰─ 30 s: please close · 60 s: alarm, again and again ─ 10 min ─▶ over: a person must look
      ╰──── opened again ──────────╯        ├ no rest in 15 s ─▶ over, as it is
                                            ╰ a scale says nothing for 2 min ─▶ over, as it is

Nothing is decided here, and no step back is: the hold stays until the shelves were weighed.
"""

from __future__ import annotations

from enum import Enum, auto

from kiosk.domain.cabinet import counts_of, goods_lines, total_of
from kiosk.domain.cabinet_session import Role, SessionState
from kiosk.domain.order import OrderLine
from kiosk.domain.settlement.readings import Reading, Step
from kiosk.domain.settlement.settle import live_cart
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_screens as show
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.cabinet_place import Place
from kiosk.flows.cabinet_records import Cue
from kiosk.flows.cabinet_room import Moved
from kiosk.flows.cabinet_screens import BusyStep, Reminder
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event

REMIND, ALARM, CLOSED, GIVE_UP, SETTLE, LATCH = (
    "cabinet.remind", "cabinet.alarm", "cabinet.closed", "cabinet.give_up", "cabinet.settle",
    "cabinet.latch",
)  # fmt: skip
TIMERS = (REMIND, ALARM, CLOSED, GIVE_UP, SETTLE, LATCH)


class Closed(Enum):
    AT_REST = auto()
    RESTLESS = auto()
    NEVER = auto()


class DoorOpen:
    """`outcome` is set once it is over. After a power cut it may begin with a closed door."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._reminder = Reminder.NONE
        self._is_weighing = False
        self._closed_ms = 0
        self._may_still_open = not place.followed and not place.door_was_open
        self._blind_s = 0.0
        self._lines: tuple[OrderLine, ...] = ()
        self._is_sure = True
        self.outcome: Closed | None = None

    def start(self) -> list[Effect]:
        place, policy = self._place, self._place.policy
        session = cabinet_do.MoveSession(place.session_id, SessionState.SHOPPING)
        timers = [
            do.StartTimer(REMIND, policy.remind_s),
            do.StartTimer(ALARM, policy.alarm_s),
            do.StartTimer(GIVE_UP, policy.give_up_s),
        ]
        if not place.followed:
            busy = show.CabinetBusy(BusyStep.AFTER_POWER_CUT, place.masked)
            latch = do.StartTimer(LATCH, policy.open_s)
            return [do.Show(busy), *timers, latch, *self._look_at_door()]
        return [session, self._screen(), cabinet_do.SayAloud(Cue.OPEN), *timers]

    def told(self, moved: Moved) -> list[Effect]:
        effects = self._place.moved(moved)
        if isinstance(moved.what, Step):
            self._count()
        return effects

    def handle(self, event: Event) -> list[Effect]:
        if isinstance(event, on.TimedOut) and event.timer in TIMERS:
            return self._rang(event.timer)
        return [*self._look_at_door(), *self._look_at_shelves()]

    # --- the cart -----------------------------------------------------------------------------

    def _count(self) -> None:
        place = self._place
        session = place.session
        if session is None or place.role is Role.STAFF:
            return
        before = {shelf: Reading(mg) for shelf, mg in session.weights}
        now = place.room.weights(place.cabinet)
        steps = place.steps_behind if place.followed else None
        cart = live_cart(place.cabinet.behind(place.door_id), before, now, steps)
        known = [pair for pair in counts_of(cart.units) if pair[1] > 0]
        self._lines, self._is_sure = goods_lines(known, place.room.catalogue), cart.is_sure

    def _screen(self) -> Effect:
        place = self._place
        lines = self._locker_lines() if place.cabinet.is_locker else self._lines
        return do.Show(
            show.CabinetShopping(
                place.masked,
                lines,
                total_of(lines),
                self._is_sure,
                place.room.products_of(lines),
                self._reminder,
                for_staff=place.role is Role.STAFF,
                is_locker=place.cabinet.is_locker,
            )
        )

    def _locker_lines(self) -> tuple[OrderLine, ...]:
        sku = self._place.cabinet.door(self._place.door_id).sku
        return goods_lines([(sku, 1)] if sku else [], self._place.room.catalogue)

    # --- the door -----------------------------------------------------------------------------

    def _look_at_door(self) -> list[Effect]:
        place = self._place
        if self._may_still_open and not place.door_was_open:
            return []
        if place.is_closed and not self._closed_ms:
            self._closed_ms = place.room.now_ms or 1
            return [do.StartTimer(CLOSED, place.policy.closed_s)]
        if place.is_closed is not True and self._closed_ms:
            was_weighing, self._is_weighing, self._closed_ms = self._is_weighing, False, 0
            effects: list[Effect] = [do.StopTimer(CLOSED), do.StopTimer(SETTLE)]
            return [*effects, self._screen()] if was_weighing else effects
        is_shown = not self._is_weighing and (place.followed or place.is_closed is False)
        return [self._screen()] if is_shown else []

    def _look_at_shelves(self) -> list[Effect]:
        if not self._is_weighing:
            return []
        waited_ms = self._place.room.now_ms - self._closed_ms
        is_long_enough = waited_ms >= self._place.policy.steady_s * 1000
        if self._place.cabinet.is_locker or (is_long_enough and self._place.is_steady):
            return self._over(Closed.AT_REST)
        return []

    def _rang(self, timer: str) -> list[Effect]:
        match timer:
            case "cabinet.closed" if self._place.is_closed:
                return self._weigh()
            case "cabinet.remind" if not self._is_weighing:
                self._reminder = Reminder.CLOSE
                return [self._screen(), cabinet_do.SayAloud(Cue.CLOSE_DOOR)]
            case "cabinet.alarm" if not self._is_weighing:
                self._reminder = Reminder.ALARM
                again = do.StartTimer(ALARM, self._place.policy.remind_s)
                return [self._screen(), cabinet_do.SayAloud(Cue.ALARM), again]
            case "cabinet.settle" if self._is_weighing:
                return self._not_at_rest()
            case "cabinet.latch":
                self._may_still_open = False
                return self._look_at_door()
            case "cabinet.give_up" if not self._is_weighing:
                return self._over(Closed.NEVER)
            case _:
                return []

    def _weigh(self) -> list[Effect]:
        self._is_weighing = True
        place = self._place
        step = BusyStep.WEIGHING if place.followed else BusyStep.AFTER_POWER_CUT
        return [
            cabinet_do.MoveSession(place.session_id, SessionState.SETTLING),
            do.Show(show.CabinetBusy(step, place.masked)),
            do.StartTimer(SETTLE, place.policy.settle_s),
            *self._look_at_shelves(),
        ]

    def _not_at_rest(self) -> list[Effect]:
        """A scale that nobody could ask may still answer; one that swings is told as it is."""
        self._blind_s += self._place.policy.settle_s
        if self._place.is_read or self._blind_s >= self._place.policy.blind_s:
            return self._over(Closed.RESTLESS)
        return [do.StartTimer(SETTLE, self._place.policy.settle_s)]

    def _over(self, how: Closed) -> list[Effect]:
        self.outcome = how
        return [do.StopTimer(timer) for timer in TIMERS]
