"""One round of the tour: what a shop sees in its first hour, in one language and shape.

Each chapter is a method; each step says what a person does and checks what must come of it, on
the screen and behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.compose.records import database_path, wallet_rail
from kiosk.config import Settings
from kiosk.domain.cart import Cart
from kiosk.domain.language import Language
from kiosk.domain.money import Money
from kiosk.domain.order import order_of
from kiosk.domain.payment import Payment
from kiosk.run import RESTART, Window
from kiosk.storage import orders, wallet
from kiosk.storage.catalogue_file import load_catalogue
from kiosk.storage.database import open_database
from kiosk.storage.ticket_reader import todays_tickets
from kiosk.tour.hand import Hand, TourError
from kiosk.ui.display import Display, DisplayLook

STAFF_PIN, MEMBER_PIN, PHONE = "820463", "394817", "13800138000"
LATTE_BARCODE = "2100000000029"


@dataclass(frozen=True, slots=True)
class Stage:
    """`people` is the folder the camera looks at; `say` gets a line for every step."""

    people: Path
    pictures: Path
    language: Language
    monotonic: Callable[[], float]
    say: Callable[[str], None]

    @property
    def other_language(self) -> Language:
        return Language.EN if self.language is Language.ZH else Language.ZH


class Round:
    """A kiosk with its window, the people before its camera, and a finger."""

    def __init__(self, settings: Settings, stage: Stage, orders_reported: list[str]) -> None:
        self._settings = settings
        self._stage = stage
        self._reported = orders_reported
        self._paid: list[str] = []
        self._count = 0
        self._start()

    def _start(self) -> None:
        self._window = Window(self._settings)
        self._hand = Hand(self._window.app, self._stage.monotonic)
        self._window.kiosk.stage.present(None)
        self._window.kiosk.start()

    def close(self) -> None:
        self._window.close()

    # --- how a step is told -------------------------------------------------------------------

    @contextmanager
    def _step(self, what: str, picture: str = "") -> Iterator[Hand]:
        """Do it, take a picture of where it ended, say how long it took."""
        began = self._stage.monotonic()
        try:
            yield self._hand
        except TourError as error:
            self._stage.say(f"FAIL  {what}: {error}")
            self._picture("FAIL")
            raise
        self._stage.say(f"{self._stage.monotonic() - began:5.1f} s  {what}")
        if picture:
            self._picture(picture)

    def _picture(self, name: str) -> None:
        self._count += 1
        self._hand.picture(self._stage.pictures / f"{self._count:02d}-{name}.png")

    def _present(self, *names: str) -> None:
        people = [self._stage.people / f"{name}.jpg" for name in names]
        self._window.kiosk.stage.present(people or None)

    # --- chapters -----------------------------------------------------------------------------

    def first_start(self) -> None:
        with self._step("a new kiosk asks for a staff PIN first", "first-start") as hand:
            hand.sees("EnterPin")
        with self._step("staff choose a PIN, twice", "staff-menu") as hand:
            hand.type_digits(STAFF_PIN)
            hand.pause(0.5)
            hand.type_digits(STAFF_PIN)
            hand.sees("StaffMenu")
        with self._step("the kiosk invites", "attract") as hand:
            hand.touch("cancel")
            hand.sees("Attract")
        with self._step("a visitor switches the language and back", "attract-again") as hand:
            for language in (self._stage.other_language, self._stage.language):
                hand.touch(f"language-{language}")
                hand.pause(0.5)

    def join(self) -> None:
        with self._step("a shopper wants to join", "consent") as hand:
            hand.touch("join")
            hand.sees("Consent")
        with self._step("agrees", "join-phone") as hand:
            hand.touch("consent-yes")
            hand.sees("EnterPhone")
        with self._step("types a phone number", "join-pin") as hand:
            hand.type_digits(PHONE)
            hand.sees("EnterPin")
        with self._step("chooses a PIN, twice", "join-name") as hand:
            hand.type_digits(MEMBER_PIN)
            hand.pause(0.5)
            hand.type_digits(MEMBER_PIN)
            hand.sees("EnterName")
        with self._step("gives a surname", "join-camera") as hand:
            hand.touch("surname-王")
            hand.sees("LookAtCamera")
        with self._step("looks into the camera and is a member", "welcome") as hand:
            self._present("obama")
            hand.sees("Welcome")
            hand.pause(1.2)  # the tick draws itself
        with self._step("leaves") as hand:
            self._present()
            hand.touch("done")
            hand.sees("Attract")

    def staff_top_up(self) -> None:
        with self._step("staff knock at the hidden door", "staff-pin") as hand:
            for _ in range(5):
                hand.touch("staffDoor")
            hand.sees("EnterPin")
        with self._step("and give the PIN") as hand:
            hand.type_digits(STAFF_PIN)
            hand.sees("StaffMenu")
        with self._step("look at the kiosk's health", "staff-status") as hand:
            hand.touch("page-status")
            hand.sees("StaffStatus")
            hand.pause(1.0)
        with self._step("open the members", "staff-members") as hand:
            hand.touch("back")
            hand.sees("StaffMenu")
            hand.touch("page-members")
            hand.sees("StaffMembers")
        with self._step("choose the new member", "staff-member") as hand:
            hand.touch(f"member-{self._member_id()}")
            hand.sees("StaffMember")
        with self._step("take 100 yuan in cash", "staff-amount") as hand:
            hand.touch("topUp")
            hand.sees("EnterAmount")
        with self._step("are asked once more", "staff-confirm") as hand:
            hand.type_digits("100")
            hand.sees("StaffConfirm")
        with self._step("and the wallet holds 100.00", "staff-topped-up") as hand:
            hand.touch("confirm")
            hand.sees("StaffMember")
            self._check_balance(Money(100_00))
        self._leave_staff()

    def buy_by_face(self) -> None:
        with self._step("a shopper looks at the shop", "browse") as hand:
            hand.touch("shop")
            hand.sees("Browse")
        with self._step("touches an americano and scans a latte", "cart") as hand:
            hand.touch("product-americano")
            hand.scan(LATTE_BARCODE)
            hand.pause(0.6)
        with self._step("goes to pay", "choose-payment") as hand:
            hand.touch("checkout")
            hand.sees("ChoosePayment")
        with self._step("by face, with nobody in the picture", "look") as hand:
            hand.touch("payByFace")
            hand.sees("LookAtCamera")
            hand.pause(1.5)
        with self._step("steps up and is recognised", "confirm") as hand:
            self._present("obama2")
            hand.sees("ConfirmPayment")
        with self._step("taps once, while the disk is slow for a moment") as hand:
            with self._busy_disk():
                hand.touch("confirm")
                hand.sees("Paying")
                self._picture("paying")
            hand.sees("Result")
        with self._step("and has paid", "paid") as hand:
            hand.pause(1.2)  # the tick draws itself, the door opens, the paper comes
        with self._step("the books, the door, the paper and the cloud agree") as hand:
            self._check_paid(hand, Money(38_00))
        with self._step("leaves") as hand:
            self._present()
            hand.touch("done")
            hand.sees("Attract")

    def buy_by_phone(self) -> None:
        with self._step("a stranger is not recognised", "not-recognised") as hand:
            self._go_home_and_buy_latte(hand)
            self._present("biden")
            hand.touch("payByFace")
            hand.sees("NotRecognised")
        with self._step("takes the other way", "phone") as hand:
            hand.touch("payByPhone")
            hand.sees("EnterPhone")
        with self._step("gives a wrong PIN", "wrong-pin") as hand:
            hand.type_digits(PHONE)
            hand.sees("EnterPin")
            hand.type_digits("135790")
            hand.sees_item("trouble")
            hand.pause(0.5)
        with self._step("gives the right PIN", "confirm-phone") as hand:
            hand.type_digits(MEMBER_PIN)
            hand.sees("ConfirmPayment")
        with self._step("pays", "paid-phone") as hand:
            hand.touch("confirm")
            hand.sees("Result")
            hand.pause(1.2)
            self._check_paid(hand, Money(22_00))
        with self._step("leaves") as hand:
            self._present()
            hand.touch("done")
            hand.sees("Attract")

    def not_enough_and_idle(self) -> None:
        with self._step("somebody wants more than the wallet holds", "not-enough") as hand:
            hand.touch("shop")
            hand.sees("Browse")
            for _ in range(3):
                hand.touch("product-latte")
            hand.touch("checkout")
            hand.sees("ChoosePayment")
            self._present("obama3")
            hand.touch("payByFace")
            hand.sees("ConfirmPayment")
            hand.touch("confirm")
            hand.sees("PaymentProblem")
            self._present()
        with self._step("and walks away: is anybody still there?", "still-there") as hand:
            hand.sees_item("still-here")
            hand.pause(0.4)
        with self._step("nobody is: cart and face are forgotten") as hand:
            hand.sees("Attract")

    def known_and_unplugged(self) -> None:
        with self._step("a member wants to join again", "already-member") as hand:
            self._fill_join_form("13900139000")
            self._present("obama")
            hand.sees("AlreadyMember")
            hand.touch("done")
            hand.sees("Attract")
        with self._step("the camera is unplugged while somebody joins", "join-failed") as hand:
            self._present()
            self._fill_join_form("13900139000")
            self._stage.people.rename(self._away)
            hand.sees("JoinFailed")
        with self._step("without a camera one pays by phone", "no-camera") as hand:
            hand.touch("back")
            hand.sees("EnterName")
            hand.touch("cancel")
            self._go_home_and_buy_latte(hand)
            hand.wait("the face button to be grey", lambda: not hand.is_there("payByFace"))
        with self._step("plugged in again, faces work again") as hand:
            self._away.rename(self._stage.people)
            hand.wait("the face button to be back", lambda: hand.is_there("payByFace"))
            hand.touch("cancel")
            hand.sees("Attract")

    def staff_rounds(self) -> None:
        with self._step("staff call the first number", "staff-queue") as hand:
            self._enter_staff(hand)
            hand.touch("page-queue")
            hand.sees("StaffQueue")
            hand.touch("call-A001")
            hand.sees_item("collect-A001")
        with self._step("look at the orders", "staff-orders") as hand:
            hand.touch("back")
            hand.sees("StaffMenu")
            hand.touch("page-orders")
            hand.sees("StaffOrders")
        with self._step("and at the last one", "staff-order") as hand:
            hand.touch(f"order-{self._paid[-1]}")
            hand.sees("StaffOrder")
        with self._step("would forget the member, and think better of it", "staff-forget") as hand:
            hand.touch("back")
            hand.sees("StaffOrders")
            hand.touch("back")
            hand.sees("StaffMenu")
            hand.touch("page-members")
            hand.sees("StaffMembers")
            hand.touch(f"member-{self._member_id()}")
            hand.sees("StaffMember")
            hand.touch("forget")
            hand.sees("StaffConfirm")
        with self._step("restart the kiosk", "staff-restart") as hand:
            hand.touch("back")
            hand.sees("StaffMember")
            hand.touch("back")
            hand.sees("StaffMembers")
            hand.touch("back")
            hand.sees("StaffMenu")
            hand.touch("page-restart")
            hand.sees("StaffConfirm")
        with self._step("which it does by itself", "restarting") as hand:
            hand.touch("confirm")
            hand.sees("Restarting")
        ended = self._window.run_until_closed()
        if ended != RESTART:
            raise TourError(f"the kiosk ended with {ended}, not {RESTART}")

    def call_screen(self) -> None:
        look = DisplayLook(self._settings.site.name, (1920, 1080))
        path = database_path(self._settings)
        today = self._window.clock.now().date().isoformat()
        display = Display(look, lambda: todays_tickets(path, today))
        with self._step("the call screen shows both numbers") as hand:
            hand.pause(1.0)
            self._count += 1
            display.view.grabWindow().save(
                str(self._stage.pictures / f"{self._count:02d}-call-screen.png")
            )
        display.close()

    def after_a_power_cut(self) -> None:
        """An order is charged but not completed on disk, as a power cut leaves it."""
        order_id = self._charge_without_completing()
        self._start()
        with self._step("after a power cut the paid order is finished", "recovered") as hand:
            hand.sees("Attract")
            hand.pause(0.5)
            self._check_charged(order_id, Money(7_50))

    # --- parts of chapters --------------------------------------------------------------------

    @property
    def _away(self) -> Path:
        return self._stage.people.with_name("unplugged")

    def _go_home_and_buy_latte(self, hand: Hand) -> None:
        hand.sees("Attract")
        hand.touch("shop")
        hand.sees("Browse")
        hand.touch("product-latte")
        hand.touch("checkout")
        hand.sees("ChoosePayment")

    def _fill_join_form(self, phone: str) -> None:
        hand = self._hand
        hand.touch("join")
        hand.sees("Consent")
        hand.touch("consent-yes")
        hand.sees("EnterPhone")
        hand.type_digits(phone)
        hand.sees("EnterPin")
        hand.touch("skip")
        hand.sees("EnterName")
        hand.touch("rather-not")
        hand.sees("LookAtCamera")

    def _enter_staff(self, hand: Hand) -> None:
        for _ in range(5):
            hand.touch("staffDoor")
        hand.sees("EnterPin")
        hand.type_digits(STAFF_PIN)
        hand.sees("StaffMenu")

    def _leave_staff(self) -> None:
        with self._step("and leave") as hand:
            while hand.screen != "StaffMenu":
                hand.touch("back")
                hand.pause(0.5)
            hand.touch("cancel")
            hand.sees("Attract")

    # --- behind the screen --------------------------------------------------------------------

    def _member_id(self) -> str:
        return str(self._ask("SELECT id FROM members WHERE phone = ?", PHONE))

    def _ask(self, query: str, *values: object) -> object:
        with closing(open_database(database_path(self._settings))) as database:
            row = database.execute(query, values).fetchone()
        return row[0] if row else None

    def _check_balance(self, expected: Money) -> None:
        with closing(open_database(database_path(self._settings))) as database:
            held = wallet.balance(database, self._member_id())
        if held != expected:
            raise TourError(f"the wallet holds {held}, not {expected}")

    def _check_paid(self, hand: Hand, expected: Money) -> None:
        """Charged once, numbered, door open, and reported exactly once."""
        order_id = str(self._ask("SELECT id FROM orders ORDER BY placed_at DESC LIMIT 1"))
        self._check_charged(order_id, expected)
        door = "SELECT state FROM door_commands WHERE order_id = ?"
        hand.wait("the door to be open", lambda: self._ask(door, order_id) == "opened")
        self._wait_reported(hand, order_id)
        self._paid.append(order_id)

    def _check_charged(self, order_id: str, expected: Money) -> None:
        charged = self._ask(
            "SELECT -sum(w.minor) FROM wallet_entries w JOIN payments p ON p.id = w.id"
            " JOIN orders o ON o.id = p.order_id WHERE o.id = ? AND o.state = 'paid'",
            order_id,
        )
        if charged != expected.minor:
            raise TourError(f"charged {charged} fen, not {expected.minor}")
        if self._ask("SELECT count(*) FROM tickets WHERE order_id = ?", order_id) != 1:
            raise TourError("there is not one queue number")

    def _wait_reported(self, hand: Hand, order_id: str) -> None:
        hand.wait("the back office to hear of it", lambda: order_id in self._reported)
        if self._reported.count(order_id) != 1:
            raise TourError(f"the back office heard of it {self._reported.count(order_id)} times")

    @contextmanager
    def _busy_disk(self) -> Iterator[None]:
        """Another program holds the database for as long as this lasts."""
        with closing(open_database(database_path(self._settings))) as database:
            database.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                database.execute("ROLLBACK")

    def _charge_without_completing(self) -> str:
        clock_now = self._window.clock.now()
        catalogue = load_catalogue(self._settings.paths.catalogue)
        product = catalogue.with_sku("egg-tart")
        if product is None:
            raise TourError("the sample shop sells no egg tarts any more")
        order = order_of(Cart().with_one(product), catalogue, "power-cut-order")
        payment = Payment("power-cut-payment", order.id, self._member_id(), order.total)
        with closing(open_database(database_path(self._settings))) as database:
            orders.place(database, order, payment, "王*", clock_now)
            orders.submitting(database, payment.id, clock_now)
        wallet_rail(self._settings, self._window.clock.now).charge(payment)
        return order.id
