"""`status`, `unlock` and `weigh`: one question or order, one answer."""

import argparse
from collections.abc import Callable

from firmware_bridge.commands.desk import Desk
from firmware_bridge.commands.terminal import Colour, Terminal
from firmware_bridge.commands.words import plan_of, weight_mg
from firmware_bridge.errors import PlanError
from firmware_bridge.messages import DoorOpened, LockAddress, UnlockFailed, UnlockUnknown
from firmware_bridge.weights import (
    CalibrateEmpty,
    CalibrateWith,
    Quality,
    ScaleOrder,
    ScaleOrderDone,
    ScaleOrderFailed,
    ScaleOrderUnknown,
    Tare,
    WeightRead,
)

STATES = {True: "open", False: "closed", None: "no answer"}
COLOURS = {True: Colour.YELLOW, False: Colour.GREEN, None: Colour.RED}

Clock = Callable[[], float]
NewId = Callable[[], str]


def status(arguments: argparse.Namespace, terminal: Terminal, clock: Clock) -> int:
    plan = plan_of(arguments)
    answers = 0
    with Desk(arguments.port, plan, clock, terminal.complain) as desk:
        for address in plan.doors:
            seen = desk.look(address)
            terminal.say(f"{address}: {STATES[seen.is_open]}", COLOURS[seen.is_open])
            terminal.tell({"board": address.board, "lock": address.lock, "is_open": seen.is_open})
            answers += seen.is_open is not None
        for on_bus in plan.scales:
            answers += _show_weight(terminal, desk.weigh(on_bus.scale))
    if answers:
        return 0
    terminal.complain(
        "Nothing answers: check power, A/B wires and DIP address, or find it with "
        f"`python -m firmware_bridge scan --port {arguments.port}`."
    )
    return 3


def unlock(arguments: argparse.Namespace, terminal: Terminal, clock: Clock, new_id: NewId) -> int:
    address = LockAddress(arguments.board, arguments.lock)
    with Desk(arguments.port, plan_of(arguments), clock, terminal.complain) as desk:
        result = desk.unlock(new_id(), address)
    told: dict[str, object] = {"board": address.board, "lock": address.lock}
    match result:
        case DoorOpened():
            terminal.say(f"{address}: open", Colour.YELLOW)
            terminal.tell(told | {"result": "open"})
            return 0
        case UnlockFailed(_, _, reason):
            terminal.complain(f"{address}: did not open: {reason}")
            terminal.tell(told | {"result": "did not open", "reason": reason})
            return 1
        case UnlockUnknown(_, _, reason):
            terminal.complain(f"{address}: unknown: {reason}")
            terminal.tell(told | {"result": "unknown", "reason": reason})
            return 3


def weigh(arguments: argparse.Namespace, terminal: Terminal, clock: Clock, new_id: NewId) -> int:
    if not arguments.scale:
        raise PlanError("say which scale: --scale 1, or several of them.")
    plan, order = plan_of(arguments), _order(arguments)
    if order is not None and len(plan.scales) != 1:
        raise PlanError("tare and calibrate one scale at a time: one --scale.")
    with Desk(arguments.port, plan, clock, terminal.complain) as desk:
        if order is not None:
            result = desk.order_scale(new_id(), plan.scales[0].scale, order)
            match result:
                case ScaleOrderDone(_, scale):
                    terminal.say(f"{scale}: done", Colour.GREEN)
                case ScaleOrderFailed(_, scale, reason):
                    terminal.complain(f"{scale}: not done: {reason}")
                    return 1
                case ScaleOrderUnknown(_, scale, reason):
                    terminal.complain(f"{scale}: unknown: {reason}")
                    return 3
        answers = [_show_weight(terminal, desk.weigh(on_bus.scale)) for on_bus in plan.scales]
    return 0 if all(answers) else 3


def _show_weight(terminal: Terminal, read: WeightRead | None) -> bool:
    """Whether there was a number to show."""
    if read is None:
        return False
    terminal.say(
        f"{read.scale}: {weight_in_words(read)}", None if read.mg is not None else Colour.RED
    )
    terminal.tell({"scale": read.scale.unit, "mg": read.mg, "quality": read.quality.value})
    return read.mg is not None


def weight_in_words(read: WeightRead) -> str:
    match read.mg, read.quality:
        case None, Quality.OVERLOAD:
            return "too much on it, or a wire of its load cell is off"
        case None, _:
            return "no answer"
        case mg, Quality.UNSTABLE:
            return f"{mg / 1000:g} g (moving)"
        case mg, _:
            return f"{mg / 1000:g} g"


def _order(arguments: argparse.Namespace) -> ScaleOrder | None:
    if arguments.tare:
        return Tare()
    if arguments.empty:
        return CalibrateEmpty()
    return None if arguments.known is None else CalibrateWith(weight_mg(arguments.known))
