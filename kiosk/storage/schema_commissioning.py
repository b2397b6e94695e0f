"""The tables of setting up a cabinet: how far it has got, and every opening that it asked for."""

COMMISSIONING = """
CREATE TABLE commissioning (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    progress   TEXT NOT NULL,
    written_at TEXT NOT NULL DEFAULT '',
    updated_at TEXT NOT NULL
) STRICT;
CREATE TABLE commissioning_openings (
    id         TEXT PRIMARY KEY CHECK (id <> ''),
    port       TEXT NOT NULL,
    board      INTEGER NOT NULL,
    lock       INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('sent', 'pulsed', 'unknown')),
    at         TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER commissioning_openings_end_once BEFORE UPDATE ON commissioning_openings
WHEN OLD.state <> 'sent' BEGIN
    SELECT RAISE(ABORT, 'it is known what became of this opening');
END;
CREATE TRIGGER commissioning_openings_never_go BEFORE DELETE ON commissioning_openings
    BEGIN SELECT RAISE(ABORT, 'openings are never forgotten'); END
"""
