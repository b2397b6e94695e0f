"""Attempts to break what must not break: power, disk. `scripts/chaos NAME`."""
