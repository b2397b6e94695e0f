"""The first and the last page of setting a cabinet up: what comes, and what was learnt."""

from __future__ import annotations

from firmware_bridge.doubts import Doubt, grams
from firmware_bridge.learnt import (
    GoodChecked,
    LockTried,
    ShelfLearnt,
    Skipped,
    SkippedGood,
    SkippedLock,
    SkippedScale,
    learnt_from,
)
from kiosk.flows.commissioning_screens import (
    CommissioningScreen,
    StaffSetUp,
    StaffSetUpDone,
    StaffSetUpStep,
    Written,
)
from kiosk.ui.view_models.commissioning_steps import begun, door_name, staff_set_up_step
from kiosk.ui.view_models.commissioning_words import clash_text, doubt_text
from kiosk.ui.wording import Words

COMMISSIONING_DEPTHS: dict[type, int] = {StaffSetUp: 6, StaffSetUpStep: 7, StaffSetUpDone: 8}


def render_commissioning(screen: CommissioningScreen, words: Words) -> dict[str, object]:
    match screen:
        case StaffSetUp():
            return staff_set_up(screen, words)
        case StaffSetUpStep():
            return staff_set_up_step(screen, words)
        case StaffSetUpDone():
            return staff_set_up_done(screen, words)


def staff_set_up(screen: StaffSetUp, words: Words) -> dict[str, object]:
    go_on = "setup.review" if screen.written_at else "setup.go_on"
    at = screen.written_at[:16].replace("T", " ")
    return {
        "title": words("setup.title"),
        "aside": words("setup.written_at", at=at) if at else "",
        "heading": words("setup.intro"),
        "body": words("setup.intro.body"),
        "points": [
            {"picture": picture, "text": words(f"setup.point.{point}")}
            for picture, point in (("lock", "door"), ("weight", "shelf"), ("good", "good"))
        ],
        "needs": words("setup.needs"),
        "begin": words(go_on) if screen.is_begun else words("setup.begin"),
        "anew": words("setup.anew") if screen.is_begun else "",
        "undo": words("setup.undo") if screen.can_undo else "",
        "news": words("setup.undone") if screen.was_undone else screen.problem,
        "tone": "good" if screen.was_undone else "warning",
        "is_loading": screen.is_loading,
    }


# --- what was learnt ----------------------------------------------------------------------------


def staff_set_up_done(screen: StaffSetUpDone, words: Words) -> dict[str, object]:
    progress = screen.progress
    rows = [
        *_boards(screen, words),
        *(_lock(screen, place, one, words) for place, one in enumerate(progress.tried)),
        *(_shelf(place, one, words) for place, one in enumerate(progress.shelves)),
        *(_good(screen, place, one, words) for place, one in enumerate(progress.goods)),
        *(_left_out(screen, place, one, words) for place, one in enumerate(progress.skipped)),
    ]
    is_written = screen.written is Written.DONE
    has_learnt = bool(progress.tried or progress.shelves)
    return {
        "title": words("setup.done"),
        "none": words("setup.done.none"),
        "rows": rows,
        "redo": words("setup.redo"),
        "clashes": [clash_text(one, screen.plan, words) for one in screen.clashes[:2]],
        "news": _news(screen, words),
        "tone": "good" if is_written else "bad",
        "write": words("setup.write.busy" if screen.written is Written.BUSY else "setup.write"),
        "can_write": has_learnt and screen.written is not Written.BUSY,
        "is_written": is_written,
        "finish": words("setup.finish"),
        "undo": words("setup.undo") if screen.can_undo else "",
        "search_again": words("setup.search_again"),
    }


def _news(screen: StaffSetUpDone, words: Words) -> str:
    match screen.written:
        case Written.DONE:
            return words("setup.write.done", kept=screen.detail)
        case Written.FAILED:
            return words("setup.write.failed", why=screen.detail)
        case _:
            return ""


def _row(part: str, place: int, name: str, detail: str, doubt: Doubt | None, words: Words,
         ) -> dict[str, object]:  # fmt: skip
    return {
        "part": part,
        "place": place,
        "name": name,
        "detail": doubt_text(doubt, words) if doubt else detail,
        "tone": "warning" if doubt else "good",
        "can_redo": True,
    }


def _boards(screen: StaffSetUpDone, words: Words) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for one in learnt_from(screen.progress).boards:
        board = one.board
        polarity = one.polarity.value if one.polarity else None
        parts = [
            words("setup.done.port.how", family=board.family, baud=board.baud),
            words(f"setup.done.polarity.{polarity}"),
        ]
        if one.read_all:
            parts.append(words(f"setup.done.order.{one.read_all.value}"))
        single = {trial.doubt for trial in screen.progress.tried}
        doubts = [doubt_text(doubt, words) for doubt in one.doubts if doubt not in single]
        rows.append({
            "part": "", "place": -1, "can_redo": False,
            "name": words("setup.done.port", board=board.board),
            "detail": "\n".join([" · ".join(parts), *doubts]),
            "tone": "warning" if doubts or polarity is None else "good",
        })  # fmt: skip
    return rows


def _lock(screen: StaffSetUpDone, place: int, trial: LockTried, words: Words) -> dict[str, object]:
    where = {"board": trial.board.board, "lock": trial.lock}
    if trial.door is None:
        name = words("setup.done.no_door", **where)
        return _row("tried", place, name, "", trial.doubt, words)
    name = begun(door_name(screen.plan, trial.door, words))
    return _row("tried", place, name, words("setup.done.door", **where), trial.doubt, words)


def _shelf(place: int, shelf: ShelfLearnt, words: Words) -> dict[str, object]:
    detail = words("setup.done.scale", unit=shelf.scale.unit, profile=shelf.profile)
    name = words("setup.shelf_name", shelf=shelf.shelf)
    return _row("shelves", place, name, detail, shelf.doubt, words)


def _good(screen: StaffSetUpDone, place: int, good: GoodChecked, words: Words) -> dict[str, object]:
    shown = grams(round(good.mg, -3))
    detail = words("setup.done.good", shelf=good.shelf, shown=shown)
    name = words.of(screen.plan.name_of(good.wanted.sku))
    return _row("goods", place, name, detail, good.doubt, words)


def _left_out(
    screen: StaffSetUpDone, place: int, skipped: Skipped, words: Words
) -> dict[str, object]:
    match skipped:
        case SkippedLock(board, lock):
            name = words("setup.done.lock_skipped", board=board.board, lock=lock)
        case SkippedScale(scale):
            name = words("setup.done.scale_skipped", unit=scale.unit)
        case SkippedGood(good):
            name = words.of(screen.plan.name_of(good.sku))
    why = words("setup.done.skipped", why=words(f"setup.leave_out.{skipped.reason}"))
    return {"part": "skipped", "place": place, "name": name, "detail": why, "tone": "calm",
            "can_redo": True}  # fmt: skip
