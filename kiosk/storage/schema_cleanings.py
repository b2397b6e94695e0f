"""The table of cleanings: deletions whose bytes may still lie in the log, or in gaps of the file.

A row is written in the transaction that deletes, is no longer `in_log` once the log was empty
after it, and goes when the file was written anew. AUTOINCREMENT: a number is never used again, so
whoever settles one does not settle a later one. What earlier versions left of forgotten members'
payments goes as well.
"""

CLEANINGS = """
CREATE TABLE cleanings (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT NOT NULL,
    in_log INTEGER NOT NULL DEFAULT 1 CHECK (in_log IN (0, 1))
) STRICT;
UPDATE payments SET payer = '' WHERE payer <> '' AND member_id <> ''
    AND member_id NOT IN (SELECT id FROM members UNION SELECT id FROM members_plain)
"""
