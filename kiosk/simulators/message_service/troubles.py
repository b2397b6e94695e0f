"""How the service misbehaves, when, and how often: rules in a tester's words.

refuses,code=isv.AMOUNT_NOT_ENOUGH        refuses every message with this code
delivers-late,seconds=70,times=1          takes one, and its code arrives 70 s later
timeout-after                             sends it, and never answers
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from enum import StrEnum

from kiosk.simulators.payment_service.errors import SettingsError


class Trouble(StrEnum):
    REFUSES = "refuses"
    DELIVERS_LATE = "delivers-late"
    LOSES = "loses"
    ANSWERS_LATE = "answers-late"
    TIMEOUT_BEFORE = "timeout-before"
    TIMEOUT_AFTER = "timeout-after"
    RESET = "reset"
    TRUNCATED = "truncated"
    RUBBISH = "rubbish"
    BAD_GATEWAY = "bad-gateway"
    SYSTEM_ERROR = "system-error"


EXPLAINED = {
    Trouble.REFUSES: "nothing is sent; code=NAME, else isv.BUSINESS_LIMIT_CONTROL",
    Trouble.DELIVERS_LATE: "taken; the phone gets it seconds=N later",
    Trouble.LOSES: "taken; the phone never gets it",
    Trouble.ANSWERS_LATE: "sent; the answer comes seconds=N later",
    Trouble.TIMEOUT_BEFORE: "nothing is sent, and there is no answer",
    Trouble.TIMEOUT_AFTER: "sent, and there is no answer",
    Trouble.RESET: "sent; the connection is reset in the middle of the answer",
    Trouble.TRUNCATED: "sent; the body ends early",
    Trouble.RUBBISH: "sent; bytes that are no HTTP",
    Trouble.BAD_GATEWAY: "nothing is sent; a 502 page",
    Trouble.SYSTEM_ERROR: "nothing is sent; isp.SYSTEM_ERROR",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`times` 0: always."""

    trouble: Trouble
    times: int = 0
    seconds: float = 0.0
    code: str = "isv.BUSINESS_LIMIT_CONTROL"


def parse_rule(text: str) -> Rule:
    """Raises SettingsError, which says what was wrong."""
    name, *parts = text.strip().split(",")
    if name not in set(Trouble):
        raise SettingsError(f"No trouble {name!r}. There are: {', '.join(Trouble)}.")
    given = dict(part.strip().partition("=")[::2] for part in parts)
    forms = {"times": r"[0-9]{1,6}", "seconds": r"[0-9]{1,5}(\.[0-9]{1,3})?",
             "code": r"[A-Za-z][A-Za-z0-9_.]{0,79}"}  # fmt: skip
    for key, value in given.items():
        if key not in forms or not re.fullmatch(forms[key], value, re.ASCII):
            raise SettingsError(f"In {text!r}: {key}={value} is not understood.")
    return Rule(
        Trouble(name),
        int(given.get("times", "0")),
        float(given.get("seconds", "0")),
        given.get("code", "isv.BUSINESS_LIMIT_CONTROL"),
    )


@dataclass
class _Left:
    rule: Rule
    times: int


class Troubles:
    """The rules in force; the oldest that still counts strikes. Any thread may ask."""

    def __init__(self, rules: tuple[Rule, ...] = ()) -> None:
        self._lock = threading.Lock()
        self._left = [_Left(rule, rule.times) for rule in rules]

    def add(self, rule: Rule) -> None:
        with self._lock:
            self._left.append(_Left(rule, rule.times))

    def clear(self) -> None:
        with self._lock:
            self._left.clear()

    def rules(self) -> tuple[Rule, ...]:
        with self._lock:
            return tuple(left.rule for left in self._left)

    def strike(self) -> Rule | None:
        with self._lock:
            if not self._left:
                return None
            first = self._left[0]
            first.times -= 1
            if first.times == 0:
                self._left.pop(0)
            return first.rule
