"""The tables of members: sealed since version 5, with consents and receipts of being forgotten.

What was plain before lies in the `_plain` tables until storage/sealing.py has sealed it: that
takes the device secret, which a schema script does not have.
"""

SEALED_MEMBERS = """
DROP INDEX templates_by_member;
ALTER TABLE members RENAME TO members_plain;
ALTER TABLE templates RENAME TO templates_plain;
CREATE TABLE members (
    id             TEXT PRIMARY KEY,
    phone_hash     BLOB NOT NULL UNIQUE,
    phone          BLOB NOT NULL,
    name           BLOB NOT NULL,
    pin_hash       BLOB,
    wrong_pins     INTEGER NOT NULL DEFAULT 0,
    locked_until_s REAL NOT NULL DEFAULT 0,
    joined_at      TEXT NOT NULL,
    used_on        TEXT NOT NULL
) STRICT;
CREATE INDEX members_by_time ON members (joined_at, id);
CREATE INDEX members_by_use ON members (used_on);
CREATE TABLE member_keys (
    member_id TEXT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    wrapped   BLOB NOT NULL CHECK (length(wrapped) = 60)
) STRICT;
CREATE TABLE templates (
    id        INTEGER PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    pack      TEXT NOT NULL,
    sealed    BLOB NOT NULL
) STRICT;
CREATE INDEX templates_by_member ON templates (member_id, pack);
CREATE TABLE consent_texts (
    version TEXT PRIMARY KEY,
    kind    TEXT NOT NULL CHECK (kind IN ('membership', 'face')),
    zh      TEXT NOT NULL,
    en      TEXT NOT NULL,
    sha256  TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;
CREATE TRIGGER consent_texts_never_change BEFORE UPDATE ON consent_texts
    BEGIN SELECT RAISE(ABORT, 'a consent text is kept as it was shown'); END;
CREATE TRIGGER consent_texts_never_go BEFORE DELETE ON consent_texts
    BEGIN SELECT RAISE(ABORT, 'a consent text is kept as it was shown'); END;
CREATE TABLE consents (
    member_id    TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    version      TEXT NOT NULL REFERENCES consent_texts (version),
    language     TEXT NOT NULL,
    by_guardian  INTEGER NOT NULL DEFAULT 0 CHECK (by_guardian IN (0, 1)),
    given_at     TEXT NOT NULL,
    withdrawn_at TEXT,
    PRIMARY KEY (member_id, version, given_at)
) STRICT;
CREATE TABLE forgettings (
    member_id TEXT PRIMARY KEY,
    scope     TEXT NOT NULL CHECK (scope IN ('all', 'face')),
    why       TEXT NOT NULL CHECK (why IN ('shopper', 'staff', 'fleet', 'unused', 'key_lost')),
    at        TEXT NOT NULL
) STRICT;
CREATE TABLE forgotten (
    number  INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    receipt TEXT NOT NULL CHECK (receipt <> '')
) STRICT;
CREATE TRIGGER forgotten_never_change BEFORE UPDATE ON forgotten
    BEGIN SELECT RAISE(ABORT, 'a receipt is final'); END;
CREATE TRIGGER forgotten_never_go BEFORE DELETE ON forgotten
    BEGIN SELECT RAISE(ABORT, 'a receipt is final'); END
"""
