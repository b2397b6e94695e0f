"""What Alipay's answers about agreements mean: only its own signed NORMAL is an agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rails.agreement_keeper import Found, Missing, Signed, Unclear
from kiosk.rails.alipay import wire
from kiosk.rails.alipay.agreements import AlipayAgreements
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.http import HttpClient
from tests.kiosk.rails.alipay.an_alipay import Script, an_account
from tests.kiosk.rails.scripted_server import ScriptedServer
from tests.support.fake_clock import FakeClock

WISH = "a" * 32
NUMBER = "20265010123456789012"
NORMAL = {
    "code": "10000",
    "agreement_no": NUMBER,
    "external_agreement_no": WISH,
    "status": "NORMAL",
}
GONE = {"code": "40004", "sub_code": "USER_AGREEMENT_NOT_EXIST"}


class Answering:
    """Alipay's service, with one prepared answer and no network."""

    def __init__(self, fields: Mapping[str, object]) -> None:
        self.account = replace(an_account(), agreement_scene="INDUSTRY|SOCIALIZATION")
        self.fields = dict(fields)

    def ask(self, method: str, biz: wire.Biz) -> dict[str, object]:
        return self.fields


def found(fields: Mapping[str, object], number: str = "") -> Found:
    return AlipayAgreements(Answering(fields)).find(WISH, number)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "number", "expected"),
    [
        (NORMAL, "", Signed(NUMBER)),
        (NORMAL, NUMBER, Signed(NUMBER)),
        ({**NORMAL, "status": "STOP"}, NUMBER, Missing()),
        ({**NORMAL, "status": "TEMP"}, "", Missing()),
        (GONE, "", Missing()),
        ({**NORMAL, "external_agreement_no": "b" * 32}, "", Unclear),
        (NORMAL, "another", Unclear),
        ({**NORMAL, "agreement_no": ""}, "", Unclear),
        ({**NORMAL, "agreement_no": 7}, "", Unclear),
        ({**NORMAL, "status": "?"}, "", Unclear),
        ({"code": "20000"}, "", Unclear),
        ({"code": "40004", "sub_code": "SYSTEM_ERROR"}, "", Unclear),
        ({}, "", Unclear),
    ],
)
def test_what_an_answer_means(fields: dict[str, object], number: str, expected: object) -> None:
    answer = found(fields, number)
    assert answer == expected or type(answer) is expected


ODD = st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.just("NORMAL")


@given(st.dictionaries(st.sampled_from([*NORMAL, "sub_code"]), ODD))
def test_odd_answers_are_never_an_agreement(fields: dict[str, object]) -> None:
    answer = found(fields)
    if isinstance(answer, Signed):
        assert fields["external_agreement_no"] == WISH
        assert fields["status"] == "NORMAL"


def test_an_ending_counts_only_when_alipay_says_so() -> None:
    for fields, expected in (({"code": "10000"}, Missing), (GONE, Missing), ({}, Unclear)):
        answer = AlipayAgreements(Answering(fields)).end(WISH, NUMBER)  # type: ignore[arg-type]
        assert type(answer) is expected


def test_one_that_is_known_by_alipays_number_is_asked_for_by_it_alone() -> None:
    script = Script({wire.AGREEMENT_QUERY: [NORMAL], wire.UNSIGN: [{"code": "10000"}]})
    with ScriptedServer(script) as server:
        account = replace(
            an_account(f"{server.url}/gateway.do"), agreement_scene="INDUSTRY|SOCIALIZATION"
        )
        service = AlipayService(account, HttpClient(deadline_s=2), FakeClock().now)
        agreements = AlipayAgreements(service)
        agreements.find(WISH, "")
        agreements.end(WISH, NUMBER)
    assert script.contents == [
        {
            "personal_product_code": "GENERAL_WITHHOLDING_P",
            "sign_scene": "INDUSTRY|SOCIALIZATION",
            "external_agreement_no": WISH,
        },
        {"agreement_no": NUMBER},
    ]
