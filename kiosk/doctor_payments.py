"""Doctor's checks of the ways to pay: keys and who may read them, the gateway, its clock.

Nothing is charged. The gateway is asked once, with a short deadline, whether it knows this kiosk;
not by the kiosk itself, whose core must not wait: it tells what the watch of the rails saw last.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar

from kiosk.config import Settings
from kiosk.config_money import AlipayAccount, WechatAccount, secret_files
from kiosk.domain.language import Label
from kiosk.domain.money import Money, decimal_text
from kiosk.domain.offline import OfflineAllowed, OfflineLimits, OfflineRefused, wallet_while_offline
from kiosk.domain.ways import DownRail, WhyNot
from kiosk.flows.records import Finding, Grade
from kiosk.messages.wire import SERVICE
from kiosk.rails import merchants
from kiosk.rails.errors import NotSentError, RailError
from kiosk.rails.gateway_rail import TurnedAwayError
from kiosk.rails.http import HttpClient
from kiosk.rails.signing_key import Signer, kept_key_in, nobodys_key
from kiosk.secret_file import openness, secret_text
from kiosk.storage import agreements as kept_agreements
from kiosk.storage import day_end
from kiosk.storage.database import StorageError, in_our_words, read_database
from kiosk.storage.offline import use_of
from kiosk.typed_file import FileProblem

LOOK_S = 3.0
REMIND_DAYS = 2
TOLERATED_S = 60
"""A gateway and both services refuse requests from five minutes on."""
Seen = tuple[DownRail, ...] | None
"""Rails that could not be used at the watch's last look; None before the first."""
_Read = TypeVar("_Read")
NAMES = {
    "alipay": Label("支付宝", "Alipay"),
    "wechat": Label("微信支付", "WeChat Pay"),
    SERVICE: Label("短信验证码", "codes by message"),
}


def checks(
    settings: Settings, now: datetime, seen: Callable[[], Seen] | None = None
) -> dict[str, Callable[[], Finding]]:
    """By topic: `payments`, `refunds`, `day_end` always, the others where the settings use them.

    `seen`: then nobody is asked, and nothing waits.
    """
    data_dir = settings.paths.data_dir
    accounts: dict[str, tuple[str, AlipayAccount | WechatAccount]] = {
        "alipay": (settings.alipay.mode, settings.alipay),
        "wechat": (settings.wechat.mode, settings.wechat),
    }
    found: dict[str, Callable[[], Finding]] = {
        "payments": lambda: offered(settings),
        "refunds": lambda: _of_books("refunds", lambda: refused_refunds(data_dir)),
        "day_end": lambda: _of_books("day_end", lambda: unclosed_day(data_dir, now)),
        "offline": lambda: _of_books("offline", lambda: offline(settings, now)),
    }
    if "member" in {*settings.alipay.offers, *settings.wechat.offers}:
        found["agreements"] = lambda: _of_books("agreements", lambda: agreements(data_dir))
    for name, (mode, account) in accounts.items():
        if mode == "direct":
            found[name] = lambda name=name, account=account: direct(name, account, now, seen)  # type: ignore[misc]
    if _wanted(settings):
        found["gateway"] = lambda: gateway(settings, now, seen)
    return found


def offered(settings: Settings) -> Finding:
    """Which ways to pay there are."""
    ways = [
        (settings.payments.wallet, Label("余额", "wallet")),
        (settings.alipay.mode != "off", NAMES["alipay"]),
        (settings.wechat.mode != "off", NAMES["wechat"]),
        (settings.counter.cash, Label("柜台现金", "cash at the counter")),
        (settings.counter.card, Label("柜台刷卡", "card at the counter")),
    ]
    names = [name for is_on, name in ways if is_on]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return Finding("payments", Grade.GOOD, Label(zh, en))


def direct(
    name: str,
    account: AlipayAccount | WechatAccount,
    now: datetime,
    seen: Callable[[], Seen] | None = None,
) -> Finding:
    """Works, but with the merchant's keys where anybody can carry them away."""
    try:
        for path in secret_files(account):
            secret_text(path)
        url = _made(account)
    except (FileProblem, RailError) as error:
        return _bad_key(name, str(error))
    trouble = _looked_up(name, url, now) if seen is None else _watched(name, {name}, seen())
    if trouble is not None:
        return trouble
    if isinstance(account, WechatAccount) and account.notify_url is None:
        return Finding(
            name,
            Grade.WARNING,
            Label(
                "直连：商户密钥存在本机；没有 notify_url，屏幕上不会有收款码",
                "direct: the merchant's keys are on this kiosk; "
                "and no QR codes on the screen without notify_url",
            ),
            Label("请设置 [wechat] notify_url。", "Set [wechat] notify_url."),
        )
    return Finding(
        name,
        Grade.WARNING,
        Label("直连：商户密钥存在本机", "direct: the merchant's keys are on this kiosk"),
        Label(
            '请改用支付网关：mode = "gateway"。本机可能被人打开。',
            'Use a gateway: mode = "gateway". Whoever opens this kiosk has the keys.',
        ),
    )


def refused_refunds(data_dir: Path) -> Finding:
    """Money that came too late, and that the service does not take back: we owe it to somebody."""
    owed = [one for one in _books(data_dir, day_end.open_payments) if one.state == "failed"]
    if not owed:
        return Finding("refunds", Grade.GOOD, Label("没有欠顾客的钱", "nothing is owed"))
    count, orders = len(owed), ", ".join(one.order_id for one in owed[:3])
    return Finding(
        "refunds",
        Grade.BAD,
        Label(
            f"{count} 笔迟到的付款退不回去（订单 {orders}）",
            f"{count} late payment(s) could not be given back (order {orders})",
        ),
        Label(
            "请查看日结里的未决列表，在支付服务的商户后台退还给顾客。",
            "See the open list of the day-end, and give it back in the service's merchant pages.",
        ),
    )


def unclosed_day(data_dir: Path, now: datetime) -> Finding:
    """A shop that closes no day does not notice what is missing."""
    closed = _books(data_dir, day_end.last_closed)
    if not closed:
        return Finding("day_end", Grade.GOOD, Label("还没有交易", "nothing sold yet"))
    days = (now - datetime.fromisoformat(closed)).days
    if days < REMIND_DAYS:
        return Finding("day_end", Grade.GOOD, Label("按时日结", "closed in time"))
    return Finding(
        "day_end",
        Grade.WARNING,
        Label(f"已经 {days} 天没有日结", f"no day was closed for {days} days"),
        Label("请在员工菜单里日结并核对账单。", "Close the day on the staff pages."),
    )


def offline(settings: Settings, now: datetime) -> Finding:
    """What wallets may still pay here while the back office cannot be reached, and for how long."""
    use = _books(settings.paths.data_dir, lambda db: use_of(db, ""))
    kept = settings.offline
    limits = OfflineLimits(kept.per_member, kept.per_kiosk, kept.hours)
    if use is None or not settings.payments.wallet:
        said = Label("联机，余额支付不限", "in contact: balances are not limited")
        return Finding("offline", Grade.GOOD, said)
    since = f"{use.since:%m-%d %H:%M}"
    match wallet_while_offline(limits, use, Money(1, limits.per_kiosk.currency), now):
        case OfflineRefused():
            said = Label(
                f"{since} 起连不上后台，余额支付已停",
                f"out of reach since {since}: balances rest",
            )
            grade = Grade.BAD
        case OfflineAllowed(_, left_s, is_near):
            left = decimal_text(max(limits.per_kiosk - use.kiosk_spent, Money(0)))
            hours, minutes = left_s // 3600, left_s % 3600 // 60
            said = Label(
                f"{since} 起连不上后台：本机余额支付还剩 {left} 元、{hours} 小时 {minutes} 分钟",
                f"out of reach since {since}: balances pay {left} yuan more, for {hours} h "
                f"{minutes} min",
            )
            grade = Grade.BAD if is_near else Grade.WARNING
    advice = Label("请检查网络和后台。", "Check the network and the back office.")
    return Finding("offline", grade, said, advice)


def agreements(data_dir: Path) -> Finding:
    """Agreements that the service does not know yet to be ended."""
    waiting = len(_books(data_dir, kept_agreements.endings))
    if not waiting:
        said = Label("没有待解除的免密协议", "none waits to be ended")
        return Finding("agreements", Grade.GOOD, said)
    return Finding(
        "agreements",
        Grade.WARNING,
        Label(f"{waiting} 份免密协议还没解除成", f"{waiting} still to be ended at the service"),
        Label(
            "本机已不再扣款，联网后会自动解除。一天后还在，请看日志。",
            "Nothing is charged by them here; they end by themselves once the network is back. "
            "If they stay for longer than a day, see the log.",
        ),
    )


def _of_books(topic: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except StorageError as error:
        said = Label(f"账本读不了。{error}", str(error))
        advice = Label("请看数据库一项。", "See what is said of the database.")
        return Finding(topic, Grade.WARNING, said, advice)


def _books(data_dir: Path, read: Callable[[sqlite3.Connection], _Read]) -> _Read:
    """What `read` finds. Raises StorageError."""
    with closing(read_database(data_dir / "kiosk.sqlite3")) as connection, in_our_words():
        return read(connection)


def _looked_up(name: str, url: str, now: datetime) -> Finding | None:
    """Asks the service. None: it answers, and agrees on the time."""
    try:
        answer = HttpClient(deadline_s=LOOK_S).request("GET", url, {})
    except RailError as error:
        return Finding(
            name,
            Grade.BAD,
            Label(f"连不上{NAMES[name].zh}（{url}）", str(error)),
            Label("请检查网络。", "Check the network."),
        )
    off_s = _ahead_of(answer.headers.get("date", ""), now)
    return _clock_off(name, off_s) if abs(off_s) > TOLERATED_S else None


def _watched(topic: str, rails: set[str], seen: Seen) -> Finding | None:
    """What the watch saw last. None: all of them can be used."""
    if seen is None:
        said = Label("正在检查", "not looked at yet")
        return Finding(topic, Grade.WARNING, said, Label("请稍后再看。", "Look again in a while."))
    down = [one for one in seen if one.rail in rails]
    if not down:
        return None
    names = Label(
        "、".join(NAMES[one.rail].zh for one in down),
        " and ".join(NAMES[one.rail].en for one in down),
    )
    if all(one.why is WhyNot.OFFLINE for one in down):
        said = Label(f"连不上{names.zh}", f"{names.en}: no answer")
        return Finding(topic, Grade.BAD, said, Label("请检查网络。", "Check the network."))
    said = Label(f"{names.zh}用不了", f"{names.en}: this kiosk is turned away")
    command = "python -m kiosk doctor"
    return Finding(topic, Grade.BAD, said, Label(f"原因见：{command}", f"See why: {command}"))


def gateway(settings: Settings, now: datetime, seen: Callable[[], Seen] | None = None) -> Finding:
    """Whether gateway and kiosk know each other, agree on the time, and offer the same."""
    device_key = settings.paths.device_key_file
    problem = openness(device_key)
    if problem is not None:
        return _bad_key("gateway", str(problem))
    if seen is not None:
        said = Label("有应答", "answers")
        return _watched("gateway", _wanted(settings), seen()) or Finding(
            "gateway", Grade.GOOD, said
        )
    try:
        line = merchants.gateway_line(
            settings.payments, lambda: _signer(device_key), HttpClient(deadline_s=LOOK_S),
            lambda: now, lambda: os.urandom(16).hex(),
        )  # fmt: skip
        pong = line.ping()
    except FileProblem as error:
        return _bad_key("gateway", str(error))
    except RailError as error:
        return _not_answered(error, device_key)
    missing = sorted(_wanted(settings) - set(pong.services))
    if missing:
        return Finding(
            "gateway",
            Grade.BAD,
            Label(
                f"网关没有配置{'、'.join(NAMES[name].zh for name in missing)}",
                f"the gateway has no account for {', '.join(missing)}",
            ),
            Label("请在网关的设置里加上商户账户。", "Set the account in the gateway's settings."),
        )
    if abs(off_s := int(now.timestamp()) - pong.now_s) > TOLERATED_S:
        return _clock_off("gateway", off_s)
    url = settings.payments.gateway_url
    detail = Label(f"已登记为 {pong.device}（{url}）", f"registered as {pong.device} ({url})")
    return Finding("gateway", Grade.GOOD, detail)


def _signer(device_key: Path) -> Signer:
    """Looking makes no key: whose would it be, before the first start, and run as root?"""
    return kept_key_in(device_key) if device_key.exists() else nobodys_key()


def _wanted(settings: Settings) -> set[str]:
    modes = {
        "alipay": settings.alipay.mode,
        "wechat": settings.wechat.mode,
        SERVICE: settings.messages.mode,
    }
    return {name for name, mode in modes.items() if mode == "gateway"}


def _made(account: AlipayAccount | WechatAccount) -> str:
    """The service's address, once all keys could be read. Raises FileProblem or RailError."""
    place = merchants.Place()
    if isinstance(account, AlipayAccount):
        return merchants.alipay_account(account, place).gateway_url
    return merchants.wechat_merchant(account, place, HttpClient()).account.host


def _ahead_of(date: str, now: datetime) -> int:
    """Seconds that our clock is ahead of an answer's Date header; 0 if there is none."""
    try:
        told = parsedate_to_datetime(date)
    except ValueError:
        return 0
    return int(now.timestamp() - told.timestamp())


def _clock_off(topic: str, off_s: int) -> Finding:
    by = abs(off_s)
    zh, en = ("快", "ahead") if off_s > 0 else ("慢", "behind")
    command = "sudo timedatectl set-ntp true"
    return Finding(
        topic,
        Grade.WARNING,
        Label(f"本机时钟{zh}了 {by} 秒", f"this kiosk's clock is {by} s {en}"),
        Label(f"校时：{command}", command),
    )


def _bad_key(topic: str, problem: str) -> Finding:
    return Finding(
        topic,
        Grade.BAD,
        Label(f"密钥文件用不了。{problem}", problem),
        Label("请改正密钥文件或它的权限。", "Correct the key's file, or who may read it."),
    )


def _unknown(error: RailError, device_key: Path) -> Label:
    if not device_key.exists():
        return Label(
            "本机还没有密钥，网关还不认识它",
            "this kiosk has no key yet, so the gateway does not know it",
        )
    key_id = kept_key_in(device_key).public_key.key_id
    return Label(f"网关不认识本机（指纹 {key_id}）", f"{error}")


def _not_answered(error: RailError, device_key: Path) -> Finding:
    match error:
        case TurnedAwayError(code="clock"):
            said = Label(f"本机时钟与网关不一致。{error}", str(error))
            command = "sudo timedatectl set-ntp true"
            advice = Label(f"校时：{command}", command)
        case TurnedAwayError(code="not_signed" | "revoked"):
            said = _unknown(error, device_key)
            command = "python -m kiosk device-key"
            advice = Label(f"查看怎样登记：{command}", f"See how to register: {command}")
        case NotSentError():
            said = Label(f"连不上支付网关。{error}", str(error))
            advice = Label(
                "请检查网络和 [payments] gateway_url。",
                "Check the network and [payments] gateway_url.",
            )
        case _:
            said = Label(f"支付网关的回答不可信。{error}", str(error))
            advice = Label(
                "请核对 [payments] gateway_url 和 gateway_key_file。",
                "Compare [payments] gateway_url and gateway_key_file.",
            )
    return Finding("gateway", Grade.BAD, said, advice)
