"""The back office tells a kiosk to forget a member: over a real broker, signed, with proof."""

from __future__ import annotations

import queue
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from cloud_sync import inbox, topics
from cloud_sync.events import CloudConnected, CommandWaits, LinkEvent
from cloud_sync.link import CloudLink
from cloud_sync.payloads import MemberForgotten
from cloud_sync.settings import BrokerAddress, BrokerSettings
from kiosk.__main__ import main
from kiosk.devices.back_office import kiosk_event
from kiosk.domain.fleet_command import ForgetCommand
from kiosk.domain.forgetting import Scope, Why, member_digest, receipt_in
from kiosk.flows import events as on
from kiosk.rails.signing_key import FileKey, key_in
from kiosk.storage.database import open_database, transaction
from tests.cloud_sync.brokers import IotcoreBroker
from tests.journeys.conftest import Boot
from tests.journeys.steps import choose_staff_pin, join
from tests.support.fake_safe import SIGNER
from tests.support.headless_kiosk import HeadlessKiosk

WAIT_S = 20.0


@pytest.fixture
def fleet(tmp_path: Path) -> FileKey:
    return key_in(tmp_path / "fleet.pem")


@pytest.fixture
def kiosk(boot: Boot, fleet: FileKey) -> HeadlessKiosk:
    kiosk = boot(fleet_signed=fleet.public_key.has_signed)
    choose_staff_pin(kiosk)
    return kiosk


def command(
    fleet: FileKey, member_id: str, command_id: str = "c-1", device: str = "site-1.kiosk-1"
) -> bytes:
    asked = ForgetCommand(command_id, device, member_id, "2026-11-22T10:00:00+08:00")
    return asked.jws(fleet.public_key.key_id, fleet.sign).encode()


def arrives(kiosk: HeadlessKiosk, payload: bytes) -> None:
    with transaction(kiosk.database) as db:
        inbox.put(db, payload)
    kiosk.touch(on.CommandWaits())


def answers(db: sqlite3.Connection) -> list[MemberForgotten]:
    rows = db.execute("SELECT payload FROM outbox WHERE topic LIKE '%/answers' ORDER BY seq")
    told = [MemberForgotten.from_bytes(payload) for (payload,) in rows]
    return [one for one in told if one.command_id]


def members_left(db: sqlite3.Connection) -> int:
    (count,) = db.execute("SELECT count(*) FROM members").fetchone()
    return int(count)


@contextmanager
def on_the_line(kiosk: HeadlessKiosk, path: Path, port: int) -> Iterator[Callable[[], None]]:
    """The kiosk's own link; what it gives waits until the next command has been obeyed."""
    news: queue.SimpleQueue[LinkEvent] = queue.SimpleQueue()
    link = CloudLink(
        BrokerSettings("site-1", "kiosk-1", BrokerAddress(port=port), hears_commands=True),
        lambda: open_database(path),
        news.put,
        now_ms=lambda: 0,
        jitter=lambda: 0.5,
    )

    def obey() -> None:
        while not isinstance(event := news.get(timeout=WAIT_S), CommandWaits):
            pass
        told = kiosk_event(event)
        assert told is not None
        kiosk.touch(told)
        link.wake()

    link.start()
    try:
        while not isinstance(news.get(timeout=WAIT_S), CloudConnected):
            pass
        yield obey
    finally:
        link.stop()


def test_the_desk_of_a_back_office_gets_a_signed_receipt_over_the_broker(
    kiosk: HeadlessKiosk,
    fleet: FileKey,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    member_id = join(kiosk)
    broker = IotcoreBroker(tmp_path)
    broker.start()
    words = [
        "fleet", "forget", member_id, "--site", "site-1", "--device", "kiosk-1",
        "--key", str(tmp_path / "fleet.pem"), "--port", str(broker.address.port), "--wait", "60",
    ]  # fmt: skip
    try:
        with on_the_line(kiosk, tmp_path / "kaimen.db", broker.address.port) as obey:
            for _ in range(2):  # the second time is answered as the first
                with ThreadPoolExecutor(1) as desk:
                    told = desk.submit(main, words)
                    obey()
                    assert told.result(WAIT_S) == 0
    finally:
        broker.stop()
    first, second = capsys.readouterr().out.split()
    assert first == second
    receipt = receipt_in(first, SIGNER.public_key.has_signed)
    assert (receipt.scope, receipt.why) == (Scope.ALL, Why.FLEET)
    assert receipt.member_sha256 == member_digest(member_id)
    assert members_left(kiosk.database) == 0
    (receipts,) = kiosk.database.execute("SELECT count(*) FROM forgotten").fetchone()
    assert receipts == 1  # however often it was told


def test_a_command_is_done_once_and_answered_each_time(
    kiosk: HeadlessKiosk, fleet: FileKey
) -> None:
    member_id = join(kiosk)
    arrives(kiosk, command(fleet, member_id))
    (first,) = answers(kiosk.database)
    kiosk.database.execute("DELETE FROM outbox")  # it was delivered
    arrives(kiosk, command(fleet, member_id))
    assert answers(kiosk.database) == [first]
    (receipts,) = kiosk.database.execute("SELECT count(*) FROM forgotten").fetchone()
    assert receipts == 1
    assert inbox.waiting(kiosk.database, 10) == []


def test_what_the_fleet_did_not_sign_for_this_kiosk_is_dropped(
    kiosk: HeadlessKiosk, fleet: FileKey, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    member_id = join(kiosk)
    thief = key_in(tmp_path / "thief.pem")
    for payload in (
        command(thief, member_id),
        command(fleet, member_id, device="site-1.kiosk-2"),
        command(fleet, "m 1"),
        command(fleet, member_id)[:-8],
        SIGNER_RECEIPT,
        b"forget everybody",
        bytes(range(256)),
    ):
        arrives(kiosk, payload)
    assert members_left(kiosk.database) == 1
    assert answers(kiosk.database) == []
    assert inbox.waiting(kiosk.database, 10) == []
    assert len([line for line in caplog.messages if "was not obeyed" in line]) == 7


SIGNER_RECEIPT = b"e30.e30.AAAA"


def test_without_a_fleet_key_nobody_is_forgotten(boot: Boot, fleet: FileKey) -> None:
    kiosk = boot()
    choose_staff_pin(kiosk)
    arrives(kiosk, command(fleet, join(kiosk)))
    assert members_left(kiosk.database) == 1


def test_a_command_waits_for_whoever_stands_there(kiosk: HeadlessKiosk, fleet: FileKey) -> None:
    member_id = join(kiosk)
    kiosk.touch(on.ShopPressed())
    arrives(kiosk, command(fleet, member_id))
    assert members_left(kiosk.database) == 1
    kiosk.touch(on.CancelPressed())
    kiosk.wait(61)
    assert members_left(kiosk.database) == 0


def test_a_command_outlives_a_power_cut(boot: Boot, fleet: FileKey) -> None:
    kiosk = boot(fleet_signed=fleet.public_key.has_signed)
    choose_staff_pin(kiosk)
    member_id = join(kiosk)
    with transaction(kiosk.database) as db:
        inbox.put(db, command(fleet, member_id))
    after = boot(fleet_signed=fleet.public_key.has_signed)
    after.wait(61)
    assert members_left(after.database) == 0
    assert len(answers(after.database)) == 1


def test_the_inbox_takes_no_more_than_it_can_bear(kiosk: HeadlessKiosk) -> None:
    db = kiosk.database
    assert not inbox.put(db, bytes(inbox.MAX_BYTES + 1))
    assert [inbox.put(db, b"%d" % n) for n in range(inbox.MAX_WAITING + 1)].count(True) == 1000
    assert not inbox.put(db, b"1")


def test_topics_of_commands_and_answers() -> None:
    assert topics.commands("site-1", "kiosk-1") == "kaimen/v1/site-1/kiosk-1/commands"
    assert topics.answers("site-1", "kiosk-1") == "kaimen/v1/site-1/kiosk-1/orders/answers"
