"""Loops that own a thread. Each ends within two seconds of stop()."""
