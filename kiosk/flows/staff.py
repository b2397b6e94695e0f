"""Behind the staff door: PIN first, then status, members, orders, queue and restart.

    (first start) choose ─▶ repeat ─▶ menu          (later) enter ─▶ menu
    (no database) restart?
    (clock in doubt) enter ─▶ is this the time? ─▶ menu
    menu ─▶ status | members ─▶ member ─▶ amount ─▶ top up? | queue | restart?
    orders and refunds, counter, day-end, decisions about faces: flows of pages of their own
    (staff_orders.py …); the last also begins at a member's page

There is no default PIN: the first start asks for one before anything is sold.
What cannot be undone takes a second tap (`StaffConfirm`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.forgetting import Scope
from kiosk.domain.money import MINOR_PER_MAJOR, Money
from kiosk.domain.payment import Rail
from kiosk.domain.pin import is_easy, is_pin
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.flows.cabinet_desk import CabinetDesk
from kiosk.flows.cabinet_room import Moved
from kiosk.flows.decision_events import RecordPressed
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.records import MemberRow
from kiosk.flows.screens import StaffPage, StaffQuestion
from kiosk.flows.staff_commissioning import StaffCommissioningPages
from kiosk.flows.staff_counter import StaffCounterPages
from kiosk.flows.staff_day_end import StaffDayEndPages
from kiosk.flows.staff_decisions import StaffDecisionPages
from kiosk.flows.staff_orders import StaffOrderPages
from kiosk.flows.staff_restock import StaffRestockPages
from kiosk.flows.staff_review import StaffReviewPages

StaffPages = (
    StaffOrderPages | StaffCounterPages | StaffDayEndPages | StaffReviewPages | StaffRestockPages
    | StaffCommissioningPages | StaffDecisionPages
)  # fmt: skip
"""Flows of pages: each is handed every event until `is_over`."""


@dataclass(frozen=True, slots=True)
class StaffPolicy:
    """`max_top_up` at once; `max_balance` a wallet may hold afterwards.

    `counter`: the rails that staff take money for, cash or card.
    """

    kiosk_id: str
    max_top_up: Money
    max_balance: Money
    counter: tuple[str, ...] = (Rail.CASH, Rail.CARD)


class Staff:
    """`is_over` once staff have left. The screen on show is the state.

    `first_page` is what they see once they are in.
    """

    def __init__(  # noqa: PLR0913  # what the visit knows of this moment
        self,
        policy: StaffPolicy,
        new_id: Callable[[], str],
        *,
        has_pin: bool,
        can_check_pin: bool = True,
        doubt: StaffQuestion | None = None,
        first_page: StaffPage = StaffPage.MENU,
        cabinets: CabinetDesk | None = None,
    ) -> None:
        self._policy = policy
        self._first_page = first_page
        self._cabinets = cabinets if cabinets and cabinets.is_on else None
        self._new_id = new_id
        self._has_pin = has_pin
        self._can_check_pin = can_check_pin
        self._doubt = doubt
        self._chosen_pin = ""
        self._top_up_id = ""
        self._pages: StaffPages | None = None
        self._is_in = False
        restart = show.StaffConfirm(StaffQuestion.RESTART)
        self._screen: show.Screen = self._pin_screen() if can_check_pin else restart
        self.is_over = False

    def start(self) -> list[Effect]:
        return self._show(self._screen)

    def handle(self, event: Event) -> list[Effect]:
        if not self._can_check_pin:
            return self._without_database(event)
        if not self._is_in:
            return self._at_the_door(event)
        match event:
            case _ if self._pages is not None and (self.is_busy or self._has_buses):
                return [*self._pages.handle(event), *self._after_pages()]
            case on.CancelPressed():
                return self._leave()
            case on.StaffPageChosen(page):
                self._pages = None
                return self._open(page)
            case _ if self._pages is not None:
                return [*self._pages.handle(event), *self._after_pages()]
            case on.BackPressed():
                return self._back()
            case _:
                return self._on_page(event)

    @property
    def is_busy(self) -> bool:
        """A cabinet's door is open for them: that ends only when it is closed and counted."""
        pages = self._pages
        return isinstance(pages, StaffRestockPages | StaffCommissioningPages) and pages.is_busy

    @property
    def _has_buses(self) -> bool:
        """A cabinet is being set up: whatever ends that must be heard, to give its buses back."""
        return isinstance(self._pages, StaffCommissioningPages) and self._pages.has_buses

    def told(self, moved: Moved | None) -> list[Effect]:
        """Something moved at a cabinet."""
        return self._pages.told(moved) if isinstance(self._pages, StaffRestockPages) else []

    def _after_pages(self) -> list[Effect]:
        """Where a flow of pages leads to once it is over."""
        match self._pages:
            case StaffCounterPages(finished=order_id) if order_id:
                return self._begin(StaffOrderPages(self._new_id, order_id))
            case StaffDecisionPages(order_id=order_id) if order_id:
                return self._begin(StaffOrderPages(self._new_id, order_id))
            case StaffDecisionPages(member_id=member_id, is_over=True) if member_id:
                self._pages = None
                return [member_do.LoadMember(member_id)]
            case pages if pages is not None and pages.is_over:
                self._pages = None
                return self._menu()
            case _:
                return []

    def _begin(self, pages: StaffPages) -> list[Effect]:
        self._pages = pages
        return pages.start()

    def _show(self, screen: show.Screen) -> list[Effect]:
        self._screen = screen
        return [do.Show(screen)]

    def _leave(self) -> list[Effect]:
        self.is_over = True
        return []

    def _without_database(self, event: Event) -> list[Effect]:
        """No PIN can be checked, and nothing can be sold: whoever knows the gesture may restart."""
        match event:
            case on.ConfirmPressed():
                return self._confirmed()
            case on.BackPressed() | on.CancelPressed():
                return self._leave()
            case _:
                return []

    # --- the PIN ------------------------------------------------------------------------------

    def _pin_screen(self, trouble: show.PinTrouble | None = None) -> show.EnterPin:
        step = show.PinStep.ENTER if self._has_pin else show.PinStep.CHOOSE
        return show.EnterPin(step, trouble, for_staff=True)

    def _at_the_door(self, event: Event) -> list[Effect]:
        match event:
            case on.DigitsEntered(digits):
                return self._digits(digits)
            case on.StaffPinAccepted():
                self._is_in = True
                first = self._open(self._first_page)
                return [*first, *([do.ReadClock()] if self._doubt else [])]
            case on.StaffPinRefused(tries_left, locked_for_s):
                kind = show.PinTrouble.LOCKED if locked_for_s else show.PinTrouble.WRONG
                step = show.PinStep.ENTER
                screen = show.EnterPin(step, kind, tries_left, locked_for_s, for_staff=True)
                return self._show(screen)
            case on.StaffPinOutOfReach():
                return self._show(self._pin_screen(show.PinTrouble.OUT_OF_REACH))
            case on.BackPressed() | on.CancelPressed() if self._has_pin:
                return self._leave()
            case on.BackPressed():
                self._chosen_pin = ""
                return self._show(self._pin_screen())
            case _:  # touches of an earlier screen
                return []

    def _digits(self, digits: str) -> list[Effect]:
        if not is_pin(digits):
            return self._show(self._pin_screen(show.PinTrouble.NOT_SIX_DIGITS))
        if self._has_pin:
            return [do.CheckStaffPin(digits)]
        if not self._chosen_pin:
            return self._first_choice(digits)
        if digits == self._chosen_pin:
            return [do.SetStaffPin(digits)]
        self._chosen_pin = ""
        return self._show(self._pin_screen(show.PinTrouble.DIFFERENT))

    def _first_choice(self, digits: str) -> list[Effect]:
        if is_easy(digits):
            return self._show(self._pin_screen(show.PinTrouble.EASY))
        self._chosen_pin = digits
        return self._show(show.EnterPin(show.PinStep.REPEAT, for_staff=True))

    # --- pages --------------------------------------------------------------------------------

    def _menu(self) -> list[Effect]:
        has_cabinets = self._cabinets is not None
        return self._show(show.StaffMenu(self._policy.kiosk_id, has_cabinets))

    def _open(self, page: str) -> list[Effect]:
        match page:
            case StaffPage.STATUS:
                return [*self._show(show.StaffStatus(())), do.LoadStatus()]
            case StaffPage.MEMBERS:
                return self._search("")
            case StaffPage.FACES:
                return self._begin(StaffDecisionPages())
            case StaffPage.ORDERS:
                return self._begin(StaffOrderPages(self._new_id))
            case StaffPage.QUEUE:
                return [do.LoadQueue()]
            case StaffPage.COUNTER:
                return self._begin(StaffCounterPages(self._policy.counter))
            case StaffPage.DAY_END:
                return self._begin(StaffDayEndPages(self._new_id))
            case StaffPage.REVIEWS if self._cabinets:
                return self._begin(StaffReviewPages(self._cabinets.room, self._new_id))
            case StaffPage.RESTOCK if self._cabinets:
                desk = self._cabinets
                return self._begin(StaffRestockPages(desk.room, desk.policy, self._new_id))
            case StaffPage.COMMISSIONING if self._cabinets and not self._cabinets.has_unfinished:
                return self._begin(StaffCommissioningPages(self._cabinets.room, self._new_id))
            case StaffPage.RESTART:
                return self._show(show.StaffConfirm(StaffQuestion.RESTART))
            case _:
                return self._menu()

    def _back(self) -> list[Effect]:
        match self._screen:
            case show.StaffMenu():
                return self._leave()
            case show.StaffMember() | see.Forgotten():
                return self._search("")
            case show.EnterAmount(row) | show.StaffConfirm(row=MemberRow() as row):
                return self._show(show.StaffMember(row))
            case _:
                return self._menu()

    def _on_page(self, event: Event) -> list[Effect]:
        match event:
            case on.StatusLoaded(findings) if isinstance(self._screen, show.StaffStatus):
                return self._show(show.StaffStatus(findings))
            case on.ClockRead(at):
                question = self._doubt or StaffQuestion.CLOCK
                return self._show(show.StaffConfirm(question, clock=at))
            case on.QueueLoaded(tickets):
                return self._show(show.StaffQueue(tickets))
            case on.TicketActed(date, service, number, action):
                return [do.MoveTicket(date, service, number, action)]
            case on.ConfirmPressed():
                return self._confirmed()
            case _:
                return self._on_members(event)

    def _confirmed(self) -> list[Effect]:
        match self._screen:
            case show.StaffConfirm(StaffQuestion.RESTART):
                return [*self._show(show.Restarting()), do.Restart()]
            case show.StaffConfirm(StaffQuestion.TOP_UP, MemberRow() as row, Money() as amount):
                return [money_do.TopUp(self._top_up_id, row.member.id, amount)]
            case show.StaffConfirm(StaffQuestion.FORGET, MemberRow() as row):
                pay_out_id = self._new_id() if row.balance.minor > 0 else ""
                return [member_do.ForgetMember(row.member.id, pay_out_id=pay_out_id)]
            case show.StaffConfirm(StaffQuestion.CLOCK | StaffQuestion.CLOCK_AHEAD):
                return [do.ConfirmClock(), *self._menu()]
            case _:  # a second tap on a dialog that has gone
                return []

    # --- members ------------------------------------------------------------------------------

    def _on_members(self, event: Event) -> list[Effect]:
        match event:
            case member_on.MembersLoaded():
                return self._found(event)
            case on.NotDone(member_do.LoadMembers(digits)):
                return self._found(member_on.MembersLoaded((), digits, failed=True))
            case on.MemberSearched(digits):
                return self._search(digits)
            case on.MemberChosen(member_id):
                return [member_do.LoadMember(member_id)]
            case member_on.MemberLoaded(row):
                return self._show(show.StaffMember(row)) if row else self._search("")
            case money_on.ToppedUp(amount, row):
                return self._show(show.StaffMember(row, topped_up=amount))
            case member_on.MemberForgotten(receipt, is_clean, waits, has_rest):
                scope = Scope.ACCEPTED if waits else Scope.ALL
                gone = see.Forgotten(
                    scope,
                    receipt,
                    for_staff=True,
                    is_clean=is_clean,
                    waits=waits,
                    has_rest=has_rest,
                )
                return self._show(gone)
            case _:
                return self._on_member(event)

    def _search(self, digits: str) -> list[Effect]:
        searching = show.StaffMembers((), digits, is_searching=True)
        return [*self._show(searching), member_do.LoadMembers(digits)]

    def _found(self, found: member_on.MembersLoaded) -> list[Effect]:
        """Late, when staff have typed on or left the page: nobody waits for it any more."""
        match self._screen:
            case show.StaffMembers(searched=asked, is_searching=True) if asked == found.searched:
                return self._show(show.StaffMembers(found.rows, asked, failed=found.failed))
            case _:
                return []

    def _on_member(self, event: Event) -> list[Effect]:
        match self._screen, event:
            case show.StaffMember(row), on.TopUpPressed() if not row.leaves_since:
                self._top_up_id = self._new_id()
                return self._show(show.EnterAmount(row))
            case show.StaffMember(row), RecordPressed():
                return self._begin(StaffDecisionPages(row.member.id))
            case show.StaffMember(row), on.DeleteMemberPressed():
                return self._show(show.StaffConfirm(StaffQuestion.FORGET, row))
            case show.EnterAmount(row), on.DigitsEntered(digits):
                return self._amount(row, digits)
            case _:  # late answers for a page that was left
                return []

    def _amount(self, row: MemberRow, digits: str) -> list[Effect]:
        """Whole yuan, as cash is counted. The id was made when the page opened: one per visit."""
        is_whole = digits.isascii() and digits.isdigit() and len(digits) <= 6
        amount = Money(int(digits) * MINOR_PER_MAJOR) if is_whole else Money(0)
        is_fine = Money(0) < amount <= self._policy.max_top_up
        if not is_fine or row.balance + amount > self._policy.max_balance:
            return self._show(show.EnterAmount(row, is_out_of_range=True))
        return self._show(show.StaffConfirm(StaffQuestion.TOP_UP, row, amount))
