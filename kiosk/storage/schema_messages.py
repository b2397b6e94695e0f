"""The table of messages with codes: in the gateway's file, and in a kiosk's that sends by itself.

No number and no code: `number` is a keyed hash, whose key is elsewhere. A row stays for as long
as the limits look back. `fate` is empty while the service is asked; after a power cut for ever.
"""

MESSAGE_BOOK = """
CREATE TABLE messages (
    id     TEXT PRIMARY KEY,
    device TEXT NOT NULL,
    number BLOB NOT NULL,
    fate   TEXT NOT NULL DEFAULT '',
    at     TEXT NOT NULL,
    at_s   INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_time ON messages (at_s)
"""
