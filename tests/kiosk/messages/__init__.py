"""Tests of kiosk/messages."""
