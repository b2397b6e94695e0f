"""What goes wrong, when, and how often: rules in a tester's words.

timeout-after,method=alipay.trade.pay,nth=2      the second pay: charged, and no answer
error-before,method=wechat.*,chance=0.1          one in ten, by the seed
pays-late,seconds=5,times=1                      once
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from kiosk.simulators.payment_service.errors import SettingsError
from kiosk.simulators.payment_service.given import Rng


class Fault(StrEnum):
    TIMEOUT_BEFORE = "timeout-before"
    TIMEOUT_AFTER = "timeout-after"
    ERROR_BEFORE = "error-before"
    ERROR_AFTER = "error-after"
    PAYS_LATE = "pays-late"
    WRONG_SIGNATURE = "wrong-signature"
    MISSING_SIGNATURE = "missing-signature"
    HALF_OPEN = "half-open"
    SLOW_DRIP = "slow-drip"
    RESET = "reset"
    RESET_BEFORE = "reset-before"
    TRUNCATED = "truncated"
    RUBBISH = "rubbish"
    BAD_GATEWAY = "bad-gateway"
    BAD_GATEWAY_AFTER = "bad-gateway-after"
    NOTIFY_FIRST = "notify-first"
    DUPLICATE_NOTIFY = "duplicate-notify"
    LOST_NOTIFY = "lost-notify"


EXPLAINED = {
    Fault.TIMEOUT_BEFORE: "nothing is done, no answer; the connection hangs, then closes",
    Fault.TIMEOUT_AFTER: "done (charged, cancelled …), no answer; hangs, then closes",
    Fault.ERROR_BEFORE: "nothing is done; 20000 / SYSTEM_ERROR",
    Fault.ERROR_AFTER: "done; the answer says 20000 / SYSTEM_ERROR",
    Fault.PAYS_LATE: "the buyer says yes after seconds=N, or at query number queries=N",
    Fault.WRONG_SIGNATURE: "done; the answer's signature does not verify",
    Fault.MISSING_SIGNATURE: "done; the answer is not signed",
    Fault.HALF_OPEN: "nothing is done, no answer, and the connection stays open for good",
    Fault.SLOW_DRIP: "done; the answer comes byte by byte, seconds=N between two (0.5)",
    Fault.RESET: "done; the connection is reset in the middle of the answer",
    Fault.RESET_BEFORE: "nothing is done; the connection is reset",
    Fault.TRUNCATED: "done; the body ends early",
    Fault.RUBBISH: "done; bytes that are no HTTP",
    Fault.BAD_GATEWAY: "nothing is done; a 502 page",
    Fault.BAD_GATEWAY_AFTER: "done; a 502 page",
    Fault.NOTIFY_FIRST: "the notify is sent before the answer",
    Fault.DUPLICATE_NOTIFY: "(method=notify.*) each notify is sent twice",
    Fault.LOST_NOTIFY: "(method=notify.*) the notify is never sent",
}


@dataclass(frozen=True, slots=True)
class FaultRule:
    """`method` is a glob over call names. `nth` counts matching calls from 1; `times` 0: always."""

    fault: Fault
    method: str = "*"
    nth: int = 0
    chance: float = 1.0
    times: int = 0
    seconds: float = 0.0
    queries: int = 0


NUMBERS: dict[str, type[int] | type[float]] = {
    "nth": int,
    "chance": float,
    "times": int,
    "seconds": float,
    "queries": int,
}


def parse_fault(text: str) -> FaultRule:
    """Raises SettingsError, which says what was wrong."""
    name, _, rest = text.strip().partition(",")
    if name not in set(Fault):
        raise SettingsError(f"No fault {name!r}. Faults: {', '.join(Fault)}.")
    fields: dict[str, str | int | float] = {}
    for part in filter(None, (word.strip() for word in rest.split(","))):
        key, _, value = part.partition("=")
        if key == "method" and value:
            fields["method"] = value
            continue
        fields[key] = _number(key, value, text)
    if fields.get("nth") and "times" not in fields:
        fields["times"] = 1
    return FaultRule(Fault(name), **fields)  # type: ignore[arg-type]  # checked word by word above


def _number(key: str, value: str, text: str) -> int | float:
    if key not in NUMBERS:
        raise SettingsError(f"In {text!r}: no {key!r}. There are method, {', '.join(NUMBERS)}.")
    try:
        number = NUMBERS[key](value)
    except ValueError as error:
        raise SettingsError(f"In {text!r}: {key} is not a number: {value!r}.") from error
    if not 0 <= number <= (1 if key == "chance" else 1_000_000):
        raise SettingsError(f"In {text!r}: {key} cannot be {value}.")
    return number


class FaultPlan:
    """The rules in force. Any thread may ask; the same seed and calls give the same faults."""

    def __init__(self, rng: Rng, rules: Iterable[FaultRule] = ()) -> None:
        self._rng = rng
        self._lock = threading.Lock()
        self._rules: list[_Counting] = []
        for rule in rules:
            self.add(rule)

    def add(self, rule: FaultRule) -> None:
        with self._lock:
            self._rules.append(_Counting(rule))

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()

    def rules(self) -> tuple[tuple[FaultRule, int], ...]:
        """Each with how often it has struck."""
        with self._lock:
            return tuple((counting.rule, counting.struck) for counting in self._rules)

    def for_call(self, name: str) -> dict[Fault, FaultRule]:
        with self._lock:
            struck = [c.rule for c in self._rules if c.strikes(name, self._rng)]
        return {rule.fault: rule for rule in reversed(struck)}


class _Counting:
    def __init__(self, rule: FaultRule) -> None:
        self.rule = rule
        self.seen = 0
        self.struck = 0

    def strikes(self, name: str, rng: Rng) -> bool:
        rule = self.rule
        if not fnmatchcase(name, rule.method):
            return False
        self.seen += 1
        if rule.nth and self.seen < rule.nth:
            return False
        if rule.times and self.struck >= rule.times:
            return False
        if rule.chance < 1 and rng.random() >= rule.chance:
            return False
        self.struck += 1
        return True
