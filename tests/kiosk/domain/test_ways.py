"""Which ways a shopper is offered, and which of them are greyed."""

from __future__ import annotations

from kiosk.domain.payment import Rail
from kiosk.domain.ways import DownRail, Offer, OfferedWay, WayKind, WhyNot, offered_ways

BOTH = (Rail.ALIPAY, Rail.WECHAT)
EVERYTHING = Offer(code=BOTH, screen=BOTH, counter=(Rail.CASH,))
NO_ALIPAY = DownRail(Rail.ALIPAY, WhyNot.TURNED_AWAY)
NO_WECHAT = DownRail(Rail.WECHAT, WhyNot.OFFLINE)


def test_a_kiosk_without_settings_offers_nothing_more_than_face_and_phone() -> None:
    assert offered_ways(Offer(), ()) == ()


def test_codes_share_a_card_and_every_service_has_its_own_qr_code() -> None:
    assert offered_ways(EVERYTHING, ()) == (
        OfferedWay(WayKind.CODE, BOTH),
        OfferedWay(WayKind.SCREEN, (Rail.ALIPAY,)),
        OfferedWay(WayKind.SCREEN, (Rail.WECHAT,)),
        OfferedWay(WayKind.COUNTER, (Rail.CASH,)),
    )


def test_codes_work_while_one_service_does() -> None:
    assert offered_ways(EVERYTHING, (NO_ALIPAY,)) == (
        OfferedWay(WayKind.CODE, (Rail.WECHAT,)),
        OfferedWay(WayKind.SCREEN, (Rail.ALIPAY,), WhyNot.TURNED_AWAY),
        OfferedWay(WayKind.SCREEN, (Rail.WECHAT,)),
        OfferedWay(WayKind.COUNTER, (Rail.CASH,)),
    )


def test_without_a_network_the_counter_is_left() -> None:
    ways = offered_ways(EVERYTHING, (DownRail(Rail.ALIPAY, WhyNot.OFFLINE), NO_WECHAT))
    assert [(way.kind, way.why_not) for way in ways] == [
        (WayKind.CODE, WhyNot.OFFLINE),
        (WayKind.SCREEN, WhyNot.OFFLINE),
        (WayKind.SCREEN, WhyNot.OFFLINE),
        (WayKind.COUNTER, None),
    ]


def test_a_rail_that_is_not_offered_greys_nothing() -> None:
    assert offered_ways(Offer(counter=(Rail.CASH,)), (NO_ALIPAY,)) == (
        OfferedWay(WayKind.COUNTER, (Rail.CASH,)),
    )


def test_members_are_of_use_while_there_is_a_wallet_or_an_agreement() -> None:
    offers = (Offer(), Offer(wallet=False), Offer(wallet=False, agreements=(Rail.ALIPAY,)))
    assert [offer.takes_members for offer in offers] == [True, False, True]
