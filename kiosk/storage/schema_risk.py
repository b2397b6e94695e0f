"""The tables of face risk: what was asked of whom, what failed, who looks like whom, and scores.

`face_checks` tells staff why digits were asked, and makes a match good for one order. It holds no
score. `face_scores` counts scores by day, of nobody in particular. `deed`: for what the face was
shown (domain/risk.py). No masked number keeps its last four digits: faces are asked for them.
"""

RISK = """
CREATE TABLE face_checks (
    id           TEXT PRIMARY KEY,
    at           TEXT NOT NULL,
    member_id    TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    currency     TEXT NOT NULL,
    step         TEXT NOT NULL,
    reasons      TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('asked', 'proved', 'refused')),
    order_id     TEXT UNIQUE
) STRICT;
CREATE INDEX face_checks_of_member ON face_checks (member_id) WHERE order_id IS NOT NULL;
CREATE TABLE face_failures (
    seq       INTEGER PRIMARY KEY,
    at_s      REAL NOT NULL,
    member_id TEXT NOT NULL
) STRICT;
CREATE INDEX face_failures_by_time ON face_failures (at_s);
CREATE TABLE look_alikes (
    member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    other_id  TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    PRIMARY KEY (member_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX look_alikes_by_other ON look_alikes (other_id);
CREATE TABLE face_scores (
    day   TEXT NOT NULL,
    pack  TEXT NOT NULL,
    kind  TEXT NOT NULL CHECK (kind IN ('named', 'unnamed')),
    bin   INTEGER NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (day, pack, kind, bin)
) STRICT, WITHOUT ROWID;
CREATE INDEX payments_of_member ON payments (member_id, created_at, state, amount_minor)
    WHERE member_id <> ''
"""

NOBODYS_JUDGEMENTS = """
CREATE INDEX face_checks_by_member ON face_checks (member_id);
INSERT INTO cleanings (at) SELECT at FROM journal
    WHERE EXISTS (SELECT 1 FROM face_checks WHERE member_id NOT IN (SELECT id FROM members))
    ORDER BY seq DESC LIMIT 1;
DELETE FROM face_checks WHERE member_id NOT IN (SELECT id FROM members);
DELETE FROM face_failures WHERE member_id <> '' AND member_id NOT IN (SELECT id FROM members)
"""
"""What earlier versions left of members who were forgotten; and the way to one member's rows."""

DEEDS = """
ALTER TABLE face_checks ADD COLUMN deed TEXT NOT NULL DEFAULT 'pay'
    CHECK (deed IN ('pay', 'hold', 'look', 'change'));
UPDATE payments SET payer = substr(payer, 1, instr(payer, '*') - 1) || '********'
    WHERE payer GLOB '*[*][0-9]*';
UPDATE orders SET payer = substr(payer, 1, 3) || '********'
    WHERE payer GLOB '1[0-9][0-9][*][*][*][*][0-9][0-9][0-9][0-9]'
"""
