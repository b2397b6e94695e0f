"""The table of cleanings: deletions whose bytes may still lie in the write-ahead log.

A row is written in the transaction that deletes, and goes once the log was empty after it.
AUTOINCREMENT: a number is never used again, so whoever settles one does not settle a later one.
"""

CLEANINGS = """
CREATE TABLE cleanings (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at     TEXT NOT NULL
) STRICT
"""
