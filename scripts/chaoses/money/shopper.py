"""Who stands in front of the kiosk: knows nothing but the screen, and writes down what it says."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.domain.language import Language
from kiosk.domain.payment import Rail
from kiosk.domain.problems import Fault
from kiosk.domain.ways import ChosenWay, WayKind, way_chosen
from kiosk.flows import events as on
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.events import Event
from kiosk.flows.money_screens import PaymentTrouble
from kiosk.flows.screens import Screen
from kiosk.flows.staff_screens import RefundNotice, StaffRefundResult
from scripts.chaoses.money.clerk import Clerk
from scripts.chaoses.money.diary import Diary, What
from scripts.chaoses.money.errands import HALF, NONE, PHONE, SCAN, SCREEN, Errand
from scripts.chaoses.money.opening import MEMBER_PHONE, MEMBER_PIN
from scripts.chaoses.money.phone import Phone

BORED_S = 12.0
"""So long without a new screen: the shopper tries to leave."""
PATIENT_S = 2.0
"""So long a shopper hopes that the way they want is not greyed any more."""


class ScreenForShopper:
    """A `Display` that puts every screen before the shopper's eyes."""

    def __init__(self, screens: queue.SimpleQueue[Screen]) -> None:
        self._screens = screens

    def show(self, screen: Screen) -> None:
        self._screens.put(screen)

    def speak(self, language: Language) -> None: ...
    def ask_still_there(self, seconds: int | None) -> None: ...
    def set_badges(self, faults: tuple[Fault, ...]) -> None: ...


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody who will come here: `quota` shoppers, what each wants, and what app they have."""

    quota: int
    errand_of: Callable[[int], Errand]
    phone_of: Callable[[int], Phone]


class Shopper:
    """One of the crowd after the other, also over restarts."""

    def __init__(
        self,
        put: Callable[[Event], None],
        screens: queue.SimpleQueue[Screen],
        diary: Diary,
        crowd: Crowd,
    ) -> None:
        self._put = put
        self._screens = screens
        self._diary = diary
        self._crowd = crowd
        self._number = diary.last.checkout if diary.last else 0
        self._was_interrupted = diary.last is not None and diary.last.what is not What.ENDED
        self._errand: Errand | None = None
        self._is_inside = False  # past the attract screen
        self._has_filled = False
        self._scans = 0
        self._waits_for_way = False
        self._clerk: Clerk | None = None  # who gives back what this shopper has bought
        self._is_clerk_here = False

    def run(self) -> None:
        """For ever: the end is a kill, or the end of the process."""
        while True:
            try:
                screen = self._screens.get(timeout=PATIENT_S if self._waits_for_way else BORED_S)
            except queue.Empty:
                self._lose_patience()
                continue
            self._note(screen)
            if self._screens.empty():
                self._react(screen)

    def start(self) -> None:
        threading.Thread(target=self.run, name="shopper", daemon=True).start()

    def _lose_patience(self) -> None:
        self._touch(money_on.PayByPhonePressed() if self._waits_for_way else on.CancelPressed())
        self._waits_for_way = False

    # --- what is written down -----------------------------------------------------------------

    def _note(self, screen: Screen) -> None:
        match screen:
            case show.Attract(recovered=receipt) if receipt:
                self._write(What.TOLD_PAID, receipt.order_id, receipt.number)
            case show.Result(receipt):
                self._write(What.TOLD_PAID, receipt.order_id, receipt.number)
            case StaffRefundResult(order_id, amount, notice=RefundNotice.DONE):
                self._write(What.TOLD_REFUNDED, order_id, str(amount.minor))
            case money_show.PaymentProblem(PaymentTrouble.UNKNOWN, order_id=order_id):
                self._write(What.TOLD_UNKNOWN, order_id)
            case money_show.PaymentProblem(trouble, order_id=order_id):
                self._write(What.TOLD_FREE, order_id, trouble)
            case _:
                return

    def _write(self, what: What, order_id: str = "", detail: str = "") -> None:
        self._diary.write(what, self._number, order_id, detail)

    # --- what is done -------------------------------------------------------------------------

    def _react(self, screen: Screen) -> None:
        if isinstance(screen, show.Attract):
            self._at_the_door()
            return
        self._is_inside = True
        if self._errand is not None:
            self._go_on(screen, self._errand)

    def _at_the_door(self) -> None:
        if self._errand is not None and not self._is_inside:
            return  # shown once more before the first touch was seen
        if self._clerk is not None and not self._is_clerk_here:
            self._is_clerk_here = True
            self._put(on.StaffDoorKnocked())
            return
        if self._errand is not None or self._was_interrupted:
            self._write(What.ENDED)
            self._errand, self._was_interrupted = None, False
        if self._number >= self._crowd.quota:
            return
        self._number += 1
        self._write(What.BEGUN)
        self._errand = self._crowd.errand_of(self._number)
        self._is_inside = self._has_filled = self._is_clerk_here = False
        self._clerk = None
        self._scans = 0
        self._phone = self._crowd.phone_of(self._number)
        self._phone.install(self._errand.fen, self._errand.habit)
        self._put(on.ShopPressed())

    def _go_on(self, screen: Screen, errand: Errand) -> None:
        if self._clerk is not None and self._is_clerk_here:
            if touch := self._clerk.touch(screen):
                self._touch(touch)
            return
        match screen:
            case show.Browse():
                self._fill_cart(errand)
            case money_show.ChoosePayment():
                self._choose(screen, errand)
            case show.EnterPhone():
                self._put(on.DigitsEntered(MEMBER_PHONE))
            case show.EnterPin():
                self._put(on.DigitsEntered(MEMBER_PIN))
            case money_show.ConfirmPayment() | money_show.ConfirmCode():
                self._touch(on.ConfirmPressed())
            case money_show.PresentCode(trouble=trouble):
                self._present_code(errand, trouble)
            case _:
                self._pay(screen, errand)

    def _pay(self, screen: Screen, errand: Errand) -> None:
        match screen:
            case money_show.Paying(can_stop=True) if errand.stops:
                self._touch(on.CancelPressed())
            case money_show.ShowCode(code_url=code_url):
                self._scan(code_url, errand)
            case money_show.ConfirmInApp():
                self._answer_in_app(errand)
            case money_show.PaymentProblem(trouble):
                self._after_trouble(trouble, errand)
            case show.Result(receipt):
                if errand.returns != NONE:
                    self._clerk = Clerk(receipt.order_id, is_half=errand.returns == HALF)
                self._touch(on.DonePressed())
            case _:  # to wait is all that is left
                return

    def _touch(self, event: Event) -> None:
        for _ in range(self._errand.taps if self._errand else 1):
            self._put(event)

    def _fill_cart(self, errand: Errand) -> None:
        if self._has_filled:
            return
        self._has_filled = True
        for sku in errand.skus:
            self._put(on.ProductAdded(sku))
        if errand.way == SCAN and errand.is_early and (code := self._phone.code(errand.rail)):
            self._touch(on.BarcodeScanned(code))
        else:
            self._put(on.CheckoutPressed())

    def _choose(self, screen: money_show.ChoosePayment, errand: Errand) -> None:
        """What is greyed for too long cannot be chosen: then from the wallet."""
        self._waits_for_way = False
        if errand.way == SCAN and way_chosen(screen.ways, ChosenWay(WayKind.CODE)):
            self._touch(money_on.PayByCodePressed())
        elif errand.way == SCREEN and way_chosen(
            screen.ways, ChosenWay(WayKind.SCREEN, errand.rail)
        ):
            self._touch(money_on.PayByScreenPressed(errand.rail))
        elif errand.way == PHONE:
            self._put(money_on.PayByPhonePressed())
        else:
            self._waits_for_way = True

    def _present_code(self, errand: Errand, trouble: money_show.CodeTrouble | None) -> None:
        self._scans += 1
        code = self._phone.code(errand.rail) if self._scans <= 3 else None
        if code is None or trouble is money_show.CodeTrouble.NOT_ACCEPTED:
            self._touch(on.CancelPressed())
        else:
            self._touch(on.BarcodeScanned(code))

    def _scan(self, code_url: str, errand: Errand) -> None:
        if errand.answers != "nothing":
            self._phone.scan(code_url)
        if errand.stops or errand.answers == "nothing":
            self._touch(on.CancelPressed())

    def _answer_in_app(self, errand: Errand) -> None:
        if errand.habit == "password" and errand.answers != "nothing":
            self._phone.answer(errand.answers)
        if errand.stops or errand.answers == "nothing":
            self._touch(on.CancelPressed())

    def _after_trouble(self, trouble: PaymentTrouble, errand: Errand) -> None:
        """Another way with the same cart, or enough of it."""
        if errand.tries <= 1 or trouble is PaymentTrouble.UNKNOWN:
            self._touch(on.DonePressed())
            return
        other = Rail.WECHAT if errand.rail is Rail.ALIPAY else Rail.ALIPAY
        way = PHONE if errand.tries == 2 else SCAN
        self._errand = replace(errand, tries=errand.tries - 1, rail=other, way=way, stops=False)
        self._put(on.RetryPressed())
