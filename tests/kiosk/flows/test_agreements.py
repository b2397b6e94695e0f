"""Agreements on the screen: nobody waits for them, and they come and go in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.agreement import Ending, Standing, ToSign, Wish
from kiosk.domain.identity import Identity, Proof
from kiosk.domain.member import Member
from kiosk.domain.payment import ByMember, Rail, Refusal, Refused
from kiosk.domain.ways import DownRail, WhyNot
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows.agreeing import LOOK, SIGN
from kiosk.flows.agreement_effects import (
    BeginAgreement,
    EndAgreement,
    LookAtAgreements,
    RecordAgreement,
)
from kiosk.flows.agreement_events import (
    AgreementBegun,
    AgreementEnded,
    AgreementEndNoted,
    AgreementLooked,
    AgreePressed,
    EndAgreementPressed,
)
from kiosk.flows.consent import CannotPay, MemberConsent, Yes
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.my_agreements import Agreements
from kiosk.flows.my_data import MyDataFlow
from kiosk.flows.visit import Visit
from tests.kiosk.flows.a_kiosk import CART, EVERY_WAY, TO_CONFIRM, a_visit
from tests.kiosk.flows.play import last, play
from tests.support.builders import a_member, a_member_row

ZHANG = Identity("zhang", Proof.PIN)
GONE = DownRail(Rail.ALIPAY, WhyNot.OFFLINE)


def looked(standing: Standing, member_id: str = "zhang") -> AgreementLooked:
    return AgreementLooked(member_id, Rail.ALIPAY, standing)


def a_consent(
    *events: Event,
    rails: tuple[str, ...] = (Rail.WALLET,),
    asked: tuple[str, ...] = (Rail.ALIPAY,),
    greyed: tuple[DownRail, ...] = (),
) -> MemberConsent:
    consent = MemberConsent(ZHANG, a_member(), CART, rails, 20.0, asked=asked, greyed=greyed)
    consent.start()
    play(consent, *events)
    return consent


def page(effects: list[Effect]) -> money_show.ConfirmPayment:
    screens = [one.screen for one in effects if isinstance(one, do.Show)]
    assert isinstance(screens[-1], money_show.ConfirmPayment)
    return screens[-1]


# --- at recognition ---------------------------------------------------------------------------


def test_the_page_stands_before_the_service_is_asked() -> None:
    consent = MemberConsent(ZHANG, a_member(), CART, (Rail.WALLET,), 20.0, asked=(Rail.ALIPAY,))
    effects = consent.start()
    assert page(effects).rails == (Rail.WALLET,)
    assert effects[-1] == LookAtAgreements("zhang", (Rail.ALIPAY,))


def test_the_button_appears_when_the_answer_comes() -> None:
    consent = a_consent()
    assert page(last(consent, looked(Standing.AGREED))).rails == (Rail.WALLET, Rail.ALIPAY)
    last(consent, money_on.PayFromPressed(Rail.ALIPAY))
    assert consent.answer == Yes(ZHANG, Rail.ALIPAY, ByMember())


def test_another_members_answer_makes_no_button() -> None:
    assert last(a_consent(), looked(Standing.AGREED, "li")) == []


def test_no_answer_is_not_a_no() -> None:
    greyed = page(last(a_consent(), looked(Standing.UNKNOWN)))
    assert (greyed.rails, greyed.greyed) == ((Rail.WALLET,), (GONE,))
    known = a_consent(rails=(Rail.WALLET, Rail.ALIPAY))
    assert page(last(known, looked(Standing.UNKNOWN))).rails == (Rail.WALLET, Rail.ALIPAY)


def test_an_agreement_that_is_gone_takes_its_button_away() -> None:
    consent = a_consent(rails=(Rail.WALLET, Rail.ALIPAY))
    assert page(last(consent, looked(Standing.NONE))).rails == (Rail.WALLET,)
    last(consent, money_on.PayFromPressed(Rail.ALIPAY))
    assert consent.answer is None


def test_without_a_wallet_the_answer_is_waited_for_and_nothing_can_be_tapped() -> None:
    consent = a_consent(on.ConfirmPressed(), rails=())
    assert consent.answer is None
    assert page(last(consent, looked(Standing.AGREED))).rails == (Rail.ALIPAY,)


@pytest.mark.parametrize(
    ("standing", "trouble"),
    [
        (Standing.NONE, money_show.PaymentTrouble.NO_RAIL),
        (Standing.UNKNOWN, money_show.PaymentTrouble.AGREEMENT_UNKNOWN),
    ],
)
def test_without_a_wallet_the_reason_is_told(
    standing: Standing, trouble: money_show.PaymentTrouble
) -> None:
    assert a_consent(looked(standing), rails=()).answer == CannotPay(trouble)


def test_a_service_that_goes_away_is_grey_and_asked_again_when_it_is_back() -> None:
    consent = a_consent(rails=(Rail.WALLET, Rail.ALIPAY), asked=(Rail.ALIPAY,))
    gone = page(last(consent, money_on.RailsChanged((GONE,))))
    assert (gone.rails, gone.greyed) == ((Rail.WALLET,), (GONE,))
    back = last(consent, money_on.RailsChanged(()))
    assert back[-1] == LookAtAgreements("zhang", (Rail.ALIPAY,))
    assert page(back).greyed == ()


def a_visit_of(member: Member) -> Visit:
    visit = a_visit(policy=EVERY_WAY)
    play(visit, *TO_CONFIRM[:-1], member_on.PinAccepted(member))
    return visit


def test_what_was_learnt_is_kept_and_shown() -> None:
    visit = a_visit_of(a_member())
    effects = last(visit, looked(Standing.AGREED))
    assert effects[0] == RecordAgreement(looked(Standing.AGREED))
    assert page(effects).rails == (Rail.WALLET, Rail.ALIPAY)


def test_an_answer_that_comes_when_nobody_waits_is_kept_too() -> None:
    assert last(a_visit(policy=EVERY_WAY), looked(Standing.NONE)) == [
        RecordAgreement(looked(Standing.NONE))
    ]


def test_offline_it_is_grey_with_the_reason_unless_the_member_is_known_to_have_none() -> None:
    visit = a_visit(policy=EVERY_WAY)
    play(visit, money_on.RailsChanged((GONE,)))
    effects = play(visit, *TO_CONFIRM[:-1], member_on.PinAccepted(a_member()))[-1]
    assert page(effects).greyed == (GONE,)
    none = replace(a_member(), no_agreements=(Rail.ALIPAY,))
    visit = a_visit(policy=EVERY_WAY)
    play(visit, money_on.RailsChanged((GONE,)))
    assert page(play(visit, *TO_CONFIRM[:-1], member_on.PinAccepted(none))[-1]).greyed == ()


def test_an_agreement_that_ended_in_the_app_is_told_in_words_and_other_ways_offered() -> None:
    visit = a_visit_of(replace(a_member(), agreements=(Rail.ALIPAY,)))
    play(visit, money_on.PayFromPressed(Rail.ALIPAY), money_on.OrderPlaced("id-1", "id-2"))
    effects = last(visit, money_on.PaymentAnswered("id-2", Refused(Refusal.NO_AGREEMENT)))
    problem = [one.screen for one in effects if isinstance(one, do.Show)][-1]
    assert isinstance(problem, money_show.PaymentProblem)
    assert problem.trouble is money_show.PaymentTrouble.NO_AGREEMENT
    assert (problem.rails, bool(problem.ways)) == ((Rail.WALLET,), True)


# --- my data ----------------------------------------------------------------------------------

MINE = Agreements((Rail.ALIPAY,), (Rail.ALIPAY,))
NONE = see.MyAgreement(Rail.ALIPAY, Standing.NONE, can_sign=True)
ON = see.MyAgreement(Rail.ALIPAY, Standing.AGREED)
WISH = Wish("wish-1", "zhang", Rail.ALIPAY, a_member().masked)
BEGUN = AgreementBegun(WISH, ToSign("https://sign"))


def a_row(*agreements: str, none: tuple[str, ...] = ()) -> member_on.MemberLoaded:
    member = replace(a_member(), agreements=agreements, no_agreements=none)
    return member_on.MemberLoaded(replace(a_member_row(balance="0"), member=member))


def a_flow(row: member_on.MemberLoaded, *events: Event, mine: Agreements = MINE) -> MyDataFlow:
    flow = MyDataFlow(12, None, agreements=mine, new_id=lambda: "wish-1", joined="zhang")
    assert flow.start() == [member_do.LoadMember("zhang")]
    play(flow, row, *events)
    return flow


def my_data(effects: list[Effect]) -> see.MyData:
    screens = [one.screen for one in effects if isinstance(one, do.Show)]
    assert isinstance(screens[-1], see.MyData)
    return screens[-1]


def test_what_is_known_is_shown_at_once_and_asked_for_anew() -> None:
    flow = MyDataFlow(12, None, agreements=MINE, joined="zhang")
    flow.start()
    effects = last(flow, a_row())
    assert my_data(effects).agreements == (see.MyAgreement(Rail.ALIPAY, Standing.UNKNOWN),)
    assert effects[-1] == LookAtAgreements("zhang", (Rail.ALIPAY,))
    assert my_data(last(flow, looked(Standing.NONE))).agreements == (NONE,)


def test_a_member_agrees_by_scanning_our_code() -> None:
    flow = a_flow(a_row(none=(Rail.ALIPAY,)))
    assert last(flow, AgreePressed(Rail.ALIPAY)) == [
        do.Show(see.SignAgreement(Rail.ALIPAY)),
        BeginAgreement(WISH),
        do.StartTimer(SIGN, 120.0),
    ]
    assert do.Show(see.SignAgreement(Rail.ALIPAY, "https://sign", 120)) in last(flow, BEGUN)
    assert last(flow, on.TimedOut(LOOK))[0] == LookAtAgreements("zhang", (Rail.ALIPAY,))
    assert last(flow, looked(Standing.NONE)) == []
    done = my_data(last(flow, looked(Standing.AGREED)))
    assert (done.agreements, done.agreed, done.agreed_rail) == ((ON,), "agreed", Rail.ALIPAY)


@pytest.mark.parametrize("end", [on.TimedOut(SIGN), on.CancelPressed(), on.BackPressed()])
def test_who_stops_is_told_that_nothing_stands_once_that_is_on_disk(end: Event) -> None:
    flow = a_flow(a_row(none=(Rail.ALIPAY,)), AgreePressed(Rail.ALIPAY), BEGUN)
    ending = Ending("zhang", Rail.ALIPAY, "wish-1")
    assert last(flow, end) == [EndAgreement(ending)]
    assert last(flow, looked(Standing.AGREED)) == []  # too late: the guard ends it
    assert my_data(last(flow, AgreementEndNoted(ending))).agreed == "stopped"


def test_what_cannot_be_written_down_is_not_promised() -> None:
    flow = a_flow(a_row(none=(Rail.ALIPAY,)), AgreePressed(Rail.ALIPAY), BEGUN, on.CancelPressed())
    ending = Ending("zhang", Rail.ALIPAY, "wish-1")
    assert my_data(last(flow, on.NotDone(EndAgreement(ending)))).agreed == "unsure"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Standing.UNKNOWN, "unreachable"),
        (Standing.NONE, "cannot"),
        (Standing.AGREED, "agreed"),
    ],
)
def test_without_a_code_the_reason_is_told(answer: Standing, told: str) -> None:
    flow = a_flow(a_row(none=(Rail.ALIPAY,)), AgreePressed(Rail.ALIPAY))
    assert my_data(last(flow, AgreementBegun(WISH, answer))).agreed == told


def test_an_agreement_is_ended_with_a_second_tap() -> None:
    flow = a_flow(a_row(Rail.ALIPAY))
    assert last(flow, EndAgreementPressed(Rail.ALIPAY)) == [
        do.Show(see.EndAgreementConfirm(Rail.ALIPAY))
    ]
    ending = Ending("zhang", Rail.ALIPAY)
    assert last(flow, on.ConfirmPressed()) == [EndAgreement(ending)]
    told = my_data(last(flow, AgreementEndNoted(ending)))
    assert (told.agreed, told.agreements[0].standing) == ("ending", Standing.UNKNOWN)
    assert my_data(last(flow, AgreementEnded(ending, Standing.NONE))).agreements == (NONE,)


def test_a_service_that_is_out_of_reach_cannot_be_agreed_with_nor_is_asked() -> None:
    mine = replace(MINE, down=(Rail.ALIPAY,))
    flow = MyDataFlow(12, None, agreements=mine, joined="zhang")
    flow.start()
    assert my_data(last(flow, a_row(none=(Rail.ALIPAY,)))).agreements == (
        replace(NONE, can_sign=False),
    )
    assert last(flow, AgreePressed(Rail.ALIPAY)) == []
