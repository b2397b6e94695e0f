"""A member's own data: prove who you are, see what is kept, and have it deleted.

    proving ─ face ──▶ looking ─ agreed ─▶ moving ─ alive ─▶ asked (proving.py) ─▶ seeing
            ╰ phone ─▶ phone ─▶ pin ─────────────────────────────────────────────▶ seeing
    seeing ─ face alone, without a PIN ─▶ asked ─▶ new PIN, or none (new_pin.py) ─▶ confirming
    seeing ─ face alone | everything ─▶ asked ─▶ confirming ─ tap ─▶ going ─▶ forgotten, a receipt
    seeing ─ agree with a service ─▶ agreeing (agreeing.py) ─▶ seeing
    seeing ─ the face anew ─▶ retaking (retake.py) ─▶ seeing
    seeing ─ end an agreement ─▶ asked ─▶ letting go ─ tap ─▶ seeing

A face is judged as one that pays is (domain/risk.py): in doubt the number or the PIN is asked for
before anything is shown, and by whoever came by face before anything is changed.
Where money is open the wish is accepted all the same: see domain/leaving.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from kiosk.domain.agreement import Ending, Standing, Wish
from kiosk.domain.forgetting import Scope, Why
from kiosk.domain.identity import Agreement
from kiosk.domain.member import Member, is_mobile, masked_phone
from kiosk.domain.money import Money
from kiosk.domain.pin import is_pin
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.risk import Deed, Evidence, Liveness, Reason
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_screens as see
from kiosk.flows import screens as show
from kiosk.flows.agreeing import Agreed, Agreeing, AgreeingPolicy
from kiosk.flows.agreement_effects import EndAgreement, LookAtAgreements
from kiosk.flows.agreement_events import (
    AgreementEnded,
    AgreementEndNoted,
    AgreementLooked,
    AgreePressed,
    EndAgreementPressed,
)
from kiosk.flows.alive import AliveCheck, AlivePolicy, Verdict, told_to_risk
from kiosk.flows.checkout import Identified
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_capture import CapturePolicy
from kiosk.flows.new_pin import NewPin
from kiosk.flows.proving import PROOF_TIMER, Proving
from kiosk.flows.records import MemberRow
from kiosk.flows.retake import WATCHING, Retake, Retaken
from kiosk.flows.screens import Purpose
from kiosk.flows.watching import hint_for
from models.results import Template

LOOK_TIMER = "my_data"
UNNAMED_FRAMES = 10
"""That many good frames in a row without a name: nobody whom we know."""


class State(Enum):
    PROVING = auto()
    LOOKING = auto()
    MOVING = auto()
    ASKED = auto()
    PHONE = auto()
    PIN = auto()
    LOADING = auto()
    SEEING = auto()
    NEW_PIN = auto()
    CONFIRMING = auto()
    GOING = auto()
    FORGOTTEN = auto()
    AGREEING = auto()
    RETAKING = auto()
    LETTING_GO = auto()


@dataclass(frozen=True, slots=True)
class Agreements:
    """`rails`: services that charge or hold for members here; `signs`: where a new agreement can
    be made on our screen; `down`: those that cannot be reached now."""

    rails: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    policy: AgreeingPolicy = field(default_factory=AgreeingPolicy)


class MyDataFlow:
    """`is_over` once the person has left.

    `alive`: the gestures a face has to make first; without them a photograph would be enough.
    `joined`: somebody who has just become a member here, and need not prove it again.
    `typing_s`: how long number or PIN are waited for, where a face alone is not enough.
    """

    def __init__(  # noqa: PLR0913 - what a visit knows
        self,
        search_s: float,
        why_no_face: Problem | None,
        alive: AlivePolicy | None = None,
        *,
        agreements: Agreements = Agreements(),
        new_id: Callable[[], str] = str,
        joined: str = "",
        typing_s: float = 60.0,
        capture: CapturePolicy | None = None,
    ) -> None:
        self._capture_policy = capture or CapturePolicy()
        self._retake: Retake | None = None
        self._by_pin = False
        self._agreements = agreements
        self._new_id = new_id
        self._joined = joined
        self._standings: dict[str, Standing] = {}
        self._agreeing: Agreeing | None = None
        self._rail = ""
        self._search_s = search_s
        self._why_no_face = why_no_face
        self._alive_policy = alive
        self._alive: AliveCheck | None = None
        self._typing_s = typing_s
        self._evidence: Evidence | None = None
        self._proof: Proving | None = None
        self._wish: Callable[[], list[Effect]] = self._see
        self._has_typed = False
        self._agreement = Agreement()
        self._phone = ""
        self._row: MemberRow | None = None
        self._scope = Scope.ALL
        self._new_pin = NewPin()
        self.state = State.PROVING
        self.is_over = False

    def start(self, *, not_found: bool = False) -> list[Effect]:
        if self._joined and not not_found:
            self._has_typed = True
            return self._load(self._joined)
        self.state = State.PROVING
        self._row, self._has_typed, self._by_pin = None, False, False
        return [do.Show(see.ProveYourself(self._why_no_face, not_found))]

    def faces_changed(self, why_no_face: Problem | None) -> list[Effect]:
        """The camera or the models went away, or came back."""
        is_news = (why_no_face is None) != (self._why_no_face is None)
        self._why_no_face = why_no_face
        if self.state is State.PROVING:
            return self.start()
        if self.state in {State.LOOKING, State.MOVING} and why_no_face:
            return [*self._stop_looking(), *self.start()]
        is_off = why_no_face is not None and why_no_face.fault is Fault.FACES_OFF
        if self.state is State.ASKED and is_off:
            return [*self._stop_looking(), *self.start()]
        if self._retake is not None and why_no_face and self._retake.state in WATCHING:
            return self._after_retake(Retaken.FAILED, self._retake.stop())
        return self._see() if is_news and self.state is State.SEEING else []

    def handle(self, event: Event) -> list[Effect]:
        if self._agreeing is not None:
            return self._agree(self._agreeing, event)
        if self._retake is not None:
            return self._taking_anew(self._retake, event)
        if isinstance(event, AgreementLooked | AgreementEnded):
            return self._learnt(event)
        if isinstance(event, on.CancelPressed | on.DonePressed):
            return self._leave()
        if isinstance(event, on.BackPressed):
            return self._back()
        return self._in_state(event)

    def _in_state(self, event: Event) -> list[Effect]:
        match self.state:
            case State.PROVING:
                return self._proving(event)
            case State.LOOKING:
                return self._looking(event)
            case State.MOVING:
                return self._moving(event)
            case State.ASKED:
                return self._asked(event)
            case State.PHONE | State.PIN:
                return self._typing(event)
            case State.LOADING:
                return self._loaded(event)
            case State.SEEING:
                return self._seeing(event)
            case State.NEW_PIN:
                return self._choosing(event)
            case State.CONFIRMING:
                return self._confirming(event)
            case State.GOING:
                return self._going(event)
            case State.LETTING_GO:
                return self._letting_go(event)
            case State.FORGOTTEN | State.AGREEING | State.RETAKING:
                return []

    def _leave(self) -> list[Effect]:
        if self.state is State.GOING:
            return []  # it is being done: a moment, and the receipt is there
        effects = self._stop_looking()
        self.is_over = True
        return effects

    def _back(self) -> list[Effect]:
        match self.state:
            case State.PROVING | State.SEEING | State.FORGOTTEN:
                return self._leave()
            case State.PIN:
                return self._ask_phone()
            case State.ASKED if self._row is not None:
                return [*self._stop_looking(), *self._see()]
            case State.NEW_PIN | State.CONFIRMING | State.LETTING_GO:
                return self._see()
            case State.GOING:
                return []
            case _:
                return [*self._stop_looking(), *self.start()]

    # --- who is it? ---------------------------------------------------------------------------

    def _proving(self, event: Event) -> list[Effect]:
        match event:
            case on.PayByFacePressed() if self._why_no_face is None:
                self.state = State.LOOKING
                self._agreement = Agreement()
                timer = do.StartTimer(LOOK_TIMER, self._search_s)
                return [do.WatchFaces(), timer, self._ring(show.FaceHint.LOOK_HERE)]
            case on.PayByPhonePressed():
                return self._ask_phone()
            case _:  # a touch of an earlier screen, or a late frame
                return []

    def _ring(self, hint: show.FaceHint) -> Effect:
        return do.Show(show.LookAtCamera(Purpose.DATA, hint, self._agreement.progress))

    def _stop_looking(self) -> list[Effect]:
        if self._proof is not None:
            ended, self._proof = self._proof.stop(), None
            return ended
        if self.state is State.LOOKING:
            return [do.StopWatching(), do.StopTimer(LOOK_TIMER)]
        if self.state is State.MOVING and self._alive is not None:
            return self._alive.stop()
        return []

    def _looking(self, event: Event) -> list[Effect]:
        match event:
            case on.FaceObserved():
                return self._observed(event)
            case on.TimedOut(timer) if timer == LOOK_TIMER:
                return [*self._stop_looking(), *self.start(not_found=True)]
            case on.PayByPhonePressed():
                return [*self._stop_looking(), *self._ask_phone()]
            case _:
                return []

    def _observed(self, seen: on.FaceObserved) -> list[Effect]:
        hint = hint_for(seen.sighting)
        if hint is not show.FaceHint.GOOD:
            self._agreement = Agreement()
            return [self._ring(hint)]
        self._agreement = self._agreement.after(seen.sighting.match, seen.policy, to_pay=True)
        evidence = self._agreement.evidence(seen.policy, seen.at_s)
        if evidence is not None:
            return self._recognised(evidence, seen.sighting.template)
        if self._agreement.unnamed >= UNNAMED_FRAMES:
            return [*self._stop_looking(), *self.start(not_found=True)]
        return [self._ring(hint)]

    def _recognised(self, evidence: Evidence, face: Template | None) -> list[Effect]:
        self._evidence = evidence
        if self._alive_policy is None:
            return [*self._stop_looking(), *self._ask_proof(evidence, Deed.LOOK)]
        self.state = State.MOVING
        self._alive = AliveCheck(self._alive_policy, face, Purpose.DATA)
        return [do.StopTimer(LOOK_TIMER), *self._alive.start()]

    def _moving(self, event: Event) -> list[Effect]:
        if self._alive is None or self._evidence is None:
            return []
        if isinstance(event, on.PayByPhonePressed):
            return [*self._alive.stop(), *self._ask_phone()]
        effects = self._alive.handle(event)
        match self._alive.outcome:
            case Verdict.ALIVE:
                at_s = self._alive.seen_at_s
                self._evidence = replace(self._evidence, liveness=Liveness.PASSED, at_s=at_s)
                return [*effects, *self._ask_proof(self._evidence, Deed.LOOK)]
            case Verdict.NOT_ALIVE:
                noted = told_to_risk(self._alive, self._evidence.member_id)
                return [*effects, *noted, *self.start(not_found=True)]
            case None:
                return effects

    def _ask_proof(self, evidence: Evidence, deed: Deed) -> list[Effect]:
        self.state = State.ASKED
        self._proof = Proving(evidence, Money(0), self._typing_s, self._new_id, deed=deed)
        return self._proof.start()

    def _asked(self, event: Event) -> list[Effect]:
        proof = self._proof
        if proof is None:
            return []
        if event == on.TimedOut(PROOF_TIMER):  # whoever it was has gone
            return [*self._stop_looking(), *self.start()]
        effects = proof.handle(event)
        match proof.outcome:
            case Identified(_, member):
                self._proof = None
                return [*effects, *self._proved(proof.deed, member.id)]
            case tuple() as reasons:
                self._proof = None
                is_unknown = Reason.FAILURES not in reasons
                return [*effects, *self.start(not_found=is_unknown)]
            case None:
                return effects

    def _proved(self, deed: Deed, member_id: str) -> list[Effect]:
        if deed is Deed.LOOK:
            return self._load(member_id)
        self._has_typed = True
        return self._wish()

    def _surely(self, wish: Callable[[], list[Effect]]) -> list[Effect]:
        """What a face alone may not do: number or PIN first, once a visit."""
        if self._has_typed:
            return wish()
        if self._evidence is None:
            return self.start()
        self._wish = wish
        return self._ask_proof(self._evidence, Deed.CHANGE)

    def _ask_phone(self, trouble: show.PhoneTrouble | None = None) -> list[Effect]:
        self.state = State.PHONE
        return [do.Show(show.EnterPhone(Purpose.DATA, trouble))]

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
            case on.DigitsEntered(digits) if self.state is State.PHONE:
                if not is_mobile(digits):
                    return self._ask_phone(show.PhoneTrouble.NOT_A_NUMBER)
                self._phone = digits
                return self._ask_pin()
            case on.DigitsEntered(digits) if not is_pin(digits):
                return self._ask_pin(show.PinTrouble.NOT_SIX_DIGITS)
            case on.DigitsEntered(digits):
                return [do.CheckPin(self._phone, digits)]
            case on.PinAccepted(member) if self.state is State.PIN:
                self._has_typed = self._by_pin = True
                return self._load(member.id)
            case on.PinRefused(tries_left, locked_for_s) if self.state is State.PIN:
                trouble = show.PinTrouble.LOCKED if locked_for_s else show.PinTrouble.WRONG
                return self._ask_pin(trouble, tries_left, locked_for_s)
            case _:  # a touch of an earlier screen
                return []

    def _load(self, member_id: str) -> list[Effect]:
        self.state = State.LOADING
        return [do.LoadMember(member_id)]

    def _loaded(self, event: Event) -> list[Effect]:
        match event:
            case on.MemberLoaded(row) if row is not None:
                self._row = row
                self._standings = _standings(row.member, self._agreements.rails)
                return [*self._see(), *self._ask_services()]
            case on.MemberLoaded() | on.NotDone(do.LoadMember()):
                return self.start(not_found=True)
            case _:
                return []

    # --- what is kept, and what goes ----------------------------------------------------------

    def _see(self, *, failed: bool = False, agreed: str = "", retaken: str = "") -> list[Effect]:
        if self._row is None:
            return self.start(not_found=True)
        self.state = State.SEEING
        mine, rail = self._my_agreements(), self._rail if agreed else ""
        can = self._can_retake(self._row)
        return [do.Show(see.MyData(self._row, failed, mine, agreed, rail, can, retaken))]

    def _seeing(self, event: Event) -> list[Effect]:
        row = self._row
        if row is None:
            return []
        shown = see.MyData(row)
        match event:
            case on.ForgetFacePressed() if shown.can_forget_face:
                return self._surely(lambda: self._ask_about_face(row))
            case on.ForgetAllPressed() if shown.can_forget_all:
                return self._surely(lambda: self._ask(Scope.ALL, row))
            case on.RetakePressed() if self._can_retake(row):
                return self._begin_retaking(row.member)
            case AgreePressed(rail) if self._can_sign(rail):
                return self._begin_agreeing(rail, row.member)
            case EndAgreementPressed(rail) if self._standings.get(rail) is Standing.AGREED:
                return self._surely(lambda: self._ask_to_end(rail))
            case _:  # greyed, or a touch of an earlier screen
                return []

    # --- the face taken anew ------------------------------------------------------------------

    def _can_retake(self, row: MemberRow) -> bool:
        """Of who has just joined there is nothing to make better."""
        has_face = row.member.has_face and not row.leaves_since
        return has_face and self._why_no_face is None and not self._joined

    def _begin_retaking(self, member: Member) -> list[Effect]:
        self.state = State.RETAKING
        self._retake = Retake(member, self._capture_policy, self._alive_policy, by_pin=self._by_pin)
        return self._retake.start()

    def _taking_anew(self, retake: Retake, event: Event) -> list[Effect]:
        effects = retake.handle(event)
        if retake.outcome is None:
            return effects
        if isinstance(event, on.CancelPressed):
            self._retake, self.is_over = None, True
            return effects
        return self._after_retake(retake.outcome, effects)

    def _after_retake(self, outcome: Retaken, effects: list[Effect]) -> list[Effect]:
        self._retake = None
        said = "" if outcome is Retaken.KEPT else str(outcome)
        return [*effects, *self._see(retaken=said)]

    # --- agreements with payment services -----------------------------------------------------

    def _my_agreements(self) -> tuple[see.MyAgreement, ...]:
        if self._row is not None and self._row.leaves_since:
            return ()  # they are being ended
        return tuple(
            see.MyAgreement(rail, self._standings[rail], self._can_sign(rail))
            for rail in self._agreements.rails
        )

    def _can_sign(self, rail: str) -> bool:
        if self._row is not None and self._row.leaves_since:
            return False
        has_none = self._standings.get(rail) is Standing.NONE
        return has_none and rail in self._agreements.signs and rail not in self._agreements.down

    def _ask_services(self) -> list[Effect]:
        up = tuple(rail for rail in self._agreements.rails if rail not in self._agreements.down)
        return [LookAtAgreements(self._row.member.id, up)] if up and self._row else []

    def _learnt(self, news: AgreementLooked | AgreementEnded) -> list[Effect]:
        about = news.ending if isinstance(news, AgreementEnded) else news
        if isinstance(about, Ending) and about.wish_id:
            return []  # of a code that nobody signed
        is_mine = self._row is not None and self._row.member.id == about.member_id
        is_news = news.standing not in {Standing.UNKNOWN, self._standings.get(about.rail)}
        if not is_mine or not is_news or about.rail not in self._standings:
            return []
        self._standings[about.rail] = news.standing
        return self._see() if self.state is State.SEEING else []

    def _begin_agreeing(self, rail: str, member: Member) -> list[Effect]:
        self._rail = rail
        self.state = State.AGREEING
        wish = Wish(self._new_id(), member.id, rail, member.masked)
        self._agreeing = Agreeing(wish, self._agreements.policy)
        return self._agreeing.start()

    def _agree(self, agreeing: Agreeing, event: Event) -> list[Effect]:
        effects = agreeing.handle(event)
        if agreeing.outcome is None:
            return effects
        self._agreeing = None
        if agreeing.outcome is Agreed.AGREED:
            self._standings[self._rail] = Standing.AGREED
        return [*effects, *self._see(agreed=agreeing.outcome)]

    def _ask_to_end(self, rail: str) -> list[Effect]:
        self._rail = rail
        self.state = State.LETTING_GO
        return [do.Show(see.EndAgreementConfirm(rail))]

    def _letting_go(self, event: Event) -> list[Effect]:
        match event:
            case on.ConfirmPressed() if self._row is not None:
                return [EndAgreement(Ending(self._row.member.id, self._rail))]
            case AgreementEndNoted(Ending(_, rail)) if rail == self._rail:
                self._standings[rail] = Standing.UNKNOWN  # until the service has said so
                return self._see(agreed="ending")
            case on.NotDone(EndAgreement()):
                return self._see(failed=True)
            case _:
                return []

    def _ask_about_face(self, row: MemberRow) -> list[Effect]:
        """Without a PIN nothing would be left to pay by: one can be chosen first, or not."""
        self._new_pin = NewPin()
        if row.member.has_pin:
            return self._ask(Scope.FACE, row)
        self.state = State.NEW_PIN
        return self._new_pin.start()

    def _choosing(self, event: Event) -> list[Effect]:
        effects = self._new_pin.handle(event)
        if self._new_pin.chosen is None or self._row is None:
            return effects
        row, has_pin = self._row, bool(self._new_pin.chosen)
        return self._ask(Scope.FACE, replace(row, member=replace(row.member, has_pin=has_pin)))

    def _ask(self, scope: Scope, row: MemberRow) -> list[Effect]:
        self._scope = scope
        self.state = State.CONFIRMING
        return [do.Show(see.ForgetConfirm(scope, row))]

    def _confirming(self, event: Event) -> list[Effect]:
        match event:
            case on.ConfirmPressed() if self._row is not None:
                self.state = State.GOING
                pin = (self._scope is Scope.FACE and self._new_pin.chosen) or ""
                wish = do.ForgetMember(self._row.member.id, Why.SHOPPER, self._scope, new_pin=pin)
                return [wish]
            case _:
                return []

    def _going(self, event: Event) -> list[Effect]:
        match event:
            case on.MemberForgotten(receipt, is_clean, waits):
                self.state = State.FORGOTTEN
                scope = Scope.ACCEPTED if waits else self._scope
                gone = see.Forgotten(
                    scope, receipt, is_clean=is_clean, waits=waits, can_pay=self._can_pay
                )
                self._row = None
                return [do.Show(gone)]
            case on.NotDone(do.ForgetMember()):
                return self._see(failed=True)
            case _:
                return []

    @property
    def _can_pay(self) -> bool:
        """With a PIN: the one that was there, or the new one."""
        has_pin = self._row is not None and self._row.member.has_pin
        return has_pin or bool(self._new_pin.chosen)


def _standings(member: Member, rails: tuple[str, ...]) -> dict[str, Standing]:
    """What is known without asking anybody."""
    agreed, none = member.agreements, member.no_agreements
    return {
        rail: Standing.AGREED
        if rail in agreed
        else Standing.NONE
        if rail in none
        else Standing.UNKNOWN
        for rail in rails
    }
