"""What people see of a cabinet. Meaning only; ui/ gives words and looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.cabinet import Counts
from kiosk.domain.cabinet_session import Debt, ReviewCase, ReviewRow
from kiosk.domain.catalogue import Product
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.order import OrderLine
from kiosk.domain.receipt import Receipt
from kiosk.flows.cabinet_records import DoorOffer, StockRow


@dataclass(frozen=True, slots=True)
class CabinetHome:
    """Nobody is here: one button for each door."""

    doors: tuple[DoorOffer, ...]
    faces_work: bool


class BusyStep(StrEnum):
    HOLDING = "holding"
    UNLOCKING = "unlocking"
    CHECKING_DOOR = "checking_door"
    WEIGHING = "weighing"
    CHARGING = "charging"
    AFTER_POWER_CUT = "after_power_cut"


@dataclass(frozen=True, slots=True)
class CabinetBusy:
    """The shopper waits. `hold`: what is set aside meanwhile."""

    step: BusyStep
    masked: str = ""
    hold: Money | None = None


class Reminder(StrEnum):
    """How urgently the door should be closed."""

    NONE = "none"
    CLOSE = "close"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class CabinetShopping:
    """The door is open. The cart is the likeliest one; it is not what is charged yet.

    `goods`: the products of the lines, as they look.
    """

    masked: str
    lines: tuple[OrderLine, ...]
    total: Money
    is_sure: bool
    goods: tuple[Product, ...] = ()
    reminder: Reminder = Reminder.NONE
    for_staff: bool = False
    is_locker: bool = False


class CabinetEnd(StrEnum):
    NOTHING = "nothing"
    CHARGED = "charged"
    OWED = "owed"
    REVIEW = "review"
    SLOW = "slow"
    NOT_OPENED = "not_opened"
    NOT_ENOUGH = "not_enough"
    NO_ANSWER = "no_answer"
    LOOK_AGAIN = "look_again"
    NOT_READY = "not_ready"
    NOT_WRITTEN = "not_written"
    LOOKED_AT = "looked_at"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class CabinetResult:
    """How it ended. `hold`: what is still set aside. `disputed`: a person will look."""

    end: CabinetEnd
    receipt: Receipt | None = None
    owed: Money | None = None
    hold: Money | None = None
    balance: Money | None = None
    session_id: str = ""
    can_dispute: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class CabinetDebt:
    """Nothing opens before this is paid."""

    masked: str
    debts: tuple[Debt, ...]

    @property
    def total(self) -> Money:
        return sum((debt.amount for debt in self.debts), start=Money(0))

    @property
    def lines(self) -> tuple[OrderLine, ...]:
        return tuple(line for debt in self.debts for line in debt.lines)


# --- staff --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StaffReviews:
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class Priced:
    sku: str
    name: Label
    price: Money


@dataclass(frozen=True, slots=True)
class StaffReview:
    """One session with its evidence. `counts` is what would be charged by `is_asking`'s tap."""

    case: ReviewCase
    goods: tuple[Priced, ...]
    counts: Counts
    chosen: int | None = None
    is_asking: bool = False

    @property
    def amount(self) -> Money:
        prices = {good.sku: good.price for good in self.goods}
        parts = (prices[sku].times(units) for sku, units in self.counts if sku in prices)
        return sum(parts, start=Money(0))


@dataclass(frozen=True, slots=True)
class StaffCabinets:
    """Which door to fill."""

    doors: tuple[DoorOffer, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class StaffStock:
    """What stands there now: counted by weight where one good stands alone, else by hand."""

    rows: tuple[StockRow, ...]


CabinetScreen = (
    CabinetHome | CabinetBusy | CabinetShopping | CabinetResult | CabinetDebt
    | StaffReviews | StaffReview | StaffCabinets | StaffStock
)  # fmt: skip
