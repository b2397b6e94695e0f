"""How much proof a face needs before it pays, or sees what is kept: a policy, a decision, reasons.

    tap < four digits < full number < PIN < another way < face off

Every rule that holds asks for a step; the strongest wins, and its reasons are told to the shopper
and kept for staff. A face alone is enough only for a regular, a small amount and few members.
Money set aside has limits of its own; what no money ends, the day's sum does not either.
Pure: what is counted is read by the storage. No score leaves this file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from kiosk.domain.money import Money, yuan
from models.results import MatchPolicy

LAST_DIGITS = 4


class Step(IntEnum):
    """What proves the person besides the face; the higher, the more."""

    TAP = 0
    DIGITS = 1
    """The last four digits of the phone number."""
    NUMBER = 2
    """All of it."""
    PIN = 3
    OTHER_WAY = 4
    """This face does not pay now: a code, the counter, or number and PIN."""
    FACE_OFF = 5
    """Nobody pays by face on this kiosk for a while."""


class Deed(StrEnum):
    """What the face is to be good for."""

    PAY = "pay"
    HOLD = "hold"
    """Money set aside, and a door opened."""
    LOOK = "look"
    """Seeing what is kept of a member."""
    CHANGE = "change"
    """Deleting it, ending an agreement: never by a face alone."""


class Reason(StrEnum):
    """Why a step was asked for. Each has words for the shopper and for staff."""

    REGULAR = "regular"
    NOT_SURE = "not_sure"
    UNKNOWN = "unknown"
    TOO_OLD = "too_old"
    TWO_ALIKE = "two_alike"
    LOOK_ALIKE = "look_alike"
    FIRST_TIME = "first_time"
    FEW_VISITS = "few_visits"
    MANY_MEMBERS = "many_members"
    AMOUNT = "amount"
    DAY_AMOUNT = "day_amount"
    DAY_PAYMENTS = "day_payments"
    NOT_ALIVE = "not_alive"
    FAILURES = "failures"
    CHANGE = "change"


class Liveness(StrEnum):
    """What the check for a live person found."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class RiskPolicy:
    """Limits of each step; `day_*` are per member and day. Amounts and counts are inclusive.

    `*_hold`: of money set aside at a cabinet. It is the most that a visit can cost and many times
    what visits do cost, and what left is seen by weights: judged like a payment, no visit to a
    fridge that sets 80 yuan aside could ever be a tap. Whoever is taken for a member wrongly can
    cost that member as much as the hold, so it has a limit all the same.
    `prefers_pin`: where more than four digits are asked of a member with a PIN, ask for that.
    `valid_s`: how long a match may be tapped; `typing_s`: how long digits are waited for.
    """

    tap_members: int = 200
    tap_amount: Money = field(default_factory=lambda: yuan("50"))
    tap_visits: int = 5
    digits_members: int = 5000
    digits_amount: Money = field(default_factory=lambda: yuan("200"))
    tap_hold: Money = field(default_factory=lambda: yuan("100"))
    digits_hold: Money = field(default_factory=lambda: yuan("300"))
    day_amount: Money = field(default_factory=lambda: yuan("1000"))
    day_payments: int = 10
    prefers_pin: bool = False
    fails: int = 3
    fails_window_s: float = 300.0
    face_off_s: float = 900.0
    valid_s: float = 30.0
    typing_s: float = 60.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the agreeing frames said: the lowest score, and the highest of anybody else.

    `pack`: whose scores these are.

    `thresholds`: of this pack and this many members. `at_s` is monotonic, of the last frame.
    """

    member_id: str
    score: float
    runner_up: float
    thresholds: MatchPolicy
    at_s: float
    liveness: Liveness = Liveness.NOT_CHECKED
    pack: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What this kiosk knows of a member, today and before.

    `visits`: orders paid by face; `*_fails`: proofs that failed lately, of this member and of
    anybody on this kiosk; `spent` and `payments`: since midnight, those under way and what is set
    aside included.
    """

    visits: int = 0
    has_pin: bool = False
    is_look_alike: bool = False
    spent: Money = field(default_factory=lambda: Money(0))
    payments: int = 0
    person_fails: int = 0
    device_fails: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """`reasons`: all that asked for this step, the weightiest first. Never empty."""

    step: Step
    reasons: tuple[Reason, ...]


def decide(
    policy: RiskPolicy, seen: Evidence, known: History, amount: Money, deed: Deed = Deed.PAY
) -> Decision:
    """The strongest step that any rule asks for, with every reason for it."""
    asked = [*_no_face(policy, seen, known), *_of_deed(policy, seen, known, amount, deed)]
    if not asked:
        return Decision(Step.TAP, (Reason.REGULAR,))
    step = max(step for step, _ in asked)
    reasons = tuple(reason for one, reason in asked if one is step)
    wants_pin = policy.prefers_pin or deed is Deed.CHANGE
    if step is Step.NUMBER and wants_pin and known.has_pin:
        return Decision(Step.PIN, reasons)
    return Decision(step, reasons)


_Asked = list[tuple[Step, Reason]]


def _of_deed(
    policy: RiskPolicy, seen: Evidence, known: History, amount: Money, deed: Deed
) -> _Asked:
    match deed:
        case Deed.LOOK:
            return _sure(policy, seen, known)
        case Deed.CHANGE:
            return [(Step.NUMBER, Reason.CHANGE)]
        case Deed.HOLD:
            tap, digits = policy.tap_hold, policy.digits_hold
        case Deed.PAY:
            tap, digits = policy.tap_amount, policy.digits_amount
    return [
        *_day(policy, known, amount),
        *_whole_number(policy, seen, known, is_much=amount > digits),
        *_four_digits(policy, seen, known, is_much=amount > tap),
    ]


def _sure(policy: RiskPolicy, seen: Evidence, known: History) -> _Asked:
    """Whatever would make a payment ask for digits of this face makes its page ask for them all:
    no money is at stake that would make guessing dear."""
    lead = seen.score - seen.runner_up
    return _those(
        (not lead >= seen.thresholds.margin, Step.NUMBER, Reason.TWO_ALIKE),
        (known.is_look_alike, Step.NUMBER, Reason.LOOK_ALIKE),
        (not seen.score >= seen.thresholds.pay_accept, Step.NUMBER, Reason.NOT_SURE),
        (seen.thresholds.members > policy.tap_members, Step.NUMBER, Reason.MANY_MEMBERS),
    )


# Comparisons are written so that a nan, which damaged numbers can make, asks for more.
def _no_face(policy: RiskPolicy, seen: Evidence, known: History) -> _Asked:
    is_off = max(known.person_fails, known.device_fails) >= policy.fails
    return _those(
        (is_off, Step.FACE_OFF, Reason.FAILURES),
        (seen.liveness is Liveness.FAILED, Step.OTHER_WAY, Reason.NOT_ALIVE),
        (not seen.score >= seen.thresholds.accept, Step.OTHER_WAY, Reason.UNKNOWN),
    )


def _day(policy: RiskPolicy, known: History, amount: Money) -> _Asked:
    return _those(
        (known.spent + amount > policy.day_amount, Step.OTHER_WAY, Reason.DAY_AMOUNT),
        (known.payments >= policy.day_payments, Step.OTHER_WAY, Reason.DAY_PAYMENTS),
    )


def _whole_number(policy: RiskPolicy, seen: Evidence, known: History, *, is_much: bool) -> _Asked:
    lead = seen.score - seen.runner_up
    return _those(
        (not lead >= seen.thresholds.margin, Step.NUMBER, Reason.TWO_ALIKE),
        (is_much, Step.NUMBER, Reason.AMOUNT),
        (known.visits == 0, Step.NUMBER, Reason.FIRST_TIME),
        (seen.thresholds.members > policy.digits_members, Step.NUMBER, Reason.MANY_MEMBERS),
    )


def _four_digits(policy: RiskPolicy, seen: Evidence, known: History, *, is_much: bool) -> _Asked:
    return _those(
        (known.is_look_alike, Step.DIGITS, Reason.LOOK_ALIKE),
        (not seen.score >= seen.thresholds.pay_accept, Step.DIGITS, Reason.NOT_SURE),
        (is_much, Step.DIGITS, Reason.AMOUNT),
        (known.visits < policy.tap_visits, Step.DIGITS, Reason.FEW_VISITS),
        (seen.thresholds.members > policy.tap_members, Step.DIGITS, Reason.MANY_MEMBERS),
    )


def _those(*rules: tuple[bool, Step, Reason]) -> _Asked:
    return [(step, reason) for holds, step, reason in rules if holds]


def proves(step: Step, phone: str, digits: str) -> bool:
    """Whether what was typed belongs to the member with this number. PINs are checked elsewhere."""
    match step:
        case Step.DIGITS:
            return len(digits) == LAST_DIGITS and phone.endswith(digits)
        case Step.NUMBER:
            return digits == phone
        case _:
            return False
