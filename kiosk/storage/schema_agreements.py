"""The tables of members' agreements with payment services.

`agreement_book` holds the service's numbers, where the merchant's keys are: in the gateway's file,
and in a kiosk's that has keys of its own. The other two are a kiosk's: what it learnt of its
members, and which agreements it still has to end.
"""

AGREEMENT_BOOK = """
CREATE TABLE agreement_book (
    id        TEXT PRIMARY KEY,
    rail      TEXT NOT NULL,
    member_id TEXT NOT NULL,
    number    TEXT NOT NULL DEFAULT '',
    state     TEXT NOT NULL CHECK (state IN ('signing', 'agreed', 'ending')),
    at        TEXT NOT NULL
) STRICT;
CREATE INDEX agreement_book_of_member ON agreement_book (rail, member_id)
"""

AGREEMENTS = f"""{AGREEMENT_BOOK};
CREATE TABLE known_agreements (
    member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    rail      TEXT NOT NULL,
    standing  TEXT NOT NULL CHECK (standing IN ('agreed', 'none')),
    learnt_at TEXT NOT NULL,
    PRIMARY KEY (member_id, rail)
) STRICT, WITHOUT ROWID;
CREATE TABLE agreement_endings (
    member_id TEXT NOT NULL,
    rail      TEXT NOT NULL,
    wish_id   TEXT NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (member_id, rail, wish_id)
) STRICT, WITHOUT ROWID
"""
