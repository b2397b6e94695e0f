"""What the visit asks about cabinets: the first screen, the step for a door, news, and restarts.

Keeps the room (cabinet_room.py) up to date whoever stands there, and goes on, one after the other,
with sessions that a power cut interrupted.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable

from kiosk.domain.cabinet import Cabinet
from kiosk.domain.cabinet_session import OpenSession, Role, SessionState, Verdict
from kiosk.domain.cart import Cart, CartLine
from kiosk.domain.catalogue import Catalogue, Product
from kiosk.domain.hold import HoldState
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows import cabinet_screens as show
from kiosk.flows import effects as do
from kiosk.flows import money_effects as money_do
from kiosk.flows.cabinet import CabinetSession, resumed, told
from kiosk.flows.cabinet_losses import CabinetLosses
from kiosk.flows.cabinet_place import DOOR, CabinetPolicy, Place
from kiosk.flows.cabinet_room import CabinetRoom, Moved
from kiosk.flows.checkout import Identified
from kiosk.flows.effects import Effect

SET_ASIDE = Label("暂时冻结，按实际取走的结算", "Set aside; you pay for what you take")
ORDER_ID = re.compile(r"[0-9a-f]{32}")
REVIEWS = "cabinet.reviews"
LOOK_S = 600.0
_FINAL = {HoldState.CAPTURED, HoldState.RELEASED, HoldState.FAILED}


class CabinetDesk:
    """`wanted`: the door that somebody is about to open, while they say who they are."""

    def __init__(
        self,
        cabinets: tuple[Cabinet, ...],
        catalogue: Catalogue,
        policy: CabinetPolicy,
        new_id: Callable[[], str],
    ) -> None:
        self.room = CabinetRoom(cabinets, catalogue)
        self.policy = policy
        self._new_id = new_id
        self._found: deque[OpenSession] = deque()
        self._losses = CabinetLosses(self.room, policy, new_id)
        self._session: CabinetSession | None = None
        self.wanted: tuple[Cabinet, str] | None = None

    @property
    def is_on(self) -> bool:
        return bool(self.room.cabinets)

    def home(self, *, faces_work: bool) -> show.CabinetHome:
        self.wanted = None
        return show.CabinetHome(self.room.offers(), faces_work)

    def cart(self) -> Cart:
        """What the shopper says yes to: the most that the door may cost."""
        amount = self.wanted[0].hold if self.wanted else Money(0)
        return Cart((CartLine(Product("hold", SET_ASIDE, amount, "", ""), 1),))

    def wants(self, event: cabinet_on.OpenCabinetPressed) -> bool:
        """Whether that door may be opened now."""
        cabinet = self.room.cabinet(event.cabinet)
        doors = {door.id: door for door in cabinet.doors} if cabinet else {}
        if cabinet is None or event.door not in doors:
            return False
        if self.room.why_not(cabinet, doors[event.door]):
            return False
        self.wanted = (cabinet, event.door)
        return True

    def session(self, payer: Identified, rails: tuple[str, ...]) -> CabinetSession | None:
        if self.wanted is None:
            return None
        cabinet, door = self.wanted
        self.wanted = None
        masked = payer.member.masked
        place = Place(self.room, cabinet, door, self.policy, Role.SHOPPER, masked)
        self._session = CabinetSession(place, payer, rails, self._new_id)
        return self._session

    def scanned(self, code: str) -> list[Effect]:
        """The code of an e-receipt, shown because something on it is not right."""
        found = ORDER_ID.search(code)
        return [cabinet_do.DisputeReceipt(found[0])] if found else []

    def disputed(self, event: cabinet_on.Disputed) -> CabinetSession:
        """Tells whoever scanned it what becomes of it."""
        end = show.CabinetEnd.LOOKED_AT if event.was_taken else show.CabinetEnd.NOT_FOUND
        cabinet = self.room.cabinets[0]
        place = Place(self.room, cabinet, cabinet.doors[0].id, self.policy, Role.SHOPPER)
        return told(place, end)

    # --- news ---------------------------------------------------------------------------------

    def told(self, event: cabinet_on.FromCabinet) -> Moved | None:
        return self.room.told(event)

    def alarm(self, event: cabinet_on.FromCabinet, moved: Moved | None = None) -> list[Effect]:
        """A door that opened without us is written down at once, and said aloud; what is missing
        then is looked at by a person, and charged to nobody."""
        return self._losses.told(event, moved, is_in_session=self._has_session_at(event))

    def _has_session_at(self, event: cabinet_on.FromCabinet) -> bool:
        session = self._session
        if not isinstance(event, cabinet_on.CabinetDoorForced) or session is None:
            return False
        return session.is_busy and session.door == (event.cabinet, event.door)

    def let_reviews_go(self) -> list[Effect]:
        """Now and then."""
        again = do.StartTimer(REVIEWS, LOOK_S)
        return [cabinet_do.LetReviewsGo(self.policy.review_s), again]

    def reviews_let_go(self, event: cabinet_on.ReviewsLetGo) -> list[Effect]:
        return [money_do.ReleaseHold(hold_id) for hold_id in event.hold_ids]

    def hold_recorded(self, hold_id: str, state: HoldState) -> list[Effect]:
        """A hold has come to its end, perhaps long after the shopper left."""
        is_over = self.is_on and state in _FINAL
        return [cabinet_do.FinishSession(hold_id)] if is_over else []

    # --- after a restart ----------------------------------------------------------------------

    def found(self, event: cabinet_on.SessionsFound) -> list[Effect]:
        self.room.restocked(event.cabinets)
        self._losses.found(event.losses)
        effects: list[Effect] = self.let_reviews_go()
        for one in event.sessions:
            match one.state:
                case _ if one.session.role is Role.STAFF:
                    effects += self._not_counted(one)
                case SessionState.UNLOCKING | SessionState.SHOPPING | SessionState.SETTLING:
                    self._found.append(one)
                case SessionState.OPENING:
                    effects += self._never_sent(one)
                case SessionState.CHARGING:
                    effects += self._charge_again(one)
                case _:
                    effects.append(money_do.ReleaseHold(one.session.hold_id))
        return effects

    def _never_sent(self, one: OpenSession) -> list[Effect]:
        reason = "the kiosk restarted before anything was sent"
        verdict = Verdict(one.session.id, SessionState.CANCELLED, DOOR, reason=reason)
        cancel = cabinet_do.DecideSession(verdict, one.session.cabinet)
        has_hold = one.session.hold_id and one.hold_state
        return [cancel, *([money_do.ReleaseHold(one.session.hold_id)] if has_hold else [])]

    def _not_counted(self, one: OpenSession) -> list[Effect]:
        """Staff were filling it: no money, and nobody counted. Their next restocking will."""
        reason = "the power went while staff were restocking: count again"
        verdict = Verdict(one.session.id, SessionState.CANCELLED, DOOR, reason=reason)
        return [cabinet_do.DecideSession(verdict, one.session.cabinet)]

    def _charge_again(self, one: OpenSession) -> list[Effect]:
        hold_id, amount = one.session.hold_id, one.charge
        if one.hold_state == HoldState.HELD:
            again = money_do.CaptureHold(hold_id, amount) if amount and amount.minor else None
            return [again or money_do.ReleaseHold(hold_id)]
        return [cabinet_do.FinishSession(hold_id)]  # over already, or the guard pushes it

    def next_resumed(self) -> CabinetSession | None:
        """The next session to go on with, when nobody is at the screen."""
        while self._found:
            session = resumed(self.room, self._found.popleft(), self.policy, self._new_id)
            if session is not None:
                self._session = session
                return session
        return None

    @property
    def has_unfinished(self) -> bool:
        return bool(self._found)
