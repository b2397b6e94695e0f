"""Whole purchases, headless, against simulators."""
