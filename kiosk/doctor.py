"""What is missing or broken on this kiosk, and what to do about it, in both languages.

One check a function; each answers with one finding. A check that itself breaks down becomes a
finding as well: `findings` never raises. Used by `python -m kiosk doctor` and by the staff's
status page. The checks of cameras, ports and other devices stand in doctor_devices.py, that of
cabinets in doctor_cabinet.py, those of the ways to pay in doctor_payments.py, that of who is alive
in doctor_liveness.py, that of members in doctor_members.py, that of a change of model packs in
doctor_packs.py, that of the clock in doctor_clock.py, that of messages in doctor_messages.py.
"""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kiosk import (
    doctor_cabinet,
    doctor_clock,
    doctor_devices,
    doctor_faces,
    doctor_liveness,
    doctor_members,
    doctor_messages,
    doctor_packs,
    doctor_payments,
)
from kiosk.config import Settings
from kiosk.doctor_payments import Seen
from kiosk.domain.language import Label
from kiosk.domain.receipt_lines import PrinterTrouble
from kiosk.flows.records import Finding, Grade
from kiosk.storage.catalogue_file import load_catalogue
from kiosk.storage.database import StorageError, can_be_made, check, read_database
from kiosk.storage.recovery import Recovered
from kiosk.typed_file import FileProblem
from kiosk.workers.health import LEAST_FREE_BYTES, free_bytes

log = logging.getLogger(__name__)

MEMORY_GOAL_MB = 400
LOW_DISK_BYTES = 10 * LEAST_FREE_BYTES
ORDER = {Grade.BAD: 0, Grade.WARNING: 1, Grade.GOOD: 2}

Check = Callable[[], Finding]


def findings(
    settings: Settings,
    now: datetime,
    recovered: Recovered | None = None,
    printer: Callable[[], PrinterTrouble | None] | None = None,
    rails: Callable[[], Seen] | None = None,
    depth: Callable[[], str] | None = None,
) -> tuple[Finding, ...]:
    """Every check, worst first, within a grade in the order people look at things.

    `printer`, `rails`, `depth`: what their own threads saw last, for a caller who must not wait.
    Without them printer, gateway and services are asked, each for up to 3 s, and the depth camera's
    driver is looked for.
    """
    seen = printer or (lambda: doctor_devices.ask_printer(settings))
    data_dir = settings.paths.data_dir
    checks: dict[str, Check] = {
        "catalogue": lambda: _catalogue(settings.paths.catalogue),
        "database": lambda: _database(data_dir, now),
        "clock": lambda: doctor_clock.clock(data_dir, now),
        "disk": lambda: _disk(data_dir),
        "members": lambda: doctor_members.members(settings, now),
        "models": lambda: doctor_devices.models(settings),
        "packs": lambda: doctor_packs.packs(settings, now),
        "liveness": lambda: doctor_liveness.liveness(settings, depth() if depth else None),
        "camera": lambda: doctor_devices.camera(settings),
        "ports": lambda: doctor_devices.ports(settings),
        "cabinets": lambda: doctor_cabinet.cabinets(settings),
        "printer": lambda: doctor_devices.printer(settings, seen),
        "cloud": lambda: doctor_devices.cloud(settings),
        **doctor_payments.checks(settings, now, rails),
        **doctor_messages.checks(settings, now, may_wait=rails is None),
        "scores": lambda: doctor_faces.scores(settings, now),
        "fonts": _fonts,
        "memory": lambda: memory(resident_mb()),
    }
    if recovered is not None:
        checks["recovery"] = lambda: recovery(recovered)
    found = [_carried_out(topic, check) for topic, check in checks.items()]
    return tuple(sorted(found, key=lambda finding: ORDER[finding.grade]))


def _carried_out(topic: str, check: Check) -> Finding:
    try:
        return check()
    except Exception as error:
        log.exception("the check of %s broke down", topic)
        return Finding(
            topic,
            Grade.BAD,
            Label(f"检查本身出错了。{error!r}", f"The check itself failed: {error!r}"),
            Label("请把日志发给服务商。", "Send the log to your service provider."),
        )


def _catalogue(path: Path) -> Finding:
    try:
        count = len(load_catalogue(path).products)
    except FileProblem as error:
        return Finding(
            "catalogue",
            Grade.BAD,
            Label(f"商品文件读不了，或写得不对。{error}", str(error)),
            Label(f"请改正 {path}。", f"Correct {path}."),
        )
    return Finding("catalogue", Grade.GOOD, Label(f"{count} 种商品", f"{count} products"))


def _database(data_dir: Path, now: datetime) -> Finding:
    if can_be_made(data_dir / "kiosk.sqlite3"):
        none = Label("还没有数据库，第一次启动时会建立", "none yet: the first start makes it")
        return Finding("database", Grade.GOOD, none)
    try:
        connection = read_database(data_dir / "kiosk.sqlite3")
        try:
            check(connection)
            (orders,) = connection.execute(
                "SELECT count(*) FROM orders WHERE receipt_date = ?", (now.date().isoformat(),)
            ).fetchone()
        finally:
            connection.close()
    except StorageError as error:
        return Finding(
            "database",
            Grade.BAD,
            Label(f"数据库打不开或已损坏。{error}", str(error)),
            Label("不要删除文件，请联系服务商。", "Keep the file and call your service provider."),
        )
    return Finding(
        "database",
        Grade.GOOD,
        Label(f"完好，今日已付 {orders} 单", f"sound; {orders} paid orders today"),
    )


def _disk(data_dir: Path) -> Finding:
    try:
        is_to_be_made = can_be_made(data_dir / "kiosk.sqlite3")
        folders = (data_dir, *data_dir.absolute().parents) if is_to_be_made else (data_dir,)
        return disk(free_bytes(next((one for one in folders if one.exists()), data_dir)))
    except OSError as error:
        return Finding(
            "disk",
            Grade.BAD,
            Label(
                f"数据文件夹用不了。{data_dir}: {error.strerror}", f"{data_dir}: {error.strerror}"
            ),
            Label("请检查设置里的 paths.data_dir。", "Check paths.data_dir in the settings."),
        )


def disk(free: int) -> Finding:
    """What `free` bytes mean: below LEAST_FREE_BYTES nothing is sold any more."""
    detail = Label(f"剩余 {free // 2**20} MB", f"{free // 2**20} MB free")
    if free < LEAST_FREE_BYTES:
        advice = Label(
            "已停止销售。请删除不需要的文件。", "Sales have stopped. Delete what is not needed."
        )
        return Finding("disk", Grade.BAD, detail, advice)
    if free < LOW_DISK_BYTES:
        advice = Label("请删除不需要的文件。", "Delete what is not needed.")
        return Finding("disk", Grade.WARNING, detail, advice)
    return Finding("disk", Grade.GOOD, detail)


def _fonts() -> Finding:
    if importlib.util.find_spec("pylopdf_fonts_zh_cn") is None:
        install = "pip install pylopdf-fonts-zh-cn"
        return Finding(
            "fonts",
            Grade.BAD,
            Label("没有安装中文字体", "the Chinese font is not installed"),
            Label(install, install),
        )
    return Finding("fonts", Grade.GOOD, Label("Noto Sans SC", "Noto Sans SC"))


def resident_mb() -> int:
    """Memory that this process holds now, in MB: second field of /proc/self/statm (proc(5))."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def memory(used_mb: int) -> Finding:
    detail = Label(f"使用 {used_mb} MB", f"{used_mb} MB in use")
    if used_mb <= MEMORY_GOAL_MB:
        return Finding("memory", Grade.GOOD, detail)
    advice = Label(
        f"超过目标 {MEMORY_GOAL_MB} MB。打烊后请在店员菜单里重启程序。",
        f"More than the goal of {MEMORY_GOAL_MB} MB. Restart from the staff menu after closing.",
    )
    return Finding("memory", Grade.WARNING, detail, advice)


def recovery(done: Recovered) -> Finding:
    if done == Recovered():
        detail = Label("上次启动没有未完成的订单", "the last start found nothing open")
        return Finding("recovery", Grade.GOOD, detail)
    finished, undone = len(done.finished), len(done.undone)
    doors, unknown = len(done.doors), len(done.still_unknown)
    detail = Label(
        f"上次启动：补完 {finished} 单，撤销 {undone} 单，"
        f"{doors} 次开门和 {unknown} 笔支付结果不明",
        f"the last start finished {finished} orders, undid {undone}, "
        f"found {doors} doors unclear and {unknown} payments unknown",
    )
    advice = Label("请在订单页核对这些订单。", "Look at these orders in the orders list.")
    return Finding("recovery", Grade.WARNING, detail, advice)
