"""How far the change to another model pack is, and what keeps it from going on.

Also what `python -m kiosk members packs` prints: what finishing it and going back would cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

from kiosk.config import Settings
from kiosk.domain.language import Label
from kiosk.domain.pack_change import LONG_UNSEEN_DAYS, PackChange, Progress
from kiosk.flows.records import Finding, Grade
from kiosk.storage import pack_change
from kiosk.storage.database import StorageError, read_database
from kiosk.storage.pack_ids import change_of, pack_id
from models.manifest import pack_id_in

TOPIC = "packs"


def packs(settings: Settings, now: datetime) -> Finding:
    """One line for the status page."""
    face, change = settings.face, change_of(settings)
    if face.previous_pack is None:
        only = Label(f"{face.pack}，没有在更换", f"{face.pack}; no change goes on")
        return Finding(TOPIC, Grade.GOOD, only)
    if change is None:
        return _no_change(settings, face.previous_pack)
    try:
        with closing(read_database(settings.paths.data_dir / "kiosk.sqlite3")) as connection:
            found = pack_change.progress(connection, change, now.date())
    except StorageError:
        unread = Label("数据库打不开", "the database cannot be opened")
        return Finding(TOPIC, Grade.BAD, unread, Label("先处理数据库。", "See to the database."))
    return changing(change, found, has_gestures=face.gestures > 0)


def _no_change(settings: Settings, previous: str) -> Finding:
    models_dir = settings.paths.models_dir
    remove = Label(
        "请从设置里删去 [face] previous_pack。", "Remove [face] previous_pack from the settings."
    )
    if pack_id(settings) is None:
        said = Label(f"{settings.face.pack} 没有安装", f"{settings.face.pack} is not installed")
        return Finding(TOPIC, Grade.BAD, said, Label("请安装。", "Install it."))
    if pack_id_in(models_dir / previous) is None:
        return Finding(
            TOPIC,
            Grade.BAD,
            Label(
                f"原模型包 {previous} 不在 {models_dir}：只有它认识的会员现在认不出",
                f"{previous} is not in {models_dir}: whom only it knows is not recognised",
            ),
            Label(
                f"请装回 {previous}，或从设置里删去 previous_pack。",
                f"Install {previous} again, or remove previous_pack from the settings.",
            ),
        )
    same = Label("两个模型包的特征相同，不用更换", "both packs make the same templates")
    return Finding(TOPIC, Grade.WARNING, same, remove)


def changing(change: PackChange, found: Progress, *, has_gestures: bool) -> Finding:
    """From the counts to words."""
    known, faces = found.moved, found.moved + found.to_move
    if found.is_finished:
        return Finding(
            TOPIC,
            Grade.WARNING,
            Label(f"已全部换到 {change.pack}", f"the change to {change.pack} is finished"),
            Label(
                "请从设置里删去 [face] previous_pack，可省内存。",
                "Remove [face] previous_pack from the settings: it frees memory.",
            ),
        )
    said = Label(
        f"换到 {change.pack}（{found.since} 起）：{faces:,} 人中已换 {known:,} 人，"
        f"还有 {found.to_move:,} 人，其中 {found.unseen:,} 人 {LONG_UNSEEN_DAYS} 天没来；"
        f"只有新模型包认识 {found.only_new:,} 人",
        f"to {change.pack} since {found.since}: {known:,} of {faces:,} members moved, "
        f"{found.to_move:,} to move ({found.unseen:,} not here for {LONG_UNSEEN_DAYS} days); "
        f"{found.only_new:,} known to the new pack alone",
    )
    if not has_gestures:
        return Finding(
            TOPIC,
            Grade.WARNING,
            said,
            Label(
                "没有动作检测，谁也换不过去：请设 [face] gestures = 2。",
                "Without gestures nobody is moved: set [face] gestures = 2.",
            ),
        )
    return Finding(TOPIC, Grade.GOOD, said)


# --- the command --------------------------------------------------------------------------------


def report(settings: Settings, now: datetime) -> Iterator[str]:
    """Line by line, for people. Raises StorageError. Reads only: the kiosk may be selling."""
    with closing(read_database(settings.paths.data_dir / "kiosk.sqlite3")) as connection:
        change, used = change_of(settings), pack_id(settings)
        yield "persons  templates of"
        for pack, persons in pack_change.packs_of_templates(connection).items():
            yield f"{persons:7,}  {pack}{_role(pack, used, change)}"
        yield ""
        if change is None:
            yield packs(settings, now).detail.en
            return
        yield from _told(settings, change, pack_change.progress(connection, change, now.date()))


def _role(pack: str, used: str | None, change: PackChange | None) -> str:
    if pack == used:
        return " (in use)"
    return " (being given up)" if change and pack == change.previous else ""


def _told(settings: Settings, change: PackChange, found: Progress) -> Iterator[str]:
    """What each step would cost is told before it is taken."""
    face = settings.face
    yield f"The change from {change.previous} to {change.pack} goes on since {found.since}."
    yield f"{found.moved:7,}  moved: known to both"
    yield f"{found.to_move:7,}  to move: they pay by face once, and are"
    yield f"{found.unseen:7,}    of these not here for {LONG_UNSEEN_DAYS} days"
    yield f"{found.only_new:7,}  known to {change.pack} alone: joined since, or moved long ago"
    if found.others:
        yield f"{found.others:7,}  known to neither: they pay by number and PIN"
    yield ""
    yield "To go back: swap the two names in the settings, and start again:"
    yield f'  [face] pack = "{face.previous_pack}"  previous_pack = "{face.pack}"'
    yield f"  All are recognised; {found.only_new:,} are moved back when they pay."
    yield f"  With pack alone set, {_lost(found.only_new, found.only_new_no_pin)}"
    yield "To finish: stop the kiosk, and run: python -m kiosk members packs --finish"
    yield f"  Then {_lost(found.to_move, found.to_move_no_pin)}"


def _lost(members: int, no_pin: int) -> str:
    return (
        f"{members:,} would not be recognised and have to join again; until then they pay by "
        f"number and PIN, which {no_pin:,} of them do not have."
    )
