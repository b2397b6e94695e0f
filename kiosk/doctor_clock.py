"""Doctor's check of the clock: behind the books, or further ahead than this kiosk has run."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kiosk.domain import steady_clock
from kiosk.domain.language import Label
from kiosk.domain.steady_clock import Reading, Watched
from kiosk.flows.records import Finding, Grade
from kiosk.storage import clock_watch, journal
from kiosk.storage.database import StorageError, read_database
from kiosk.workers.health import LEAST_FREE_BYTES, Vitals, problems


def clock(data_dir: Path, now: datetime) -> Finding:
    shown = f"{now:%Y-%m-%d %H:%M %Z}"
    acted, watched = _last_looks(data_dir, now)
    for problem in problems(Vitals(LEAST_FREE_BYTES, now, acted)).values():
        return Finding(
            "clock",
            Grade.BAD,
            Label(f"时钟显示 {shown}，是过去的时间", problem.detail),
            Label("校时：sudo timedatectl set-ntp true", "sudo timedatectl set-ntp true"),
        )
    if watched and watched.ahead:
        return _ahead(shown, watched.ahead.days)
    return Finding("clock", Grade.GOOD, Label(shown, shown))


def _ahead(shown: str, days: int) -> Finding:
    return Finding(
        "clock",
        Grade.WARNING,
        Label(
            f"时钟显示 {shown}，比本机运行的时间多走了 {days} 天；在此期间不按日期删除任何资料",
            f"{shown}: {days} days further than this kiosk has seen pass. Until that is settled "
            "nothing is deleted for its age: members, the former model pack, scores, reviews",
        ),
        Label(
            "日期正确：在本机输入店员密码并确认。不正确：sudo timedatectl set-ntp true。"
            "否则连续正常运行 7 天（已网络对时：1 天）后自动采信。",
            "If the date is right, enter the staff PIN on the kiosk and say so. If not: sudo "
            "timedatectl set-ntp true. Else it is believed after 7 days of running so (1 day "
            "with a time server).",
        ),
    )


def _last_looks(data_dir: Path, now: datetime) -> tuple[datetime | None, Watched | None]:
    """The last act, and what the last look at the clock means by now."""
    try:
        connection = read_database(data_dir / "kiosk.sqlite3")
    except StorageError:
        return None, None  # the database check says so
    try:
        kept = clock_watch.last(connection)
        seen = steady_clock.look(kept, Reading(now, kept.up_s, kept.boot)) if kept else None
        return journal.last_time(connection), seen
    finally:
        connection.close()
