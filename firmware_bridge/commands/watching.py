"""`watch`, `record` and `replay`: what happens on a bus, live or afterwards."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from firmware_bridge.capture import Captured, read_capture, replay, write_to
from firmware_bridge.commands.desk import Desk
from firmware_bridge.commands.doors_and_weights import weight_in_words
from firmware_bridge.commands.terminal import Colour, Terminal
from firmware_bridge.commands.words import plan_of
from firmware_bridge.errors import CaptureError
from firmware_bridge.messages import (
    DoorClosed,
    DoorOpened,
    DoorSeen,
    DoorUnknown,
    LinkEvent,
    LinkLost,
    LinkRestored,
    UnexpectedOpening,
)
from firmware_bridge.weights import Quality, ScaleAddress, WeightRead

NEWS_MG = 2_000
"""A weight is news when it changed by so much."""

TICK_S = 0.2

Clock = Callable[[], float]


def watch(arguments: argparse.Namespace, terminal: Terminal, clock: Clock) -> int:
    """Until Ctrl-C or the end of `--seconds`."""
    with Desk(arguments.port, plan_of(arguments), clock, terminal.complain) as desk:
        return _watch(desk, arguments, terminal, clock)


def record(arguments: argparse.Namespace, terminal: Terminal, clock: Clock) -> int:
    plan = plan_of(arguments)
    try:
        with arguments.file.open("x", encoding="utf-8") as file:
            desk = Desk(arguments.port, plan, clock, terminal.complain, write_to(file))
            with desk:
                _watch(desk, arguments, terminal, clock)
    except FileExistsError as error:
        raise CaptureError(f"{arguments.file} exists already: choose another name.") from error
    except OSError as error:
        raise CaptureError(f"{arguments.file} cannot be written: {error.strerror}.") from error
    terminal.say(f"written: {arguments.file}")
    return 0


def show_replay(arguments: argparse.Namespace, terminal: Terminal) -> int:
    plan = plan_of(arguments)
    try:
        with arguments.file.open(encoding="utf-8", errors="replace") as file:
            for piece in replay(read_capture(file), plan):
                _show_piece(terminal, piece.captured, [str(message) for message in piece.messages])
    except OSError as error:
        raise CaptureError(f"{arguments.file} cannot be read: {error.strerror}.") from error
    return 0


def _watch(desk: Desk, arguments: argparse.Namespace, terminal: Terminal, clock: Clock) -> int:
    began_at = clock()
    news = _News()
    end_s = float("inf") if arguments.seconds is None else arguments.seconds
    try:
        while (since := clock() - began_at) < end_s:
            event = desk.next_event(min(TICK_S, end_s - since))
            if event is not None and news.is_news(event):
                _show(terminal, clock() - began_at, event)
    except KeyboardInterrupt:
        terminal.say("ended")
    return 0


class _News:
    """Leaves out weights that did not change: a scale is read five times a second."""

    def __init__(self) -> None:
        self._told: dict[ScaleAddress, WeightRead] = {}

    def is_news(self, event: LinkEvent) -> bool:
        if not isinstance(event, WeightRead):
            return True
        before = self._told.get(event.scale)
        if before is not None and _is_same(before, event):
            return False
        self._told[event.scale] = event
        return True


def _is_same(before: WeightRead, after: WeightRead) -> bool:
    if before.mg is None or after.mg is None:
        return before.mg is after.mg and before.quality is after.quality
    settled = before.quality is Quality.UNSTABLE and after.quality is not Quality.UNSTABLE
    return abs(before.mg - after.mg) < NEWS_MG and not settled


@dataclass(frozen=True)
class _Words:
    who: str
    what: str
    colour: Colour | None = None


def _show(terminal: Terminal, at: float, event: LinkEvent) -> None:
    words = _words(event)
    terminal.say(f"{at:9.2f} s  {words.who}: {words.what}", words.colour)
    terminal.tell({"at": round(at, 3), "who": words.who, "what": words.what})


def _words(event: LinkEvent) -> _Words:
    match event:
        case DoorSeen(address, is_open):
            what = {True: "is open", False: "is closed", None: "does not answer"}[is_open]
            return _Words(str(address), what, Colour.YELLOW if is_open else None)
        case UnexpectedOpening(address, was_reported):
            how = " (the board says so; a reading follows)" if was_reported else ""
            return _Words(str(address), f"OPENED, and nobody ordered it{how}", Colour.RED)
        case DoorOpened(_, address):
            return _Words(str(address), "opened", Colour.YELLOW)
        case DoorClosed(address):
            return _Words(str(address), "was closed", Colour.GREEN)
        case DoorUnknown(address):
            return _Words(str(address), "has not been read for a while: unknown", Colour.RED)
        case WeightRead(scale):
            return _Words(str(scale), weight_in_words(event), Colour.CYAN)
        case LinkLost(port, reason):
            return _Words(port, reason, Colour.RED)
        case LinkRestored(port):
            return _Words(port, "is back", Colour.GREEN)
        case _:
            return _Words("bus", str(event))


def _show_piece(terminal: Terminal, piece: Captured, messages: list[str]) -> None:
    direction = piece.direction.value
    terminal.say(
        f"{piece.at:12.3f} s  {direction:5}  {piece.data.hex(' ')}"
        + "".join(f"\n{'':22}{message}" for message in messages)
    )
    terminal.tell(
        {
            "at": piece.at,
            "direction": direction,
            "hex": piece.data.hex(),
            "messages": [*messages],
        }
    )
