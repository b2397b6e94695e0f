"""What this kiosk knows of a member whose face is shown, and what was asked of them.

A check is on disk before its answer is shown. It is good for one deed: one order, or one session at
a cabinet, that is not cancelled, and one amount; how long it is good is judged by whoever charges
(perform_faces.py).
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.money import Money
from kiosk.domain.risk import Decision, Deed, History, Reason, RiskPolicy, Step
from kiosk.storage import face_failures, look_alikes
from kiosk.storage.database import transaction


def history(
    connection: sqlite3.Connection, member_id: str, policy: RiskPolicy, now: datetime
) -> History:
    """All but whether the member has a PIN. Index reads only, and no table is walked through."""
    spent, payments = _today(connection, member_id, now)
    aside, holds = _set_aside(connection, member_id)
    person, device = face_failures.recent(
        connection, member_id, now.timestamp(), policy.fails_window_s
    )
    return History(
        visits=_visits(connection, member_id, policy.tap_visits),
        is_look_alike=look_alikes.is_one(connection, member_id),
        spent=spent + aside,
        payments=payments + holds,
        person_fails=person,
        device_fails=device,
    )


def _visits(connection: sqlite3.Connection, member_id: str, at_most: int) -> int:
    """Orders paid by face; no more are counted than matter."""
    (count,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM face_checks c JOIN orders o ON o.id = c.order_id"
        " WHERE c.member_id = ? AND o.state = 'paid' LIMIT ?)",
        (member_id, max(1, at_most)),
    ).fetchone()
    return int(count)


def _today(
    connection: sqlite3.Connection, member_id: str, now: datetime, currency: str = "CNY"
) -> tuple[Money, int]:
    """Paid or under way since midnight. What was given back since counts all the same."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0).isoformat()
    minor, count = connection.execute(
        "SELECT coalesce(sum(amount_minor), 0), count(*) FROM payments"
        " WHERE member_id = ? AND member_id <> '' AND created_at >= ?"
        " AND state NOT IN ('failed', 'closed') AND currency = ?",
        (member_id, midnight, currency),
    ).fetchone()
    return Money(minor, currency), count


def _set_aside(
    connection: sqlite3.Connection, member_id: str, currency: str = "CNY"
) -> tuple[Money, int]:
    """Holds that are open: each may still become a payment of all of it."""
    minor, count = connection.execute(
        "SELECT coalesce(sum(amount_minor), 0), count(*) FROM holds WHERE member_id = ?"
        " AND currency = ? AND state IN"  # these words exactly: they are the index's
        " ('created', 'submitting', 'unknown', 'held', 'capturing', 'releasing')",
        (member_id, currency),
    ).fetchone()
    return Money(minor, currency), count


# --- checks -------------------------------------------------------------------------------------


def ask(  # noqa: PLR0913, PLR0917 - one row
    connection: sqlite3.Connection,
    check_id: str,
    member_id: str,
    amount: Money,
    decision: Decision,
    at: datetime,
    deed: Deed = Deed.PAY,
) -> None:
    """Write down what is asked, and why. A tap alone is proved at once; another way, refused."""
    if decision.step is Step.TAP:
        state = "proved"
    else:
        state = "refused" if decision.step >= Step.OTHER_WAY else "asked"
    row = (
        check_id,
        at.isoformat(timespec="seconds"),
        member_id,
        amount.minor,
        amount.currency,
        decision.step.name.lower(),
        " ".join(decision.reasons),
        state,
        deed,
    )
    with transaction(connection):
        connection.execute(
            "INSERT INTO face_checks (id, at, member_id, amount_minor, currency, step, reasons,"
            " state, deed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )


def asked(connection: sqlite3.Connection, check_id: str) -> tuple[str, Step] | None:
    """(member id, step) of a check that still waits for its proof."""
    row = connection.execute(
        "SELECT member_id, step FROM face_checks WHERE id = ? AND state = 'asked'", (check_id,)
    ).fetchone()
    return (row[0], Step[row[1].upper()]) if row else None


def end(connection: sqlite3.Connection, check_id: str, *, is_proved: bool) -> None:
    """Once: a check that was proved or refused stays so."""
    with transaction(connection):
        connection.execute(
            "UPDATE face_checks SET state = ? WHERE id = ? AND state = 'asked'",
            ("proved" if is_proved else "refused", check_id),
        )


def spend(  # what an approval says
    connection: sqlite3.Connection,
    check_id: str,
    order_id: str,
    member_id: str,
    amount: Money,
    deed: Deed = Deed.PAY,
) -> bool:
    """Give the check to this order, durably. False: not proved, not of this member, amount or deed,
    or spent on another order that may still be paid. The same order again is fine. At a cabinet the
    order is made when the door is shut: its id is the session's before."""
    with transaction(connection):
        return (
            connection.execute(
                "UPDATE face_checks SET order_id = ? WHERE id = ? AND state = 'proved'"
                " AND member_id = ? AND amount_minor = ? AND currency = ? AND deed = ?"
                " AND (order_id IS NULL OR order_id = ? OR EXISTS (SELECT 1 FROM orders o"
                "      WHERE o.id = face_checks.order_id AND o.state = 'cancelled')"
                "  OR EXISTS (SELECT 1 FROM cabinet_sessions s WHERE s.order_id <> ''"
                "      AND s.order_id = face_checks.order_id AND s.state = 'cancelled'))",
                (order_id, check_id, member_id, amount.minor, amount.currency, deed, order_id),
            ).rowcount
            == 1
        )


def confirmed(connection: sqlite3.Connection, check_id: str, member_id: str) -> Step | None:
    """What this member proved by it, once more than a face has said yes: a tap under the name
    that was shown, goods taken under it at a cabinet and paid, or digits. None before that, and for
    a check of anybody else."""
    row = connection.execute(
        "SELECT step, order_id IS NOT NULL AND (deed <> 'hold' OR EXISTS (SELECT 1 FROM orders o"
        "   WHERE o.id = face_checks.order_id AND o.state = 'paid'))"
        " FROM face_checks WHERE id = ? AND member_id = ? AND state = 'proved'",
        (check_id, member_id),
    ).fetchone()
    if row is None:
        return None
    step, is_yes = Step[row[0].upper()], bool(row[1])
    return step if is_yes or step > Step.TAP else None


def of_order(connection: sqlite3.Connection, order_id: str) -> Decision | None:
    """What was asked before this order was paid by face; None if it was not."""
    row = connection.execute(
        "SELECT step, reasons FROM face_checks WHERE order_id = ?", (order_id,)
    ).fetchone()
    if row is None:
        return None
    return Decision(Step[row[0].upper()], tuple(Reason(one) for one in row[1].split()))
