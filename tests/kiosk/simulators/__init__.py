"""Tests of the simulators: what they claim to be, they are."""
