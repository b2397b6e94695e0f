"""The tables of smart cabinets: sessions with their sealed logs, stock, debts and decisions.

A session's log is chained by hashes and never changes; a debt is paid once, by one order.
"""

CABINET = """
CREATE TABLE cabinet_sessions (
    id         TEXT PRIMARY KEY,
    cabinet    TEXT NOT NULL,
    door       TEXT NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('shopper', 'staff')),
    member_id  TEXT NOT NULL,
    hold_id    TEXT NOT NULL DEFAULT '',
    command_id TEXT NOT NULL UNIQUE,
    state      TEXT NOT NULL CHECK (state IN (
        'opening', 'unlocking', 'shopping', 'settling', 'charging', 'review',
        'cancelled', 'nothing', 'charged', 'owed', 'restocked')),
    weights    TEXT NOT NULL,
    evidence   TEXT,
    lines      TEXT NOT NULL DEFAULT '[]',
    owed_lines TEXT NOT NULL DEFAULT '[]',
    reason     TEXT NOT NULL DEFAULT '',
    dispute    TEXT NOT NULL DEFAULT '',
    order_id   TEXT NOT NULL DEFAULT '',
    debt_id    TEXT NOT NULL DEFAULT '',
    began_at   TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX cabinet_sessions_by_hold ON cabinet_sessions (hold_id) WHERE hold_id <> '';
CREATE INDEX cabinet_sessions_open ON cabinet_sessions (state)
    WHERE state IN ('opening', 'unlocking', 'shopping', 'settling', 'charging', 'review');
CREATE INDEX cabinet_sessions_disputed ON cabinet_sessions (dispute) WHERE dispute <> '';
CREATE INDEX cabinet_sessions_by_order ON cabinet_sessions (order_id) WHERE order_id <> '';
CREATE TABLE cabinet_log (
    session_id TEXT NOT NULL REFERENCES cabinet_sessions (id),
    place      INTEGER NOT NULL CHECK (place >= 0),
    at         TEXT NOT NULL,
    what       TEXT NOT NULL,
    detail     TEXT NOT NULL,
    hash       TEXT NOT NULL CHECK (length(hash) = 64),
    PRIMARY KEY (session_id, place)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER cabinet_log_follows BEFORE INSERT ON cabinet_log BEGIN
    SELECT RAISE(ABORT, 'not the next line of this session') WHERE NEW.place <>
        (SELECT count(*) FROM cabinet_log WHERE session_id = NEW.session_id);
END;
CREATE TRIGGER cabinet_log_never_changes BEFORE UPDATE ON cabinet_log
    BEGIN SELECT RAISE(ABORT, 'the log of a session is append-only'); END;
CREATE TRIGGER cabinet_log_never_goes BEFORE DELETE ON cabinet_log
    BEGIN SELECT RAISE(ABORT, 'the log of a session is append-only'); END;
CREATE TABLE cabinet_stock (
    cabinet TEXT NOT NULL,
    shelf   TEXT NOT NULL,
    sku     TEXT NOT NULL,
    stock   INTEGER NOT NULL CHECK (stock >= 0),
    PRIMARY KEY (cabinet, shelf, sku)
) STRICT, WITHOUT ROWID;
CREATE TABLE debts (
    id           TEXT PRIMARY KEY,
    session_id   TEXT NOT NULL REFERENCES cabinet_sessions (id),
    member_id    TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency     TEXT NOT NULL,
    lines        TEXT NOT NULL,
    paid_by      TEXT NOT NULL DEFAULT '',
    created_at   TEXT NOT NULL,
    paid_at      TEXT
) STRICT;
CREATE INDEX debts_open ON debts (member_id) WHERE paid_by = '';
CREATE TABLE debt_orders (
    order_id TEXT NOT NULL REFERENCES orders (id),
    debt_id  TEXT NOT NULL REFERENCES debts (id),
    PRIMARY KEY (order_id, debt_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX debt_orders_by_debt ON debt_orders (debt_id)
"""
