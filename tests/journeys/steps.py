"""What people do at the kiosk, from one screen to another, in their own order of touches."""

from __future__ import annotations

from kiosk.domain.money import Money
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.screens import StaffPage
from kiosk.storage import members, wallet
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import PHONE, PIN, a_template
from tests.support.headless_kiosk import HeadlessKiosk

STAFF_PIN = "739205"
SKUS = ("latte", "toast")


def choose_staff_pin(kiosk: HeadlessKiosk) -> None:
    """What a new kiosk asks for before anything is sold."""
    kiosk.touch(on.DigitsEntered(STAFF_PIN), on.DigitsEntered(STAFF_PIN), on.BackPressed())


def join(kiosk: HeadlessKiosk, phone: str = PHONE, name: str = "张", pin: str = PIN) -> str:
    """With face and PIN, from the attract screen and back; the new member's id."""
    kiosk.touch(
        member_on.JoinPressed(),
        member_on.ConsentGiven(with_face=True),
        on.DigitsEntered(phone),
        on.DigitsEntered(phone),
        on.DigitsEntered(pin),
        on.DigitsEntered(pin),
        member_on.NameEntered(name),
    )
    kiosk.look(template=a_template(1))
    kiosk.sees(see.Welcome)
    kiosk.touch(on.DonePressed())
    found = members.search(kiosk.database, VAULT, phone)
    return found[0].member.id


def staff_top_up(kiosk: HeadlessKiosk, member_id: str, yuan: int) -> None:
    """From the attract screen and back."""
    kiosk.touch(
        on.StaffDoorKnocked(),
        on.DigitsEntered(STAFF_PIN),
        on.StaffPageChosen(StaffPage.MEMBERS),
        on.MemberChosen(member_id),
        on.TopUpPressed(),
        on.DigitsEntered(str(yuan)),
        on.ConfirmPressed(),
    )
    screen = kiosk.sees(show.StaffMember)
    assert screen.topped_up == Money(yuan * 100)
    kiosk.touch(on.CancelPressed())


def a_member_with(kiosk: HeadlessKiosk, yuan: int) -> str:
    member_id = join(kiosk)
    staff_top_up(kiosk, member_id, yuan)
    return member_id


def fill_cart(kiosk: HeadlessKiosk, *skus: str) -> None:
    """From the attract screen to the choice how to pay."""
    added = [on.ProductAdded(sku) for sku in skus or SKUS]
    kiosk.touch(on.ShopPressed(), *added, on.CheckoutPressed())
    kiosk.sees(money_show.ChoosePayment)


def by_face(kiosk: HeadlessKiosk, member_id: str, phone: str = PHONE) -> None:
    """To the screen that asks for one tap, by way of whatever is asked before it."""
    show_face(kiosk, member_id, phone)
    kiosk.sees(money_show.ConfirmPayment)


def show_face(kiosk: HeadlessKiosk, member_id: str, phone: str = PHONE) -> None:
    """To what follows once a face is known, and proved as far as is asked."""
    kiosk.touch(money_on.PayByFacePressed())
    kiosk.look(member_id)
    asked = kiosk.screen()
    if isinstance(asked, show.EnterPhone):
        is_short = asked.step is show.PhoneStep.LAST_FOUR
        kiosk.touch(on.DigitsEntered(phone[-4:] if is_short else phone))


def by_phone(kiosk: HeadlessKiosk, phone: str = PHONE, pin: str = PIN) -> None:
    kiosk.touch(money_on.PayByPhonePressed(), on.DigitsEntered(phone), on.DigitsEntered(pin))


def held_by(kiosk: HeadlessKiosk, member_id: str) -> Money:
    return wallet.balance(kiosk.database, member_id)


def one_row(kiosk: HeadlessKiosk, query: str) -> tuple[object, ...]:
    (row,) = kiosk.database.execute(query).fetchall()
    return tuple(row)
