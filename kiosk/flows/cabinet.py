"""A shopper at a smart cabinet, from being recognised to the receipt.

    debts? ─ none ─▶ opening ─ the door is open ─▶ door open ─ closed, at rest ─▶ settling ─▶ result
       │                │                                                            ▲
       ╰ owes ─▶ debt   ╰ not opened: hold let go ─▶ result            power cut ────╯
          ╰ pays: a purchase of its own

Once the lock may have heard of it, only weights and door, or a person, end a session: no touch, no
idle clock and no power cut does. The parts: cabinet_opening.py, cabinet_door_open.py,
cabinet_settling.py. What is seen of doors and shelves comes in by `told`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from kiosk.domain.cabinet import total_of
from kiosk.domain.cabinet_session import Debt, OpenSession, Role
from kiosk.domain.cart import Cart, CartLine
from kiosk.domain.catalogue import Product
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows import cabinet_screens as show
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.cabinet_door_open import DoorOpen
from kiosk.flows.cabinet_opening import Opened, Opening
from kiosk.flows.cabinet_place import CabinetPolicy, Place
from kiosk.flows.cabinet_room import CabinetRoom, Moved
from kiosk.flows.cabinet_settling import CabinetSettling
from kiosk.flows.checkout import Identified
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.shots import moved_to_new_pack


class Left(Enum):
    LEFT = auto()


@dataclass(frozen=True, slots=True)
class PaysDebt:
    """The member pays what is owed, as a purchase of `cart`; then the door opens again. A face was
    judged for the hold: for this amount it is judged anew."""

    payer: Identified
    cart: Cart


Part = Opening | DoorOpen | CabinetSettling


class CabinetSession:
    """`outcome` is set once it is over."""

    def __init__(
        self,
        place: Place,
        payer: Identified | None,
        rails: tuple[str, ...],
        new_id: Callable[[], str],
    ) -> None:
        self._place = place
        self._payer = payer
        self._rails = rails
        self._new_id = new_id
        self._part: Part | None = None
        self._debts: tuple[Debt, ...] = ()
        self._told: show.CabinetResult | None = None
        self.outcome: Left | PaysDebt | None = None

    @property
    def is_busy(self) -> bool:
        """Nobody may take the screen, or the time, away from it."""
        match self._part:
            case CabinetSettling(result=result):
                return result is None
            case None:
                return False
            case _:
                return self._told is None

    @property
    def door(self) -> tuple[str, str]:
        """(cabinet, door)."""
        return self._place.cabinet.id, self._place.door_id

    @property
    def is_done(self) -> bool:
        has_result = isinstance(self._part, CabinetSettling) and self._part.result is not None
        return has_result or self._told is not None

    @property
    def in_hand(self) -> str | None:
        """The hold that the guard must leave to us."""
        return self._part.in_hand if isinstance(self._part, Opening) else None

    def start(self) -> list[Effect]:
        if self._told is not None:
            return [do.Show(self._told)]
        if self._part is not None:  # found by a restart
            return [*self._part.start(), *self._after_part()]
        assert self._payer is not None  # noqa: S101  # only a restart knows no payer
        busy = show.CabinetBusy(show.BusyStep.HOLDING, self._place.masked)
        return [do.Show(busy), cabinet_do.LoadDebts(self._payer.member.id)]

    def told(self, moved: Moved | None) -> list[Effect]:
        """Something moved at this cabinet; the event itself comes by `handle` as well."""
        if moved is None or not isinstance(self._part, Opening | DoorOpen):
            return []
        return self._part.told(moved)

    def handle(self, event: Event) -> list[Effect]:
        if self._told:
            return self._on_told(event)
        if self._part is None:
            return self._before(event)
        return [*self._part.handle(event), *self._after_part(), *self._moved_by(event)]

    def _moved_by(self, event: Event) -> list[Effect]:
        """Goods taken under the name on the screen, and paid, are the yes that a tap is elsewhere:
        an open door alone says no more than the match that opened it."""
        match event:
            case cabinet_on.SessionFinished(session_id, receipt) if (
                receipt and self._payer and session_id == self._place.session_id
            ):
                return moved_to_new_pack(self._payer.identity)
            case _:
                return []

    # --- debts --------------------------------------------------------------------------------

    def _before(self, event: Event) -> list[Effect]:
        match event:
            case cabinet_on.DebtsLoaded(_, ()):
                return self._open()
            case cabinet_on.DebtsLoaded(_, debts):
                self._debts = debts
                return [do.Show(show.CabinetDebt(self._place.masked, debts))]
            case cabinet_on.PayDebtPressed() if self._debts and self._payer:
                self.outcome = PaysDebt(self._payer, debt_cart(self._debts))
                return []
            case on.NotDone(cabinet_do.LoadDebts()):
                return self._tell(show.CabinetEnd.NOT_WRITTEN)
            case on.CancelPressed() | on.BackPressed() | on.DonePressed():
                self.outcome = Left.LEFT
                return []
            case _:
                return []

    def _open(self) -> list[Effect]:
        assert self._payer is not None  # noqa: S101  # debts were asked for somebody
        self._part = Opening(self._place, self._payer.identity, self._rails, self._new_id)
        return [*self._part.start(), *self._after_part()]

    # --- from part to part --------------------------------------------------------------------

    def _after_part(self) -> list[Effect]:
        match self._part:
            case Opening(outcome=show.CabinetEnd() as end):
                return self._tell(end)
            case Opening(outcome=Opened()):
                self._part = DoorOpen(self._place)
                return [*self._part.start(), *self._after_part()]
            case DoorOpen(outcome=closed) if closed is not None:
                self._part = CabinetSettling(self._place, closed)
                return self._part.start()
            case CabinetSettling(is_over=True):
                self.outcome = Left.LEFT
                return []
            case _:
                return []

    def _tell(self, end: show.CabinetEnd) -> list[Effect]:
        self._told = show.CabinetResult(end, hold=self._place.cabinet.hold)
        return [do.Show(self._told)]

    def _on_told(self, event: Event) -> list[Effect]:
        if isinstance(event, on.DonePressed | on.CancelPressed | on.BackPressed):
            self.outcome = Left.LEFT
        return []


def resumed(
    room: CabinetRoom, found: OpenSession, policy: CabinetPolicy, new_id: Callable[[], str]
) -> CabinetSession | None:
    """A session whose door may be open since before a power cut; None for a cabinet that is gone.

    It goes on by the weights remembered on disk. Steps may have been missed meanwhile, and a latch
    that was told to open may still let go.
    """
    cabinet = room.cabinet(found.session.cabinet)
    if cabinet is None:
        return None
    place = Place(room, cabinet, found.session.door, policy, Role(found.session.role))
    place.session = found.session
    place.followed = False
    place.door_was_open = found.door_was_seen
    session = CabinetSession(place, None, (), new_id)
    session._part = DoorOpen(place)  # noqa: SLF001  # made here, in its own file
    return session


def told(place: Place, end: show.CabinetEnd) -> CabinetSession:
    """A step that only tells something, until it is read."""
    session = CabinetSession(place, None, (), lambda: "")
    session._told = show.CabinetResult(end)  # noqa: SLF001  # made here, in its own file
    return session


def debt_cart(debts: tuple[Debt, ...]) -> Cart:
    """What is owed as a cart, at the prices of then."""
    lines = tuple(
        CartLine(Product(line.sku, line.name, line.unit_price, "", line.service), line.quantity)
        for debt in debts
        for line in debt.lines
    )
    cart = Cart(lines, tuple(debt.id for debt in debts))
    assert cart.total == total_of(line for debt in debts for line in debt.lines)  # noqa: S101
    return cart
