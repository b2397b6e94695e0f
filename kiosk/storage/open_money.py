"""What money of a member is not final: found by the bare id, without opening anything of theirs.

Each look is one read of an index: it is asked while a member stands before the screen.
"""

from __future__ import annotations

import sqlite3

from kiosk.domain.cabinet_session import NOT_DECIDED
from kiosk.domain.leaving import Waits
from kiosk.storage import wallet

_QUERIES = {
    Waits.DEBT: "SELECT 1 FROM debts WHERE member_id = :id AND paid_by = ''",
    Waits.SESSION: """
        SELECT 1 FROM cabinet_sessions WHERE member_id = :id
            AND state IN ('opening', 'unlocking', 'shopping', 'settling', 'charging', 'review')
        UNION ALL
        SELECT 1 FROM cabinet_sessions WHERE member_id = :id AND dispute <> ''
            AND dispute <> :let_go
    """,
    Waits.HOLD: """
        SELECT 1 FROM holds WHERE member_id = :id
            AND state IN ('created', 'submitting', 'unknown', 'held', 'capturing', 'releasing')
    """,
    Waits.PAYMENT: """
        SELECT 1 FROM payments WHERE member_id = :id AND member_id <> ''
            AND state NOT IN ('paid', 'failed', 'closed', 'refunded')
        UNION ALL
        SELECT 1 FROM orders o JOIN payments p ON p.order_id = o.id
            WHERE o.state = 'open' AND p.state = 'paid' AND p.member_id = :id
        UNION ALL
        SELECT 1 FROM refunds r JOIN payments p ON p.id = r.payment_id
            WHERE r.state IN ('created', 'submitting', 'unknown') AND p.member_id = :id
    """,
}
"""The lists of states are, word for word, those of the partial indexes."""


def of_member(connection: sqlite3.Connection, member_id: str) -> tuple[Waits, ...]:
    """None: nothing of this member's money can change any more."""
    given = {"id": member_id, "let_go": NOT_DECIDED}
    found = {
        waits
        for waits, query in _QUERIES.items()
        if connection.execute(f"{query} LIMIT 1", given).fetchone()
    }
    if wallet.balance(connection, member_id).minor > 0:
        found.add(Waits.BALANCE)
    return tuple(waits for waits in Waits if waits in found)
