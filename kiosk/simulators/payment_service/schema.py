"""The tables of the service's own books. Amounts are whole fen, times ms since 1970."""

from __future__ import annotations

APPLICATION_ID = 0x4B50_4159  # "KPAY"

TABLES = """
CREATE TABLE IF NOT EXISTS buyers (
    name TEXT PRIMARY KEY, alipay_id TEXT UNIQUE, openid TEXT UNIQUE, agreement_no TEXT UNIQUE,
    opened_fen INTEGER NOT NULL, balance_fen INTEGER NOT NULL CHECK (balance_fen >= 0),
    habit TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS agreements (
    number TEXT PRIMARY KEY, external TEXT UNIQUE, buyer TEXT NOT NULL REFERENCES buyers,
    status TEXT NOT NULL CHECK (status IN ('NORMAL', 'STOP')), product TEXT NOT NULL,
    scene TEXT NOT NULL, shown_name TEXT NOT NULL, signed_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS codes (
    digest TEXT PRIMARY KEY, service TEXT NOT NULL, buyer TEXT NOT NULL REFERENCES buyers,
    expires_ms INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS trades (
    id INTEGER PRIMARY KEY, service TEXT NOT NULL, number TEXT NOT NULL, serial TEXT NOT NULL,
    kind TEXT NOT NULL, amount_fen INTEGER NOT NULL, subject TEXT NOT NULL, attach TEXT NOT NULL,
    notify_url TEXT NOT NULL, code_url TEXT NOT NULL, buyer TEXT REFERENCES buyers,
    state TEXT NOT NULL, created_ms INTEGER NOT NULL, paid_ms INTEGER, closed_ms INTEGER,
    expires_ms INTEGER, pay_at_ms INTEGER, pay_on_query INTEGER, queries INTEGER NOT NULL DEFAULT 0,
    charges INTEGER NOT NULL DEFAULT 0, refunded_fen INTEGER NOT NULL DEFAULT 0,
    fee_fen INTEGER NOT NULL DEFAULT 0, terminal TEXT NOT NULL DEFAULT '',
    UNIQUE (service, number), CHECK (refunded_fen <= amount_fen)
) STRICT;
CREATE INDEX IF NOT EXISTS trades_waiting ON trades (state) WHERE state = 'waiting';
CREATE INDEX IF NOT EXISTS trades_paid ON trades (service, paid_ms);
CREATE INDEX IF NOT EXISTS trades_serial ON trades (service, serial);
CREATE INDEX IF NOT EXISTS trades_code_url ON trades (code_url) WHERE code_url <> '';
CREATE TABLE IF NOT EXISTS refunds (
    id INTEGER PRIMARY KEY, service TEXT NOT NULL, trade INTEGER NOT NULL REFERENCES trades,
    number TEXT NOT NULL, serial TEXT NOT NULL, amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    fee_fen INTEGER NOT NULL, reason TEXT NOT NULL, notify_url TEXT NOT NULL,
    created_ms INTEGER NOT NULL, done_ms INTEGER NOT NULL, announced INTEGER NOT NULL DEFAULT 0,
    UNIQUE (trade, number)
) STRICT;
CREATE INDEX IF NOT EXISTS refunds_number ON refunds (service, number);
CREATE INDEX IF NOT EXISTS refunds_done ON refunds (service, done_ms);
CREATE INDEX IF NOT EXISTS refunds_quiet ON refunds (announced) WHERE announced = 0;
CREATE TABLE IF NOT EXISTS holds (
    id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, serial TEXT NOT NULL, title TEXT NOT NULL,
    buyer TEXT REFERENCES buyers, total_fen INTEGER NOT NULL,
    rest_fen INTEGER NOT NULL CHECK (rest_fen >= 0), paid_fen INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS hold_steps (
    id INTEGER PRIMARY KEY, hold INTEGER NOT NULL REFERENCES holds, request TEXT NOT NULL,
    kind TEXT NOT NULL, amount_fen INTEGER NOT NULL, state TEXT NOT NULL, remark TEXT NOT NULL,
    created_ms INTEGER NOT NULL, UNIQUE (hold, request)
) STRICT;
CREATE TABLE IF NOT EXISTS score_orders (
    id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, serial TEXT NOT NULL, asked TEXT NOT NULL,
    buyer TEXT REFERENCES buyers, risk_fen INTEGER NOT NULL, state TEXT NOT NULL,
    total_fen INTEGER, completed TEXT NOT NULL DEFAULT '{}', reason TEXT NOT NULL DEFAULT '',
    notify_url TEXT NOT NULL, charge_at_ms INTEGER, trade INTEGER REFERENCES trades
) STRICT;
CREATE TABLE IF NOT EXISTS nonces (nonce TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS nonces_at ON nonces (at_ms);
CREATE TABLE IF NOT EXISTS notifies (
    id INTEGER PRIMARY KEY, service TEXT NOT NULL, number TEXT NOT NULL, event TEXT NOT NULL,
    url TEXT NOT NULL, contents TEXT NOT NULL, created_ms INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0, due_ms INTEGER, taken INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS notifies_due ON notifies (due_ms) WHERE due_ms IS NOT NULL;
"""
"""`charges` counts how often a trade took money: the books are wrong if it is ever above one.
`code_url` and the digests of codes are permissions to pay: they never leave in a log."""

ADDED_LATER = (("trades", "terminal", "TEXT NOT NULL DEFAULT ''"),)
"""Columns that books of an older version do not have."""
