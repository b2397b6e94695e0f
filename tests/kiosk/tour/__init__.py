"""The parts of the tour that need no window."""
