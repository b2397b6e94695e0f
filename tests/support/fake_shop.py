"""A small café with its orders, payments and members, as storage and journeys need them."""

from __future__ import annotations

from array import array

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue, Category, Product, Service
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.order import Order, order_of
from kiosk.domain.payment import Payment
from kiosk.storage.members import NewMember
from kiosk.storage.order_message import OrderAddress
from kiosk.storage.pin_hash import pin_hash
from models.results import Template

SHOP = Label("开门咖啡", "Kaimen Café")
ADDRESS = OrderAddress(SHOP, "site-1", "kiosk-1")
LATTE = Product("latte", Label("拿铁", "Latte"), Money(2200), "coffee", "bar")
TOAST = Product("toast", Label("吐司", "Toast"), Money(950), "food", "kitchen")
CATALOGUE = Catalogue(
    categories=(Category("coffee", Label("咖啡", "Coffee")), Category("food", Label("餐", "Food"))),
    services=(
        Service("bar", "A", Label("吧台", "Bar")),
        Service("kitchen", "B", Label("厨房", "Kitchen")),
    ),
    products=(LATTE, TOAST),
)
PACK = "drawn-pack"
WIDTH = 128
PHONE = "13812345678"
PIN = "481902"


def an_order(order_id: str = "order-1", *products: Product) -> Order:
    """One latte, unless other products are named."""
    cart = Cart()
    for product in products or (LATTE,):
        cart = cart.with_one(product)
    return order_of(cart, CATALOGUE, order_id)


def payment_for(order: Order, payment_id: str = "pay-1", member_id: str = "m-1") -> Payment:
    return Payment(payment_id, order.id, member_id, order.total)


def a_template(seed: int = 0, pack: str = PACK) -> Template:
    """A vector of length 1 that no other seed gives, with bytes that are easy to find again."""
    raw = [((seed * 7919 + place * 104729) % 2003) / 1001.5 - 1 for place in range(WIDTH)]
    length = sum(number * number for number in raw) ** 0.5
    return Template(pack, array("f", [number / length for number in raw]).tobytes())


def a_member(
    member_id: str = "m-1",
    phone: str = PHONE,
    name: str = "",
    pin: str | None = None,
    templates: tuple[Template, ...] = (),
) -> NewMember:
    """`pin` costs an scrypt of about 50 ms."""
    hashed = pin_hash(pin, b"salt of 16 bytes") if pin else None
    return NewMember(member_id, phone, name, hashed, templates)
