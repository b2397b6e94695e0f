"""The tables, one script per schema version. A shipped script never changes; a new one follows.

Amounts are whole minor units. Times are local, ISO 8601 with offset. `journal` is written in the
transaction of the act it tells of, and never updated.
"""

VERSIONS = (
    """
CREATE TABLE facts (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE journal (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT NOT NULL,
    what   TEXT NOT NULL,
    ref    TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE members (
    id              TEXT PRIMARY KEY,
    phone           TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    pin_hash        BLOB,
    wrong_pins      INTEGER NOT NULL DEFAULT 0,
    locked_until_s  REAL NOT NULL DEFAULT 0,
    consent_version TEXT NOT NULL,
    joined_at       TEXT NOT NULL
) STRICT;
CREATE TABLE templates (
    id        INTEGER PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    pack      TEXT NOT NULL,
    vector    BLOB NOT NULL
) STRICT;
CREATE INDEX templates_by_member ON templates (member_id);
CREATE TABLE wallet_entries (
    id        TEXT PRIMARY KEY,
    member_id TEXT NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('top_up', 'payment', 'refused', 'closed')),
    minor     INTEGER NOT NULL,
    currency  TEXT NOT NULL,
    at        TEXT NOT NULL,
    CHECK (CASE kind WHEN 'top_up' THEN minor > 0 WHEN 'payment' THEN minor < 0 ELSE minor = 0 END)
) STRICT;
CREATE INDEX wallet_by_member ON wallet_entries (member_id);
CREATE TABLE orders (
    id             TEXT PRIMARY KEY,
    state          TEXT NOT NULL CHECK (state IN ('open', 'paid', 'cancelled')),
    total_minor    INTEGER NOT NULL,
    currency       TEXT NOT NULL,
    placed_at      TEXT NOT NULL,
    paid_at        TEXT,
    payer          TEXT NOT NULL DEFAULT '',
    receipt_date   TEXT,
    receipt_number INTEGER,
    note           TEXT NOT NULL DEFAULT '',
    UNIQUE (receipt_date, receipt_number)
) STRICT;
CREATE INDEX orders_by_time ON orders (placed_at);
CREATE TABLE order_lines (
    order_id   TEXT NOT NULL REFERENCES orders (id),
    place      INTEGER NOT NULL,
    sku        TEXT NOT NULL,
    name_zh    TEXT NOT NULL,
    name_en    TEXT NOT NULL,
    quantity   INTEGER NOT NULL CHECK (quantity > 0),
    unit_minor INTEGER NOT NULL,
    service    TEXT NOT NULL,
    prefix     TEXT NOT NULL,
    PRIMARY KEY (order_id, place)
) STRICT;
CREATE TABLE payments (
    id           TEXT PRIMARY KEY,
    order_id     TEXT NOT NULL REFERENCES orders (id),
    member_id    TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    currency     TEXT NOT NULL,
    rail         TEXT NOT NULL,
    state        TEXT NOT NULL
        CHECK (state IN ('created', 'submitting', 'unknown', 'paid', 'failed', 'closed')),
    updated_at   TEXT NOT NULL
) STRICT;
CREATE INDEX payments_by_order ON payments (order_id);
CREATE INDEX payments_open ON payments (state) WHERE state IN ('created', 'submitting', 'unknown');
CREATE TABLE tickets (
    business_date TEXT NOT NULL,
    service       TEXT NOT NULL,
    number        INTEGER NOT NULL CHECK (number > 0),
    prefix        TEXT NOT NULL,
    order_id      TEXT NOT NULL REFERENCES orders (id),
    state         TEXT NOT NULL CHECK (state IN ('making', 'ready', 'skipped', 'collected')),
    changed_at    TEXT NOT NULL,
    PRIMARY KEY (business_date, service, number),
    UNIQUE (order_id, service)
) STRICT;
CREATE TABLE door_commands (
    id         TEXT PRIMARY KEY,
    order_id   TEXT NOT NULL REFERENCES orders (id),
    state      TEXT NOT NULL
        CHECK (state IN ('intended', 'sent', 'opened', 'failed', 'unknown', 'dropped')),
    detail     TEXT NOT NULL DEFAULT '',
    changed_at TEXT NOT NULL
) STRICT
""",
    """
CREATE INDEX journal_by_time ON journal (at);
CREATE INDEX journal_of_clock ON journal (seq) WHERE what = 'clock.confirmed'
""",
)
VERSION = len(VERSIONS)
