"""The table of what the back office told this kiosk to do, and was answered: each is done once."""

FLEET = """
CREATE TABLE fleet_commands (
    id     TEXT PRIMARY KEY,
    at     TEXT NOT NULL,
    answer BLOB NOT NULL
) STRICT
"""
