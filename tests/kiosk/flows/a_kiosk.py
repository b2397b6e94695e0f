"""A whole visit in a café, and the events that bring it to where a test begins."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.cart import Cart
from kiosk.domain.identity import Approval, Identity, Proof
from kiosk.domain.language import Language
from kiosk.domain.money import yuan
from kiosk.domain.offline import OfflineLimits
from kiosk.domain.payment import Outcome, Paid, Rail
from kiosk.domain.problems import Problem
from kiosk.domain.receipt import Receipt
from kiosk.domain.ways import Offer
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.adding_face_events import AddFacePressed
from kiosk.flows.agreement_events import AgreePressed, EndAgreementPressed
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_capture import CapturePolicy
from kiosk.flows.idle import IDLE, STILL_THERE
from kiosk.flows.purchase import PurchasePolicy
from kiosk.flows.screens import BrowseNotice
from kiosk.flows.staff import StaffPolicy
from kiosk.flows.steps import VisitPolicy
from kiosk.flows.visit import Visit
from tests.kiosk.flows.play import play
from tests.support.builders import (
    GOOD_PIN,
    LATTE,
    PHONE,
    a_cart,
    a_catalogue,
    a_member,
    a_payment,
    a_receipt,
    an_order,
    ids,
)

POLICY = VisitPolicy(
    language=Language.ZH,
    idle_s=60.0,
    still_there_s=15.0,
    result_s=25.0,
    search_s=20.0,
    purchase=PurchasePolicy(
        confirm_s=20.0, query_s=2.0, deadline_s=30.0, opens_door=True, prints_receipt=False
    ),
    capture=CapturePolicy(frames=2),
    staff=StaffPolicy("cafe-1", max_top_up=yuan("500"), max_balance=yuan("1000")),
)

SERVICES = (Rail.ALIPAY, Rail.WECHAT)
EVERY_WAY = replace(
    POLICY,
    purchase=replace(POLICY.purchase, offline=OfflineLimits(yuan("50"), yuan("500"), hours=12)),
    offer=Offer(
        code=SERVICES,
        screen=SERVICES,
        agreements=SERVICES,
        signs=(Rail.ALIPAY,),
        counter=(Rail.CASH,),
    ),
)
"""A kiosk that takes everything."""
ALIPAY_CODE = "281234567890123456"
WECHAT_CODE = "131234567890123456"

CART = a_cart(LATTE)
ORDER = an_order(CART, "id-1")
PAYMENT = a_payment(ORDER, "id-2")
RECEIPT = a_receipt(ORDER)
CHARGE = money_do.Charge(PAYMENT, Approval(Identity("zhang", Proof.PIN), "id-1", yuan("26")))

WOKEN: list[Effect] = [
    do.AskStillThere(None),
    do.StopTimer(STILL_THERE),
    do.StartTimer(IDLE, 60.0),
]
WIND_IDLE = do.StartTimer(IDLE, 60.0)


EVERY_TOUCH: list[Event] = [
    on.Touched(), on.ConfirmPressed(), money_on.NotMePressed(), on.BackPressed(),
    on.CancelPressed(),
    on.RetryPressed(), on.DonePressed(), on.PrintPressed(), on.ShopPressed(),
    member_on.JoinPressed(),
    on.CheckoutPressed(), money_on.PayByFacePressed(), money_on.PayByPhonePressed(),
    on.CartCleared(),
    money_on.PayByCodePressed(), money_on.PayByScreenPressed("alipay"),
    money_on.PayAtCounterPressed(), money_on.PayFromPressed("wallet"),
    member_on.SkipPressed(), on.StaffDoorKnocked(), on.TopUpPressed(), on.DeleteMemberPressed(),
    on.OpenDoorPressed(), on.ProductAdded("latte"), on.ProductRemoved("latte"),
    on.BarcodeScanned("036000291452"), on.DigitsEntered("1"), member_on.NameEntered("张"),
    member_on.ConsentGiven(with_face=True), on.MemberChosen("zhang"), on.MemberSearched("138"),
    on.OrderChosen("order-1"), on.StaffPageChosen("menu"),
    member_on.GuardianPressed(), member_on.MyDataPressed(), member_on.ForgetFacePressed(),
    member_on.ForgetAllPressed(), member_on.RetakePressed(), AddFacePressed(),
    AgreePressed("alipay"), EndAgreementPressed("alipay"),
]  # fmt: skip
"""One of each; LanguageChosen and TicketActed apart, which only the visit and the staff know."""


def answered(outcome: Outcome, payment_id: str = "id-2") -> money_on.PaymentAnswered:
    return money_on.PaymentAnswered(payment_id, outcome)


TO_CART: list[Event] = [on.ShopPressed(), on.ProductAdded("latte")]
TO_CHECKOUT: list[Event] = [*TO_CART, on.CheckoutPressed()]
TO_CONFIRM: list[Event] = [
    *TO_CHECKOUT,
    money_on.PayByPhonePressed(),
    on.DigitsEntered(PHONE),
    on.DigitsEntered(GOOD_PIN),
    member_on.PinAccepted(a_member()),
]
TO_PLACING: list[Event] = [*TO_CONFIRM, on.ConfirmPressed()]
TO_PAYING: list[Event] = [*TO_PLACING, money_on.OrderPlaced("id-1", "id-2")]
TO_COMPLETING: list[Event] = [*TO_PAYING, answered(Paid())]
TO_DONE: list[Event] = [*TO_COMPLETING, money_on.OrderCompleted(RECEIPT, "id-3")]
TO_STAFF: list[Event] = [
    on.StaffDoorKnocked(),
    on.DigitsEntered(GOOD_PIN),
    on.StaffPinAccepted(),
]


JOINED: list[Event] = [
    member_on.JoinPressed(),
    member_on.ConsentGiven(with_face=False),
    on.DigitsEntered(PHONE),
    member_on.PhoneChecked(is_free=True),
    on.DigitsEntered(PHONE),
    on.DigitsEntered(GOOD_PIN),
    on.DigitsEntered(GOOD_PIN),
    member_on.NameEntered("张"),
    member_on.MemberRegistered(a_member()),
]


def a_visit(
    *events: Event,
    has_staff_pin: bool = True,
    faults: tuple[Problem, ...] = (),
    recovered: Receipt | None = None,
    policy: VisitPolicy = POLICY,
) -> Visit:
    """A kiosk that has started, after these events; ids are id-1, id-2 …"""
    visit = Visit(
        a_catalogue(),
        policy,
        ids(),
        has_staff_pin=has_staff_pin,
        faults=faults,
        recovered=recovered,
    )
    visit.start()
    play(visit, *events)
    return visit


def attract(*, faces_work: bool = True) -> do.Show:
    return do.Show(show.Attract(faces_work))


def browse(cart: Cart | None = None, notice: BrowseNotice | None = None) -> do.Show:
    return do.Show(show.Browse(a_catalogue(), cart or Cart(), notice))


def choose(cart: Cart = CART) -> do.Show:
    return do.Show(money_show.ChoosePayment(cart))


def reset(*, home: do.Show | None = None) -> list[Effect]:
    """Everything about the last person is forgotten."""
    return [
        do.StopWatching(),
        do.AskStillThere(None),
        do.StopTimer(STILL_THERE),
        do.StopTimer(IDLE),
        do.Speak(Language.ZH),
        home or attract(),
    ]
