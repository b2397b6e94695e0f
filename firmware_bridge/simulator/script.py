"""The words that a person, or a script, says to a virtual cabinet; one act or pause a line.

    open 3 | close [3]          a person at a door        wait 2.5        seconds
    force 3                     a key or a crowbar        at 10           seconds after the start
    take cola [2] [from A]      into the hand             wait open 3 [within 10]
    put back [cola [2]]         where it came from        wait closed 3 [within 60]
    put cola [2] on B           somewhere else
    restock cola 5 on A         new units
    lay 500g on A | lift A      something foreign         empty A | refill A
    jam 3 | held 3 | ajar 3 | bounce 3                    free 3: all of these end
    drift A 5g | noise A 2g | dead A | freeze A | heal A | temperature 31 | overload A
    fault drop 0.05 [on PORT] | reset [PORT] | unplug [PORT] | plug [PORT]
    power off | power on | say 8A0101119B [on PORT]

What is behind a # is a remark. Pure: text in, acts out.
"""

import math
import shlex
from dataclasses import dataclass

from firmware_bridge.simulator import acts
from firmware_bridge.simulator.acts import Step
from firmware_bridge.simulator.errors import ScriptError
from firmware_bridge.simulator.wire import FAULT_NAMES

WORDS = __doc__.split("\n\n")[1]
"""The list for a person, from the docstring above."""

LONGEST_S = 86_400.0
HEAVIEST_MG = 1_000_000_000

OVERLOAD_MG = 100_000_000
WITHIN_S = 60.0


@dataclass(frozen=True)
class ScriptLine:
    """`number` counts from 1, as editors do. One line may be several steps (`free`)."""

    number: int
    text: str
    steps: tuple[Step, ...]


def parse_script(text: str) -> tuple[ScriptLine, ...]:
    """Every line that says something. ScriptError names the first wrong line."""
    lines = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            steps = parse_line(line)
        except ScriptError as error:
            raise ScriptError(f"line {number}: {error}") from error
        if steps:
            lines.append(ScriptLine(number, line.strip(), steps))
    return tuple(lines)


def parse_line(line: str) -> tuple[Step, ...]:
    """The steps of one line; none for an empty one. ScriptError says what is wrong with it."""
    try:
        words = shlex.split(line, comments=True)
    except ValueError as error:
        raise ScriptError(f"{line.strip()!r} cannot be read: {error}.") from error
    if not words:
        return ()
    steps = _pause(words) or _door(words) or _goods(words) or _scale(words) or _line(words)
    if not steps:
        raise ScriptError(f"{' '.join(words)!r} means nothing here; `help` lists the words.")
    return steps


def _pause(words: list[str]) -> tuple[Step, ...]:
    match words:
        case ["wait", ("open" | "closed") as state, door]:
            return (acts.WaitDoor(_number(door), state == "open", WITHIN_S),)
        case ["wait", ("open" | "closed") as state, door, "within", seconds]:
            return (acts.WaitDoor(_number(door), state == "open", _seconds(seconds)),)
        case ["wait", seconds]:
            return (acts.Wait(_seconds(seconds)),)
        case ["at", seconds]:
            return (acts.At(_seconds(seconds)),)
        case _:
            return ()


def _door(words: list[str]) -> tuple[Step, ...]:
    match words:
        case ["open", door]:
            return (acts.Open(_number(door)),)
        case ["close"]:
            return (acts.Close(),)
        case ["close", door]:
            return (acts.Close(_number(door)),)
        case ["force", door]:
            return (acts.Force(_number(door)),)
        case [("jam" | "held" | "ajar" | "bounce") as what, door]:
            return (acts.Trouble(what, _number(door)),)
        case ["free", door]:
            number = _number(door)
            return tuple(
                acts.Trouble(what, number, on=False) for what in ("jam", "held", "ajar", "bounce")
            )
        case _:
            return ()


def _goods(words: list[str]) -> tuple[Step, ...]:
    match words:
        case ["take", sku]:
            return (acts.Take(sku),)
        case ["take", sku, "from", shelf]:
            return (acts.Take(sku, 1, shelf),)
        case ["take", sku, count]:
            return (acts.Take(sku, _count(count)),)
        case ["take", sku, count, "from", shelf]:
            return (acts.Take(sku, _count(count), shelf),)
        case ["put", "back"]:
            return (acts.Put(),)
        case ["put", "back", sku]:
            return (acts.Put(sku),)
        case ["put", "back", sku, count]:
            return (acts.Put(sku, _count(count)),)
        case ["put", sku, "on", shelf]:
            return (acts.Put(sku, 1, shelf),)
        case ["put", sku, count, "on", shelf]:
            return (acts.Put(sku, _count(count), shelf),)
        case ["restock", sku, count, "on", shelf]:
            return (acts.Restock(sku, _count(count), shelf),)
        case _:
            return ()


def _scale(words: list[str]) -> tuple[Step, ...]:
    match words:
        case ["lay", weight, "on", shelf]:
            return (acts.Lay(_milligrams(weight), shelf),)
        case ["overload", shelf]:
            return (acts.Lay(OVERLOAD_MG, shelf),)
        case ["lift", shelf]:
            return (acts.Lift(shelf),)
        case ["empty", shelf]:
            return (acts.Empty(shelf),)
        case ["refill", shelf]:
            return (acts.Refill(shelf),)
        case ["drift", shelf, weight]:
            return (acts.Drift(shelf, _milligrams(weight, negative=True)),)
        case ["noise", shelf, weight]:
            return (acts.Noise(shelf, _milligrams(weight)),)
        case ["dead", shelf]:
            return (acts.Dead(shelf),)
        case ["freeze", shelf]:
            return (acts.Freeze(shelf),)
        case ["heal", shelf]:
            return (acts.Heal(shelf),)
        case ["temperature", degrees]:
            return (acts.Temperature(_between(degrees, -40, 80, "degrees from -40 to 80")),)
        case _:
            return ()


def _line(words: list[str]) -> tuple[Step, ...]:
    match words:
        case ["fault", name, chance]:
            return (_fault(name, chance, None),)
        case ["fault", name, chance, "on", port]:
            return (_fault(name, chance, port),)
        case ["reset", *port] if len(port) < 2:
            return (acts.Reset(*port),)
        case ["unplug", *port] if len(port) < 2:
            return (acts.Unplug(*port),)
        case ["plug", *port] if len(port) < 2:
            return (acts.Plug(*port),)
        case ["power", ("on" | "off") as state]:
            return (acts.Power(state == "on"),)
        case ["say", data]:
            return (acts.Inject(_bytes(data)),)
        case ["say", data, "on", port]:
            return (acts.Inject(_bytes(data), port),)
        case _:
            return ()


# --- words to values ----------------------------------------------------------------------------


def _fault(name: str, chance: str, port: str | None) -> acts.Fault:
    if name not in FAULT_NAMES:
        raise ScriptError(f"fault {name!r} is not known: say one of {', '.join(FAULT_NAMES)}.")
    return acts.Fault(name, _between(chance, 0, 1, "a chance from 0 to 1"), port)


def _number(word: str) -> int:
    return _whole(word, 1, 512, "a door by its number")


def _count(word: str) -> int:
    return _whole(word, 1, 1000, "how many, 1 to 1000")


def _whole(word: str, least: int, most: int, wanted: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 9 and least <= int(word) <= most):
        raise ScriptError(f"{word!r}: say {wanted}.")
    return int(word)


def _seconds(word: str) -> float:
    return _between(word.removesuffix("s"), 0, LONGEST_S, "seconds, such as 2.5")


def _between(word: str, least: float, most: float, wanted: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = math.nan
    if not least <= number <= most:  # false for nan too
        raise ScriptError(f"{word!r}: say {wanted}.")
    return number


def _milligrams(word: str, *, negative: bool = False) -> int:
    """`500g`, `1.5kg`, `200mg`, or milligrams alone."""
    for unit, factor in (("mg", 1), ("kg", 1_000_000), ("g", 1_000), ("", 1)):
        if word.endswith(unit):
            most = HEAVIEST_MG / factor
            least = -most if negative else 0
            wanted = f"a weight, such as 500g, 1.5kg or 200mg, not {word}"
            return round(_between(word.removesuffix(unit), least, most, wanted) * factor)
    raise AssertionError("every word ends with nothing")


def _bytes(word: str) -> bytes:
    try:
        data = bytes.fromhex(word)
    except ValueError as error:
        raise ScriptError(f"{word!r}: say bytes as pairs of hex digits, 8A0101119B.") from error
    if not 1 <= len(data) <= 256:
        raise ScriptError(f"{word!r}: say 1 to 256 bytes.")
    return data
