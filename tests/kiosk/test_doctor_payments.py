"""What the doctor says about ways to pay, with a real gateway and with broken ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from kiosk import config, doctor_payments
from kiosk.compose import rails
from kiosk.config import Settings
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.payment import Paid, Payment, Rail
from kiosk.domain.refund import Refund, Refunded, RefundReason, RefundRefused
from kiosk.domain.ways import DownRail, WhyNot
from kiosk.flows.records import Finding, Grade
from kiosk.gateway import devices
from kiosk.rails.signing_key import key_in
from kiosk.storage import day_end, orders, payments, refunds
from kiosk.storage.database import open_database
from tests.kiosk.gateway.running import RunningGateway, a_gateway
from tests.kiosk.rails.scripted_server import Says, ScriptedServer
from tests.support.builders import an_order
from tests.support.fake_clock import AT, SHANGHAI
from tests.support.sales import buy

HAS_HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(name="gateway")
def running_gateway(tmp_path: Path) -> Iterator[RunningGateway]:
    with a_gateway(tmp_path / "gateway") as gateway:
        yield gateway


def kiosk_of(folder: Path, gateway: RunningGateway, more: str = "") -> Settings:
    """A kiosk beside `gateway`; it is registered once it has a key."""
    (folder / "gateway.pem").write_text(gateway.key.public_key.pem)
    text = f'[payments]\ngateway_url = "{gateway.url}"\ngateway_key_file = "gateway.pem"\n'
    return settings_of(folder, f'{text}[alipay]\nmode = "gateway"\n{more}')


def settings_of(folder: Path, text: str) -> Settings:
    (folder / "kiosk.toml").write_text(text, encoding="utf-8")
    return config.load(folder / "kiosk.toml")


def register(settings: Settings, gateway: RunningGateway) -> None:
    key = key_in(settings.paths.device_key_file).public_key
    devices.add(gateway.database(), "lobby", key, None, AT)


def found(settings: Settings, topic: str, seconds: float = 0) -> Finding:
    check = doctor_payments.checks(settings, AT + timedelta(seconds=seconds))[topic]
    finding = check()
    told = (finding.detail, finding.advice)
    assert not any(HAS_HAN.search(label.en) for label in told)
    assert HAS_HAN.search(finding.detail.zh)
    if finding.grade is not Grade.GOOD:
        assert finding.advice.zh
        assert finding.advice.en
    return finding


def test_a_wallet_alone_needs_no_check_but_its_name(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "[counter]\ncash = true")
    assert set(doctor_payments.checks(settings, AT)) == {
        "payments",
        "refunds",
        "day_end",
        "offline",
    }
    finding = found(settings, "payments")
    assert (finding.grade, finding.detail.en) == (Grade.GOOD, "wallet, cash at the counter")


def test_a_registered_kiosk_hears_its_name(tmp_path: Path, gateway: RunningGateway) -> None:
    settings = kiosk_of(tmp_path, gateway)
    register(settings, gateway)
    finding = found(settings, "gateway")
    assert finding.grade is Grade.GOOD
    assert "registered as lobby" in finding.detail.en


def test_a_kiosk_that_is_not_registered_is_told_how(
    tmp_path: Path, gateway: RunningGateway
) -> None:
    settings = kiosk_of(tmp_path, gateway)
    key_id = key_in(settings.paths.device_key_file).public_key.key_id
    finding = found(settings, "gateway")
    assert finding.grade is Grade.BAD
    assert key_id in finding.detail.zh
    assert "python -m kiosk device-key" in finding.advice.en


def test_a_look_before_there_is_a_key_makes_none(tmp_path: Path, gateway: RunningGateway) -> None:
    settings = kiosk_of(tmp_path, gateway)
    finding = found(settings, "gateway")
    assert (finding.grade, finding.detail.en) == (
        Grade.BAD,
        "this kiosk has no key yet, so the gateway does not know it",
    )
    assert "python -m kiosk device-key" in finding.advice.en
    assert not settings.paths.device_key_file.exists()


def test_a_service_that_the_gateway_lacks_is_named(tmp_path: Path, gateway: RunningGateway) -> None:
    settings = kiosk_of(tmp_path, gateway, '[wechat]\nmode = "gateway"')
    register(settings, gateway)
    finding = found(settings, "gateway")
    assert (finding.grade, finding.detail.en) == (
        Grade.BAD,
        "the gateway has no account for wechat",
    )


@pytest.mark.parametrize(
    ("seconds", "grade", "words"),
    [
        (60, Grade.GOOD, "registered"),
        (61, Grade.WARNING, "61 s ahead"),
        (-200, Grade.WARNING, "200 s behind"),
        (400, Grade.BAD, "400 s ahead"),
    ],
)
def test_a_clock_that_is_off_is_told(
    tmp_path: Path, gateway: RunningGateway, seconds: int, grade: Grade, words: str
) -> None:
    settings = kiosk_of(tmp_path, gateway)
    register(settings, gateway)
    finding = found(settings, "gateway", seconds)
    assert finding.grade is grade
    assert words in finding.detail.en


def test_a_gateway_that_is_not_there_is_told(tmp_path: Path, gateway: RunningGateway) -> None:
    settings = kiosk_of(tmp_path, gateway)
    away = settings.payments.model_copy(update={"gateway_url": "http://127.0.0.1:1"})
    finding = found(settings.model_copy(update={"payments": away}), "gateway")
    assert finding.grade is Grade.BAD
    assert "Check the network" in finding.advice.en


def test_somebody_else_at_the_gateways_address_is_told(
    tmp_path: Path, gateway: RunningGateway
) -> None:
    settings = kiosk_of(tmp_path, gateway)
    with ScriptedServer(lambda _: Says(b"{}")) as impostor:
        there = settings.payments.model_copy(update={"gateway_url": impostor.url})
        finding = found(settings.model_copy(update={"payments": there}), "gateway")
    assert finding.grade is Grade.BAD
    assert "gateway_key_file" in finding.advice.en


def test_a_device_key_that_others_may_read_is_told(tmp_path: Path, gateway: RunningGateway) -> None:
    settings = kiosk_of(tmp_path, gateway)
    register(settings, gateway)
    settings.paths.device_key_file.chmod(0o644)
    finding = found(settings, "gateway")
    assert finding.grade is Grade.BAD
    assert "chmod 600" in finding.detail.en


def test_a_gateway_key_file_that_is_missing_is_told(
    tmp_path: Path, gateway: RunningGateway
) -> None:
    settings = kiosk_of(tmp_path, gateway)
    (tmp_path / "gateway.pem").unlink()
    finding = found(settings, "gateway")
    assert finding.grade is Grade.BAD
    assert "gateway.pem" in finding.detail.en


def a_direct_kiosk(folder: Path, url: str) -> Settings:
    key = rsa.generate_private_key(65537, 2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (folder / "private.pem").touch(0o600)
    (folder / "private.pem").write_bytes(private)
    (folder / "public.pem").write_bytes(public)
    return settings_of(
        folder,
        '[alipay]\nmode = "direct"\napp_id = "2021000000000042"\n'
        'seller_id = "2088000000000042"\nprivate_key_file = "private.pem"\n'
        f'alipay_public_key_file = "public.pem"\nurl = "{url}"\n',
    )


def test_keys_on_the_kiosk_are_a_warning(tmp_path: Path) -> None:
    with ScriptedServer(lambda _: Says(b"")) as service:
        settings = a_direct_kiosk(tmp_path, service.url)
        now = SystemClock(SHANGHAI).now()  # the server's Date header is the real time
        right = doctor_payments.direct("alipay", settings.alipay, now)
        wrong = doctor_payments.direct("alipay", settings.alipay, now + timedelta(seconds=100))
    assert (right.grade, right.detail.en) == (
        Grade.WARNING,
        "direct: the merchant's keys are on this kiosk",
    )
    assert re.fullmatch("this kiosk's clock is (99|100|101) s ahead", wrong.detail.en)


def test_a_merchants_key_that_others_may_read_is_told(tmp_path: Path) -> None:
    settings = a_direct_kiosk(tmp_path, "http://127.0.0.1:1/gateway.do")
    (tmp_path / "private.pem").chmod(0o644)
    finding = found(settings, "alipay")
    assert finding.grade is Grade.BAD
    assert "chmod 600" in finding.detail.en


def test_a_key_that_is_none_is_told_without_its_content(tmp_path: Path) -> None:
    settings = a_direct_kiosk(tmp_path, "http://127.0.0.1:1/gateway.do")
    (tmp_path / "private.pem").write_text("swordfish")
    finding = found(settings, "alipay")
    assert finding.grade is Grade.BAD
    assert "private.pem" in finding.detail.en
    assert "swordfish" not in finding.detail.en


def test_a_service_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    finding = found(a_direct_kiosk(tmp_path, "http://127.0.0.1:1/gateway.do"), "alipay")
    assert finding.grade is Grade.BAD
    assert "Cannot reach" in finding.detail.en


OFFLINE = (DownRail("alipay", WhyNot.OFFLINE),)
AWAY = (DownRail("alipay", WhyNot.TURNED_AWAY),)


@pytest.mark.parametrize(
    ("seen", "grade", "said"),
    [
        (None, Grade.WARNING, "not looked at yet"),
        ((), Grade.WARNING, "direct: the merchant's keys are on this kiosk"),
        (OFFLINE, Grade.BAD, "Alipay: no answer"),
        (AWAY, Grade.BAD, "Alipay: this kiosk is turned away"),
    ],
)
def test_staff_see_what_the_watch_saw_and_nobody_is_asked(
    tmp_path: Path, seen: tuple[DownRail, ...] | None, grade: Grade, said: str
) -> None:
    settings = a_direct_kiosk(tmp_path, "http://127.0.0.1:1/nobody")  # asking would be BAD
    finding = doctor_payments.checks(settings, AT, lambda: seen)["alipay"]()
    assert (finding.grade, finding.detail.en) == (grade, said)


def test_wechat_without_notify_url_has_no_codes_for_the_screen(tmp_path: Path) -> None:
    a_direct_kiosk(tmp_path, "http://127.0.0.1:1")
    for name in ("apiv3.key", "private.pem"):
        (tmp_path / name).touch(0o600)
    (tmp_path / "apiv3.key").write_text("k" * 32)
    text = (
        '[wechat]\nmode = "direct"\nmchid = "1900000109"\nappid = "wx0123456789abcdef"\n'
        'serial = "5157F09EFDC096DE"\nprivate_key_file = "private.pem"\n'
        'apiv3_key_file = "apiv3.key"\npublic_key_file = "public.pem"\n'
        'public_key_id = "PUB_KEY_ID_0119"\n'
    )
    settings = settings_of(tmp_path, text)
    finding = doctor_payments.checks(settings, AT, lambda: ())["wechat"]()
    assert finding.grade is Grade.WARNING
    assert "no QR codes on the screen without notify_url" in finding.detail.en
    assert rails.offer(settings).screen == ()
    heard = settings_of(tmp_path, text + 'notify_url = "https://pay.example.com/notify/wechat"\n')
    assert rails.offer(heard).screen == ("wechat",)
    assert "notify_url" not in doctor_payments.checks(heard, AT, lambda: ())["wechat"]().detail.en


@pytest.mark.parametrize(
    ("seen", "grade", "said"),
    [((), Grade.GOOD, "answers"), (OFFLINE, Grade.BAD, "Alipay: no answer")],
)
def test_a_gateway_is_not_asked_while_staff_wait(
    tmp_path: Path, seen: tuple[DownRail, ...], grade: Grade, said: str
) -> None:
    (tmp_path / "gateway.pem").write_text("not looked at")
    settings = settings_of(
        tmp_path,
        '[payments]\ngateway_url = "http://127.0.0.1:1"\ngateway_key_file = "gateway.pem"\n'
        '[alipay]\nmode = "gateway"\n',
    )
    finding = doctor_payments.checks(settings, AT, lambda: seen)["gateway"]()
    assert (finding.grade, finding.detail.en) == (grade, said)


def test_late_money_that_the_service_refuses_to_give_back_is_told(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "")
    assert found(settings, "refunds").grade is Grade.GOOD
    payment = Payment("p-1", "o-1", "zhang", an_order(order_id="o-1").total, Rail.ALIPAY)
    with closing(open_database(settings.paths.data_dir / "kiosk.sqlite3")) as db:
        orders.place(db, an_order(order_id="o-1"), payment, "", AT)
        payments.submitting(db, "p-1", AT)
        payments.give_up(db, "p-1", AT)
        payments.record_outcome(db, "p-1", Paid(), AT)
        refunds.record(db, "p-1-LATE", RefundRefused("the account is closed"), AT)
        assert [one.state for one in day_end.open_payments(db)] == ["failed"]
        finding = found(settings, "refunds")
        assert (finding.grade, "order o-1" in finding.detail.en) == (Grade.BAD, True)
        again = Refund("by-hand", payment, payment.amount, RefundReason.OTHER)
        refunds.intend(db, again, "staff", AT)
        refunds.record(db, "by-hand", Refunded(), AT)
        assert day_end.open_payments(db) == ()
    assert found(settings, "refunds").grade is Grade.GOOD


def test_a_shop_that_closes_no_day_is_reminded(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "")
    assert found(settings, "day_end").detail.en == "nothing sold yet"
    with closing(open_database(settings.paths.data_dir / "kiosk.sqlite3")) as db:
        buy(db, 1, Rail.CASH)
        assert found(settings, "day_end", 2 * 86400 - 60).grade is Grade.GOOD
        late = found(settings, "day_end", 2 * 86400)
        assert (late.grade, late.detail.en) == (Grade.WARNING, "no day was closed for 2 days")
        day_end.close_day(db, "close-1", AT + timedelta(days=2))
    assert found(settings, "day_end", 3 * 86400).grade is Grade.GOOD
