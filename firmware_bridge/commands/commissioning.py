"""`learn`: commissioning in a terminal. Asks, carries out, shows what was learnt, writes it."""

import argparse
import tempfile
import threading
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
    AskWhichDoor,
    Back,
    Begin,
    DoorNamed,
    Event,
    Finish,
    Finished,
    NothingFound,
    OpenDoor,
    ShelfNamed,
    Skip,
    State,
    Step,
    Yes,
)
from firmware_bridge.learnt import GoodWanted, Learnt, settings_snippet
from firmware_bridge.prober import Prober
from firmware_bridge.scanning import BAUDS, Probe, ScanWishes
from firmware_bridge.simulator.plan import load_plan

HELP = """enter or y  yes, done              s  leave this one out   f    on to the next part
b           undo the last answer   a  this one once more   o 1  open door 1, to reach its shelves
?           this list, and what was learnt so far"""


def learn(arguments: argparse.Namespace, terminal: Terminal, clock: Callable[[], float]) -> int:
    """0 with no doubts left, 1 if nothing was found or something is in doubt."""
    learning = Learning(arguments.port, weight_mg(arguments.known), _goods(arguments.cabinet))
    wishes = ScanWishes(
        bauds=tuple(arguments.baud) or BAUDS,
        families=tuple(arguments.family) or FAMILY_NAMES,
        profiles=tuple(arguments.profile),
        deep=arguments.deep,
    )
    _check_out(arguments.out)
    terminal.say("Empty the cabinet of people's hands, and keep every door in sight.")
    terminal.say(HELP, Colour.FAINT)

    def progress(probe: Probe, count: int) -> None:
        terminal.progress(f"looking: {count + 1}. {probe} … ")

    with Prober(arguments.port, clock, reply_s=arguments.reply_ms / 1000) as prober:
        wait = threading.Event().wait
        devices = LearningDevices(prober, wishes, clock, wait, progress)
        terminal.say(f"Looking for boards and scales on {arguments.port}; nothing is opened yet.")
        _look(learning, Begin(), devices, terminal)
        while not isinstance(learning.state.step, Finished):
            event = _ask(terminal, learning)
            if event is None:
                return 1
            if isinstance(learning.state.step, NothingFound):
                _look(learning, event, devices, terminal)
            else:
                _act(learning, event, devices)
    return _report(learning.learnt, arguments.out, terminal)


def _look(learning: Learning, event: Event, devices: LearningDevices, terminal: Terminal) -> None:
    """Find devices, and show them."""
    _act(learning, event, devices)
    terminal.progress("")
    for found in learning.state.findings:
        terminal.say(f"found: {found}", Colour.GREEN)


def _act(learning: Learning, event: Event, devices: LearningDevices) -> None:
    """Handle an event, and everything that follows from it without a person."""
    effects = learning.handle(event)
    while effects:
        effects = [
            more for effect in effects for more in learning.handle(devices.carry_out(effect))
        ]


# --- questions ------------------------------------------------------------------------------------


def _ask(terminal: Terminal, learning: Learning) -> Event | None:
    """The person's answer; None: give up."""
    while True:
        step = learning.state.step
        note = getattr(step, "note", None)
        if note:
            terminal.say(note, Colour.RED)
        word = terminal.ask(f"{_question(step, learning.state)} ").strip()
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


def _question(step: Step, state: State) -> str:
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
            return f"Lay {shelf.known_mg / 1000:g} g on shelf {shelf.shelf}, then press enter."
        case AskGood(good):
            left = len(state.goods_left)
            return f"Put one {good.sku} on shelf {good.shelf}, then press enter ({left} more)."
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
        case _:
            return plain.get(word) or (Yes() if word in {"", "y"} else None)


def _door(word: str) -> int | None:
    is_number = word.isascii() and word.isdigit() and len(word) < 4
    return int(word) if is_number and 1 <= int(word) <= 512 else None


# --- the end --------------------------------------------------------------------------------------


def _report(learnt: Learnt, out: Path | None, terminal: Terminal) -> int:
    for doubt in learnt.doubts:
        terminal.say(doubt, Colour.YELLOW)
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
