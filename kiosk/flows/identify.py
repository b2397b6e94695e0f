"""Who pays? By face, by phone number and PIN, or without a name: ways of equal rank.

    choosing ─ face ──▶ looking ─ agreed ─▶ naming ─▶ identified
             │             ╰ nobody named, or too long ─▶ not recognised ─▶ looking | phone | join
             ├ phone ─▶ phone ─▶ pin ─ accepted ─▶ identified
             ╰ an app, the counter, or a payment code that is scanned already ─▶ chosen

No frame is judged before the shopper has asked for it.
"""

from __future__ import annotations

from enum import Enum, auto

from kiosk.domain.cart import Cart
from kiosk.domain.identity import Agreement, Identity, Proof
from kiosk.domain.member import Member, is_mobile, masked_phone
from kiosk.domain.payment_code import rail_of
from kiosk.domain.pin import is_pin
from kiosk.domain.problems import Problem
from kiosk.domain.ways import ChosenWay, OfferedWay, WayKind, way_chosen
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import screens as show
from kiosk.flows.checkout import Identified, ScannedCode
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.purchase import chosen_by
from kiosk.flows.screens import Purpose
from kiosk.flows.watching import hint_for

FACE_TIMER = "face"
UNNAMED_FRAMES = 10
"""That many good frames in a row without a name: this person is not a member."""


_Unnamed = on.PayByCodePressed | on.PayByScreenPressed | on.PayAtCounterPressed | on.BarcodeScanned


class Leaving(Enum):
    """Ways out without a name."""

    BACK = auto()
    CANCELLED = auto()
    JOIN = auto()


class State(Enum):
    CHOOSING = auto()
    LOOKING = auto()
    NAMING = auto()
    NOT_RECOGNISED = auto()
    PHONE = auto()
    PIN = auto()


class Identify:
    """`outcome` is set once it is over. `takes_members`: whether a name is of any use here."""

    def __init__(
        self,
        cart: Cart,
        search_s: float,
        why_no_face: Problem | None,
        ways: tuple[OfferedWay, ...] = (),
        *,
        takes_members: bool = True,
    ) -> None:
        self._cart = cart
        self._search_s = search_s
        self._why_no_face = why_no_face
        self._ways = ways
        self._takes_members = takes_members
        self._agreement = Agreement()
        self._phone = ""
        self.state = State.CHOOSING
        self.outcome: Identified | ChosenWay | ScannedCode | Leaving | None = None

    def start(self) -> list[Effect]:
        self.state = State.CHOOSING
        members = self._takes_members
        return [do.Show(show.ChoosePayment(self._cart, self._why_no_face, self._ways, members))]

    def faces_changed(self, why_no_face: Problem | None) -> list[Effect]:
        """The camera or the models went away, or came back."""
        self._why_no_face = why_no_face
        if self.state is State.CHOOSING:
            return self.start()
        if self.state in {State.LOOKING, State.NOT_RECOGNISED} and why_no_face:
            return [*self._stop_looking(), *self.start()]
        return []

    def ways_changed(self, ways: tuple[OfferedWay, ...]) -> list[Effect]:
        """A service went away, or came back."""
        self._ways = ways
        return self.start() if self.state is State.CHOOSING else []

    def handle(self, event: Event) -> list[Effect]:
        if self._is_at_rest and isinstance(event, _Unnamed):
            return self._without_a_name(event)
        match event:
            case on.CancelPressed() | on.DonePressed():
                return self._leave(Leaving.CANCELLED)
            case on.BackPressed():
                return self._back()
            case on.JoinPressed() if self._is_at_rest:
                return self._leave(Leaving.JOIN)
            case on.PayByPhonePressed() if self._takes_members and not self._is_typing:
                return [*self._stop_looking(), *self._ask_phone()]
            case on.PayByFacePressed():
                return self._face_pressed()
            case on.RetryPressed() if self.state is State.NOT_RECOGNISED:
                return self._face_pressed()
            case _:
                return self._elsewhere(event)

    @property
    def _is_at_rest(self) -> bool:
        return self.state in {State.CHOOSING, State.NOT_RECOGNISED}

    @property
    def _is_typing(self) -> bool:
        return self.state in {State.PHONE, State.PIN}

    def _elsewhere(self, event: Event) -> list[Effect]:
        if self.state in {State.LOOKING, State.NAMING}:
            return self._looking(event)
        if self._is_typing:
            return self._typing(event)
        return []  # touches of an earlier screen, and late frames

    def _without_a_name(self, event: _Unnamed) -> list[Effect]:
        if isinstance(event, on.BarcodeScanned):
            takes_codes = way_chosen(self._ways, ChosenWay(WayKind.CODE)) is not None
            is_code = rail_of(event.code) is not None
            return self._leave(ScannedCode(event.code)) if takes_codes and is_code else []
        chosen = chosen_by(event)
        return self._leave(chosen) if way_chosen(self._ways, chosen) else []

    def _leave(self, outcome: Leaving | Identified | ChosenWay | ScannedCode) -> list[Effect]:
        self.outcome = outcome
        return self._stop_looking()

    def _back(self) -> list[Effect]:
        if self.state is State.CHOOSING:
            return self._leave(Leaving.BACK)
        if self.state is State.PIN:
            return self._ask_phone()
        return [*self._stop_looking(), *self.start()]

    # --- by face ------------------------------------------------------------------------------

    def _face_pressed(self) -> list[Effect]:
        is_off = self._why_no_face or not self._takes_members
        if is_off or self.state in {State.LOOKING, State.NAMING}:
            return []  # greyed, or a second tap
        self.state = State.LOOKING
        self._agreement = Agreement()
        start_timer = do.StartTimer(FACE_TIMER, self._search_s)
        return [do.WatchFaces(), start_timer, self._ring(show.FaceHint.LOOK_HERE)]

    def _ring(self, hint: show.FaceHint) -> Effect:
        progress = self._agreement.progress
        return do.Show(show.LookAtCamera(Purpose.PAY, hint, progress, self._cart))

    def _stop_looking(self) -> list[Effect]:
        if self.state is State.LOOKING:
            return [do.StopWatching(), do.StopTimer(FACE_TIMER)]
        return []

    def _looking(self, event: Event) -> list[Effect]:
        match event:
            case on.FaceObserved() if self.state is State.LOOKING:
                return self._observed(event)
            case on.TimedOut(timer) if timer == FACE_TIMER and self.state is State.LOOKING:
                return self._not_recognised()
            case on.MemberFound(member) if self.state is State.NAMING:
                return self._named(member)
            case on.NotDone(do.FindMember()) if self.state is State.NAMING:
                return self._not_recognised()
            case _:  # a late frame while the name is looked up
                return []

    def _observed(self, seen: on.FaceObserved) -> list[Effect]:
        hint = hint_for(seen.sighting)
        if hint is not show.FaceHint.GOOD:
            self._agreement = Agreement()
            return [self._ring(hint)]
        match = seen.sighting.match
        self._agreement = self._agreement.after(match, seen.policy, to_pay=True)
        identity = self._agreement.identity
        if identity is not None:
            effects = [*self._stop_looking(), self._ring(hint), do.FindMember(identity.member_id)]
            self.state = State.NAMING
            return effects
        if self._agreement.unnamed >= UNNAMED_FRAMES:
            return self._not_recognised()
        return [self._ring(hint)]

    def _named(self, member: Member | None) -> list[Effect]:
        if member is None:  # forgotten since the gallery was made
            return self._not_recognised()
        return self._leave(Identified(Identity(member.id, Proof.FACE), member))

    def _not_recognised(self) -> list[Effect]:
        effects = [*self._stop_looking(), do.Show(show.NotRecognised(self._cart))]
        self.state = State.NOT_RECOGNISED
        return effects

    # --- by phone number and PIN --------------------------------------------------------------

    def _ask_phone(self, trouble: show.PhoneTrouble | None = None) -> list[Effect]:
        self.state = State.PHONE
        return [do.Show(show.EnterPhone(Purpose.PAY, trouble))]

    def _ask_pin(
        self, trouble: show.PinTrouble | None = None, tries_left: int = 0, locked_for_s: int = 0
    ) -> list[Effect]:
        self.state = State.PIN
        masked = masked_phone(self._phone)
        step = show.PinStep.ENTER
        screen = show.EnterPin(step, trouble, tries_left, locked_for_s, masked_phone=masked)
        return [do.Show(screen)]

    def _typing(self, event: Event) -> list[Effect]:
        match event:
            case on.DigitsEntered(digits):
                return self._typed(digits)
            case on.PinAccepted(member) if self.state is State.PIN:
                return self._leave(Identified(Identity(member.id, Proof.PIN), member))
            case on.PinRefused(tries_left, locked_for_s) if self.state is State.PIN:
                is_locked = locked_for_s > 0
                trouble = show.PinTrouble.LOCKED if is_locked else show.PinTrouble.WRONG
                return self._ask_pin(trouble, tries_left, locked_for_s)
            case _:  # a late frame
                return []

    def _typed(self, digits: str) -> list[Effect]:
        if self.state is State.PIN:
            if not is_pin(digits):
                return self._ask_pin(show.PinTrouble.NOT_SIX_DIGITS)
            return [do.CheckPin(self._phone, digits)]
        if not is_mobile(digits):
            return self._ask_phone(show.PhoneTrouble.NOT_A_NUMBER)
        self._phone = digits
        return self._ask_pin()
