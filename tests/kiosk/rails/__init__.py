"""Tests of kiosk/rails: each with a real line, and with services that misbehave."""
