"""Journeys: events in, effects out. One file per journey; none of them acts."""
