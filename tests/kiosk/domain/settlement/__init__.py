"""Tests of the settlement of a smart cabinet."""
