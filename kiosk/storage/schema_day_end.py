"""The tables of the back room: day-ends, numbers of refund receipts, and what was given back.

A Z report is written once, follows the one before, and is never changed or removed.
"""

DAY_END = """
CREATE TABLE day_ends (
    number        INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE CHECK (id <> ''),
    business_date TEXT NOT NULL,
    closed_at     TEXT NOT NULL,
    first_entry   INTEGER NOT NULL,
    last_entry    INTEGER NOT NULL CHECK (last_entry >= first_entry - 1),
    snapshot      TEXT NOT NULL,
    hash          TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE TRIGGER day_ends_follow_each_other BEFORE INSERT ON day_ends BEGIN
    SELECT RAISE(ABORT, 'not the next day-end') WHERE
        NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM day_ends)
        OR NEW.first_entry <> (SELECT coalesce(max(last_entry), 0) + 1 FROM day_ends);
END;
CREATE TRIGGER day_ends_never_change BEFORE UPDATE ON day_ends
    BEGIN SELECT RAISE(ABORT, 'a day-end is closed once'); END;
CREATE TRIGGER day_ends_never_go BEFORE DELETE ON day_ends
    BEGIN SELECT RAISE(ABORT, 'a day-end is closed once'); END;
ALTER TABLE orders ADD COLUMN tax_basis_points INTEGER;
ALTER TABLE refunds ADD COLUMN receipt_date TEXT;
ALTER TABLE refunds ADD COLUMN receipt_number INTEGER;
CREATE UNIQUE INDEX refunds_by_receipt ON refunds (receipt_date, receipt_number)
    WHERE receipt_date IS NOT NULL;
CREATE TABLE refund_lines (
    refund_id TEXT NOT NULL REFERENCES refunds (id),
    place     INTEGER NOT NULL,
    quantity  INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (refund_id, place)
) STRICT
"""
