"""Tests of the virtual lock board."""
