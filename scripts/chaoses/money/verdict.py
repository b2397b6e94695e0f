"""What is wrong, from what everybody has written down: the service, the kiosks, the shoppers.

Pure: values in, complaints out. The shoppers' word and the service's books decide; the kiosk's
books are what is judged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from scripts.chaoses.money.diary import Page, What


@dataclass(frozen=True, slots=True)
class Charge:
    """Money at a rail, minor units. `times`: how often it was taken; 0: never. `buyer`: whose.

    `is_waiting`: somebody may still say yes to it.
    """

    rail: str
    number: str
    amount: int
    times: int
    refunded: int = 0
    buyer: str = ""
    is_waiting: bool = False

    @property
    def stands(self) -> int:
        """What the shop keeps of it, and the shopper does not have any more."""
        return self.amount * self.times - self.refunded


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """`given_back`: by refunds that are done, minor units."""

    id: str
    order_id: str
    rail: str
    amount: int
    state: str
    given_back: int = 0


@dataclass(frozen=True, slots=True)
class OrderRow:
    """`receipt`: day and number; None without. `placed_at`: ISO 8601."""

    id: str
    state: str
    placed_at: str
    receipt: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class KioskBooks:
    """`clearing`: what the ledger says that each rail owes. `broken`: what its audit says.

    `wallet`: charges out of the wallet, from the ledger. `open_refunds`: ids.
    """

    name: str
    orders: tuple[OrderRow, ...]
    payments: tuple[PaymentRow, ...]
    open_refunds: tuple[str, ...] = ()
    wallet: tuple[Charge, ...] = ()
    clearing: dict[str, int] = field(default_factory=dict)
    broken: tuple[str, ...] = ()
    diary: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceBooks:
    charges: tuple[Charge, ...]
    add_up: bool = True


class Wrong(StrEnum):
    """Each is a figure of its own."""

    DOUBLE_CHARGES = "double_charges"  # two that stand for one order, or for one shopper's cart
    LOST_ORDERS = "lost_orders"  # money stands, and the order is neither completed nor refunded
    WITHOUT_DECISION = "charges_without_decision"  # money stands, and the books do not keep it
    UNRESOLVED = "unresolved"  # open, after the time to recover
    BROKEN_WORDS = "broken_words"  # the shopper was told otherwise
    WITHOUT_MONEY = "goods_without_money"  # completed, and no money stands
    RECEIPT_GAPS = "receipt_gaps"
    BOOKS_BROKEN = "books_broken"  # the audit of a ledger, the service's sums
    BOOKS_DIFFER = "books_differ"  # the clearing account is not what the service says


@dataclass(frozen=True, slots=True)
class Complaint:
    wrong: Wrong
    what: str


FINAL = {"paid", "failed", "closed", "refunded"}


def complaints(service: ServiceBooks, kiosks: Iterable[KioskBooks]) -> list[Complaint]:
    """Nothing, where all is well."""
    kiosks = tuple(kiosks)
    found = [] if service.add_up else [Complaint(Wrong.BOOKS_BROKEN, "the service's sums")]
    found += _charged_twice(service, kiosks)
    found += _strangers(service, kiosks)
    for kiosk in kiosks:
        known = {payment.id for payment in kiosk.payments}
        mine = [charge for charge in service.charges if charge.number in known]
        found += _of_kiosk(kiosk, {charge.number: charge for charge in (*mine, *kiosk.wallet)})
    return [*found, *_clearing(service, kiosks)]


def counts(found: Iterable[Complaint]) -> dict[str, int]:
    """All of them, zeros too."""
    counted = Counter(complaint.wrong for complaint in found)
    return {wrong.value: counted[wrong] for wrong in Wrong}


def checkouts(kiosks: Iterable[KioskBooks]) -> int:
    return sum(page.what is What.BEGUN for kiosk in kiosks for page in kiosk.diary)


# --- one kiosk ----------------------------------------------------------------------------------


def _of_kiosk(kiosk: KioskBooks, charges: dict[str, Charge]) -> Iterator[Complaint]:
    orders = {order.id: order for order in kiosk.orders}
    for payment in kiosk.payments:
        placed = orders.get(payment.order_id)
        yield from _of_payment(kiosk.name, payment, placed, charges.get(payment.id))
    for order in kiosk.orders:
        if order.state == "open":
            yield Complaint(Wrong.UNRESOLVED, f"{kiosk.name}: order {order.id} is open")
    for refund_id in kiosk.open_refunds:
        yield Complaint(Wrong.UNRESOLVED, f"{kiosk.name}: refund {refund_id} is open")
    yield from _words(kiosk, charges)
    yield from _receipts(kiosk)
    for broken in kiosk.broken:
        yield Complaint(Wrong.BOOKS_BROKEN, f"{kiosk.name}: {broken}")


def _of_payment(
    name: str, payment: PaymentRow, order: OrderRow | None, charge: Charge | None
) -> Iterator[Complaint]:
    told = f"{name}: payment {payment.id} ({payment.rail}) is {payment.state}"
    if payment.state not in FINAL:
        yield Complaint(Wrong.UNRESOLVED, told)
        return
    if charge is not None and charge.is_waiting:
        yield Complaint(Wrong.UNRESOLVED, f"{told}, and can still be paid at the service")
    stands = charge.stands if charge is not None else 0
    is_completed = order is not None and order.state == "paid" and order.receipt is not None
    if stands > 0 and not is_completed:
        yield Complaint(Wrong.LOST_ORDERS, f"{told}, and {stands} stand for an order not completed")
    if stands > 0 and payment.state != "paid":
        yield Complaint(Wrong.WITHOUT_DECISION, f"{told}, and {stands} stand at the service")
    kept = payment.amount - payment.given_back
    if payment.state == "paid" and stands != kept:
        yield Complaint(Wrong.WITHOUT_MONEY, f"{told} {kept}, and {stands} stand")


def _words(kiosk: KioskBooks, charges: dict[str, Charge]) -> Iterator[Complaint]:
    """What was told on the screen is how it is in the end."""
    completed = {order.id for order in kiosk.orders if order.state == "paid"}
    taken: Counter[str] = Counter()
    given_back: Counter[str] = Counter()
    for payment in kiosk.payments:
        if charge := charges.get(payment.id):
            taken[payment.order_id] += charge.amount * charge.times
            given_back[payment.order_id] += charge.refunded
    for page in kiosk.diary:
        order_id = page.order_id
        match page.what:
            case What.TOLD_PAID:
                is_true = order_id in completed and taken[order_id] > 0
            case What.TOLD_FREE:
                is_true = taken[order_id] == given_back[order_id]
            case What.TOLD_REFUNDED:
                is_true = given_back[order_id] >= int(page.detail) > 0
            case _:
                is_true = True
        if not is_true:
            words = f"shopper {page.checkout} was told {page.what} {page.detail}"
            yield Complaint(Wrong.BROKEN_WORDS, f"{kiosk.name}: {words}, of order {order_id}")


def _receipts(kiosk: KioskBooks) -> Iterator[Complaint]:
    days: defaultdict[str, list[int]] = defaultdict(list)
    for order in kiosk.orders:
        if order.receipt is not None:
            days[order.receipt[0]].append(order.receipt[1])
    for day, numbers in days.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield Complaint(Wrong.RECEIPT_GAPS, f"{kiosk.name}: {day} has {sorted(numbers)}")


# --- all of them --------------------------------------------------------------------------------


def _strangers(service: ServiceBooks, kiosks: Iterable[KioskBooks]) -> Iterator[Complaint]:
    """Money without a payment in any kiosk's books."""
    known = {payment.id for kiosk in kiosks for payment in kiosk.payments}
    for charge in _all_charges(service, kiosks):
        if charge.stands > 0 and charge.number not in known:
            told = f"{charge.rail} took {charge.stands} of {charge.buyer} for {charge.number}"
            yield Complaint(Wrong.LOST_ORDERS, f"{told}, which no kiosk knows")
            yield Complaint(Wrong.WITHOUT_DECISION, f"{told}, which no kiosk knows")


def _all_charges(service: ServiceBooks, kiosks: Iterable[KioskBooks]) -> tuple[Charge, ...]:
    return (*service.charges, *(charge for kiosk in kiosks for charge in kiosk.wallet))


def _charged_twice(service: ServiceBooks, kiosks: Iterable[KioskBooks]) -> Iterator[Complaint]:
    order_of = {payment.id: payment.order_id for kiosk in kiosks for payment in kiosk.payments}
    shopper_of = {number: name for kiosk in kiosks for number, name in _shoppers(kiosk).items()}
    by_order: defaultdict[str, int] = defaultdict(int)
    by_shopper: defaultdict[str, int] = defaultdict(int)
    for charge in _all_charges(service, kiosks):
        if charge.times > 1:
            yield Complaint(Wrong.DOUBLE_CHARGES, f"{charge.rail} took {charge.number} twice")
        if charge.stands > 0:
            by_order[order_of.get(charge.number, charge.number)] += 1
            by_shopper[charge.buyer or shopper_of.get(charge.number, charge.number)] += 1
    for whose, standing in (("order", by_order), ("shopper", by_shopper)):
        for name, number in standing.items():
            if number > 1:
                yield Complaint(Wrong.DOUBLE_CHARGES, f"{number} charges stand for {whose} {name}")


def _shoppers(kiosk: KioskBooks) -> dict[str, str]:
    """Whose cart each payment was for, by its time: one shopper stands there after the other."""
    begun = [page for page in kiosk.diary if page.what is What.BEGUN]
    placed = {order.id: order.placed_at for order in kiosk.orders}
    found = {}
    for payment in kiosk.payments:
        before = [page for page in begun if page.at <= placed.get(payment.order_id, "")]
        if before:
            found[payment.id] = f"{kiosk.name}_{before[-1].checkout}"
    return found


def _clearing(service: ServiceBooks, kiosks: Iterable[KioskBooks]) -> Iterator[Complaint]:
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for kiosk in kiosks:
        ours.update(kiosk.clearing)
    for charge in service.charges:
        theirs[charge.rail] += charge.stands
    for rail in sorted({*ours, *theirs}):
        if ours[rail] != theirs[rail]:
            told = f"the ledgers' clearing:{rail} is {ours[rail]}, the service says {theirs[rail]}"
            yield Complaint(Wrong.BOOKS_DIFFER, told)
