"""The tables, one script per schema version. A shipped script never changes; a new one follows.

Amounts are whole minor units. Times are local, ISO 8601 with offset. `journal` is written in the
transaction of the act it tells of, and never updated. The ledger's triggers let nobody change it,
and nobody add what is out of balance: an entry is written after its postings, and closes them.
"""

from kiosk.storage.schema_agreements import AGREEMENTS
from kiosk.storage.schema_cabinet import CABINET
from kiosk.storage.schema_cleanings import CLEANINGS
from kiosk.storage.schema_commissioning import COMMISSIONING
from kiosk.storage.schema_day_end import DAY_END
from kiosk.storage.schema_fleet import FLEET
from kiosk.storage.schema_leaving import LEAVING
from kiosk.storage.schema_look_alikes import LOOK_ALIKES
from kiosk.storage.schema_losses import LOSSES
from kiosk.storage.schema_members import SEALED_MEMBERS
from kiosk.storage.schema_messages import MESSAGE_BOOK
from kiosk.storage.schema_risk import DEEDS, NOBODYS_JUDGEMENTS, RISK

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
CREATE TABLE ledger_entries (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE CHECK (id <> ''),
    kind   TEXT NOT NULL,
    at     TEXT NOT NULL,
    hash   TEXT NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*')
) STRICT;
CREATE TABLE ledger_postings (
    entry    INTEGER NOT NULL REFERENCES ledger_entries (number) DEFERRABLE INITIALLY DEFERRED,
    place    INTEGER NOT NULL CHECK (place >= 0),
    account  TEXT NOT NULL CHECK (account <> ''),
    minor    INTEGER NOT NULL CHECK (minor <> 0 AND minor BETWEEN -1000000000000 AND 1000000000000),
    currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    PRIMARY KEY (entry, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_by_account ON ledger_postings (account, currency, minor);
CREATE TABLE wallet_denials (
    payment_id TEXT PRIMARY KEY,
    what       TEXT NOT NULL CHECK (what IN ('refused', 'closed')),
    member_id  TEXT NOT NULL,
    currency   TEXT NOT NULL,
    at         TEXT NOT NULL
) STRICT;
CREATE TRIGGER ledger_postings_come_before_their_entry BEFORE INSERT ON ledger_postings BEGIN
    SELECT RAISE(ABORT, 'the entry is written already')
        WHERE EXISTS (SELECT 1 FROM ledger_entries WHERE number >= NEW.entry);
END;
CREATE TRIGGER ledger_entries_are_whole BEFORE INSERT ON ledger_entries BEGIN
    SELECT RAISE(ABORT, 'not the next entry')
        WHERE NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM ledger_entries);
    SELECT RAISE(ABORT, 'this id was decided before') WHERE
        EXISTS (SELECT 1 FROM ledger_entries WHERE id = NEW.id)
        OR EXISTS (SELECT 1 FROM wallet_denials WHERE payment_id = NEW.id);
    SELECT RAISE(ABORT, 'an entry has two postings at least')
        WHERE (SELECT count(*) FROM ledger_postings WHERE entry = NEW.number) < 2;
    SELECT RAISE(ABORT, 'the postings do not sum to zero') WHERE EXISTS (
        SELECT 1 FROM ledger_postings WHERE entry = NEW.number
        GROUP BY currency HAVING sum(minor) <> 0);
    SELECT RAISE(ABORT, 'the wallet would be overdrawn') WHERE EXISTS (
        SELECT 1 FROM ledger_postings mine WHERE mine.entry = NEW.number
        AND mine.account GLOB 'wallet:*' AND mine.minor > 0
        AND (SELECT sum(minor) FROM ledger_postings every
             WHERE every.account = mine.account AND every.currency = mine.currency) > 0);
END;
CREATE TRIGGER wallet_denials_are_final BEFORE INSERT ON wallet_denials BEGIN
    SELECT RAISE(ABORT, 'this id was decided before') WHERE
        EXISTS (SELECT 1 FROM ledger_entries WHERE id = NEW.payment_id)
        OR EXISTS (SELECT 1 FROM wallet_denials WHERE payment_id = NEW.payment_id);
END;
CREATE TRIGGER ledger_entries_never_change BEFORE UPDATE ON ledger_entries
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_entries_never_go BEFORE DELETE ON ledger_entries
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_postings_never_change BEFORE UPDATE ON ledger_postings
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_postings_never_go BEFORE DELETE ON ledger_postings
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER wallet_denials_never_change BEFORE UPDATE ON wallet_denials
    BEGIN SELECT RAISE(ABORT, 'a denial is final'); END;
CREATE TRIGGER wallet_denials_never_go BEFORE DELETE ON wallet_denials
    BEGIN SELECT RAISE(ABORT, 'a denial is final'); END;
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
    """
CREATE TABLE payments_anew (
    id             TEXT PRIMARY KEY,
    order_id       TEXT NOT NULL REFERENCES orders (id),
    member_id      TEXT NOT NULL,
    amount_minor   INTEGER NOT NULL,
    currency       TEXT NOT NULL,
    rail           TEXT NOT NULL,
    subject        TEXT NOT NULL DEFAULT '',
    state          TEXT NOT NULL CHECK (state IN (
        'created', 'submitting', 'paying', 'unknown', 'cancelling',
        'paid', 'failed', 'closed', 'refunding', 'refunded')),
    service_number TEXT NOT NULL DEFAULT '',
    payer          TEXT NOT NULL DEFAULT '',
    created_at     TEXT NOT NULL,
    paid_at        TEXT,
    updated_at     TEXT NOT NULL
) STRICT;
INSERT INTO payments_anew (id, order_id, member_id, amount_minor, currency, rail, state,
        created_at, paid_at, updated_at)
    SELECT p.id, p.order_id, p.member_id, p.amount_minor, p.currency, p.rail, p.state,
        coalesce(o.placed_at, p.updated_at),
        CASE p.state WHEN 'paid' THEN p.updated_at END, p.updated_at
    FROM payments p LEFT JOIN orders o ON o.id = p.order_id ORDER BY p.rowid;
DROP TABLE payments;
ALTER TABLE payments_anew RENAME TO payments;
CREATE INDEX payments_by_order ON payments (order_id);
CREATE INDEX payments_open ON payments (state)
    WHERE state IN ('created', 'submitting', 'paying', 'unknown', 'cancelling');
CREATE INDEX payments_by_time ON payments (paid_at, rail, member_id, amount_minor)
    WHERE paid_at IS NOT NULL;
CREATE INDEX orders_open ON orders (state) WHERE state = 'open';
CREATE TABLE refunds (
    id           TEXT PRIMARY KEY,
    payment_id   TEXT NOT NULL REFERENCES payments (id),
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency     TEXT NOT NULL,
    reason       TEXT NOT NULL,
    by           TEXT NOT NULL,
    state        TEXT NOT NULL
        CHECK (state IN ('created', 'submitting', 'unknown', 'refunded', 'failed')),
    detail       TEXT NOT NULL DEFAULT '',
    created_at   TEXT NOT NULL,
    refunded_at  TEXT,
    updated_at   TEXT NOT NULL
) STRICT;
CREATE INDEX refunds_by_payment ON refunds (payment_id);
CREATE INDEX refunds_open ON refunds (state) WHERE state IN ('created', 'submitting', 'unknown');
CREATE INDEX refunds_by_time ON refunds (refunded_at) WHERE refunded_at IS NOT NULL;
CREATE TABLE holds (
    id             TEXT PRIMARY KEY,
    session_id     TEXT NOT NULL,
    member_id      TEXT NOT NULL,
    amount_minor   INTEGER NOT NULL CHECK (amount_minor > 0),
    currency       TEXT NOT NULL,
    rail           TEXT NOT NULL,
    subject        TEXT NOT NULL DEFAULT '',
    state          TEXT NOT NULL CHECK (state IN (
        'created', 'submitting', 'unknown', 'held', 'failed',
        'capturing', 'captured', 'releasing', 'released')),
    captured_minor INTEGER CHECK (captured_minor BETWEEN 1 AND amount_minor),
    service_number TEXT NOT NULL DEFAULT '',
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL
) STRICT;
CREATE INDEX holds_by_session ON holds (session_id);
CREATE INDEX holds_open ON holds (state)
    WHERE state IN ('created', 'submitting', 'unknown', 'held', 'capturing', 'releasing');
CREATE TABLE wallet_refunds (
    refund_id  TEXT PRIMARY KEY,
    payment_id TEXT NOT NULL,
    minor      INTEGER NOT NULL CHECK (minor > 0),
    currency   TEXT NOT NULL
) STRICT;
CREATE INDEX wallet_refunds_by_payment ON wallet_refunds (payment_id);
CREATE TRIGGER wallet_refunds_never_change BEFORE UPDATE ON wallet_refunds
    BEGIN SELECT RAISE(ABORT, 'a refund is final'); END;
CREATE TRIGGER wallet_refunds_never_go BEFORE DELETE ON wallet_refunds
    BEGIN SELECT RAISE(ABORT, 'a refund is final'); END;
CREATE TRIGGER a_hold_ends_with_what_was_held BEFORE INSERT ON ledger_entries
WHEN NEW.kind IN ('capture', 'release') BEGIN
    SELECT RAISE(ABORT, 'not what was held') WHERE
        (SELECT group_concat(minor || currency) FROM ledger_postings
         WHERE entry = NEW.number AND +account = 'deposits')
        IS NOT
        (SELECT group_concat(-minor || currency) FROM ledger_postings WHERE +account = 'deposits'
         AND entry = (SELECT number FROM ledger_entries WHERE kind = 'hold'
                      AND id = substr(NEW.id, 1, length(NEW.id) - 4)));
END;
CREATE INDEX ledger_by_time ON ledger_entries (at)
""",
    DAY_END,
    SEALED_MEMBERS,
    CABINET,
    RISK,
    AGREEMENTS,
    COMMISSIONING,
    LOSSES,
    CLEANINGS,
    LEAVING,
    DEEDS,
    FLEET,
    LOOK_ALIKES,
    NOBODYS_JUDGEMENTS,
    MESSAGE_BOOK,
)
VERSION = len(VERSIONS)
