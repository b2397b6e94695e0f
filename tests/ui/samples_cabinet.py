"""The pages of smart cabinets with values as a shop would have them, and unkindly long ones."""

from __future__ import annotations

from kiosk.domain.cabinet_session import Debt, ReviewCase, ReviewRow, SessionState, WeightPoint
from kiosk.domain.catalogue import Product
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.order import OrderLine
from kiosk.domain.receipt import Receipt
from kiosk.domain.settlement.evidence import Evidence
from kiosk.domain.settlement.explanation import Change, Explanation, Source
from kiosk.flows import cabinet_screens as s
from kiosk.flows.cabinet_records import DoorOffer, StockRow, WhyNotReady

DAY = "2026-11-21"
SESSION = "0198f0aa11112222333344445a6b7c8d"
FRIDGE = Label("冷柜", "the fridge")
COLA = Label("可乐 330ml", "Cola 330 ml")
LONG = Label("海盐贝果配奶油奶酪和烟熏三文鱼", "Sea salt bagel with cream cheese and salmon")
LINES = (
    OrderLine("cola", COLA, 2, Money(350), ""),
    OrderLine("bagel", LONG, 1, Money(2650), ""),
)
RECEIPT = Receipt(
    f"{DAY.replace('-', '')}-0007", Label("开门小店", "Kaimen Shop"), SESSION, LINES, Money(3350),
    "张*", "wallet", f"{DAY}T14:32:10+08:00", (),
)  # fmt: skip
PRODUCTS = (
    Product("cola", COLA, Money(350), "", ""),
    Product("bagel", LONG, Money(2650), "", ""),
    Product("water", Label("农夫山泉 550ml", "Spring water 550 ml"), Money(200), "", ""),
    Product("latte", Label("拿铁", "Latte"), Money(1800), "", ""),
    Product("yoghurt", Label("酸奶杯", "Yoghurt cup"), Money(1250), "", ""),
    Product("tea", Label("茉莉花茶", "Jasmine tea"), Money(600), "", ""),
)
DOORS = (
    DoorOffer("fridge", "d1", FRIDGE, PRODUCTS),
    DoorOffer(
        "shelf", "d1", Label("零食柜", "the snack cabinet"), PRODUCTS[3:],
        why_not=WhyNotReady.DOOR_OPEN,
    ),
)  # fmt: skip
LOCKERS = tuple(
    DoorOffer(
        "lockers", f"d{n}", Label(f"{n} 号", f"no. {n}"), PRODUCTS[n % 6 : n % 6 + 1],
        why_not=why,
    )
    for n, why in enumerate((None, None, WhyNotReady.EMPTY, WhyNotReady.DOOR_UNKNOWN) * 4, start=1)
)  # fmt: skip
CANDIDATES = (
    Explanation((Change("s1", "cola", 2),), (), 1.2, 1.0, 8.0, 0.62),
    Explanation((Change("s1", "cola", 1), Change("s2", "bagel", 1)), (), 2.0, 1.4, 9.1, 0.35),
    Explanation((), (), 9.0, 3.4, 20.0, 0.03),
)
EVIDENCE = Evidence(
    (), (), (), CANDIDATES, Source.STEPS, "review", "ambiguous", ("s1",), 4.0, 3000.0
)
POINTS = (
    WeightPoint(0, "s1", 2_000_000), WeightPoint(0, "s2", 800_000), WeightPoint(0, "s3", 500_000),
    WeightPoint(4000, "s1", 2_000_000), WeightPoint(4000, "s1", 1_670_000),
    WeightPoint(9000, "s2", 800_000), WeightPoint(9000, "s2", 695_000),
    WeightPoint(12_000, "s1", 1_670_000), WeightPoint(12_000, "s1", 1_335_000),
    WeightPoint(16_000, "s1", 1_335_000), WeightPoint(16_000, "s2", 695_000),
    WeightPoint(16_000, "s3", 500_000),
)  # fmt: skip
ROW = ReviewRow(
    SESSION, "fridge", f"{DAY}T14:30:00+08:00", SessionState.REVIEW, "ambiguous", "", Money(0)
)
DISPUTED = ReviewRow(
    "0198f0aa99992222333344445a6b7c8d", "fridge", f"{DAY}T15:10:00+08:00", SessionState.CHARGED,
    "", "result", Money(3350),
)  # fmt: skip
CASE = ReviewCase(ROW, "h", Money(8000), POINTS, ((0, True), (14_000, False)), EVIDENCE, (), (),
                  "", is_whole=True)  # fmt: skip
STOLEN = ReviewRow(
    "c" * 32, "fridge", "2026-11-21T09:30:00+08:00", SessionState.REVIEW, "no_session", "", Money(0)
)
LATE = ReviewRow(
    "d" * 32,
    "fridge",
    "2026-11-20T09:30:00+08:00",
    SessionState.NOTHING,
    "ambiguous",
    "not_decided",
    Money(0),
)
LOSS = ReviewCase(
    STOLEN, "", Money(0), POINTS, ((0, True), (14_000, False)), EVIDENCE, (), (), "", is_whole=True
)
DISPUTE = ReviewCase(DISPUTED, "h", Money(8000), POINTS, (), EVIDENCE, LINES, (), "h",
                     is_whole=False)  # fmt: skip
GOODS = (
    s.Priced("cola", COLA, Money(350)),
    s.Priced("bagel", LONG, Money(2650)),
    s.Priced("water", Label("农夫山泉 550ml", "Spring water 550 ml"), Money(200)),
)
STOCK = (
    StockRow("s1", "cola", COLA, 6, 10, agrees=True),
    StockRow("s2", "bagel", LONG, 3, 5, agrees=False),
    StockRow("d7", "water", GOODS[2].name, 0, 1),
)
END = s.CabinetEnd

CABINET_SCREENS: dict[str, s.CabinetScreen] = {
    "cabinet-home": s.CabinetHome(DOORS, faces_work=True),
    "cabinet-home-lockers": s.CabinetHome(LOCKERS, faces_work=True),
    "cabinet-holding": s.CabinetBusy(s.BusyStep.HOLDING, "张*", Money(8000)),
    "cabinet-unlocking": s.CabinetBusy(s.BusyStep.UNLOCKING, "张*"),
    "cabinet-power-cut": s.CabinetBusy(s.BusyStep.AFTER_POWER_CUT),
    "cabinet-shopping": s.CabinetShopping(
        "张*", LINES, Money(3350), is_sure=True, goods=PRODUCTS[:2]
    ),
    "cabinet-shopping-empty": s.CabinetShopping("张*", (), Money(0), is_sure=True),
    "cabinet-shopping-remind": s.CabinetShopping(
        "张*", LINES, Money(3350), is_sure=False, goods=PRODUCTS[:2],
        reminder=s.Reminder.CLOSE
    ),
    "cabinet-shopping-alarm": s.CabinetShopping(
        "张*", LINES * 4, Money(13400), is_sure=False, goods=PRODUCTS[:2] * 4,
        reminder=s.Reminder.ALARM
    ),
    "cabinet-shopping-staff": s.CabinetShopping(
        "", (), Money(0), is_sure=True, for_staff=True
    ),
    "cabinet-nothing": s.CabinetResult(END.NOTHING),
    "cabinet-charged": s.CabinetResult(END.CHARGED, RECEIPT, session_id=SESSION, can_dispute=True),
    "cabinet-disputed": s.CabinetResult(
        END.CHARGED, RECEIPT, session_id=SESSION, can_dispute=True, disputed=True
    ),
    "cabinet-owed": s.CabinetResult(
        END.OWED, RECEIPT, Money(2650), session_id=SESSION, can_dispute=True
    ),
    "cabinet-review": s.CabinetResult(END.REVIEW, hold=Money(8000)),
    "cabinet-slow": s.CabinetResult(END.SLOW),
    "cabinet-not-opened": s.CabinetResult(END.NOT_OPENED),
    "cabinet-not-enough": s.CabinetResult(END.NOT_ENOUGH, hold=Money(8000)),
    "cabinet-no-answer": s.CabinetResult(END.NO_ANSWER),
    "cabinet-look-again": s.CabinetResult(END.LOOK_AGAIN),
    "cabinet-not-ready": s.CabinetResult(END.NOT_READY),
    "cabinet-not-written": s.CabinetResult(END.NOT_WRITTEN),
    "cabinet-looked-at": s.CabinetResult(END.LOOKED_AT),
    "cabinet-not-found": s.CabinetResult(END.NOT_FOUND),
    "cabinet-debt": s.CabinetDebt("张*", (Debt("d", Money(3350), LINES, DAY),)),
    "staff-reviews": s.StaffReviews((ROW, DISPUTED, STOLEN, LATE)),
    "staff-reviews-none": s.StaffReviews(()),
    "staff-review": s.StaffReview(CASE, GOODS, (("cola", 2),), 0),
    "staff-review-asking": s.StaffReview(CASE, GOODS, (("cola", 2),), 0, is_asking=True),
    "staff-review-loss": s.StaffReview(LOSS, GOODS, (("cola", 2),), 0),
    "staff-review-dispute": s.StaffReview(DISPUTE, GOODS, DISPUTE.charged),
    "staff-cabinets": s.StaffCabinets(DOORS, "not_opened"),
    "staff-stock": s.StaffStock(STOCK),
}  # fmt: skip
