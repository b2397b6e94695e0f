"""Which function dresses which screen, and how deep in a journey each screen lies."""

from __future__ import annotations

from kiosk.flows import face_screens as face_show
from kiosk.flows import member_screens as see
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as s
from kiosk.flows.cabinet_screens import CabinetScreen
from kiosk.flows.code_screens import EnterCode
from kiosk.flows.commissioning_screens import CommissioningScreen
from kiosk.flows.decision_screens import DecisionScreen
from kiosk.flows.staff_screens import StaffScreen
from kiosk.ui.view_models import (
    alive,
    app_paying,
    joining,
    my_data,
    paying,
    shopping,
    staff,
    trouble,
    typing,
    ways,
)
from kiosk.ui.view_models.cabinet_rendering import CABINET_DEPTHS, render_cabinet
from kiosk.ui.view_models.commissioning import COMMISSIONING_DEPTHS, render_commissioning
from kiosk.ui.view_models.decisions import DECISION_DEPTHS, render_decisions
from kiosk.ui.view_models.staff_rendering import STAFF_DEPTHS, render_staff
from kiosk.ui.wording import Words

DEPTHS: dict[type, int] = {
    s.OutOfOrder: 0, s.Attract: 0, s.Restarting: 9,
    s.Browse: 1, money_show.ChoosePayment: 2, face_show.LookAtCamera: 4, face_show.ProveAlive: 5,
    face_show.NotAlive: 6, face_show.NotRecognised: 5,
    s.EnterPhone: 3, EnterCode: 4, s.EnterPin: 4, money_show.ConfirmPayment: 6,
    money_show.PresentCode: 4,
    money_show.ConfirmCode: 4,
    money_show.Paying: 7, money_show.ShowCode: 7, money_show.ConfirmInApp: 7,
    money_show.PayAtCounter: 7, money_show.Cancelling: 8, money_show.PaymentProblem: 8,
    s.Result: 9,
    see.GuardianConsent: 4, see.ProveYourself: 3, see.MyData: 6, see.ForgetConfirm: 8,
    see.SignAgreement: 7, see.EndAgreementConfirm: 8,
    see.Forgotten: 9,
    see.Consent: 3, see.JoinFailed: 5, see.EnterName: 6, see.Welcome: 9, see.AlreadyMember: 9,
    s.StaffMenu: 5, s.StaffStatus: 6, s.StaffMembers: 6, s.StaffOrders: 6, s.StaffQueue: 6,
    s.StaffMember: 7, s.StaffOrder: 7, s.EnterAmount: 8, s.StaffConfirm: 9,
    **STAFF_DEPTHS,
    **CABINET_DEPTHS,
    **COMMISSIONING_DEPTHS,
    **DECISION_DEPTHS,
}  # fmt: skip
"""A deeper page slides in from the right, a shallower one from the left."""


def name_of(screen: s.Screen) -> str:
    """The screen's name: its QML file is `qml/<name>.qml`."""
    return type(screen).__name__


def render(screen: s.Screen, words: Words) -> dict[str, object]:  # noqa: C901, PLR0912, PLR0915 - a table
    """The values of a screen for QML: text, numbers, truths, lists and dicts of these."""
    if isinstance(screen, CabinetScreen):
        return render_cabinet(screen, words)
    if isinstance(screen, CommissioningScreen):
        return render_commissioning(screen, words)
    if isinstance(screen, DecisionScreen):
        return render_decisions(screen, words)
    if isinstance(screen, StaffScreen):
        return render_staff(screen, words)
    if isinstance(screen, see.MyDataScreen):
        return my_data.render_my_data(screen, words)
    match screen:
        case s.Attract():
            return shopping.attract(screen, words)
        case s.Browse():
            return shopping.browse(screen, words)
        case money_show.ChoosePayment():
            return ways.choose_payment(screen, words)
        case face_show.LookAtCamera():
            return paying.look_at_camera(screen, words)
        case face_show.ProveAlive():
            return alive.prove_alive(screen, words)
        case face_show.NotAlive():
            return alive.not_alive(screen, words)
        case face_show.NotRecognised():
            return paying.not_recognised(screen, words)
        case money_show.ConfirmPayment():
            return paying.confirm_payment(screen, words)
        case money_show.Paying():
            return paying.paying(screen, words)
        case money_show.PresentCode():
            return app_paying.present_code(screen, words)
        case money_show.ConfirmCode():
            return app_paying.confirm_code(screen, words)
        case money_show.ShowCode():
            return app_paying.show_code(screen, words)
        case money_show.ConfirmInApp():
            return app_paying.confirm_in_app(screen, words)
        case money_show.PayAtCounter():
            return app_paying.pay_at_counter(screen, words)
        case money_show.Cancelling():
            return app_paying.cancelling(screen, words)
        case money_show.PaymentProblem():
            return paying.payment_problem(screen, words)
        case s.Result():
            return paying.result(screen, words)
        case s.EnterPhone():
            return typing.enter_phone(screen, words)
        case EnterCode():
            return typing.enter_code(screen, words)
        case s.EnterPin():
            return typing.enter_pin(screen, words)
        case see.EnterName():
            return typing.enter_name(screen, words)
        case see.Consent():
            return joining.consent(screen, words)
        case see.GuardianConsent():
            return joining.guardian_consent(screen, words)
        case see.Welcome():
            return joining.welcome(screen, words)
        case see.AlreadyMember():
            return joining.already_member(screen, words)
        case see.JoinFailed():
            return joining.join_failed(screen, words)
        case s.StaffMenu():
            return staff.staff_menu(screen, words)
        case s.StaffStatus():
            return staff.staff_status(screen, words)
        case s.StaffMembers():
            return staff.staff_members(screen, words)
        case s.StaffMember():
            return staff.staff_member(screen, words)
        case s.EnterAmount():
            return staff.enter_amount(screen, words)
        case s.StaffConfirm():
            return staff.staff_confirm(screen, words)
        case s.StaffOrders():
            return staff.staff_orders(screen, words)
        case s.StaffOrder():
            return staff.staff_order(screen, words)
        case s.StaffQueue():
            return staff.staff_queue(screen, words)
        case s.Restarting():
            return staff.restarting(screen, words)
        case s.OutOfOrder():
            return trouble.out_of_order(screen, words)
