"""Whatever rails say, in whatever order, and whenever the power goes: the money is right.

A till with a wallet and a fickle payment service; answers arrive late, twice or never. In the
end, when everybody has been heard, each order that was handed out is paid once, each other one
is not, and everything that was set aside or to be given back is where it belongs.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.domain.accounts import DEPOSITS, REFUNDS, funds_of, takings_of
from kiosk.domain.hold import Hold, HoldState
from kiosk.domain.identity import Approval, Identity, Proof
from kiosk.domain.money import Money
from kiosk.domain.payment import Means, Outcome, Paid, Payment, PaymentState
from kiosk.domain.refund import Refund, RefundOutcome, RefundReason
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows.events import Event
from kiosk.flows.money_effects import MoneyEffect
from kiosk.perform_agreements import NOBODY, AgreementDesk
from kiosk.perform_money import Till
from kiosk.ports import PaymentRail
from kiosk.storage import holds, ledger, payments, recovery, refunds, wallet
from kiosk.storage.database import open_database
from kiosk.storage.ledger_reader import audit_books
from kiosk.storage.wallet import WalletRail
from tests.support.fake_clock import AT, FakeClock
from tests.support.fake_devices import QuietCloud
from tests.support.fake_rails import InlinePayments, any_yes, place_hold
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import ADDRESS, an_order, payment_for
from tests.support.fickle_service import FickleService, Mood

PURSE = 20_000
PRICE = 2200
MOODS = st.sampled_from(Mood)


@dataclass
class EitherRail:
    """The wallet's payments to the wallet, all others to the service; both over one bad line."""

    wallet: PaymentRail
    service: FickleService
    lost: bool = field(default=False)

    def charge(self, payment: Payment, means: Means) -> Outcome:
        return self._of(payment).charge(payment, means)

    def query(self, payment: Payment) -> Outcome:
        return self._of(payment).query(payment)

    def close(self, payment: Payment) -> Outcome:
        return self._of(payment).close(payment)

    def refund(self, refund: Refund) -> RefundOutcome:
        return self._of(refund.payment).refund(refund)

    def query_refund(self, refund: Refund) -> RefundOutcome:
        return self._of(refund.payment).query_refund(refund)

    def _of(self, payment: Payment) -> PaymentRail:
        return self.wallet if payment.rail == "wallet" else self.service


class AnyMoney(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.db = open_database(Path(self._folder.name) / "kaimen.db")
        self.db.execute("PRAGMA synchronous=OFF")  # many short lives: cuts are between commits
        wallet.top_up(self.db, "top-1", "m-1", Money(PURSE), AT)
        self.clock = FakeClock()
        self.service = FickleService()
        self.wallet = WalletRail(lambda: self.db, self.clock.now)
        self.answers: list[Event] = []
        self.in_hand: str | None = None
        self.held_in_hand: str | None = None
        self.told_off: set[str] = set()
        self.payments: dict[str, Payment] = {}
        self.handed_out: set[str] = set()
        self.till = self._new_till()

    def teardown(self) -> None:
        try:
            self._hear_everybody()
            self._all_is_final()
            self._everybody_has_what_is_theirs()
        finally:
            self.db.close()
            self._folder.cleanup()

    def _new_till(self) -> Till:
        rail = EitherRail(self.wallet, self.service)
        lane = InlinePayments(rail, self.answers.append, self.wallet)
        return Till(
            self.db, VAULT, self.clock, lane, lane, QuietCloud(), ADDRESS, any_yes,
            AgreementDesk(self.db, self.clock, NOBODY),
        )  # fmt: skip

    # --- what people do -----------------------------------------------------------------------

    @precondition(lambda self: self.in_hand is None)
    @rule(rail=st.sampled_from(["wallet", "alipay", "alipay", "cash"]), mood=MOODS)
    def buy(self, rail: str, mood: Mood) -> None:
        number = len(self.payments)
        order = an_order(f"order-{number}")
        payment = replace(payment_for(order, f"pay-{number}"), rail=rail)
        self.payments[payment.id] = payment
        self.in_hand = payment.id
        yes = Approval(Identity("m-1", Proof.PIN), order.id, order.total)
        self._do(money_do.PlaceOrder(order, payment))
        self._do(money_do.Charge(payment, yes), mood)

    @precondition(lambda self: self.in_hand is not None)
    @rule(mood=MOODS, verb=st.sampled_from(["ask", "close"]))
    def wait(self, mood: Mood, verb: str) -> None:
        assert self.in_hand is not None
        effect = money_do.QueryPayment if verb == "ask" else money_do.ClosePayment
        self._do(effect(self.in_hand), mood)

    @precondition(lambda self: self.in_hand is not None)
    @rule(mood=MOODS)
    def give_up(self, mood: Mood) -> None:
        assert self.in_hand is not None
        (told,) = self._do(money_do.GiveUpPayment(self.in_hand), mood)
        assert isinstance(told, money_on.PaymentGivenUp)
        if told.state is not PaymentState.PAID:
            self.told_off.add(self.in_hand)
        self.in_hand = None

    @precondition(lambda self: self.in_hand is not None)
    @rule()
    def walk_away(self) -> None:
        self.in_hand = None

    @rule(number=st.integers(0, 9))
    def say_yes_in_the_app(self, number: int) -> None:
        account = self.service.accounts.get(f"pay-{number}")
        if account:
            self.service.say_yes(account)

    @precondition(lambda self: bool(self.handed_out))
    @rule(data=st.data(), minor=st.integers(1, PRICE), number=st.integers(0, 5), mood=MOODS)
    def give_back(self, data: st.DataObject, minor: int, number: int, mood: Mood) -> None:
        payment_id = data.draw(st.sampled_from(sorted(self.handed_out)))
        refund_id = f"refund-{payment_id}-{number}"
        if known := refunds.find(self.db, refund_id):
            minor = known.amount.minor  # a retry of staff is the same refund
        amount, reason = Money(minor), RefundReason.QUALITY
        self._do(money_do.IntendRefund(refund_id, payment_id, amount, reason, "staff"), mood)

    @precondition(lambda self: self.held_in_hand is None)
    @rule(minor=st.integers(1, 6000), number=st.integers(0, 4))
    def hold(self, minor: int, number: int) -> None:
        hold = Hold(f"hold-{number}", "session-1", "m-1", Money(minor), "wallet")
        hold = holds.find(self.db, hold.id) or hold
        self.held_in_hand = hold.id
        self._do(place_hold(hold))

    @precondition(lambda self: self.held_in_hand is not None)
    @rule(part=st.integers(0, 6000))
    def close_the_door(self, part: int) -> None:
        assert self.held_in_hand is not None
        most = holds.get(self.db, self.held_in_hand).amount.minor
        taken = min(part, most)
        ended = money_do.CaptureHold(self.held_in_hand, Money(taken)) if taken else None
        self._do(ended or money_do.ReleaseHold(self.held_in_hand))
        if holds.state_of(self.db, self.held_in_hand) is not HoldState.HELD:
            self.held_in_hand = None

    # --- what happens -------------------------------------------------------------------------

    @precondition(lambda self: bool(self.answers))
    @rule(data=st.data(), often=st.sampled_from(["once", "again later", "never"]))
    def an_answer_comes(self, data: st.DataObject, often: str) -> None:
        place = data.draw(st.integers(0, len(self.answers) - 1))
        answer = self.answers[place] if often == "again later" else self.answers.pop(place)
        if often != "never":
            self._hear(answer)

    @precondition(lambda self: bool(self.service.late))
    @rule()
    def a_late_request_arrives(self) -> None:
        self.service.mood = Mood.PLAIN
        self.service.late.pop(0)()

    @rule(seconds=st.sampled_from([1, 2, 70]), mood=MOODS)
    def the_guard_looks(self, seconds: int, mood: Mood) -> None:
        self.clock.wind(seconds)
        in_hand = tuple(one for one in (self.in_hand, self.held_in_hand) if one)
        self.answers += self._do(money_do.ResolvePayments(in_hand), mood)

    @rule()
    def the_power_goes(self) -> None:
        self.answers.clear()
        self.in_hand = self.held_in_hand = None
        self.till = self._new_till()
        done = recovery.recover(self.db, self.wallet, ADDRESS, self.clock.now())
        finished = {receipt.order_id for receipt in done.finished}
        self.handed_out |= {p.id for p in self.payments.values() if p.order_id in finished}

    # --- what must be so ----------------------------------------------------------------------

    @invariant()
    def the_books_are_whole(self) -> None:
        assert audit_books(self.db).broken == ()
        sums = "SELECT sum(minor) FROM ledger_postings GROUP BY currency"
        assert self.db.execute(sums).fetchall() == [(0,)]

    @invariant()
    def nobody_who_was_told_off_pays(self) -> None:
        rows = self.db.execute(
            "SELECT p.id, o.state FROM payments p JOIN orders o ON o.id = p.order_id"
        )
        states = dict(rows.fetchall())
        assert all(states[payment_id] == "cancelled" for payment_id in self.told_off)
        assert {one for one, state in states.items() if state == "paid"} == self.handed_out

    @invariant()
    def what_is_given_back_was_paid(self) -> None:
        rows = self.db.execute(
            "SELECT p.amount_minor, sum(r.amount_minor) FROM payments p JOIN refunds r"
            " ON r.payment_id = p.id WHERE r.state <> 'failed' GROUP BY p.id"
        )
        assert all(back <= paid for paid, back in rows)

    # --- the end ------------------------------------------------------------------------------

    def _hear_everybody(self) -> None:
        """The line is good again: late requests arrive, the service notifies, the guard asks."""
        self.service.mood = Mood.PLAIN
        while self.service.late:
            self.service.late.pop(0)()
        self.in_hand = self.held_in_hand = None
        for account in self.service.accounts.values():
            if account.net:
                self.answers.append(money_on.PaymentAnswered(account.payment.id, Paid()))
        for _ in range(4):
            while self.answers:
                self._hear(self.answers.pop())
            for hold, state in holds.open_ones(self.db):
                if state is HoldState.HELD:
                    self._do(money_do.ReleaseHold(hold.id))
            self.clock.wind(1000)
            self.answers += self._do(money_do.ResolvePayments())
        assert self.answers == []

    def _all_is_final(self) -> None:
        assert payments.open_ones(self.db) == []
        assert payments.unfinished(self.db) == []
        assert refunds.open_ones(self.db) == []
        assert holds.open_ones(self.db) == []
        left = self.db.execute("SELECT count(*) FROM payments WHERE state = 'refunding'")
        assert left.fetchone() == (0,)
        assert self.db.execute("SELECT count(*) FROM orders WHERE state = 'open'").fetchone() == (
            0,
        )

    def _everybody_has_what_is_theirs(self) -> None:
        self.the_books_are_whole()
        self.nobody_who_was_told_off_pays()
        for payment_id, account in self.service.accounts.items():
            assert account.net == self._kept(payment_id), payment_id
        external = [one for one in self.payments.values() if one.rail != "wallet"]
        for rail in ("alipay", "cash"):
            kept = sum(self._kept(one.id) for one in external if one.rail == rail)
            before = PURSE if rail == "cash" else 0  # what the wallet was filled with
            assert ledger.balance(self.db, funds_of(rail)) == Money(before + kept)
        assert ledger.balance(self.db, DEPOSITS) == Money(0)
        given = self.db.execute("SELECT sum(amount_minor) FROM refunds WHERE state = 'refunded'")
        assert ledger.balance(self.db, REFUNDS) == Money(given.fetchone()[0] or 0)
        captured = self.db.execute("SELECT sum(captured_minor) FROM holds").fetchone()[0] or 0
        wallets = [one for one in self.payments.values() if one.rail == "wallet"]
        kept = sum(self._kept(one.id) for one in wallets)
        assert wallet.balance(self.db, "m-1") == Money(PURSE - kept - captured)
        earned = ledger.balance(self.db, takings_of("wallet")).minor
        assert earned >= kept + captured

    def _kept(self, payment_id: str) -> int:
        """What the shop may keep of it, in fen."""
        if payment_id not in self.handed_out:
            return 0
        given = self.db.execute(
            "SELECT sum(amount_minor) FROM refunds WHERE payment_id = ? AND state = 'refunded'",
            (payment_id,),
        )
        return PRICE - (given.fetchone()[0] or 0)

    # --- as the visit does it -----------------------------------------------------------------

    def _do(self, effect: MoneyEffect, mood: Mood = Mood.PLAIN) -> list[Event]:
        self.service.mood = mood
        return self.till.perform(effect)

    def _hear(self, event: Event) -> None:
        match event:
            case money_on.PaymentAnswered(payment_id, outcome):
                self._do(money_do.RecordOutcome(payment_id, outcome))
                if isinstance(outcome, Paid):
                    self._complete(payment_id)
            case money_on.RefundAnswered(refund_id, said):
                self._do(money_do.RecordRefund(refund_id, said))
            case money_on.HoldAnswered(hold_id, held):
                self._do(money_do.RecordHold(hold_id, held))
            case _:
                raise AssertionError(event)

    def _complete(self, payment_id: str) -> None:
        self.in_hand = None if self.in_hand == payment_id else self.in_hand
        if self._do(money_do.CompleteOrder(payment_id, None)):
            self.handed_out.add(payment_id)


TestAnyMoney = AnyMoney.TestCase
TestAnyMoney.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
