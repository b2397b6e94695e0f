"""What a finger can do: one slot each, one typed event each. Decides nothing, keeps nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from kiosk.domain.language import Language
from kiosk.domain.queue_number import TicketAction
from kiosk.flows import events as e
from kiosk.flows import member_events as member_on
from kiosk.flows import money_events as money_on
from kiosk.flows.adding_face_events import AddFacePressed
from kiosk.flows.agreement_events import AgreePressed, EndAgreementPressed

Send = Callable[[e.Event], None]


class Actions(QObject):
    """QML calls these on the Qt thread; `send` puts the event into the conductor's inbox."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send

    @Slot()
    def touched(self) -> None:
        self._send(e.Touched())

    @Slot(str)
    def choose_language(self, language: str) -> None:
        self._send(e.LanguageChosen(Language(language)))

    @Slot()
    def shop(self) -> None:
        self._send(e.ShopPressed())

    @Slot()
    def join(self) -> None:
        self._send(member_on.JoinPressed())

    @Slot(str)
    def add_product(self, sku: str) -> None:
        self._send(e.ProductAdded(sku))

    @Slot(str)
    def remove_product(self, sku: str) -> None:
        self._send(e.ProductRemoved(sku))

    @Slot()
    def clear_cart(self) -> None:
        self._send(e.CartCleared())

    @Slot()
    def checkout(self) -> None:
        self._send(e.CheckoutPressed())

    @Slot()
    def pay_by_face(self) -> None:
        self._send(money_on.PayByFacePressed())

    @Slot()
    def pay_by_phone(self) -> None:
        self._send(money_on.PayByPhonePressed())

    @Slot()
    def pay_by_code(self) -> None:
        self._send(money_on.PayByCodePressed())

    @Slot(str)
    def pay_by_screen(self, rail: str) -> None:
        self._send(money_on.PayByScreenPressed(rail))

    @Slot()
    def pay_at_counter(self) -> None:
        self._send(money_on.PayAtCounterPressed())

    @Slot(str)
    def pay_from(self, rail: str) -> None:
        self._send(money_on.PayFromPressed(rail))

    @Slot()
    def confirm(self) -> None:
        self._send(e.ConfirmPressed())

    @Slot()
    def not_me(self) -> None:
        self._send(money_on.NotMePressed())

    @Slot()
    def back(self) -> None:
        self._send(e.BackPressed())

    @Slot()
    def cancel(self) -> None:
        self._send(e.CancelPressed())

    @Slot()
    def retry(self) -> None:
        self._send(e.RetryPressed())

    @Slot()
    def done(self) -> None:
        self._send(e.DonePressed())

    @Slot(str)
    def enter_digits(self, digits: str) -> None:
        self._send(e.DigitsEntered(digits))

    @Slot(str)
    def enter_name(self, name: str) -> None:
        self._send(member_on.NameEntered(name))

    @Slot()
    def skip(self) -> None:
        self._send(member_on.SkipPressed())

    @Slot()
    def consent_with_face(self) -> None:
        self._send(member_on.ConsentGiven(with_face=True))

    @Slot()
    def consent_without_face(self) -> None:
        self._send(member_on.ConsentGiven(with_face=False))

    @Slot()
    def ask_guardian(self) -> None:
        self._send(member_on.GuardianPressed())

    @Slot()
    def my_data(self) -> None:
        self._send(member_on.MyDataPressed())

    @Slot(str)
    def agree(self, rail: str) -> None:
        self._send(AgreePressed(rail))

    @Slot(str)
    def end_agreement(self, rail: str) -> None:
        self._send(EndAgreementPressed(rail))

    @Slot()
    def forget_face(self) -> None:
        self._send(member_on.ForgetFacePressed())

    @Slot()
    def retake_face(self) -> None:
        self._send(member_on.RetakePressed())

    @Slot()
    def add_face(self) -> None:
        self._send(AddFacePressed())

    @Slot()
    def forget_all(self) -> None:
        self._send(member_on.ForgetAllPressed())

    @Slot()
    def knock(self) -> None:
        self._send(e.StaffDoorKnocked())

    @Slot(str)
    def choose_page(self, page: str) -> None:
        self._send(e.StaffPageChosen(page))

    @Slot(str)
    def choose_member(self, member_id: str) -> None:
        self._send(e.MemberChosen(member_id))

    @Slot(str)
    def search_members(self, digits: str) -> None:
        self._send(e.MemberSearched(digits))

    @Slot()
    def top_up(self) -> None:
        self._send(e.TopUpPressed())

    @Slot()
    def delete_member(self) -> None:
        self._send(e.DeleteMemberPressed())

    @Slot(str)
    def choose_order(self, order_id: str) -> None:
        self._send(e.OrderChosen(order_id))

    @Slot()
    def open_door(self) -> None:
        self._send(e.OpenDoorPressed())

    @Slot()
    def print_receipt(self) -> None:
        self._send(e.PrintPressed())

    @Slot(str, str, int, str)
    def act_on_ticket(self, business_date: str, service: str, number: int, action: str) -> None:
        self._send(e.TicketActed(business_date, service, number, TicketAction(action)))
