"""Tests of kiosk/simulators/message_service."""
