"""Journeys as scripts: these events in, those effects out. No screen, no clock, no disk."""
