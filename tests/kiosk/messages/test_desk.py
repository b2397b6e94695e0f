"""A message is written down, sent once for its id, and within limits; also after a power cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.domain.text_message import CodeMessage, Fate, MessageLimits
from kiosk.gateway.database import Database
from kiosk.messages.desk import MessageDesk, number_key
from kiosk.messages.errors import OtherNumberError
from kiosk.rails.signing_key import key_in
from kiosk.storage import message_book
from tests.support.fake_clock import FakeClock

PHONE, OTHER = "13812345678", "13999999999"
LIMITS = MessageLimits(per_number=3, per_device=5, in_all=8, gap_s=60)
DAY_S = 24 * 3600


class PowerCutError(BaseException):
    """Everything stops here."""


@dataclass
class Recording:
    """A `MessageService` that tells what was asked of it."""

    fate: Fate | BaseException = Fate.SENT
    asked: list[CodeMessage] = field(default_factory=list)

    def send(self, message: CodeMessage) -> Fate:
        self.asked.append(message)
        if isinstance(self.fate, BaseException):
            raise self.fate
        return self.fate


@dataclass
class Shop:
    database: Database
    service: Recording
    clock: FakeClock

    def desk(self) -> MessageDesk:
        """Also after a restart."""
        return MessageDesk(self.database, self.service, b"k" * 32, LIMITS, self.clock.now)

    def send(self, number: int, phone: str = PHONE, device: str = "kiosk-1") -> Fate:
        return self.desk().send(device, a_message(number, phone))

    @property
    def ids(self) -> list[int]:
        return [int(one.id, 16) for one in self.service.asked]


@pytest.fixture(name="shop")
def a_shop(tmp_path: Path) -> Iterator[Shop]:
    database = Database(tmp_path / "gateway.sqlite3")
    yield Shop(database, Recording(), FakeClock())
    database.close()


def a_message(number: int, phone: str = PHONE) -> CodeMessage:
    return CodeMessage(f"{number:032x}", phone, "482913")


@pytest.mark.parametrize("fate", Fate)
def test_asked_again_it_tells_what_became_of_it_and_sends_nothing(shop: Shop, fate: Fate) -> None:
    shop.service.fate = fate
    assert shop.send(1) is fate
    shop.clock.wind(3600)
    assert (shop.send(1), shop.ids) == (fate, [1])


def test_it_is_on_disk_before_the_service_is_asked(shop: Shop) -> None:
    shop.service.fate = PowerCutError()
    with pytest.raises(PowerCutError):
        shop.send(1)
    assert message_book.find(shop.database(), a_message(1).id) is not None


def test_after_a_power_cut_it_is_unknown_for_ever_and_never_sent_again(shop: Shop) -> None:
    shop.service.fate = PowerCutError()
    with pytest.raises(PowerCutError):
        shop.send(1)
    shop.service.fate = Fate.SENT
    assert (shop.send(1), shop.ids) == (Fate.UNKNOWN, [1])


def test_one_id_is_for_one_number(shop: Shop) -> None:
    shop.send(1)
    with pytest.raises(OtherNumberError):
        shop.send(1, OTHER)
    assert shop.ids == [1]


# --- limits -------------------------------------------------------------------------------------


def test_a_number_gets_no_two_within_a_minute(shop: Shop) -> None:
    assert shop.send(1) is Fate.SENT
    shop.clock.wind(59)
    assert shop.send(2) is Fate.LIMITED
    shop.clock.wind(1)
    assert (shop.send(3), shop.ids) == (Fate.SENT, [1, 3])


def test_a_number_gets_so_many_a_day_from_all_kiosks_together(shop: Shop) -> None:
    fates = []
    for number in range(1, 5):
        fates.append(shop.send(number, device=f"kiosk-{number}"))
        shop.clock.wind(61)
    assert fates == [Fate.SENT] * 3 + [Fate.LIMITED]
    shop.clock.wind(DAY_S)
    assert shop.send(9) is Fate.SENT


def test_a_kiosk_sends_so_many_a_day_whoever_they_go_to(shop: Shop) -> None:
    fates = [shop.send(number, f"1381234{number:04}") for number in range(1, 7)]
    assert fates == [Fate.SENT] * 5 + [Fate.LIMITED]
    assert shop.send(9, OTHER, device="kiosk-2") is Fate.SENT


def test_all_kiosks_together_send_so_many_a_day(shop: Shop) -> None:
    fates = [
        shop.send(number, f"1381234{number:04}", device=f"kiosk-{number}")
        for number in range(1, 10)
    ]
    assert fates == [Fate.SENT] * 8 + [Fate.LIMITED]


@pytest.mark.parametrize(
    ("fate", "counts"), [(Fate.UNKNOWN, True), (Fate.DOWN, False), (Fate.NO_SUCH_NUMBER, False)]
)
def test_what_may_have_been_sent_counts_and_what_was_not_does_not(
    shop: Shop, fate: Fate, *, counts: bool
) -> None:
    shop.service.fate = fate
    shop.send(1)
    shop.service.fate = Fate.SENT
    assert shop.send(2) is (Fate.LIMITED if counts else Fate.SENT)


def test_limits_hold_after_a_restart(shop: Shop, tmp_path: Path) -> None:
    shop.send(1)
    again = Database(tmp_path / "gateway.sqlite3")
    service = Recording()
    desk = MessageDesk(again, service, b"k" * 32, LIMITS, shop.clock.now)
    assert (desk.send("kiosk-1", a_message(2)), service.asked) == (Fate.LIMITED, [])
    again.close()


def test_a_clock_that_was_far_ahead_once_blocks_no_number(shop: Shop) -> None:
    true = shop.clock.now()
    shop.clock.wind(365 * DAY_S)
    shop.send(1)
    shop.clock.set_wall(true)
    shop.send(2, OTHER)  # whoever comes next clears it away
    assert shop.send(3) is Fate.SENT


# --- what is kept -------------------------------------------------------------------------------


def test_neither_number_nor_code_is_on_the_disk(shop: Shop, tmp_path: Path) -> None:
    shop.send(1)
    shop.database().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert a_message(1).id.encode() in kept
    assert [secret for secret in (PHONE, PHONE[-8:], "482913") if secret.encode() in kept] == []


def test_rows_go_after_two_days(shop: Shop) -> None:
    shop.send(1)
    shop.clock.wind(2 * DAY_S + 1)
    shop.send(2, OTHER)
    assert shop.database().execute("SELECT count(*) FROM messages").fetchone() == (1,)


def test_the_key_of_the_numbers_comes_from_the_private_key_and_stays_the_same(
    tmp_path: Path,
) -> None:
    mine, others = key_in(tmp_path / "mine.pem"), key_in(tmp_path / "others.pem")
    assert number_key(mine) == number_key(key_in(tmp_path / "mine.pem"))
    assert number_key(mine) != number_key(others)
    assert len(number_key(mine)) == 32
