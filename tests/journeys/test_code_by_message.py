"""Joining on a whole kiosk with a code by message; what a restart knows; what is on the disk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.domain.text_message import CodeMessage, Fate
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.flows.code_events import CodeAnswered
from kiosk.flows.code_screens import CodeNote, EnterCode
from kiosk.flows.confirm_number import CodePolicy
from kiosk.flows.screens import PhoneStep, PinStep
from tests.journeys.conftest import Boot
from tests.journeys.steps import choose_staff_pin
from tests.support.fake_shop import PHONE, PIN
from tests.support.headless_kiosk import POLICY, HeadlessKiosk

CODE = "482913"
WITH_CODES = replace(POLICY, codes=CodePolicy(lambda: CODE), idle_s=900)


@dataclass
class Phone:
    """A `CodeSender` that answers when the test says so."""

    got: list[CodeMessage] = field(default_factory=list)

    def send(self, message: CodeMessage) -> None:
        self.got.append(message)


def a_kiosk(boot: Boot, phone: Phone) -> HeadlessKiosk:
    return boot(policy=WITH_CODES, codes=phone)


def types_number(kiosk: HeadlessKiosk) -> None:
    kiosk.touch(
        member_on.JoinPressed(),
        member_on.ConsentGiven(with_face=False),
        on.DigitsEntered(PHONE),
    )
    kiosk.sees(EnterCode)


def test_a_number_typed_once_and_a_code_are_enough_to_join(boot: Boot, tmp_path: Path) -> None:
    phone = Phone()
    kiosk = a_kiosk(boot, phone)
    choose_staff_pin(kiosk)
    types_number(kiosk)
    kiosk.touch(CodeAnswered(phone.got[0].id, Fate.SENT), on.DigitsEntered(phone.got[0].code))
    assert kiosk.sees(show.EnterPin).step is PinStep.CHOOSE
    kiosk.touch(on.DigitsEntered(PIN), on.DigitsEntered(PIN), member_on.NameEntered("张"))
    assert (len(phone.got), phone.got[0].phone) == (1, PHONE)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert [one for one in (CODE, PHONE) if one.encode() in kept] == []


def test_a_message_that_takes_minutes_still_counts_and_after_five_no_more(boot: Boot) -> None:
    phone = Phone()
    kiosk = a_kiosk(boot, phone)
    choose_staff_pin(kiosk)
    types_number(kiosk)
    kiosk.touch(CodeAnswered(phone.got[0].id, Fate.UNKNOWN))
    kiosk.wait(290)
    assert kiosk.sees(EnterCode).can_type
    kiosk.wait(11)
    assert kiosk.sees(EnterCode).note is CodeNote.EXPIRED
    kiosk.touch(on.DigitsEntered(CODE))
    assert kiosk.sees(EnterCode).note is CodeNote.EXPIRED


def test_where_the_service_is_down_the_number_is_typed_again(boot: Boot) -> None:
    phone = Phone()
    kiosk = a_kiosk(boot, phone)
    choose_staff_pin(kiosk)
    types_number(kiosk)
    kiosk.touch(CodeAnswered(phone.got[0].id, Fate.DOWN))
    assert kiosk.sees(show.EnterPhone).step is PhoneStep.REPEAT
    kiosk.touch(on.DigitsEntered(PHONE))
    kiosk.sees(show.EnterPin)


def test_after_a_restart_no_code_of_before_counts_and_its_answer_disturbs_nobody(
    boot: Boot,
) -> None:
    phone = Phone()
    first = a_kiosk(boot, phone)
    choose_staff_pin(first)
    types_number(first)
    again = a_kiosk(boot, phone)  # as after kill -9
    again.touch(CodeAnswered(phone.got[0].id, Fate.SENT), on.DigitsEntered(CODE))
    types_number(again)
    assert phone.got[1].id != phone.got[0].id
