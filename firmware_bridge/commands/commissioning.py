"""`learn`: commissioning in a terminal. Asks, carries out, shows what was learnt, writes it."""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from firmware_bridge.commands.terminal import Colour, Terminal
from firmware_bridge.commands.words import weight_mg
from firmware_bridge.errors import PlanError
from firmware_bridge.families import FAMILY_NAMES
from firmware_bridge.learning import Learning
from firmware_bridge.learning_devices import LearningDevices
from firmware_bridge.learning_steps import (
    Again,
    AskClose,
    AskEmpty,
    AskGood,
    AskKnownWeight,
    AskOpen,
    AskShelf,
    AskSure,
    AskWhichDoor,
    Back,
    Begin,
    DoorNamed,
    Effect,
    Event,
    Finish,
    Finished,
    KnownWeight,
    NothingFound,
    OpenDoor,
    ShelfNamed,
    Skip,
    Step,
    ToldGood,
    Trouble,
    Yes,
)
from firmware_bridge.learnt import GoodWanted, Learnt
from firmware_bridge.learnt_toml import settings_snippet
from firmware_bridge.prober import Prober
from firmware_bridge.scanning import BAUDS, Probe, ScanWishes
from firmware_bridge.simulator.plan import load_plan

TROUBLES = {
    Trouble.DOOR_NAMED_TWICE: "that door was opened by another lock before.",
    Trouble.SHELF_NAMED_TWICE: "that shelf has another scale already.",
    Trouble.NO_WEIGHT: "the scale shows no steady weight: see that nothing touches the shelf, and "
    "that the wires of its load cell are on.",
    Trouble.NOTHING_ON_IT: "the scale feels nothing: does the weight lie on this shelf?",
    Trouble.REFUSED: "the scale refused it.",
    Trouble.NO_ANSWER: "the scale did not answer; nobody knows whether it was done.",
    Trouble.BY_HAND: "this make is not calibrated by wire: it is done in software.",
    Trouble.PORT_GONE: "the port went away: check the cable and the power. Nobody knows whether "
    "the last thing was done.",
    Trouble.NOT_WRITTEN: "it could not be written down, so it was not done.",
}

HELP = """enter or y  yes, done              s  leave this one out   f    on to the next part
b           undo the last answer   a  this one once more   o 1  open door 1, to reach its shelves
?           this list, and what was learnt so far"""


def learn(
    arguments: argparse.Namespace,
    terminal: Terminal,
    clock: Callable[[], float],
    wait: Callable[[float], object],
) -> int:
    """0 with no doubts left, 1 if nothing was found or something is in doubt."""
    learning = Learning(weight_mg(arguments.known), _goods(arguments.cabinet))
    wishes = ScanWishes(
        bauds=tuple(arguments.baud) or BAUDS,
        families=tuple(arguments.family) or FAMILY_NAMES,
        profiles=tuple(arguments.profile),
        deep=arguments.deep,
    )
    _check_out(arguments.out)
    with Prober(arguments.port, clock, reply_s=arguments.reply_ms / 1000) as prober:
        devices = LearningDevices([prober], wishes, clock, wait, progress_on(terminal))
        terminal.say(f"Looking for boards and scales on {arguments.port}; nothing is opened yet.")
        if not converse(learning, devices.carry_out, terminal):
            return 1
    return _report(learning.learnt, arguments.out, terminal)


def progress_on(terminal: Terminal) -> Callable[[Probe, int], None]:
    def progress(probe: Probe, count: int) -> None:
        terminal.progress(f"looking: {count + 1}. {probe} … ")

    return progress


def converse(learning: Learning, carry_out: Callable[[Effect], Event], terminal: Terminal) -> bool:
    """Ask and do until all is finished; False: the person gave up."""
    terminal.say("Empty the cabinet of people's hands, and keep every door in sight.")
    terminal.say(HELP, Colour.FAINT)
    _look(learning, Begin(), carry_out, terminal)
    while not isinstance(learning.state.step, Finished):
        event = _ask(terminal, learning)
        if event is None:
            return False
        if isinstance(learning.state.step, NothingFound):
            _look(learning, event, carry_out, terminal)
        else:
            _act(learning, event, carry_out)
    return True


def _look(
    learning: Learning, event: Event, carry_out: Callable[[Effect], Event], terminal: Terminal
) -> None:
    """Find devices, and show them."""
    _act(learning, event, carry_out)
    terminal.progress("")
    for found in learning.state.progress.findings:
        terminal.say(f"found: {found}", Colour.GREEN)


def _act(learning: Learning, event: Event, carry_out: Callable[[Effect], Event]) -> None:
    """Handle an event, and everything that follows from it without a person."""
    effects = learning.handle(event)
    while effects:
        effects = [more for effect in effects for more in learning.handle(carry_out(effect))]


# --- questions ------------------------------------------------------------------------------------


def _ask(terminal: Terminal, learning: Learning) -> Event | None:
    """The person's answer; None: give up."""
    while True:
        step = learning.state.step
        trouble = learning.state.trouble
        if trouble is not None:
            terminal.say(TROUBLES[trouble], Colour.RED)
        word = terminal.ask(f"{_question(step, learning)} ").strip()
        if word == "?":
            terminal.say(HELP)
            terminal.say(settings_snippet(learning.learnt), Colour.CYAN)
            continue
        if isinstance(step, NothingFound):
            return Again() if word in {"", "y", "a"} else None
        event = _event(step, word)
        if event is not None:
            return event
        terminal.say(f"{word!r} is no answer here; ? tells what is.", Colour.RED)


def _question(step: Step, learning: Learning) -> str:
    match step:
        case NothingFound():
            return (
                "Nothing answers: check power and ground, swap A and B, see that no other program "
                "uses the port. Look again? [y/n]"
            )
        case AskOpen(board, lock):
            return f"Open lock {lock} of {board.family} board {board.board}? [y/s/f]"
        case AskWhichDoor(trial):
            return f"Lock {trial.lock} was pulsed. Which door is open? [its number, or n for none]"
        case AskClose(trial):
            return f"Push door {trial.door} shut, then press enter."
        case AskShelf(scale):
            return f"Scale {scale.unit}: which shelf is it under? [its name, s, f]"
        case AskEmpty(shelf):
            return f"Take everything off shelf {shelf.shelf}, then press enter."
        case AskKnownWeight(shelf):
            return (
                f"Lay {shelf.known_mg / 1000:g} g on shelf {shelf.shelf}, then press enter; or "
                f"another weight, then type its grams."
            )
        case AskSure(shelf, shown_mg):
            return (
                f"It looks like {shown_mg / 1000:g} g, not {shelf.known_mg / 1000:g} g. Is the "
                f"right weight on it, and nothing else? [y/b]"
            )
        case AskGood(good):
            left = learning.goods_left
            return f"Put one {good.sku} on shelf {good.shelf}, then press enter ({left} left)."
        case ToldGood(checked):
            like = f" It looks like {' or '.join(checked.looks_like)}." * bool(checked.looks_like)
            return f"{checked.doubt}{like} Enter leaves it at that, a tries it again."
        case _:
            return "press enter"


def _event(step: Step, word: str) -> Event | None:
    """What the person's word means at this step; None: nothing."""
    if word.startswith("o ") and not isinstance(step, AskOpen | AskWhichDoor | AskClose):
        door = _door(word[2:].strip())
        return None if door is None else OpenDoor(door)
    plain: dict[str, Event] = {"b": Back(), "a": Again(), "s": Skip(), "f": Finish()}
    match step:
        case AskWhichDoor():
            if word == "n":
                return DoorNamed(None)
            door = _door(word)
            if door is not None:
                return DoorNamed(door)
            return plain.get(word) if word in {"a", "b"} else None
        case AskShelf():
            return plain.get(word) or (ShelfNamed(word) if word else None)
        case AskKnownWeight() if word.isascii() and word.isdigit() and 0 < len(word) < 6:
            return KnownWeight(int(word) * 1000) if int(word) else None
        case _:
            return plain.get(word) or (Yes() if word in {"", "y"} else None)


def _door(word: str) -> int | None:
    is_number = word.isascii() and word.isdigit() and len(word) < 4
    return int(word) if is_number and 1 <= int(word) <= 512 else None


# --- the end --------------------------------------------------------------------------------------


def _report(learnt: Learnt, out: Path | None, terminal: Terminal) -> int:
    for doubt in learnt.doubts:
        terminal.say(str(doubt), Colour.YELLOW)
    snippet = settings_snippet(learnt)
    terminal.say("\nFor the kiosk's settings:\n")
    terminal.say(snippet, Colour.CYAN)
    if out is not None:
        _write(out, snippet)
        terminal.say(f"written: {out}")
    return 1 if learnt.doubts else 0


def _check_out(out: Path | None) -> None:
    if out is not None and not out.parent.is_dir():
        raise PlanError(f"there is no folder {out.parent}: make it, or choose another --out.")


def _write(out: Path, snippet: str) -> None:
    """Whole or not at all."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=out.parent, prefix=f".{out.name}.", delete=False
        ) as file:
            file.write(snippet)
        Path(file.name).replace(out)
    except OSError as error:
        raise PlanError(
            f"{out} cannot be written: {error.strerror}. Copy it from above."
        ) from error


def _goods(cabinet: Path | None) -> tuple[GoodWanted, ...]:
    """Each good on its shelf, from a cabinet's file as the simulator reads it."""
    if cabinet is None:
        return ()
    plan = load_plan(cabinet)
    weights = {good.sku: good.weight_mg for good in plan.goods}
    return tuple(
        GoodWanted(facing.sku, shelf.name, weights[facing.sku])
        for shelf in plan.shelves
        if shelf.scale is not None
        for facing in shelf.goods
    )
