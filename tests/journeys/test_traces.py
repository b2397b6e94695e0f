"""After a whole life of a member nothing of the person is on the disk, in logs or in messages."""

from __future__ import annotations

import base64
import logging
import queue
from pathlib import Path

import pytest

from cloud_sync.events import LinkEvent, MessageDelivered
from cloud_sync.link import CloudLink
from cloud_sync.outbox import OutboundMessage, put
from cloud_sync.settings import BrokerAddress, BrokerSettings
from kiosk.domain.forgetting import Scope, receipt_in
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_events as money_on
from kiosk.flows import screens as show
from kiosk.flows.screens import StaffPage
from kiosk.log_setup import start_logging
from kiosk.storage.database import StorageError, open_database
from kiosk.tour.traces import Secret, masked, template, traces, words
from kiosk.tour.wire import Wire
from tests.cloud_sync.brokers import free_port
from tests.journeys.conftest import Boot
from tests.journeys.steps import STAFF_PIN, by_phone, choose_staff_pin, fill_cart, join
from tests.journeys.steps import staff_top_up as top_up
from tests.support.fake_safe import SIGNER
from tests.support.fake_shop import PHONE, PIN, a_template
from tests.support.headless_kiosk import HeadlessKiosk

NAME = "Ouyang Jinghong"
WIRE_S = 20.0
SECRETS: list[Secret] = [
    words("the number", PHONE),
    words("the name", NAME),
    words("the PIN", f'"{PIN}"'),
    *(template(f"template {seed}", a_template(seed)) for seed in range(4)),
]


def a_life(kiosk: HeadlessKiosk) -> str:
    """Joined, topped up, bought with face and with PIN, mistyped, looked up by staff."""
    member_id = join(kiosk, name=NAME)
    top_up(kiosk, member_id, 100)
    fill_cart(kiosk, "latte")
    by_phone(kiosk, pin="000001")
    kiosk.touch(on.DigitsEntered(PIN))
    kiosk.touch(on.ConfirmPressed(), on.DonePressed())
    kiosk.touch(
        on.StaffDoorKnocked(),
        on.DigitsEntered(STAFF_PIN),
        on.StaffPageChosen(StaffPage.MEMBERS),
        on.MemberSearched(PHONE[-4:]),
        on.CancelPressed(),
    )
    return member_id


def messages(kiosk: HeadlessKiosk) -> bytes:
    """What was or will be sent to the back office."""
    rows = kiosk.database.execute("SELECT * FROM outbox").fetchall()
    return repr(rows).encode()


def test_a_living_member_is_nowhere_in_the_clear(boot: Boot, tmp_path: Path) -> None:
    end_logging = start_logging(tmp_path / "log", logging.CRITICAL)
    try:
        kiosk = boot()
        choose_staff_pin(kiosk)
        a_life(kiosk)
        (tmp_path / "messages").write_bytes(messages(kiosk))
        _break_everything(kiosk)
    finally:
        end_logging()
    assert (tmp_path / "log" / "kiosk.log").stat().st_size > 0
    assert len((tmp_path / "messages").read_bytes()) > 300
    assert traces(tmp_path, SECRETS) == []


class News:
    """What a kiosk's line to its broker tells; `wait` until so many messages are acknowledged."""

    def __init__(self) -> None:
        self._delivered: queue.SimpleQueue[str] = queue.SimpleQueue()

    def hear(self, event: LinkEvent) -> None:
        if isinstance(event, MessageDelivered):
            self._delivered.put(event.key)

    def wait(self, count: int) -> set[str]:
        return {self._delivered.get(timeout=WIRE_S) for _ in range(count)}


def sent_by(kiosk: HeadlessKiosk, folder: Path, *, more: OutboundMessage | None = None) -> Path:
    """The folder with all that the kiosk sent to a real broker, as bytes and as messages."""
    if more is not None:
        put(kiosk.database, more)
    (waiting,) = kiosk.database.execute("SELECT count(*) FROM outbox").fetchone()
    assert waiting > 0
    wire, news = Wire(folder, free_port(), now_ms=lambda: 0), News()
    settings = BrokerSettings("site-1", "kiosk-1", BrokerAddress(port=wire.port))
    link = CloudLink(
        settings,
        lambda: open_database(folder / "kaimen.db"),
        news.hear,
        now_ms=lambda: 0,
        jitter=lambda: 0.5,
    )
    wire.start()
    try:
        link.start()
        news.wait(waiting)
        wire.wait_for(waiting)
    finally:
        link.stop()
        wire.stop()
    return folder / "wire"


def test_what_a_kiosk_sends_tells_nothing_of_its_members(boot: Boot, tmp_path: Path) -> None:
    """As bytes on the line to the broker, and as messages that a subscriber of # gets."""
    kiosk = boot()
    choose_staff_pin(kiosk)
    a_life(kiosk)
    wire = sent_by(kiosk, tmp_path)
    (order_id,) = kiosk.database.execute("SELECT id FROM orders LIMIT 1").fetchone()
    seen = {trace.path.name.partition("-")[0] for trace in traces(wire, [words("it", order_id)])}
    assert seen == {"line", "messages"}
    assert traces(tmp_path, SECRETS) == []


@pytest.mark.parametrize(
    "planted",
    [
        PHONE.encode(),
        base64.b64encode(b"." + PHONE.encode()),
        NAME.encode("utf-16-le"),
        a_template(2).vector,
        a_template(2).vector[:40].hex().encode(),
    ],
)
def test_what_is_planted_on_the_wire_is_found_in_both_captures(
    boot: Boot, tmp_path: Path, planted: bytes
) -> None:
    kiosk = boot()
    choose_staff_pin(kiosk)
    message = OutboundMessage("planted", "kaimen/v1/site-1/kiosk-1/else", planted, 0)
    wire = sent_by(kiosk, tmp_path, more=message)
    found = {trace.path.name.partition("-")[0] for trace in traces(wire, SECRETS)}
    assert found == {"line", "messages"}


def _break_everything(kiosk: HeadlessKiosk) -> None:
    """Whatever is asked now fails, with a traceback in the log."""
    kiosk.database.close()
    log = logging.getLogger("kiosk.test")
    for event in (
        member_on.JoinPressed(),
        member_on.ConsentGiven(with_face=True),
        on.DigitsEntered(PHONE),
        on.DigitsEntered(PIN),
        member_on.NameEntered(NAME),
    ):
        kiosk.touch(event)
        log.warning("after %s: %s", type(event).__name__, StorageError("closed"))


def test_a_member_forgets_the_face_and_then_everything(boot: Boot, tmp_path: Path) -> None:
    kiosk = boot()
    choose_staff_pin(kiosk)
    member_id = join(kiosk, name=NAME)
    kept = [
        value
        for query in (
            "SELECT phone FROM members",
            "SELECT name FROM members",
            "SELECT phone_hash FROM members",
            "SELECT pin_hash FROM members",
            "SELECT wrapped FROM member_keys",
            "SELECT sealed FROM templates",
        )
        for (value,) in kiosk.database.execute(query)
    ]
    _to_my_data(kiosk)
    kiosk.touch(member_on.ForgetFacePressed(), on.ConfirmPressed())
    assert kiosk.sees(see.Forgotten).scope is Scope.FACE
    assert kiosk.eyes.changed == [member_id, member_id]
    kiosk.touch(on.DonePressed())
    _to_my_data(kiosk)
    assert not kiosk.sees(see.MyData).row.member.has_face
    kiosk.touch(member_on.ForgetAllPressed(), on.ConfirmPressed())
    gone = receipt_in(kiosk.sees(see.Forgotten).receipt, SIGNER.public_key.has_signed)
    assert gone.scope is Scope.ALL
    sealed = [Secret(f"sealed value {place}", (raw,)) for place, raw in enumerate(kept)]
    assert len(sealed) == 8
    assert traces(tmp_path, [*SECRETS, *sealed]) == []
    kiosk.touch(on.DonePressed())
    fill_cart(kiosk, "latte")
    by_phone(kiosk)
    assert kiosk.sees(show.EnterPin).trouble is show.PinTrouble.WRONG


def test_nothing_masked_is_left_of_a_member_who_was_forgotten(boot: Boot, tmp_path: Path) -> None:
    """On orders and payments: 138****5678 tells whose they were to anybody who knows the number."""
    kiosk = boot()
    choose_staff_pin(kiosk)
    member_id = join(kiosk, name="")
    top_up(kiosk, member_id, 22)
    fill_cart(kiosk, "latte")
    by_phone(kiosk)
    kiosk.touch(on.ConfirmPressed(), on.DonePressed())
    kiosk.database.execute("UPDATE payments SET payer = '138******78'")  # as Alipay masks it
    mask = [masked("the masked number", PHONE)]
    assert traces(tmp_path, mask) != []
    _to_my_data(kiosk)
    kiosk.touch(member_on.ForgetAllPressed(), on.ConfirmPressed())
    kiosk.sees(see.Forgotten)
    assert traces(tmp_path, mask) == []


def _to_my_data(kiosk: HeadlessKiosk) -> None:
    kiosk.touch(
        member_on.JoinPressed(),
        member_on.MyDataPressed(),
        money_on.PayByPhonePressed(),
        on.DigitsEntered(PHONE),
        on.DigitsEntered(PIN),
    )
    kiosk.sees(see.MyData)


def test_staff_pay_out_what_is_left_and_forget(boot: Boot) -> None:
    kiosk = boot()
    choose_staff_pin(kiosk)
    member_id = join(kiosk, name=NAME)
    top_up(kiosk, member_id, 100)
    kiosk.touch(on.StaffDoorKnocked(), on.DigitsEntered(STAFF_PIN))
    kiosk.touch(
        on.StaffPageChosen(StaffPage.MEMBERS),
        on.MemberChosen(member_id),
        on.DeleteMemberPressed(),
        on.ConfirmPressed(),
    )
    kiosk.sees(see.Forgotten)
    cash = kiosk.database.execute(
        "SELECT sum(minor) FROM ledger_postings WHERE account IN ('cash', ?)",
        (f"wallet:{member_id}",),
    ).fetchall()
    assert cash == [(0,)]


@pytest.mark.parametrize("days", [179, 181])
def test_who_stays_away_is_forgotten_by_the_kiosk_itself(boot: Boot, days: int) -> None:
    kiosk = boot()
    choose_staff_pin(kiosk)
    join(kiosk)
    kiosk.clock.wind(days * 86_400)
    kiosk.wait(1)
    (left,) = kiosk.database.execute("SELECT count(*) FROM members").fetchone()
    assert left == (1 if days < 180 else 0)
