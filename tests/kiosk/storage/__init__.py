"""Tests of what the kiosk keeps and reads on disk."""
