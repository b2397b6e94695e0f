"""Domain values for tests: a café, its members, what a camera saw, orders and receipts.

Everything has a sensible default, so that a test names only what it is about.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import count
from math import cos, radians, sin

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue, Category, Product, Service
from kiosk.domain.language import Label
from kiosk.domain.member import Member
from kiosk.domain.money import Money, yuan
from kiosk.domain.order import Order, OrderState, order_of
from kiosk.domain.payment import Payment
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.queue_number import Ticket, TicketState
from kiosk.domain.receipt import Receipt
from kiosk.flows.face_events import FaceObserved
from kiosk.flows.records import MemberRow, OrderRow
from models.results import Box, Face, Match, MatchPolicy, QualityIssue, Sighting, Template

# --- the café ---------------------------------------------------------------------------------

SHOP = Label("街角咖啡", "Corner Café")
BAR = Service("bar", "A", Label("吧台", "Bar"))
KITCHEN = Service("kitchen", "K", Label("厨房", "Kitchen"))
DRINKS = Category("drinks", Label("饮品", "Drinks"))
FOOD = Category("food", Label("餐食", "Food"))


def a_product(
    sku: str = "latte",
    price: str = "26",
    *,
    name: Label | None = None,
    category: Category = DRINKS,
    service: Service = BAR,
    barcode: str | None = None,
    is_sold_out: bool = False,
) -> Product:
    return Product(
        sku,
        name or Label(sku, sku.capitalize()),
        yuan(price),
        category.id,
        service.id,
        barcode=barcode,
        is_sold_out=is_sold_out,
    )


LATTE = a_product("latte", "26", name=Label("拿铁", "Latte"))
WATER = a_product("water", "6.50", name=Label("苏打水", "Water"), barcode="036000291452")
BAGEL = a_product("bagel", "18", name=Label("贝果", "Bagel"), category=FOOD, service=KITCHEN)
MOCHA = a_product("mocha", "30", name=Label("摩卡", "Mocha"), is_sold_out=True)


def a_catalogue(*products: Product) -> Catalogue:
    """A café with two counters; the mocha is sold out, the water has a barcode."""
    return Catalogue((DRINKS, FOOD), (BAR, KITCHEN), products or (LATTE, WATER, BAGEL, MOCHA))


def a_cart(*products: Product) -> Cart:
    """One of each named product; a latte when none is named."""
    cart = Cart()
    for product in products or (LATTE,):
        cart = cart.with_one(product)
    return cart


# --- orders and receipts ----------------------------------------------------------------------


def an_order(cart: Cart | None = None, order_id: str = "order-1") -> Order:
    return order_of(a_cart() if cart is None else cart, a_catalogue(), order_id)


def a_payment(order: Order | None = None, payment_id: str = "payment-1") -> Payment:
    order = order or an_order()
    return Payment(payment_id, order.id, "zhang", order.total)


def a_ticket(
    number: int = 1,
    *,
    service: Service = BAR,
    order_id: str = "order-1",
    state: TicketState = TicketState.MAKING,
) -> Ticket:
    return Ticket("2026-03-01", service.id, service.prefix, number, order_id, state)


def a_receipt(
    order: Order | None = None, *, balance: Money | None = None, rail: str = "wallet"
) -> Receipt:
    order = order or an_order()
    tickets = tuple(a_ticket(7, service=one, order_id=order.id) for one in order.services)
    return Receipt(
        number="20260301-0042",
        shop=SHOP,
        order_id=order.id,
        lines=order.lines,
        total=order.total,
        payer="张*",
        rail=rail,
        paid_at="2026-03-01T12:30:05+08:00",
        tickets=tickets,
        balance=balance,
    )


def an_order_row(order_id: str = "order-1", state: OrderState = OrderState.PAID) -> OrderRow:
    return OrderRow(
        order_id,
        placed_at="2026-03-01T12:30:00+08:00",
        total=yuan("26"),
        state=state,
        payment_state="paid",
        tickets=("A007",),
        door_state="opened",
        payer="张*",
    )


# --- members ----------------------------------------------------------------------------------

PHONE = "13812345678"
GOOD_PIN = "290417"


def a_member(
    member_id: str = "zhang",
    *,
    phone: str = PHONE,
    name: str = "张",
    has_face: bool = True,
    has_pin: bool = True,
) -> Member:
    return Member(member_id, phone, name, has_face, has_pin)


def a_member_row(member: Member | None = None, *, balance: str = "50") -> MemberRow:
    return MemberRow(member or a_member(), yuan(balance), joined_on="2026-02-01", templates=4)


# --- faces ------------------------------------------------------------------------------------

MATCHING = MatchPolicy(accept=0.40, pay_accept=0.50, margin=0.125, agreeing_frames=2)


def a_template(degrees: float = 0.0) -> Template:
    """A face as a direction: the likeness of two is the cosine of the angle between them."""
    direction = (cos(radians(degrees)), sin(radians(degrees)))
    return Template("test-pack", array("f", direction).tobytes())


def a_match(member_id: str = "zhang", score: float = 0.8, runner_up: float = 0.1) -> Match:
    return Match(member_id, score, runner_up, "test-pack")


def a_good_look(match: Match | None = None, degrees: float = 0.0) -> Sighting:
    """One face, well lit and near; `match` None is a face that nobody knows. Every degree in which
    two faces differ is also one by which the head is turned."""
    return Sighting(1, a_face(degrees), None, a_template(degrees), match)


def a_face(degrees: float = 0.0) -> Face:
    """A face whose nose stands to the side by so much."""
    nose = (100 + degrees, 120.0)
    points = ((80.0, 100.0), (120.0, 100.0), nose, (85.0, 140.0), (115.0, 140.0))
    return Face(Box(50, 50, 100, 140), points, 0.9)


def a_poor_look(issue: QualityIssue = QualityIssue.BLURRED) -> Sighting:
    return Sighting(1, None, issue, None, None)


def a_look_at(faces: int) -> Sighting:
    """Nobody, or several people at once."""
    return Sighting(faces, None, None, None, None)


def observed(sighting: Sighting, at_s: float = 0.0) -> FaceObserved:
    return FaceObserved(sighting, MATCHING, at_s)


def saw(member_id: str, score: float = 0.8, runner_up: float = 0.1) -> FaceObserved:
    """A good look at a face that is most like this member's."""
    return observed(a_good_look(a_match(member_id, score, runner_up)))


def saw_a_stranger(degrees: float = 0.0, at_s: float = 0.0) -> FaceObserved:
    return observed(a_good_look(None, degrees), at_s)


# --- ids and problems -------------------------------------------------------------------------


def ids(*given: str) -> Callable[[], str]:
    """Gives these ids one after the other; without any: id-1, id-2 …"""
    source = iter(given) if given else (f"id-{number}" for number in count(1))
    return lambda: next(source)


def a_problem(fault: Fault = Fault.CAMERA, detail: str = "unplugged") -> Problem:
    return Problem(fault, detail)
