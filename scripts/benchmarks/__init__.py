"""Measurements of the whole and of its parts, for people and, as JSON, for machines."""
