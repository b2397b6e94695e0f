"""Builders and small fakes that several tests share."""
