"""Tests of the measurements: their arithmetic, and the names of their figures."""
