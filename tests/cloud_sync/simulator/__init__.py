"""Tests of the simulated back office."""
