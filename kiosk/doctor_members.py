"""Doctor's check of what is kept of members: the device secret, how many faces, and which pack.

Reads only. Another secret than the one members are sealed under is found by its id alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta

from kiosk.config import Settings
from kiosk.devices.device_secret import device_secret
from kiosk.domain.language import Label
from kiosk.flows.records import Finding, Grade
from kiosk.storage import cleaning
from kiosk.storage.database import StorageError, read_database
from kiosk.storage.face_count import MOST, FaceLimit, faces_of_packs, faces_stored
from kiosk.storage.pack_ids import change_of, pack_id
from kiosk.storage.sealing import what_is_wrong
from kiosk.typed_file import FileProblem

TOPIC = "members"
CLEANED_WITHIN = timedelta(minutes=10)
"""Whoever reads the database longer than that is told of; the kiosk tries every 20 s."""


def members(settings: Settings, now: datetime) -> Finding:
    """The worst of what is found."""
    try:
        with closing(read_database(settings.paths.data_dir / "kiosk.sqlite3")) as connection:
            for finding in _troubles(settings, connection, now):
                return finding
            return _fine(settings, connection)
    except StorageError:
        said = Label("数据库打不开，读不出会员资料", "the database cannot be opened")
        return Finding(TOPIC, Grade.BAD, said, Label("先处理数据库。", "See to the database."))


def _troubles(
    settings: Settings, connection: sqlite3.Connection, now: datetime
) -> Iterator[Finding]:
    secret = device_secret(settings.members.device_secret, settings.paths.data_dir)
    try:
        wrong = what_is_wrong(connection, secret)
    except FileProblem as problem:
        wrong = str(problem)
    if wrong:
        advice = Label(
            "请从备份恢复设备密钥。没有备份时，会员重新注册、店员重设密码："
            "python -m kiosk members reset"
            "（只重设店员密码：python -m kiosk staff-pin reset）",
            "Restore the device secret from its backup. Without one members sign up again, staff "
            "choose a new PIN: python -m kiosk members reset "
            "(the staff PIN alone: python -m kiosk staff-pin reset)",
        )
        yield Finding(TOPIC, Grade.BAD, Label(f"读不出会员资料。{wrong}", wrong), advice)
    since = cleaning.owed_since(connection)
    if since is not None and now - since > CLEANED_WITHIN:
        yield _not_cleaned(since)
    stored, limit = faces_stored(connection), _limit(settings)
    if limit.is_near(stored):
        yield _near(stored, is_full=not limit.has_room(stored))


def _not_cleaned(since: datetime) -> Finding:
    return Finding(
        TOPIC,
        Grade.WARNING,
        Label(
            f"{since:%Y-%m-%d %H:%M} 起删除的会员资料仍在数据库日志里，有程序正在读数据库",
            f"what was deleted since {since:%Y-%m-%d %H:%M} is still in the database's log: "
            "a program goes on reading the database",
        ),
        Label(
            "请结束仍在运行的 kiosk 命令（如 ledger verify），本机会自动清理；不行就重启本机。",
            "End kiosk commands that still run (ledger verify, …): the kiosk then cleans up by "
            "itself. If it does not, restart it.",
        ),
    )


def _near(stored: int, *, is_full: bool) -> Finding:
    said = Label(
        f"已存 {stored:,} 人的人脸，最多 {MOST:,} 人", f"{stored:,} persons' faces of {MOST:,}"
    )
    advice = Label(
        "满 10 万人须在 30 个工作日内向省级网信部门备案（19 号令第 15 条）。"
        "备案后把编号写进设置 [members] filing_number。",
        "100,000 have to be filed with the provincial CAC within 30 working days (order 19, "
        "article 15). Then set [members] filing_number.",
    )
    return Finding(TOPIC, Grade.BAD if is_full else Grade.WARNING, said, advice)


def _fine(settings: Settings, connection: sqlite3.Connection) -> Finding:
    (people,) = connection.execute("SELECT count(*) FROM members").fetchone()
    change, pack = change_of(settings), pack_id(settings) or settings.face.pack
    packs = (pack, change.previous) if change else (pack,)
    faces, of_pack = faces_stored(connection), faces_of_packs(connection, *packs)
    place = settings.members.device_secret
    detail = Label(
        f"{people:,} 位会员，{faces:,} 位有人脸；已加密（{place}）",
        f"{people:,} members, {faces:,} with a face; encrypted ({place})",
    )
    if of_pack == faces:
        return Finding(TOPIC, Grade.GOOD, detail)
    return Finding(
        TOPIC,
        Grade.WARNING,
        Label(
            f"{detail.zh}；{faces:,} 位中 {of_pack:,} 位可用 {pack} 识别",
            f"{detail.en}; {of_pack:,} of {faces:,} can be recognised with {pack}",
        ),
        Label(
            "其余会员用手机号和密码支付。把原模型包写进设置 [face] previous_pack，"
            "他们刷脸付款一次即可换到新模型包：python -m kiosk members packs",
            "The others pay by number and PIN. Set [face] previous_pack to the pack before: they "
            "are recognised again, and moved when they pay: python -m kiosk members packs",
        ),
    )


def _limit(settings: Settings) -> FaceLimit:
    return FaceLimit(settings.members.filing_number or "")
