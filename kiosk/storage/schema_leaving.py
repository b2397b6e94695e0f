"""The table of members who are to be forgotten once their open money is settled."""

LEAVING = """
CREATE TABLE leaving (
    member_id TEXT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    why       TEXT NOT NULL CHECK (why IN ('shopper', 'staff', 'fleet')),
    at        TEXT NOT NULL,
    receipt   TEXT NOT NULL CHECK (receipt <> '')
) STRICT
"""
