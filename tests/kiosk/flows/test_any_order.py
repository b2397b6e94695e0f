"""Whatever happens in whatever order: money, doors and faces stay safe.

People touch everything, answers come late, twice or not at all, devices break and mend. A witness
reads along and objects to the first effect that must not be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from hypothesis import given, note, settings
from hypothesis import strategies as st

from kiosk.domain.agreement import Ending, Standing, ToSign, Wish
from kiosk.domain.forgetting import Why
from kiosk.domain.hold import Held, HoldState
from kiosk.domain.identity import Approval, Proof
from kiosk.domain.language import Language
from kiosk.domain.look_alikes import Compared
from kiosk.domain.money import Money, yuan
from kiosk.domain.offline import OfflineUse
from kiosk.domain.payment import (
    ByCode,
    Closed,
    Outcome,
    Paid,
    Payment,
    PaymentState,
    Rail,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.queue_number import TicketAction
from kiosk.domain.refund import Refunded, RefundState
from kiosk.domain.risk import Decision, Reason, Step
from kiosk.domain.text_message import Fate
from kiosk.domain.ways import DownRail, WhyNot
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.adding_face_events import AddFacePressed
from kiosk.flows.agreeing import LOOK, SIGN
from kiosk.flows.agreement_effects import BeginAgreement, EndAgreement, LookAtAgreements
from kiosk.flows.agreement_events import (
    AgreementBegun,
    AgreementEnded,
    AgreementEndNoted,
    AgreementLooked,
    AgreePressed,
    EndAgreementPressed,
)
from kiosk.flows.cabinet_events import CabinetEvent
from kiosk.flows.code_effects import SendCode
from kiosk.flows.code_events import CodeAnswered
from kiosk.flows.code_screens import EnterCode
from kiosk.flows.commissioning_events import CommissioningEvent
from kiosk.flows.confirm_number import AGAIN, CodePolicy
from kiosk.flows.consent import CONFIRM, PRESENT
from kiosk.flows.decision_events import DecisionEvent
from kiosk.flows.effects import Effect
from kiosk.flows.events import FROM_A_PERSON, Event
from kiosk.flows.face_capture import CAPTURE_TIMER
from kiosk.flows.housekeeping import GUARD, SWEEP
from kiosk.flows.identify import FACE_TIMER
from kiosk.flows.idle import IDLE, STILL_THERE
from kiosk.flows.proving import PROOF_TIMER
from kiosk.flows.settling import ASK_AGAIN, DEADLINE, SLOW
from kiosk.flows.staff_events import StaffEvent
from kiosk.flows.steps import VisitPolicy
from kiosk.flows.visit import FACES_OFF, Visit
from kiosk.flows.whose_data import LOOK_TIMER
from tests.kiosk.flows.a_kiosk import (
    ALIPAY_CODE,
    EVERY_TOUCH,
    EVERY_WAY,
    POLICY,
    RECEIPT,
    TO_CART,
    TO_CHECKOUT,
    TO_COMPLETING,
    TO_CONFIRM,
    TO_DONE,
    TO_PAYING,
    TO_STAFF,
    WECHAT_CODE,
    a_visit,
    answered,
)
from tests.support.builders import (
    GOOD_PIN,
    PHONE,
    a_look_at,
    a_member,
    a_member_row,
    a_poor_look,
    a_problem,
    a_receipt,
    a_ticket,
    an_order,
    an_order_row,
    observed,
    saw,
    saw_a_stranger,
)

TAP = Decision(Step.TAP, (Reason.REGULAR,))
DECISIONS = [
    TAP,
    Decision(Step.DIGITS, (Reason.AMOUNT,)),
    Decision(Step.NUMBER, (Reason.FIRST_TIME,)),
    Decision(Step.PIN, (Reason.TWO_ALIKE,)),
    Decision(Step.OTHER_WAY, (Reason.DAY_AMOUNT,)),
]
OUTCOMES: list[Outcome] = [
    Paid(yuan("5")), Paid(), Closed(), Unknown("no answer"), Refused(Refusal.DECLINED),
    Refused(Refusal.NOT_ENOUGH, yuan("1")), Refused(Refusal.NO_ACCOUNT), Reversed(), Waiting(),
    Waiting("https://qr.example/1"), Refused(Refusal.CODE_INVALID),
]  # fmt: skip
TIMERS = [
    IDLE, STILL_THERE, GUARD, CONFIRM, PRESENT, SLOW, ASK_AGAIN, DEADLINE, FACE_TIMER,
    CAPTURE_TIMER, PROOF_TIMER, FACES_OFF, LOOK_TIMER,
    SWEEP, "?",
]  # fmt: skip
CODE = "482913"
LOST = Wish("lost", "lost", Rail.ALIPAY)
NEWS: list[Event] = [
    *[on.TimedOut(timer) for timer in TIMERS],
    *[answered(outcome, "lost") for outcome in OUTCOMES],
    *[saw_a_stranger(angle, angle / 10) for angle in (0, 5, 10, 90, 95)],
    *[saw(member_id) for member_id in ("zhang", "zhang", "li")],
    *[observed(a_poor_look()), observed(a_look_at(0)), observed(a_look_at(2))],
    *[on.DigitsEntered(digits) for digits in (PHONE, GOOD_PIN, "123456", "100", "")],
    *[on.StaffPageChosen(page) for page in show.StaffPage],
    on.LanguageChosen(Language.EN), member_on.ConsentGiven(with_face=False),
    on.TicketActed("2026-03-01", "bar", 1, TicketAction.CALL),
    member_on.PhoneChecked(is_free=True), member_on.PhoneChecked(is_free=False),
    member_on.PinAccepted(a_member()), member_on.PinRefused(2, 0), member_on.PinRefused(0, 60),
    member_on.PhoneTaken(),
    face_on.FaceAssessed("lost", a_member(), TAP, 0.0), face_on.ProofAccepted("lost", 0.0),
    face_on.ProofRefused("lost", 2), face_on.FacesOff(900), face_on.FacesOff(0),
    member_on.MemberRegistered(a_member()), on.StaffPinRefused(2, 0),
    on.StaffPinOutOfReach(), on.StatusLoaded(()), member_on.FaceRetaken(), on.CommandWaits(),
    face_on.FacesCompared(Compared("pack", (("zhang", ("li",)),))),
    on.ClockRead("2026-03-01T10:00:00+08:00"),
    member_on.MembersLoaded((a_member_row(),)), member_on.MemberLoaded(a_member_row()),
    member_on.MemberLoaded(None),
    money_on.ToppedUp(yuan("100"), a_member_row()), member_on.MemberForgotten(),
    member_on.UnusedForgotten(0), member_on.UnusedForgotten(20, more=True), on.OrdersLoaded(()),
    on.OrderLoaded(an_order_row(), a_receipt()), on.OrderLoaded(None, None),
    on.QueueLoaded((a_ticket(),)), on.DoorOpened("lost"), on.DoorFailed("lost", "jam"),
    on.DoorUnknown("lost", "?"), on.Printed(), on.PrintFailed("no paper"),
    money_on.OfflineUseRead(None, datetime(2026, 3, 1, 12, tzinfo=UTC)),
    money_on.RailsChanged(()), money_on.RailsChanged((DownRail("alipay", WhyNot.OFFLINE),)),
    money_on.PaymentGivenUp("lost", PaymentState.CANCELLING),
    money_on.RefundNotAllowed("lost", yuan("1")),
    money_on.RefundAnswered("lost", Refunded()), money_on.HoldAnswered("lost", Held()),
    money_on.RefundRecorded("lost", "lost", yuan("1"), RefundState.UNKNOWN),
    money_on.HoldRecorded("lost", HoldState.HELD),
    money_on.HoldNotAllowed("lost"),
    money_on.OrderPlaced("lost", "lost"),
    money_on.OrderCompleted(a_receipt(an_order(None, "lost")), None),
    *[AgreementLooked("zhang", Rail.ALIPAY, standing) for standing in Standing],
    AgreementLooked("lost", Rail.ALIPAY, Standing.AGREED),
    AgreementBegun(LOST, ToSign("https://q")), CodeAnswered("lost", Fate.SENT),
    AgreementEnded(Ending("zhang", Rail.ALIPAY), Standing.NONE), AgreementEndNoted(Ending("lost")),
]  # fmt: skip

FAULTS: list[Event] = [
    *[on.Faulted(a_problem(fault)) for fault in Fault],
    *[on.Mended(fault) for fault in Fault],
]
JOINING: list[Event] = [
    member_on.JoinPressed(), member_on.ConsentGiven(with_face=True), on.DigitsEntered(PHONE),
    member_on.PhoneChecked(is_free=True), on.DigitsEntered(PHONE), member_on.SkipPressed(),
    member_on.NameEntered("张"),
]  # fmt: skip
LOOKING: list[Event] = [*TO_CHECKOUT, money_on.PayByFacePressed()]
AGREED = replace(a_member(), agreements=(Rail.ALIPAY,))
SCANS: list[Event] = [
    on.BarcodeScanned(code) for code in (ALIPAY_CODE, WECHAT_CODE, "036000291452")
]
WAITED: list[Event] = [on.TimedOut(timer) for timer in (SLOW, ASK_AGAIN, DEADLINE, IDLE, GUARD)]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
OFFLINE_USES: list[Event] = [
    money_on.OfflineUseRead(None, NOON),
    *[
        money_on.OfflineUseRead(OfflineUse(yuan(spent), yuan(spent), NOON), NOON)
        for spent in ("0", "40")
    ],
]
SENSIBLE: dict[type[object], list[Event]] = {
    show.Attract: [
        on.ShopPressed(),
        on.ShopPressed(),
        member_on.JoinPressed(),
        on.StaffDoorKnocked(),
    ],
    show.Browse: [on.ProductAdded("latte"), on.CheckoutPressed(), on.CheckoutPressed()],
    money_show.ChoosePayment: [
        money_on.PayByFacePressed(),
        money_on.PayByPhonePressed(),
        member_on.JoinPressed(),
        money_on.PayByCodePressed(),
        money_on.PayByScreenPressed(Rail.ALIPAY),
        money_on.PayAtCounterPressed(),
        SCANS[0],
    ],
    money_show.PresentCode: [*SCANS, on.BackPressed(), on.TimedOut(PRESENT)],
    money_show.ConfirmCode: [on.ConfirmPressed(), on.ConfirmPressed(), *SCANS, on.BackPressed()],
    money_show.ShowCode: [on.CancelPressed(), *WAITED],
    money_show.ConfirmInApp: [on.CancelPressed(), *WAITED],
    money_show.PayAtCounter: [on.CancelPressed(), on.StaffDoorKnocked(), *WAITED],
    money_show.Cancelling: WAITED,
    face_show.LookAtCamera: [
        saw("zhang"),
        saw("zhang"),
        *[saw_a_stranger(0, at) for at in range(4)],
    ],
    face_show.NotRecognised: [on.RetryPressed(), money_on.PayByPhonePressed()],
    money_show.ConfirmPayment: [on.ConfirmPressed(), on.ConfirmPressed(), on.TimedOut(CONFIRM)],
    money_show.Paying: [on.TimedOut(timer) for timer in (SLOW, ASK_AGAIN, DEADLINE, IDLE, GUARD)],
    money_show.PaymentProblem: [
        on.RetryPressed(),
        on.DonePressed(),
        money_on.PayByCodePressed(),
        money_on.PayFromPressed(Rail.ALIPAY),
    ],
    show.Result: [on.PrintPressed(), on.DonePressed(), on.TimedOut(IDLE)],
    show.EnterPhone: [on.DigitsEntered(PHONE), on.DigitsEntered(PHONE[-4:])],
    EnterCode: [
        on.DigitsEntered(CODE),
        on.DigitsEntered(GOOD_PIN),
        on.RetryPressed(),
        member_on.SkipPressed(),
        on.TimedOut(AGAIN),
    ],
    show.EnterPin: [on.DigitsEntered(GOOD_PIN)],
    see.Consent: [
        member_on.ConsentGiven(with_face=True),
        member_on.ConsentGiven(with_face=False),
        member_on.GuardianPressed(),
        member_on.MyDataPressed(),
    ],
    see.GuardianConsent: [
        member_on.ConsentGiven(with_face=True),
        member_on.ConsentGiven(with_face=False),
    ],
    see.ProveYourself: [money_on.PayByFacePressed(), money_on.PayByPhonePressed()],
    see.MyData: [
        member_on.ForgetFacePressed(),
        member_on.ForgetAllPressed(),
        member_on.RetakePressed(),
        AddFacePressed(),
        AgreePressed(Rail.ALIPAY),
        EndAgreementPressed(Rail.ALIPAY),
    ],
    see.SignAgreement: [
        on.TimedOut(LOOK),
        on.TimedOut(SIGN),
        AgreementLooked("zhang", Rail.ALIPAY, Standing.AGREED),
        on.CancelPressed(),
    ],
    see.EndAgreementConfirm: [on.ConfirmPressed(), on.BackPressed()],
    see.ForgetConfirm: [on.ConfirmPressed(), on.BackPressed()],
    see.Forgotten: [on.DonePressed(), on.BackPressed()],
    see.EnterName: [member_on.NameEntered("张")],
    see.Welcome: [on.DonePressed(), member_on.MyDataPressed()],
    see.AlreadyMember: [on.DonePressed()],
    see.JoinFailed: [on.RetryPressed(), on.ConfirmPressed()],
    show.StaffMenu: [on.StaffPageChosen(page) for page in show.StaffPage],
    show.StaffMembers: [member_on.MemberLoaded(a_member_row())],
    show.StaffMember: [on.TopUpPressed(), on.DeleteMemberPressed()],
    show.EnterAmount: [on.DigitsEntered("100"), on.DigitsEntered("200")],
    show.StaffConfirm: [on.ConfirmPressed(), on.ConfirmPressed(), on.BackPressed()],
    show.StaffOrders: [on.OrderLoaded(an_order_row(), a_receipt())],
    show.StaffOrder: [on.OpenDoorPressed(), on.PrintPressed()],
    show.OutOfOrder: [on.Mended(fault) for fault in Fault],
}
"""What people do on a screen when they mean to get somewhere."""


BEGINNINGS: list[list[Event]] = [
    [], TO_CART, TO_CHECKOUT, LOOKING, TO_CONFIRM, TO_PAYING, TO_COMPLETING, TO_DONE, TO_STAFF,
    JOINING, [*TO_CHECKOUT, money_on.PayByCodePressed()],
    [*TO_CHECKOUT, money_on.PayAtCounterPressed()],
    [*TO_CHECKOUT, money_on.PayByScreenPressed(Rail.WECHAT)],
    [*TO_STAFF, member_on.MemberLoaded(a_member_row()), on.TopUpPressed()],
    [*TO_STAFF, on.OrderLoaded(an_order_row(), a_receipt()), on.OpenDoorPressed()],
]  # fmt: skip


WRITTEN_DOWN = (
    face_do.AssessFace,
    face_do.CheckProof,
    money_do.PlaceOrder,
    money_do.Charge,
    money_do.GiveUpPayment,
    do.ReadOfflineUse,
    money_do.CompleteOrder,
    money_do.RecordOutcome,
    member_do.RegisterMember,
    money_do.TopUp,
    do.OpenDoorForStaff,
    do.SetStaffPin,
    EndAgreement,
)
"""What can fail for want of a disk."""


_PROMISES = {
    money_show.PaymentTrouble.STOPPED,
    money_show.PaymentTrouble.GOING_BACK,
    money_show.PaymentTrouble.GIVEN_UP,
}


def _says_paid(event: money_on.PaymentAnswered | money_on.PaymentGivenUp) -> bool:
    if isinstance(event, money_on.PaymentGivenUp):
        return event.state is PaymentState.PAID
    return isinstance(event.outcome, Paid)


class Witness:
    """Plays events to a visit, and objects to what must never be."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._placed: dict[str, Payment] = {}
        self._written: set[str] = set()
        self._charged: set[str] = set()
        self._waiting_for: str | None = None
        self._given_up: set[str] = set()
        self._scanned: list[str] = []
        self._completed_doors: set[str] = set()
        self._opened: set[str] = set()
        self._proved: set[str] = set()
        self._top_ups: dict[str, tuple[str, Money]] = {}
        self.screen: show.Screen | None = None
        self._is_watching = self._staff_are_in = self._is_without_database = False
        self.answers: list[Event] = []
        """What may come back, now or later, once or often."""
        self._read(on.Touched(), visit.start())

    def tell(self, event: Event) -> None:
        match event:
            case money_on.OrderPlaced(_, payment_id):
                self._written.add(payment_id)
            case money_on.PaymentAnswered(payment_id) if payment_id == self._waiting_for:
                self._waiting_for = None
            case on.NotDone(money_do.Charge() | money_do.PlaceOrder() | money_do.CompleteOrder()):
                self._waiting_for = None
            case money_on.PaymentGivenUp(payment_id, state):
                self._given_up.add(payment_id)
                if state is PaymentState.PAID and payment_id == self._waiting_for:
                    self._waiting_for = None  # its answer was on disk before
            case face_on.FaceAssessed(check_id, _, Decision(Step.TAP)) | face_on.ProofAccepted(
                check_id
            ):
                self._proved.add(check_id)
            case on.BarcodeScanned(code):
                self._scanned.append(code)
            case money_on.OrderCompleted(_, str() as command_id):
                self._completed_doors.add(command_id)
            case on.StaffPinAccepted():
                self._staff_are_in = True
            case on.Faulted(Problem(Fault.DATABASE)):
                self._is_without_database = True
            case _:
                pass
        self._read(event, self._visit.handle(event))

    def _read(self, event: Event, effects: list[Effect]) -> None:
        self._must_be_written_down(event, effects)
        for effect in effects:
            self._money(event, effect)
            self._doors(effect)
            self._faces(event, effect)
            self._staff(effect)
            self._screens(effect)
            self.answers += self._answers_to(effect)
        assert not self._is_watching or isinstance(self.screen, face_show.LookAtCamera)

    def _must_be_written_down(self, event: Event, effects: list[Effect]) -> None:
        match event:
            case money_on.PaymentAnswered(payment_id, outcome):
                assert effects[0] == money_do.RecordOutcome(payment_id, outcome)
            case on.DoorOpened() | on.DoorFailed() | on.DoorUnknown():
                assert isinstance(effects[0], do.RecordDoor)
            case _:
                pass

    def _money(self, event: Event, effect: Effect) -> None:
        match effect:
            case money_do.PlaceOrder(order, payment):
                assert payment.id not in self._placed
                assert Money(0) < order.total == payment.amount
                self._placed[payment.id] = payment
            case money_do.Charge(payment, Approval(identity, order_id, amount), means):
                if isinstance(means, ByCode):
                    self._scanned.remove(means.code)  # charged once for each time it was shown
                assert payment.id not in self._given_up
                assert self._placed[payment.id] == payment
                assert payment.id in self._written
                assert payment.id not in self._charged
                assert identity.proof is not Proof.FACE or (
                    identity.check is not None and identity.check.id in self._proved
                )
                approved = (identity.member_id, order_id, amount)
                assert approved == (payment.member_id, payment.order_id, payment.amount)
                self._charged.add(payment.id)
                self._waiting_for = payment.id
            case money_do.CompleteOrder(payment_id):
                assert isinstance(event, money_on.PaymentAnswered | money_on.PaymentGivenUp)
                assert event.payment_id == payment_id
                assert _says_paid(event)
                was_promised = payment_id in self._given_up and effect.door_command_id is not None
                assert not was_promised or isinstance(event, money_on.PaymentGivenUp)
            case money_do.ResolvePayments(in_hand):
                assert self._waiting_for in {None, *in_hand, *self._given_up}
            case _:
                pass

    def _doors(self, effect: Effect) -> None:
        if isinstance(effect, do.OpenDoor):
            assert effect.command_id in self._completed_doors
        if isinstance(effect, do.OpenDoor | do.OpenDoorForStaff):
            assert effect.command_id not in self._opened
            self._opened.add(effect.command_id)

    def _faces(self, event: Event, effect: Effect) -> None:
        if isinstance(effect, do.WatchFaces):
            assert isinstance(event, FROM_A_PERSON)
            self._is_watching = True
        if isinstance(effect, do.StopWatching):
            self._is_watching = False

    def _staff(self, effect: Effect) -> None:
        match effect:
            case money_do.TopUp(top_up_id, member_id, amount):
                assert self._staff_are_in
                first = self._top_ups.setdefault(top_up_id, (member_id, amount))
                assert first == (member_id, amount)
            case (
                do.OpenDoorForStaff() | member_do.ForgetMember(why=Why.STAFF) | do.MoveTicket()
                | do.ConfirmClock()
                | member_do.LoadMembers() | do.LoadOrders() | do.LoadOrder()
            ):  # fmt: skip
                assert self._staff_are_in
            case member_do.ForgetMember(why=why):  # a second tap, by whoever proved who they are
                assert why is Why.SHOPPER
                assert isinstance(self.screen, see.ForgetConfirm)
            case member_do.LoadMember():
                is_proved = isinstance(
                    self.screen, show.EnterPin | face_show.LookAtCamera | see.Welcome
                )
                assert self._staff_are_in or is_proved
            case member_do.RetakeFace(proofs=proofs):
                assert len({*proofs}) > 1
            case member_do.ForgetUnused():
                assert isinstance(self.screen, show.Attract | show.OutOfOrder)
            case do.Restart():
                assert self._staff_are_in or self._is_without_database
            case _:
                pass

    def _screens(self, effect: Effect) -> None:
        if not isinstance(effect, do.Show):
            return
        self.screen = effect.screen
        if isinstance(effect.screen, money_show.PaymentProblem):
            self._waiting_for = None  # told as it is, at the latest when even closing took too long
            self._is_true(effect.screen)
        waits = (
            money_show.Paying
            | money_show.ShowCode
            | money_show.ConfirmInApp
            | money_show.PayAtCounter
            | money_show.Cancelling
        )
        assert (
            self._waiting_for is None or isinstance(effect.screen, waits) or self._staff_may_be_in
        )
        if isinstance(effect.screen, show.Attract | show.OutOfOrder):
            self._staff_are_in = False

    @property
    def _staff_may_be_in(self) -> bool:
        """Staff were let in to take the money of an order that waits."""
        name = type(self.screen).__name__
        return name == "EnterPin" or name.startswith(("Staff", "EnterAmount"))

    def _is_true(self, problem: money_show.PaymentProblem) -> None:
        """A promise that no charge will stand is on disk before it is made."""
        if problem.trouble in _PROMISES:
            ids = [one.id for one in self._placed.values() if one.order_id == problem.order_id]
            assert self._given_up.intersection(ids)

    def _answers_to(self, effect: Effect) -> Iterator[Event]:
        match effect:
            case do.OpenDoor(command_id) | do.OpenDoorForStaff(command_id):
                yield on.DoorOpened(command_id)
                yield on.DoorFailed(command_id, "jam")
                yield on.DoorUnknown(command_id, "?")
            case face_do.AssessFace(check_id):
                for decision in DECISIONS:
                    yield face_on.FaceAssessed(check_id, AGREED, decision, 0.0)
            case face_do.CheckProof(check_id):
                yield from (face_on.ProofAccepted(check_id, 0.0), face_on.ProofRefused(check_id, 0))
                yield face_on.ProofRefused(check_id, 2)
            case SendCode(message):
                yield from (CodeAnswered(message.id, fate) for fate in Fate)
            case member_do.CheckPin():
                yield from (member_on.PinAccepted(a_member()), member_on.PinRefused(1, 0))
            case member_do.CheckPhone():
                yield from (
                    member_on.PhoneChecked(is_free=True),
                    member_on.PhoneChecked(is_free=False),
                )
            case member_do.RegisterMember():
                yield from (member_on.MemberRegistered(a_member()), member_on.PhoneTaken())
            case do.SetStaffPin() | do.CheckStaffPin():
                yield on.StaffPinAccepted()
            case _:
                pass
        yield from self._answers_about_money(effect)
        yield from self._answers_about_agreements(effect)
        if isinstance(effect, WRITTEN_DOWN):
            yield on.NotDone(effect)

    def _answers_about_agreements(self, effect: Effect) -> Iterator[Event]:
        match effect:
            case LookAtAgreements(member_id, rails):
                for standing in Standing:
                    yield from (AgreementLooked(member_id, rail, standing) for rail in rails)
            case BeginAgreement(wish):
                yield AgreementBegun(wish, ToSign("https://q"))
                yield from (AgreementBegun(wish, standing) for standing in Standing)
            case EndAgreement(ending):
                yield AgreementEndNoted(ending)
                yield AgreementEnded(ending, Standing.NONE)
            case _:
                pass

    def _answers_about_money(self, effect: Effect) -> Iterator[Event]:
        match effect:
            case money_do.PlaceOrder(order, payment):
                yield money_on.OrderPlaced(order.id, payment.id)
            case money_do.Charge() | money_do.QueryPayment() | money_do.ClosePayment():
                payment_id = (
                    effect.payment.id if isinstance(effect, money_do.Charge) else effect.payment_id
                )
                yield from (answered(outcome, payment_id) for outcome in OUTCOMES)
            case money_do.GiveUpPayment(payment_id):
                for state in (PaymentState.CANCELLING, *PaymentState):
                    yield money_on.PaymentGivenUp(payment_id, state)
            case do.ReadOfflineUse():
                yield from OFFLINE_USES
            case money_do.CompleteOrder(payment_id, door) if payment_id in self._placed:
                receipt = a_receipt(an_order(None, self._placed[payment_id].order_id))
                yield from (
                    money_on.OrderCompleted(receipt, door),
                    money_on.OrderCompleted(receipt, None),
                )
            case _:
                pass


def test_every_kind_of_event_takes_part() -> None:
    kinds = (
        StaffEvent,
        CabinetEvent,
        CommissioningEvent,
        DecisionEvent,
    )  # with stories of their own
    from_pages = {event for kind in kinds for event in get_args(kind)}
    from_answers = {on.StaffPinAccepted, on.NotDone, *from_pages}
    told = {type(event) for event in [*EVERY_TOUCH, *NEWS, *FAULTS]}
    assert told | from_answers == set(get_args(Event))


def test_a_payment_that_was_paid_before_it_could_be_given_up_leads_to_its_receipt() -> None:
    witness = Witness(a_visit())
    too_long: list[Event] = [on.TimedOut(DEADLINE), on.TimedOut(DEADLINE)]
    paid = money_on.PaymentGivenUp("id-2", PaymentState.PAID)
    for event in [*TO_PAYING, *too_long, paid, money_on.OrderCompleted(RECEIPT, "id-3")]:
        witness.tell(event)
    assert isinstance(witness.screen, show.Result)


WITH_CODES = replace(EVERY_WAY, codes=CodePolicy(lambda: CODE))


@settings(max_examples=300, deadline=None)
@given(
    has_staff_pin=st.sampled_from([True, True, True, False]),
    beginning=st.sampled_from(BEGINNINGS),
    policy=st.sampled_from([POLICY, EVERY_WAY, WITH_CODES]),
    choices=st.lists(st.integers(0, 2**20), min_size=30, max_size=120),
)
def test_nothing_that_happens_moves_money_twice_or_opens_a_door_unpaid(
    choices: list[int], beginning: list[Event], policy: VisitPolicy, *, has_staff_pin: bool
) -> None:
    witness = Witness(a_visit(has_staff_pin=has_staff_pin, policy=policy))
    for event in beginning:
        witness.tell(event)
    for choice in choices:
        witness.tell(_chosen(choice, witness))


def _chosen(choice: int, witness: Witness) -> Event:
    """Mostly what leads somewhere; now and then anything."""
    sensible = SENSIBLE.get(type(witness.screen), NEWS)
    late, recent = witness.answers or NEWS, witness.answers[-8:] or NEWS
    sources = [sensible, recent, sensible, recent, sensible, recent, NEWS, EVERY_TOUCH, late]
    place, which = divmod(choice, 2 * len(sources))
    source = (sources * 2)[which] if which else FAULTS
    event = source[place % len(source)]
    note(repr(event))
    return event
