"""One step of setting a cabinet up: its words, its picture, and what can be tapped.

`picture` names a scene of qml/parts/CabinetPicture.qml.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firmware_bridge import learning_steps as learn
from firmware_bridge.doubts import grams
from firmware_bridge.learnt import GoodChecked
from kiosk.domain.commissioning import CommissioningPlan, WhySkipped
from kiosk.flows.commissioning_screens import StaffSetUpStep
from kiosk.ui.view_models.commissioning_words import clash_text, doubt_text, probe_text
from kiosk.ui.wording import Words

STAGES = ("find", "doors", "shelves", "goods")
MOST_GRAMS_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Ask:
    """`yes`: the large button; `other`: a second answer beside it, sent by `other_act`."""

    stage: str
    picture: str
    title: str
    body: str
    yes: str = ""
    act: str = "yes"
    other: str = ""
    other_act: str = ""
    label: str = ""
    wants_grams: bool = False
    no_more: str = ""
    can_leave_out: bool = True


def staff_set_up_step(screen: StaffSetUpStep, words: Words) -> dict[str, object]:
    ask = _ask(screen, words)
    is_question = isinstance(screen.step, learn.Question)
    return {
        "title": words("setup.title"),
        "stages": _stages(ask.stage, words),
        "picture": ask.picture,
        "label": ask.label,
        "heading": ask.title,
        "body": ask.body,
        "trouble": _trouble(screen, words),
        "trouble_tone": _tone(screen),
        "is_busy": ask.picture in {"search", "work"},
        "share": screen.share,
        "what": probe_text(screen.what, words),
        "choices": _choices(screen, words),
        "choosing": "door" if isinstance(screen.step, learn.AskWhichDoor) else "shelf",
        "wants_grams": ask.wants_grams,
        "length": MOST_GRAMS_DIGITS,
        "ok": words("ok"),
        "erase": words("erase"),
        "grams": words("setup.grams", grams=""),
        "yes": ask.yes,
        "act": ask.act,
        "other": ask.other,
        "other_act": ask.other_act,
        "doors": _doors(screen, words),
        "leave_out": words("setup.leave_out") if is_question and ask.can_leave_out else "",
        "no_more": ask.no_more,
        "is_leaving_out": screen.is_leaving_out,
        "why": words("setup.leave_out.why"),
        "reasons": [
            {"why": str(why), "text": words(f"setup.leave_out.{why}")} for why in WhySkipped
        ],
        "not": words("setup.leave_out.not"),
        "can_go_back": not isinstance(screen.step, learn.Work),
    }


def _stages(now: str, words: Words) -> list[dict[str, object]]:
    place = STAGES.index(now)
    return [
        {
            "name": words(f"setup.stage.{stage}"),
            "state": "done" if at < place else "now" if at == place else "next",
        }
        for at, stage in enumerate(STAGES)
    ]


def _tone(screen: StaffSetUpStep) -> str:
    return "calm" if screen.trouble is learn.Trouble.BY_HAND else "warning"


def _trouble(screen: StaffSetUpStep, words: Words) -> str:
    if screen.is_unkept:
        return words("setup.unkept")
    if screen.is_wrong_number:
        return words("setup.known.wrong")
    if screen.trouble is not None:
        return words(f"setup.trouble.{screen.trouble}")
    if isinstance(screen.step, learn.AskGood):
        good = screen.step.good
        mine = [one for one in screen.clashes if good.sku in one.skus]
        return clash_text(mine[0], screen.plan, words) if mine else ""
    return ""


# --- what is asked ------------------------------------------------------------------------------


def _ask(screen: StaffSetUpStep, words: Words) -> Ask:
    match screen.step:
        case learn.NotBegun() | learn.Searching():
            return Ask("find", "search", words("setup.search"), words("setup.search.body"))
        case learn.NothingFound():
            return Ask(
                "find", "nothing", words("setup.nothing"), words("setup.nothing.body"),
                words("setup.again"), act="again",
            )  # fmt: skip
        case (
            learn.AskOpen() | learn.AskWhichDoor() | learn.AskClose() | learn.WorkingOnLock()
            | learn.OpeningDoor()
        ) as step:  # fmt: skip
            return _ask_of_door(step, screen.plan, words)
        case (
            learn.AskShelf() | learn.AskEmpty() | learn.AskKnownWeight() | learn.AskSure()
            | learn.WorkingOnShelf()
        ) as step:  # fmt: skip
            return _ask_of_shelf(step, words)
        case learn.AskGood() | learn.ToldGood() | learn.WorkingOnGood() as step:
            return _ask_of_good(step, screen.plan, words)
        case learn.Finished():
            return Ask("goods", "good", words("setup.done"), "")


def _working(stage: str, kind: str, words: Words) -> Ask:
    return Ask(stage, "work", words(f"setup.work.{kind}"), words("setup.work.body"))


def _ask_of_door(
    step: learn.AskOpen | learn.AskWhichDoor | learn.AskClose | learn.WorkingOnLock
    | learn.OpeningDoor,
    plan: CommissioningPlan,
    words: Words,
) -> Ask:  # fmt: skip
    match step:
        case learn.AskOpen(board, lock):
            label = words(
                "setup.board", family=board.family, board=board.board, baud=board.baud
            )  # fmt: skip
            return Ask(
                "doors", "lock", words("setup.open", lock=lock), words("setup.open.body"),
                words("setup.open.yes"), label=label, no_more=words("setup.no_more.doors"),
            )  # fmt: skip
        case learn.AskWhichDoor(_, sees_open):
            seen = words("setup.which.seen" if sees_open else "setup.which.unseen")
            return Ask("doors", "opened", words("setup.which"), seen)
        case learn.AskClose(trial):
            name = door_name(plan, trial.door, words)
            return Ask(
                "doors", "close", words("setup.close", door=name), words("setup.close.body"),
                other=words("setup.close.yes"), other_act="yes",
            )  # fmt: skip
        case learn.WorkingOnLock(at):
            return _working("doors", "pulse" if at == "pulse" else "read", words)
        case learn.OpeningDoor(back=learn.AskGood() | learn.ToldGood()):
            return _working("goods", "pulse", words)
        case learn.OpeningDoor():
            return _working("shelves", "pulse", words)


def _ask_of_shelf(
    step: learn.AskShelf | learn.AskEmpty | learn.AskKnownWeight | learn.AskSure
    | learn.WorkingOnShelf,
    words: Words,
) -> Ask:  # fmt: skip
    no_more = words("setup.no_more.shelves")
    match step:
        case learn.AskShelf(scale):
            title = words("setup.shelf", unit=scale.unit)
            return Ask("shelves", "scale", title, words("setup.shelf.body"), no_more=no_more)
        case learn.AskEmpty(shelf):
            return Ask(
                "shelves", "empty", words("setup.empty", shelf=shelf.shelf),
                words("setup.empty.body"), words("setup.empty.yes"), label=shelf.shelf,
            )  # fmt: skip
        case learn.AskKnownWeight(shelf):
            return Ask(
                "shelves", "weight", words("setup.known", shelf=shelf.shelf),
                words("setup.known.body"), label=words("setup.grams", grams="?"),
                wants_grams=True,
            )  # fmt: skip
        case learn.AskSure(shelf, shown_mg):
            shown, known = grams(round(shown_mg, -3)), grams(shelf.known_mg)
            return Ask(
                "shelves", "doubt", words("setup.sure", shown=shown, known=known),
                words("setup.sure.body"), words("setup.sure.no"), act="back",
                other=words("setup.sure.yes", known=known), other_act="yes",
                label=words("setup.grams", grams=shown),
            )  # fmt: skip
        case learn.WorkingOnShelf(at):
            kind = "calibrate" if at in {"empty", "calibrate"} else "weigh"
            return _working("shelves", kind, words)


def _ask_of_good(
    step: learn.AskGood | learn.ToldGood | learn.WorkingOnGood,
    plan: CommissioningPlan,
    words: Words,
) -> Ask:
    match step:
        case learn.AskGood(good):
            name = words.of(plan.name_of(good.sku))
            return Ask(
                "goods", "good", words("setup.good", shelf=good.shelf, name=name),
                words("setup.good.body"), words("setup.good.yes"), label=good.shelf,
                no_more=words("setup.no_more.goods"),
            )  # fmt: skip
        case learn.ToldGood(checked):
            name = words.of(plan.name_of(checked.wanted.sku))
            return Ask(
                "goods", "wrong", name, _seen_instead(checked, plan, words),
                words("setup.good.again"), act="again",
                other=words("setup.good.leave"), other_act="yes", label=checked.shelf or "?",
            )  # fmt: skip
        case learn.WorkingOnGood():
            return _working("goods", "weigh", words)


def _seen_instead(checked: GoodChecked, plan: CommissioningPlan, words: Words) -> str:
    told = doubt_text(checked.doubt, words) if checked.doubt else ""
    if not checked.looks_like:
        return told
    names = words("setup.or").join(words.of(plan.name_of(sku)) for sku in checked.looks_like)
    like = words("setup.good.like", names=names)
    return f"{told}\n{like}"


# --- what can be pointed at ---------------------------------------------------------------------


def door_name(plan: CommissioningPlan, number: int | None, words: Words) -> str:
    place = plan.door(number or 0)
    return words.of(place.name) if place else str(number)


def _choices(screen: StaffSetUpStep, words: Words) -> list[dict[str, object]]:
    """Doors, or shelves, that nothing was learnt of yet."""
    match screen.step:
        case learn.AskWhichDoor():
            known = {trial.door for trial in screen.progress.tried}
            doors = [one for one in screen.plan.doors if one.number not in known]
            rows = [(str(one.number), begun(words.of(one.name))) for one in doors]
            return _rows([*rows, ("0", words("setup.which.none"))])
        case learn.AskShelf():
            taken = {shelf.shelf for shelf in screen.progress.shelves}
            keys = [one.key for one in screen.plan.shelves if one.key not in taken]
            return _rows((key, words("setup.shelf_name", shelf=key)) for key in keys)
        case _:
            return []


def begun(text: str) -> str:
    """With a capital, where a name that is written for the middle of a sentence stands alone."""
    return text[:1].upper() + text[1:]


def _rows(pairs: Iterable[tuple[str, str]]) -> list[dict[str, object]]:
    return [{"key": key, "text": text} for key, text in pairs]


def _doors(screen: StaffSetUpStep, words: Words) -> list[dict[str, object]]:
    """Doors that can be opened to reach a shelf."""
    if not isinstance(
        screen.step,
        learn.AskShelf | learn.AskEmpty | learn.AskKnownWeight | learn.AskGood | learn.ToldGood,
    ):
        return []
    wanted = _door_of_shelf(screen)
    known = [trial.door for trial in screen.progress.tried if trial.door is not None]
    doors = [one for one in sorted(known) if wanted is None or one == wanted]
    return [
        {"number": one, "text": words("setup.open_door", door=door_name(screen.plan, one, words))}
        for one in doors
    ]


def _door_of_shelf(screen: StaffSetUpStep) -> int | None:
    match screen.step:
        case learn.AskEmpty(shelf) | learn.AskKnownWeight(shelf):
            place = screen.plan.shelf(shelf.shelf)
        case learn.AskGood(good) | learn.ToldGood(GoodChecked(good)):
            place = screen.plan.shelf(good.shelf)
        case _:
            return None
    return place.door if place else None
