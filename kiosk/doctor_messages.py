"""Doctor's check of messages with codes: the account behind them, and how many went.

No message is sent for it. A kiosk that types numbers twice has nothing to check.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime

from kiosk.config import Settings
from kiosk.domain.language import Label
from kiosk.flows.records import Finding, Grade
from kiosk.messages import accounts
from kiosk.rails.errors import RailError
from kiosk.rails.http import HttpClient
from kiosk.storage import message_book
from kiosk.storage.database import StorageError, read_database
from kiosk.typed_file import FileProblem

TOPIC = "messages"
LOOK_S = 3.0
NEAR = 0.8
"""Share of the day's messages from which on somebody should look why."""


def checks(
    settings: Settings, now: datetime, *, may_wait: bool
) -> dict[str, Callable[[], Finding]]:
    """`may_wait`: then the service is asked whether it is there. The gateway has a check of its
    own (doctor_payments.py), which tells whether it sends messages."""
    mode = settings.messages.mode
    if mode == "off":
        return {}
    if mode == "gateway":
        return {TOPIC: _by_gateway}
    return {TOPIC: lambda: _direct(settings, now, may_wait=may_wait)}


def _by_gateway() -> Finding:
    return Finding(TOPIC, Grade.GOOD, Label("由支付网关发送", "sent by the gateway"))


def _direct(settings: Settings, now: datetime, *, may_wait: bool) -> Finding:
    """Works, but with the account's key where anybody can carry it away."""
    account = settings.messages
    try:
        if account.mode == "direct":
            url = accounts.aliyun_account(account).url
            if may_wait:
                HttpClient(deadline_s=LOOK_S).request("GET", url, {})
    except FileProblem as error:
        said = Label(f"密钥文件用不了。{error}", str(error))
        return Finding(TOPIC, Grade.BAD, said, _TYPED_TWICE)
    except RailError as error:
        said = Label(f"连不上短信服务。{error}", str(error))
        return Finding(TOPIC, Grade.BAD, said, _TYPED_TWICE)
    sent, most = _sent(settings, now), min(account.per_kiosk_a_day, account.in_all_a_day)
    told = Label(f"24 小时内 {sent} 条，最多 {most} 条", f"{sent} of at most {most} in 24 hours")
    if sent >= most * NEAR:
        advice = Label(
            "请看是否有人恶意请求验证码。", "Look whether somebody asks for codes on purpose."
        )
        return Finding(TOPIC, Grade.WARNING, told, advice)
    if account.mode == "simulated":
        return Finding(TOPIC, Grade.GOOD, Label(f"模拟，{told.zh}", f"simulated; {told.en}"))
    return Finding(
        TOPIC,
        Grade.WARNING,
        Label(f"直连：密钥存在本机；{told.zh}", f"direct: the key is on this kiosk; {told.en}"),
        Label(
            '请改由支付网关发送：mode = "gateway"。',
            'Let the gateway send: mode = "gateway". Whoever opens this kiosk has the key.',
        ),
    )


def _sent(settings: Settings, now: datetime) -> int:
    try:
        with closing(read_database(settings.paths.data_dir / "kiosk.sqlite3")) as connection:
            return message_book.sent_lately(connection, now)
    except StorageError:  # before the first start; else the database's own check tells
        return 0


_TYPED_TWICE = Label(
    "注册时改为输入两次手机号。请检查设置 [messages] 和网络。",
    "Numbers are typed twice meanwhile. Check [messages] in the settings, and the network.",
)
