"""A lock board without hardware: true bytes behind a real device path, faults on request."""
