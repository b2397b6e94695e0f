"""Every screen with values as a shop would have them, and again with unkindly long ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kiosk.doctor_packs import changing
from kiosk.domain.agreement import Standing
from kiosk.domain.cart import Cart, CartLine
from kiosk.domain.catalogue import Catalogue, Category, Product, Service
from kiosk.domain.forgetting import ForgottenReceipt, Scope, Why, member_digest
from kiosk.domain.language import Label
from kiosk.domain.leaving import Waits
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.domain.offline import OfflineAllowed, OfflineReason, OfflineRefused
from kiosk.domain.order import OrderLine, OrderState
from kiosk.domain.pack_change import PackChange, Progress
from kiosk.domain.payment import Rail
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.queue_number import Ticket, TicketState
from kiosk.domain.receipt import Receipt
from kiosk.domain.risk import Reason
from kiosk.domain.ways import DownRail, Offer, WhyNot, offered_ways
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_screens as see
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as s
from kiosk.flows.purpose import Purpose
from kiosk.flows.records import Finding, Grade, MemberRow, OrderRow
from models.liveness_active import Gesture
from tests.ui.samples_cabinet import CABINET_SCREENS
from tests.ui.samples_codes import CODE_SCREENS
from tests.ui.samples_commissioning import COMMISSIONING_SCREENS
from tests.ui.samples_decisions import DECISION_SCREENS
from tests.ui.samples_staff import REFUNDABLE, STAFF_SCREENS

SHOP = Label("开门小店", "Kaimen Shop")
DAY = "2026-08-01"


def _product(sku: str, zh: str, en: str, fen: int, category: str) -> Product:
    service = "bar" if category == "drinks" else "kitchen"
    return Product(sku, Label(zh, en), Money(fen), category, service)


PRODUCTS = (
    _product("latte", "拿铁", "Latte", 1800, "drinks"),
    _product("americano", "美式咖啡", "Americano", 1500, "drinks"),
    _product("oat-latte", "燕麦拿铁", "Oat milk latte", 2200, "drinks"),
    _product("jasmine", "茉莉花茶", "Jasmine tea", 1200, "drinks"),
    _product("water", "农夫山泉 550ml", "Spring water 550 ml", 200, "drinks"),
    _product("cola", "可乐 330ml", "Cola 330 ml", 350, "drinks"),
    _product("sandwich", "火腿鸡蛋三明治", "Ham and egg sandwich", 1250, "food"),
    _product("croissant", "黄油可颂", "Butter croissant", 1000, "food"),
    _product(
        "bagel",
        "海盐贝果配奶油奶酪和烟熏三文鱼",
        "Sea salt bagel with cream cheese and salmon",
        2650,
        "food",
    ),
    _product("onigiri", "金枪鱼饭团", "Tuna onigiri", 780, "food"),
    _product("salad", "鸡胸肉沙拉", "Chicken salad", 2680, "food"),
    _product("cake", "巴斯克芝士蛋糕", "Basque cheesecake", 2400, "sweets"),
    _product("cookie", "燕麦曲奇", "Oat cookie", 600, "sweets"),
    _product("pudding", "焦糖布丁", "Caramel pudding", 900, "sweets"),
)
SOLD_OUT = Product(
    "tart", Label("草莓塔", "Strawberry tart"), Money(1600), "sweets", "kitchen", is_sold_out=True
)
CATALOGUE = Catalogue(
    (
        Category("drinks", Label("饮品", "Drinks")),
        Category("food", Label("轻食", "Food")),
        Category("sweets", Label("甜品", "Sweets")),
    ),
    (
        Service("bar", "A", Label("吧台", "Bar")),
        Service("kitchen", "B", Label("厨房", "Kitchen")),
    ),
    (*PRODUCTS[:7], SOLD_OUT, *PRODUCTS[7:]),
)
CART = Cart((CartLine(PRODUCTS[4], 2), CartLine(PRODUCTS[6], 1), CartLine(PRODUCTS[7], 1)))
LONG_CART = Cart(tuple(CartLine(product, 20) for product in PRODUCTS))

TICKETS = (
    Ticket(DAY, "bar", "A", 12, "order-1"),
    Ticket(DAY, "kitchen", "B", 7, "order-1", TicketState.READY),
)
LINES = (
    OrderLine("water", Label("农夫山泉 550ml", "Spring water 550 ml"), 2, Money(200), "bar"),
    OrderLine(
        "sandwich", Label("火腿鸡蛋三明治", "Ham and egg sandwich"), 1, Money(1250), "kitchen"
    ),
    OrderLine("croissant", Label("黄油可颂", "Butter croissant"), 1, Money(1000), "kitchen"),
)
ORDER_ID = "0198f0aa11112222333344445a6b7c8d"


def receipt(*, tickets: tuple[Ticket, ...] = TICKETS[:1]) -> Receipt:
    return Receipt(
        f"{DAY}-0042",
        SHOP,
        ORDER_ID,
        LINES,
        Money(2650),
        "张*",
        "wallet",
        f"{DAY}T14:32:10+08:00",
        tickets,
        Money(7350),
    )


def receipt_text(one: Receipt) -> str:
    return f"https://shop.example/r/{one.order_id}"


MEMBER = Member("m1", "13812341234", "张三", has_face=True, has_pin=True)
ROW = MemberRow(MEMBER, Money(7350), "2026-05-12", 4)
OPEN_ROW = replace(ROW, waits=(*Waits,))
NAMELESS = Member("m4", "13812341234", "", has_pin=True)
LEAVING_ROW = replace(OPEN_ROW, member=NAMELESS, templates=0, leaves_since="2026-11-20")
ROWS = (
    ROW,
    MemberRow(Member("m2", "13900002222", "", has_pin=True), Money(0), "2026-06-01", 0),
    MemberRow(Member("m3", "18655501234", "Anna", has_face=True), Money(123450), "2026-07-20", 3),
)
ORDERS = (
    OrderRow(
        ORDER_ID,
        f"{DAY}T14:32:10+08:00",
        Money(2650),
        OrderState.PAID,
        "paid",
        ("A012", "B007"),
        "opened",
        "",
        "张*",
    ),
    OrderRow(
        "0198f0aa1111222233334444aaaabbbb",
        f"{DAY}T14:20:00+08:00",
        Money(1800),
        OrderState.OPEN,
        "unknown",
        (),
        "",
    ),
    OrderRow(
        "0198f0aa1111222233334444ccccdddd",
        f"{DAY}T13:58:41+08:00",
        Money(350),
        OrderState.CANCELLED,
        "failed",
        (),
        "",
    ),
)
PACKS_CHANGING = (
    changing(
        PackChange("sface-2027may", "sface-2021dec-int8bq"),
        Progress(date(2026, 11, 2), moved=1204, to_move=388, unseen=71, only_new=56),
        has_gestures=False,
    ),
    changing(
        PackChange("sface-2027may", "sface-2021dec-int8bq"),
        Progress(date(2026, 11, 2), only_new=1648),
        has_gestures=True,
    ),
    changing(
        PackChange("sface-2027may", "sface-2021dec-int8bq"),
        Progress(date(2026, 11, 2), moved=1204, to_move=388, unseen=71, only_new=56),
        has_gestures=True,
    ),
)
FINDINGS = (
    Finding(
        "printer",
        Grade.BAD,
        Label("找不到 /dev/usb/lp0", "/dev/usb/lp0 is not there"),
        Label("请打开打印机电源，检查纸和线。", "Check power, paper and cable."),
    ),
    Finding(
        "cloud",
        Grade.WARNING,
        Label("14:02 起没有连接，3 条待发", "no connection since 14:02, 3 messages waiting"),
        Label("请检查网络；照常营业。", "Check the network; sales go on."),
    ),
    Finding("camera", Grade.GOOD, Label("已设置（v4l2）", "v4l2 camera is set up")),
    Finding("models", Grade.GOOD, Label("yunet-sface 2，校验通过", "yunet-sface 2, verified")),
    Finding("locks", Grade.GOOD, Label("/dev/ttyUSB0", "/dev/ttyUSB0")),
    Finding("disk", Grade.GOOD, Label("剩余 12697 MB", "12697 MB free")),
    Finding("clock", Grade.GOOD, Label("2026-11-22 14:32 CST", "2026-11-22 14:32 CST")),
    Finding("database", Grade.GOOD, Label("完好，今日已付 42 单", "sound; 42 paid orders today")),
)
QUEUE = (
    Ticket(DAY, "bar", "A", 14, "o3"),
    Ticket(DAY, "bar", "A", 13, "o2"),
    Ticket(DAY, "kitchen", "B", 7, "o1", TicketState.READY),
    Ticket(DAY, "bar", "A", 9, "o0", TicketState.SKIPPED),
    Ticket(DAY, "bar", "A", 8, "o0", TicketState.COLLECTED),
)

CAMERA_GONE = Problem(Fault.CAMERA, "v4l2:/dev/video0 is gone")
DISK_FULL = Problem(Fault.DISK_FULL, "/var/lib/kaimen has 0 MB free; 200 MB are needed")

BOTH = (Rail.ALIPAY, Rail.WECHAT)
OFFER = Offer(code=BOTH, screen=BOTH, counter=(Rail.CASH, Rail.CARD))
WAYS = offered_ways(OFFER, ())
SIGN_PAGE = (
    "https://openapi.alipay.com/gateway.do?app_id=2021000000000042"
    "&method=alipay.user.agreement.page.sign&format=JSON&charset=utf-8&sign_type=RSA2"
    "&timestamp=2026-11-22+10%3A00%3A00&version=1.0&biz_content=" + "%7B%22access%22%3A" * 20
    + "&sign=" + "abcDEF0123456789%2B" * 20
)  # fmt: skip
"""As long as a true one."""
NO_NETWORK = offered_ways(OFFER, tuple(DownRail(rail, WhyNot.OFFLINE) for rail in BOTH))
CODE_URL = "https://qr.alipay.com/bax03431ljhokirwl38f00a7"

RECEIPT_JWS = ForgottenReceipt(
    "site-1.kiosk-1", f"{DAY}T14:32:10+08:00", Scope.ALL, Why.SHOPPER, member_digest("m1")
).jws("0" * 32, lambda _message: bytes(64))

SCREENS: dict[str, s.Screen] = {
    "attract": s.Attract(faces_work=True),
    "attract-no-face": s.Attract(faces_work=False),
    "attract-recovered": s.Attract(faces_work=True, recovered=receipt(tickets=TICKETS)),
    "browse": s.Browse(CATALOGUE, CART),
    "browse-empty": s.Browse(CATALOGUE, Cart(), s.BrowseNotice.UNKNOWN_BARCODE),
    "browse-full": s.Browse(CATALOGUE, LONG_CART, s.BrowseNotice.CART_FULL),
    "choose-payment": money_show.ChoosePayment(CART),
    "choose-payment-no-face": money_show.ChoosePayment(LONG_CART, CAMERA_GONE),
    "choose-payment-ways": money_show.ChoosePayment(CART, ways=WAYS),
    "choose-payment-offline": money_show.ChoosePayment(LONG_CART, CAMERA_GONE, NO_NETWORK),
    "choose-payment-limit": money_show.ChoosePayment(
        CART, ways=WAYS, offline=OfflineAllowed(Money(32_000), 2400, is_near=True)
    ),
    "choose-payment-limit-met": money_show.ChoosePayment(
        CART, ways=NO_NETWORK, offline=OfflineRefused(OfflineReason.HOURS, Money(0))
    ),
    "choose-payment-three": money_show.ChoosePayment(CART, ways=WAYS[:1]),
    "choose-payment-four": money_show.ChoosePayment(CART, ways=WAYS[:2]),
    "choose-payment-strangers": money_show.ChoosePayment(CART, ways=WAYS[:3], takes_members=False),
    "present-code": money_show.PresentCode(Money(2650), BOTH, 60),
    "present-code-product": money_show.PresentCode(
        Money(1_234_550), BOTH, 60, money_show.CodeTrouble.PRODUCT
    ),
    "present-code-used": money_show.PresentCode(
        Money(2650), BOTH, 60, money_show.CodeTrouble.USED_UP
    ),
    "confirm-code": money_show.ConfirmCode(CART, Rail.WECHAT, 45),
    "confirm-code-long": money_show.ConfirmCode(LONG_CART, Rail.ALIPAY, 45),
    "show-code": money_show.ShowCode(Money(2650), Rail.ALIPAY, CODE_URL, 120),
    "show-code-wechat": money_show.ShowCode(
        Money(1_234_550), Rail.WECHAT, "weixin://wxpay/bizpayurl?pr=p4lpSuKzz", 120
    ),
    "confirm-in-app": money_show.ConfirmInApp(Money(2650), Rail.ALIPAY, 60),
    "confirm-in-app-wechat": money_show.ConfirmInApp(Money(1_234_550), Rail.WECHAT, 60),
    "pay-at-counter": money_show.PayAtCounter(Money(2650), ORDER_ID, 180),
    "cancelling": money_show.Cancelling(Money(2650)),
    "look-at-camera": face_show.LookAtCamera(Purpose.PAY, face_show.FaceHint.GOOD, 0.66, CART),
    "look-at-camera-far": face_show.LookAtCamera(
        Purpose.PAY, face_show.FaceHint.ONE_AT_A_TIME, 0.0, CART
    ),
    "look-at-camera-join": face_show.LookAtCamera(
        Purpose.JOIN, face_show.FaceHint.TURN_A_LITTLE, 0.5
    ),
    "look-prove-straight": face_show.ProveAlive(Purpose.PAY, None, 0, 2, 0.0, None, None, CART),
    "look-prove-left": face_show.ProveAlive(Purpose.PAY, Gesture.LEFT, 0, 2, 0.5, None, None, CART),
    "look-prove-down-again": face_show.ProveAlive(
        Purpose.JOIN, Gesture.DOWN, 1, 2, 0.25, None, face_show.AliveTrouble.TOO_SLOW
    ),
    "look-prove-hint": face_show.ProveAlive(
        Purpose.PAY,
        Gesture.UP,
        1,
        2,
        0.0,
        face_show.FaceHint.ONE_AT_A_TIME,
        face_show.AliveTrouble.UNSURE,
        CART,
    ),
    "look-prove-missed": face_show.ProveAlive(
        Purpose.PAY, None, 1, 2, 0.0, None, face_show.AliveTrouble.MISSED, CART
    ),
    "not-alive": face_show.NotAlive(CART),
    "not-recognised": face_show.NotRecognised(CART),
    "confirm-payment": money_show.ConfirmPayment("张*", CART, 30, by_face=True),
    "confirm-payment-pin": money_show.ConfirmPayment("138********", LONG_CART, 30, by_face=False),
    "confirm-payment-rails": money_show.ConfirmPayment(
        "张*", CART, 30, by_face=True, rails=(Rail.WALLET, Rail.ALIPAY)
    ),
    "confirm-payment-greyed": money_show.ConfirmPayment(
        "张*", CART, 30, by_face=True, greyed=(DownRail(Rail.ALIPAY, WhyNot.OFFLINE),)
    ),
    "confirm-payment-asking": money_show.ConfirmPayment("张*", CART, 30, by_face=True, rails=()),
    "confirm-payment-offline": money_show.ConfirmPayment(
        "张*",
        CART,
        30,
        by_face=True,
        rails=(Rail.WALLET, Rail.WECHAT),
        offline=OfflineAllowed(Money(3200), 5400, is_near=True),
    ),
    "paying": money_show.Paying(CART.total),
    "paying-stoppable": money_show.Paying(
        CART.total, is_slow=True, rail=Rail.ALIPAY, can_stop=True
    ),
    "paying-slow": money_show.Paying(LONG_CART.total, is_slow=True),
    "trouble-not-enough": money_show.PaymentProblem(
        money_show.PaymentTrouble.NOT_ENOUGH, Money(2650), ORDER_ID, Money(800)
    ),
    "trouble-not-enough-ways": money_show.PaymentProblem(
        money_show.PaymentTrouble.NOT_ENOUGH,
        Money(2650),
        ORDER_ID,
        Money(800),
        WAYS,
        (Rail.ALIPAY,),
    ),
    "trouble-offline": money_show.PaymentProblem(
        money_show.PaymentTrouble.OFFLINE_MEMBER, Money(12650), ORDER_ID, Money(800), WAYS[2:]
    ),
    "trouble-offline-hours": money_show.PaymentProblem(
        money_show.PaymentTrouble.OFFLINE_HOURS, Money(12650), ORDER_ID, Money(0), WAYS[3:]
    ),
    "trouble-stopped": money_show.PaymentProblem(
        money_show.PaymentTrouble.STOPPED, Money(2650), ORDER_ID
    ),
    "trouble-reversed": money_show.PaymentProblem(
        money_show.PaymentTrouble.REVERSED, Money(2650), ORDER_ID
    ),
    "trouble-going-back": money_show.PaymentProblem(
        money_show.PaymentTrouble.GOING_BACK, Money(2650), ORDER_ID
    ),
    "trouble-given-up": money_show.PaymentProblem(
        money_show.PaymentTrouble.GIVEN_UP, Money(2650), ORDER_ID
    ),
    "trouble-declined": money_show.PaymentProblem(
        money_show.PaymentTrouble.DECLINED, Money(2650), ORDER_ID
    ),
    "trouble-closed": money_show.PaymentProblem(
        money_show.PaymentTrouble.CLOSED, Money(2650), ORDER_ID
    ),
    "trouble-unknown": money_show.PaymentProblem(
        money_show.PaymentTrouble.UNKNOWN, Money(2650), ORDER_ID
    ),
    "result": s.Result(receipt(), s.DoorNotice.OPEN, s.PrintNotice.PRINTING),
    "result-troubled": s.Result(
        receipt(tickets=TICKETS), s.DoorNotice.ASK_STAFF, s.PrintNotice.COVER_OPEN
    ),
    "enter-phone": s.EnterPhone(Purpose.PAY),
    "enter-phone-taken": s.EnterPhone(Purpose.JOIN, s.PhoneTrouble.TAKEN),
    "enter-phone-again": s.EnterPhone(Purpose.JOIN, step=s.PhoneStep.REPEAT),
    "enter-last-four": s.EnterPhone(
        Purpose.PAY, s.PhoneTrouble.WRONG, s.PhoneStep.LAST_FOUR, (Reason.FEW_VISITS,), 2
    ),
    "enter-whole-number": s.EnterPhone(Purpose.PAY, reasons=(Reason.TWO_ALIKE,)),
    "enter-pin-face": s.EnterPin(s.PinStep.ENTER, reasons=(Reason.FIRST_TIME,)),
    "other-way": face_show.NotRecognised(CART, (Reason.DAY_AMOUNT,)),
    "prove-number": s.EnterPhone(Purpose.DATA, None, s.PhoneStep.WHOLE, (Reason.NOT_SURE,)),
    "prove-pin": s.EnterPin(s.PinStep.ENTER, reasons=(Reason.CHANGE,)),
    "enter-pin": s.EnterPin(s.PinStep.ENTER, s.PinTrouble.WRONG, 3, masked_phone="138********"),
    "enter-pin-locked": s.EnterPin(
        s.PinStep.ENTER, s.PinTrouble.LOCKED, 0, 60, masked_phone="138********"
    ),
    "enter-pin-choose": s.EnterPin(s.PinStep.CHOOSE, s.PinTrouble.EASY, can_skip=True),
    "enter-pin-first-start": s.EnterPin(s.PinStep.CHOOSE, for_staff=True),
    "enter-pin-staff": s.EnterPin(s.PinStep.ENTER, for_staff=True),
    "enter-pin-key-lost": s.EnterPin(s.PinStep.ENTER, s.PinTrouble.OUT_OF_REACH, for_staff=True),
    "guardian-staff": s.EnterPin(
        s.PinStep.ENTER, for_staff=True, is_witness=True, of_guardian=True
    ),
    "guardian": see.GuardianConsent(),
    "guardian-no-face": see.GuardianConsent(CAMERA_GONE),
    "prove-yourself": see.ProveYourself(),
    "prove-yourself-not-found": see.ProveYourself(CAMERA_GONE, not_found=True),
    "my-data": see.MyData(replace(ROW, balance=Money(0))),
    "my-data-money": see.MyData(ROWS[2], failed=True),
    "my-data-both": see.MyData(ROW),
    "my-data-leaving": see.MyData(LEAVING_ROW),
    "my-data-add": see.MyData(ROWS[1], can_add=True),
    "my-data-added": see.MyData(ROW, can_retake=True, added="done"),
    "my-data-not-added": see.MyData(ROWS[1], can_add=True, added="not_alive"),
    "consent-add": see.Consent(adds=True),
    "guardian-add": see.GuardianConsent(adds=True),
    "look-at-camera-add": face_show.LookAtCamera(
        Purpose.ADD, face_show.FaceHint.TURN_A_LITTLE, 0.34
    ),
    "my-data-retake": see.MyData(ROW, can_retake=True),
    "my-data-retaken": see.MyData(ROW, can_retake=True, retaken="done"),
    "my-data-others": see.MyData(ROW, can_retake=True, retaken="others"),
    "look-at-camera-retake": face_show.LookAtCamera(
        Purpose.RETAKE, face_show.FaceHint.TURN_A_LITTLE, 0.5
    ),
    "look-prove-retake": face_show.ProveAlive(Purpose.RETAKE, Gesture.LEFT, 0, 2, 0.5, None, None),
    "enter-pin-witness": s.EnterPin(
        s.PinStep.ENTER, s.PinTrouble.WRONG, 3, for_staff=True, is_witness=True
    ),
    "my-data-agree": see.MyData(
        replace(ROW, balance=Money(0)),
        agreements=(see.MyAgreement(Rail.ALIPAY, Standing.NONE, can_sign=True),),
        can_retake=True,
    ),
    "my-data-agreed": see.MyData(
        ROW,
        agreements=(
            see.MyAgreement(Rail.ALIPAY, Standing.AGREED),
            see.MyAgreement(Rail.WECHAT, Standing.UNKNOWN),
        ),
        agreed="agreed",
        agreed_rail=Rail.ALIPAY,
    ),
    "sign-agreement": see.SignAgreement(Rail.ALIPAY, SIGN_PAGE, 120),
    "sign-agreement-asking": see.SignAgreement(Rail.ALIPAY),
    "end-agreement": see.EndAgreementConfirm(Rail.ALIPAY),
    "look-at-camera-data": face_show.LookAtCamera(Purpose.DATA, face_show.FaceHint.LOOK_HERE),
    "enter-phone-data": s.EnterPhone(Purpose.DATA),
    "forget-face": see.ForgetConfirm(Scope.FACE, ROW),
    "forget-face-new-pin": s.EnterPin(s.PinStep.CHOOSE, can_skip=True, face_goes=True),
    "forget-face-no-pin": see.ForgetConfirm(
        Scope.FACE, replace(ROW, member=replace(ROW.member, has_pin=False))
    ),
    "forgotten-face-no-pin": see.Forgotten(Scope.FACE, RECEIPT_JWS, can_pay=False),
    "forget-all": see.ForgetConfirm(Scope.ALL, ROW),
    "forget-all-money": see.ForgetConfirm(Scope.ALL, OPEN_ROW),
    "forgotten-accepted": see.Forgotten(Scope.ACCEPTED, RECEIPT_JWS, waits=(*Waits,)),
    "forgotten-accepted-staff": see.Forgotten(
        Scope.ACCEPTED, RECEIPT_JWS, for_staff=True, waits=(Waits.SESSION, Waits.HOLD)
    ),
    "forgotten": see.Forgotten(Scope.ALL, RECEIPT_JWS),
    "forgotten-face": see.Forgotten(Scope.FACE, RECEIPT_JWS),
    "forgotten-no-room": see.Forgotten(Scope.ALL, RECEIPT_JWS, has_rest=True),
    "forgotten-later": see.Forgotten(Scope.ALL, RECEIPT_JWS, is_clean=False),
    "forgotten-staff": see.Forgotten(Scope.ALL, "", for_staff=True),
    "attract-no-members": s.Attract(faces_work=False, can_join=False),
    "consent": see.Consent(),
    "consent-no-face": see.Consent(CAMERA_GONE),
    "enter-name": see.EnterName(),
    "welcome": see.Welcome("张*", has_face=True),
    "welcome-agree": see.Welcome("张*", has_face=True, can_agree=True),
    "welcome-pin": see.Welcome("138********", has_face=False),
    "already-member": see.AlreadyMember(),
    "join-failed": see.JoinFailed(),
    "join-failed-no-face": see.JoinFailed(CAMERA_GONE),
    "staff-menu": s.StaffMenu("kiosk-1"),
    "staff-menu-cabinets": s.StaffMenu("kiosk-1", has_cabinets=True),
    "staff-status": s.StaffStatus(FINDINGS),
    "staff-status-checking": s.StaffStatus(()),
    "staff-status-packs": s.StaffStatus(PACKS_CHANGING),
    "staff-members": s.StaffMembers(ROWS, "1234"),
    "staff-members-none": s.StaffMembers((), "999"),
    "staff-members-searching": s.StaffMembers((), "999", is_searching=True),
    "staff-members-failed": s.StaffMembers((), "999", failed=True),
    "staff-member": s.StaffMember(ROW, Money(10000)),
    "staff-member-leaving": s.StaffMember(LEAVING_ROW),
    "staff-forget-open": s.StaffConfirm(s.StaffQuestion.FORGET, OPEN_ROW),
    "enter-amount": s.EnterAmount(ROW, is_out_of_range=True),
    "confirm-top-up": s.StaffConfirm(s.StaffQuestion.TOP_UP, ROW, Money(10000)),
    "confirm-forget": s.StaffConfirm(s.StaffQuestion.FORGET, ROW),
    "confirm-restart": s.StaffConfirm(s.StaffQuestion.RESTART),
    "confirm-clock-ahead": s.StaffConfirm(
        s.StaffQuestion.CLOCK_AHEAD, clock="2027-06-11T10:00:00+08:00"
    ),
    "confirm-clock": s.StaffConfirm(s.StaffQuestion.CLOCK, clock="2026-11-21T10:00:00+08:00"),
    "staff-orders": s.StaffOrders(ORDERS),
    "staff-order": s.StaffOrder(ORDERS[0], receipt(tickets=TICKETS), s.DoorNotice.OPENING),
    "staff-order-refunds": s.StaffOrder(ORDERS[0], receipt(), refundable=REFUNDABLE),
    "staff-order-unpaid": s.StaffOrder(ORDERS[1], None),
    "staff-queue": s.StaffQueue(QUEUE),
    "restarting": s.Restarting(),
    "out-of-order": s.OutOfOrder(DISK_FULL),
    **STAFF_SCREENS,
    **CODE_SCREENS,
    **DECISION_SCREENS,
    **CABINET_SCREENS,
    **COMMISSIONING_SCREENS,
}
