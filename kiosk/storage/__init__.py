"""What the kiosk remembers: SQLite, and the catalogue file."""
