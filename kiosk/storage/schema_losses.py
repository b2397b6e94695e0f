"""The table of losses: goods that left through a door which no session had opened.

Nobody is ever charged for one; a person decides what the stock becomes.
"""

LOSSES = """
CREATE TABLE cabinet_losses (
    id         TEXT PRIMARY KEY,
    cabinet    TEXT NOT NULL,
    door       TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('open', 'review', 'closed')),
    weights    TEXT NOT NULL,
    evidence   TEXT,
    decided_by TEXT NOT NULL DEFAULT '',
    began_at   TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX cabinet_losses_open ON cabinet_losses (state) WHERE state IN ('open', 'review')
"""
