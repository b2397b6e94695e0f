"""Attempts to break what must not break: power, disk, money. `scripts/chaos NAME`."""
