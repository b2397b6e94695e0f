"""Which function dresses which screen of a cabinet; rendering.py has all the others."""

from __future__ import annotations

from kiosk.flows import cabinet_screens as s
from kiosk.ui.view_models import cabinet, cabinet_staff
from kiosk.ui.wording import Words

CABINET_DEPTHS: dict[type, int] = {
    s.CabinetHome: 0, s.CabinetBusy: 7, s.CabinetShopping: 8, s.CabinetResult: 9,
    s.CabinetDebt: 6, s.StaffReviews: 6, s.StaffReview: 7, s.StaffCabinets: 6, s.StaffStock: 9,
}  # fmt: skip


def render_cabinet(screen: s.CabinetScreen, words: Words) -> dict[str, object]:
    match screen:
        case s.CabinetHome():
            return cabinet.cabinet_home(screen, words)
        case s.CabinetBusy():
            return cabinet.cabinet_busy(screen, words)
        case s.CabinetShopping():
            return cabinet.cabinet_shopping(screen, words)
        case s.CabinetResult():
            return cabinet.cabinet_result(screen, words)
        case s.CabinetDebt():
            return cabinet.cabinet_debt(screen, words)
        case s.StaffReviews():
            return cabinet_staff.staff_reviews(screen, words)
        case s.StaffReview():
            return cabinet_staff.staff_review(screen, words)
        case s.StaffCabinets():
            return cabinet_staff.staff_cabinets(screen, words)
        case s.StaffStock():
            return cabinet_staff.staff_stock(screen, words)
